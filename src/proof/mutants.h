/*
 * Do a pack's own tests notice what may go wrong in its rules? Each mutant of a rule (mutate.h) is judged over the rule's
 * tests; one of them must fail: the mutant is killed. One that no test kills is tried on the grid (grid.h): where it never
 * differs from the rule it is equivalent, and nobody could tell.
 *
 * Always: a test that does not hold of the rule itself kills nothing.
 */
#ifndef PHASEOUT_PROOF_MUTANTS_H
#define PHASEOUT_PROOF_MUTANTS_H

#include "rules/rule.h"

struct rule_mutants {
	const struct rule *rule;
	size_t n, killed, equivalent, surviving, undecided;
	size_t untold; /* patterns in which nothing was changed: they are not understood */
};

/* Called once a rule, in order. */
typedef void rule_mutants_fn(void *ctx, const struct rule_mutants *rule);

/*
 * Each mutant that survives is a PO506 where the change is, with the test that is missing; one of which the grid cannot
 * decide a PO507. False when they could not be judged (memory).
 */
bool mutants_run(const struct vocabulary *v, const struct ruleset *rules, struct diags *diags, rule_mutants_fn *each,
		 void *ctx);

#endif
