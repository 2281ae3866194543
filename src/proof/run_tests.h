/*
 * The rules' own tests: each record is read as a registry's cells are, judged against its one rule, and compared
 * with all that
 * the test names.
 *
 * Always: symmetric. What the test names must occur and what occurs must be named: verdict, open exceptions,
 * presumptions,
 * assumptions, needs, readings that differ, the rule that a reroute points to. `near` is compared where the test
 * says it.
 * A test without `as_of` stands on its pack's horizon. Presumptions are on; the record's kind counts as filed.
 */
#ifndef PHASEOUT_PROOF_RUN_TESTS_H
#define PHASEOUT_PROOF_RUN_TESTS_H

#include "rules/rule.h"

struct rule_test_counts {
	size_t rules; /* that have tests */
	size_t run;
	size_t failed; /* tests with at least one difference */
};

/*
 * Runs the tests of every rule of the set; each difference is a PO501 at the test's place. False when the tests
 * could not be run
 * (memory; a pattern that does not compile): *out then counts those that were.
 */
bool rule_tests_run(struct rule_test_counts *out, const struct vocabulary *v, const struct ruleset *rules,
		    struct diags *diags);

#endif
