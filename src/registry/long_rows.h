/*
 * Long format: a row for each parameter of a machine (设施名称, 参数名称, 设计值, 计量单位), as pollution permits print it; a mapping's `long` says which column is which.
 *
 * Rules: consecutive rows with the same cells in the columns of `item` are one machine; rows in which these are all blank go on with the one above, as merged cells look in
 * CSV. The machine is read as a row would be that had a column for each of its parameters, called 容积（m³）. What other columns say in one of its rows holds for
 * it; where two rows say different things, both stand, and must agree as two columns of one field must.
 *
 * Always: every row is in one machine, or is given out by itself with the reason why not. A machine is held until the row behind its last is known.
 */
#ifndef PHASEOUT_REGISTRY_LONG_ROWS_H
#define PHASEOUT_REGISTRY_LONG_ROWS_H

#include "registry/columns.h"
#include "registry/rows.h"

/* The columns that a mapping's `long` names, by index. */
struct long_columns {
	size_t *item;
	size_t n_item;
	size_t parameter, value, unit; /* unit SIZE_MAX: none is named */
};

/* A cell of the machine's own row-to-be. */
struct long_cell {
	struct column column;
	struct str text;
	unsigned char sort;
};

struct long_rows {
	struct arena arenas[2]; /* of the machine that is collected, and of the one that was given out */
	unsigned collecting;    /* which */
	/* the machine: */
	bool pending;
	struct columns columns; /* of its table */
	struct str sheet;
	uint64_t first, last, line, n_rows;
	struct str *cells;      /* of its first row, blanks filled from later ones; columns.n */
	unsigned char *sorts;
	struct long_cell *more; /* its parameters, and what later rows say otherwise */
	size_t n_more, cap_more;
	uint64_t rejected;      /* the number of a row between its rows that could not be read; 0: none */
	/* of the registry: */
	struct arena arena;     /* of parameters that were read before */
	struct map known;       /* name and unit → index in `parameters` */
	struct column *parameters;
	size_t n_parameters, cap_parameters;
	unsigned told;          /* parameters that mean nothing, so far as they were said */
};

void long_rows_init(struct long_rows *l);
void long_rows_release(struct long_rows *l);

/*
 * Finds the columns; they lose what their headers would mean. What the registry lacks is in `diags`. False when memory is exhausted.
 */
bool long_columns_find(struct columns *columns, struct arena *a, const struct mapping *m, struct diags *diags);

/* Is the row one more of the machine that is being collected? */
bool long_rows_goes_on(const struct long_rows *l, const struct row_reading *row);
/*
 * Adds a row to the machine, or begins one with it where none is pending. *problem gets words where a parameter means nothing (once each; .en.p NULL else). False when memory is
 * exhausted.
 */
bool long_rows_add(struct long_rows *l, const struct row_reading *row, struct str sheet, uint64_t number, uint64_t line,
		   const struct headings *h, struct words *problem);
/* A row within the machine's that could not be read. */
void long_rows_note_rejected(struct long_rows *l, uint64_t number);
/*
 * The pending machine as a row; none is pending then. Its texts live until the next call of this function. False when memory is exhausted.
 */
bool long_rows_take(struct long_rows *l, struct row *out, const struct row_reading *like, struct str file);

#endif
