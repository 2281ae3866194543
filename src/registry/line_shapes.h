/*
 * How lines were put together that were cut before: lines of the same keys in the same order, quoted where those were, are cut at once.
 *
 * Always: line_shapes_cut accepts of a line only what line_cut would, and gives the same cells. Of one thread.
 */
#ifndef PHASEOUT_REGISTRY_LINE_SHAPES_H
#define PHASEOUT_REGISTRY_LINE_SHAPES_H

#include "registry/line_cut.h"

enum {
	SHAPE_QUOTES = 64, SHAPE_KEYS = 32, SHAPE_COLUMNS = 64, /* lines with more have no shape */
	SHAPES = 255, /* that are remembered */
	SHAPE_INDEX = 4096, SHAPE_PROBES = 2,
	SHAPE_STEP = 4, /* so many keys are looked at together */
};

/* Quotes are known by their places in the line. */
struct line_shape {
	uint32_t hash;
	uint32_t n_quotes, n_keys;          /* n_keys: a multiple of SHAPE_STEP; those that the line has not are LINE_NO_KEY */
	uint64_t fixed;                     /* a bit for each quote behind which the next stands in a distance of its own: */
	uint8_t distances[SHAPE_QUOTES];
	uint8_t numbers[SHAPE_KEYS];        /* key after key, which it is */
	uint8_t opens[SHAPE_KEYS];          /* and the quote that opens it */
	uint64_t filled, bare;              /* columns: those of which the line has a value, and those whose value is not quoted */
	uint8_t from[SHAPE_COLUMNS], to[SHAPE_COLUMNS]; /* the quotes before and behind a column's value: its own, or those of the keys around it */
	uint8_t last;                       /* the column of the last value */
};

/* Is the last value not quoted? Then no quote stands behind it. */
static inline bool line_shape_ends_bare(const struct line_shape *s)
{
	return s->bare >> s->last & 1;
}

struct line_shapes {
	size_t n_columns;
	size_t n_learnt;
	struct line_shape all[SHAPES];
	uint8_t index[SHAPE_INDEX]; /* by the hash, and the places behind: which it is, counted from 1; 0: none */
};

/* NULL where memory is exhausted. The caller frees it. */
struct line_shapes *line_shapes_new(size_t n_columns);

/* The keys that were found in a line that was cut, in their order: which they are, and which of the line's texts. */
struct line_parts {
	size_t n;
	const uint32_t *numbers, *texts;
};
/* Remembers them, unless they are too many. The hash is not 0. */
void line_shapes_learn(struct line_shapes *s, const struct line_keys *k, const struct quoted_line *l, const struct line_parts *parts, uint32_t hash);

/* For machines that can do MARKS_AVX512: */

/* By what shapes are found; 0: the line has none. Of many lines at once, for nothing of it depends on what was found out of another. */
void line_shapes_hash(const struct line_shapes *s, const struct line_keys *k, const struct quoted_line *lines, size_t n, uint32_t *hashes);
/* Writes all cells, as line_cut does, but does not look into values that are not quoted: *bare is the set of their columns. False where the line must be cut key by key. */
bool line_shapes_cut(const struct line_shapes *s, const struct line_keys *k, const struct quoted_line *l, uint32_t hash, uint32_t *cells, uint64_t *bare);

#endif
