#include "proof/grid_cells.h"

#include "proof/limit_filed.h"
#include "proof/oracle.h"
#include "proof/pattern_texts.h"
#include "proof/samples.h"
#include "rules/catalogue.h"

static void add(struct grid_fields *f, struct grid_field *to, struct str cell)
{
	for (size_t i = 0; i < to->n; i++)
		if (str_eq(to->cells[i], cell) && !to->cells[i].p == !cell.p)
			return;
	struct str *cells = arena_grow(f->arena, to->cells, to->n, &to->cap, sizeof *cells);
	if (!cells)
		return;
	to->cells = cells;
	to->cells[to->n++] = cell;
}

static struct grid_field *field_of(struct grid_fields *f, const struct field *field)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->items[i].field == field)
			return &f->items[i];
	struct grid_field *items = arena_grow(f->arena, f->items, f->n, &f->cap, sizeof *items);
	if (!items)
		return NULL;
	f->items = items;
	items[f->n] = (struct grid_field){.field = field};
	add(f, &items[f->n], STR_NONE);
	return &items[f->n++];
}


/* --- limits ------------------------------------------------------------------------------------------------------ */

static struct str across(struct arena *a, const struct condition *leaf, struct longhand lo, struct longhand hi,
			 struct str rest)
{
	struct str from = limit_cell(a, leaf, lo, STR("")), to = limit_cell(a, leaf, hi, rest);
	return arena_printf(a, "%.*s~%.*s", STR_ARG(from), STR_ARG(to));
}

static void add_numbers(struct grid_fields *f, struct grid_field *to, const struct condition *leaf)
{
	struct arena *a = f->arena;
	struct limit_filed l = limit_filed_of(a, f->vocabulary, leaf);
	if (!l.number.digits.p)
		return;
	const struct longhand at[] = {l.number, limit_above(a, l.number), limit_below(a, l.number)};
	for (size_t i = 0; i < 3; i++)
		add(f, to, limit_cell(a, leaf, at[i], l.rest));
	add(f, to, across(a, leaf, at[2], at[1], l.rest));
	for (size_t i = 0; l.unit && i < 3; i++) { /* without a unit, in that of the field */
		struct longhand n = longhand_mul(a, at[i], l.multiplier);
		if (leaf->field->default_unit == l.unit)
			add(f, to, longhand_write(a, n));
	}
}

static void add_days(struct grid_fields *f, struct grid_field *to, day first, day last)
{
	struct date d = {first, last, first == last ? DATE_DAY : DATE_YEAR};
	struct buf b;
	buf_init(&b);
	date_write(&b, &d);
	add(f, to, arena_str(f->arena, buf_str(&b)));
	f->arena->failed |= b.failed;
	buf_release(&b);
}

static void add_year(struct grid_fields *f, struct grid_field *to, day within)
{
	int year, month, day_of_month;
	day first, last;
	date_to_ymd(within, &year, &month, &day_of_month);
	if (date_from_ymd(&first, year, 1, 1) && date_from_ymd(&last, year, 12, 31))
		add_days(f, to, first, last);
}

static void add_dates(struct grid_fields *f, struct grid_field *to, const struct condition *leaf)
{
	for (day d = leaf->day - 1; d <= leaf->day + 1; d++)
		add_days(f, to, d, d);
	add_year(f, to, leaf->day - 1);
	add_year(f, to, leaf->day + 1);
}

/* The date from which the years are reckoned, about the anniversary. */
static void add_anniversary(struct grid_fields *f, const struct condition *leaf)
{
	struct grid_field *to = field_of(f, leaf->field->from_date);
	int years, year, month, day_of_month;
	day at;
	date_to_ymd(f->as_of, &year, &month, &day_of_month);
	if (!to || !oracle_years(&years, f->arena, leaf) || !date_from_ymd(&at, year - years, month, day_of_month))
		return;
	for (day d = at - 1; d <= at + 1; d++)
		add_days(f, to, d, d);
	add_year(f, to, at);
}

