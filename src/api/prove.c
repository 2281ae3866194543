/* The rules' own tests, proofs of the rules, the lint of packs, what of their sources is covered. */
#include "api/engine.h"

#include "proof/boundaries.h"
#include "proof/coverage.h"
#include "proof/lint.h"
#include "proof/lint_vocabulary.h"
#include "proof/mutants.h"
#include "proof/run_tests.h"
#include "report/coverage_text.h"
#include "report/labels.h"
#include "rules/lint.h"
#include "rules/overlay.h"

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

/* --- a line a rule ---------------------------------------------------------------------------------------------- */

struct lines {
	phaseout_write_fn *write; /* NULL: nobody wants them */
	void *write_ctx;
	enum lang lang;
	struct buf line;
	bool unwritten; /* the caller did not take one */
};

static void write_line(struct lines *l)
{
	buf_addc(&l->line, '\n');
	if (l->write && !l->unwritten && !l->line.failed)
		l->unwritten = !l->write(l->write_ctx, l->line.p, l->line.n);
}

/* With the overlay that made it what it is: there may be several of one id. */
static void add_rule(struct buf *b, const struct rule *rule)
{
	buf_add(b, rule->id);
	buf_adds(b, rule->amendment ? " [" : "");
	rule_write_layer(b, rule);
	buf_adds(b, rule->amendment ? "]: " : ": ");
}

static void boundaries_line(void *ctx, const struct rule_boundaries *r)
{
	struct lines *l = ctx;
	struct buf *b = &l->line;
	buf_clear(b);
	add_rule(b, r->rule);
	if (r->run)
		buf_printf(b, message(l->lang, "%zu records run, %zu failed"), r->run, r->failed);
	else
		buf_adds(b, message(l->lang, "no record: the rule is unresolved"));
	if (r->endless)
		buf_printf(b, message(l->lang, "; units left out, in which a limit has no end: %zu"), r->endless);
	if (r->untold)
		buf_printf(b, message(l->lang, "; conditions on patterns or catalogues left out: %zu"), r->untold);
	if (r->idle)
		buf_printf(b, message(l->lang, "; conditions that decide nothing: %zu"), r->idle);
	write_line(l);
}

static void coverage_line(void *ctx, const struct rule_coverage *r)
{
	struct lines *l = ctx;
	struct buf *b = &l->line;
	const char *before = " (";
	buf_clear(b);
	add_rule(b, r->rule);
	buf_printf(b, message(l->lang, "%zu tests"), r->rule->n_tests);
	for (enum rule_verdict v = RULE_OBSOLETE; v <= RULE_NOT_APPLICABLE; v++) {
		if (!r->verdicts[v])
			continue;
		buf_printf(b, "%s%.*s %zu", before, STR_ARG(rule_verdict_label(l->lang, v)), r->verdicts[v]);
		before = ", ";
	}
	buf_adds(b, r->rule->n_tests ? ")" : "");
	buf_printf(b, message(l->lang, "; %zu of %zu outcomes"), r->seen, r->wanted);
	write_line(l);
}

static void mutants_line(void *ctx, const struct rule_mutants *r)
{
	struct lines *l = ctx;
	struct buf *b = &l->line;
	buf_clear(b);
	add_rule(b, r->rule);
	buf_printf(b, message(l->lang, "%zu mutants, %zu killed, %zu equivalent, %zu survive"), r->n, r->killed, r->equivalent,
		   r->surviving);
	if (r->undecided)
		buf_printf(b, message(l->lang, "; not decided: %zu"), r->undecided);
	if (r->untold)
		buf_printf(b, message(l->lang, "; patterns that are not understood: %zu"), r->untold);
	write_line(l);
}

/* Of the ways to prove rules: false where they could not be proved; what is wrong is in `diags`. */
typedef bool proof_fn(struct lines *l, const struct phaseout_engine *e, struct diags *diags);

static bool prove_boundaries(struct lines *l, const struct phaseout_engine *e, struct diags *diags)
{
	return boundaries_run(e->vocabulary, e->rules, diags, boundaries_line, l);
}

static bool prove_coverage(struct lines *l, const struct phaseout_engine *e, struct diags *diags)
{
	return coverage_run(e->vocabulary, e->rules, diags, coverage_line, l);
}

static bool prove_mutants(struct lines *l, const struct phaseout_engine *e, struct diags *diags)
{
	return mutants_run(e->vocabulary, e->rules, diags, mutants_line, l);
}

static int prove(const phaseout_engine *e, phaseout_write_fn *write, void *write_ctx, proof_fn *proof)
{
	struct lines l = {.write = write, .write_ctx = write_ctx};
	struct diags diags;

	if (!e)
		return PHASEOUT_USAGE;
	l.lang = e->speaker.lang;
	buf_init(&l.line);
	diags_init(&diags, message_for_diags, (void *)&e->speaker.lang);
	int status = proof(&l, e, &diags) && !diags.failed && !l.line.failed ? PHASEOUT_CLEAR : PHASEOUT_DEFECT;
	if (status == PHASEOUT_CLEAR && diags.errors)
		status = 1;
	if (l.unwritten)
		status = worse_status(status, PHASEOUT_WRITE);
	speaker_say_diags(&e->speaker, &diags);
	diags_release(&diags);
	buf_release(&l.line);
	return status;
}

int phaseout_test_boundaries(const phaseout_engine *e, phaseout_write_fn *write, void *write_ctx)
{
	return prove(e, write, write_ctx, prove_boundaries);
}

int phaseout_test_coverage(const phaseout_engine *e, phaseout_write_fn *write, void *write_ctx)
{
	return prove(e, write, write_ctx, prove_coverage);
}

int phaseout_test_mutants(const phaseout_engine *e, phaseout_write_fn *write, void *write_ctx)
{
	return prove(e, write, write_ctx, prove_mutants);
}

/* ---------------------------------------------------------------------------------------------------------------- */

int phaseout_lint(const phaseout_engine *e)
{
	struct arena scratch;
	struct diags diags;

	if (!e)
		return PHASEOUT_USAGE;
	arena_init(&scratch);
	diags_init(&diags, message_for_diags, (void *)&e->speaker.lang);
	bool clean = ruleset_lint(e->rules, e->vocabulary, &scratch, &diags);
	clean &= rules_lint(e->rules, e->vocabulary, e->as_of, &scratch, &diags);
	bool failed = diags.failed || scratch.failed;
	speaker_say_diags(&e->speaker, &diags);
	diags_release(&diags);
	arena_release(&scratch);
	if (failed)
		return PHASEOUT_DEFECT;
	return clean ? 0 : 1;
}

int phaseout_lint_vocabulary(const phaseout_engine *e)
{
	struct diags diags;

	if (!e)
		return PHASEOUT_USAGE;
	diags_init(&diags, message_for_diags, (void *)&e->speaker.lang);
	bool clean = vocabulary_lint(e->vocabulary, e->rules, &diags), failed = diags.failed;
	speaker_say_diags(&e->speaker, &diags);
	diags_release(&diags);
	return failed ? PHASEOUT_DEFECT : !clean;
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
