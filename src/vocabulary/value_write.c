#include "vocabulary/reading.h"

const char *face_name(enum face f)
{
	static const char *const names[] = {
		[FACE_READ] = "read",
		[FACE_NO_COLUMN] = "no_column",
		[FACE_BLANK] = "blank",
		[FACE_UNKNOWN_TOKEN] = "unknown_token",
		[FACE_NOT_APPLICABLE] = "not_applicable",
		[FACE_UNREADABLE] = "unreadable",
		[FACE_UNLISTED] = "unlisted",
		[FACE_IMPLAUSIBLE] = "implausible",
	};
	return names[f];
}

const char *assumption_name(enum assumption_id id)
{
	static const char *const names[] = {
		[ASSUMED_DEFAULT_UNIT] = "default_unit",
		[ASSUMED_YEAR] = "implied_year",
		[ASSUMED_TOLERANCE] = "tolerance",
		[ASSUMED_LOWER_RANK] = "lower_rank",
		[ASSUMED_SERVICE_YEARS] = "service_years",
		[ASSUMED_CONVERSION] = "conversion",
		[ASSUMED_KIND] = "kind",
		[ASSUMED_UNIT_OF_MAPPING] = "unit_of_mapping",
		[ASSUMED_NOMINAL] = "nominal_type",
		[ASSUMED_KIND_OF_TITLE] = "kind_of_title",
	};
	return names[id];
}

/* --- one row a type: writing and comparing ----------------------------------------------------------------------- */

static void write_quantity(struct buf *out, const struct value *v)
{
	quantity_write(out, &v->quantity);
}

static bool same_quantity(const struct value *a, const struct value *b)
{
	return quantity_equal(&a->quantity, &b->quantity);
}

static void write_choice(struct buf *out, const struct value *v)
{
	buf_add(out, v->choice->id);
}

static bool same_choice(const struct value *a, const struct value *b)
{
	return enum_value_is(a->choice, b->choice) || enum_value_is(b->choice, a->choice);
}

static void write_text(struct buf *out, const struct value *v)
{
	buf_add(out, v->text);
}

static bool same_text(const struct value *a, const struct value *b)
{
	return str_eq(a->text, b->text);
}

static void write_date(struct buf *out, const struct value *v)
{
	date_write(out, &v->date);
}

/* A year and a day of it say the same, one more exactly. */
static bool same_date(const struct value *a, const struct value *b)
{
	return (a->date.first >= b->date.first && a->date.last <= b->date.last) ||
	       (b->date.first >= a->date.first && b->date.last <= a->date.last);
}

static void write_ratio(struct buf *out, const struct value *v)
{
	interval_write(out, &v->ratio);
}

static bool same_ratio(const struct value *a, const struct value *b)
{
	return decimal_cmp(&a->ratio.lo, &b->ratio.lo) == 0 && decimal_cmp(&a->ratio.hi, &b->ratio.hi) == 0;
}

static void write_integer(struct buf *out, const struct value *v)
{
	buf_printf(out, "%llu", (unsigned long long)v->integer);
}

static bool same_integer(const struct value *a, const struct value *b)
{
	return a->integer == b->integer;
}

static void write_flag(struct buf *out, const struct value *v)
{
	buf_adds(out, v->flag ? "true" : "false");
}

static bool same_flag(const struct value *a, const struct value *b)
{
	return a->flag == b->flag;
}

static const struct {
	void (*write)(struct buf *out, const struct value *v);
	bool (*same)(const struct value *a, const struct value *b);
} types[] = {
	[FIELD_QUANTITY] = {write_quantity, same_quantity},
	[FIELD_ENUM] = {write_choice, same_choice},
	[FIELD_TEXT] = {write_text, same_text},
	[FIELD_MODEL] = {write_text, same_text},
	[FIELD_DATE] = {write_date, same_date},
	[FIELD_RATIO] = {write_ratio, same_ratio},
	[FIELD_INTEGER] = {write_integer, same_integer},
	[FIELD_FLAG] = {write_flag, same_flag},
	[FIELD_IDENTIFIER] = {write_text, same_text},
};

void value_write(struct buf *out, const struct value *v)
{
	if (v->face == FACE_READ)
		types[v->field->type].write(out, v);
}

bool value_agrees(const struct value *a, const struct value *b)
{
	return a->face == FACE_READ && b->face == FACE_READ && a->field == b->field && types[a->field->type].same(a, b);
}
