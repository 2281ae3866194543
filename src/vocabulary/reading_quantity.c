/* Cells of quantity fields: what value/quantity.h found, as a value with its face, problem, note and assumptions. */
#include "vocabulary/read_cell.h"

#include "base/limits.h"
#include "vocabulary/years.h"

static void assume(struct value *out, enum assumption_id id, struct str detail)
{
	if (out->n_assumed < sizeof out->assumed / sizeof *out->assumed)
		out->assumed[out->n_assumed++] = (struct assumption){.id = id, .field = out->field, .detail = detail};
}

static struct str tolerance_text(struct reading *c)
{
	struct buf b;
	buf_init(&b);
	buf_adds(&b, "± ");
	decimal_write(&b, &c->r->vocabulary->tolerance);
	struct str text = arena_str(c->a, buf_str(&b));
	buf_release(&b);
	return text;
}

/* The declared factor with its reason. */
static struct str conversion_text(struct reading *c, const struct conversion *conversion)
{
	struct buf b;
	buf_init(&b);
	buf_printf(&b, "1 %.*s = ", STR_ARG(conversion->from->id));
	decimal_write(&b, &conversion->factor);
	buf_printf(&b, " %.*s; %.*s", STR_ARG(conversion->to->id), STR_ARG(conversion->reason));
	struct str text = arena_str(c->a, buf_str(&b));
	buf_release(&b);
	return text;
}

static void assume_unit(struct value *out, enum assumption_id id, const struct unit *unit)
{
	size_t before = out->n_assumed;
	assume(out, id, unit->id);
	if (out->n_assumed > before)
		out->assumed[before].said = (struct words){.zh = unit->zh, .en = unit->en};
}

static void list_assumptions(struct reading *c, const struct quantity_read *read)
{
	if (read->notes & QUANTITY_DEFAULT_UNIT)
		assume_unit(c->out, ASSUMED_DEFAULT_UNIT, read->q.unit);
	if (read->notes & QUANTITY_IMPLIED_YEAR)
		assume_unit(c->out, ASSUMED_YEAR, read->q.unit);
	if (read->notes & QUANTITY_TOLERANCE)
		assume(c->out, ASSUMED_TOLERANCE, tolerance_text(c));
	if (read->notes & QUANTITY_CONVERTED)
		assume(c->out, ASSUMED_CONVERSION, conversion_text(c, read->conversion));
}

/* "万吨/年", "10000 t/a" */
static struct words unit_words(struct arena *a, const struct unit_use *u)
{
	struct words w;
	struct buf b;
	buf_init(&b);
	unit_use_write(&b, u, true);
	w.zh = arena_str(a, buf_str(&b));
	buf_clear(&b);
	unit_use_write(&b, u, false);
	w.en = arena_str(a, buf_str(&b));
	buf_release(&b);
	return w;
}

/* --- what could not be read -------------------------------------------------------------------------------------- */

/* The header's unit, with which a cell's must agree; else the field's. */
static struct words expected_unit(struct reading *c)
{
	const struct unit *u = c->field->default_unit;
	if (c->header.unit)
		return unit_words(c->a, &c->header);
	return u ? (struct words){u->zh, u->en} : (struct words){c->field->quantity->zh, c->field->quantity->en};
}

static void say_no_number(struct reading *c, const struct quantity_read *read)
{
	struct words unit = expected_unit(c);
	(void)read;
	WORDS_SAY(&c->out->problem, c->a, "\"%.*s\" is no number; one number or range in %.*s was expected",
		  STR_ARG(c->cell), STR_ARG(words_in(unit, in)));
}

static void say_too_long(struct reading *c, const struct quantity_read *read)
{
	(void)read;
	c->out->problem = words_printf(c->a, "the number has more than %d digits", LIMIT_DECIMAL_DIGITS);
}

static void say_unknown_unit(struct reading *c, const struct quantity_read *read)
{
	struct words unit = expected_unit(c);
	WORDS_SAY(&c->out->problem, c->a, "\"%.*s\" is no unit that is known; %.*s was expected",
		  STR_ARG(read->culprit), STR_ARG(words_in(unit, in)));
}

static void say_wrong_kind(struct reading *c, const struct quantity_read *read)
{
	struct words unit = expected_unit(c), other = {read->other->zh, read->other->en};
	WORDS_SAY(&c->out->problem, c->a, "\"%.*s\" is a unit of %.*s; %.*s was expected", STR_ARG(read->culprit),
		  STR_ARG(words_in(other, in)), STR_ARG(words_in(unit, in)));
}

