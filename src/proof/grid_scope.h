/*
 * How far a grid reaches: the kinds and the days on which a rule and its mutant may differ.
 *
 * Always: what is left out cannot show a difference that nothing of what is kept shows.
 */
#ifndef PHASEOUT_PROOF_GRID_SCOPE_H
#define PHASEOUT_PROOF_GRID_SCOPE_H

#include "proof/mutate.h"

struct grid_scope {
	const struct vocabulary *vocabulary;
	const struct rule *rules[2]; /* the rule, the mutant */
	enum mutant_sort sort;
};

/* Where the kinds are what was changed: one of which the change may say otherwise. Else one about those that are named. */
bool scope_asks_kind(const struct grid_scope *s, const struct kind *k);
/* An item that is known by no more is unrecognised: no rule is asked. */
bool scope_is_unrecognised(const struct grid_scope *s, const struct kind *k);

struct grid_days {
	struct arena *arena;
	day *items;
	size_t n, cap;
};

/* The usual day first: the horizon of the pack, as in tests. */
void scope_days(struct grid_days *out, const struct grid_scope *s);

/* What became of the lists that are asked for (listed_in). */
enum scope_lists {
	LISTS_UNTOUCHED,
	LISTS_SAME,   /* changed, into one that says the same: nothing else is, and nothing can be seen */
	LISTS_DIFFER, /* of which only some entries are tried */
};

enum scope_lists scope_lists_are(const struct grid_scope *s);

#endif
