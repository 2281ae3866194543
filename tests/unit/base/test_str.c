#include "unit.h"

#include "base/str.h"

static int sign(int n)
{
	return (n > 0) - (n < 0);
}

static void test_compare(void **state)
{
	(void)state;
	assert_true(str_eq(STR(""), STR_NONE));
	assert_true(str_eq(STR("a\0b"), STR("a\0b")));
	assert_false(str_eq(STR("a\0b"), STR("a\0c")));
	assert_false(str_eq(STR("a"), STR("ab")));
	assert_true(str_is(STR("ab"), "ab"));
	assert_false(str_is(STR("ab"), "a"));
	assert_true(str_is(STR_NONE, ""));
	assert_true(str_eq(str_from(NULL), STR_NONE));

	assert_int_equal(str_cmp(STR("a"), STR("a")), 0);
	assert_int_equal(sign(str_cmp(STR("a"), STR("b"))), -1);
	assert_int_equal(sign(str_cmp(STR("ab"), STR("a"))), 1);
	assert_int_equal(sign(str_cmp(STR(""), STR("a"))), -1);
	assert_int_equal(sign(str_cmp(STR_NONE, STR(""))), 0);
	/* By bytes, not by signed chars: 高 behind z. */
	assert_int_equal(sign(str_cmp(STR("高"), STR("z"))), 1);
}

static void test_parts(void **state)
{
	(void)state;
	struct str s = STR("JO2-41-4");
	assert_true(str_starts(s, STR("JO2")));
	assert_true(str_starts(s, STR("")));
	assert_false(str_starts(s, STR("JO3")));
	assert_false(str_starts(STR("JO"), STR("JO2")));
	assert_true(str_starts_any_case(s, STR("jo2-")));
	assert_true(str_starts_any_case(STR("up to"), STR("up t")));
	assert_true(str_starts_any_case(STR_NONE, STR_NONE));
	assert_false(str_starts_any_case(s, STR("jo3")));
	assert_false(str_starts_any_case(STR("UP"), STR("up ")));
	assert_false(str_starts_any_case(STR("@P"), STR("`p")));
	assert_true(str_ends(s, STR("-4")));
	assert_true(str_ends(s, STR_NONE));
	assert_false(str_ends(s, STR("-5")));
	assert_false(str_ends(STR("4"), STR("-4")));

	assert_str(str_sub(s, 0, 3), "JO2");
	assert_str(str_sub(s, 4, 99), "41-4");
	assert_str(str_sub(s, 99, 100), "");
	assert_str(str_sub(s, 5, 2), "");
	assert_null(str_sub(STR_NONE, 0, 5).p);

	assert_int_equal(str_find(s, STR("41")), 4);
	assert_int_equal(str_find(s, STR("JO2-41-4")), 0);
	assert_int_equal(str_find(s, STR("")), 0);
	assert_int_equal(str_find(s, STR("5")), s.n + 1);
	assert_int_equal(str_find(s, STR("JO2-41-41")), s.n + 1);
	assert_int_equal(str_find(STR_NONE, STR("a")), 1);
	assert_int_equal(str_find(STR("a\0b"), STR("b")), 2);
	assert_true(str_has(s, STR("-4")));
	assert_false(str_has(s, STR("--")));
	assert_true(str_has(STR_NONE, STR_NONE));
}

static void test_trim(void **state)
{
	(void)state;
	static const struct {
		const char *text, *trimmed;
	} cases[] = {
		{"", ""},
		{"a", "a"},
		{"  a b\t", "a b"},
		{" \t\r\n\v\f", ""},
		{"\xe3\x80\x80高　炉\xe3\x80\x80", "高　炉"},
		{"\xc2\xa0" "a\xc2\xa0 \xe3\x80\x80", "a"},
		{"\xef\xbb\xbf" "id\xef\xbb\xbf", "id"},
		{"\xe3\x80\x80", ""},
		/* Characters that only begin or end with the bytes of a blank. */
		{"\xe3\x80\x81", "\xe3\x80\x81"},
		{"\xe5\x80\x80", "\xe5\x80\x80"},
		{"\xe2\x80\x80", "\xe2\x80\x80"},
		{"\xc3\xa0", "\xc3\xa0"},
		{"\xa0", "\xa0"},
		{"\x80\x80", "\x80\x80"},
		{"\x1b a", "\x1b a"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_str(str_trim(str_from(cases[i].text)), cases[i].trimmed);
	assert_int_equal(str_trim(STR_NONE).n, 0);
	assert_int_equal(str_trim(STR("a\0 ")).n, 2);
}

static void test_distance(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
		size_t distance;
	} cases[] = {
		{"", "", 0},           {"abc", "abc", 0},        {"abc", "", 3},       {"", "ab", 2},
		{"where", "were", 1},  {"kitten", "sitting", 3}, {"except", "exempt", 2},
		{"obsolete_if", "obsolet_if", 1},
		{"ab", "ba", 2},       {"abcdef", "uvwxyz", 6},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str a = str_from(cases[i].a), b = str_from(cases[i].b);
		size_t d = cases[i].distance;
		assert_int_equal(str_distance(a, b, 10), d);
		assert_int_equal(str_distance(b, a, 10), d);
		assert_int_equal(str_distance(a, b, d), d);
		if (d)
			assert_int_equal(str_distance(a, b, d - 1), d);
	}
	char longest[65];
	memset(longest, 'a', sizeof longest);
	assert_int_equal(str_distance((struct str){longest, 64}, (struct str){longest, 63}, 2), 1);
	assert_int_equal(str_distance((struct str){longest, 65}, (struct str){longest, 65}, 2), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_distance),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
