/* The rules' own tests, the lint of packs, what of their sources is covered. */
#include "api/engine.h"

#include "proof/run_tests.h"
#include "report/coverage_text.h"
#include "rules/lint.h"

int phaseout_test(const phaseout_engine *e, size_t *run, size_t *failed)
{
	struct rule_test_counts counts = {0};
	struct diags diags;

	if (!e)
		return PHASEOUT_USAGE;
	diags_init(&diags, message_for_diags, (void *)&e->speaker.lang);
	bool ran = rule_tests_run(&counts, e->vocabulary, e->rules, &diags) && !diags.failed;
	speaker_say_diags(&e->speaker, &diags);
	diags_release(&diags);
	if (run)
		*run = counts.run;
	if (failed)
		*failed = counts.failed;
	if (!ran)
		return PHASEOUT_DEFECT;
	return counts.failed ? 1 : 0;
}

int phaseout_lint(const phaseout_engine *e)
{
	struct arena scratch;
	struct diags diags;

	if (!e)
		return PHASEOUT_USAGE;
	arena_init(&scratch);
	diags_init(&diags, message_for_diags, (void *)&e->speaker.lang);
	bool clean = ruleset_lint(e->rules, e->vocabulary, &scratch, &diags);
	bool failed = diags.failed || scratch.failed;
	speaker_say_diags(&e->speaker, &diags);
	diags_release(&diags);
	arena_release(&scratch);
	if (failed)
		return PHASEOUT_DEFECT;
	return clean ? 0 : 1;
}

int phaseout_lint_coverage(const phaseout_engine *e, phaseout_write_fn *write, void *write_ctx)
{
	const struct coverage *found = NULL;
	struct arena scratch;
	struct diags diags;
	struct buf out;
	size_t n = 0;

	if (!e || !write)
		return PHASEOUT_USAGE;
	arena_init(&scratch);
	buf_init(&out);
	diags_init(&diags, message_for_diags, (void *)&e->speaker.lang);
	bool good = ruleset_coverage(&found, &n, e->rules, &scratch, &diags);
	for (size_t i = 0; good && i < n; i++)
		coverage_write(&out, &found[i], e->speaker.lang);
	int status = good && !out.failed ? diags.errors > 0 : PHASEOUT_DEFECT;
	if (status <= 1 && out.n && !write(write_ctx, out.p, out.n))
		status = PHASEOUT_WRITE;
	speaker_say_diags(&e->speaker, &diags);
	diags_release(&diags);
	buf_release(&out);
	arena_release(&scratch);
	return status;
}
