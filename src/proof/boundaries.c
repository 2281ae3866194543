#include "proof/boundaries.h"

#include "proof/bench.h"
#include "proof/samples.h"

enum { MOST_TRIED = 200000 }; /* assignments tried for one leaf: a few seconds */

/* What a record's verdict may turn on. */
struct subject {
	const struct condition *leaf; /* NULL: a flag of evidence */
	const struct field *field;    /* NULL: the as-of date, or a judgement that nothing records */
	const struct reading_of_rule *reading; /* whose own leaf it is; NULL: the rule's */
	struct span span;
	bool matters[2]; /* some verdict would be another if it never held; if it always did */
	bool cut;	 /* not all records were tried */
	bool run;
};

/* A field of the rule with the few cells by which it is set. */
struct setting {
	const struct field *field;
	struct samples probes;
	size_t n_probes, at; /* `at`: the probe that is chosen */
};

struct proving {
	struct bench bench;
	struct arena arena; /* of one rule */
	struct arena tried; /* of one assignment */
	const struct vocabulary *vocabulary;
	const struct rule *rule;
	const struct kind *kind; /* of the records */
	struct subject *subjects;
	size_t n_subjects, cap_subjects;
	struct setting *settings; /* of `kind` */
	size_t n_settings, cap_settings;
	day *days; /* as-of dates, the usual one and those about the limits that change by date */
	size_t n_days, cap_days, at_day;
	struct rule_boundaries counts;
	bool failed; /* memory, or a record that could not be judged */
};

/* --- what a rule turns on --------------------------------------------------------------------------------------- */

static void add_subject(struct proving *p, struct subject subject)
{
	struct subject *items =
		arena_grow(&p->arena, p->subjects, p->n_subjects, &p->cap_subjects, sizeof *items);
	if (!items)
		return;
	p->subjects = items;
	p->subjects[p->n_subjects++] = subject;
}

static void add_leaves(struct proving *p, const struct condition *c, const struct reading_of_rule *reading)
{
	if (!c || c->op == COND_ALWAYS)
		return;
	for (size_t i = 0; i < c->n; i++)
		add_leaves(p, c->children[i], reading);
	if (c->op == COND_ALL || c->op == COND_ANY || c->op == COND_NOT)
		return;
	if (oracle_knows(c))
		add_subject(p, (struct subject){.leaf = c, .field = c->field, .reading = reading, .span = c->span});
	else
		p->counts.untold++;
}

static void find_subjects(struct proving *p)
{
	const struct rule *rule = p->rule;
	add_leaves(p, rule->where, NULL);
	add_leaves(p, rule->obsolete_if, NULL);
	for (size_t i = 0; i < rule->n_exceptions; i++) {
		const struct exception *e = &rule->exceptions[i];
		add_leaves(p, e->when, NULL);
		for (size_t k = 0; k < e->n_evidence; k++)
			add_subject(p, (struct subject){.field = e->evidence[k], .span = e->span});
	}
	for (size_t i = 0; i < rule->n_readings; i++) {
		add_leaves(p, rule->readings[i].where, &rule->readings[i]);
		add_leaves(p, rule->readings[i].obsolete_if, &rule->readings[i]);
	}
}

/* --- settings --------------------------------------------------------------------------------------------------- */

static struct samples samples_for(struct proving *p)
{
	return (struct samples){.arena = &p->arena, .vocabulary = p->vocabulary, .rule = p->rule, .kind = p->kind};
}

static struct setting *setting_of(struct proving *p, const struct field *field)
{
	for (size_t i = 0; i < p->n_settings; i++)
		if (p->settings[i].field == field)
			return &p->settings[i];
	struct setting *items =
		arena_grow(&p->arena, p->settings, p->n_settings, &p->cap_settings, sizeof *items);
	if (!items)
		return NULL;
	p->settings = items;
	items[p->n_settings] = (struct setting){.field = field, .probes = samples_for(p)};
	return &items[p->n_settings++];
}

static void add_samples(struct samples *s, const struct subject *subject)
{
	if (subject->leaf)
		samples_of_leaf(s, subject->leaf);
	else
		samples_of_flag(s, subject->field);
}

static bool same_meaning(struct arena *a, const struct saying_cell *x, const struct saying_cell *y)
{
	if (x->says != y->says || x->unit != y->unit)
		return false;
	switch (x->says) {
	case SAYS_NUMBER:
		return longhand_cmp(a, x->lo, y->lo) == 0 && longhand_cmp(a, x->hi, y->hi) == 0;
	case SAYS_DAYS:
		return x->first == y->first && x->last == y->last;
	case SAYS_CHOICE:
		return x->choice == y->choice;
	case SAYS_FLAG:
		return x->flag == y->flag;
	case SAYS_TEXT:
		return str_eq(x->model, y->model) && x->close == y->close;
	case SAYS_NOTHING:
	case SAYS_UNKNOWN:
		break;
	}
	return true;
}

