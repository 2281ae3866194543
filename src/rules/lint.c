#include "rules/lint.h"
#include "rules/lint_checks.h"
#include "rules/overlay.h"

static const struct {
	lint_rule_fn *check;
	bool whole; /* only of a set that is: else it would ask for what stands there and was refused */
} checks[] = {{lint_quotes, false}, {lint_wording, false}, {lint_patterns, false}, {lint_tests, true},
	      {lint_tidy, false},	 {lint_citation, true}};

/* Of an added rule the clause is the rule's, and looked at with it. */
static void overlay_quotes(const struct lint *l, const struct overlay *o)
{
	for (size_t i = 0; i < o->n_amendments; i++)
		if (o->amendments[i]->sort != AMEND_ADD)
			clause_find(l, &o->amendments[i]->clause, o->head.file);
}

bool ruleset_lint(const struct ruleset *s, const struct vocabulary *v, struct arena *scratch, struct diags *diags)
{
	struct source_lines *sources = NULL;
	struct lint l = {s, v, scratch, diags, &sources};
	size_t found = diags->errors + diags->warnings;
	for (size_t i = 0; i < s->n_packs; i++)
		for (size_t j = 0; j < s->packs[i]->n_not_rules; j++)
			clause_find(&l, &s->packs[i]->not_rules[j].clause, s->packs[i]->file);
	lint_files(&l);
	lint_packs(&l);
	for (size_t i = 0; i < s->n_overlays; i++)
		overlay_quotes(&l, s->overlays[i]);
	for (size_t i = 0; i < s->n_rules; i++)
		for (size_t j = 0; j < sizeof checks / sizeof *checks; j++)
			if (s->whole || !checks[j].whole)
				checks[j].check(&l, s->rules[i]);
	return diags->errors + diags->warnings == found && !diags->failed && !scratch->failed;
}
