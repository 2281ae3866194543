#include "value/quantity.h"

#include <assert.h>

struct interval interval_point(struct decimal d)
{
	return (struct interval){.lo = d, .hi = d};
}

bool interval_is_point(const struct interval *v)
{
	return !v->lo_infinite && !v->hi_infinite && decimal_cmp(&v->lo, &v->hi) == 0;
}

/* a of the one unit against b of the other, without dividing. */
static int cmp_units(const struct decimal *a, const struct unit *a_unit, const struct decimal *b,
		     const struct unit *b_unit)
{
	assert(a_unit->kind == b_unit->kind);
	if (a_unit == b_unit)
		return decimal_cmp(a, b);
	const struct decimal *const x[3] = {a, &a_unit->numerator, &b_unit->denominator};
	const struct decimal *const y[3] = {b, &b_unit->numerator, &a_unit->denominator};
	return decimal_cmp_products(x, y);
}

/* x <= limit or, strictly, x < limit for the points of an interval whose ends stand so to the limit. */
static enum truth below(const struct interval *v, int lo, int hi, bool strictly)
{
	bool hi_below = !v->hi_infinite && (hi < 0 || (hi == 0 && (!strictly || v->hi_open)));
	bool lo_above = !v->lo_infinite && (lo > 0 || (lo == 0 && (strictly || v->lo_open)));
	return hi_below ? TRUTH_TRUE : lo_above ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

enum truth quantity_compare(const struct quantity *q, enum relation rel, const struct quantity *limit)
{
	assert(interval_is_point(&limit->v));
	int lo = q->v.lo_infinite ? 0 : cmp_units(&q->v.lo, q->unit, &limit->v.lo, limit->unit);
	int hi = q->v.hi_infinite ? 0 : cmp_units(&q->v.hi, q->unit, &limit->v.lo, limit->unit);
	bool strictly = rel == REL_LESS_THAN || rel == REL_AT_LEAST;
	enum truth t = below(&q->v, lo, hi, strictly);
	return rel == REL_AT_LEAST || rel == REL_MORE_THAN ? truth_not(t) : t;
}

bool quantity_equal(const struct quantity *a, const struct quantity *b)
{
	if (a->v.lo_infinite != b->v.lo_infinite || a->v.hi_infinite != b->v.hi_infinite)
		return false;
	if (!a->v.lo_infinite &&
	    (a->v.lo_open != b->v.lo_open || cmp_units(&a->v.lo, a->unit, &b->v.lo, b->unit) != 0))
		return false;
	return a->v.hi_infinite ||
	       (a->v.hi_open == b->v.hi_open && cmp_units(&a->v.hi, a->unit, &b->v.hi, b->unit) == 0);
}

bool quantity_within(const struct quantity *inner, const struct quantity *outer)
{
	const struct interval *i = &inner->v, *o = &outer->v;
	if ((i->lo_infinite && !o->lo_infinite) || (i->hi_infinite && !o->hi_infinite))
		return false;
	int lo = o->lo_infinite ? 1 : cmp_units(&i->lo, inner->unit, &o->lo, outer->unit);
	int hi = o->hi_infinite ? -1 : cmp_units(&i->hi, inner->unit, &o->hi, outer->unit);
	return (lo > 0 || (lo == 0 && (!o->lo_open || i->lo_open))) &&
	       (hi < 0 || (hi == 0 && (!o->hi_open || i->hi_open)));
}

static bool convert(struct decimal *d, struct arena *a, const struct unit *from, const struct unit *to)
{
	return decimal_mul(d, a, d, &from->numerator) == DECIMAL_OK &&
	       decimal_mul(d, a, d, &to->denominator) == DECIMAL_OK &&
	       decimal_div(d, a, d, &from->denominator) == DECIMAL_OK &&
	       decimal_div(d, a, d, &to->numerator) == DECIMAL_OK;
}

bool quantity_in_unit(struct quantity *out, struct arena *a, const struct quantity *q, const struct unit *unit)
{
	struct quantity to = {.v = q->v, .unit = unit};
	assert(q->unit->kind == unit->kind);
	if (q->unit != unit && ((!to.v.lo_infinite && !convert(&to.v.lo, a, q->unit, unit)) ||
				(!to.v.hi_infinite && !convert(&to.v.hi, a, q->unit, unit))))
		return false;
	*out = to;
	return true;
}

void interval_write(struct buf *out, const struct interval *v)
{
	if (interval_is_point(v)) {
		decimal_write(out, &v->lo);
		return;
	}
	buf_addc(out, v->lo_open || v->lo_infinite ? '(' : '[');
	if (v->lo_infinite)
		buf_adds(out, "-inf");
	else
		decimal_write(out, &v->lo);
	buf_addc(out, ',');
	if (v->hi_infinite)
		buf_adds(out, "+inf");
	else
		decimal_write(out, &v->hi);
	buf_addc(out, v->hi_open || v->hi_infinite ? ')' : ']');
}

void quantity_write(struct buf *out, const struct quantity *q)
{
	interval_write(out, &q->v);
	buf_addc(out, ' ');
	buf_add(out, q->unit->id);
}

const struct conversion *conversion_find(struct unit_use *out, const struct conversion *all, size_t n,
					 const struct units *units, struct arena *scratch,
					 const struct quantity_kind *to, struct str text)
{
	struct unit_use use;
	for (size_t i = 0; i < n; i++) {
		if (all[i].to->kind != to || !units_read(units, &use, scratch, all[i].from->kind, text) ||
		    use.unit != all[i].from)
			continue;
		*out = use;
		return &all[i];
	}
	return NULL;
}
