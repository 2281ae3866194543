/*
 * A sentence about equipment as parts: 128立方米高炉1座、185立方米2座 are two parts, of one and of two furnaces.
 * rules-format.md, "Pieces for free text".
 *
 * Always: the grammar is fixed, its words are the vocabulary's. A kind's name counts only as the head of its phrase: with
 * a word glued to it that nobody knows (转炉炉壳, 高炉冲渣系统), or denied (非隔膜法烧碱装置), the part has no kind. What nothing
 * consumed is residue: every character of the text stands in the text of a part, in `shared`, in `residue`, or separates.
 * Nothing is divided: a size stands for each unit, a capacity as the field's basis says. Where whose a value is, or of which
 * kind a member of a list, is not sure, the part goes without it.
 */
#ifndef PHASEOUT_VOCABULARY_RECOGNISE_H
#define PHASEOUT_VOCABULARY_RECOGNISE_H

#include "vocabulary/reading.h"

struct part {
	const struct kind *kind; /* NULL: none is named, here or in the list around it, or `problem` says why it is none */
	struct words problem;
	struct str text;	 /* as filed; of a list's member its own words only */
	struct str label, model; /* STR_NONE */
	struct str status;	 /* 已拆除, 在建: as filed; STR_NONE */
	uint64_t count;		 /* 1 where none is written */
	bool counted, count_open;
	struct value **values;	 /* of different fields */
	size_t n_values;
};

struct recognised {
	struct part *parts;
	size_t n;
	struct str *residue; /* as filed, in order */
	size_t n_residue;
	struct str *shared; /* as filed: what speaks of several parts and is in the text of none: 高炉：, 共3座 */
	size_t n_shared;
	bool too_many; /* more machines than LIMIT_CELL_PARTS: the one part has no kind, and says so */
	struct words *notes; /* a total that is not the sum of its parts */
	size_t n_notes;
	uint64_t work;	     /* grows with the length of the text, no faster */
};

/*
 * `of` is the kind of what names none (a column of sizes beside one of names: 30吨×2、50吨×1); NULL. `column` is where the
 * values are said to stand. False when memory is exhausted.
 */
bool recognise(struct recognised *out, struct arena *a, const struct reader *r, const struct kind *of, struct str column,
	       struct str text);

#endif
