/*
 * Records generated from the rules themselves: for each leaf of a rule the cells around what it asks (samples.h), with
 * the rule's other fields set so that the verdict turns on that leaf; then each kind of equipment. What the rule says
 * of each, its readings included, must be what the oracle says.
 *
 * Always: a record takes the way of an embedded test: text, item, judge_rule.
 */
#ifndef PHASEOUT_PROOF_BOUNDARIES_H
#define PHASEOUT_PROOF_BOUNDARIES_H

#include "rules/rule.h"

struct rule_boundaries {
	const struct rule *rule;
	size_t run, failed;
	size_t endless; /* limits left out in a unit in which they are no finite decimal */
	size_t idle;	/* leaves that decide in no record */
	size_t untold;	/* leaves that the oracle cannot tell: texts against patterns */
};

/* Called once a rule, in order. */
typedef void rule_boundaries_fn(void *ctx, const struct rule_boundaries *rule);

/*
 * Each difference is a PO502 at its leaf (of a kind: at the rule), each leaf that decides nothing a PO503. False when
 * the records could not be run (memory; a pattern that does not compile).
 */
bool boundaries_run(const struct vocabulary *v, const struct ruleset *rules, struct diags *diags,
		    rule_boundaries_fn *each, void *ctx);

#endif
