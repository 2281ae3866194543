#include "screen/lane_plan.h"

#include "text/fold.h"
#include "value/date.h"
#include "vocabulary/known_texts.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

/* --- fields that a column may speak of ------------------------------------------------------------------------------ */

/* By the kind of a row and the unit in a cell, a column may be its own field or one that shares its header. */
static bool may_be(const struct column *c, const struct field *f)
{
	/* a unit in the header leaves no doubt */
	const bool sure = c->field->quantity && c->unit.unit && !c->unit_from_title;
	bool is = c->field == f || c->field->from_date == f || f->from_date == c->field;
	for (size_t i = 0; !is && !sure && i < c->field->n_sharing; i++)
		is = c->field->sharing[i] == f;
	return is;
}

static bool may_be_same(const struct column *a, const struct column *b)
{
	bool same = may_be(a, b->field);
	for (size_t i = 0; !same && i < b->field->n_sharing; i++)
		same = may_be(b, b->field->sharing[i]) && may_be(a, b->field->sharing[i]);
	return same;
}

static bool is_asked(const struct asks *asks, const struct column *c)
{
	bool asked = asks_of(asks, c->field);
	for (size_t i = 0; !asked && i < c->field->n_sharing; i++)
		asked = may_be(c, c->field->sharing[i]) && asks_of(asks, c->field->sharing[i]);
	return asked;
}

static bool is_read(const struct column *c)
{
	return c->field && c->field->role != ROLE_REMARK;
}

struct planning {
	struct plan *plan;
	struct arena *a, *scratch;
	const struct vocabulary *v;
	const struct registry *g;
	const struct column *columns;
	size_t n_columns, kind_column;
	struct naming said;
	bool too_many;
};

/* Does the product's column, or the text that names the kind, speak of what the column may be? */
static bool is_said_elsewhere(const struct planning *p, const struct column *c)
{
	for (size_t i = 0; i < p->said.n_values; i++)
		if (may_be(c, p->said.values[i].field))
			return true;
	if ((p->said.nominal && may_be(c, p->said.nominal->field)) || (p->said.model.p && c->field->type == FIELD_MODEL))
		return true;
	for (size_t i = 0; i < p->n_columns; i++) {
		const struct column *other = &p->columns[i];
		if (other == c || !is_read(other))
			continue;
		if (may_be_same(c, other) || (other->field->role == ROLE_PRODUCT && c->field->from_product))
			return true;
	}
	return false;
}

/* --- what a kind may become ------------------------------------------------------------------------------------------- */

static bool has_below(const struct vocabulary *v, const struct kind *k)
{
	for (size_t i = 0; i < v->n_kinds; i++)
		if (v->kinds[i].parent == k)
			return true;
	return false;
}

/* Can a value say that the thing is another, or one below? */
static bool may_change(const struct vocabulary *v, const struct kind *k)
{
	return has_below(v, k) || (k->parent && !k->parent->abstract);
}

static bool product_speaks(const struct planning *p)
{
	for (size_t f = 0; f < p->v->n_fields; f++)
		for (size_t k = 0; p->v->fields[f].from_product && k < p->v->n_kinds; k++)
			if (kind_is(&p->v->kinds[k], p->plan->kind) && field_concerns(&p->v->fields[f], &p->v->kinds[k]))
				return true;
	return false;
}

/* --- columns ---------------------------------------------------------------------------------------------------------- */

static void add(struct planning *p, size_t index, enum plan_way way)
{
	bool guard = way == PLAN_FILLED || way == PLAN_NO_SUM || way == PLAN_BARE;
	uint32_t *n = guard ? &p->plan->n_guards : &p->plan->n_columns;
	struct plan_column *list = guard ? p->plan->guards : p->plan->columns;
	if (*n == PLAN_COLUMNS) {
		p->too_many = true;
		return;
	}
	list[(*n)++] = (struct plan_column){.index = index, .way = way, .rules = ASKS_EVERY, .must = true};
}

