/*
 * The books of a run: every row and every item counted once, capacity summed under the rule that counts it.
 *
 * Always: a row's capacity is summed once, and only where all its items share the verdict; else it is counted as `without` of that rule.
 */
#ifndef PHASEOUT_SCREEN_TOTALS_H
#define PHASEOUT_SCREEN_TOTALS_H

#include "screen/sink.h"

/* False when memory is exhausted. */
bool totals_init(struct totals *t, struct arena *a, const struct ruleset *rules);
void totals_row(struct totals *t, const struct row *row);
/* The judgements of one judged row's items. False when memory is exhausted or a sum is longer than a decimal may be. */
bool totals_items(struct totals *t, struct arena *a, const struct row *row, const struct judgement *judgements);
/* Do the books close? */
bool totals_balanced(const struct totals *t);

#endif
