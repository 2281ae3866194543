/*
 * demands_may_hold against the judge itself: small random rules over every record of a grid (each limit, an ulp below and
 * above it, between, beyond, missing). What it says can never be, no record may show; and what it says may be, some record
 * shows, but where patterns or presumptions leave it in doubt.
 */
#include "unit.h"

#include "proof/small_grid.h"
#include "proof/satisfy.h"

/* --- the judge ---------------------------------------------------------------------------------------------------- */

struct shown {
	struct arena arena;
	bool verdict[RULE_NOT_APPLICABLE + 1];
};

static void judge_record(struct world *w, void *ctx)
{
	struct shown *shown = ctx;
	struct finding f;
	arena_clear(&shown->arena);
	assert_true(judge_rule(&f, &shown->arena, w->program, &w->rules[0], &w->item));
	shown->verdict[f.verdict] = true;
}

/* --- one against the other -------------------------------------------------------------------------------------- */

struct tally {
	size_t rounds, never, exact;
};

static bool may(struct world *w, struct demand a, struct demand b, struct demand c)
{
	const struct demand all[] = {a, b, c};
	struct arena scratch;
	arena_init(&scratch);
	bool may = demands_may_hold(&w->v, &scratch, all, 3);
	assert_false(scratch.failed);
	arena_release(&scratch);
	return may;
}

static void compare(struct tally *t, uint64_t seed, const char *what, bool said, bool shown, bool exact)
{
	t->rounds++;
	t->never += !said;
	t->exact += exact;
	if (shown && !said)
		fail_msg("seed %ju: a record is %s, which was said never to be", (uintmax_t)seed, what);
	if (exact && said && !shown)
		fail_msg("seed %ju: no record is %s, which was said to be possible", (uintmax_t)seed, what);
}

static void one_round(struct tally *t, uint64_t seed)
{
	struct world *w = malloc(sizeof *w);
	struct dice d = {seed * 0x9e3779b97f4a7c15ull + 1};
	assert_non_null(w);
	world_open(w);
	for (int i = 0; i < 8; i++)
		roll(&d, 2);
	const int fields[] = {asked[roll(&d, ASKED)], asked[roll(&d, ASKED)]};
	bool presumes = chance(&d, 3), plausible = roll(&d, 2);
	if (presumes)
		presume_use(w, chance(&d, 2) ? K_ARC : K_INDUCTION, (int)roll(&d, U_COUNT));
	if (plausible) {
		w->fields[F_SIZE].has_plausible = true;
		w->fields[F_SIZE].plausible = (struct quantity){
			{decimal_from_int(10), decimal_from_int(40), roll(&d, 2), roll(&d, 2), chance(&d, 3), chance(&d, 3)},
			&w->m3};
	}
	const struct condition *W = condition_on(w, &d, fields, 1), *H = condition_on(w, &d, fields, 2);
	struct rule *rule = add_rule(w, -1, chance(&d, 3) ? always(w) : W, H);
	bool model = fields[0] == F_MODEL || fields[1] == F_MODEL, dated = fields[0] == F_MADE || fields[1] == F_MADE;
	bool exact = !presumes && !model;
	const struct condition *when = chance(&d, 2) ? condition_on(w, &d, fields, 1) : NULL;
	if (when)
		add_exception(w, rule, EFFECT_EXEMPT, when);

	struct shown shown = {.verdict = {false}};
	arena_init(&shown.arena);
	each_record(w, fields, dated, judge_record, &shown);
	arena_release(&shown.arena);
	struct demand none = {always(w), DEMAND_TRUE}, unless = none;
	if (when)
		unless = (struct demand){when, DEMAND_NOT_SHOWN};
	W = rule->where;
	compare(t, seed, "not applicable",
		may(w, (struct demand){W, DEMAND_FALSE}, none, none), shown.verdict[RULE_NOT_APPLICABLE], exact);
	compare(t, seed, "clear", may(w, (struct demand){W, DEMAND_NOT_FALSE}, (struct demand){H, DEMAND_FALSE}, none),
		shown.verdict[RULE_CLEAR], exact);
	compare(t, seed, "obsolete", may(w, (struct demand){W, DEMAND_TRUE}, (struct demand){H, DEMAND_TRUE}, unless),
		shown.verdict[RULE_OBSOLETE], exact);
	if (when)
		compare(t, seed, "exempt",
			may(w, (struct demand){W, DEMAND_NOT_FALSE}, (struct demand){H, DEMAND_NOT_FALSE},
			    (struct demand){when, DEMAND_TRUE}),
			shown.verdict[RULE_EXEMPT], exact);
	world_close(w);
	free(w);
}

