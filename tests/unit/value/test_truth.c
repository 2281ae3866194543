#include "unit.h"

#include "spec.h"
#include "value/truth.h"

static enum truth named(struct spec_case *c, struct str s)
{
	for (int t = TRUTH_FALSE; t <= TRUTH_TRUE; t++)
		if (str_is(s, truth_name((enum truth)t)))
			return (enum truth)t;
	spec_fail(c, "\"%.*s\" is no truth", STR_ARG(s));
	return TRUTH_UNKNOWN;
}

static void one(struct spec_case *c, void *ctx)
{
	(void)ctx;
	enum truth a = named(c, spec_field(c, 1)), got = truth_not(a);
	if (str_is(spec_field(c, 0), "and"))
		got = truth_and(a, named(c, spec_field(c, 2)));
	else if (str_is(spec_field(c, 0), "or"))
		got = truth_or(a, named(c, spec_field(c, 2)));
	else if (!str_is(spec_field(c, 0), "not"))
		spec_fail(c, "no such operation");
	spec_want_str(c, "truth", str_from(truth_name(got)), c->field[c->n - 1]);
}

static void test_table(void **state)
{
	(void)state;
	spec_run("tests/spec/truth.txt", one, NULL);
}

static void test_laws(void **state)
{
	(void)state;
	for (int i = 0; i < 9; i++) {
		enum truth a = (enum truth)(i / 3), b = (enum truth)(i % 3);
		assert_int_equal(truth_not(truth_not(a)), a);
		assert_int_equal(truth_not(truth_and(a, b)), truth_or(truth_not(a), truth_not(b)));
		assert_int_equal(truth_and(a, truth_or(a, b)), a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_table), cmocka_unit_test(test_laws)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