/* Of a column that only rules ask for, which. */
static uint64_t rules_for(const struct asks *asks, const struct column *c)
{
	uint64_t rules = asks_rules_of(asks, c->field);
	for (size_t i = 0; i < c->field->n_sharing; i++)
		if (may_be(c, c->field->sharing[i]))
			rules |= asks_rules_of(asks, c->field->sharing[i]);
	return rules;
}

/* By its text, where it matters to the books or to a rule. */
static void add_scoped(struct planning *p, size_t i, bool matters)
{
	if (matters || (p->plan->asks && is_asked(p->plan->asks, &p->columns[i])))
		add(p, i, PLAN_TEXT);
}

/* Of the equipment itself, by what is asked of it. */
static void add_of_equipment(struct planning *p, size_t i)
{
	const struct column *c = &p->columns[i];
	const struct asks *asks = p->plan->asks;
	bool changes = c->field->type == FIELD_ENUM && may_change(p->v, p->plan->kind);
	bool model = c->field->type == FIELD_MODEL;
	if (model && !is_asked(asks, c))
		add(p, i, PLAN_BARE);
	else if (changes || is_asked(asks, c))
		add(p, i, is_said_elsewhere(p, c) ? PLAN_TEXT : PLAN_VALUE);
	if (changes || !is_asked(asks, c) || p->too_many)
		return;
	struct plan_column *added = &p->plan->columns[p->plan->n_columns - 1];
	added->rules = rules_for(asks, c);
	added->must = added->rules == ASKS_EVERY;
	added->excludes = added->way == PLAN_VALUE && c->field->type == FIELD_ENUM && c->field->n_sharing == 0;
}

static void add_column(struct planning *p, size_t i)
{
	const struct column *c = &p->columns[i];
	switch (c->field->role) {
	case ROLE_ENTERPRISE:
		add(p, i, PLAN_FILLED);
		break;
	case ROLE_REGION:
		add_scoped(p, i, p->plan->scope.regions);
		break;
	case ROLE_STATUS:
		add_scoped(p, i, p->plan->scope.statuses);
		break;
	case ROLE_COUNT:
		add(p, i, PLAN_TEXT);
		break;
	case ROLE_PRODUCT:
		if (product_speaks(p))
			add(p, i, PLAN_TEXT);
		break;
	case ROLE_NONE:
		add_of_equipment(p, i);
		break;
	case ROLE_FOLLOW_UP:
	case ROLE_KEY:
	case ROLE_CREDIT_CODE:
		if (is_asked(p->plan->asks, c))
			add(p, i, PLAN_TEXT);
		break;
	case ROLE_KIND:
	case ROLE_REMARK:
		break;
	}
}

/* --- numbers ------------------------------------------------------------------------------------------------------------ */

static bool to_millionths(int64_t *out, const struct decimal *d)
{
	struct buf b;
	buf_init(&b);
	decimal_write(&b, d);
	bool plain = !b.failed && plain_number(out, buf_str(&b));
	buf_release(&b);
	return plain;
}

/* What a column's numbers of one form are in: the unit, and how many of it one that is written is. */
struct numbering {
	const struct plan *plan;
	const struct plan_column *c;
	const struct registry *g;
	struct arena *a, *scratch;
	const struct value *like; /* one that was read */
	struct decimal one_over;  /* of the unit is so much as written */
	struct plain_numbers *to;
};

static const struct value *read_text(const struct numbering *n, struct str text)
{
	struct cell cell = registry_cell(n->g, n->scratch, n->c->index, text);
	return cell.text.p ? cell_read(n->scratch, n->plan->reader, n->plan->kind, &cell) : NULL;
}

