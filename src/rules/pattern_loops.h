/*
 * Can a pattern (PCRE2) go round a loop in two ways over one text? Then, on a text that does not match in the end, each
 * round doubles the ways that a matcher tries: (A+)+, (A|A)*, (A?B?)*.
 *
 * Two ways round are an edge of a loop that came about twice, or two walks that part, may read the same characters and
 * meet again where they parted.
 */
#ifndef PHASEOUT_RULES_PATTERN_LOOPS_H
#define PHASEOUT_RULES_PATTERN_LOOPS_H

#include "base/str.h"

/* The pattern compiles. False also where it is not certain (pattern_positions_read). */
bool pattern_loops_in_two_ways(struct str pattern);

#endif
