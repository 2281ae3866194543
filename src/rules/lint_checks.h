/* The checks of lint.c's table, each in a file of its own. */
#ifndef PHASEOUT_RULES_LINT_CHECKS_H
#define PHASEOUT_RULES_LINT_CHECKS_H

#include "rules/rule.h"

struct lint {
	const struct ruleset *rules;
	const struct vocabulary *vocabulary; /* NULL: what needs one is not checked */
	struct arena *scratch;
	struct diags *diags;
};

typedef void lint_rule_fn(const struct lint *l, const struct rule *rule);

/* The lines of a clause, folded as quotes are compared; nothing where the source has no such lines. */
struct str clause_lines(const struct lint *l, const struct clause *c);
/* Text folded as quotes are; empty when memory is exhausted. */
struct str quote_key(const struct lint *l, struct str text);

lint_rule_fn lint_wording;
lint_rule_fn lint_tests;

#endif
