/* "Whatever its use", and the roll-up. */
#include "unit.h"
#include "world.h"

struct uses {
	struct rule *iron, *steel, *alloy;
};

static struct uses rules_by_use(struct world *w, int64_t iron, int64_t steel, int64_t alloy)
{
	struct uses u;
	u.iron = add_rule(w, K_ARC, is_use(w, U_IRON), size_at_most(w, iron));
	u.steel = add_rule(w, K_ARC, is_use(w, U_STEEL), size_at_most(w, steel));
	u.alloy = add_rule(w, K_ARC, is_use(w, U_ALLOY), size_at_most(w, alloy));
	return u;
}

static void obsolete_under_every_use(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct uses u = rules_by_use(&w, 400, 200, 200);
	put_size(&w, 150, 150);
	struct judgement j = judged(&w);
	assert_item(&j, "obsolete");
	assert_ptr_equal(j.whatever, &w.fields[F_USE]);
	assert_rule(&j, u.iron, "undetermined");
	const struct finding *f = finding_of(&j, u.iron);
	assert_int_equal(f->n_under, 2);
	assert_ptr_equal(f->under, &w.uses[U_IRON]);
	assert_ptr_equal(f->under_values[1], &w.uses[U_IRON_A]);
	assert_ptr_equal(finding_of(&j, u.alloy)->under, &w.uses[U_ALLOY]);
	assert_needs(&j.needs, "");
	assert_ptr_equal(j.counted->rule, u.iron);
	world_close(&w);
}

static void not_under_every_use(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct uses u = rules_by_use(&w, 400, 200, 200);
	put_size(&w, 300, 300);
	struct judgement j = judged(&w);
	assert_item(&j, "undetermined");
	assert_null(j.whatever);
	assert_rule(&j, u.iron, "undetermined");
	assert_rule(&j, u.steel, "clear");
	assert_int_equal(finding_of(&j, u.iron)->n_under, 0);
	assert_needs(&j.needs, "use");
	world_close(&w);
}

static void only_closed_lists(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	rules_by_use(&w, 400, 200, 200);
	w.enums[0].closed = false;
	put_size(&w, 150, 150);
	struct judgement j = judged(&w);
	assert_item(&j, "undetermined");
	assert_null(j.whatever);
	world_close(&w);
}

static void only_one_unknown(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	rules_by_use(&w, 400, 200, 200);
	struct judgement j = judged(&w);
	assert_item(&j, "undetermined");
	put_size(&w, 150, 150);
	struct rule *r = add_rule(&w, K_ARC, always(&w), is_flag(&w, F_OLD, true));
	j = judged(&w);
	assert_item(&j, "undetermined");
	assert_needs(&j.needs, "use old");
	w.rules[r->index].obsolete_if = judgement(&w, -1);
	j = judged(&w);
	assert_item(&j, "undetermined");
	assert_null(j.whatever);
	world_close(&w);
}

/* values of another kind do not count */
static void values_for_the_kind(void **state)
{
	struct world w;
	const struct kind *only[] = {NULL};
	(void)state;
	world_open(&w);
	rules_by_use(&w, 400, 200, 100);
	put_size(&w, 150, 150);
	struct judgement j = judged(&w);
	assert_item(&j, "undetermined");
	only[0] = &w.kinds[K_BATH];
	w.uses[U_ALLOY].kinds = only;
	w.uses[U_ALLOY].n_kinds = 1;
	j = judged(&w);
	assert_item(&j, "obsolete");
	world_close(&w);
}

/* nor does a presumption of the kind rule one out: the record may still name it */
static void values_for_the_kind_as_filed(void **state)
{
	struct world w;
	const struct kind *only[] = {NULL};
	(void)state;
	world_open(&w);
	presume_kind(&w, K_FURNACE, K_INDUCTION);
	add_rule(&w, K_FURNACE, NOT(&w, is_use(&w, U_ALLOY)), always(&w));
	only[0] = &w.kinds[K_ARC];
	w.uses[U_ALLOY].kinds = only;
	w.uses[U_ALLOY].n_kinds = 1;
	w.item.kind = &w.kinds[K_FURNACE];
	struct judgement j = judged(&w);
	assert_item(&j, "undetermined");
	w.item.kind = &w.kinds[K_INDUCTION];
	j = judged(&w);
	assert_item(&j, "obsolete");
	world_close(&w);
}

