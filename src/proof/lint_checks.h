/* The checks of lint.c's table, each in a file of its own. */
#ifndef PHASEOUT_PROOF_LINT_CHECKS_H
#define PHASEOUT_PROOF_LINT_CHECKS_H

#include "rules/rule.h"

struct rules_lint {
	const struct ruleset *rules;
	const struct vocabulary *vocabulary;
	day as_of;
	struct arena *scratch; /* cleared before each rule */
	struct diags *diags;
};

typedef void rules_lint_fn(const struct rules_lint *l, const struct rule *rule);

rules_lint_fn lint_conditions;
rules_lint_fn lint_exceptions;
rules_lint_fn lint_readings;
rules_lint_fn lint_duplicates;
rules_lint_fn lint_overlap;
rules_lint_fn lint_gaps;
rules_lint_fn lint_undecided;

rules_lint_fn lint_stale;

/* Packs whose term is over. */
void lint_terms(const struct rules_lint *l);
/* Does each change of it go the way that it says, and do its tests show that? */
void lint_overlay(const struct rules_lint *l, const struct overlay *o);

/* What nothing refers to, in packs and vocabulary. */
void lint_unused(const struct rules_lint *l);

#endif
