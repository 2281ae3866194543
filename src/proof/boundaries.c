#include "proof/boundaries.h"

#include "proof/bench.h"
#include "proof/witness.h"

struct proving {
	struct bench bench;
	struct arena arena; /* of one rule */
	struct arena tried; /* of one record */
	struct witness witness;
	struct rule_boundaries counts;
	bool failed; /* memory, or a record that could not be judged */
};

/* --- one record ------------------------------------------------------------------------------------------------- */

static void add_written(struct buf *b, struct str name, struct str text)
{
	buf_printf(b, "%s%.*s: %.*s", b->n ? ", " : "", STR_ARG(name), STR_ARG(text.n ? text : STR("\"\"")));
}

static void complain(struct proving *p, struct span at, const struct test_value *record, size_t n,
		     const struct reading_of_rule *reading, enum rule_verdict got, enum rule_verdict want)
{
	struct buf b;
	buf_init(&b);
	for (size_t i = 0; i < n; i++)
		add_written(&b, record[i].name, record[i].text);
	if (reading)
		diag_add(p->bench.diags, DIAG_BOUNDARY_FAILED, p->witness.rule->file, at,
			 "{%.*s}: under \"%.*s\" the verdict of \"%.*s\" is \"%s\"; \"%s\" was expected",
			 STR_ARG(buf_str(&b)), STR_ARG(reading->id), STR_ARG(p->witness.rule->id), rule_verdict_name(got),
			 rule_verdict_name(want));
	else
		diag_add(p->bench.diags, DIAG_BOUNDARY_FAILED, p->witness.rule->file, at,
			 "{%.*s}: the verdict of \"%.*s\" is \"%s\"; \"%s\" was expected", STR_ARG(buf_str(&b)),
			 STR_ARG(p->witness.rule->id), rule_verdict_name(got), rule_verdict_name(want));
	p->failed |= b.failed;
	buf_release(&b);
}

static enum rule_verdict found_under(const struct finding *f, const struct reading_of_rule *reading)
{
	for (size_t i = 0; i < f->n_readings; i++)
		if (f->readings[i] == reading)
			return f->reading_verdicts[i];
	return f->verdict;
}

/* Is a pattern asked about a text of the record, or a catalogue? What they find only the judge can tell. */
static bool asks_untold(const struct condition *c, const struct saying_record *r)
{
	bool asks = false;
	for (size_t i = 0; c && !asks && i < c->n; i++)
		asks = asks_untold(c->children[i], r);
	if (!c || c->n || c->op == COND_ALWAYS || oracle_knows(c))
		return asks;
	/* of some kinds a catalogue holds nothing, whatever the model */
	asks |= c->op == COND_LISTED;
	for (size_t i = 0; !asks && i < r->n; i++)
		asks = r->cells[i].field == c->field && r->cells[i].says == SAYS_TEXT;
	return asks;
}

static bool rule_asks_untold(const struct rule *rule, const struct reading_of_rule *reading, const struct saying_record *r)
{
	return asks_untold(reading && reading->where ? reading->where : rule->where, r) ||
	       asks_untold(reading && reading->obsolete_if ? reading->obsolete_if : rule->obsolete_if, r);
}

static void run(struct proving *p, const struct saying_record *r, struct span at)
{
	struct oracle o = {.vocabulary = p->witness.vocabulary, .arena = &p->tried};
	struct test_value *record = ARENA_ARRAY(&p->tried, r->n + 1, struct test_value);
	struct finding found;
	size_t n = 0;
	bool good = true;
	if (record && r->kind)
		record[n++] = (struct test_value){.name = STR("kind"), .text = r->kind->id};
	for (size_t i = 0; record && i < r->n; i++)
		if (r->cells[i].text.p)
			record[n++] = (struct test_value){.name = r->cells[i].field->id, .text = r->cells[i].text};
	if (!record || !bench_judge(&p->bench, &found, NULL, p->witness.rule, record, n, r->as_of)) {
		p->failed = true;
		return;
	}
	for (size_t i = 0; i <= p->witness.rule->n_readings; i++) {
		const struct reading_of_rule *reading = i ? &p->witness.rule->readings[i - 1] : NULL;
		enum rule_verdict want = oracle_verdict(&o, p->witness.rule, reading, r, NULL);
		enum rule_verdict got = found_under(&found, reading);
		bool left_open = want == RULE_UNDETERMINED && rule_asks_untold(p->witness.rule, reading, r);
		if (got == want || left_open)
			continue;
		complain(p, at, record, n, reading, got, want);
		good = false;
	}
	p->counts.run++;
	p->counts.failed += !good;
	arena_clear(&p->tried);
}

