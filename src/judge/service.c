#include "judge/service.h"

struct reckoning {
	struct arena *a;
	const struct field *field;
	const struct value *filed, *date; /* filed: may be NULL */
	day as_of;
};

static bool says_nothing(const struct value *v)
{
	return !v || face_is_silent(v->face) || v->face == FACE_UNKNOWN_TOKEN || v->face == FACE_NOT_APPLICABLE;
}

static struct str day_text(struct arena *a, day d)
{
	struct buf b;
	buf_init(&b);
	day_write(&b, d);
	struct str text = arena_str(a, buf_str(&b));
	buf_release(&b);
	return text;
}

/* The years as the date's column says them: with its face where it was not read. */
static struct value *from_date(const struct reckoning *r)
{
	struct value *v = ARENA_NEW(r->a, struct value);
	if (!v)
		return NULL;
	*v = *r->date;
	v->field = r->field;
	v->basis = r->field->basis;
	return v;
}

static struct value *refused(const struct reckoning *r, struct words problem)
{
	struct value *v = from_date(r);
	if (!v)
		return NULL;
	v->face = FACE_IMPLAUSIBLE;
	v->problem = problem;
	return v;
}

static struct value *reckoned(const struct reckoning *r, const struct quantity *years)
{
	struct str until = day_text(r->a, r->as_of), filed = str_trim(r->date->as_filed);
	struct value *v = from_date(r);
	if (!v)
		return NULL;
	v->quantity = *years;
	v->note = words_printf(r->a, "years in service reckoned from \"%.*s\" to %.*s", STR_ARG(filed), STR_ARG(until));
	return v;
}

/* --- years and a date -------------------------------------------------------------------------------------------- */

static struct value *contradicted(const struct reckoning *r)
{
	struct value *v = ARENA_NEW(r->a, struct value);
	if (!v)
		return NULL;
	*v = *r->filed;
	v->face = FACE_UNREADABLE;
	v->n_assumed = 0;
	v->also_column = r->date->column;
	v->also_filed = r->date->as_filed;
	v->problem = words_printf(r->a, "\"%.*s\" says \"%.*s\", \"%.*s\" says \"%.*s\"; they must agree",
				  STR_ARG(v->column), STR_ARG(str_trim(v->as_filed)), STR_ARG(v->also_column),
				  STR_ARG(str_trim(v->also_filed)));
	return v;
}

/* Have they a point in common, ends counted? */
static bool touch(const struct interval *a, const struct interval *b)
{
	return (a->hi_infinite || b->lo_infinite || decimal_cmp(&b->lo, &a->hi) <= 0) &&
	       (b->hi_infinite || a->lo_infinite || decimal_cmp(&a->lo, &b->hi) <= 0);
}

static bool is_below(const struct interval *a, const struct interval *b)
{
	int c = decimal_cmp(&a->lo, &b->lo);
	return !b->lo_infinite && (a->lo_infinite || c < 0 || (c == 0 && !a->lo_open && b->lo_open));
}

static bool is_above(const struct interval *a, const struct interval *b)
{
	int c = decimal_cmp(&a->hi, &b->hi);
	return !b->hi_infinite && (a->hi_infinite || c > 0 || (c == 0 && !a->hi_open && b->hi_open));
}

/* The least interval that holds both. */
static struct interval hull(const struct interval *a, const struct interval *b)
{
	struct interval v = *b;
	if (is_below(a, b)) {
		v.lo = a->lo;
		v.lo_open = a->lo_open;
		v.lo_infinite = a->lo_infinite;
	}
	if (is_above(a, b)) {
		v.hi = a->hi;
		v.hi_open = a->hi_open;
		v.hi_infinite = a->hi_infinite;
	}
	return v;
}

static bool is_bare(const struct value *v)
{
	for (size_t i = 0; i < v->n_assumed; i++)
		if (v->assumed[i].id == ASSUMED_SERVICE_YEARS)
			return true;
	return false;
}

static const struct value *settled(const struct reckoning *r, const struct quantity *years)
{
	const struct value *filed = r->filed;
	struct quantity same;
	/* years are always a finite number of months */
	if (!quantity_in_unit(&same, r->a, years, filed->quantity.unit) || !touch(&filed->quantity.v, &same.v))
		return contradicted(r);
	if (is_bare(filed))
		return reckoned(r, years);
	if (quantity_within(&filed->quantity, &same))
		return filed;
	/* an open bound (超过15年) that the date narrows */
	if (quantity_within(&same, &filed->quantity))
		return reckoned(r, years);
	struct value *v = ARENA_NEW(r->a, struct value);
	if (!v)
		return NULL;
	*v = *filed;
	v->quantity.v = hull(&filed->quantity.v, &same.v);
	v->also_column = r->date->column;
	v->also_filed = r->date->as_filed;
	return v;
}

const struct value *service_years(struct arena *a, const struct item *item, const struct field *field, day as_of)
{
	struct reckoning r = {a, field, item_value(item, field), item_value(item, field->from_date), as_of};
	struct quantity years = {.unit = field->default_unit};
	bool silent = !r.filed || face_is_silent(r.filed->face);
	if (!r.date || (!says_nothing(r.filed) && r.filed->face != FACE_READ))
		return r.filed;
	if (r.date->face != FACE_READ)
		return silent && !face_is_silent(r.date->face) ? from_date(&r) : r.filed;
	bool past = date_service_years(&years.v, &r.date->date, as_of);
	if (!says_nothing(r.filed))
		return past ? settled(&r, &years) : contradicted(&r);
	struct str filed = str_trim(r.date->as_filed), until = day_text(a, as_of);
	if (!past)
		return refused(&r, words_printf(a, "\"%.*s\" lies after the as-of date %.*s", STR_ARG(filed), STR_ARG(until)));
	if (field->has_plausible && !quantity_within(&years, &field->plausible))
		return refused(&r, words_printf(a, "\"%.*s\" is too long ago for equipment in service", STR_ARG(filed)));
	return reckoned(&r, &years);
}
