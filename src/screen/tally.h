/*
 * What one row adds to the books, kept so that rows of which no rule tells anything else are counted and not judged again.
 *
 * Always: of a row whose items are all judged and none obsolete: nothing of it is summed.
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
	uint64_t rows;		     /* counted and not yet in the books */
};

/* False where the row cannot be kept so, or memory is exhausted (a->failed). */
bool tally_of(struct tally *out, struct arena *a, const struct totals *t, const struct vocabulary *v, const struct row *row, const struct judgement *judgements);
/* Puts its rows into the books. */
void tally_settle(struct tally *tally, struct totals *t);

#endif
