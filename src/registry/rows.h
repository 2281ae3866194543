/* A row that is to be judged, as items. */
#ifndef PHASEOUT_REGISTRY_ROWS_H
#define PHASEOUT_REGISTRY_ROWS_H

#include "registry/columns.h"
#include "registry/titles.h"

/* A cell of a column that means a field. */
struct cell column_cell(const struct column *c, struct str text);

struct row_reading {
	struct arena *a;
	const struct reader *r;
	const struct columns *columns;
	const struct str *cells;         /* in UTF-8, one a column; they live in `a` */
	const unsigned char *sorts;      /* enum cell_sort, one a column; NULL: all are text */
	const uint32_t *shared;          /* of how many rows each is the merged cell; NULL: of none */
	const struct kind *default_kind; /* NULL */
	bool identities;                 /* as of registry_options */
	const struct titles *titles;     /* whose kind is assumed of the row where no column and no option says one; NULL */
};

/*
 * The items of the row, with their keys where the registry has them; none where its columns name equipment and say that there is none (wide.h). False when
 * memory is exhausted.
 */
bool row_items(struct row *out, const struct row_reading *row, struct str file);
/* More items at the row's end; *cap begins with 0. False when memory is exhausted. */
bool row_append(struct row *out, struct arena *a, size_t *cap, const struct item *items, size_t n);

#endif
