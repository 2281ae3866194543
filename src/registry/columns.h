/*
 * A header row as columns with a meaning.
 *
 * Always: what a mapping says of a column goes before what its header says, but for the unit that stands in the header; a column that the mapping does not name is
 * recognised by its header.
 */
#ifndef PHASEOUT_REGISTRY_COLUMNS_H
#define PHASEOUT_REGISTRY_COLUMNS_H

#include "registry/heading.h"
#include "registry/registry.h"
#include "registry/titles.h"
#include "registry/wide.h"

struct long_columns;

struct columns {
	struct column *items;
	size_t n;
	const struct str *rows[2]; /* of a header of two rows, the keys of each; NULL */
	const struct machine *machines; /* wide format: those that headers name, in the order of the columns */
	size_t n_machines;
	const struct mapping *mapping;  /* whose constants and tables give the rows more cells (given_cells.h); NULL */
	const size_t *derived;  /* the columns that its tables look up, in its order */
	const struct long_columns *long_columns; /* of a mapping's long format (long_rows.h); NULL */
	const size_t *identity; /* columns of the mapping's identity, in its order */
	size_t n_identity;
	size_t fallback_key;    /* the column whose cells are keys where no equipment's number stands; SIZE_MAX */
};

/*
 * `cells` is the header row in UTF-8. False when memory is exhausted. Where the mapping does not fit, `diags` has gained errors: a column that is absent, two
 * columns for one field, a unit that contradicts the header.
 */
bool columns_read(struct columns *out, struct arena *a, const struct headings *h, const struct mapping *m,
		  const struct str *cells, size_t n, struct diags *diags);

/*
 * The same where more columns come behind those of `before` (NULL: none), whose headers stay as they are and are not read again.
 */
bool columns_read_more(struct columns *out, struct arena *a, const struct headings *h, const struct mapping *m, const struct columns *before,
		       const struct str *cells, size_t n, struct diags *diags);

/*
 * One column by its header, and by what a mapping says of it (NULL: nothing; `m` may be NULL then). Where that does not fit, `diags` has gained an error. False when
 * memory is exhausted.
 */
bool column_read(struct column *out, struct arena *a, const struct headings *h, const struct mapping *m, const struct mapped_column *mapped,
		 struct str header, struct diags *diags);

/* Gives the columns whose headers name no unit those of the titles, where exactly one fits. False when memory is exhausted. */
bool columns_take_units(struct columns *columns, struct arena *a, const struct headings *h, const struct titles *titles);

/* Are both for one field and rank, so that a mapping may not name both? */
bool columns_contend(const struct column *a, const struct column *b);

/* Tells of a column that the mapping names and the registry lacks. */
void columns_refuse_absent(const struct columns *columns, struct arena *a, const struct mapping *m, struct str name, struct span at, struct diags *diags);

/* What the mapping says of a header; NULL. */
const struct mapped_column *mapping_find(const struct mapping *m, struct arena *a, struct str header);

/* A header row has one that is. */
static inline bool column_is_substance(const struct column *c)
{
	return c->field && field_is_substance(c->field);
}

#endif
