#include "proof/coverage.h"

#include "proof/bench.h"

/* A leaf and the truths that it took. */
struct leaf_seen {
	const struct condition *leaf;
	const struct reading_of_rule *reading; /* whose own it is; NULL: the rule's */
	bool truths[TRUTHS];
};

struct watching {
	struct bench bench;
	struct arena arena; /* of one rule */
	const struct rule *rule;
	const struct reading_of_rule *reading; /* whose leaves are being gathered */
	struct leaf_seen *leaves;
	size_t n_leaves, cap_leaves;
	bool (*states)[EXCEPTION_STATES]; /* by exception */
	bool *differs;			  /* by reading */
	struct rule_coverage out;
};

/* --- what could occur ------------------------------------------------------------------------------------------- */

static bool add_leaf(void *ctx, const struct condition *leaf)
{
	struct watching *w = ctx;
	if (leaf->op == COND_ALWAYS)
		return true;
	struct leaf_seen *items = arena_grow(&w->arena, w->leaves, w->n_leaves, &w->cap_leaves, sizeof *items);
	if (!items)
		return false;
	w->leaves = items;
	w->leaves[w->n_leaves++] = (struct leaf_seen){.leaf = leaf, .reading = w->reading};
	return true;
}

static void add_leaves(struct watching *w, const struct condition *c, const struct reading_of_rule *reading)
{
	w->reading = reading;
	if (c)
		condition_each_leaf(c, add_leaf, w);
}

static bool begin(struct watching *w, const struct rule *rule)
{
	arena_clear(&w->arena);
	w->rule = rule;
	w->leaves = NULL;
	w->n_leaves = w->cap_leaves = 0;
	w->states = arena_array(&w->arena, rule->n_exceptions, sizeof *w->states);
	w->differs = ARENA_ARRAY(&w->arena, rule->n_readings, bool);
	w->out = (struct rule_coverage){.rule = rule};
	add_leaves(w, rule->where, NULL);
	add_leaves(w, rule->obsolete_if, NULL);
	for (size_t i = 0; i < rule->n_exceptions; i++)
		add_leaves(w, rule->exceptions[i].when, NULL);
	for (size_t i = 0; i < rule->n_readings; i++) {
		add_leaves(w, rule->readings[i].where, &rule->readings[i]);
		add_leaves(w, rule->readings[i].obsolete_if, &rule->readings[i]);
	}
	return !w->arena.failed;
}

/* A judgement that nothing records stays open; whether a value was read, and the as-of date, is always known. */
static bool can_be(const struct condition *leaf, enum truth truth)
{
	if (leaf->op == COND_JUDGEMENT && !leaf->field)
		return truth == TRUTH_UNKNOWN;
	return truth != TRUTH_UNKNOWN || (leaf->op != COND_KNOWN && !leaf->as_of);
}

/* --- what occurs ------------------------------------------------------------------------------------------------ */

static void see_leaves(struct watching *w, const struct leaf_trace *traces, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < w->n_leaves; k++)
			if (w->leaves[k].leaf == traces[i].leaf)
				w->leaves[k].truths[traces[i].truth] = true;
}

/* An exception that is shown has to decide, one that is denied or open has to have something left to decide. */
static void see_exceptions(struct watching *w, const struct finding *f)
{
	bool left = f->verdict == RULE_OBSOLETE || f->verdict == RULE_UNDETERMINED || f->verdict == RULE_MANUAL;
	for (size_t i = 0; i < w->rule->n_exceptions; i++) {
		enum exception_state state = f->exceptions[i];
		bool decides = f->decided_by == &w->rule->exceptions[i] || f->conflict;
		w->states[i][state] |= state == EXCEPTION_SHOWN ? decides : left;
	}
}

static void see_readings(struct watching *w, const struct finding *f)
{
	for (size_t i = 0; i < f->n_readings; i++)
		w->differs[f->readings[i] - w->rule->readings] = true;
}

static bool watch(struct watching *w, const struct rule_test *t)
{
	struct bench *b = &w->bench;
	struct finding f;
	struct item item;
	if (!bench_judge(b, &f, &item, w->rule, t->record, t->n_record, t->as_of))
		return false;
	w->out.verdicts[f.verdict]++;
	see_leaves(w, f.leaves, f.n_leaves);
	see_exceptions(w, &f);
	see_readings(w, &f);
	for (size_t i = 0; i < w->rule->n_readings; i++) {
		const struct leaf_trace *traces;
		size_t n;
		if (!judge_reading(&traces, &n, &b->arena, b->program, w->rule, i, &item))
			return false;
		see_leaves(w, traces, n);
	}
	return true;
}

/* --- what does not ---------------------------------------------------------------------------------------------- */

