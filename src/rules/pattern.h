/* Patterns of `matches`: whether they compile. judge/ compiles them again, for itself. */
#ifndef PHASEOUT_RULES_PATTERN_H
#define PHASEOUT_RULES_PATTERN_H

#include "rules/load.h"

/* False after a diagnostic, or when memory is exhausted. */
bool pattern_check(struct rules_reader *r, const struct node *value);

#endif