/* Only the probes, each meaning once. */
static void keep_probes(struct proving *p, struct setting *s)
{
	for (size_t i = 0; i < s->probes.n; i++) {
		bool keep = s->probes.items[i].probe;
		for (size_t k = 0; keep && k < s->n_probes; k++)
			keep = !same_meaning(&p->arena, &s->probes.items[i].cell, &s->probes.items[k].cell);
		if (keep)
			s->probes.items[s->n_probes++] = s->probes.items[i];
	}
}

static void find_settings(struct proving *p)
{
	p->settings = NULL;
	p->n_settings = p->cap_settings = 0;
	for (size_t i = 0; i < p->n_subjects; i++) {
		struct setting *s = p->subjects[i].field ? setting_of(p, p->subjects[i].field) : NULL;
		if (s)
			add_samples(&s->probes, &p->subjects[i]);
	}
	for (size_t i = 0; i < p->n_settings; i++)
		keep_probes(p, &p->settings[i]);
}

/* --- assignments ------------------------------------------------------------------------------------------------ */

static void add_day(struct proving *p, day d)
{
	day *items = arena_grow(&p->arena, p->days, p->n_days, &p->cap_days, sizeof *items);
	if (!items)
		return;
	p->days = items;
	p->days[p->n_days++] = d;
}

static void find_days(struct proving *p)
{
	day usual = p->rule->pack->horizon;
	if (!p->rule->pack->has_horizon)
		date_from_ymd(&usual, 2015, 12, 31);
	p->days = NULL;
	p->n_days = p->cap_days = 0;
	add_day(p, usual);
	for (size_t i = 0; i < p->n_subjects; i++)
		for (int step = -1; step <= 1 && p->subjects[i].leaf && p->subjects[i].leaf->as_of; step++)
			add_day(p, p->subjects[i].leaf->day + step);
}

/* The cells that are chosen. */
static struct saying_record assigned(struct proving *p, struct arena *a)
{
	struct saying_cell *cells = ARENA_ARRAY(a, p->n_settings, struct saying_cell);
	struct saying_record r = {p->kind, cells, 0, p->days[p->at_day]};
	for (size_t i = 0; cells && i < p->n_settings; i++)
		cells[r.n++] = p->settings[i].probes.items[p->settings[i].at].cell;
	return r;
}

/* The next choice; false behind the last. */
static bool advance(struct proving *p)
{
	for (size_t i = 0; i < p->n_settings; i++) {
		if (++p->settings[i].at < p->settings[i].n_probes)
			return true;
		p->settings[i].at = 0;
	}
	if (++p->at_day < p->n_days)
		return true;
	p->at_day = 0;
	return false;
}

/* How good a choice is, from 0. */
typedef int judge_choice_fn(struct proving *p, struct subject *s);

/* Chooses the cells that are best, and tries on until `enough` says so; 0 where none is any good. */
static int choose(struct proving *p, struct subject *s, judge_choice_fn *judge_choice, int enough)
{
	size_t *best = ARENA_ARRAY(&p->arena, p->n_settings + 1, size_t);
	int most = 0;
	for (size_t i = 0; i < p->n_settings; i++)
		p->settings[i].at = 0;
	p->at_day = 0;
	for (size_t tried = 0; best; tried++) {
		int much = judge_choice(p, s);
		arena_clear(&p->tried);
		for (size_t i = 0; much > most && i < p->n_settings; i++)
			best[i] = p->settings[i].at;
		best[p->n_settings] = much > most ? p->at_day : best[p->n_settings];
		most = much > most ? much : most;
		s->cut |= tried == MOST_TRIED;
		if ((most >= enough && s->matters[false] && s->matters[true]) || s->cut || !advance(p))
			break;
	}
	for (size_t i = 0; best && i < p->n_settings; i++)
		p->settings[i].at = best[i];
	p->at_day = best ? best[p->n_settings] : 0;
	return most;
}

static bool is_unfit(const struct proving *p)
{
	bool unfit = false;
	for (size_t i = 0; i < p->n_settings; i++)
		unfit |= p->settings[i].probes.items[p->settings[i].at].unfit;
	return unfit;
}

/* Does the record say what the leaf asks? Where it does not, a contradiction too leaves the verdict open. */
static bool is_asked(const struct proving *p, const struct subject *s)
{
	enum says says = SAYS_TEXT;
	for (size_t i = 0; i < p->n_settings; i++)
		if (p->settings[i].field == s->field)
			says = p->settings[i].probes.items[p->settings[i].at].cell.says;
	return (says != SAYS_NOTHING && says != SAYS_UNKNOWN) || (s->leaf && s->leaf->op == COND_KNOWN);
}

