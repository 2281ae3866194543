/*
 * Can conditions be what is demanded of them, all at once, for some record?
 *
 * Always: decided over cells, not by search among values: the limits that the conditions name cut the values of a field
 * into points and gaps (below, at, between, above), and within one of them no leaf can tell two values apart; beside them a
 * field may be missing, or missing and presumed. A range as filed (300~450) needs no cell: what is true of it is true of
 * each of its points. Values that can never be read (below zero, outside the plausible range) have no cell. What a leaf
 * says that is not understood here (a pattern, a person's judgement) may turn out either way.
 *
 * So "no" is certain; "yes" may be wrong where patterns contradict each other, and where there are too many cells.
 */
#ifndef PHASEOUT_PROOF_SATISFY_H
#define PHASEOUT_PROOF_SATISFY_H

#include "rules/condition.h"

enum demanded {
	DEMAND_TRUE,
	DEMAND_FALSE,
	DEMAND_NOT_TRUE,
	DEMAND_NOT_FALSE,
	DEMAND_NOT_SHOWN, /* of an exception's `when`: not true, or by what is presumed alone, which shows no exception */
};

struct demand {
	const struct condition *condition;
	enum demanded what;
};

/* `v` is the vocabulary of the conditions. Also true when memory is exhausted, which then shows in scratch->failed. */
bool demands_may_hold(const struct vocabulary *v, struct arena *scratch, const struct demand *demands, size_t n);

#endif