/* --- a leaf ----------------------------------------------------------------------------------------------------- */

/* The as-of date about the limit. */
static void run_days(struct proving *p, const struct subject *s)
{
	struct saying_record r = witness_record(&p->witness, &p->arena);
	for (day d = s->leaf->day - 1; d <= s->leaf->day + 1 && !p->failed; d++) {
		r.as_of = d;
		run(p, &r, s->span);
	}
}

static void run_samples(struct proving *p, const struct subject *s)
{
	struct samples samples = witness_samples(&p->witness);
	struct saying_record r = witness_record(&p->witness, &p->arena);
	struct saying_cell *cells = ARENA_ARRAY(&p->arena, r.n, struct saying_cell);
	if (!cells || !r.cells)
		return;
	memcpy(cells, r.cells, r.n * sizeof *cells);
	r.cells = cells;
	subject_samples(&samples, s);
	for (size_t i = 0; i < samples.n && !p->failed; i++) {
		for (size_t k = 0; k < r.n; k++)
			if (cells[k].field == s->field)
				cells[k] = samples.items[i].cell;
		run(p, &r, s->span);
	}
	p->counts.endless += samples.endless;
}

/* The record with another cell of a field, which is the last one. */
static void run_beside(struct proving *p, const struct subject *s, struct saying_record *r, struct saying_cell *cells,
		       const struct samples *samples)
{
	for (size_t i = 0; i < samples->n && !p->failed; i++) {
		cells[r->n - 1] = samples->items[i].cell;
		run(p, r, s->span);
	}
}

/* Without years of its own: reckoned from the date, about the anniversary; and one of 29 February, day by day. */
static void run_years(struct proving *p, const struct subject *s)
{
	struct samples samples = witness_samples(&p->witness), leap = witness_samples(&p->witness);
	struct saying_record usual = witness_record(&p->witness, &p->arena), r = usual;
	struct saying_cell *cells = ARENA_ARRAY(&p->arena, usual.n + 1, struct saying_cell);
	const struct field *date = s->field->from_date;
	int years;
	if (!cells || !usual.cells || !oracle_years(&years, &p->arena, s->leaf))
		return;
	r.n = 0;
	for (size_t i = 0; i < usual.n; i++)
		if (usual.cells[i].field != s->field && usual.cells[i].field != date)
			cells[r.n++] = usual.cells[i];
	r.n++;
	r.cells = cells;
	samples_of_years(&samples, s->leaf, r.as_of);
	run_beside(p, s, &r, cells, &samples);
	samples_of_leap_day(&leap, s->leaf);
	for (int step = -1; step <= 1 && leap.n; step++) {
		r.as_of = oracle_anniversary(leap.items[0].cell.first, years) + step;
		run_beside(p, s, &r, cells, &leap);
	}
}

/* Where something turns on it under this kind; did anything? */
static bool run_subject(struct proving *p, struct subject *s, bool again)
{
	const size_t endless = p->counts.endless;
	if (!witness_choose(&p->witness, s))
		return again;
	if (s->field)
		run_samples(p, s);
	if (s->field && s->field->from_date && s->leaf->op == COND_COMPARE)
		run_years(p, s);
	else if (!s->field && s->leaf->as_of)
		run_days(p, s);
	if (again) /* each limit's units count once */
		p->counts.endless = endless;
	return true;
}

