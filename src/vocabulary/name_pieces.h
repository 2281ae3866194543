/*
 * A folded text cut into the pieces of which names of equipment are made, or not at all.
 *
 * Always: the pieces cover the text without a gap; of several ways to cut it the one with the fewest pieces is taken
 * (石灰立窑 is one name, not 石灰 and 立窑). Before the name stand labels, models, modifiers and brackets, behind it labels,
 * models and brackets; in brackets anything but brackets.
 */
#ifndef PHASEOUT_VOCABULARY_NAME_PIECES_H
#define PHASEOUT_VOCABULARY_NAME_PIECES_H

#include "text/fold.h"
#include "vocabulary/vocabulary.h"

enum piece_type {
	PIECE_LABEL,	/* 1#, 2号, No.1 */
	PIECE_MODEL,	/* J31-315, BX2-500型, JD型, 9-27系列 */
	PIECE_MODIFIER, /* 炼铁, 铁合金生产用; index into modifiers */
	PIECE_NAME,	/* index into kinds */
	PIECE_NOMINAL,	/* 1092型; index into nominals, of one kind of those that may have it */
	PIECE_BRACKETS,
	PIECE_SEPARATOR, /* in brackets: 、 , / */
};

struct piece {
	enum piece_type type;
	uint32_t index;
	size_t from, to; /* folded bytes */
};

struct pieces {
	const struct vocabulary *v;
	struct arena *arena;
	const struct folded *text;
	struct piece *items; /* in order; brackets are replaced by what they hold */
	size_t n, cap;
	size_t furthest; /* how far the text could be understood from its start */
};

/* False where the text cannot be cut, or memory is exhausted. At least one piece is a name then. */
bool pieces_cut(struct pieces *out, struct arena *a, const struct vocabulary *v, const struct folded *text);
/* 1#, 2号, No.1 at `at`; `behind` a name also -1 of BF-1. Its length in folded bytes, 0 where there is none. */
size_t pieces_label_at(const struct folded *text, size_t at, bool behind);
/* A model, with 型 or 系列 behind it; its length, 0 where there is none or `at` is amid one. */
size_t pieces_model_at(const struct vocabulary *v, struct arena *a, const struct folded *text, size_t at);
/* The longest name of a kind that is not abstract and begins at `from`; its length, 0 where there is none. */
size_t pieces_name_at(const struct vocabulary *v, struct str text, size_t from, uint32_t *kind);

#endif
