/* The parts of mutate.c, one for each sort of thing that is changed: for its files only. */
#ifndef PHASEOUT_PROOF_MUTATE_PARTS_H
#define PHASEOUT_PROOF_MUTATE_PARTS_H

#include "proof/mutate.h"

/* A condition of the rule. */
enum root_part { ROOT_WHERE, ROOT_OBSOLETE_IF, ROOT_WHEN, ROOT_READING_WHERE, ROOT_READING_OBSOLETE_IF };

struct root {
	struct mutants *m;
	enum root_part part;
	size_t i; /* of the exception, of the reading */
	const struct condition *tree;
};

/* mutate.c: a copy of the rule with which a mutant begins; NULL when memory is exhausted. */
struct rule *mutant_rule(struct mutants *m);
/* Adds one, made of such a copy. */
void mutant_add(struct mutants *m, const struct rule *rule, struct span at, struct str from, struct str to);
/* One whose condition has something else in the place of `node`; `instead` NULL: nothing, and what joins the others is kept. */
void mutant_with(const struct root *root, const struct condition *node, const struct condition *instead, struct str from,
		 struct str to);
/* The same with the words of both. */
void mutant_instead(const struct root *root, const struct condition *node, const struct condition *instead);

typedef void mutate_fn(const struct root *root, const struct condition *node);

/* mutate_tree.c: each node of a condition. */
void mutate_condition(const struct root *root);
/* mutate_leaf.c, by what a leaf asks. */
mutate_fn mutate_comparison, mutate_choice, mutate_known, mutate_models, mutate_listed, mutate_judgement;
/* mutate_pattern.c */
mutate_fn mutate_pattern;
/* mutate_rule.c: all that is no condition. */
void mutate_parts(struct mutants *m);

/* mutate_words.c: as a rule file writes it, but for the spelling of relations: "<= 400 立方米", "in [a, b]"; with the name of its field. */
struct str mutant_words(struct arena *a, const struct condition *c, bool with_field);

/* A day, a month or a year on or back, as the date is written; and that writing. */
struct date date_beside(const struct date *d, int step);
struct str date_text(struct arena *a, const struct date *d);

#endif
