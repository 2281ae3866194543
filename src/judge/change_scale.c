/* What is measured may be filed in as many ways as the limits of a rule cut it into: numbers, ratios, integers, dates. */
#include "judge/change_search.h"

/*
 * The limits of a field's leaves, in order, each once. They cut what the field may hold into cells: even ones lie between
 * two limits, odd ones are a limit itself. In a cell every leaf has one truth.
 */
struct scale {
	const struct field *field;
	const struct condition **leaves;
	struct quantity *limits; /* all in one unit */
	size_t n;
	struct interval range;   /* of what the field may hold */
};

static bool scale_add(struct scale *m, struct arena *a, const struct condition *leaf)
{
	struct quantity limit, q;
	size_t at = 0;
	leaf_limit(&limit, leaf);
	if (leaf->field->type == FIELD_DATE)
		limit.v = interval_point(decimal_from_int(leaf->day));
	q = limit;
	if (m->n && limit.unit != m->limits[0].unit && !quantity_in_unit(&q, a, &limit, m->limits[0].unit))
		return false;
	while (at < m->n && decimal_cmp(&m->limits[at].v.lo, &q.v.lo) < 0)
		at++;
	if (at < m->n && decimal_cmp(&m->limits[at].v.lo, &q.v.lo) == 0)
		return true;
	for (size_t i = m->n++; i > at; i--) {
		m->leaves[i] = m->leaves[i - 1];
		m->limits[i] = m->limits[i - 1];
	}
	m->leaves[at] = leaf;
	m->limits[at] = q;
	return true;
}

/* Numbers of fields are never below zero; what is implausible is never judged. */
static void scale_range(struct scale *m, struct arena *a)
{
	struct quantity q;
	m->range = (struct interval){.lo = decimal_from_int(0), .hi_infinite = true};
	m->range.lo_open = m->field->type == FIELD_RATIO;
	m->range.lo_infinite = m->field->type == FIELD_DATE;
	if (m->field->has_plausible && quantity_in_unit(&q, a, &m->field->plausible, m->limits[0].unit))
		m->range = q.v;
}

static struct change_end end_below(const struct scale *m, size_t cell)
{
	if (cell % 2)
		return (struct change_end){m->leaves[cell / 2], false};
	return cell ? (struct change_end){m->leaves[cell / 2 - 1], true} : (struct change_end){0};
}

static struct change_end end_above(const struct scale *m, size_t cell)
{
	if (cell % 2)
		return (struct change_end){m->leaves[cell / 2], false};
	return cell / 2 < m->n ? (struct change_end){m->leaves[cell / 2], true} : (struct change_end){0};
}

/* The cells from first to last as far as the range goes; false where nothing is left. */
static bool cells_between(struct interval *out, const struct scale *m, size_t first, size_t last)
{
	struct change_end from = end_below(m, first), to = end_above(m, last);
	const struct decimal *lo = from.leaf ? &m->limits[(first - 1) / 2].v.lo : NULL;
	const struct decimal *hi = to.leaf ? &m->limits[last / 2].v.lo : NULL;
	*out = m->range;
	if (lo && (out->lo_infinite || decimal_cmp(lo, &out->lo) >= 0)) {
		out->lo_open = from.open || (out->lo_open && !out->lo_infinite && decimal_cmp(lo, &out->lo) == 0);
		out->lo = *lo;
		out->lo_infinite = false;
	}
	if (hi && (out->hi_infinite || decimal_cmp(hi, &out->hi) <= 0)) {
		out->hi_open = to.open || (out->hi_open && !out->hi_infinite && decimal_cmp(hi, &out->hi) == 0);
		out->hi = *hi;
		out->hi_infinite = false;
	}
	if (out->lo_infinite || out->hi_infinite)
		return true;
	int order = decimal_cmp(&out->lo, &out->hi);
	return order < 0 || (order == 0 && !out->lo_open && !out->hi_open);
}

