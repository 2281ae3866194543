/* The reading of a cell (quantity.h): semantics.md, "Values"; rules-format.md, "Two folds". */
#include "text/fold.h"
#include "value/bound.h"
#include "value/numeral.h"
#include "value/quantity.h"

#include <assert.h>

enum found_type { FOUND_NOTHING, FOUND_MULTIPLIER, FOUND_UNIT };

/* What stood behind a number. */
struct found {
	enum found_type type;
	struct unit_use use;                /* with a bare multiplier the unit is NULL */
	const struct conversion *conversion;
};

struct reader {
	struct quantity_read *out;
	struct arena *a;
	const struct quantity_ask *ask;
	struct folded f;
	struct str text; /* the folded cell up to its last character that is no space */
	size_t from;     /* its first one */
};

static void fail(struct reader *r, enum quantity_status status, size_t from, size_t to)
{
	while (from < to && r->text.p[from] == ' ')
		from++;
	while (to > from && r->text.p[to - 1] == ' ')
		to--;
	r->out->status = status;
	r->out->culprit = from < to ? folded_source(&r->f, from, to) : folded_source(&r->f, r->from, r->text.n);
}

static bool fail_whole(struct reader *r, enum quantity_status status)
{
	fail(r, status, r->from, r->text.n);
	return false;
}

static bool fail_memory(struct reader *r)
{
	r->out->status = QUANTITY_NO_MEMORY;
	return false;
}

/* --- units -------------------------------------------------------------------------------------------------------- */

/* A digit that belongs to no unit: behind anything but a letter (m3), or behind the x of 2x128 or the e of 0x6E0. */
static bool has_number(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char before = i ? s.p[i - 1] : ' ';
		bool letter = (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z');
		if (s.p[i] >= '0' && s.p[i] <= '9' && (!letter || strchr("xXeE", before)))
			return true;
	}
	return false;
}

static struct str bare(struct str s)
{
	s = str_trim(s);
	if (s.n > 2 && s.p[0] == '(' && s.p[s.n - 1] == ')')
		s = str_trim(str_sub(s, 1, s.n - 1));
	return s;
}

/* Permits print the unit twice: 20mg/Nm3 mg/Nm3. */
static struct str undoubled(struct str s)
{
	for (size_t i = 0; i + 1 < s.n; i++)
		if (s.p[i] == ' ' && s.p[i + 1] != ' ' && str_eq(str_trim(str_sub(s, 0, i)), str_sub(s, i + 1, s.n)))
			return str_sub(s, i + 1, s.n);
	return s;
}

static bool find_conversion(struct reader *r, struct found *out, struct str text)
{
	const struct quantity_ask *ask = r->ask;
	out->conversion = conversion_find(&out->use, ask->conversions, ask->n_conversions, ask->units, r->a, ask->kind,
					  text);
	out->type = out->conversion ? FOUND_UNIT : FOUND_NOTHING;
	return out->conversion;
}

static bool find_unit(struct reader *r, struct found *out, struct str text)
{
	*out = (struct found){.use.multiplier = decimal_from_int(1)};
	if (text.n == 0)
		return true;
	if (units_read(r->ask->units, &out->use, r->a, r->ask->kind, text)) {
		out->type = FOUND_UNIT;
		return true;
	}
	struct decimal multiplier;
	if (unit_multiplier(&multiplier, text) == text.n) {
		out->type = FOUND_MULTIPLIER;
		out->use = (struct unit_use){.multiplier = multiplier};
		return true;
	}
	return find_conversion(r, out, text);
}

/* The unit, if any, that is the whole of text[from, to). */
static bool take_unit(struct reader *r, struct found *out, size_t from, size_t to)
{
	struct str text = undoubled(bare(str_sub(r->text, from, to)));
	if (find_unit(r, out, text))
		return true;
	if (r->a->failed)
		return fail_memory(r);
	r->out->other = units_other_kind(r->ask->units, r->a, r->ask->kind, text);
	if (r->out->other)
		fail(r, QUANTITY_WRONG_KIND, from, to);
	else if (has_number(text))
		fail_whole(r, QUANTITY_NOT_A_NUMBER);
	else
		fail(r, QUANTITY_UNKNOWN_UNIT, from, to);
	return false;
}

