/*
 * Does a mutant ever say something else than its rule? Answered by trying the records about what either of them asks:
 * every limit and an ulp on each side of it, an interval over it, the same without a unit, each value of an enumeration,
 * flags, models and texts about those that are named, dates about their anniversaries, what is missing in either way; under
 * each kind about those that are named; on the days about dates.
 *
 * Always: of cells of one field that no condition of the two can tell apart, one is tried; in every combination with those
 * of the other fields. A record is read as registry cells are.
 */
#ifndef PHASEOUT_PROOF_GRID_H
#define PHASEOUT_PROOF_GRID_H

#include "proof/court.h"

enum grid_answer {
	GRID_SAME,    /* on every cell: the mutant is equivalent */
	GRID_DIFFERS,
	GRID_CUT,     /* LIMIT_MUTANT_RECORDS ended the search, or a pattern is not understood: it cannot be told */
	GRID_FAILED,  /* memory */
};

/* On GRID_DIFFERS *test gets the missing test, as a rule file writes one, and *other what the mutant makes of the record; both in `arena`. */
enum grid_answer grid_tell(struct court *c, size_t mutant, enum mutant_sort sort, struct arena *arena, struct str *test,
			   struct str *other);

#endif
