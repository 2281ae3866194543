/* Limits: quantities in every unit, ratios in every notation, whole numbers. */
#include "proof/samples_parts.h"

enum { FINE_PLACES = 30 }; /* far finer than any limit is written */

/* --- limits ----------------------------------------------------------------------------------------------------- */

/* A limit as the rule writes it: 1000 and 万平方米/年, two numbers away from it on each side. */
struct limit {
	const struct condition *leaf;
	struct longhand at, ulp, fine;
	struct str rest;
	struct longhand multiplier; /* 万 */
	const struct unit *unit;
};

/* Below the limit by a step, or by as small a part of it as leaves something. */
static struct longhand below(struct samples *s, const struct limit *l, struct longhand step)
{
	while (longhand_cmp(s->arena, l->at, step) <= 0 && step.scale < FINE_PLACES)
		step.scale++;
	return longhand_sub(s->arena, l->at, step);
}

static struct longhand above(struct samples *s, const struct limit *l, struct longhand step)
{
	return longhand_add(s->arena, l->at, step);
}

typedef struct str write_fn(struct samples *s, const struct limit *l, struct longhand n);

static struct str with_unit(struct samples *s, const struct limit *l, struct longhand n)
{
	return arena_printf(s->arena, "%.*s %.*s", STR_ARG(longhand_write(s->arena, n)), STR_ARG(l->rest));
}

static struct str as_ratio(struct samples *s, const struct limit *l, struct longhand n)
{
	(void)l;
	return arena_printf(s->arena, "1:%.*s", STR_ARG(longhand_write(s->arena, n)));
}

static struct str ratio_turned(struct samples *s, const struct limit *l, struct longhand n)
{
	(void)l;
	return arena_printf(s->arena, "%.*s:1", STR_ARG(longhand_write(s->arena, n)));
}

static struct str bare(struct samples *s, const struct limit *l, struct longhand n)
{
	(void)l;
	return longhand_write(s->arena, n);
}

static void add_range(struct samples *s, const struct limit *l, struct str text, struct longhand lo, struct longhand hi,
		      bool probe)
{
	sample_add(s,
	    (struct saying_cell){
		    .field = l->leaf->field,
		    .text = text,
		    .says = SAYS_NUMBER,
		    .lo = longhand_mul(s->arena, lo, l->multiplier),
		    .hi = longhand_mul(s->arena, hi, l->multiplier),
		    .unit = l->unit,
	    },
	    probe);
}

static void add_number(struct samples *s, const struct limit *l, write_fn *write, struct longhand n, bool probe)
{
	add_range(s, l, write(s, l, n), n, n, probe);
}

static void add_around(struct samples *s, const struct limit *l, write_fn *write, bool probe)
{
	add_number(s, l, write, below(s, l, l->ulp), probe);
	add_number(s, l, write, l->at, probe);
	add_number(s, l, write, above(s, l, l->ulp), probe);
}

static void add_finely(struct samples *s, const struct limit *l, write_fn *write)
{
	add_number(s, l, write, below(s, l, l->fine), false);
	add_number(s, l, write, above(s, l, l->fine), false);
}

/* An interval over the limit, and those that end and begin there. */
static void add_intervals(struct samples *s, const struct limit *l, write_fn *write)
{
	const struct longhand ends[][2] = {
		{below(s, l, l->ulp), above(s, l, l->ulp)},
		{below(s, l, l->ulp), l->at},
		{l->at, above(s, l, l->ulp)},
	};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct str lo = bare(s, l, ends[i][0]), hi = write(s, l, ends[i][1]);
		if (write == as_ratio)
			lo = write(s, l, ends[i][0]);
		add_range(s, l, arena_printf(s->arena, "%.*s~%.*s", STR_ARG(lo), STR_ARG(hi)), ends[i][0], ends[i][1],
			  false);
	}
}

/* --- quantities ------------------------------------------------------------------------------------------------- */

/* What is written so is read as this unit, and as no other. */
static bool is_spelt(struct samples *s, const struct unit *u, struct str text)
{
	struct unit_use use;
	return units_read(&s->vocabulary->units, &use, s->arena, u->kind, text) && use.unit == u && !use.implied_year;
}

/* By its id, else by its Chinese or English name; STR_NONE where none of them is a spelling. */
static struct str spelling_of(struct samples *s, const struct unit *u)
{
	const struct str names[] = {u->id, u->zh, u->en};
	size_t i = 0;
	while (i < sizeof names / sizeof *names && !is_spelt(s, u, names[i]))
		i++;
	return i < sizeof names / sizeof *names ? names[i] : STR_NONE;
}

