/*
 * A small table as RFC 4180 writes it: UTF-8, commas, lines that end in LF or CR LF, quotes doubled within quotes. For
 * the tables of catalogues; registries have a reader of their own (registry/csv.h), which forgives what is refused here.
 *
 * Always: every record has as many cells as the header, every cell its place; what is wrong is reported with it.
 */
#ifndef PHASEOUT_RULES_CATALOGUE_CSV_H
#define PHASEOUT_RULES_CATALOGUE_CSV_H

#include "base/diags.h"

struct table_cell {
	struct str text;
	size_t offset, length; /* in the file, with its quotes */
};

struct table {
	const struct source_file *file;
	size_t n_columns;
	struct table_cell *cells; /* n_columns for each record, the header first */
	size_t *lines;            /* on which each begins */
	size_t n_records;         /* with the header */
	bool whole;               /* else something was reported, and the records that were wrong are left out */
};

/* False when memory is exhausted. The table lives in `scratch`, the texts of its cells in the file or in `a`. */
bool table_read(struct table *out, struct arena *a, struct arena *scratch, const struct source_file *file, struct diags *diags);

static inline const struct table_cell *table_cell(const struct table *t, size_t record, size_t column)
{
	return &t->cells[record * t->n_columns + column];
}

#endif
