#include "proof/grid.h"

#include "base/limits.h"
#include "proof/bench.h"
#include "proof/compare_test.h"
#include "proof/grid_cells.h"
#include "rules/catalogue.h"

/* A cell that stands for all that no condition can tell from it. */
struct tried_cell {
	struct str text; /* STR_NONE: no column */
	struct str key;
};

struct axis {
	const struct field *field;
	struct tried_cell *cells;
	size_t n, at;
};

struct grid {
	struct court *court;
	size_t mutant;
	const struct rule *rules[2]; /* the rule, the mutant */
	struct arena *arena;	     /* of the answer */
	struct arena of_kind;	     /* cells under one kind */
	struct arena tried;	     /* one record */
	struct grid_fields fields;
	struct axis *axes;
	size_t n_axes;
	size_t n_tried;
	struct str *test, *other;
	bool cut, failed;
};

/* --- one record -------------------------------------------------------------------------------------------------- */

static bool judge(struct grid *g, struct finding out[2], const struct item *item, day as_of)
{
	for (size_t i = 0; i < 2; i++)
		if (!court_judge(&out[i], &g->tried, g->court, i ? g->mutant : 0, item, as_of)) {
			g->failed = true;
			return false;
		}
	return true;
}

/* A text that a mapping in one line would take for something else stands in quotes. */
static bool needs_quotes(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (strchr(",:#[]{}\"'&*!|>%@`", text.p[i]))
			return true;
	return !text.n || text.p[0] == '-' || text.p[0] == '?';
}

static void write_record(struct buf *b, const struct test_value *record, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(b, needs_quotes(record[i].text) ? "%s%.*s: \"%.*s\"" : "%s%.*s: %.*s", i ? ", " : "",
			   STR_ARG(record[i].name), STR_ARG(record[i].text));
}

static struct str test_text(struct grid *g, const struct test_value *record, size_t n, day as_of, const struct finding *f)
{
	struct buf b;
	buf_init(&b);
	buf_adds(&b, "{record: {");
	write_record(&b, record, n);
	buf_adds(&b, "}, as_of: ");
	day_write(&b, as_of);
	buf_adds(&b, ", ");
	test_write(&b, &g->tried, f);
	buf_addc(&b, '}');
	struct str text = arena_str(g->arena, buf_str(&b));
	g->failed |= b.failed || !text.p;
	buf_release(&b);
	return text;
}

static struct str finding_text(struct grid *g, const struct finding *f)
{
	struct buf b;
	buf_init(&b);
	test_write(&b, &g->tried, f);
	struct str text = arena_str(g->arena, buf_str(&b));
	g->failed |= b.failed || !text.p;
	buf_release(&b);
	return text;
}

/* Do the two differ over a record that is read as registry cells are? */
static bool record_differs(struct grid *g, struct finding found[2], const struct test_value *record, size_t n, day as_of)
{
	struct item item;
	if (!record_item(&item, &g->tried, g->court->vocabulary, g->rules[0], record, n)) {
		g->failed = true;
		return false;
	}
	return judge(g, found, &item, as_of) && findings_differ(&g->tried, &found[0], &found[1]);
}

/* Leaves out what the difference does not need; how many values are left. */
static size_t shorten(struct grid *g, struct test_value *record, size_t n, day as_of)
{
	for (size_t i = n; i-- > 0 && !g->failed;) {
		struct finding found[2];
		const struct test_value one = record[i];
		memmove(&record[i], &record[i + 1], (n - i - 1) * sizeof *record);
		if (!str_is(one.name, "kind") && record_differs(g, found, record, n - 1, as_of)) {
			n--;
			continue;
		}
		memmove(&record[i + 1], &record[i], (n - i - 1) * sizeof *record);
		record[i] = one;
	}
	return n;
}

/* --- one choice of cells ------------------------------------------------------------------------------------------ */

