/*
 * The cells that a mapping gives to a row beside those of its columns: constants, and what its tables make of a column's text (mapping.h).
 *
 * Always: each knows where it comes from. A constant's column is "constants", the mapping's own word; a table's cell has the header of the column that was
 * looked up, and the text as it is filed there. Both are read as a column's cell is. A machine of several rows (long_rows.h) whose cells of such a column
 * differ gets a cell of each.
 */
#ifndef PHASEOUT_REGISTRY_GIVEN_CELLS_H
#define PHASEOUT_REGISTRY_GIVEN_CELLS_H

#include "registry/rows.h"

/*
 * Finds the columns that the mapping's tables look up; a header that only recognition gives the field of such a table loses it. What does not fit is in
 * `diags`: a column that is absent or stands twice, a mapped column of the same field and rank. False when memory is exhausted.
 */
bool given_cells_find(struct columns *columns, struct arena *a, const struct mapping *m, struct diags *diags);

/* Does a table look the column up? */
bool given_cells_read(const struct columns *columns, size_t index);

/* How many cells a row gets at most. */
size_t given_cells_most(const struct columns *columns);
/* Puts the row's at `out`, and returns how many. `several`: the row has several machines, whose such a cell is cannot be told. */
size_t given_cells(struct cell *out, const struct row_reading *row, bool several);

/* Does a column, or the mapping, name the kind of rows? */
bool columns_name_kind(const struct columns *columns);
/* Does the mapping give rows a field of this role? */
bool given_cells_have(const struct columns *columns, enum field_role role);
/* Does it give this row something that names its kind? */
bool given_cells_name_kind(const struct row_reading *row);

#endif