static const char *in_words(const struct watching *w, const char *what)
{
	const struct diags *d = w->bench.diags;
	return d->words ? d->words(d->words_ctx, what) : what;
}

static void count(struct watching *w, bool seen)
{
	w->out.wanted++;
	w->out.seen += seen;
}

/* Under a reading that is not adopted, what is unknown closes no plant. */
static void tell_leaf(struct watching *w, const struct leaf_seen *s)
{
	static const char *const truths[TRUTHS] = {"false", "not known", "true"};
	for (enum truth truth = TRUTH_FALSE; truth <= TRUTH_TRUE; truth++) {
		bool minor = s->reading && truth == TRUTH_UNKNOWN;
		if (!can_be(s->leaf, truth))
			continue;
		count(w, s->truths[truth]);
		if (!s->truths[truth])
			diag_add(w->bench.diags, minor ? DIAG_HARDLY_EXERCISED : DIAG_NOT_EXERCISED, w->rule->file,
				 s->leaf->span, "no test of \"%.*s\" makes this condition %s", STR_ARG(w->rule->id),
				 in_words(w, truths[truth]));
	}
}

static void tell_exception(struct watching *w, size_t i)
{
	static const char *const states[EXCEPTION_STATES] = {
		[EXCEPTION_DENIED] = "denied",
		[EXCEPTION_OPEN] = "open",
		[EXCEPTION_CLAIMED] = "claimed without evidence",
		[EXCEPTION_SHOWN] = "shown",
	};
	const struct exception *e = &w->rule->exceptions[i];
	for (enum exception_state state = EXCEPTION_DENIED; state <= EXCEPTION_SHOWN; state++) {
		if (state == EXCEPTION_CLAIMED && !e->n_evidence)
			continue;
		count(w, w->states[i][state]);
		if (!w->states[i][state])
			diag_add(w->bench.diags, DIAG_NOT_EXERCISED, w->rule->file, e->span,
				 "in no test of \"%.*s\" is the exception \"%.*s\" %s", STR_ARG(w->rule->id),
				 STR_ARG(e->id), in_words(w, states[state]));
	}
}

static void tell_verdict(struct watching *w, enum rule_verdict verdict)
{
	if (!w->out.verdicts[verdict])
		diag_add(w->bench.diags, DIAG_NOT_EXERCISED, w->rule->file, w->rule->span,
			 "no test of \"%.*s\" has the verdict \"%s\"", STR_ARG(w->rule->id), rule_verdict_name(verdict));
}

/* A rule must be hit and missed, as far as it can be: a person's judgement that nothing records is never settled. */
static void tell_verdicts(struct watching *w)
{
	bool recorded = true;
	for (size_t i = 0; i < w->n_leaves; i++) {
		const struct condition *leaf = w->leaves[i].leaf;
		recorded &= w->leaves[i].reading || leaf->op != COND_JUDGEMENT || leaf->field;
	}
	tell_verdict(w, recorded ? RULE_OBSOLETE : RULE_MANUAL);
	if (w->rule->obsolete_if->op == COND_ALWAYS)
		tell_verdict(w, RULE_NOT_APPLICABLE);
	else if (recorded)
		tell_verdict(w, RULE_CLEAR);
}

static void tell(struct watching *w)
{
	tell_verdicts(w);
	for (size_t i = 0; i < w->n_leaves; i++)
		tell_leaf(w, &w->leaves[i]);
	for (size_t i = 0; i < w->rule->n_exceptions; i++)
		tell_exception(w, i);
	for (size_t i = 0; i < w->rule->n_readings; i++)
		if (!w->differs[i])
			diag_add(w->bench.diags, DIAG_NOT_EXERCISED, w->rule->file, w->rule->readings[i].span,
				 "in no test of \"%.*s\" does the reading \"%.*s\" differ", STR_ARG(w->rule->id),
				 STR_ARG(w->rule->readings[i].id));
}

/* ---------------------------------------------------------------------------------------------------------------- */

static bool cover(struct watching *w, const struct rule *rule)
{
	bool good = begin(w, rule);
	for (size_t i = 0; good && i < rule->n_tests; i++)
		good = watch(w, &rule->tests[i]);
	if (good && !rule->unresolved)
		tell(w);
	return good;
}

bool coverage_run(const struct vocabulary *v, const struct ruleset *rules, struct diags *diags, rule_coverage_fn *each,
		  void *ctx)
{
	struct watching w = {.rule = NULL};
	bool good = true;
	bench_init(&w.bench, v, rules, diags);
	arena_init(&w.arena);
	for (size_t i = 0; good && i < rules->n_rules; i++) {
		good = cover(&w, rules->rules[i]);
		if (good)
			each(ctx, &w.out);
	}
	arena_release(&w.arena);
	bench_release(&w.bench);
	return good && !diags->failed;
}
