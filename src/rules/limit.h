/* The limit behind an operator, by the type of its field: a row of a table (limit.c). */
#ifndef PHASEOUT_RULES_LIMIT_H
#define PHASEOUT_RULES_LIMIT_H

#include "rules/load.h"

/* Fills the limit of a COND_COMPARE leaf whose field (or as_of) and relation stand. False after a diagnostic. */
bool limit_read(struct rules_reader *r, struct condition *leaf, const struct node *value);

#endif