/* One that might as well always hold, or never, is a mistake of the rule; beside a pattern, nobody has seen what it does. */
static void tell_idle(struct proving *p, const struct subject *s)
{
	if (s->cut || s->beside_untold || (s->matters[false] && s->matters[true]))
		return;
	p->counts.idle++;
	diag_add(p->bench.diags, DIAG_LEAF_IDLE, p->witness.rule->file, s->span,
		 s->matters[false] ? "every verdict of \"%.*s\" would be the same if this always held"
				   : "every verdict of \"%.*s\" would be the same if this never held",
		 STR_ARG(p->witness.rule->id));
}

static void run_subjects(struct proving *p)
{
	struct witness *w = &p->witness;
	const size_t n_kinds = w->rule->n_kinds ? w->rule->n_kinds : 1;
	bool *ran = ARENA_ARRAY(&p->arena, w->n_subjects, bool);
	for (size_t k = 0; ran && k < n_kinds; k++) {
		witness_of_kind(w, w->rule->n_kinds ? w->rule->kinds[k] : NULL);
		p->failed |= p->arena.failed;
		for (size_t i = 0; i < w->n_subjects && !p->failed; i++)
			ran[i] = run_subject(p, &w->subjects[i], ran[i]);
	}
	for (size_t i = 0; i < w->n_subjects && !p->failed; i++)
		tell_idle(p, &w->subjects[i]);
}

/* --- kinds ------------------------------------------------------------------------------------------------------ */

/* Of a kind that cannot have the value, or of which the field does not speak, the cell would say something else. */
static bool is_said_of(const struct saying_cell *c, const struct kind *k)
{
	if (c->field->type != FIELD_ENUM || c->says == SAYS_NOTHING)
		return true;
	return c->says == SAYS_CHOICE && field_concerns(c->field, k) && oracle_choice_fits(c->choice, k);
}

static void run_kind(struct proving *p, const struct kind *k)
{
	struct saying_record r = witness_record(&p->witness, &p->arena);
	struct saying_cell *cells = ARENA_ARRAY(&p->arena, r.n, struct saying_cell);
	size_t n = 0;
	for (size_t i = 0; cells && i < r.n; i++)
		if (is_said_of(&r.cells[i], k))
			cells[n++] = r.cells[i];
	r.kind = k;
	r.cells = cells;
	r.n = n;
	run(p, &r, p->witness.rule->span);
}

static void run_kinds(struct proving *p)
{
	struct witness *w = &p->witness;
	witness_of_kind(w, w->rule->n_kinds ? w->rule->kinds[0] : NULL);
	p->failed |= p->arena.failed;
	if (p->failed)
		return;
	witness_choose_hit(w);
	for (size_t i = 0; i < w->vocabulary->n_kinds && !p->failed; i++)
		run_kind(p, &w->vocabulary->kinds[i]);
}

/* ---------------------------------------------------------------------------------------------------------------- */

static void prove(struct proving *p, const struct vocabulary *v, const struct rule *rule)
{
	arena_clear(&p->arena);
	p->counts = (struct rule_boundaries){.rule = rule};
	if (rule->unresolved)
		return;
	witness_init(&p->witness, &p->arena, &p->tried, v, rule);
	if (p->arena.failed)
		return;
	p->counts.untold = p->witness.untold;
	run_subjects(p);
	run_kinds(p);
}

bool boundaries_run(const struct vocabulary *v, const struct ruleset *rules, struct diags *diags,
		    rule_boundaries_fn *each, void *ctx)
{
	struct proving p = {.failed = false};
	bench_init(&p.bench, v, rules, diags);
	arena_init(&p.arena);
	arena_init(&p.tried);
	for (size_t i = 0; i < rules->n_rules && !p.failed; i++) {
		prove(&p, v, rules->rules[i]);
		p.failed |= p.arena.failed || p.tried.failed;
		if (!p.failed)
			each(ctx, &p.counts);
	}
	arena_release(&p.tried);
	arena_release(&p.arena);
	bench_release(&p.bench);
	return !p.failed && !diags->failed;
}