static void what_never_is_no_record_shows(void **state)
{
	enum { ROUNDS = 3000 };
	struct tally t = {0};
	(void)state;
	for (uint64_t seed = 1; seed <= ROUNDS; seed++)
		one_round(&t, seed);
	/* the dice must have thrown both answers often */
	assert_true(t.never > t.rounds / 20);
	assert_true(t.exact > t.rounds / 3);
}

/* --- by hand ---------------------------------------------------------------------------------------------------- */

static bool holds(struct world *w, const struct condition *c)
{
	struct demand none = {always(w), DEMAND_TRUE};
	return may(w, (struct demand){c, DEMAND_TRUE}, none, none);
}

static void limits_meet_or_do_not(void **state)
{
	static struct world w;
	(void)state;
	world_open(&w);
	const struct condition *small = size_at_most(&w, 100), *large = compares(&w, F_SIZE, REL_MORE_THAN, 100);
	assert_false(holds(&w, ALL2(&w, small, large)));
	assert_true(holds(&w, ALL2(&w, small, compares(&w, F_SIZE, REL_AT_LEAST, 100))));
	assert_true(holds(&w, ANY2(&w, small, large)));
	assert_false(holds(&w, compares(&w, F_SIZE, REL_LESS_THAN, 0)));
	assert_true(holds(&w, compares(&w, F_SIZE, REL_AT_MOST, 0)));
	/* between two whole numbers there is none, between two sizes there is */
	assert_false(holds(&w, ALL2(&w, compares(&w, F_NUMBER, REL_MORE_THAN, 2), compares(&w, F_NUMBER, REL_LESS_THAN, 3))));
	assert_true(holds(&w, ALL2(&w, compares(&w, F_SIZE, REL_MORE_THAN, 2), compares(&w, F_SIZE, REL_LESS_THAN, 3))));
	/* another unit of the same kind */
	struct condition *litres = cond(&w, COND_COMPARE);
	litres->field = &w.fields[F_SIZE];
	litres->relation = REL_AT_LEAST;
	litres->quantity = (struct quantity){interval_point(decimal_from_int(100001)), &w.litre};
	assert_false(holds(&w, ALL2(&w, small, litres)));
	litres->quantity.v = interval_point(decimal_from_int(100000));
	assert_true(holds(&w, ALL2(&w, small, litres)));
	world_close(&w);
}

static void silence_and_values(void **state)
{
	static struct world w;
	(void)state;
	world_open(&w);
	const struct condition *silent = is_known(&w, F_USE, false), *iron = is_use(&w, U_IRON);
	assert_false(holds(&w, ALL2(&w, silent, iron)));
	assert_true(holds(&w, ALL2(&w, iron, is_use(&w, U_IRON_A))));
	assert_false(holds(&w, ALL2(&w, iron, is_use(&w, U_STEEL))));
	/* what is presumed was not read, and is a value all the same */
	presume_use(&w, K_ARC, U_IRON_A);
	assert_true(holds(&w, ALL2(&w, silent, iron)));
	assert_false(holds(&w, ALL2(&w, silent, is_use(&w, U_STEEL))));
	/* a person decides; one person, one decision */
	assert_true(holds(&w, judgement(&w, -1)));
	assert_false(holds(&w, ALL2(&w, judgement(&w, -1), NOT(&w, judgement(&w, -1)))));
	assert_false(holds(&w, ALL2(&w, judgement(&w, F_OLD), is_flag(&w, F_OLD, false))));
	assert_false(holds(&w, ALL2(&w, model_matches(&w, "JO"), NOT(&w, model_matches(&w, "JO")))));
	assert_true(holds(&w, ALL2(&w, model_matches(&w, "JO"), model_matches(&w, "GC"))));
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(limits_meet_or_do_not),
		cmocka_unit_test(silence_and_values),
		cmocka_unit_test(what_never_is_no_record_shows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
