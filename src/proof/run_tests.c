#include "proof/run_tests.h"

#include "proof/bench.h"
#include "proof/compare_test.h"
#include "rules/overlay.h"

static bool test_run(struct bench *b, struct rule_test_counts *out, const struct rule *rule, const struct rule_test *t)
{
	struct finding found;
	if (!bench_judge(b, &found, NULL, rule, t->record, t->n_record, t->as_of))
		return false;
	size_t before = b->diags->errors;
	test_compare(&b->arena, rule, t, &found, b->diags);
	bool failed = b->diags->errors > before;
	out->run++;
	out->failed += failed;
	const struct amendment *m = rule->amendment;
	if (failed && m && t->span.file != m->overlay->head.file)
		diag_hint(b->diags, "the overlay \"%.*s\" changes the rule: a test of its own with the same record stands instead",
			  STR_ARG(m->overlay->head.id));
	return !b->arena.failed;
}

bool rule_tests_run(struct rule_test_counts *out, const struct vocabulary *v, const struct ruleset *rules,
		    struct diags *diags)
{
	struct bench b;
	bool good = true;
	*out = (struct rule_test_counts){0};
	bench_init(&b, v, rules, diags);
	for (size_t i = 0; good && i < rules->n_rules; i++) {
		const struct rule *rule = rules->rules[i];
		out->rules += rule->n_tests > 0;
		for (size_t j = 0; good && j < rule->n_tests; j++)
			good = test_run(&b, out, rule, &rule->tests[j]);
	}
	bench_release(&b);
	return good && !diags->failed;
}
