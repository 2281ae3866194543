/* What a rule's test says against what was found. */
#ifndef PHASEOUT_PROOF_COMPARE_TEST_H
#define PHASEOUT_PROOF_COMPARE_TEST_H

#include "judge/judge.h"

/* Adds a PO501 for each difference; none where they agree. Memory failures show in `a`. */
void test_compare(struct arena *a, const struct rule *rule, const struct rule_test *t, const struct finding *found,
		  struct diags *diags);
/* All that a test can say of a finding, as one says it: "expect: obsolete, open: [foundry_iron], in_force: unknown, …". Sets are sorted. */
void test_write(struct buf *out, struct arena *a, const struct finding *f);
/* A need in the canonical writing of rule.h; STR_NONE when memory is exhausted. */
struct str need_text(struct arena *a, const struct need *need);

#endif
