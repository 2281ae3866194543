/*
 * Where the cells of a table stand: the table model of HTML (WHATWG HTML, 4.9.12.1), row by row.
 *
 * Always: a cell stands in the first column of its row that no earlier cell reaches into and that is right of its neighbour.
 * Cells that reach downwards end with their row group (thead, tbody, tfoot) at the latest. Rows count from 1, columns from
 * 0.
 */
#ifndef PHASEOUT_READ_HTML_GRID_H
#define PHASEOUT_READ_HTML_GRID_H

#include "base/str.h"

#include <stdint.h>

enum {
	GRID_COLUMNS = 1 << 14,   /* of a worksheet; more are no table (registry/container.c takes no more) */
	COLSPAN_MOST = 1000,      /* of the standard, as browsers cut them */
	ROWSPAN_MOST = 65534,
};

struct html_grid {
	uint32_t row;         /* 0 before the first one */
	uint32_t group_row;   /* first row of the row group */
	uint32_t column;      /* where the next cell of the row may stand */
	uint32_t used;        /* slots that hold something */
	struct grid_slot {    /* a cell that reaches down this column */
		uint32_t row;   /* its first row */
		uint32_t below; /* the first row below it; UINT32_MAX: it ends with its group */
	} slots[GRID_COLUMNS];
};

void html_grid_init(struct html_grid *g);
/* Begins the next row. */
void html_grid_row(struct html_grid *g);
/* The next row begins another group. */
void html_grid_group(struct html_grid *g);
/*
 * The column of a cell of so many rows (0: to the end of its group) and columns; GRID_COLUMNS or more where it is beyond all
 * columns. *overlaps: it reaches over what a cell of an earlier row reaches down to, which the standard calls an error and
 * browsers show one over the other.
 */
uint32_t html_grid_place(struct html_grid *g, bool *overlaps, uint32_t rows, uint32_t columns);

/*
 * The values of attributes, by the standard's rules for numbers: colspan from 1 to COLSPAN_MOST, rowspan from 0 to
 * ROWSPAN_MOST; 1 where there is no number.
 */
uint32_t html_colspan(struct str value);
uint32_t html_rowspan(struct str value);

#endif
