#include "screen/lane_plan.h"

#include "text/fold.h"
#include "value/date.h"
#include "vocabulary/known_texts.h"

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
	size_t *n = guard ? &p->plan->n_guards : &p->plan->n_columns;
	struct plan_column *list = guard ? p->plan->guards : p->plan->columns;
	if (*n == PLAN_COLUMNS) {
		p->too_many = true;
		return;
	}
	list[(*n)++] = (struct plan_column){.index = index, .way = way};
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

enum { MILLIONTHS = 1000000 };

static bool to_millionths(int64_t *out, const struct decimal *d)
{
	struct buf b;
	buf_init(&b);
	decimal_write(&b, d);
	bool plain = !b.failed && plain_number(out, buf_str(&b));
	buf_release(&b);
	return plain;
}

static struct str from_millionths(struct arena *a, int64_t n)
{
	return arena_printf(a, "%jd.%06jd", (intmax_t)(n / MILLIONTHS), (intmax_t)(n % MILLIONTHS));
}

static const struct value *read_text(const struct planning *p, const struct plan_column *c, struct str text)
{
	struct cell cell = registry_cell(p->g, p->scratch, c->index, text);
	return cell.text.p ? cell_read(p->scratch, registry_reader(p->g), p->plan->kind, &cell) : NULL;
}

/* As which quantity a plain number of the column is read; false where that cannot be told. */
static bool find_unit(const struct planning *p, const struct plan_column *c, const struct value **out)
{
	static const struct str tries[] = {STR_INIT("1"), STR_INIT("10"), STR_INIT("100"), STR_INIT("1000"), STR_INIT("10000"), STR_INIT("0.1")};
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		const struct value *v = read_text(p, c, tries[i]);
		struct decimal tried;
		if (!v || v->face != FACE_READ || v->field->type != FIELD_QUANTITY)
			continue;
		*out = v;
		return decimal_parse(&tried, p->scratch, tries[i]) == DECIMAL_OK && interval_is_point(&v->quantity.v) &&
		       decimal_cmp(&tried, &v->quantity.v.lo) == 0;
	}
	return false;
}

/* False where the end is no plain number of the unit. */
static bool add_end(const struct planning *p, struct plain_numbers *to, const struct quantity *of, const struct decimal *end, const struct unit *unit)
{
	struct quantity q = {interval_point(*end), of->unit};
	return quantity_in_unit(&q, p->scratch, &q, unit) && to_millionths(&to->limits[to->n++], &q.v.lo);
}

static bool add_range(const struct planning *p, struct plain_numbers *to, const struct quantity *range, const struct unit *unit)
{
	return (range->v.lo_infinite || add_end(p, to, range, &range->v.lo, unit)) &&
	       (range->v.hi_infinite || add_end(p, to, range, &range->v.hi, unit));
}

static bool gather_limits(const struct planning *p, struct plain_numbers *to, const struct value *v)
{
	const struct field *f = v->field;
	const struct unit *unit = v->quantity.unit;
	struct quantity limit;
	size_t n = 0;
	while (asks_limit(&limit, p->plan->asks, f, n))
		n++;
	enum { ENDS = 5 }; /* of what is plausible, of what needs no unit; nought */
	to->limits = ARENA_ARRAY(p->a, n + ENDS, int64_t);
	to->n = 0;
	if (!to->limits)
		return false;
	to->limits[to->n++] = 0;
	for (size_t i = 0; i < n; i++)
		if (!asks_limit(&limit, p->plan->asks, f, i) || !add_end(p, to, &limit, &limit.v.lo, unit))
			return false;
	return (!f->has_plausible || add_range(p, to, &f->plausible, unit)) && (!f->has_without_unit || add_range(p, to, &f->without_unit, unit));
}

static void sort_limits(struct plain_numbers *numbers)
{
	size_t kept = 0;
	for (size_t i = 1; i < numbers->n; i++)
		for (size_t k = i; k && numbers->limits[k] < numbers->limits[k - 1]; k--) {
			int64_t other = numbers->limits[k];
			numbers->limits[k] = numbers->limits[k - 1];
			numbers->limits[k - 1] = other;
		}
	for (size_t i = 0; i < numbers->n; i++)
		if (!i || numbers->limits[i] != numbers->limits[kept - 1])
			numbers->limits[kept++] = numbers->limits[i];
	numbers->n = kept;
}

/* Its classes are the lane's to fill, by plan_sample. */
static void find_numbers(const struct planning *p, struct plan_column *c)
{
	const struct column *column = &p->columns[c->index];
	struct plain_numbers numbers = {.n = 0};
	const struct value *v;
	if (c->way != PLAN_VALUE || column->field->type != FIELD_QUANTITY || !find_unit(p, c, &v) || !gather_limits(p, &numbers, v))
		return;
	sort_limits(&numbers);
	numbers.classes = ARENA_ARRAY(p->a, 2 * numbers.n + 1, uint16_t);
	if (numbers.classes)
		c->numbers = numbers;
}

struct str plan_sample(struct arena *a, const struct plain_numbers *numbers, size_t place)
{
	int64_t limit = numbers->limits[place ? (place - 1) / 2 : 0];
	if (place == 0) /* below nought stands no plain number */
		return STR("0");
	return from_millionths(a, limit + (place % 2 == 0));
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
	for (size_t i = 0; models.known && (found = asks_start(&start, p->scratch, p->plan->asks, f, i)) != ASKS_NO_MORE; i++)
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
	const struct reader *r = registry_reader(p->g);
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
	find_numbers(p, c);
	find_starts(p, c);
	c->dated = c->way == PLAN_VALUE && p->columns[c->index].field->type == FIELD_DATE;
}

bool plan_make(struct plan *out, struct arena *a, struct arena *scratch, const struct program *program, const struct registry *g, size_t kind_column, struct str text)
{
	struct planning p = {.plan = out, .a = a, .scratch = scratch, .v = registry_reader(g)->vocabulary, .g = g, .kind_column = kind_column};
	p.columns = registry_columns(g, &p.n_columns);
	if (!names_plainly(&p, text))
		return false;
	out->kind = p.said.kind;
	for (size_t i = 0; !out->kind && i < p.n_columns; i++)
		add_for_unknown(&p, i);
	if (!out->kind)
		return !p.too_many && !a->failed && !scratch->failed;
	out->asks = asks_new(a, program, out->kind);
	if (!out->asks)
		return false;
	for (size_t i = 0; i < p.n_columns; i++)
		if (is_read(&p.columns[i]))
			add_column(&p, i);
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
static bool find_sizes(bool *out, const struct plan *plan, struct arena *scratch, const struct registry *g, const struct cell *c)
{
	const struct reader *r = registry_reader(g);
	*out = false;
	if (c->field->type != FIELD_MODEL)
		return true;
	return model_is_bare(plan->letters, c->text) || cell_says_sizes(out, scratch, r, plan->kind, c);
}

bool plan_class(struct buf *out, struct arena *scratch, const struct plan *plan, const struct plan_column *c, const struct registry *g, struct str field)
{
	struct cell cell = registry_cell(g, scratch, c->index, field);
	bool sizes;
	if (!cell.text.p || !find_sizes(&sizes, plan, scratch, g, &cell))
		return false;
	if (c->way == PLAN_BARE) {
		buf_addc(out, 'm');
		return !sizes && !out->failed;
	}
	if (c->way == PLAN_TEXT || sizes)
		return add_text(out, field);
	const struct value *v = cell_read(scratch, registry_reader(g), plan->kind, &cell);
	if (!v)
		return false;
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

