#include "unit.h"

#include "fixture.h"
#include "spec.h"

static struct unit_use header_unit(struct spec_case *c, const struct fixture *x, struct arena *a, const struct field *f)
{
	struct unit_use use = {.unit = NULL, .multiplier = decimal_from_int(1)};
	if (!str_is(spec_field(c, 2), "-") && !units_read(&x->v->units, &use, a, f->quantity, spec_field(c, 2)))
		spec_fail(c, "no unit");
	return use;
}

static void write_assumed(struct buf *out, const struct value *v)
{
	for (size_t i = 0; i < v->n_assumed; i++)
		buf_printf(out, "%s%s", i ? " " : "", assumption_name(v->assumed[i].id));
}

static void want_words(struct spec_case *c, const struct value *v)
{
	struct str said = v->problem.en.n ? v->problem.en : v->note.en, want = spec_field(c, 7);
	if (want.n ? !str_has(said, want) : said.n > 0)
		spec_fail(c, "says \"%.*s\"", STR_ARG(said));
	if (said.n && !v->problem.zh.n && !v->note.zh.n)
		spec_fail(c, "no Chinese words");
}

static void one(struct spec_case *c, void *ctx)
{
	const struct fixture *x = ctx;
	struct arena a;
	struct buf value, assumed;
	struct value v;
	const struct field *f = vocabulary_field(x->v, spec_field(c, 0));
	const struct kind *k = vocabulary_kind(x->v, spec_field(c, 1));
	arena_init(&a);
	buf_init(&value);
	buf_init(&assumed);
	if (!f || (!k && !str_is(spec_field(c, 1), "-"))) {
		spec_fail(c, "no such field or kind");
	} else {
		value_read(&v, &a, &x->reader, f, k, header_unit(c, x, &a, f), spec_field(c, 3));
		value_write(&value, &v);
		write_assumed(&assumed, &v);
		spec_want_str(c, "face", str_from(face_name(v.face)), spec_field(c, 4));
		spec_want_str(c, "value", buf_str(&value), spec_field(c, 5));
		spec_want_str(c, "assumed", buf_str(&assumed), spec_field(c, 6));
		spec_want_str(c, "as filed", v.as_filed, spec_field(c, 3));
		want_words(c, &v);
	}
	buf_release(&value);
	buf_release(&assumed);
	arena_release(&a);
}

static void cells_are_read(void **state)
{
	spec_run("tests/spec/reading.txt", one, *state);
}

static struct value read_one(const struct fixture *x, struct arena *a, const struct reader *r, const char *field,
			     const char *cell)
{
	struct value v;
	value_read(&v, a, r, fixture_field(x, field), NULL, (struct unit_use){.unit = NULL}, str_from(cell));
	return v;
}

static void strict_fills_in_nothing(void **state)
{
	const struct fixture *x = *state;
	struct reader strict = x->reader;
	struct arena a;
	strict.strict = true;
	arena_init(&a);
	assert_int_equal(read_one(x, &a, &strict, "effective_volume", "450").face, FACE_UNREADABLE);
	assert_int_equal(read_one(x, &a, &strict, "effective_volume", "约450m3").face, FACE_UNREADABLE);
	assert_int_equal(read_one(x, &a, &strict, "annual_capacity", "30万吨").face, FACE_UNREADABLE);
	assert_int_equal(read_one(x, &a, &strict, "effective_volume", "450m3").face, FACE_READ);
	struct value v = read_one(x, &a, &strict, "annual_capacity", "30万吨");
	assert_true(str_has(v.problem.en, STR("does not say per year")));
	v = read_one(x, &a, &strict, "effective_volume", "450");
	assert_true(str_has(v.problem.en, STR("names no unit")));
	arena_release(&a);
}

static void mapping_tokens_come_first(void **state)
{
	const struct fixture *x = *state;
	struct reader r = x->reader;
	struct str unknown[] = {STR("待查明"), STR("有")}, none[] = {STR("炼铁")};
	const struct tokens more_unknown = {unknown, 2}, more_none = {none, 1};
	struct arena a;
	r.more_unknown = &more_unknown;
	r.more_not_applicable = &more_none;
	arena_init(&a);
	assert_int_equal(read_one(x, &a, &r, "effective_volume", "待查明").face, FACE_UNKNOWN_TOKEN);
	assert_int_equal(read_one(x, &a, &r, "has_approval", "有").face, FACE_UNKNOWN_TOKEN);
	assert_int_equal(read_one(x, &a, &r, "furnace_use", "炼铁").face, FACE_NOT_APPLICABLE);
	assert_int_equal(read_one(x, &a, &r, "has_approval", "是").face, FACE_READ);
	arena_release(&a);
}

static void a_conversion_is_printed(void **state)
{
	const struct fixture *x = *state;
	const struct units *u = &x->v->units;
	struct reader r = x->reader;
	struct unit_use from, to;
	struct arena a;
	arena_init(&a);
	assert_true(units_read(u, &from, &a, units_kind(u, STR("daily_mass")), STR("吨/日")));
	assert_true(units_read(u, &to, &a, units_kind(u, STR("annual_mass")), STR("吨/年")));
	const struct conversion days = {from.unit, to.unit, decimal_from_int(310), STR("一年310天")};
	r.conversions = &days;
	r.n_conversions = 1;
	struct value v = read_one(x, &a, &r, "annual_capacity", "1000吨/日");
	assert_int_equal(v.face, FACE_READ);
	assert_int_equal(v.n_assumed, 1);
	assert_str(v.assumed[0].detail, "1 t/d = 310 t/a; 一年310天");
	arena_release(&a);
}

static void readings_agree(void **state)
{
	static const struct {
		const char *field, *a, *b;
		bool agree;
	} cases[] = {
		{"effective_volume", "450 m3", "450立方米", true},
		{"effective_volume", "450 m3", "450000 L", true},
		{"effective_volume", "450 m3", "451 m3", false},
		{"effective_volume", "450 m3", "不详", false},
		{"furnace_use", "铁合金", "镍铬生铁", true},
		{"furnace_use", "镍铬生铁", "铁合金", true},
		{"furnace_use", "炼铁", "铁合金", false},
		{"commissioning_date", "2003年", "2003-05-01", true},
		{"commissioning_date", "2003年", "2004-05-01", false},
		{"has_approval", "有", "√", true},
		{"has_approval", "有", "无", false},
		{"unit_count", "2", "两座", true},
		{"unit_count", "2", "3", false},
		{"model", "R531", "R531A", false},
	};
	const struct fixture *x = *state;
	struct arena a;
	arena_init(&a);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct value first = read_one(x, &a, &x->reader, cases[i].field, cases[i].a);
		struct value second = read_one(x, &a, &x->reader, cases[i].field, cases[i].b);
		if (value_agrees(&first, &second) != cases[i].agree)
			fail_msg("%s: \"%s\" and \"%s\"", cases[i].field, cases[i].a, cases[i].b);
	}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_read),
		cmocka_unit_test(strict_fills_in_nothing),
		cmocka_unit_test(mapping_tokens_come_first),
		cmocka_unit_test(a_conversion_is_printed),
		cmocka_unit_test(readings_agree),
	};
	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
