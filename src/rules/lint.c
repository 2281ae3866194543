#include "rules/lint.h"
#include "rules/lint_checks.h"

#include "text/fold.h"

/* --- sources ------------------------------------------------------------------------------------------------ */

/* Where line n (from 1) begins; text.n where there are fewer. CR, LF and CR LF end a line. */
static size_t line_start(struct str text, size_t n)
{
	size_t at = 0;
	for (size_t line = 1; line < n && at < text.n; at++) {
		bool pair = text.p[at] == '\r' && at + 1 < text.n && text.p[at + 1] == '\n';
		line += !pair && (text.p[at] == '\n' || text.p[at] == '\r');
	}
	return at;
}

struct str quote_key(const struct lint *l, struct str text)
{
	struct folded folded;
	return fold_quote(&folded, l->scratch, text) ? folded.text : STR("");
}

struct str clause_lines(const struct lint *l, const struct clause *c)
{
	struct str text = c->source->file.text;
	return quote_key(l, str_sub(text, line_start(text, c->line), line_start(text, c->last_line + 1)));
}

/* --- quotes ------------------------------------------------------------------------------------------------- */

static void clause_check(const struct lint *l, const struct source_file *file, const struct clause *c)
{
	struct str rest = clause_lines(l, c);
	if (!rest.n) {
		diag_add(l->diags, DIAG_FALSE_QUOTE, file, c->span, "\"%.*s\" has nothing at line %.*s",
			 STR_ARG(c->source->file.name), STR_ARG(c->line_filed));
		return;
	}
	for (size_t i = 0; i < c->n_quote; i++) {
		struct str fragment = quote_key(l, c->quote[i]);
		size_t at = fragment.n ? str_find(rest, fragment) : rest.n + 1;
		if (at > rest.n)
			diag_add(l->diags, DIAG_FALSE_QUOTE, file, c->quote_spans[i],
				 "\"%.*s\" does not stand there, at line %.*s of \"%.*s\"", STR_ARG(c->quote[i]),
				 STR_ARG(c->line_filed), STR_ARG(c->source->file.name));
		else
			rest = str_sub(rest, at + fragment.n, rest.n);
	}
}

static void lint_quotes(const struct lint *l, const struct rule *rule)
{
	clause_check(l, rule->file, &rule->clause);
	for (size_t i = 0; i < rule->n_exceptions; i++)
		clause_check(l, rule->file, &rule->exceptions[i].clause);
}

/* --- the table ---------------------------------------------------------------------------------------------- */

static lint_rule_fn *const checks[] = {lint_quotes, lint_wording, lint_tests};

bool ruleset_lint(const struct ruleset *s, const struct vocabulary *v, struct arena *scratch, struct diags *diags)
{
	struct lint l = {s, v, scratch, diags};
	size_t found = diags->errors + diags->warnings;
	for (size_t i = 0; i < s->n_packs; i++)
		for (size_t j = 0; j < s->packs[i]->n_not_rules; j++)
			clause_check(&l, s->packs[i]->file, &s->packs[i]->not_rules[j].clause);
	for (size_t i = 0; i < s->n_rules; i++)
		for (size_t j = 0; j < sizeof checks / sizeof *checks; j++)
			checks[j](&l, s->rules[i]);
	return diags->errors + diags->warnings == found && !diags->failed && !scratch->failed;
}