static void say_other_multiplier(struct reading *c, const struct quantity_read *read)
{
	struct words header = unit_words(c->a, &c->header);
	WORDS_SAY(&c->out->problem, c->a, "\"%.*s\" multiplies otherwise than the header's unit %.*s",
		  STR_ARG(read->culprit), STR_ARG(words_in(header, in)));
}

static void say_negative(struct reading *c, const struct quantity_read *read)
{
	(void)read;
	c->out->problem = words_printf(c->a, "\"%.*s\" lies below zero", STR_ARG(c->cell));
}

static void say_backwards(struct reading *c, const struct quantity_read *read)
{
	(void)read;
	c->out->problem = words_printf(c->a, "the range \"%.*s\" ends below where it begins", STR_ARG(c->cell));
}

static void say_no_unit(struct reading *c, const struct quantity_read *read)
{
	struct words unit = expected_unit(c);
	(void)read;
	WORDS_SAY(&c->out->problem, c->a, "\"%.*s\" names no unit, nor does the header; %.*s was expected",
		  STR_ARG(c->cell), STR_ARG(words_in(unit, in)));
}

static void say_no_year(struct reading *c, const struct quantity_read *read)
{
	struct words unit = expected_unit(c);
	(void)read;
	WORDS_SAY(&c->out->problem, c->a, "\"%.*s\" does not say per year; %.*s was expected", STR_ARG(c->cell),
		  STR_ARG(words_in(unit, in)));
}

typedef void say_fn(struct reading *c, const struct quantity_read *read);

static say_fn *const says[] = {
	[QUANTITY_NOT_A_NUMBER] = say_no_number,
	[QUANTITY_TOO_LONG] = say_too_long,
	[QUANTITY_UNKNOWN_UNIT] = say_unknown_unit,
	[QUANTITY_WRONG_KIND] = say_wrong_kind,
	[QUANTITY_OTHER_MULTIPLIER] = say_other_multiplier,
	[QUANTITY_NEGATIVE] = say_negative,
	[QUANTITY_BACKWARDS] = say_backwards,
	[QUANTITY_NO_UNIT] = say_no_unit,
	[QUANTITY_NO_YEAR] = say_no_year,
	[QUANTITY_NO_MEMORY] = NULL,
};

/* --- the plausible range ----------------------------------------------------------------------------------------- */

/* Does no point of it lie in the range? 超过10000 under a range up to 10000 is so, though the number is plausible. */
static bool lies_beyond(const struct quantity *q, const struct quantity *range)
{
	struct quantity lo = {interval_point(range->v.lo), range->unit};
	struct quantity hi = {interval_point(range->v.hi), range->unit};
	enum relation above = range->v.hi_open ? REL_AT_LEAST : REL_MORE_THAN;
	enum relation below = range->v.lo_open ? REL_AT_MOST : REL_LESS_THAN;
	return (!range->v.hi_infinite && quantity_compare(q, above, &hi) == TRUTH_TRUE) ||
	       (!range->v.lo_infinite && quantity_compare(q, below, &lo) == TRUTH_TRUE);
}

/* An end that the cell left open (460以下 begins above 0, 400以上 never ends) says nothing that is implausible. */
static bool is_plausible(const struct quantity *q, const struct quantity *range)
{
	struct quantity low = *q, from = *range, high = *q, to = *range;
	bool lo_said = !q->v.lo_infinite && !(q->v.lo_open && decimal_is_zero(&q->v.lo));
	low.v.hi_infinite = from.v.hi_infinite = true;
	high.v.lo_infinite = to.v.lo_infinite = true;
	return (!lo_said || quantity_within(&low, &from)) && (q->v.hi_infinite || quantity_within(&high, &to)) &&
	       !lies_beyond(q, range);
}

/* 500000 under 万条 is 500000 条: the multiplier was counted twice. */
static bool fits_without_multiplier(struct reading *c, const struct quantity_read *read, struct unit_use *plain)
{
	struct decimal one = decimal_from_int(1);
	bool own = read->cell_unit.unit || !c->header.unit || decimal_cmp(&read->cell_unit.multiplier, &one) != 0;
	const struct unit_use *use = own ? &read->cell_unit : &c->header;
	struct quantity q = read->q;
	if (decimal_is_zero(&use->multiplier) || decimal_cmp(&use->multiplier, &one) == 0 ||
	    decimal_div(&q.v.lo, c->a, &q.v.lo, &use->multiplier) != DECIMAL_OK ||
	    decimal_div(&q.v.hi, c->a, &q.v.hi, &use->multiplier) != DECIMAL_OK)
		return false;
	*plain = (struct unit_use){.unit = read->conversion ? read->conversion->from : q.unit, .multiplier = one};
	return is_plausible(&q, &c->field->plausible);
}