/* --- what is named ----------------------------------------------------------------------------------------------- */

static void add_values(struct grid_fields *f, struct grid_field *to, const struct condition *leaf)
{
	const struct enumeration *e = leaf->field->enumeration;
	for (size_t i = 0; i < leaf->n_values; i++)
		add(f, to, leaf->values[i]->words.zh);
	for (size_t i = 0; i < e->n_values; i++)
		add(f, to, e->values[i].words.zh);
}

static void add_flags(struct grid_fields *f, struct grid_field *to)
{
	if (f->vocabulary->yes_tokens.n)
		add(f, to, f->vocabulary->yes_tokens.items[0]);
	if (f->vocabulary->no_tokens.n)
		add(f, to, f->vocabulary->no_tokens.items[0]);
}

static void add_models(struct grid_fields *f, struct grid_field *to, const struct condition *leaf, const struct rule *rule)
{
	struct samples s = {.arena = f->arena, .vocabulary = f->vocabulary, .rule = rule};
	samples_of_leaf(&s, leaf);
	for (size_t i = 0; i < s.n; i++)
		add(f, to, s.items[i].cell.text);
}

static void add_texts(struct grid_fields *f, struct grid_field *to, const struct condition *leaf)
{
	struct pattern_texts texts;
	to->untold |= !pattern_texts_make(&texts, f->arena, leaf->pattern);
	for (size_t i = 0; i < texts.n; i++)
		add(f, to, texts.items[i]);
}

/* --- catalogues -------------------------------------------------------------------------------------------------- */

/* One entry of each sort is enough to tell a list from none: of a batch, a duty, a restriction, a kind. */
struct seen_entries {
	const struct catalogue_entry *items[24];
	size_t n;
};

static bool is_like(const struct catalogue_entry *x, const struct catalogue_entry *y)
{
	return x->batch == y->batch && x->duty == y->duty && !x->n_restricts == !y->n_restricts &&
	       (x->n_kinds ? x->kinds[0] : NULL) == (y->n_kinds ? y->kinds[0] : NULL);
}

static bool is_new(struct seen_entries *seen, const struct catalogue_entry *e)
{
	size_t i = 0;
	while (i < seen->n && !is_like(seen->items[i], e))
		i++;
	if (i < seen->n || seen->n == sizeof seen->items / sizeof *seen->items)
		return false;
	seen->items[seen->n++] = e;
	return true;
}

static bool is_for_rule(const struct catalogue_entry *e, const struct rule *rule)
{
	for (size_t i = 0; i < e->n_kinds; i++)
		for (size_t k = 0; k < rule->n_kinds; k++)
			if (kind_is(e->kinds[i], rule->kinds[k]) || kind_is(rule->kinds[k], e->kinds[i]))
				return true;
	return !e->n_kinds || !rule->n_kinds;
}

static void add_condition(struct grid_fields *f, const struct rule *rule, const struct condition *c);

static void add_entries(struct grid_fields *f, const struct field *model, const struct condition *leaf,
			const struct rule *rule)
{
	const struct catalogue *c = leaf->catalogue;
	struct seen_entries seen = {.n = 0};
	for (size_t i = 0; c && i < c->n_entries; i++) {
		const struct catalogue_entry *e = &c->entries[i];
		if (!e->n_names || !is_for_rule(e, rule) || !is_new(&seen, e))
			continue;
		struct grid_field *to = field_of(f, model); /* found anew: others may be added */
		if (to)
			add(f, to, e->names[0].filed);
		for (size_t k = 0; k < e->n_restricts; k++)
			add_condition(f, rule, e->restricts[k]->condition);
		for (size_t k = 0; e->duty && k < e->duty->n_cases; k++)
			add_condition(f, rule, e->duty->cases[k].when);
	}
	struct grid_field *to = field_of(f, model);
	if (to)
		add(f, to, STR("QX7777-5"));
}

/* --- a rule ------------------------------------------------------------------------------------------------------ */