/* Is what was read so many times what was written? */
static bool is_times(struct arena *a, const struct decimal *read, const struct decimal *written, const struct decimal *times)
{
	struct decimal product;
	return decimal_mul(&product, a, written, times) == DECIMAL_OK && decimal_cmp(read, &product) == 0;
}

/* Powers of ten, and what one over each is. */
static const struct {
	struct str times, one_over;
} powers[] = {
	{STR_INIT("1"), STR_INIT("1")},		  {STR_INIT("10000"), STR_INIT("0.0001")},	{STR_INIT("1000"), STR_INIT("0.001")},
	{STR_INIT("10"), STR_INIT("0.1")},	  {STR_INIT("100"), STR_INIT("0.01")},		{STR_INIT("1000000"), STR_INIT("0.000001")},
	{STR_INIT("0.001"), STR_INIT("1000")},	  {STR_INIT("0.1"), STR_INIT("10")},		{STR_INIT("0.01"), STR_INIT("100")},
	{STR_INIT("0.0001"), STR_INIT("10000")},  {STR_INIT("0.000001"), STR_INIT("1000000")}, {STR_INIT("100000000"), STR_INIT("0.00000001")},
};

static bool try_one(struct numbering *n, size_t *power, struct str text, const struct decimal *written)
{
	const struct value *v = text.p ? read_text(n, text) : NULL;
	struct decimal times;
	if (!v || v->face != FACE_READ)
		return !text.p || v;
	if (v->field->type != FIELD_QUANTITY || !interval_is_point(&v->quantity.v) ||
	    (n->like && (n->like->field != v->field || n->like->quantity.unit != v->quantity.unit)))
		return false;
	const size_t count = sizeof powers / sizeof *powers;
	for (size_t i = n->like ? *power : 0; i < (n->like ? *power + 1 : count); i++) {
		if (decimal_parse(&times, n->scratch, powers[i].times) != DECIMAL_OK || !is_times(n->scratch, &v->quantity.v.lo, written, &times))
			continue;
		*power = i;
		n->like = v;
		return true;
	}
	return false;
}

/* As which quantity numbers so written are read: the same multiple of each that can be read. */
static bool find_unit(struct numbering *n)
{
	static const uint64_t tries[] = {1, 10, 100, 1000, 10000, 100000, 1234, 98765};
	const struct number_form *form = &n->to->form;
	struct decimal tenth;
	size_t power = 0;
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		const struct decimal written = decimal_from_int((int64_t)tries[i]);
		if (!try_one(n, &power, number_write(n->scratch, form, tries[i]), &written))
			return false;
	}
	return decimal_parse(&tenth, n->scratch, STR("0.1")) == DECIMAL_OK && try_one(n, &power, number_write_tenth(n->scratch, form), &tenth) && n->like &&
	       decimal_parse(&n->one_over, n->scratch, powers[power].one_over) == DECIMAL_OK;
}

/* False where the end is no plain number as it would be written. */
static bool add_end(struct numbering *n, const struct quantity *of, const struct decimal *end)
{
	struct quantity q = {interval_point(*end), of->unit};
	struct decimal written;
	return quantity_in_unit(&q, n->scratch, &q, n->like->quantity.unit) && decimal_mul(&written, n->scratch, &q.v.lo, &n->one_over) == DECIMAL_OK &&
	       to_millionths(&n->to->limits[n->to->n++], &written);
}

static bool add_range(struct numbering *n, const struct quantity *range)
{
	return (range->v.lo_infinite || add_end(n, range, &range->v.lo)) && (range->v.hi_infinite || add_end(n, range, &range->v.hi));
}

