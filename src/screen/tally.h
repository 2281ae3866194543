/*
 * What one row adds to the books, kept so that rows of which no rule tells anything else are counted and not judged again.
 *
 * Always: of a row whose items are all judged. Capacity is not summed: where it is to be, only rows without obsolete items are kept so.
 */
#ifndef PHASEOUT_SCREEN_TALLY_H
#define PHASEOUT_SCREEN_TALLY_H

#include "screen/totals.h"

struct tally {
	struct {
		enum verdict verdict;
		size_t status;
	} *items;
	size_t n_items;
	struct {
		uint32_t rule;
		enum rule_verdict verdict;
	} *found; /* one a finding */
	size_t n_found;
	const struct region *region; /* NULL */
	const struct item *told;     /* the only item, where rows like it are listed: without row and key; NULL */
	const struct judgement *judgement; /* … what is found of it: rules and verdicts */
};

/* False where the row cannot be kept so, or memory is exhausted (a->failed). `books`: sums of capacity are wanted. */
bool tally_of(struct tally *out, struct arena *a, const struct totals *t, const struct vocabulary *v, const struct row *row, const struct judgement *judgements, bool books);
/* Keeps also what is told of its only item. False when memory is exhausted. */
bool tally_tell(struct tally *out, struct arena *a, const struct row *row, const struct judgement *judgement);
/* Adds the bytes by which it is known: two with the same bytes put the same into the books, and are told alike. */
void tally_write(struct buf *out, const struct tally *tally);
/* Puts so many rows of it into the books. */
void tally_settle(const struct tally *tally, struct totals *t, uint64_t rows);

#endif
