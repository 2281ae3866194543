/* The cells of a field about what the leaves of a rule ask of it: for the grid. */
#ifndef PHASEOUT_PROOF_GRID_CELLS_H
#define PHASEOUT_PROOF_GRID_CELLS_H

#include "rules/rule.h"

struct grid_field {
	const struct field *field;
	struct str *cells; /* as filed; STR_NONE, the first: no column */
	size_t n, cap;
	bool untold; /* some text is asked for that is not understood here */
};

struct grid_fields {
	struct arena *arena;
	const struct vocabulary *vocabulary;
	day as_of; /* from which years in service are reckoned */
	struct grid_field *items;
	size_t n, cap;
};

/* Of all that the rule asks: its conditions, evidence, readings, what a presumption of it has to fit. */
void grid_fields_of_rule(struct grid_fields *f, const struct rule *rule);
/* What is missing, in each way: once all rules are in. */
void grid_fields_finish(struct grid_fields *f);

#endif
