/*
 * The books of a run: every row and every item counted once, capacity summed under the rule that counts it.
 *
 * Always: a capacity of the whole row is summed once, and only where one rule has all its machines; else it is nobody's, and the rules that
 * have some of them say at most how much more it may be.
 */
#ifndef PHASEOUT_SCREEN_TOTALS_H
#define PHASEOUT_SCREEN_TOTALS_H

#include "screen/sink.h"

/* False when memory is exhausted. */
bool totals_init(struct totals *t, struct arena *a, const struct vocabulary *v, const struct ruleset *rules);
/* A file has come to its end: its reader told `rows` rows apart. */
void totals_file(struct totals *t, uint64_t rows);
void totals_row(struct totals *t, const struct row *row);
/* The judgements of one judged row's items. False when memory is exhausted or a sum is longer than a decimal may be. */
bool totals_items(struct totals *t, struct arena *a, const struct row *row, const struct judgement *judgements);
/*
 * Adds an item's capacity, as read, to a sum; where it cannot be had in the sum's unit it counts as `without`. What another sum has. False when memory is
 * exhausted or the sum is longer than a decimal may be.
 */
bool capacity_add(struct capacity_total *total, struct arena *a, const struct item *item, const struct value *capacity);
bool capacity_add_all(struct capacity_total *total, struct arena *a, const struct capacity_total *more);
/* Where the items of this status are counted. */
size_t totals_status(const struct totals *t, const struct item *item);
/* The id of a place: "in_use" …, "other"; NULL in .p where none was filed. */
struct str totals_status_id(const struct totals *t, size_t place);
/* The province that a judged row names; `scratch` is for folding. */
void totals_region(struct totals *t, struct arena *scratch, const struct vocabulary *v, const struct row *row);
/*
 * Of a pack whose rules are those of one province: that rows of others were judged by it too. Once a run; .en.p is NULL where there
 * are none.
 */
struct words totals_elsewhere(const struct totals *t, struct arena *a, const struct vocabulary *v, const struct pack *p);
/* What rows have not though a column names it, and whose enterprise they leave blank. Once a run; .en.p is NULL where there are none. */
struct words totals_absent(const struct totals *t, struct arena *a);
struct words totals_blank_enterprises(const struct totals *t, struct arena *a);
/*
 * Do the books close? Every row that the readers told apart was read, every row read has one fate, every item of a judged row one
 * verdict.
 */
bool totals_balanced(const struct totals *t);

#endif