/* The same limit in another unit, exactly; false where that is no finite decimal. */
static bool in_unit(struct samples *s, struct limit *out, const struct limit *l, const struct unit *u)
{
	struct arena *a = s->arena;
	struct longhand n = longhand_mul(a, l->at, l->multiplier);
	n = longhand_mul(a, n, longhand_of(a, &l->unit->numerator));
	n = longhand_mul(a, n, longhand_of(a, &u->denominator));
	struct longhand by = longhand_mul(a, longhand_of(a, &l->unit->denominator), longhand_of(a, &u->numerator));
	*out = *l;
	out->unit = u;
	out->multiplier = (struct longhand){STR("1"), 0};
	out->rest = spelling_of(s, u);
	if (!out->rest.p || !longhand_div(&n, a, n, by) || !longhand_read(&out->at, a, longhand_write(a, n)))
		return false;
	out->ulp = longhand_unit(out->at.scale);
	return true;
}

static void add_other_units(struct samples *s, const struct limit *l)
{
	const struct units *units = &s->vocabulary->units;
	for (size_t i = 0; i < units->n; i++) {
		struct limit other;
		if (units->items[i]->kind != l->unit->kind)
			continue;
		if (in_unit(s, &other, l, units->items[i]))
			add_around(s, &other, with_unit, false);
		else
			s->endless++;
	}
}

/* Has the pack declared a factor, by which a unit of the kind may be read after all? */
static bool is_converted(const struct samples *s, const struct quantity_kind *from, const struct quantity_kind *to)
{
	const struct pack *p = s->rule->pack;
	for (size_t i = 0; i < p->n_conversions; i++)
		if (p->conversions[i].from->kind == from && p->conversions[i].to->kind == to)
			return true;
	return false;
}

/* One unit of each other kind of quantity whose spelling is none of this kind. */
static void add_other_kinds(struct samples *s, const struct limit *l)
{
	const struct units *units = &s->vocabulary->units;
	for (size_t k = 0; k < units->n_kinds; k++) {
		bool done = units->kinds[k] == l->unit->kind || is_converted(s, units->kinds[k], l->unit->kind);
		for (size_t i = 0; i < units->n && !done; i++) {
			struct unit_use use;
			struct str text = units->items[i]->kind == units->kinds[k] ? spelling_of(s, units->items[i]) : STR_NONE;
			if (!text.p || units_read(units, &use, s->arena, l->unit->kind, text))
				continue;
			done = true;
			sample_add_unknown(s, l->leaf->field,
				    arena_printf(s->arena, "%.*s %.*s", STR_ARG(longhand_write(s->arena, l->at)), STR_ARG(text)),
				    false);
		}
	}
}

/* "1000 万平方米/年" → 1000, 10000 and the unit; where it is written otherwise, the number that was read and the unit's name. */
static void read_limit(struct samples *s, struct limit *l)
{
	struct str filed = l->leaf->limit_filed;
	size_t n = 0;
	while (n < filed.n && ((filed.p[n] >= '0' && filed.p[n] <= '9') || filed.p[n] == '.'))
		n++;
	l->unit = l->leaf->quantity.unit;
	l->rest = str_trim(str_sub(filed, n, filed.n));
	l->multiplier = (struct longhand){STR("1"), 0};
	struct unit_use use;
	if (longhand_read(&l->at, s->arena, str_sub(filed, 0, n)) &&
	    units_read(&s->vocabulary->units, &use, s->arena, l->unit->kind, l->rest)) {
		l->multiplier = longhand_of(s->arena, &use.multiplier);
	} else {
		l->at = longhand_of(s->arena, &l->leaf->quantity.v.lo);
		l->rest = spelling_of(s, l->unit);
	}
}

void samples_of_quantity(struct samples *s, const struct condition *leaf)
{
	struct limit l = {.leaf = leaf, .fine = longhand_unit(FINE_PLACES)};
	read_limit(s, &l);
	l.ulp = longhand_unit(l.at.scale);
	add_around(s, &l, with_unit, true);
	add_finely(s, &l, with_unit);
	add_intervals(s, &l, with_unit);
	add_other_units(s, &l);
	add_other_kinds(s, &l);
}

/* --- ratios, whole numbers --------------------------------------------------------------------------------------- */

void samples_of_ratio(struct samples *s, const struct condition *leaf)
{
	struct limit l = {.leaf = leaf, .fine = longhand_unit(FINE_PLACES), .multiplier = {STR("1"), 0}};
	l.at = oracle_limit(s->arena, leaf);
	l.ulp = longhand_unit(l.at.scale);
	add_around(s, &l, as_ratio, true);
	add_finely(s, &l, as_ratio);
	add_intervals(s, &l, as_ratio);
	add_around(s, &l, ratio_turned, false);
	add_around(s, &l, bare, false);
	sample_add_unknown(s, leaf->field, STR("0.125"), false);
}

void samples_of_integer(struct samples *s, const struct condition *leaf)
{
	struct limit l = {.leaf = leaf, .ulp = longhand_unit(0), .multiplier = {STR("1"), 0}};
	l.at = oracle_limit(s->arena, leaf);
	if (longhand_cmp(s->arena, l.at, l.ulp) > 0)
		add_number(s, &l, bare, longhand_sub(s->arena, l.at, l.ulp), true);
	add_number(s, &l, bare, l.at, true);
	add_number(s, &l, bare, above(s, &l, l.ulp), true);
	sample_add_unknown(s, leaf->field, STR("1.5"), false);
}