/* The record as a test would have it: the rule's only kind need not be named. */
static struct test_value *record_of(struct grid *g, size_t *n, const struct kind *kind)
{
	struct test_value *record = ARENA_ARRAY(&g->tried, g->n_axes + 1, struct test_value);
	*n = 0;
	if (record && kind && (g->rules[0]->n_kinds != 1 || kind != g->rules[0]->kinds[0]))
		record[(*n)++] = (struct test_value){.name = STR("kind"), .text = kind->id};
	for (size_t i = 0; record && i < g->n_axes; i++) {
		const struct axis *axis = &g->axes[i];
		if (axis->cells[axis->at].text.p)
			record[(*n)++] = (struct test_value){.name = axis->field->id, .text = axis->cells[axis->at].text};
	}
	return record;
}

/* What differs is written down. */
static bool differs_here(struct grid *g, const struct kind *kind, day as_of)
{
	struct finding found[2];
	size_t n;
	struct test_value *record = record_of(g, &n, kind);
	bool differ = record && record_differs(g, found, record, n, as_of);
	if (differ) {
		n = shorten(g, record, n, as_of);
		differ = record_differs(g, found, record, n, as_of);
	}
	if (differ) {
		*g->test = test_text(g, record, n, as_of, &found[0]);
		*g->other = finding_text(g, &found[1]);
	}
	g->failed |= !record || g->tried.failed;
	arena_clear(&g->tried);
	return differ;
}

/* --- cells that no condition can tell apart ---------------------------------------------------------------------- */

static void note_leaves(struct buf *key, const struct leaf_trace *leaves, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_addc(key, (char)('0' + 2 * leaves[i].truth + leaves[i].presumed));
}

static bool is_of_years(const struct vocabulary *v, const struct field *field)
{
	return v->years && (field == v->years || field == v->years->from_date);
}

/* What the conditions of both rules make of an item that has nothing but this cell. */
static bool note(struct grid *g, struct buf *key, const struct item *item, const struct field *field, day as_of)
{
	const struct value *v = item_value(item, field);
	struct finding found[2];
	if (!judge(g, found, item, as_of))
		return false;
	buf_printf(key, "%u ", item->kind ? item->kind->index : 0);
	for (size_t i = 0; i < 2; i++) {
		const struct program *p = court_on(g->court, as_of);
		buf_addc(key, (char)('0' + found[i].kind));
		note_leaves(key, found[i].leaves, found[i].n_leaves);
		for (size_t k = 0; k < g->rules[i]->n_readings; k++) {
			const struct leaf_trace *leaves;
			size_t n;
			if (!judge_reading(&leaves, &n, &g->tried, p, g->rules[i], k, item))
				return false;
			note_leaves(key, leaves, n);
		}
	}
	buf_addc(key, v && v->n_assumed ? 'a' : '-');
	buf_addc(key, field->type == FIELD_FLAG && v && v->face == FACE_READ && v->flag ? 'f' : '-');
	buf_addc(key, is_of_years(g->court->vocabulary, field) && (!v || face_is_silent(v->face)) ? 's' : '-');
	return !key->failed;
}

static void keep(struct grid *g, struct axis *axis, const struct kind *kind, struct str text, day as_of)
{
	const struct test_value record[] = {{.name = STR("kind"), .text = kind ? kind->id : STR("")},
					    {.name = axis->field->id, .text = text}};
	struct item item;
	struct buf key;
	size_t i = 0;
	if (!record_item(&item, &g->tried, g->court->vocabulary, g->rules[0], record + !kind, (size_t)(!!kind + !!text.p))) {
		g->failed = true;
		return;
	}
	buf_init(&key);
	g->failed |= !note(g, &key, &item, axis->field, as_of);
	while (i < axis->n && !str_eq(axis->cells[i].key, buf_str(&key)))
		i++;
	if (i == axis->n)
		axis->cells[axis->n++] = (struct tried_cell){text, arena_str(&g->of_kind, buf_str(&key))};
	buf_release(&key);
	arena_clear(&g->tried);
}

static void axes_make(struct grid *g, const struct kind *kind, day as_of)
{
	arena_clear(&g->of_kind);
	g->n_axes = g->fields.n;
	g->axes = ARENA_ARRAY(&g->of_kind, g->n_axes, struct axis);
	for (size_t i = 0; g->axes && i < g->n_axes; i++) {
		const struct grid_field *f = &g->fields.items[i];
		struct axis *axis = &g->axes[i];
		axis->field = f->field;
		axis->cells = ARENA_ARRAY(&g->of_kind, f->n, struct tried_cell);
		for (size_t k = 0; axis->cells && !g->failed && k < f->n; k++)
			keep(g, axis, kind, f->cells[k], as_of);
	}
	g->failed |= g->of_kind.failed;
}