static bool gather_limits(struct numbering *n)
{
	const struct field *f = n->like->field;
	const struct asks *asks = n->plan->asks;
	struct plain_numbers *to = n->to;
	struct quantity limit;
	size_t count = 0;
	while (asks_limit(&limit, asks, f, count))
		count++;
	enum { ENDS = 5 }; /* of what is plausible, of what needs no unit; nought */
	to->limits = ARENA_ARRAY(n->a, count + ENDS, int64_t);
	if (!to->limits)
		return false;
	to->limits[to->n++] = 0;
	for (size_t i = 0; i < count; i++)
		if (!asks_limit(&limit, asks, f, i) || !add_end(n, &limit, &limit.v.lo))
			return false;
	return (!f->has_plausible || add_range(n, &f->plausible)) && (!f->has_without_unit || add_range(n, &f->without_unit));
}

static int by_limit(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static void sort_limits(struct plain_numbers *numbers)
{
	size_t kept = 0;
	qsort(numbers->limits, numbers->n, sizeof *numbers->limits, by_limit);
	for (size_t i = 0; i < numbers->n; i++)
		if (!i || numbers->limits[i] != numbers->limits[kept - 1])
			numbers->limits[kept++] = numbers->limits[i];
	numbers->n = kept;
}

struct plain_numbers *plan_numbers(struct arena *a, struct arena *scratch, const struct plan *plan, const struct plan_column *c, const struct registry *g, const struct number_form *form)
{
	struct plain_numbers *out = ARENA_NEW(a, struct plain_numbers);
	struct numbering n = {.plan = plan, .c = c, .g = g, .a = a, .scratch = scratch, .to = out};
	if (!out)
		return NULL;
	out->form = (struct number_form){arena_str(a, form->prefix), arena_str(a, form->suffix), form->thousands, form->full_width};
	if (!find_unit(&n) || !gather_limits(&n)) {
		out->n = 0;
		return a->failed ? NULL : out;
	}
	sort_limits(out);
	out->classes = arena_array(a, 2 * out->n + 1, sizeof *out->classes);
	for (size_t i = 0; out->classes && i < 2 * out->n + 1; i++)
		atomic_init(&out->classes[i], CLASS_UNASKED);
	return a->failed ? NULL : out;
}

/* --- models ------------------------------------------------------------------------------------------------------------- */

/* Where every condition on the model is a pattern with a beginning of its own. */
static void find_starts(const struct planning *p, struct plan_column *c)
{
	const struct field *f = p->columns[c->index].field;
	struct plain_models models = {.known = true};
	struct str start;
	enum asks_start found;
	if (c->way != PLAN_VALUE || f->type != FIELD_MODEL)
		return;
	for (size_t i = 0; models.known && (found = asks_start(&start, p->plan->asks, f, i)) != ASKS_NO_MORE; i++)
		models.known = found == ASKS_START && plain_models_add(&models, p->a, start);
	c->models = models;
}

/* --- dates --------------------------------------------------------------------------------------------------------------- */

enum { FIRST_YEAR = 1900, LAST_YEAR = 2100, YEARS = 5 };

struct dating {
	struct arena *a;
	plan_class_fn *class_of;
	void *ctx;
	day *seeds;
	size_t n_seeds;
	struct plain_days *out;
	size_t cap_from, cap_classes;
	bool failed;
};

static uint16_t class_at(struct dating *d, day at)
{
	char text[16];
	int year, month, of_month;
	uint16_t class = 0;
	date_to_ymd(at, &year, &month, &of_month);
	const int n = snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, of_month);
	d->failed |= !d->class_of(d->ctx, &class, (struct str){text, (size_t)n});
	return class;
}

static void add_days(struct dating *d, day from, uint16_t class)
{
	int year, month, of_month;
	size_t n = d->out->n, cap = d->cap_from;
	date_to_ymd(from, &year, &month, &of_month);
	d->out->from = arena_grow(d->a, d->out->from, n, &d->cap_from, sizeof *d->out->from);
	d->out->classes = arena_grow(d->a, d->out->classes, n, &cap, sizeof *d->out->classes);
	d->failed |= !d->out->from || !d->out->classes;
	if (d->failed)
		return;
	d->out->from[n] = year * 512 + month * 32 + of_month;
	d->out->classes[n] = class;
	d->out->n++;
}

