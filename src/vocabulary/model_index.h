/*
 * Many lists of names at once: which of them does a text name? Every name that stands in the text is found in one walk,
 * however many are listed, then judged as model_find judges it.
 *
 * Always: what is found of a group is what model_find says of its names (tests/unit/rules/test_model_index.c holds
 * it over generated texts). Immutable once made; a look-up allocates a few blocks, none for each name.
 */
#ifndef PHASEOUT_VOCABULARY_MODEL_INDEX_H
#define PHASEOUT_VOCABULARY_MODEL_INDEX_H

#include "vocabulary/model.h"

struct model_group {
	const struct model_name *names;
	size_t n;
};

struct model_hit {
	uint32_t group;
	enum model_found found; /* never MODEL_ABSENT */
};

struct model_hits {
	struct model_hit *items; /* in the order of the groups */
	size_t n;
};

struct model_index;

/* Borrows the names. NULL when memory is exhausted. */
const struct model_index *model_index_new(struct arena *a, const struct model_group *groups, size_t n);

/* False when memory is exhausted. The hits live in `a`. */
bool model_index_find(struct model_hits *out, struct arena *a, const struct model_index *x, const struct model_text *text);

#endif
