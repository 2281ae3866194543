#include "proof/limit_filed.h"

#include "value/count.h"

enum { MOST_PLACES = 60 };

struct str unit_spelling_of(struct arena *a, const struct vocabulary *v, const struct unit *u)
{
	const struct str names[] = {u->id, u->zh, u->en};
	struct unit_use use;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (units_read(&v->units, &use, a, u->kind, names[i]) && use.unit == u && !use.implied_year)
			return names[i];
	return STR_NONE;
}

static void quantity_filed(struct limit_filed *out, struct arena *a, const struct vocabulary *v,
			   const struct condition *leaf)
{
	struct str filed = leaf->limit_filed;
	struct unit_use use;
	size_t n = 0;
	while (n < filed.n && ((filed.p[n] >= '0' && filed.p[n] <= '9') || filed.p[n] == '.'))
		n++;
	out->unit = leaf->quantity.unit;
	out->rest = str_sub(filed, n, filed.n);
	if (longhand_read(&out->number, a, str_sub(filed, 0, n)) &&
	    units_read(&v->units, &use, a, out->unit->kind, str_trim(out->rest))) {
		out->multiplier = longhand_of(a, &use.multiplier);
		return;
	}
	out->number = longhand_of(a, &leaf->quantity.v.lo);
	out->rest = arena_printf(a, " %.*s", STR_ARG(unit_spelling_of(a, v, out->unit)));
}

struct limit_filed limit_filed_of(struct arena *a, const struct vocabulary *v, const struct condition *leaf)
{
	struct limit_filed out = {.rest = STR(""), .multiplier = {STR("1"), 0}};
	if (leaf->field->type == FIELD_QUANTITY)
		quantity_filed(&out, a, v, leaf);
	else
		out.number = longhand_of(a, &leaf->number);
	return out;
}

struct str limit_cell(struct arena *a, const struct condition *leaf, struct longhand number, struct str rest)
{
	const char *before = leaf->field->type == FIELD_RATIO ? "1:" : "";
	return arena_printf(a, "%s%.*s%.*s", before, STR_ARG(longhand_write(a, number)), STR_ARG(rest));
}

struct longhand limit_below(struct arena *a, struct longhand number)
{
	struct longhand step = longhand_unit(number.scale);
	while (longhand_cmp(a, number, step) <= 0 && step.scale < MOST_PLACES)
		step.scale++;
	return longhand_sub(a, number, step);
}

struct longhand limit_above(struct arena *a, struct longhand number)
{
	return longhand_add(a, number, longhand_unit(number.scale));
}

/* --- the leaf with another limit -------------------------------------------------------------------------------- */

static bool quantity_set(struct condition *out, struct arena *a, const struct vocabulary *v, struct str limit)
{
	struct quantity_ask ask = {
		.units = &v->units,
		.kind = out->field->quantity,
		.header = {.multiplier = decimal_from_int(1)},
		.strict = true,
	};
	struct quantity_read got;
	quantity_read(&got, a, &ask, limit);
	out->quantity = got.q;
	return got.status == QUANTITY_OK && interval_is_point(&got.q.v);
}

static bool number_set(struct condition *out, struct arena *a, struct str limit)
{
	struct interval ratio;
	if (out->field->type == FIELD_INTEGER)
		return decimal_parse(&out->number, a, limit) == DECIMAL_OK && !out->number.scale && !out->number.negative;
	if (!ratio_read(&ratio, a, limit) || !interval_is_point(&ratio))
		return false;
	out->number = ratio.lo;
	return true;
}

/* As the loader takes it: "at most 2003" speaks of its last day, "less than 2003" of its first. */
static bool day_set(struct condition *out, struct str limit)
{
	struct date date;
	bool last = out->relation == REL_AT_MOST || out->relation == REL_MORE_THAN;
	if (!date_parse_iso(&date, limit))
		return false;
	out->day = last ? date.last : date.first;
	return true;
}

const struct condition *leaf_with(struct arena *a, const struct vocabulary *v, const struct condition *leaf,
				  enum relation relation, struct str limit)
{
	struct condition *out = ARENA_NEW(a, struct condition);
	if (!out || !limit.p)
		return NULL;
	*out = *leaf;
	out->relation = relation;
	out->limit_filed = limit;
	bool good = leaf->as_of || leaf->field->type == FIELD_DATE	? day_set(out, limit)
		  : leaf->field->type == FIELD_QUANTITY	? quantity_set(out, a, v, limit) : number_set(out, a, limit);
	return good ? out : NULL;
}
