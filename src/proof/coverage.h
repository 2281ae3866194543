/*
 * What the rules' own tests exercise: which verdicts each rule reaches, which truths each leaf of where, obsolete_if,
 * the exceptions and the readings takes, which states each exception.
 *
 * A leaf that never is true, or never false, could say anything; so could one that never is unknown, where the record
 * may lack what it asks for. These, a rule that never hits or never misses, an exception of which a state never occurs
 * and a reading that never differs are PO504. That a leaf of a reading never is unknown is PO505: a reading closes no
 * plant.
 */
#ifndef PHASEOUT_PROOF_COVERAGE_H
#define PHASEOUT_PROOF_COVERAGE_H

#include "judge/judge.h"

enum { RULE_VERDICTS = RULE_NOT_APPLICABLE + 1, TRUTHS = TRUTH_TRUE + 1, EXCEPTION_STATES = EXCEPTION_SHOWN + 1 };

struct rule_coverage {
	const struct rule *rule;
	size_t verdicts[RULE_VERDICTS]; /* tests of each */
	size_t wanted, seen;	        /* of leaves' truths and exceptions' states: those that can occur, that did */
};

typedef void rule_coverage_fn(void *ctx, const struct rule_coverage *rule);

/* Calls `each` once a rule, in order. False when the tests could not be run. */
bool coverage_run(const struct vocabulary *v, const struct ruleset *rules, struct diags *diags, rule_coverage_fn *each,
		  void *ctx);

#endif
