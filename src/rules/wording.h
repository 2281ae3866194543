/*
 * The words of clauses by which a number is a limit, and the relation that each says.
 *
 * Always: texts are folded by fold_quote and then fold_quantity, so that (含) is one word in either width.
 */
#ifndef PHASEOUT_RULES_WORDING_H
#define PHASEOUT_RULES_WORDING_H

#include "value/quantity.h"

struct wording {
	struct str word;
	enum relation relation;
	bool disputed;
	enum relation other; /* disputed: what the other reading says */
};

/* The row of a word; NULL where it is none. */
const struct wording *wording_of(struct str word);
/* Does the word stand in text[from, to), not as a part of a longer one that the text around may complete? */
bool wording_stands(const struct wording *w, struct str text, size_t from, size_t to);
/* The longest word that begins at a place, or that ends there; NULL where none does. */
const struct wording *wording_at(struct str text, size_t at);
const struct wording *wording_before(struct str text, size_t at);

#endif
