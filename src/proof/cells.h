/*
 * What may stand in a registry, as far as conditions can tell it apart: the limits that they name cut the values of a field
 * into points and gaps (below, at, between, above), and within one of them no leaf can tell two values apart; beside them
 * a field may be missing, or missing and presumed. Values that can never be read (below zero, outside the plausible range)
 * have no cell.
 *
 * Always: a problem is made in three steps: its own struct with `vocabulary`, `arena` and what is asked; problem_add of
 * every condition; problem_make. Then problem_step goes through every choice of one cell a variable.
 */
#ifndef PHASEOUT_PROOF_CELLS_H
#define PHASEOUT_PROOF_CELLS_H

#include "rules/condition.h"

/* Where the values of a field are cut. */
struct limit {
	struct quantity quantity; /* FIELD_QUANTITY: a point */
	struct decimal number;    /* FIELD_RATIO */
	int64_t whole;            /* FIELD_INTEGER, FIELD_DATE */
};

/* What a variable may be: of a field nothing, a value, or a value that is presumed because nothing was said. */
struct slot {
	bool read;                /* else `known` is false */
	bool presumed;
	bool valued;              /* else all but `known` is unknown */
	size_t position;          /* a measure: 2i + 1 on limit i, 2i in the gap before it */
	const struct enum_value *choice;
	size_t bits;              /* a flag, a person: yes; a text: which of the leaves that ask of it hold */
	struct str model;         /* `shown`: the model that it is */
};

/* One thing that leaves ask about: a field, the as-of date, a judgement that no field records. */
struct variable {
	const struct condition *leaf; /* that asked first */
	struct limit *limits;         /* in order, none twice */
	size_t n_limits, cap_limits;
	const struct condition **texts; /* leaves that are either way for themselves, none twice */
	size_t n_texts, cap_texts;
	struct slot *cells;
	size_t n_cells, cap_cells;
	size_t at;                    /* its present cell */
	bool silent;                  /* set by the caller before problem_make: nothing is ever said of it */
};

struct row { /* a leaf */
	const struct condition *leaf;
	size_t variable;
	size_t part; /* its limit, or its text */
};

struct problem {
	const struct vocabulary *vocabulary;
	struct arena *arena;
	/*
	 * Only what a record can be written for: nothing presumed or reckoned, no person whose word nothing records, of models
	 * those that the conditions name; what asks for a text otherwise finds none.
	 */
	bool shown;
	bool unrecorded; /* only: no person whose word nothing records */
	const struct kind *kind; /* only values that it may have; NULL: all */
	struct variable *variables;
	size_t n_variables, cap_variables;
	struct row *rows;
	size_t n_rows, cap_rows;
	bool too_large;
};

/* More assignments than any rule has; beyond, nothing is said. */
enum { MOST_ASSIGNMENTS = 50000 };

void problem_add(struct problem *p, const struct condition *c);
void problem_make(struct problem *p);
/* The next choice of cells; false behind the last. */
bool problem_step(struct problem *p);
/* What the present choice makes of a condition that was added. `presume`: what is presumed counts. */
enum truth problem_truth(const struct problem *p, const struct condition *c, bool presume);

/* The variable of a field; NULL where nothing asks for it. */
struct variable *problem_variable(const struct problem *p, const struct field *field);
/* The present choice as a rule's own test writes a record, without braces: "furnace_use: ironmaking, size: 30 m3". */
void problem_write_record(struct buf *out, struct problem *p);
/* The positions first to last of a measure: "300 m3", "(300,350] m3"; days as they stand, "2013-01-01 - 2013-12-31". */
void positions_write(struct buf *out, struct problem *p, const struct variable *v, size_t first, size_t last);

#endif
