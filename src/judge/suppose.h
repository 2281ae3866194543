/*
 * What a rule would say of an item were one of its conditions otherwise: how far a verdict hangs on one limit.
 */
#ifndef PHASEOUT_JUDGE_SUPPOSE_H
#define PHASEOUT_JUDGE_SUPPOSE_H

#include "judge/judge.h"

/*
 * The rule's verdict with the leaf's truth taken to be each of enum truth, by that. False when memory is exhausted. Results live in `a`, the item and the
 * program.
 */
bool judge_supposing(enum rule_verdict out[3], struct arena *a, const struct program *p, const struct rule *rule, const struct item *item,
		     const struct condition *leaf);
/* The limit of a comparison as a quantity; ratios and whole numbers have a unit of their own. False of another leaf, and of dates. */
bool condition_limit(struct quantity *out, const struct condition *leaf);
/* The item's value of the leaf's field as a quantity of the same kind, presumptions left out; false where it has none that was read. */
bool item_measure(struct quantity *out, struct arena *a, const struct program *p, const struct item *item, const struct condition *leaf);
/* What all the item's machines have of the field by which the rule's capacity is counted; NULL where that is not known. */
const struct value *item_capacity(struct arena *a, const struct item *item, const struct rule *rule);

#endif