static void every_face_of_the_unknown(void **state)
{
	(void)state;
	for (enum face f = FACE_NO_COLUMN; f <= FACE_IMPLAUSIBLE; f++) {
		struct world w;
		world_open(&w);
		rules_by_use(&w, 400, 200, 200);
		put_size(&w, 150, 150);
		put(&w, F_USE, f);
		struct judgement j = judged(&w);
		assert_item(&j, "obsolete");
		world_close(&w);
	}
}

static void an_open_exception_is_no_unknown(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct uses u = rules_by_use(&w, 400, 200, 200);
	add_exception(&w, u.iron, EFFECT_EXEMPT, is_class(&w, C_FOUNDRY));
	struct rule *to = add_rule(&w, K_ARC, is_use(&w, U_IRON_A), size_at_most(&w, 400));
	add_exception(&w, u.iron, EFFECT_REROUTE, is_use(&w, U_IRON_A))->to = to;
	put_size(&w, 150, 150);
	struct judgement j = judged(&w);
	assert_item(&j, "obsolete");
	const struct finding *f = finding_of(&j, u.iron);
	assert_int_equal(f->n_under, 1); /* iron_a is rerouted */
	assert_true(finding_is_open(f, 0));
	assert_false(finding_is_open(f, 1)); /* denied under the value that hits */
	assert_ptr_equal(finding_of(&j, to)->under, &w.uses[U_IRON_A]);
	world_close(&w);
}

/* what `where` says of one use and obsolete_if of another can meet under none */
static void clear_under_every_use(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, always(&w),
				  ALL2(&w, is_use(&w, U_IRON), NOT(&w, is_use(&w, U_IRON))));
	struct judgement j = judged(&w);
	assert_item(&j, "clear");
	assert_ptr_equal(j.whatever, &w.fields[F_USE]);
	assert_rule(&j, r, "undetermined");
	assert_int_equal(finding_of(&j, r)->n_under, 0);
	assert_needs(&j.needs, "");
	assert_null(j.counted);
	/* clear under one, out of scope under another is neither */
	r->where = NOT(&w, is_use(&w, U_STEEL));
	j = judged(&w);
	assert_item(&j, "undetermined");
	world_close(&w);
}

static void it_rests_on_what_its_hits_rest_on(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct uses u = rules_by_use(&w, 400, 200, 200);
	presume_kind(&w, K_FURNACE, K_ARC);
	w.item.kind = &w.kinds[K_FURNACE];
	assume(put_size(&w, 150, 150), ASSUMED_DEFAULT_UNIT);
	struct judgement j = judged(&w);
	assert_item(&j, "obsolete");
	assert_int_equal(finding_of(&j, u.steel)->n_presumed, 1);
	assert_int_equal(finding_of(&j, u.steel)->n_assumed, 1);
	world_close(&w);
}

/* one that is denied by a presumption under the value that hits */
static void a_hit_may_rest_on_more(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct uses u = rules_by_use(&w, 400, 200, 200);
	presume_class(&w, K_ARC, C_OTHER);
	add_exception(&w, u.steel, EFFECT_EXEMPT, is_class(&w, C_FOUNDRY));
	put_size(&w, 150, 150);
	struct judgement j = judged(&w);
	assert_item(&j, "obsolete");
	assert_int_equal(finding_of(&j, u.steel)->n_presumed, 1);
	assert_int_equal(finding_of(&j, u.iron)->n_presumed, 0);
	world_close(&w);
}

static void long_lists(void **state)
{
	static struct enum_value many[65];
	(void)state;
	for (size_t n = 64; n <= 65; n++) { /* LIMIT_WHATEVER_VALUES */
		struct world w;
		world_open(&w);
		for (uint32_t i = 0; i < n; i++)
			many[i] = (struct enum_value){.id = STR("v"), .index = i};
		w.enums[0].values = many;
		w.enums[0].n_values = n;
		struct condition *is = cond(&w, COND_IN);
		const struct enum_value *first[] = {&many[0]};
		is->field = &w.fields[F_USE];
		is->values = first;
		is->n_values = 1;
		add_rule(&w, K_ARC, is, always(&w));
		add_rule(&w, K_ARC, NOT(&w, is), always(&w));
		struct judgement j = judged(&w);
		assert_item(&j, n == 64 ? "obsolete" : "undetermined");
		world_close(&w);
	}
}

/* --- roll-up ---------------------------------------------------------------------------------------------------- */

