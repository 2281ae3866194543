/* What every text that a pattern matches begins with, as far as it is plain to see. */
#ifndef PHASEOUT_RULES_PATTERN_START_H
#define PHASEOUT_RULES_PATTERN_START_H

#include "base/arena.h"

/*
 * Letters (as capitals), digits, - and / with which the pattern, matched whole and in either case, begins; empty where it may begin otherwise or that cannot be
 * told. "^JDO3-[0-9]+" → JDO3-. In `a`; .p NULL when memory is exhausted.
 */
struct str pattern_start(struct arena *a, struct str pattern);

#endif