static bool is_settled(enum rule_verdict v)
{
	return v != RULE_UNDETERMINED && v != RULE_MANUAL;
}

enum { TURNS_BEST = 4 };

/* How much the verdict turns on the subject: 0 not at all; best where one side is obsolete and both are settled. */
static int turns(struct proving *p, struct subject *s)
{
	struct oracle o = {p->vocabulary, &p->tried};
	struct saying_record r = assigned(p, &p->tried);
	struct forced yes = {s->leaf, s->leaf ? NULL : s->field, TRUTH_TRUE}, no = yes;
	no.truth = TRUTH_FALSE;
	enum rule_verdict as_is = oracle_verdict(&o, p->rule, s->reading, &r, NULL);
	enum rule_verdict a = oracle_verdict(&o, p->rule, s->reading, &r, &yes);
	enum rule_verdict b = oracle_verdict(&o, p->rule, s->reading, &r, &no);
	if (is_asked(p, s)) {
		s->matters[true] |= a != as_is;
		s->matters[false] |= b != as_is;
	}
	if (a == b || is_unfit(p))
		return 0;
	return 1 + 2 * (a == RULE_OBSOLETE || b == RULE_OBSOLETE) + (is_settled(a) && is_settled(b));
}

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
		diag_add(p->bench.diags, DIAG_BOUNDARY_FAILED, p->rule->file, at,
			 "{%.*s}: under \"%.*s\" the verdict of \"%.*s\" is \"%s\"; \"%s\" was expected",
			 STR_ARG(buf_str(&b)), STR_ARG(reading->id), STR_ARG(p->rule->id), rule_verdict_name(got),
			 rule_verdict_name(want));
	else
		diag_add(p->bench.diags, DIAG_BOUNDARY_FAILED, p->rule->file, at,
			 "{%.*s}: the verdict of \"%.*s\" is \"%s\"; \"%s\" was expected", STR_ARG(buf_str(&b)),
			 STR_ARG(p->rule->id), rule_verdict_name(got), rule_verdict_name(want));
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

static void run(struct proving *p, const struct saying_record *r, struct span at)
{
	struct oracle o = {p->vocabulary, &p->tried};
	struct test_value *record = ARENA_ARRAY(&p->tried, r->n + 1, struct test_value);
	struct finding found;
	size_t n = 0;
	bool good = true;
	if (record && r->kind)
		record[n++] = (struct test_value){.name = STR("kind"), .text = r->kind->id};
	for (size_t i = 0; record && i < r->n; i++)
		if (r->cells[i].text.p)
			record[n++] = (struct test_value){.name = r->cells[i].field->id, .text = r->cells[i].text};
	if (!record || !bench_judge(&p->bench, &found, NULL, p->rule, record, n, r->as_of)) {
		p->failed = true;
		return;
	}
	for (size_t i = 0; i <= p->rule->n_readings; i++) {
		const struct reading_of_rule *reading = i ? &p->rule->readings[i - 1] : NULL;
		enum rule_verdict want = oracle_verdict(&o, p->rule, reading, r, NULL);
		enum rule_verdict got = found_under(&found, reading);
		if (got != want)
			complain(p, at, record, n, reading, got, want);
		good &= got == want;
	}
	p->counts.run++;
	p->counts.failed += !good;
	arena_clear(&p->tried);
}

/* --- a leaf ----------------------------------------------------------------------------------------------------- */

/* The as-of date about the limit. */
static void run_days(struct proving *p, const struct subject *s)
{
	struct saying_record r = assigned(p, &p->arena);
	for (day d = s->leaf->day - 1; d <= s->leaf->day + 1 && !p->failed; d++) {
		r.as_of = d;
		run(p, &r, s->span);
	}
}