static void the_strongest_verdict(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *rules[5];
	rules[0] = add_rule(&w, K_ARC, is_use(&w, U_STEEL), always(&w));
	rules[1] = add_rule(&w, K_ARC, always(&w), NOT(&w, always(&w)));
	rules[2] = add_rule(&w, K_ARC, always(&w), always(&w));
	rules[3] = add_rule(&w, K_ARC, always(&w), judgement(&w, -1));
	rules[4] = add_rule(&w, K_ARC, always(&w), is_flag(&w, F_OLD, true));
	add_exception(&w, rules[2], EFFECT_EXEMPT, is_use(&w, U_IRON));
	put_use(&w, U_IRON);
	static const char *const want[] = {"out_of_scope", "clear", "exempt", "manual", "undetermined"};
	for (size_t n = 1; n <= 5; n++) {
		w.set.n_rules = n;
		struct judgement j = judged(&w);
		assert_item(&j, want[n - 1]);
		assert_int_equal(j.n_findings, n - 1);
		assert_int_equal(j.n_not_applicable, 1);
	}
	add_rule(&w, K_ARC, always(&w), always(&w));
	struct judgement j = judged(&w);
	assert_item(&j, "obsolete");
	world_close(&w);
}

static void the_earliest_deadline_counts(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *later = add_rule(&w, K_ARC, always(&w), always(&w));
	struct rule *dated = add_rule(&w, K_ARC, always(&w), always(&w));
	struct rule *none = add_rule(&w, K_ARC, always(&w), always(&w));
	struct rule *none_too = add_rule(&w, K_ARC, always(&w), always(&w));
	struct rule *clear = add_rule(&w, K_ARC, always(&w), NOT(&w, always(&w)));
	later->deadline = dated->deadline = DEADLINE_DATE;
	later->deadline_day = day_of(2015, 12, 31);
	dated->deadline_day = day_of(2013, 12, 31);
	clear->capacity = &w.fields[F_NUMBER];
	put_number(&w, 7);
	put_size(&w, 5, 5);
	w.set.n_rules = 2;
	struct judgement j = judged(&w);
	assert_ptr_equal(j.counted->rule, dated);
	assert_null(j.capacity);
	w.set.n_rules = 5;
	j = judged(&w);
	assert_ptr_equal(j.counted->rule, none);
	assert_ptr_equal(j.capacity, w.values[F_NUMBER]); /* of the first finding that names one */
	none->capacity = &w.fields[F_SIZE];
	j = judged(&w);
	assert_ptr_equal(j.capacity, w.values[F_SIZE]);
	none->deadline = DEADLINE_DATE;
	none->deadline_day = day_of(2020, 1, 1);
	j = judged(&w);
	assert_ptr_equal(j.counted->rule, none_too);
	none_too->deadline = DEADLINE_DATE;
	none_too->deadline_day = dated->deadline_day; /* equal: pack order */
	j = judged(&w);
	assert_ptr_equal(j.counted->rule, dated);
	world_close(&w);
}

static void caveats_of_clear_items(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, always(&w), size_at_most(&w, 30));
	r->open_list = true;
	r->caveat = (struct words){STR("等"), STR("among others")};
	put_size(&w, 31, 31);
	struct judgement j = judged(&w);
	assert_item(&j, "clear");
	assert_int_equal(j.n_caveats, 1);
	assert_int_equal(finding_of(&j, r)->n_caveats, 1);
	assert_true(str_eq(finding_of(&j, r)->caveats[0].zh, r->caveat.zh));
	put_size(&w, 30, 30);
	j = judged(&w);
	assert_int_equal(j.n_caveats, 0);
	assert_int_equal(finding_of(&j, r)->n_caveats, 0);
	/* obsolete under another rule: what this one does not cover is of no account */
	add_rule(&w, K_ARC, always(&w), always(&w));
	put_size(&w, 31, 31);
	j = judged(&w);
	assert_item(&j, "obsolete");
	assert_int_equal(j.n_caveats, 0);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(obsolete_under_every_use),
		cmocka_unit_test(not_under_every_use),
		cmocka_unit_test(only_closed_lists),
		cmocka_unit_test(only_one_unknown),
		cmocka_unit_test(values_for_the_kind),
		cmocka_unit_test(values_for_the_kind_as_filed),
		cmocka_unit_test(every_face_of_the_unknown),
		cmocka_unit_test(an_open_exception_is_no_unknown),
		cmocka_unit_test(clear_under_every_use),
		cmocka_unit_test(it_rests_on_what_its_hits_rest_on),
		cmocka_unit_test(a_hit_may_rest_on_more),
		cmocka_unit_test(long_lists),
		cmocka_unit_test(the_strongest_verdict),
		cmocka_unit_test(the_earliest_deadline_counts),
		cmocka_unit_test(caveats_of_clear_items),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
