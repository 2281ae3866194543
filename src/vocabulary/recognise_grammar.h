/*
 * What recognise.c and its parts share: the words of a text, the drafts of its parts, what nothing consumed.
 *
 * Always: recognise.c cuts the words into drafts, recognise_settle.c hands kinds, units and numbers along a list,
 * recognise_values.c makes parts of drafts. Each goes over words or drafts a fixed number of times; `work` counts it.
 */
#ifndef PHASEOUT_VOCABULARY_RECOGNISE_GRAMMAR_H
#define PHASEOUT_VOCABULARY_RECOGNISE_GRAMMAR_H

#include "vocabulary/recognise.h"
#include "vocabulary/recognise_words.h"

/* Words of one sort in a part; more are residue. */
enum { PART_WORDS = 8 };

struct few {
	const struct word *items[PART_WORDS];
	size_t n;
};

enum whole {
	WHOLE_NONE,
	WHOLE_AMONG, /* 高炉3座，其中…: what its parts leave is a part too */
	WHOLE_LIST,  /* 高炉2座（450m³、580m³）: its parts are all of it */
};

/* A part while its words are gathered; which field a size speaks of is known when its kind is. */
struct draft {
	size_t from, to; /* words, of the text that it is cited by; to 0: empty, or dropped */
	const struct kind *kind;
	const struct word *name, *label, *model, *nominal;
	const struct word *status;
	const struct word *count; /* one that is no number: 0座 */
	struct few sizes, fields, modifiers;
	struct few doubts; /* modifiers in words behind it that nobody knows: 供铁合金车间 */
	size_t refused_from, refused_to; /* words that make the name another thing; to 0: none */
	const struct draft *owner; /* 高炉 of 高炉及转炉除尘系统: what it may belong to */
	uint64_t units;
	bool counted, open;
	bool listed;   /* its number was said of the whole list: 各1座 */
	bool inherits; /* its kind comes from the list */
	bool foreign;  /* it holds a size of nobody knows what: 烟囱高度45米 */
	bool uses_listed; /* 立窑2座，水泥、石灰各1座: what it is used for is a list */
	enum whole whole;
	uint32_t group, parent; /* a sentence; of a part of a whole, the whole's place and 1 */
};

struct grammar {
	struct words_of words;
	struct arena *arena;
	const struct reader *reader;
	const struct kind *of; /* of what names none; NULL */
	struct str column;
	struct recognised *out;
	struct draft *drafts;
	size_t n, cap, cap_notes, cap_shared;
	struct draft now;
	const struct draft *heading; /* 高炉：… */
	struct draft heading_kept;
	size_t list_from; /* the first draft that a total speaks of */
	uint32_t group, whole;
	size_t *partner;  /* of a bracket, by word; SIZE_MAX where it has none */
	bool *left;	  /* words that are residue */
	size_t depth;	  /* of brackets that are read as part of what stands before them */
	bool split, stops, separate; /* in a bracket whose members are parts; told by ；; another kind's */
	bool after_split;
	size_t split_whole; /* place of the whole, and 1 */
	bool each, total, too_many;
	bool enumerates; /* the part that ends does so at 、 or 和 */
	enum rank ranks[4 * PART_WORDS + 2]; /* of the values of the part that is made */
	uint64_t work;
};

static inline size_t place_of(const struct word *w)
{
	return w->place;
}

/* 128 of 128、185立方米: a number between separators, which may have the unit of the next. */
static inline bool lacks_unit(const struct grammar *g, const struct word *w)
{
	size_t i = w->place;
	const struct word *words = g->words.items;
	bool begins = i == 0 || !w->glued || words[i - 1].type != WORD_UNKNOWN;
	return w->type == WORD_NUMBER && begins && i + 1 < g->words.n && words[i + 1].type == WORD_COMMA;
}

static inline void few_keep(struct grammar *g, struct few *f, const struct word *w)
{
	if (f->n < PART_WORDS)
		f->items[f->n++] = w;
	else
		g->left[w->place] = true;
}

static inline void leave(struct grammar *g, const struct word *w)
{
	g->left[w->place] = true;
}

/* recognise.c. Both return false when memory is exhausted. */
bool grammar_note(struct grammar *g, struct words words);
/* The draft's words speak of other parts, and it becomes none: what they say besides is left over. */
bool grammar_drop(struct grammar *g, struct draft *d);
void draft_inherit(struct grammar *g, struct draft *d, const struct draft *from);
void draft_join(struct grammar *g, struct draft *to, struct draft *from);

/* recognise_values.c: what a size says of a kind (吨 of a 转炉 is its 公称容量); NULL where nothing. */
struct value *size_measures(struct grammar *g, const struct kind *k, const struct word *size);
/* May what the draft says be said of the kind? A size that is not plausible may not. */
bool draft_fits(struct grammar *g, const struct draft *d, const struct kind *k);
bool draft_says_capacity(struct grammar *g, const struct draft *d, const struct kind *k);
bool grammar_parts(struct grammar *g);

/* recognise_settle.c */
bool grammar_settle(struct grammar *g);

#endif
