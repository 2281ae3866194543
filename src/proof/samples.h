/*
 * Cells around what a leaf asks: just below its limit, at it, just above; each of its values and what stands beside
 * them; nothing, and what says nothing.
 *
 * Always: each cell is a text as a registry might have it, with what it means.
 */
#ifndef PHASEOUT_PROOF_SAMPLES_H
#define PHASEOUT_PROOF_SAMPLES_H

#include "proof/oracle.h"

struct sample {
	struct saying_cell cell;
	bool probe; /* one of the few by which the other fields of a rule are set */
	bool unfit; /* a value that the kind cannot have: only to be thought of, not to be run */
};

struct samples {
	struct arena *arena;
	const struct vocabulary *vocabulary;
	const struct rule *rule;
	const struct kind *kind; /* of the record; only its values are named. NULL: any */
	struct sample *items;
	size_t n, cap;
	size_t endless; /* units in which the limit is no finite decimal: left out */
};

/* Adds those of a leaf with a field, of any type that the oracle can tell. */
void samples_of_leaf(struct samples *s, const struct condition *leaf);
/* Of the date from which the years in service of a leaf are reckoned: those years ago, a day more, a day less. */
void samples_of_years(struct samples *s, const struct condition *leaf, day as_of);
/* One such date: the 29 February of 2000. */
void samples_of_leap_day(struct samples *s, const struct condition *leaf);
/* Of a flag: yes, no, and what says neither. */
void samples_of_flag(struct samples *s, const struct field *flag);

#endif
