#include "unit.h"

#include "fixture.h"
#include "spec.h"
#include "value/quantity.h"

struct work {
	struct arena arena, scratch;
	struct units units;
	struct conversion conversions[3];
	struct buf buf;
};

static const char *const status_names[] = {
	[QUANTITY_OK] = "ok",
	[QUANTITY_NOT_A_NUMBER] = "not_a_number",
	[QUANTITY_TOO_LONG] = "too_long",
	[QUANTITY_UNKNOWN_UNIT] = "unknown_unit",
	[QUANTITY_WRONG_KIND] = "wrong_kind",
	[QUANTITY_OTHER_MULTIPLIER] = "other_multiplier",
	[QUANTITY_NEGATIVE] = "negative",
	[QUANTITY_BACKWARDS] = "backwards",
	[QUANTITY_NO_UNIT] = "no_unit",
	[QUANTITY_NO_YEAR] = "no_year",
	[QUANTITY_NO_MEMORY] = "no_memory",
};

/* The first unit of the kind: what a field's default would be. */
static const struct unit *base_unit(const struct units *u, const struct quantity_kind *kind)
{
	for (size_t i = 0; i < u->n; i++)
		if (u->items[i]->kind == kind)
			return u->items[i];
	return NULL;
}

static void set_header(struct spec_case *c, struct work *w, struct quantity_ask *ask, struct str header)
{
	if (str_is(header, "-") || units_read(&w->units, &ask->header, &w->scratch, ask->kind, header))
		return;
	const struct quantity_kind *other = units_other_kind(&w->units, &w->scratch, ask->kind, header);
	if (!other || !units_read(&w->units, &ask->header, &w->scratch, other, header))
		spec_fail(c, "the header names no unit");
}

/* A kind with "strict" behind it fills in nothing; with "nodefault" the field has no unit. */
static struct quantity_ask ask_of(struct spec_case *c, struct work *w, struct str kind, struct str header)
{
	struct quantity_ask ask = {.units = &w->units, .tolerance = fixture_decimal(&w->arena, "0.1"),
				   .conversions = w->conversions, .n_conversions = 3};
	ask.strict = str_ends(kind, STR(" strict"));
	bool no_default = str_ends(kind, STR(" nodefault"));
	ask.kind = units_kind(&w->units, str_sub(kind, 0, strcspn(kind.p, " ")));
	if (!ask.kind) {
		spec_fail(c, "no such kind");
		return ask;
	}
	ask.default_unit = no_default ? NULL : base_unit(&w->units, ask.kind);
	set_header(c, w, &ask, header);
	return ask;
}