/* 3000 of 产能 without a unit is 3000 万平方米: yearly capacities are counted in 万. */
static bool fits_in_wan(struct reading *c, const struct quantity_read *read, struct unit_use *wan)
{
	struct quantity q = read->q;
	const struct decimal multiplier = decimal_from_int(10000);
	if (!(read->notes & QUANTITY_DEFAULT_UNIT) || !c->field->quantity->per_year ||
	    decimal_mul(&q.v.lo, c->a, &q.v.lo, &multiplier) != DECIMAL_OK ||
	    decimal_mul(&q.v.hi, c->a, &q.v.hi, &multiplier) != DECIMAL_OK)
		return false;
	*wan = (struct unit_use){.unit = q.unit, .multiplier = multiplier};
	return is_plausible(&q, &c->field->plausible);
}

static void refuse_implausible(struct reading *c, const struct quantity_read *read, const struct quantity *plausible)
{
	const struct words unit = {plausible->unit->zh, plausible->unit->en};
	struct buf b;
	struct unit_use other;
	buf_init(&b);
	interval_write(&b, &plausible->v);
	struct str range = arena_str(c->a, buf_str(&b));
	buf_release(&b);
	c->out->face = FACE_IMPLAUSIBLE;
	if (fits_without_multiplier(c, read, &other) || fits_in_wan(c, read, &other)) {
		struct words fits = unit_words(c->a, &other);
		WORDS_SAY(&c->out->problem, c->a, "\"%.*s\" lies outside %.*s %.*s; would fit as %.*s", STR_ARG(c->cell),
			  STR_ARG(range), STR_ARG(words_in(unit, in)), STR_ARG(words_in(fits, in)));
	} else {
		WORDS_SAY(&c->out->problem, c->a, "\"%.*s\" lies outside %.*s %.*s", STR_ARG(c->cell), STR_ARG(range),
			  STR_ARG(words_in(unit, in)));
	}
}

/* ------------------------------------------------------------------------------------------------------------------ */

static void note_other_unit(struct reading *c, const struct quantity_read *read)
{
	struct words cell = unit_words(c->a, &read->cell_unit), header = unit_words(c->a, &c->header);
	WORDS_SAY(&c->out->note, c->a, "the cell's unit %.*s stands against the header's %.*s",
		  STR_ARG(words_in(cell, in)), STR_ARG(words_in(header, in)));
}

/* A bare 350 of 年产能 may be 吨 or 万吨: a number without a unit has to fit a narrower range. */
static const struct quantity *range_for(const struct field *f, const struct quantity_read *read)
{
	if (f->has_without_unit && (read->notes & QUANTITY_DEFAULT_UNIT))
		return &f->without_unit;
	return f->has_plausible ? &f->plausible : NULL;
}

void read_quantity(struct reading *c)
{
	const struct vocabulary *v = c->r->vocabulary;
	struct quantity_read read;
	const struct quantity_ask ask = {
		.units = &v->units,
		.kind = c->field->quantity,
		.header = c->header,
		.default_unit = c->field->default_unit,
		.conversions = c->r->conversions,
		.n_conversions = c->r->n_conversions,
		.tolerance = v->tolerance,
		.strict = c->r->strict,
	};
	const struct str text = c->field->from_date ? years_plain(c->a, c->cell) : c->cell;
	quantity_read(&read, c->a, &ask, text);
	if (read.status != QUANTITY_OK) {
		if (says[read.status])
			says[read.status](c, &read);
		return;
	}
	c->out->quantity = read.q;
	c->out->header_unit = !read.cell_unit.unit && c->header.unit;
	list_assumptions(c, &read);
	/* the months of 15年半 are ours */
	if ((read.notes & QUANTITY_OTHER_UNIT) && text.p == c->cell.p)
		note_other_unit(c, &read);
	const struct quantity *range = range_for(c->field, &read);
	if (range && !is_plausible(&read.q, range))
		refuse_implausible(c, &read, range);
	else
		c->out->face = FACE_READ;
}