/* Limits of integers and dates are short whole numbers: rules/limit.c. */
static int64_t whole_number(const struct decimal *d)
{
	return d->negative ? -(int64_t)d->digits : (int64_t)d->digits;
}

/* The whole numbers in it; the ends of a calendar where it has none. */
static bool whole_between(int64_t *lo, int64_t *hi, const struct interval *v)
{
	enum { FIRST_DAY = -719162, LAST_DAY = 2932896 }; /* 0001-01-01, 9999-12-31 */
	*lo = v->lo_infinite ? FIRST_DAY : whole_number(&v->lo) + v->lo_open;
	*hi = v->hi_infinite ? LAST_DAY : whole_number(&v->hi) - v->hi_open;
	return *lo <= *hi;
}

/* An interval as a value of the field; false where the field can hold none of it. An integer is one for all of its cell. */
static bool value_between(struct value *out, const struct scale *m, const struct interval *v)
{
	int64_t lo, hi;
	if (m->field->type == FIELD_QUANTITY)
		out->quantity = (struct quantity){*v, m->limits[0].unit};
	else if (m->field->type == FIELD_RATIO)
		out->ratio = *v;
	else if (!whole_between(&lo, &hi, v))
		return false;
	else if (m->field->type == FIELD_DATE)
		out->date = (struct date){(day)lo, (day)hi, DATE_DAY};
	else
		out->integer = (uint64_t)lo;
	return true;
}

/* The cells first … last as one supposition; false where it is empty or memory is exhausted. */
static bool suppose_cells(struct supposition *out, struct search *s, const struct scale *m, size_t first, size_t last)
{
	struct interval v;
	struct value *value = filing_value(s, m->field);
	return value && cells_between(&v, m, first, last) && value_between(value, m, &v) &&
	       filing_suppose(out, s, value);
}

/* From `first` on, all that is alike, also when it is judged as one. */
static bool file_alike(struct search *s, struct datum *d, const struct scale *m, size_t *cell)
{
	struct supposition whole, next, both;
	size_t first = (*cell)++, last = first;
	if (!suppose_cells(&whole, s, m, first, last))
		return true;
	const unsigned char *sign = filing_signature(s, &whole);
	for (size_t at = last + 1; sign && at <= 2 * m->n; at++) {
		if (!suppose_cells(&next, s, m, at, at))
			continue;
		const unsigned char *one = filing_signature(s, &next);
		if (!one || !filing_alike(s, sign, one) || !suppose_cells(&both, s, m, first, at))
			break;
		const unsigned char *together = filing_signature(s, &both);
		if (!together || !filing_alike(s, sign, together))
			break;
		whole = both;
		last = at;
		*cell = at + 1;
	}
	struct change_part part = {.sort = CHANGE_BOUNDS, .field = m->field};
	part.from = end_below(m, first);
	part.to = end_above(m, last);
	return sign && filing_add(s, d, part, &whole);
}

static bool file_cells(struct search *s, struct datum *d, const struct scale *m)
{
	for (size_t cell = 0; cell <= 2 * m->n;)
		if (!file_alike(s, d, m, &cell))
			return false;
	return !s->arena->failed && !s->scratch.failed;
}

bool filing_measured(struct search *s, struct datum *d, const struct asked *asked)
{
	struct scale m = {
		.field = asked->field,
		.leaves = ARENA_ARRAY(s->arena, asked->n, const struct condition *),
		.limits = ARENA_ARRAY(s->arena, asked->n, struct quantity),
	};
	if (!m.leaves || !m.limits)
		return false;
	for (size_t i = 0; i < asked->n; i++)
		if (asked->leaves[i]->op == COND_COMPARE && !scale_add(&m, s->arena, asked->leaves[i]))
			return !s->arena->failed; /* limits that cannot be put in one unit: nothing is said of them */
	if (!m.n)
		return true;
	scale_range(&m, s->arena);
	return file_cells(s, d, &m);
}