/* Between two days of different classes, however many changes there are: each is closed in on from where the class is another. */
static void close_in(struct dating *d, day from, uint16_t class_from, day to, uint16_t class_to)
{
	if (class_from == class_to || d->failed)
		return;
	if (to - from == 1) {
		add_days(d, to, class_to);
		return;
	}
	const day middle = from + (to - from) / 2;
	const uint16_t class = class_at(d, middle);
	close_in(d, from, class_from, middle, class);
	close_in(d, middle, class, to, class_to);
}

static int by_day(const void *a, const void *b)
{
	const day *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* Days at which something may change, and some between: what changes twice between two of them does so at a day that rules name. */
static bool find_seeds(struct dating *d, const struct plan *plan, const struct field *f)
{
	size_t n = 0, cap = 0;
	day one;
	for (int year = FIRST_YEAR; year <= LAST_YEAR; year += YEARS) {
		d->seeds = arena_grow(d->a, d->seeds, n, &cap, sizeof *d->seeds);
		if (!d->seeds || !date_from_ymd(&d->seeds[n++], year, 1, 1))
			return false;
	}
	const day first = d->seeds[0], last = d->seeds[n - 1];
	for (size_t i = 0; asks_day(&one, plan->asks, f, i); i++)
		for (day k = one - 1; k <= one + 1; k++) {
			if (k <= first || k >= last)
				continue;
			d->seeds = arena_grow(d->a, d->seeds, n, &cap, sizeof *d->seeds);
			if (!d->seeds)
				return false;
			d->seeds[n++] = k;
		}
	qsort(d->seeds, n, sizeof *d->seeds, by_day);
	d->n_seeds = n;
	return true;
}

struct plain_days *plan_days(struct arena *a, const struct plan *plan, const struct plan_column *c, const struct registry *g, plan_class_fn *class_of, void *ctx)
{
	size_t n;
	struct dating d = {.a = a, .class_of = class_of, .ctx = ctx, .out = ARENA_NEW(a, struct plain_days)};
	if (!d.out || !find_seeds(&d, plan, registry_columns(g, &n)[c->index].field))
		return NULL;
	uint16_t class = class_at(&d, d.seeds[0]);
	add_days(&d, d.seeds[0], class);
	for (size_t i = 1; i < d.n_seeds; i++) {
		const uint16_t next = d.seeds[i] == d.seeds[i - 1] ? class : class_at(&d, d.seeds[i]);
		close_in(&d, d.seeds[i - 1], class, d.seeds[i], next);
		class = next;
	}
	add_days(&d, d.seeds[d.n_seeds - 1] + 1, class);
	return d.failed ? NULL : d.out;
}

/* --- plans --------------------------------------------------------------------------------------------------------------- */

/* Might it be the header again, a note, a sub-total? */
static bool may_be_skipped(const struct planning *p, struct str text)
{
	const struct vocabulary *v = p->v;
	const struct str key = fold_key(p->scratch, text);
	struct sum_ends ends;
	sum_ends_find(&ends, v);
	bool may = !key.p || str_eq(key, p->columns[p->kind_column].key) || !is_no_sum(&ends, text);
	for (size_t i = 0; i < v->note_starts.n && !may; i++)
		may = str_starts(key, v->note_starts.items[i]);
	return may;
}

/* A name of one kind and no more: no size, no count, no years. Or nothing that is known: then p->said has no kind. */
static bool names_plainly(struct planning *p, struct str text)
{
	const struct reader *r = p->plan->reader;
	struct value v;
	bool nothing = false;
	struct cell cell = registry_cell(p->g, p->scratch, p->kind_column, text);
	if (!cell.text.p || str_has(cell.text, STR("年")))
		return false;
	value_read(&v, p->scratch, r, cell.field, NULL, cell.unit, cell.text);
	if (v.face != FACE_READ || !known_naming(&p->said, p->scratch, r, cell.text))
		return false;
	if (!p->said.kind)
		return cell_names_nothing(&nothing, p->scratch, r, &cell) && nothing && !may_be_skipped(p, cell.text);
	return !p->said.general && !p->said.problem.en.p && !p->said.label.p && !p->said.kind->abstract;
}

/* Of a row that is unrecognised, who, where and in which state; and that it is no sub-total, for which its first cell speaks too. */
static void add_for_unknown(struct planning *p, size_t i)
{
	switch (p->columns[i].field ? p->columns[i].field->role : ROLE_REMARK) {
	case ROLE_ENTERPRISE:
	case ROLE_KEY:
		add(p, i, PLAN_NO_SUM);
		break;
	case ROLE_REGION:
		add(p, i, PLAN_NO_SUM);
		add_scoped(p, i, p->plan->scope.regions);
		break;
	case ROLE_STATUS:
		add_scoped(p, i, p->plan->scope.statuses);
		break;
	case ROLE_KIND:
	case ROLE_NONE:
	case ROLE_COUNT:
	case ROLE_FOLLOW_UP:
	case ROLE_PRODUCT:
	case ROLE_CREDIT_CODE:
	case ROLE_REMARK:
		if (i == 0)
			add(p, i, PLAN_NO_SUM);
		break;
	}
}

/* Ways to tell its plain cells apart. */
static void find_plain(const struct planning *p, struct plan_column *c)
{
	find_starts(p, c);
	c->measured = c->way == PLAN_VALUE && p->columns[c->index].field->type == FIELD_QUANTITY;
	c->dated = c->way == PLAN_VALUE && p->columns[c->index].field->type == FIELD_DATE;
	if (c->measured)
		c->forms = arena_array(p->a, PLAN_FORMS, sizeof *c->forms);
}

/* Those that may make it unnecessary to look at others come first. */
static void put_first(struct plan *plan)
{
	size_t n = 0;
	for (size_t i = 0; i < plan->n_columns; i++) {
		struct plan_column c = plan->columns[i];
		if (!c.excludes)
			continue;
		for (size_t k = i; k > n; k--)
			plan->columns[k] = plan->columns[k - 1];
		plan->columns[n++] = c;
	}
}

/* NULL when memory is exhausted. */
static const struct asks *asks_for(struct known_asks *known, const struct program *program, const struct vocabulary *v, const struct kind *kind)
{
	if (!known->of)
		known->of = ARENA_ARRAY(known->arena, v->n_kinds, const struct asks *);
	if (known->of && !known->of[kind->index])
		known->of[kind->index] = asks_new(known->arena, program, kind);
	return known->of ? known->of[kind->index] : NULL;
}

bool plan_make(struct plan *out, struct arena *a, struct arena *scratch, const struct program *program, const struct registry *g, size_t kind_column, struct str text)
{
	struct planning p = {.plan = out, .a = a, .scratch = scratch, .v = out->reader->vocabulary, .g = g, .kind_column = kind_column};
	p.columns = registry_columns(g, &p.n_columns);
	if (!names_plainly(&p, text))
		return false;
	out->kind = p.said.kind;
	for (size_t i = 0; !out->kind && i < p.n_columns; i++)
		add_for_unknown(&p, i);
	if (!out->kind)
		return !p.too_many && !a->failed && !scratch->failed;
	out->asks = asks_for(out->known, program, p.v, out->kind);
	if (!out->asks)
		return false;
	for (size_t i = 0; i < p.n_columns; i++)
		if (is_read(&p.columns[i]))
			add_column(&p, i);
	put_first(out);
	for (size_t i = 0; i < out->n_columns; i++)
		find_plain(&p, &out->columns[i]);
	return !p.too_many && !a->failed && !scratch->failed;
}

/* --- classes ------------------------------------------------------------------------------------------------------------- */

/* A word that says nothing of the kind, and of which no rule asks. */
static bool is_idle(const struct plan *plan, const struct value *v)
{
	if (v->field->type != FIELD_ENUM || asks_of(plan->asks, v->field))
		return false;
	return v->face == FACE_READ ? v->choice->n_kinds == 0 : v->face != FACE_UNLISTED || !v->choice;
}

static bool add_text(struct buf *out, struct str field)
{
	buf_addc(out, 'x');
	buf_add(out, field);
	return !out->failed;
}

/* A model's column may hold what the reader takes for sizes, or for a type name that stands for one; what looks like a mere model is not asked. */
static bool find_sizes(bool *out, const struct plan *plan, struct arena *scratch, const struct cell *c)
{
	const struct reader *r = plan->reader;
	*out = false;
	if (c->field->type != FIELD_MODEL)
		return true;
	return model_is_bare(plan->letters, c->text) || cell_says_sizes(out, scratch, r, plan->kind, c);
}

bool plan_class(struct buf *out, uint64_t *excluded, struct arena *scratch, const struct plan *plan, const struct plan_column *c, const struct registry *g, struct str field)
{
	struct cell cell = registry_cell(g, scratch, c->index, field);
	bool sizes;
	*excluded = 0;
	if (!cell.text.p || !find_sizes(&sizes, plan, scratch, &cell))
		return false;
	if (c->way == PLAN_BARE) {
		buf_addc(out, 'm');
		return !sizes && !out->failed;
	}
	if (c->way == PLAN_TEXT || sizes)
		return add_text(out, field);
	const struct value *v = cell_read(scratch, plan->reader, plan->kind, &cell);
	if (!v)
		return false;
	if (c->excludes) {
		*excluded = asks_excluded(plan->asks, scratch, v);
		buf_printf(out, "%u/", (unsigned)plan->number); /* what it excludes is of this plan's rules */
	}
	buf_printf(out, "%u:", (unsigned)v->field->index);
	if (is_idle(plan, v))
		return !out->failed;
	return asks_class(out, plan->asks, scratch, v);
}

/* --- sub-totals ------------------------------------------------------------------------------------------------------------- */

/* The bytes of the last character. */
static size_t last_character(struct str s)
{
	size_t n = 1;
	while (n < s.n && ((unsigned char)s.p[s.n - n] & 0xC0) == 0x80)
		n++;
	return n;
}

static void add_end_of(struct sum_ends *out, struct str word)
{
	struct str end = word.n ? str_sub(word, word.n - last_character(word), word.n) : STR_NONE;
	for (size_t i = 0; i < out->n; i++)
		if (str_eq(out->ends[i], end))
			return;
	if (end.n && out->n < sizeof out->ends / sizeof *out->ends)
		out->ends[out->n++] = end;
}

void sum_ends_find(struct sum_ends *out, const struct vocabulary *v)
{
	*out = (struct sum_ends){.n = 0};
	add_end_of(out, STR("小计"));
	for (size_t i = 0; i < v->subtotal_tokens.n; i++)
		add_end_of(out, v->subtotal_tokens.items[i]);
}

bool is_no_sum(const struct sum_ends *ends, struct str text)
{
	if (!text.n)
		return false;
	const unsigned char last = (unsigned char)text.p[text.n - 1];
	if (last >= '0' && last <= '9')
		return true;
	/* U+4E00 to U+9FFF, which stay what they are when texts are folded */
	const bool chinese = text.n >= 3 && last >= 0x80 && (unsigned char)text.p[text.n - 3] >= 0xE4 && (unsigned char)text.p[text.n - 3] <= 0xE9;
	bool sum = ends->n == sizeof ends->ends / sizeof *ends->ends; /* too many to tell */
	for (size_t i = 0; i < ends->n; i++)
		sum |= str_ends(text, ends->ends[i]);
	return chinese && !sum;
}

