/* Which patterns are understood, and that the texts about one lie on both sides of it. */
#include "unit.h"

#include "base/buf.h"
#include "proof/pattern_texts.h"
#include "proof/pattern_tree.h"

static const struct {
	const char *pattern;
	const char *texts[8]; /* that must be among them; none: the pattern is not understood */
} cases[] = {
	{"AB", {"AB", "BB", "B", "AAB", "AC", "XAB", "ABX", "5AB"}},
	{"A|BC", {"A", "BC", "XA", "BCX", "C", "BD"}},
	{"A?B", {"AB", "B", "AAB"}},
	{"A*", {"A", "AA"}},
	{"A+", {"A", "AA", "AAA"}},
	{"A{2,4}", {"AA", "A", "AAAA", "AAAAA"}},
	{"A{3}", {"AAA", "AA", "AAAA"}},
	{"A{2,}", {"AA", "A", "AAA", "AAAA"}},
	{"[3-7]", {"3", "7", "2", "8", "A"}},
	{"[^3-7]", {"3", "7", "2", "8", "A"}},
	{"\\d", {"0", "9", "/", ":"}},
	{"\\D", {"0", "9", "A"}},
	{"[A\\d-]", {"A", "0", "9", "-", "B"}},
	{"\\.", {".", "/", ".."}},
	{"A.", {"AA", "A", "AB"}},
	{"A(?:B|(C|D))E", {"ABE", "ACE", "ADE", "AE"}},
	{"74型.*", {"74型A", "74型", "75型A", "4型A"}},
	{"A||B", {"A", "X", "B"}},
	{"(?!A)B", {NULL}},
	{"A+?", {NULL}},
	{"A++", {NULL}},
	{"(A)\\1", {NULL}},
	{"^A", {NULL}},
	{"A$", {NULL}},
	{"\\bA", {NULL}},
	{"[[:alpha:]]", {NULL}},
	{"[\\D]", {NULL}},
	{"(?i)a", {NULL}},
	{"(*UTF)a", {NULL}},
	{"A{1001}", {NULL}},
};

static bool has(const struct pattern_texts *t, const char *text)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_is(t->items[i], text))
			return true;
	return false;
}

static void texts_lie_on_both_sides(void **state)
{
	struct arena a;
	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct pattern_texts texts;
		bool told = pattern_texts_make(&texts, &a, str_from(cases[i].pattern));
		if (told != (cases[i].texts[0] != NULL))
			fail_msg("%s is%s understood", cases[i].pattern, told ? "" : " not");
		for (size_t k = 0; k < 8 && cases[i].texts[k]; k++)
			if (!has(&texts, cases[i].texts[k]))
				fail_msg("of %s there is no text \"%s\"", cases[i].pattern, cases[i].texts[k]);
		assert_int_equal(told || texts.n == 0, true);
	}
	arena_release(&a);
}

/* Of a pattern that says much not all texts are made, and that is said. */
static void too_many_texts_are_said(void **state)
{
	struct pattern_texts texts;
	struct arena a;
	struct buf b;
	(void)state;
	arena_init(&a);
	buf_init(&b);
	for (int i = 0; i < 300; i++)
		buf_printf(&b, "%sM%d[A-C][5-7]", i ? "|" : "", i);
	assert_false(pattern_texts_make(&texts, &a, buf_str(&b)));
	assert_int_equal(texts.n, PATTERN_TEXTS);
	buf_release(&b);
	arena_release(&a);
}

/* A thousand brackets are no pattern to walk. */
static void deep_groups_are_not_followed(void **state)
{
	struct arena a;
	struct buf b;
	(void)state;
	arena_init(&a);
	buf_init(&b);
	for (int i = 0; i < 1000; i++)
		buf_addc(&b, '(');
	buf_addc(&b, 'A');
	for (int i = 0; i < 1000; i++)
		buf_addc(&b, ')');
	assert_null(pattern_tree_read(&a, buf_str(&b)));
	assert_non_null(pattern_tree_read(&a, STR("((((A))))")));
	buf_release(&b);
	arena_release(&a);
}

/* Places are those of the pattern: what is cut out there still says what it said. */
static void places_are_those_of_the_pattern(void **state)
{
	struct arena a;
	const struct str pattern = STR("甲|(B{2,3})[0-9]");
	(void)state;
	arena_init(&a);
	const struct pattern_node *n = pattern_tree_read(&a, pattern);
	assert_non_null(n);
	assert_int_equal(n->n, 2);
	const struct pattern_node *second = n->children[1], *group = second->children[0], *class = second->children[1];
	assert_str(str_sub(pattern, n->children[0]->at, n->children[0]->end), "甲");
	assert_str(str_sub(pattern, second->at, second->end), "(B{2,3})[0-9]");
	assert_str(str_sub(pattern, group->at, group->end), "(B{2,3})");
	const struct pattern_node *repeat = group->children[0]->children[0];
	assert_int_equal(repeat->op, PATTERN_REPEAT);
	assert_str(str_sub(pattern, repeat->repeat_at, repeat->end), "{2,3}");
	assert_str(str_sub(pattern, class->ranges[0].at, class->ranges[0].end), "0-9");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_lie_on_both_sides),
		cmocka_unit_test(too_many_texts_are_said),
		cmocka_unit_test(deep_groups_are_not_followed),
		cmocka_unit_test(places_are_those_of_the_pattern),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