/* --- what the cell, the header and the field say of the unit ------------------------------------------------------ */

static bool settle_year(struct reader *r, const struct unit_use *use, size_t from)
{
	const struct unit_use *header = &r->ask->header;
	bool said = header->unit && header->unit->kind == r->ask->kind && !header->implied_year;
	if (!use->implied_year || said)
		return true;
	if (r->ask->strict) {
		fail(r, QUANTITY_NO_YEAR, from, r->text.n);
		return false;
	}
	r->out->notes |= QUANTITY_IMPLIED_YEAR;
	return true;
}

static bool is_one(const struct decimal *d)
{
	struct decimal one = decimal_from_int(1);
	return decimal_cmp(d, &one) == 0;
}

static bool settle_cell_unit(struct reader *r, const struct found *found, size_t from)
{
	const struct unit_use *header = &r->ask->header;
	if (header->unit == found->use.unit && !unit_use_same(header, &found->use)) {
		fail(r, QUANTITY_OTHER_MULTIPLIER, from, r->text.n);
		return false;
	}
	if (header->unit && header->unit != found->use.unit)
		r->out->notes |= QUANTITY_OTHER_UNIT;
	return settle_year(r, &found->use, from);
}

static bool settle_header_unit(struct reader *r, struct found *found, bool multiplied, size_t from)
{
	const struct unit_use *header = &r->ask->header;
	if (multiplied && !is_one(&header->multiplier)) {
		fail(r, QUANTITY_OTHER_MULTIPLIER, from, r->text.n);
		return false;
	}
	found->use.unit = header->unit;
	if (!multiplied)
		found->use.multiplier = header->multiplier;
	bool other_kind = header->unit->kind != r->ask->kind;
	for (size_t i = 0; i < r->ask->n_conversions && other_kind && !found->conversion; i++)
		if (r->ask->conversions[i].from == header->unit && r->ask->conversions[i].to->kind == r->ask->kind)
			found->conversion = &r->ask->conversions[i];
	if (other_kind && !found->conversion) {
		r->out->other = header->unit->kind;
		return fail_whole(r, QUANTITY_WRONG_KIND);
	}
	return settle_year(r, header, r->from);
}

/*
 * Afterwards found->use is the unit and multiplier of the number. `multiplied`: the cell multiplies by itself (1.2万,
 * 3万5千), which a header of 万吨 makes unclear.
 */
