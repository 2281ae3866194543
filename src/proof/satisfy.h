/*
 * Can conditions hold together? Decided by trying cells (proof/cells.h). A range as filed (300~450) needs no cell: what is
 * true of it is true of each of its points. What a leaf says that is not understood here (a pattern, a person's judgement)
 * may turn out either way.
 *
 * So "no" is certain; "yes" may be wrong where patterns contradict each other, and where there are too many cells.
 */
#ifndef PHASEOUT_PROOF_SATISFY_H
#define PHASEOUT_PROOF_SATISFY_H

#include "rules/condition.h"

struct problem; /* cells.h */

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
/* The same, but what a person decides and nothing records stays unknown. */
bool demands_may_be_recorded(const struct vocabulary *v, struct arena *scratch, const struct demand *demands, size_t n);

/*
 * Is there a record that can be written? `p` has `shown`, all conditions added, and perhaps silent variables; it then stands
 * at that record. "Yes" is certain; "no" may also mean too many cells.
 */
bool demands_show(struct problem *p, const struct demand *demands, size_t n);

#endif
