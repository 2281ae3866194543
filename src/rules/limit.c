#include "rules/limit.h"

#include "value/count.h"

#include <assert.h>

static void say_why(struct rules_reader *r, const struct node *value, enum quantity_status status)
{
	switch (status) {
	case QUANTITY_TOO_LONG:
		diag_add(r->diags, DIAG_BAD_NUMBER, r->file, value->span,
			 "the limit \"%.*s\" is longer than any number that is read here", STR_ARG(value->text));
		break;
	case QUANTITY_UNKNOWN_UNIT:
		diag_add(r->diags, DIAG_UNKNOWN_UNIT, r->file, value->span,
			 "the limit \"%.*s\" has a unit that is not known", STR_ARG(value->text));
		break;
	case QUANTITY_NO_UNIT:
		diag_add(r->diags, DIAG_UNKNOWN_UNIT, r->file, value->span,
			 "the limit \"%.*s\" has no unit; a limit names its own", STR_ARG(value->text));
		break;
	case QUANTITY_WRONG_KIND:
		diag_add(r->diags, DIAG_UNIT_KIND, r->file, value->span,
			 "the limit \"%.*s\" is in a unit of another kind of quantity", STR_ARG(value->text));
		break;
	case QUANTITY_NO_YEAR:
		diag_add(r->diags, DIAG_UNIT_KIND, r->file, value->span, "the limit \"%.*s\" does not say per year",
			 STR_ARG(value->text));
		break;
	case QUANTITY_OK: /* an interval */
	case QUANTITY_NOT_A_NUMBER:
	case QUANTITY_OTHER_MULTIPLIER:
	case QUANTITY_NEGATIVE:
	case QUANTITY_BACKWARDS:
	case QUANTITY_NO_MEMORY:
		diag_add(r->diags, DIAG_BAD_NUMBER, r->file, value->span,
			 "the limit \"%.*s\" is not one number with its unit", STR_ARG(value->text));
		break;
	}
}

static bool complain(struct rules_reader *r, const struct condition *leaf, const struct node *value,
		     const struct quantity_read *got)
{
	const struct quantity_kind *kind = leaf->field->quantity;
	say_why(r, value, got->status);
	if (got->other)
		diag_hint(r->diags, "it is a unit of %.*s; \"%.*s\" is measured as %.*s", STR_ARG(got->other->id),
			  STR_ARG(leaf->field->id), STR_ARG(kind->id));
	else
		diag_hint(r->diags, "\"%.*s\" is measured as %.*s", STR_ARG(leaf->field->id), STR_ARG(kind->id));
	return false;
}

static bool quantity_limit(struct rules_reader *r, struct condition *leaf, const struct node *value)
{
	struct quantity_ask ask = {
		.units = &r->vocabulary->units,
		.kind = leaf->field->quantity,
		.header = {.multiplier = decimal_from_int(1)},
		.strict = true,
	};
	struct quantity_read got;
	quantity_read(&got, r->arena, &ask, value->text);
	if (got.status != QUANTITY_OK || !interval_is_point(&got.q.v))
		return complain(r, leaf, value, &got);
	leaf->quantity = got.q;
	return true;
}

static bool bad_number(struct rules_reader *r, const struct node *value)
{
	diag_add(r->diags, DIAG_BAD_NUMBER, r->file, value->span, "the limit \"%.*s\" is not one number",
		 STR_ARG(value->text));
	return false;
}

static bool ratio_limit(struct rules_reader *r, struct condition *leaf, const struct node *value)
{
	struct interval ratio;
	if (!ratio_read(&ratio, r->arena, value->text) || !interval_is_point(&ratio))
		return bad_number(r, value);
	leaf->number = ratio.lo;
	return true;
}

static bool integer_limit(struct rules_reader *r, struct condition *leaf, const struct node *value)
{
	struct decimal n;
	if (decimal_parse(&n, r->arena, value->text) != DECIMAL_OK || n.negative || n.big || n.scale)
		return bad_number(r, value);
	leaf->number = n;
	return true;
}

/* "at most 2003" and "more than 2003" speak of its last day, "less than" and "at least" of its first. */
static bool day_limit(struct rules_reader *r, struct condition *leaf, const struct node *value)
{
	struct date date;
	if (!date_parse_iso(&date, value->text)) {
		diag_add(r->diags, DIAG_BAD_DATE, r->file, value->span,
			 "the limit \"%.*s\" is no date; YYYY, YYYY-MM or YYYY-MM-DD was expected",
			 STR_ARG(value->text));
		return false;
	}
	bool last = leaf->relation == REL_AT_MOST || leaf->relation == REL_MORE_THAN;
	leaf->day = last ? date.last : date.first;
	return true;
}

typedef bool limit_fn(struct rules_reader *, struct condition *, const struct node *);

static limit_fn *const limits[] = {
	[FIELD_QUANTITY] = quantity_limit,
	[FIELD_RATIO] = ratio_limit,
	[FIELD_INTEGER] = integer_limit,
	[FIELD_DATE] = day_limit,
};

bool limit_read(struct rules_reader *r, struct condition *leaf, const struct node *value)
{
	if (value->type != NODE_SCALAR) {
		diag_add(r->diags, DIAG_WRONG_TYPE, r->file, value->span, "a limit is one value");
		return false;
	}
	leaf->limit_filed = value->text;
	enum field_type type = leaf->as_of ? FIELD_DATE : leaf->field->type;
	assert(type < sizeof limits / sizeof *limits && limits[type]);
	return limits[type](r, leaf, value);
}
