#include "proof/grid.h"

#include "base/limits.h"
#include "proof/bench.h"
#include "proof/compare_test.h"
#include "proof/grid_cells.h"
#include "proof/grid_scope.h"

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
	struct grid_scope scope;
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
		for (size_t k = 0; axis->cells && !g->failed && k < f->n; k++, g->n_tried++)
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

/* --- kinds and days ---------------------------------------------------------------------------------------------- */

static bool try_kinds(struct grid *g, day as_of)
{
	const struct vocabulary *v = g->court->vocabulary;
	const struct kind *first = g->rules[0]->n_kinds ? g->rules[0]->kinds[0] : NULL;
	bool beyond = false; /* one that neither names, for kinds: [any] */
	g->fields.as_of = as_of;
	if (first && (g->scope.sort != MUTANT_KINDS || scope_asks_kind(&g->scope, first)) && try_kind(g, first, as_of))
		return true;
	for (size_t i = 0; i < v->n_kinds && !g->failed && !g->cut; i++) {
		const struct kind *k = &v->kinds[i];
		bool asked = scope_asks_kind(&g->scope, k);
		if (k == first || scope_is_unrecognised(&g->scope, k) || (!asked && beyond))
			continue;
		beyond |= !asked;
		if (try_kind(g, k, as_of))
			return true;
	}
	return false;
}

/* ---------------------------------------------------------------------------------------------------------------- */

static bool is_untold(const struct grid *g)
{
	bool untold = scope_lists_are(&g->scope) == LISTS_DIFFER;
	for (size_t i = 0; i < g->fields.n; i++)
		untold |= g->fields.items[i].untold;
	return untold;
}

static bool try_days(struct grid *g)
{
	const struct kind *first = g->rules[0]->n_kinds ? g->rules[0]->kinds[0] : NULL;
	struct grid_days days = {.arena = g->arena};
	scope_days(&days, &g->scope);
	for (size_t i = 0; i < days.n && !g->failed && !g->cut; i++)
		if (g->scope.sort == MUTANT_DATES ? try_kind(g, first, days.items[i]) : try_kinds(g, days.items[i]))
			return true;
	return false;
}

/* The cells of a date are those about the usual day. */
static void fields_make(struct grid *g)
{
	struct grid_days days = {.arena = g->arena};
	scope_days(&days, &g->scope);
	g->fields = (struct grid_fields){
		.arena = g->arena, .vocabulary = g->court->vocabulary, .as_of = days.n ? days.items[0] : 0};
	for (size_t i = 0; i < 2 && g->scope.sort != MUTANT_DATES; i++)
		grid_fields_of_rule(&g->fields, g->rules[i]);
	grid_fields_finish(&g->fields);
}

enum grid_answer grid_tell(struct court *c, size_t mutant, enum mutant_sort sort, struct arena *arena, struct str *test,
			   struct str *other)
{
	struct grid g = {.court = c, .mutant = mutant, .rules = {c->set.rules[0], c->set.rules[mutant]}, .arena = arena};
	g.scope = (struct grid_scope){c->vocabulary, {g.rules[0], g.rules[1]}, sort};
	g.test = test;
	g.other = other;
	if (scope_lists_are(&g.scope) == LISTS_SAME)
		return GRID_SAME;
	arena_init(&g.of_kind);
	arena_init(&g.tried);
	fields_make(&g);
	bool differs = !arena->failed && try_days(&g);
	enum grid_answer answer = g.failed || arena->failed ? GRID_FAILED
				: differs		    ? GRID_DIFFERS
				: g.cut || is_untold(&g)    ? GRID_CUT : GRID_SAME;
	arena_release(&g.tried);
	arena_release(&g.of_kind);
	return answer;
}