/* --- every combination ------------------------------------------------------------------------------------------- */

static bool advance(struct grid *g)
{
	for (size_t i = 0; i < g->n_axes; i++) {
		if (++g->axes[i].at < g->axes[i].n)
			return true;
		g->axes[i].at = 0;
	}
	return false;
}

/* True where a difference was found. */
static bool try_kind(struct grid *g, const struct kind *kind, day as_of)
{
	axes_make(g, kind, as_of);
	while (!g->failed) {
		if (g->n_tried++ >= LIMIT_MUTANT_RECORDS) {
			g->cut = true;
			return false;
		}
		if (differs_here(g, kind, as_of))
			return true;
		if (!advance(g))
			return false;
	}
	return false;
}

/* --- kinds ------------------------------------------------------------------------------------------------------- */

static bool is_near(const struct kind *k, const struct kind *named)
{
	return kind_is(k, named) || kind_is(named, k) || (k->parent && k->parent == named->parent);
}

static bool is_near_any(const struct kind *k, const struct kind *const *kinds, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_near(k, kinds[i]))
			return true;
	return false;
}

/* Named by one of the two, above, below or beside it; or presumed to be one of these. Of any kind: each. */
static bool is_asked(const struct grid *g, const struct kind *k)
{
	bool asked = false;
	for (size_t i = 0; i < 2; i++) {
		const struct rule *r = g->rules[i];
		asked |= (!r->n_kinds && !g->rules[0]->n_kinds) || is_near_any(k, r->kinds, r->n_kinds);
		for (size_t j = 0; j < r->n_readings; j++)
			asked |= is_near_any(k, r->readings[j].kinds, r->readings[j].n_kinds);
	}
	return asked;
}

/* An item that is known by no more is unrecognised: no rule is asked. */
static bool is_unrecognised(const struct vocabulary *v, const struct kind *k)
{
	for (size_t i = 0; k->abstract && i < v->n_presumptions; i++)
		for (size_t j = 0; !v->presumptions[i].field && j < v->presumptions[i].n_kinds; j++)
			if (v->presumptions[i].kinds[j] == k)
				return false;
	return k->abstract;
}

static bool try_kinds(struct grid *g, day as_of)
{
	const struct vocabulary *v = g->court->vocabulary;
	const struct kind *first = g->rules[0]->n_kinds ? g->rules[0]->kinds[0] : NULL;
	bool beyond = false; /* one that neither names, for kinds: [any] */
	g->fields.as_of = as_of;
	if (first && try_kind(g, first, as_of))
		return true;
	for (size_t i = 0; i < v->n_kinds && !g->failed && !g->cut; i++) {
		const struct kind *k = &v->kinds[i];
		bool asked = is_asked(g, k);
		if (k == first || is_unrecognised(v, k) || (!asked && beyond))
			continue;
		beyond |= !asked;
		if (try_kind(g, k, as_of))
			return true;
	}
	return false;
}

/* --- days -------------------------------------------------------------------------------------------------------- */

struct days {
	struct arena *arena;
	day *items;
	size_t n, cap;
};

static void add_day(struct days *d, day one)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->items[i] == one)
			return;
	day *items = arena_grow(d->arena, d->items, d->n, &d->cap, sizeof *items);
	if (!items)
		return;
	d->items = items;
	d->items[d->n++] = one;
}

/* The days on which a list grows, and those behind which its machines may no longer be used. */
static void add_catalogue_days(struct days *d, const struct catalogue *c)
{
	for (size_t i = 0; i < c->n_batches; i++)
		for (int step = -1; step <= 0; step++)
			add_day(d, c->batches[i].announced + step);
	for (size_t i = 0; i < c->n_duties; i++)
		for (size_t k = 0; k < c->duties[i].n_cases; k++)
			for (int step = 0; !c->duties[i].cases[k].at_once && step <= 1; step++)
				add_day(d, c->duties[i].cases[k].by + step);
}

