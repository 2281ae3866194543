/* Cells as a rule's own test would write them. */
#include "proof/cells.h"

static bool is_measure(const struct variable *v)
{
	return v->n_limits > 0;
}

static bool is_date(const struct variable *v)
{
	return v->leaf->as_of || v->leaf->field->type == FIELD_DATE;
}

static bool is_whole(const struct variable *v)
{
	return is_date(v) || v->leaf->field->type == FIELD_INTEGER;
}

static void whole_write(struct buf *out, const struct variable *v, int64_t whole)
{
	if (is_date(v))
		day_write(out, (day)whole);
	else
		buf_printf(out, "%lld", (long long)whole);
}

/* Nothing where memory is exhausted or a unit's factor has no finite form: the record then lacks the value. */
static struct decimal number_of(const struct limit *l, const struct variable *v)
{
	return v->leaf->field->type == FIELD_RATIO ? l->number : l->quantity.v.lo;
}

/* In the middle of the gap before limit i; both ends in the unit of the limit. */
static struct decimal number_between(struct problem *p, const struct variable *v, size_t i)
{
	static const struct decimal half = {.digits = 5, .scale = 1};
	const struct unit *unit = v->limits[i].quantity.unit;
	struct decimal lo = decimal_from_int(0), hi = number_of(&v->limits[i], v), sum = hi;
	struct quantity before;
	if (i > 0 && v->leaf->field->type == FIELD_RATIO)
		lo = v->limits[i - 1].number;
	else if (i > 0 && quantity_in_unit(&before, p->arena, &v->limits[i - 1].quantity, unit))
		lo = before.v.lo;
	if (decimal_add(&sum, p->arena, &lo, &hi) != DECIMAL_OK || decimal_mul(&sum, p->arena, &sum, &half) != DECIMAL_OK)
		return hi;
	return sum;
}

static struct decimal number_above(struct problem *p, struct decimal last)
{
	struct decimal one = decimal_from_int(1), sum;
	return decimal_add(&sum, p->arena, &last, &one) == DECIMAL_OK ? sum : last;
}

static void number_write(struct buf *out, struct problem *p, const struct variable *v, size_t position)
{
	size_t i = position / 2, at = i < v->n_limits ? i : v->n_limits - 1;
	const struct unit *unit = v->limits[at].quantity.unit;
	struct decimal n = number_of(&v->limits[at], v);
	if (position % 2 == 0)
		n = i < v->n_limits ? number_between(p, v, i) : number_above(p, n);
	if (v->leaf->field->type == FIELD_RATIO)
		buf_adds(out, "1:");
	decimal_write(out, &n);
	if (v->leaf->field->type == FIELD_QUANTITY)
		buf_printf(out, " %.*s", STR_ARG(unit->id));
}

/* The first whole of a position and the last; what has no end is its other end. */
static void wholes_of(int64_t *first, int64_t *last, const struct variable *v, size_t position)
{
	size_t i = position / 2;
	bool gap = position % 2 == 0;
	*first = i > 0 && gap ? v->limits[i - 1].whole + 1 : 0;
	*last = i < v->n_limits ? v->limits[i].whole - gap : 0;
	if (!gap)
		*first = *last;
	else if (i == 0)
		*first = *last;
	else if (i == v->n_limits)
		*last = *first;
}

static void value_write_cell(struct buf *out, struct problem *p, const struct variable *v, const struct slot *c)
{
	int64_t first, last;
	if (c->choice) {
		buf_add(out, c->choice->id);
	} else if (c->model.p) {
		buf_add(out, c->model);
	} else if (!is_measure(v)) {
		buf_adds(out, c->bits ? "是" : "否");
	} else if (is_whole(v)) {
		wholes_of(&first, &last, v, c->position);
		whole_write(out, v, first);
	} else {
		number_write(out, p, v, c->position);
	}
}

void problem_write_record(struct buf *out, struct problem *p)
{
	const char *between = "";
	for (size_t i = 0; i < p->n_variables; i++) {
		const struct variable *v = &p->variables[i];
		const struct slot *c = &v->cells[v->at];
		if (!c->valued || (!v->leaf->as_of && !v->leaf->field))
			continue;
		struct str name = v->leaf->as_of ? STR("as_of") : v->leaf->field->id;
		buf_printf(out, "%s%.*s: ", between, STR_ARG(name));
		value_write_cell(out, p, v, c);
		between = ", ";
	}
}

static void wholes_write(struct buf *out, const struct variable *v, size_t first, size_t last)
{
	int64_t from, to, other;
	wholes_of(&from, &other, v, first);
	wholes_of(&other, &to, v, last);
	whole_write(out, v, from);
	if (to == from)
		return;
	buf_adds(out, " - ");
	whole_write(out, v, to);
}

void positions_write(struct buf *out, struct problem *p, const struct variable *v, size_t first, size_t last)
{
	struct quantity q = {.unit = v->limits[0].quantity.unit};
	if (is_whole(v)) {
		wholes_write(out, v, first, last);
		return;
	}
	size_t lo = first % 2 ? first / 2 : first / 2 - 1, hi = last / 2;
	q.v.lo_open = first % 2 == 0;
	q.v.hi_open = last % 2 == 0;
	q.v.lo_infinite = first == 0;
	q.v.hi_infinite = hi == v->n_limits;
	if (!q.v.hi_infinite) {
		q.v.hi = number_of(&v->limits[hi], v);
		q.unit = v->limits[hi].quantity.unit;
	}
	if (!q.v.lo_infinite) {
		struct quantity from;
		q.v.lo = number_of(&v->limits[lo], v);
		if (v->leaf->field->type == FIELD_QUANTITY &&
		    quantity_in_unit(&from, p->arena, &v->limits[lo].quantity, q.unit))
			q.v.lo = from.v.lo;
	}
	interval_write(out, &q.v);
	if (v->leaf->field->type == FIELD_QUANTITY)
		buf_printf(out, " %.*s", STR_ARG(q.unit->id));
}
