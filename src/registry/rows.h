/* A row that is to be judged, as items. */
#ifndef PHASEOUT_REGISTRY_ROWS_H
#define PHASEOUT_REGISTRY_ROWS_H

#include "registry/columns.h"

/* A cell of a column that means a field. */
struct cell column_cell(const struct column *c, struct str text);

/*
 * `cells` are in UTF-8, one a column, and live in `a`. One item a row, with its key where the registry has one. False when memory is exhausted.
 */
bool row_items(struct row *out, struct arena *a, const struct reader *r, const struct columns *columns, struct str file,
	       const struct str *cells, const struct kind *default_kind);

#endif