struct leaf_walk {
	struct grid_fields *fields;
	const struct rule *rule;
};

static void add_comparison(struct grid_fields *f, struct grid_field *to, const struct condition *leaf)
{
	if (leaf->field->type == FIELD_DATE)
		add_dates(f, to, leaf);
	else
		add_numbers(f, to, leaf);
	if (leaf->field->from_date)
		add_anniversary(f, leaf);
}

static bool add_leaf(void *ctx, const struct condition *leaf)
{
	const struct leaf_walk *w = ctx;
	struct grid_fields *f = w->fields;
	struct grid_field *to = leaf->field ? field_of(f, leaf->field) : NULL;
	if (!to)
		return true;
	if (leaf->op == COND_COMPARE)
		add_comparison(f, to, leaf);
	else if (leaf->field->type == FIELD_ENUM)
		add_values(f, to, leaf);
	else if (leaf->field->type == FIELD_FLAG)
		add_flags(f, to);
	else if (leaf->op == COND_MODEL)
		add_models(f, to, leaf, w->rule);
	else if (leaf->op == COND_MATCHES)
		add_texts(f, to, leaf);
	else if (leaf->op == COND_LISTED)
		add_entries(f, leaf->field, leaf, w->rule);
	return true;
}

static void add_condition(struct grid_fields *f, const struct rule *rule, const struct condition *c)
{
	if (c)
		condition_each_leaf(c, add_leaf, &(struct leaf_walk){f, rule});
}

/* May it fill a field that is asked, or say that an item is, or is not, of a kind that is named? */
static bool is_of_rule(const struct grid_fields *f, const struct rule *rule, const struct presumption *p)
{
	bool found = false;
	for (size_t i = 0; p->field && i < f->n; i++)
		found |= f->items[i].field == p->field;
	for (size_t i = 0; !p->field && i < rule->n_kinds; i++)
		for (size_t k = 0; k < p->n_kinds; k++)
			found |= kind_is(rule->kinds[i], p->kinds[k]) || kind_is(p->kinds[k], rule->kinds[i]);
	return found;
}

/* What the record must not contradict, for a presumption to be made. */
static void add_fitting(struct grid_fields *f, const struct rule *rule)
{
	const struct vocabulary *v = f->vocabulary;
	for (size_t i = 0; i < v->n_presumptions; i++) {
		const struct presumption *p = &v->presumptions[i];
		struct grid_field *to = p->fits_field && is_of_rule(f, rule, p) ? field_of(f, p->fits_field) : NULL;
		const struct enumeration *e = to ? to->field->enumeration : NULL;
		for (size_t k = 0; e && k < e->n_values; k++)
			add(f, to, e->values[k].words.zh);
	}
}

void grid_fields_of_rule(struct grid_fields *f, const struct rule *rule)
{
	add_condition(f, rule, rule->where);
	add_condition(f, rule, rule->obsolete_if);
	for (size_t i = 0; i < rule->n_exceptions; i++) {
		const struct exception *e = &rule->exceptions[i];
		add_condition(f, rule, e->when);
		for (size_t k = 0; k < e->n_evidence; k++) {
			struct grid_field *to = field_of(f, e->evidence[k]);
			if (to)
				add_flags(f, to);
		}
	}
	for (size_t i = 0; i < rule->n_readings; i++) {
		add_condition(f, rule, rule->readings[i].where);
		add_condition(f, rule, rule->readings[i].obsolete_if);
	}
	add_fitting(f, rule);
}

void grid_fields_finish(struct grid_fields *f)
{
	for (size_t i = 0; i < f->n; i++) {
		struct grid_field *to = &f->items[i];
		if (f->vocabulary->unknown_tokens.n)
			add(f, to, f->vocabulary->unknown_tokens.items[0]);
		if (to->field->type == FIELD_TEXT || to->field->type == FIELD_IDENTIFIER)
			add(f, to, STR("甲乙丙丁"));
	}
}
