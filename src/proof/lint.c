#include "proof/lint.h"

#include "proof/lint_checks.h"

static rules_lint_fn *const checks[] = {lint_conditions, lint_exceptions, lint_readings, lint_duplicates,
					lint_overlap,	  lint_gaps,	   lint_undecided,  lint_stale};

bool rules_lint(const struct ruleset *s, const struct vocabulary *v, day as_of, struct arena *scratch,
		struct diags *diags)
{
	struct rules_lint l = {s, v, as_of, scratch, diags};
	size_t found = diags->errors + diags->warnings;
	bool failed = false;
	for (size_t i = 0; i < s->n_rules; i++)
		for (size_t j = 0; j < sizeof checks / sizeof *checks && !s->rules[i]->unresolved; j++) {
			arena_clear(scratch);
			checks[j](&l, s->rules[i]);
			failed |= scratch->failed;
		}
	lint_terms(&l);
	for (size_t i = 0; i < s->n_overlays; i++) {
		arena_clear(scratch);
		lint_overlay(&l, s->overlays[i]);
		failed |= scratch->failed;
	}
	lint_unused(&l);
	scratch->failed |= failed;
	return diags->errors + diags->warnings == found && !diags->failed && !scratch->failed;
}
