/*
 * What the rows above the header say of the whole table: of which kind its rows are, and in which units its numbers.
 *
 * Rules: a title names a kind where that is the head of its phrase: before it stand words that say whose or when (2013年, 全省), behind it words for a list
 * (淘汰名单), nothing else. All titles together must name one kind, or it and others above or below it. Units stand behind 单位：.
 */
#ifndef PHASEOUT_REGISTRY_TITLES_H
#define PHASEOUT_REGISTRY_TITLES_H

#include "registry/decode.h"
#include "registry/opening.h"
#include "vocabulary/reading.h"

enum { TITLE_UNITS = 8 };

struct title_unit {
	struct str text;         /* 万吨 */
	struct str title;        /* the cell that says it */
	uint64_t row;
};

struct titles {
	const struct kind *kind; /* NULL: they name none, or several */
	struct str kind_text;    /* the name as filed, with its use: 炼铁高炉 */
	struct str kind_title;   /* the cell that says it */
	uint64_t kind_row;
	struct title_unit units[TITLE_UNITS];
	size_t n_units;
};

/* Reads the first rows up to row `header`, which is none of them. Texts live in `a`. False when memory is exhausted. */
bool titles_read(struct titles *out, struct arena *a, const struct reader *r, const struct decoder *d, struct opening *opening, uint64_t header);

#endif
