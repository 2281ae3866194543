/*
 * What is wrong with rules that load and cite rightly, seen from their conditions and beside each other: a condition that
 * can never hold, a branch or an exception that changes nothing, a rule that stands twice, what nothing refers to. A check
 * is a row in a table. (Reroutes and quantity kinds are checked where packs are loaded, quotes and tests by rules/lint.h.)
 */
#ifndef PHASEOUT_PROOF_LINT_H
#define PHASEOUT_PROOF_LINT_H

#include "rules/rule.h"

/* Adds to diags; true where nothing was found. The set is whole; `v` is the vocabulary that it was loaded with;
 * `as_of` is the day by which dates are over. */
bool rules_lint(const struct ruleset *s, const struct vocabulary *v, day as_of, struct arena *scratch,
		struct diags *diags);

#endif
