#include "unit.h"

#include "fixture.h"
#include "spec.h"

struct work {
	struct arena arena, scratch;
	struct units units;
	struct buf buf;
};

/* kind | text | "none", "other KIND" or MULTIPLIER UNIT, with "implied" behind it where 年 is */
static void check_read(struct spec_case *c, struct work *w)
{
	struct unit_use use;
	const struct quantity_kind *kind = units_kind(&w->units, spec_field(c, 1)), *other;
	if (!kind) {
		spec_fail(c, "no such kind");
		return;
	}
	if (units_read(&w->units, &use, &w->scratch, kind, spec_field(c, 2))) {
		assert_ptr_equal(use.unit->kind, kind);
		decimal_write(&w->buf, &use.multiplier);
		buf_printf(&w->buf, " %.*s%s", STR_ARG(use.unit->id), use.implied_year ? " implied" : "");
	} else if ((other = units_other_kind(&w->units, &w->scratch, kind, spec_field(c, 2))) != NULL) {
		assert_ptr_not_equal(other, kind);
		buf_printf(&w->buf, "other %.*s", STR_ARG(other->id));
	} else {
		buf_adds(&w->buf, "none");
	}
	spec_want_str(c, "unit", buf_str(&w->buf), spec_field(c, 3));
}

static void check_multiplier(struct spec_case *c, struct work *w)
{
	struct decimal d = decimal_from_int(0);
	size_t n = unit_multiplier(&d, spec_field(c, 1));
	if (n) {
		decimal_write(&w->buf, &d);
		buf_printf(&w->buf, " %zu", n);
	} else {
		buf_adds(&w->buf, "none");
	}
	spec_want_str(c, "multiplier and length", buf_str(&w->buf), spec_field(c, 2));
}

static void check_write(struct spec_case *c, struct work *w)
{
	struct unit_use use;
	const struct quantity_kind *kind = units_kind(&w->units, spec_field(c, 1));
	if (!kind || !units_read(&w->units, &use, &w->scratch, kind, spec_field(c, 2))) {
		spec_fail(c, "no unit");
		return;
	}
	unit_use_write(&w->buf, &use, true);
	spec_want_str(c, "Chinese words", buf_str(&w->buf), spec_field(c, 3));
	buf_clear(&w->buf);
	unit_use_write(&w->buf, &use, false);
	spec_want_str(c, "English words", buf_str(&w->buf), spec_field(c, 4));
}

static void one(struct spec_case *c, void *ctx)
{
	struct work *w = ctx;
	arena_clear(&w->scratch);
	buf_clear(&w->buf);
	if (str_is(spec_field(c, 0), "unit"))
		check_read(c, w);
	else if (str_is(spec_field(c, 0), "multiplier"))
		check_multiplier(c, w);
	else if (str_is(spec_field(c, 0), "words"))
		check_write(c, w);
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
	spec_run("tests/spec/unit.txt", one, *state);
}

static void test_ids_stand_once(void **state)
{
	struct work *w = *state;
	const struct quantity_kind *length = units_kind(&w->units, STR("length"));
	struct decimal one_ = decimal_from_int(1);
	assert_null(units_add_kind(&w->units, STR("length"), STR(""), STR(""), false));
	assert_null(units_add(&w->units, length, STR("mm"), STR(""), STR(""), one_, one_));
	/* the same id in another kind is another unit */
	assert_non_null(units_add(&w->units, units_kind(&w->units, STR("power")), STR("mm"), STR(""), STR(""), one_,
				  one_));
	assert_null(units_kind(&w->units, STR("lengths")));
}

static void test_one_spelling_one_unit(void **state)
{
	struct work *w = *state;
	struct units *u = &w->units;
	const struct unit *mm = fixture_unit(u, "length", "mm"), *cm = fixture_unit(u, "length", "cm");
	const struct unit *year = fixture_unit(u, "annual_mass", "t/a");
	assert_false(units_add_spelling(u, cm, STR("毫米"), false, false));
	assert_false(units_add_spelling(u, cm, STR("毫 米"), false, false));
	assert_false(units_add_spelling(u, cm, STR("Mm"), false, false)); /* any case of MM is mm */
	assert_false(units_add_spelling(u, mm, STR("CM"), true, false));  /* would take cm as well */
	assert_true(units_add_spelling(u, cm, STR("CM"), false, false));
	assert_true(units_add_spelling(u, mm, STR("毫米"), false, false));
	assert_true(units_add_spelling(u, fixture_unit(u, "power", "W"), STR("毫米"), false, false));
	assert_false(units_add_spelling(u, mm, STR("  "), false, false));
	assert_false(units_add_spelling(u, mm, STR("公厘"), false, true)); /* no yearly kind */
	assert_false(units_add_spelling(u, year, STR("吨"), false, false)); /* lacks 年 already */
}

static void test_uses_compare(void **state)
{
	struct work *w = *state;
	const struct quantity_kind *kind = units_kind(&w->units, STR("annual_mass"));
	struct unit_use a, b;
	assert_true(units_read(&w->units, &a, &w->scratch, kind, STR("万吨/年")));
	assert_true(units_read(&w->units, &b, &w->scratch, kind, STR("10^4 t")));
	assert_true(unit_use_same(&a, &b));
	assert_true(units_read(&w->units, &b, &w->scratch, kind, STR("吨/年")));
	assert_false(unit_use_same(&a, &b));
	assert_true(units_read(&w->units, &b, &w->scratch, kind, STR("10kt/a")) == false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_table, setup, teardown),
		cmocka_unit_test_setup_teardown(test_ids_stand_once, setup, teardown),
		cmocka_unit_test_setup_teardown(test_one_spelling_one_unit, setup, teardown),
		cmocka_unit_test_setup_teardown(test_uses_compare, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
