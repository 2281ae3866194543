/*
 * What each fold makes of single characters.
 *
 * Always: rows are sorted and do not overlap.
 */
#ifndef PHASEOUT_TEXT_FOLD_TABLE_H
#define PHASEOUT_TEXT_FOLD_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FOLD_DROP = -1 };

/* What becomes of the characters from..to: `into`, or, in a run, into, into + 1, …. */
struct fold_change {
	int32_t from, to, into;
	bool run;
};

struct fold_table {
	const struct fold_change *rows;
	size_t n;
};

extern const struct fold_table fold_names, fold_quantities, fold_quotes;

/* FOLD_DROP where the character goes. */
int32_t fold_change(struct fold_table t, int32_t c);

#endif