static bool add_leaf_days(void *ctx, const struct condition *leaf)
{
	for (int step = -1; leaf->as_of && step <= 1; step++)
		add_day(ctx, leaf->day + step);
	if (leaf->op == COND_LISTED && leaf->catalogue)
		add_catalogue_days(ctx, leaf->catalogue);
	return true;
}

static bool each_leaf(const struct rule *r, condition_leaf_fn *fn, void *ctx)
{
	bool on = condition_each_leaf(r->where, fn, ctx) && condition_each_leaf(r->obsolete_if, fn, ctx);
	for (size_t i = 0; on && i < r->n_exceptions; i++)
		on = condition_each_leaf(r->exceptions[i].when, fn, ctx);
	for (size_t i = 0; on && i < r->n_readings; i++) {
		const struct reading_of_rule *reading = &r->readings[i];
		on = (!reading->where || condition_each_leaf(reading->where, fn, ctx)) &&
		     (!reading->obsolete_if || condition_each_leaf(reading->obsolete_if, fn, ctx));
	}
	return on;
}

static void add_end_days(struct days *d, const struct force_end *end)
{
	if (!end->set || end->unknown)
		return;
	for (int step = -1; step <= 1; step++) {
		add_day(d, end->date.first + step);
		add_day(d, end->date.last + step);
	}
}

static void add_axis_days(struct days *d, const struct rule *r)
{
	add_end_days(d, &r->from);
	add_end_days(d, &r->to);
	for (int step = -1; r->deadline == DEADLINE_DATE && step <= 1; step++)
		add_day(d, r->deadline_day + step);
}

static day usual_day(const struct rule *rule)
{
	day d = rule->pack->horizon;
	if (!rule->pack->has_horizon)
		date_from_ymd(&d, 2015, 12, 31);
	return d;
}

/* ---------------------------------------------------------------------------------------------------------------- */

static bool is_other(void *ctx, const struct condition *leaf)
{
	return leaf != ctx;
}

/* A list that only one of the two asks, of which a few entries are tried. */
static bool is_shared(void *ctx, const struct condition *leaf)
{
	return leaf->op != COND_LISTED || !each_leaf(ctx, is_other, (void *)leaf);
}

static bool is_untold(const struct grid *g)
{
	bool untold = !each_leaf(g->rules[0], is_shared, (void *)g->rules[1]) ||
		      !each_leaf(g->rules[1], is_shared, (void *)g->rules[0]);
	for (size_t i = 0; i < g->fields.n; i++)
		untold |= g->fields.items[i].untold;
	return untold;
}

static bool try_days(struct grid *g, const struct days *days, bool of_dates)
{
	const struct kind *first = g->rules[0]->n_kinds ? g->rules[0]->kinds[0] : NULL;
	for (size_t i = 0; i < days->n && !g->failed && !g->cut; i++)
		if (of_dates ? try_kind(g, first, days->items[i]) : try_kinds(g, days->items[i]))
			return true;
	return false;
}

enum grid_answer grid_tell(struct court *c, size_t mutant, bool of_dates, struct arena *arena, struct str *test,
			   struct str *other)
{
	struct grid g = {.court = c, .mutant = mutant, .rules = {c->set.rules[0], c->set.rules[mutant]}, .arena = arena};
	struct days days = {.arena = arena};
	g.test = test;
	g.other = other;
	arena_init(&g.of_kind);
	arena_init(&g.tried);
	add_day(&days, usual_day(g.rules[0]));
	g.fields = (struct grid_fields){.arena = arena, .vocabulary = c->vocabulary, .as_of = days.n ? days.items[0] : 0};
	for (size_t i = 0; i < 2; i++) {
		each_leaf(g.rules[i], add_leaf_days, &days);
		if (of_dates)
			add_axis_days(&days, g.rules[i]);
		else
			grid_fields_of_rule(&g.fields, g.rules[i]);
	}
	grid_fields_finish(&g.fields);
	bool differs = !arena->failed && try_days(&g, &days, of_dates);
	enum grid_answer answer = g.failed || arena->failed ? GRID_FAILED
				: differs		    ? GRID_DIFFERS
				: g.cut || is_untold(&g)    ? GRID_CUT : GRID_SAME;
	arena_release(&g.tried);
	arena_release(&g.of_kind);
	return answer;
}
