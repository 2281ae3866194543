/* The rules' own tests and the lint of packs. */
#include "api/engine.h"

#include "proof/run_tests.h"
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