static bool settle(struct reader *r, struct found *found, bool multiplied, size_t from)
{
	assert(!r->ask->header.unit || !decimal_is_zero(&r->ask->header.multiplier));
	r->out->cell_unit = found->use;
	if (found->type == FOUND_UNIT)
		return settle_cell_unit(r, found, from);
	if (r->ask->header.unit)
		return settle_header_unit(r, found, multiplied || found->type == FOUND_MULTIPLIER, from);
	if (!r->ask->default_unit || r->ask->strict)
		return fail_whole(r, QUANTITY_NO_UNIT);
	found->use.unit = r->ask->default_unit;
	r->out->notes |= QUANTITY_DEFAULT_UNIT;
	return true;
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

static bool reckoned(struct reader *r, enum decimal_status status)
{
	if (status == DECIMAL_OK)
		return true;
	return status == DECIMAL_NO_MEMORY ? fail_memory(r) : fail_whole(r, QUANTITY_TOO_LONG);
}

static bool take_number(struct reader *r, struct numeral *out, size_t from)
{
	enum decimal_status status = numeral_scan(out, r->a, r->text, from);
	if (status == DECIMAL_SYNTAX)
		return fail_whole(r, QUANTITY_NOT_A_NUMBER);
	return reckoned(r, status);
}

static bool multiply(struct reader *r, struct decimal *d, const struct found *found)
{
	if (!reckoned(r, decimal_mul(d, r->a, d, &found->use.multiplier)))
		return false;
	return !found->conversion || reckoned(r, decimal_mul(d, r->a, d, &found->conversion->factor));
}

static bool widen(struct reader *r, struct interval *v)
{
	struct decimal one = decimal_from_int(1), less, more;
	if (!reckoned(r, decimal_sub(&less, r->a, &one, &r->ask->tolerance)) ||
	    !reckoned(r, decimal_add(&more, r->a, &one, &r->ask->tolerance)) ||
	    !reckoned(r, decimal_mul(&v->lo, r->a, &v->lo, &less)) ||
	    !reckoned(r, decimal_mul(&v->hi, r->a, &v->hi, &more)))
		return false;
	r->out->notes |= QUANTITY_TOLERANCE;
	return true;
}

/* The interval of a bounded number: nothing here is below zero, so "at most 0" is 0 and "below 0" is nothing. */
static bool apply_bound(struct reader *r, struct interval *v, enum bound bound)
{
	bool zero = decimal_is_zero(&v->hi);
	switch (bound) {
	case BOUND_NONE:
		break;
	case BOUND_ABOUT:
		return r->ask->strict ? fail_whole(r, QUANTITY_NOT_A_NUMBER) : widen(r, v);
	case BOUND_AT_MOST:
	case BOUND_BELOW:
		if (zero)
			return bound == BOUND_AT_MOST || fail_whole(r, QUANTITY_NEGATIVE);
		v->lo = decimal_from_int(0);
		v->lo_open = true;
		v->hi_open = bound == BOUND_BELOW;
		return true;
	case BOUND_AT_LEAST:
	case BOUND_ABOVE:
		v->hi = decimal_from_int(0);
		v->hi_infinite = true;
		v->lo_open = bound == BOUND_ABOVE;
		return true;
	}
	return true;
}

static void accept(struct reader *r, const struct interval *v, const struct found *found)
{
	r->out->q = (struct quantity){.v = *v, .unit = found->conversion ? found->conversion->to : found->use.unit};
	r->out->conversion = found->conversion;
	if (found->conversion)
		r->out->notes |= QUANTITY_CONVERTED;
	r->out->status = QUANTITY_OK;
}

/* 五千瓦: 千瓦 is a unit of its own, so the number is 五. */
static void prefer_longest_unit(struct reader *r, struct numeral *n, size_t to)
{
	struct unit_use use;
	if (!n->short_end || !units_read(r->ask->units, &use, r->a, r->ask->kind, str_sub(r->text, n->short_end, to)) ||
	    !is_one(&use.multiplier))
		return;
	n->value = n->short_value;
	n->end = n->short_end;
}

/* The unit behind a number; one with 万 inside (3万5千) takes no multiplier more. */
static bool take_unit_of(struct reader *r, struct found *out, const struct numeral *n, size_t to)
{
	if (!take_unit(r, out, n->end, to))
		return false;
	return !n->compound || is_one(&out->use.multiplier) || fail_whole(r, QUANTITY_NOT_A_NUMBER);
}

static void read_single(struct reader *r, enum bound prefix, struct numeral *n)
{
	struct found found;
	size_t to = r->text.n;
	enum bound suffix = bound_suffix(r->text, n->end, &to);
	prefer_longest_unit(r, n, to);
	if (prefix != BOUND_NONE && suffix != BOUND_NONE) {
		fail_whole(r, QUANTITY_NOT_A_NUMBER);
		return;
	}
	if (!take_unit_of(r, &found, n, to) || !settle(r, &found, n->compound, n->end) ||
	    !multiply(r, &n->value, &found))
		return;
	struct interval v = interval_point(n->value);
	if (apply_bound(r, &v, prefix != BOUND_NONE ? prefix : suffix))
		accept(r, &v, &found);
}

/*
 * The unit of the first number of a range is its own only where the second has one too (900mm~1.2m). A multiplier
 * behind the second is the first's too (3~5万), but 3~4万5千 may mean 3 or 30000.
 */
static bool settle_range(struct reader *r, struct found *low, struct found *high, const struct numeral *low_n,
			 const struct numeral *high_n)
{
	bool own = low->type == FOUND_MULTIPLIER || low_n->compound;
	if (low->type == FOUND_UNIT ? high->type != FOUND_UNIT : high_n->compound && !own)
		return fail_whole(r, QUANTITY_NOT_A_NUMBER);
	if (low->type == FOUND_UNIT && !settle(r, low, low_n->compound, low_n->end))
		return false;
	if (!settle(r, high, own || high_n->compound, high_n->end))
		return false;
	if (low->type != FOUND_UNIT) {
		struct decimal multiplier = low->use.multiplier;
		*low = *high;
		if (own)
			low->use.multiplier = multiplier;
	}
	if (low->conversion != high->conversion)
		return fail_whole(r, QUANTITY_NOT_A_NUMBER);
	return true;
}

/* Both numbers in one of the two units, the second's where that can be; *in is then that unit's. */
static bool same_unit(struct reader *r, struct interval *v, const struct found *low, const struct found *high,
		      const struct found **in)
{
	struct quantity lo = {interval_point(v->lo), low->use.unit}, hi = {interval_point(v->hi), high->use.unit};
	*in = high;
	if (high->conversion || lo.unit == hi.unit)
		return true;
	if (!quantity_in_unit(&lo, r->a, &lo, hi.unit)) {
		*in = low;
		if (!quantity_in_unit(&hi, r->a, &hi, lo.unit))
			return r->a->failed ? fail_memory(r) : fail_whole(r, QUANTITY_NOT_A_NUMBER);
	}
	v->lo = lo.v.lo;
	v->hi = hi.v.lo;
	return true;
}

static void read_range(struct reader *r, enum bound prefix, struct numeral *low, size_t mid, size_t behind)
{
	struct numeral high;
	struct found low_found, high_found;
	const struct found *in;
	size_t to = r->text.n;
	if (!take_number(r, &high, behind))
		return;
	enum bound suffix = bound_suffix(r->text, high.end, &to);
	if (!low->short_end)
		prefer_longest_unit(r, &high, to);
	enum bound bound = prefix != BOUND_NONE ? prefix : suffix;
	if (low->grouped || high.grouped || bound > BOUND_ABOUT || (prefix != BOUND_NONE && suffix != BOUND_NONE)) {
		fail_whole(r, QUANTITY_NOT_A_NUMBER);
		return;
	}
	if (!take_unit_of(r, &high_found, &high, to) || !take_unit_of(r, &low_found, low, mid) ||
	    !settle_range(r, &low_found, &high_found, low, &high) || !multiply(r, &low->value, &low_found) ||
	    !multiply(r, &high.value, &high_found))
		return;
	struct interval v = {.lo = low->value, .hi = high.value};
	if (!same_unit(r, &v, &low_found, &high_found, &in))
		return;
	if (decimal_cmp(&v.lo, &v.hi) > 0)
		fail_whole(r, QUANTITY_BACKWARDS);
	else if (apply_bound(r, &v, bound))
		accept(r, &v, in);
}

static bool is_negative(struct str text, size_t at)
{
	return at < text.n && text.p[at] == '-' && numeral_begins(text, numeral_skip_spaces(text, at + 1));
}

void quantity_read(struct quantity_read *out, struct arena *a, const struct quantity_ask *ask, struct str cell)
{
	struct reader r = {.out = out, .a = a, .ask = ask};
	struct numeral n;
	size_t mid, behind;
	*out = (struct quantity_read){.status = QUANTITY_NOT_A_NUMBER, .cell_unit.multiplier = decimal_from_int(1)};
	if (!fold_quantity(&r.f, a, cell)) {
		fail_memory(&r);
		return;
	}
	r.text = r.f.text;
	while (r.text.n > 0 && r.text.p[r.text.n - 1] == ' ')
		r.text.n--;
	r.from = numeral_skip_spaces(r.text, 0);

	/* Alone in a cell 一 may be a one or the dash that says "nothing" (8一18系列 shows the habit). */
	if (str_is(str_sub(r.text, r.from, r.text.n), "一")) {
		fail_whole(&r, QUANTITY_NOT_A_NUMBER);
		return;
	}
	size_t at = r.from;
	enum bound prefix = bound_prefix(r.text, &at);
	if (is_negative(r.text, at)) {
		fail_whole(&r, QUANTITY_NEGATIVE);
		return;
	}
	if (at + 1 < r.text.n && r.text.p[at] == '+')
		at++;
	if (!take_number(&r, &n, at))
		return;
	if (bound_range(r.text, n.end, &mid, &behind))
		read_range(&r, prefix, &n, mid, behind);
	else
		read_single(&r, prefix, &n);
}
