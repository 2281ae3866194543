/*
 * A text about equipment as a row of words: names, sizes, counts, labels, separators. What the grammar of recognise.c is
 * made of; for it only.
 *
 * Always: the words cover the text in order without overlap; white space between them is dropped. Each is the longest
 * that begins where it stands; a character that begins none is part of a WORD_UNKNOWN. The work is bounded by the
 * text's length times constants of limits.h and the vocabulary's longest spelling.
 */
#ifndef PHASEOUT_VOCABULARY_RECOGNISE_WORDS_H
#define PHASEOUT_VOCABULARY_RECOGNISE_WORDS_H

#include "text/fold.h"
#include "vocabulary/reading.h"

enum word_type {
	WORD_UNKNOWN,
	WORD_NAME,	/* of a kind; index into kinds */
	WORD_NOT_NAME,	/* a longer noun that holds a name: 高炉煤气 */
	WORD_MODIFIER,	/* 炼铁; index into modifiers */
	WORD_NOMINAL,	/* 1092型; index into nominals */
	WORD_MODEL,
	WORD_LABEL,	/* 1#; 1#、2# and 1-3# are one */
	WORD_SIZE,	/* a number with a unit: 450立方米, 300~450m3, 460立方米及以下 */
	WORD_NUMBER,	/* one without: 128 of 128、185立方米 */
	WORD_COUNT,	/* 2座, 两台, 数十座 */
	WORD_TIMES,	/* 2× before a size, ×2 behind one */
	WORD_DIMENSION,	/* φ3.0×11m: of no field */
	WORD_FIELD,	/* a field's name with its value: 车速180米/分, 浴比1:8; index into header_uses */
	WORD_COMMA,	/* 、 , 和 及 */
	WORD_STOP,	/* ; 。 a line's end */
	WORD_COLON,
	WORD_OPEN,
	WORD_CLOSE,
	WORD_EACH,
	WORD_TOTAL,
	WORD_PART,
	WORD_MORE,
	WORD_FILLER,
	WORD_ASIDE,	/* said of equipment, and no part of its name; also a date of nothing, 450立方米级, 幅宽1760/1092mm */
};

struct word {
	enum word_type type;
	uint32_t index;
	size_t from, to;    /* folded bytes */
	struct str filed;   /* from the filed text */
	struct str value;   /* SIZE, NUMBER, FIELD: what a cell of the field would hold */
	struct str unit;    /* SIZE: what stands behind the number: 立方米及以下 */
	uint64_t count;	    /* COUNT, TIMES; LABEL: how many, 0 where that is not clear */
	uint32_t place;	    /* in words_of.items */
	uint32_t run_from, run_to; /* UNKNOWN, NAME, NOT_NAME, MODIFIER: the words glued to it, 高炉冲渣系统 */
	bool open;	    /* COUNT */
	bool bad;	    /* COUNT: no number of machines: 0座 */
	bool behind;	    /* TIMES: 30t×2 */
	bool yearly;	    /* SIZE: 年产65万吨 */
	bool glued;	    /* nothing stands between it and the word before, not even a blank */
	bool new_line;	    /* a line ends before it */
	bool run_unknown, run_named; /* its run holds a word that nobody knows; a name */
};

struct words_of {
	const struct vocabulary *v;
	struct arena *arena;
	struct folded text;
	struct folded quantities; /* the same text in that fold */
	size_t cursor;		  /* where the cutting stands, in it */
	struct arena scratch;	  /* of one position */
	struct word *items;
	size_t n, cap;
	uint64_t work; /* positions looked at, for the test that it is linear */
};

/* False when memory is exhausted. */
bool words_cut(struct words_of *out, struct arena *a, const struct vocabulary *v, struct str filed);

#endif
