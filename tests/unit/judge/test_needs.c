/* Needs are minimal: only unknown nodes are walked. */
#include "unit.h"
#include "world.h"

#define SIZE(w) size_at_most((w), 30)
#define SMALL(w) size_at_most((w), 20)
#define OLD(w) is_flag((w), F_OLD, true)
#define P1(w) is_flag((w), F_PAPER1, true)
#define P2(w) is_flag((w), F_PAPER2, true)
#define STEEL(w) is_use((w), U_STEEL)

typedef const struct condition *make_fn(struct world *w);

static const struct condition *all_of(struct world *w) { return ALL3(w, SIZE(w), OLD(w), P1(w)); }
static const struct condition *any_of(struct world *w) { return ANY3(w, SIZE(w), OLD(w), P1(w)); }
static const struct condition *not_all(struct world *w) { return NOT(w, ALL2(w, OLD(w), P1(w))); }
static const struct condition *not_any(struct world *w) { return NOT(w, ANY2(w, OLD(w), P1(w))); }
static const struct condition *not_not_any(struct world *w) { return NOT(w, NOT(w, ANY2(w, OLD(w), P1(w)))); }
static const struct condition *sets(struct world *w) { return ANY2(w, ALL2(w, SIZE(w), OLD(w)), P1(w)); }
static const struct condition *nested(struct world *w) { return ANY2(w, ANY2(w, SIZE(w), OLD(w)), P1(w)); }
static const struct condition *same_twice(struct world *w) { return ANY2(w, SIZE(w), SMALL(w)); }
static const struct condition *subset(struct world *w) { return ANY2(w, ALL2(w, OLD(w), P1(w)), OLD(w)); }
static const struct condition *superset(struct world *w) { return ANY2(w, OLD(w), ALL2(w, OLD(w), P1(w))); }
static const struct condition *settled(struct world *w) { return ALL2(w, ANY2(w, OLD(w), P1(w)), OLD(w)); }
static const struct condition *deep(struct world *w)
{
	return ANY2(w, ALL2(w, OLD(w), ANY2(w, P1(w), P2(w))), SIZE(w));
}
static const struct condition *group_settled(struct world *w)
{
	const struct condition *g = ANY2(w, OLD(w), P1(w));
	return ALL3(w, g, SIZE(w), ANY2(w, ALL2(w, g, SIZE(w)), P2(w)));
}
static const struct condition *equal_groups(struct world *w)
{
	return ALL2(w, ANY2(w, OLD(w), P1(w)), ANY2(w, P1(w), OLD(w)));
}
static const struct condition *judged_either(struct world *w) { return ANY2(w, judgement(w, -1), SIZE(w)); }
static const struct condition *judged_settled(struct world *w)
{
	return ALL2(w, ANY2(w, judgement(w, -1), OLD(w)), OLD(w));
}
static const struct condition *use_all(struct world *w) { return ALL2(w, STEEL(w), SIZE(w)); }

static const struct {
	const char *name;
	make_fn *make;
	const char *record; /* size ('s' true, 'l' false), old ('o' true, 'n' false) */
	const char *verdict, *needs;
} rows[] = {
	{"all", all_of, "", "undetermined", "size old paper1"},
	{"all, one true", all_of, "s", "undetermined", "old paper1"},
	{"all, one false", all_of, "l", "clear", ""},
	{"any", any_of, "", "undetermined", "any(size|old|paper1)"},
	{"any, one false", any_of, "l", "undetermined", "any(old|paper1)"},
	{"any, two false", any_of, "ln", "undetermined", "paper1"},
	{"any, one true", any_of, "s", "obsolete", ""},
	{"not all", not_all, "", "undetermined", "any(old|paper1)"},
	{"not all, one true", not_all, "o", "undetermined", "paper1"},
	{"not any", not_any, "", "undetermined", "old paper1"},
	{"not not any", not_not_any, "", "undetermined", "any(old|paper1)"},
	{"sets", sets, "", "undetermined", "any(size+old|paper1)"},
	{"sets, one true", sets, "s", "undetermined", "any(old|paper1)"},
	{"nested", nested, "", "undetermined", "any(size|old|paper1)"},
	{"same twice", same_twice, "", "undetermined", "size"},
	{"subset", subset, "", "undetermined", "old"},
	{"superset", superset, "", "undetermined", "old"},
	{"settled", settled, "", "undetermined", "old"},
	{"deep", deep, "", "undetermined", "any(old+any(paper1|paper2)|size)"},
	{"group settled", group_settled, "", "undetermined", "any(old|paper1) size"},
	{"equal groups", equal_groups, "", "undetermined", "any(old|paper1)"},
	{"judged either", judged_either, "", "manual", "any(judgement|size)"},
	{"judged either, size false", judged_either, "l", "manual", "judgement"},
	{"judged settled", judged_settled, "", "undetermined", "old"},
	{"a field of each", use_all, "", "undetermined", "use size"},
};

static void trees(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct world w;
		world_open(&w);
		struct rule *r = add_rule(&w, K_ARC, always(&w), rows[i].make(&w));
		for (const char *c = rows[i].record; *c; c++) {
			if (*c == 's' || *c == 'l')
				put_size(&w, *c == 's' ? 10 : 100, *c == 's' ? 10 : 100);
			else
				put_flag(&w, F_OLD, *c == 'o');
		}
		struct judgement j = judged(&w);
		assert_rule(&j, r, rows[i].verdict);
		assert_needs(&finding_of(&j, r)->needs, rows[i].needs);
		world_close(&w);
	}
}

static void the_union_of_an_item(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	add_rule(&w, K_ARC, always(&w), ANY2(&w, OLD(&w), P1(&w)));
	add_rule(&w, K_ARC, always(&w), ALL2(&w, SIZE(&w), P1(&w)));
	add_rule(&w, K_ARC, always(&w), judgement(&w, -1));
	struct judgement j = judged(&w);
	assert_item(&j, "undetermined");
	assert_needs(&j.needs, "size paper1 judgement");
	/* an obsolete item asks for nothing, its findings still do */
	struct rule *r = add_rule(&w, K_ARC, always(&w), always(&w));
	j = judged(&w);
	assert_item(&j, "obsolete");
	assert_rule(&j, r, "obsolete");
	assert_needs(&j.needs, "");
	assert_int_equal(j.findings[0].needs.n, 1);
	world_close(&w);
}

/* the field of an exception is asked for in step 4 only */
static void exceptions_are_not_asked_for(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, STEEL(&w), SIZE(&w));
	needs_paper(&w, add_exception(&w, r, EFFECT_EXEMPT, is_class(&w, C_FOUNDRY)), F_PAPER1);
	put_use(&w, U_STEEL);
	struct judgement j = judged(&w);
	assert_needs(&j.needs, "size");
	put_class(&w, C_FOUNDRY);
	j = judged(&w);
	assert_needs(&j.needs, "size");
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trees),
		cmocka_unit_test(the_union_of_an_item),
		cmocka_unit_test(exceptions_are_not_asked_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
