/*
 * A rule and its mutants before the judge, for any as-of date; and whether two findings differ in anything that a user
 * can see.
 *
 * Always: rules are known by their number: 0 is the rule itself, 1 and on its mutants.
 */
#ifndef PHASEOUT_PROOF_COURT_H
#define PHASEOUT_PROOF_COURT_H

#include "judge/judge.h"
#include "proof/mutate.h"

struct court {
	const struct vocabulary *vocabulary;
	struct arena *arena; /* of all that is kept for this rule */
	struct diags *diags;
	struct ruleset set;
	struct court_day {
		day as_of;
		struct program *program;
	} *days;
	size_t n_days, cap_days;
};

/* Everything borrowed, such as the rule set that the rule is of, outlives the court. False when memory is exhausted. */
bool court_init(struct court *c, const struct mutants *m, const struct ruleset *rules, struct diags *diags);
/* The leaves of all conditions of a rule; the callback returns false to stop. */
bool rule_each_leaf(const struct rule *r, condition_leaf_fn *fn, void *ctx);
void court_release(struct court *c);
/* The program of a day; NULL when memory is exhausted. */
const struct program *court_on(struct court *c, day as_of);
bool court_judge(struct finding *out, struct arena *a, struct court *c, size_t rule, const struct item *item, day as_of);

/* All that a test can say of them; reports and runs show no more of one rule and one item but its numbers. */
bool findings_differ(struct arena *a, const struct finding *x, const struct finding *y);

#endif
