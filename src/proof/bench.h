/*
 * Records of field texts, as rule tests have them, read as a registry's cells are and judged against one rule.
 *
 * Always: presumptions on; the record's kind counts as filed. What was judged last is gone with the next record.
 */
#ifndef PHASEOUT_PROOF_BENCH_H
#define PHASEOUT_PROOF_BENCH_H

#include "judge/judge.h"

struct bench {
	const struct vocabulary *vocabulary;
	const struct ruleset *rules;
	struct diags *diags;
	struct arena program_arena, arena; /* of the program; of one record */
	struct program *program;	   /* for one as-of date; the next record mostly wants the same */
	day as_of;
};

void bench_init(struct bench *b, const struct vocabulary *v, const struct ruleset *rules, struct diags *diags);
void bench_release(struct bench *b);

/*
 * `record` names fields by their ids, and "kind" by id or as a registry would; without it the kind is the rule's
 * first. False when memory is exhausted, or after diagnostics (a pattern that does not compile). `item` may be NULL.
 */
bool bench_judge(struct bench *b, struct finding *out, struct item *item, const struct rule *rule,
		 const struct test_value *record, size_t n, day as_of);

/* The item alone, in `a`. False when memory is exhausted. */
bool record_item(struct item *out, struct arena *a, const struct vocabulary *v, const struct rule *rule,
		 const struct test_value *record, size_t n);

#endif
