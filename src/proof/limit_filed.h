/*
 * The limit of a comparison as its rule file writes it: a number, and what stands behind it; and the same comparison with
 * another limit.
 *
 * Always: what is made is read as the loader reads it, so that its writing and its value agree.
 */
#ifndef PHASEOUT_PROOF_LIMIT_FILED_H
#define PHASEOUT_PROOF_LIMIT_FILED_H

#include "proof/longhand.h"
#include "rules/condition.h"

/* "1000 万平方米/年": 1000, " 万平方米/年", the unit and 10000. Of a ratio the multiple, of a whole number itself. */
struct limit_filed {
	struct longhand number;
	struct str rest;
	const struct unit *unit;    /* of a quantity */
	struct longhand multiplier; /* 万; 1 */
};

/* Of a leaf that compares a quantity, a ratio or a whole number. */
struct limit_filed limit_filed_of(struct arena *a, const struct vocabulary *v, const struct condition *leaf);
/* The cell that files such a number with what stands behind it. */
struct str limit_cell(struct arena *a, const struct condition *leaf, struct longhand number, struct str rest);
/* One unit of the last place below it; as small a part of it as leaves something. */
struct longhand limit_below(struct arena *a, struct longhand number);
struct longhand limit_above(struct arena *a, struct longhand number);
/* By its id, else by its Chinese or English name; STR_NONE where none of them is read as it. */
struct str unit_spelling_of(struct arena *a, const struct vocabulary *v, const struct unit *u);

/* The leaf with another relation and limit; NULL where that is none, or memory is exhausted. */
const struct condition *leaf_with(struct arena *a, const struct vocabulary *v, const struct condition *leaf,
				  enum relation relation, struct str limit);

#endif
