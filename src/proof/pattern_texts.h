/*
 * Texts about a pattern (PCRE2): those that it matches by each of its alternatives, at each end of its repeats and classes,
 * and those that miss it by one letter.
 *
 * Always: each text differs in one place from what the pattern matches first; at most PATTERN_TEXTS; none is
 * empty, since a cell would be blank.
 */
#ifndef PHASEOUT_PROOF_PATTERN_TEXTS_H
#define PHASEOUT_PROOF_PATTERN_TEXTS_H

#include "base/arena.h"

enum { PATTERN_TEXTS = 2000 };

struct pattern_texts {
	struct str *items; /* in the arena */
	size_t n, cap;
};

/* The pattern compiles. False where it is not understood (pattern_tree.h), or more texts were wanted. */
bool pattern_texts_make(struct pattern_texts *out, struct arena *a, struct str pattern);

#endif
