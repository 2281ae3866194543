/*
 * The merged ranges of one sheet. They stand behind the cells in a file, and whoever reads needs them before.
 *
 * Always: what is sent is in order of the first rows (then columns), each range has more than one cell, and no cell
 * is in two of them: a range that covers a cell of an earlier one is left out and counted.
 */
#ifndef PHASEOUT_READ_MERGES_H
#define PHASEOUT_READ_MERGES_H

#include "read/reader.h"

struct merge { /* rows from 1, columns from 0 */
	uint32_t first_row, last_row, first_column, last_column;
};

struct merges { /* the memory is kept from sheet to sheet */
	struct merge *all;
	size_t n, cap;
	size_t ignored;  /* overlapping or reversed */
	uint32_t *taken; /* by column: the last row of a range that covers it */
	uint32_t columns;
};

/* For sheets of so many columns. */
void merges_init(struct merges *m, uint32_t columns);
void merges_release(struct merges *m);
void merges_clear(struct merges *m);
enum read_status merges_add(struct merges *m, struct read_job *job, struct merge range);
/* Sends them, all having been added. */
enum read_status merges_send(struct merges *m, struct read_job *job);

#endif