static void run_samples(struct proving *p, const struct subject *s)
{
	struct samples samples = samples_for(p);
	struct saying_record r = assigned(p, &p->arena);
	struct saying_cell *cells = ARENA_ARRAY(&p->arena, r.n, struct saying_cell);
	if (!cells || !r.cells)
		return;
	memcpy(cells, r.cells, r.n * sizeof *cells);
	r.cells = cells;
	add_samples(&samples, s);
	for (size_t i = 0; i < samples.n && !p->failed; i++) {
		if (samples.items[i].unfit)
			continue;
		for (size_t k = 0; k < r.n; k++)
			if (cells[k].field == s->field)
				cells[k] = samples.items[i].cell;
		run(p, &r, s->span);
	}
	if (!s->run) /* each limit's units count once */
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
	struct samples samples = samples_for(p), leap = samples_for(p);
	struct saying_record usual = assigned(p, &p->arena), r = usual;
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

/* Where something turns on it under this kind. */
static void run_subject(struct proving *p, struct subject *s)
{
	if (!choose(p, s, turns, TURNS_BEST))
		return;
	if (s->field)
		run_samples(p, s);
	if (s->field && s->field->from_date && s->leaf->op == COND_COMPARE)
		run_years(p, s);
	else if (!s->field && s->leaf->as_of)
		run_days(p, s);
	s->run = true;
}

/* One that might as well always hold, or never, is a mistake of the rule. */
static void tell_idle(struct proving *p, const struct subject *s)
{
	if (s->cut || (s->matters[false] && s->matters[true]))
		return;
	p->counts.idle++;
	diag_add(p->bench.diags, DIAG_LEAF_IDLE, p->rule->file, s->span,
		 s->matters[false] ? "every verdict of \"%.*s\" would be the same if this always held"
				   : "every verdict of \"%.*s\" would be the same if this never held",
		 STR_ARG(p->rule->id));
}

static void run_subjects(struct proving *p)
{
	const size_t n_kinds = p->rule->n_kinds ? p->rule->n_kinds : 1;
	for (size_t k = 0; k < n_kinds; k++) {
		p->kind = p->rule->n_kinds ? p->rule->kinds[k] : NULL;
		find_settings(p);
		for (size_t i = 0; i < p->n_subjects && !p->failed; i++)
			run_subject(p, &p->subjects[i]);
	}
	for (size_t i = 0; i < p->n_subjects && !p->failed; i++)
		tell_idle(p, &p->subjects[i]);
}

/* --- kinds ------------------------------------------------------------------------------------------------------ */

/* How near the choice comes to a hit. */
static int hits(struct proving *p, struct subject *s)
{
	struct oracle o = {p->vocabulary, &p->tried};
	struct saying_record r = assigned(p, &p->tried);
	(void)s;
	if (is_unfit(p))
		return 0;
	return RULE_NOT_APPLICABLE + 1 - (int)oracle_verdict(&o, p->rule, NULL, &r, NULL);
}

/* Of a kind that cannot have the value, or of which the field does not speak, the cell would say something else. */
static bool is_said_of(const struct saying_cell *c, const struct kind *k)
{
	if (c->field->type != FIELD_ENUM || c->says == SAYS_NOTHING)
		return true;
	return c->says == SAYS_CHOICE && field_concerns(c->field, k) && oracle_choice_fits(c->choice, k);
}

static void run_kind(struct proving *p, const struct kind *k)
{
	struct saying_record r = assigned(p, &p->arena);
	struct saying_cell *cells = ARENA_ARRAY(&p->arena, r.n, struct saying_cell);
	size_t n = 0;
	for (size_t i = 0; cells && i < r.n; i++)
		if (is_said_of(&r.cells[i], k))
			cells[n++] = r.cells[i];
	r.kind = k;
	r.cells = cells;
	r.n = n;
	run(p, &r, p->rule->span);
}

static void run_kinds(struct proving *p)
{
	p->kind = p->rule->n_kinds ? p->rule->kinds[0] : NULL;
	struct subject none = {.matters = {true, true}};
	find_settings(p);
	choose(p, &none, hits, RULE_NOT_APPLICABLE + 1 - RULE_OBSOLETE);
	for (size_t i = 0; i < p->vocabulary->n_kinds && !p->failed; i++)
		run_kind(p, &p->vocabulary->kinds[i]);
}

/* ---------------------------------------------------------------------------------------------------------------- */

static void prove(struct proving *p, const struct rule *rule)
{
	arena_clear(&p->arena);
	p->rule = rule;
	p->subjects = NULL;
	p->n_subjects = p->cap_subjects = 0;
	p->counts = (struct rule_boundaries){.rule = rule};
	if (rule->unresolved || rule->not_loaded.p)
		return;
	find_subjects(p);
	find_days(p);
	if (p->arena.failed)
		return;
	run_subjects(p);
	run_kinds(p);
}

bool boundaries_run(const struct vocabulary *v, const struct ruleset *rules, struct diags *diags,
		    rule_boundaries_fn *each, void *ctx)
{
	struct proving p = {.vocabulary = v};
	bench_init(&p.bench, v, rules, diags);
	arena_init(&p.arena);
	arena_init(&p.tried);
	for (size_t i = 0; i < rules->n_rules && !p.failed; i++) {
		prove(&p, rules->rules[i]);
		p.failed |= p.arena.failed || p.tried.failed;
		if (!p.failed)
			each(ctx, &p.counts);
	}
	arena_release(&p.tried);
	arena_release(&p.arena);
	bench_release(&p.bench);
	return !p.failed && !diags->failed;
}
