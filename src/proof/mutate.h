/*
 * A rule with one change, as a slip of its author's would make it: an operator, a limit by one unit of its last place, a
 * unit, all for any, what is left out, a kind, a date, a letter of a pattern. A sort of change is a row in a table.
 *
 * Always: one change each; a mutant would load. All of them live in the arena; what is not changed is shared with the rule.
 */
#ifndef PHASEOUT_PROOF_MUTATE_H
#define PHASEOUT_PROOF_MUTATE_H

#include "rules/rule.h"

/* What of the rule a mutant changes: how much has to be tried to see it. */
enum mutant_sort { MUTANT_CONDITIONS, MUTANT_KINDS, MUTANT_DATES };

struct mutant {
	const struct rule *rule; /* with the change; its index is that among the mutants, from 1 */
	struct span at;		 /* of what is changed, in the rule's file */
	struct str from, to;	 /* "<= 400 立方米", "< 400 立方米"; to STR_NONE: it is left out */
	enum mutant_sort sort;	 /* KINDS: its kinds or a reading's alone; DATES: in force or the deadline alone */
};

struct mutants {
	struct arena *arena;
	const struct vocabulary *vocabulary;
	const struct rule *rule;
	struct mutant *items;
	size_t n, cap;
	size_t untold; /* patterns that are not understood: only denied and left out */
};

/* All mutants of m->rule; the rest of *m is what the caller has set. Memory failures show in the arena. */
void mutants_make(struct mutants *m);

#endif