static void write_notes(struct buf *out, unsigned notes)
{
	static const char *const names[] = {"tolerance", "default", "year", "other_unit", "converted"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (notes & 1u << i) {
			if (out->n)
				buf_addc(out, ' ');
			buf_adds(out, names[i]);
		}
}

/*
 * read | kind | header | cell | quantity | notes or read | kind | header | cell | status [other kind] | culprit
 */
static void check_read(struct spec_case *c, struct work *w)
{
	struct quantity_read r;
	struct quantity_ask ask = ask_of(c, w, spec_field(c, 1), spec_field(c, 2));
	if (!ask.kind)
		return;
	quantity_read(&r, &w->scratch, &ask, spec_field(c, 3));
	if (r.status == QUANTITY_OK) {
		assert_ptr_equal(r.q.unit->kind, ask.kind);
		quantity_write(&w->buf, &r.q);
	} else {
		buf_adds(&w->buf, status_names[r.status]);
		if (r.other)
			buf_printf(&w->buf, " %.*s", STR_ARG(r.other->id));
	}
	spec_want_str(c, "reading", buf_str(&w->buf), spec_field(c, 4));
	buf_clear(&w->buf);
	if (r.status == QUANTITY_OK) {
		write_notes(&w->buf, r.notes);
		spec_want_str(c, "notes", buf_str(&w->buf), spec_field(c, 5));
		spec_want_int(c, "culprit length", (long long)r.culprit.n, 0);
	} else {
		spec_want_str(c, "culprit", r.culprit, spec_field(c, 5));
	}
}

static bool read_field(struct spec_case *c, struct work *w, struct quantity *out, size_t kind, size_t field)
{
	struct quantity_read r;
	struct quantity_ask ask = ask_of(c, w, spec_field(c, kind), STR("-"));
	if (!ask.kind)
		return false;
	quantity_read(&r, &w->scratch, &ask, spec_field(c, field));
	if (r.status != QUANTITY_OK)
		return spec_fail(c, "field %zu is no quantity", field);
	*out = r.q;
	return true;
}

/* compare | kind | cell | limit | at_most | less_than | at_least | more_than */
static void check_compare(struct spec_case *c, struct work *w)
{
	struct quantity q, limit;
	if (!read_field(c, w, &q, 1, 2) || !read_field(c, w, &limit, 1, 3))
		return;
	for (int rel = REL_AT_MOST; rel <= REL_MORE_THAN; rel++)
		spec_want_str(c, "truth", str_from(truth_name(quantity_compare(&q, (enum relation)rel, &limit))),
			      spec_field(c, 4 + (size_t)rel));
}

/* within | kind | inner | outer | yes;  equal | kind | a | b | yes */
static void check_pair(struct spec_case *c, struct work *w, bool (*holds)(const struct quantity *,
									  const struct quantity *))
{
	struct quantity a, b;
	if (read_field(c, w, &a, 1, 2) && read_field(c, w, &b, 1, 3))
		spec_want_str(c, "answer", holds(&a, &b) ? STR("yes") : STR("no"), spec_field(c, 4));
}

/* in | kind | cell | unit | quantity or "none" */
static void check_in(struct spec_case *c, struct work *w)
{
	struct quantity q, in;
	const struct unit *unit = fixture_unit(&w->units, spec_field(c, 1).p, spec_field(c, 3).p);
	if (!unit) {
		spec_fail(c, "no such unit");
		return;
	}
	if (!read_field(c, w, &q, 1, 2))
		return;
	if (quantity_in_unit(&in, &w->scratch, &q, unit)) {
		quantity_write(&w->buf, &in);
		if (!quantity_equal(&in, &q))
			spec_fail(c, "the converted quantity is another");
	} else {
		buf_adds(&w->buf, "none");
	}
	spec_want_str(c, "quantity", buf_str(&w->buf), spec_field(c, 4));
}

static void one(struct spec_case *c, void *ctx)
{
	struct work *w = ctx;
	arena_clear(&w->scratch);
	buf_clear(&w->buf);
	if (str_is(spec_field(c, 0), "read"))
		check_read(c, w);
	else if (str_is(spec_field(c, 0), "compare"))
		check_compare(c, w);
	else if (str_is(spec_field(c, 0), "within"))
		check_pair(c, w, quantity_within);
	else if (str_is(spec_field(c, 0), "equal"))
		check_pair(c, w, quantity_equal);
	else if (str_is(spec_field(c, 0), "in"))
		check_in(c, w);
	else
		spec_fail(c, "no such check");
}

static int setup(void **state)
{
	struct work *w = calloc(1, sizeof *w);
	assert_non_null(w);
	arena_init(&w->arena);
	arena_init(&w->scratch);
	buf_init(&w->buf);
	fixture_init(&w->units, &w->arena);
	const struct unit *year = fixture_unit(&w->units, "annual_mass", "t/a");
	const struct unit *daily = fixture_unit(&w->units, "daily_mass", "t/d");
	w->conversions[0] = (struct conversion){daily, fixture_unit(&w->units, "percentage", "%"), decimal_from_int(1),
						STR("of another kind than any that is asked")};
	w->conversions[1] = (struct conversion){daily, year, decimal_from_int(310), STR("310 days a year")};
	w->conversions[2] = (struct conversion){fixture_unit(&w->units, "power", "kW"),
						fixture_unit(&w->units, "apparent_power", "kVA"),
						decimal_from_int(1), STR("for the tests")};
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct work *w = *state;
	buf_release(&w->buf);
	arena_release(&w->scratch);
	arena_release(&w->arena);
	free(w);
	return 0;
}

static void test_table(void **state)
{
	spec_run("tests/spec/quantity.txt", one, *state);
}

/* What is said of the unit beside the value. */
static void test_cell_unit(void **state)
{
	struct work *w = *state;
	struct quantity_read r;
	struct quantity_ask ask = {.units = &w->units, .kind = units_kind(&w->units, STR("annual_mass"))};
	ask.default_unit = fixture_unit(&w->units, "annual_mass", "t/a");
	ask.conversions = w->conversions;
	ask.n_conversions = 3;
	quantity_read(&r, &w->scratch, &ask, STR("5万吨"));
	assert_ptr_equal(r.cell_unit.unit, ask.default_unit);
	assert_int_equal(r.cell_unit.multiplier.digits, 10000);
	assert_true(r.cell_unit.implied_year);
	quantity_read(&r, &w->scratch, &ask, STR("5万"));
	assert_null(r.cell_unit.unit);
	assert_int_equal(r.cell_unit.multiplier.digits, 10000);
	quantity_read(&r, &w->scratch, &ask, STR("5"));
	assert_null(r.cell_unit.unit);
	assert_int_equal(r.cell_unit.multiplier.digits, 1);
	quantity_read(&r, &w->scratch, &ask, STR("1000吨/日"));
	assert_ptr_equal(r.conversion, &w->conversions[1]);
	assert_ptr_equal(r.q.unit, ask.default_unit);
	assert_int_equal(r.q.v.lo.digits, 310000);
}

static void test_infinite_ends(void **state)
{
	struct work *w = *state;
	struct decimal five = decimal_from_int(5), zero = decimal_from_int(0);
	const struct unit *mm = fixture_unit(&w->units, "length", "mm");
	struct quantity all = {{.lo_infinite = true, .hi_infinite = true}, mm}, point = {interval_point(five), mm};
	struct quantity below = {{.lo_infinite = true, .hi = five, .hi_open = true}, mm};
	struct quantity near = {{.lo = zero, .hi = five}, mm};
	for (int rel = REL_AT_MOST; rel <= REL_MORE_THAN; rel++)
		assert_int_equal(quantity_compare(&all, (enum relation)rel, &point), TRUTH_UNKNOWN);
	assert_int_equal(quantity_compare(&below, REL_LESS_THAN, &point), TRUTH_TRUE);
	assert_int_equal(quantity_compare(&below, REL_AT_LEAST, &point), TRUTH_FALSE);
	assert_true(quantity_within(&near, &all));
	assert_false(quantity_within(&all, &near));
	assert_false(quantity_within(&below, &near));
	assert_true(quantity_within(&all, &all));
	assert_true(quantity_equal(&below, &below));
	assert_false(quantity_equal(&below, &all));
	assert_true(interval_is_point(&point.v));
	assert_false(interval_is_point(&near.v));
	quantity_write(&w->buf, &below);
	assert_str(buf_str(&w->buf), "(-inf,5) mm");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_table, setup, teardown),
		cmocka_unit_test_setup_teardown(test_cell_unit, setup, teardown),
		cmocka_unit_test_setup_teardown(test_infinite_ends, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
