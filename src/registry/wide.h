/*
 * Wide format: a column whose header names the kind of equipment and a field of it, 斜交胎产能（万条）, 1#高炉容积（m³）, 30吨转炉数量.
 *
 * Rules: at the head stand words that name one kind and no number of machines (a label, a use, a size may stand there too), behind them a header of a
 * field. Columns whose heads say the same speak of one machine. They do so only in rows whose kind no column names.
 *
 * Always: blank, 0 and what says "none" in every column that measures a machine: the row has no such machine. What is filed as unknown is filed.
 */
#ifndef PHASEOUT_REGISTRY_WIDE_H
#define PHASEOUT_REGISTRY_WIDE_H

#include "registry/heading.h"
#include "registry/registry.h"

/* What headers name by one head. */
struct machine {
	struct str text;         /* the head as first filed: 1#高炉 */
	struct str key;          /* by which heads compare: kind, label, the words beside them */
	const struct kind *kind;
	size_t measures;         /* columns of it that show whether a row has it */
};

/* A column of a machine. */
struct wide {
	struct str text;         /* the head */
	struct str rest;         /* behind it: 容积（m³） */
	struct str key;
	const struct kind *kind;
	size_t machine;          /* its place in the columns' machines; SIZE_MAX: of one that no column measures */
	struct column column;    /* what it means in a wide row: field, rank, basis, unit */
};

/* `*out` is NULL where the header names no equipment. False when memory is exhausted. */
bool wide_read(struct wide **out, struct arena *a, const struct headings *h, struct str header);
/* Does a filled cell of such a column show that there is the machine? */
bool wide_measures(const struct wide *w);
/* Does the cell say that there is none: blank, 0, /, 无? */
bool wide_is_absent(struct arena *a, const struct reader *r, struct str cell);

#endif
