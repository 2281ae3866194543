/* Presumptions of fields, and what a finding rests on. */
#include "unit.h"
#include "world.h"

static void only_silence_is_filled(void **state)
{
	static const struct {
		enum face face;
		const char *rule;
		size_t presumed;
	} rows[] = {
		{FACE_NO_COLUMN, "obsolete", 1}, {FACE_BLANK, "obsolete", 1}, {FACE_UNKNOWN_TOKEN, "undetermined", 0},
		{FACE_NOT_APPLICABLE, "undetermined", 0}, {FACE_UNREADABLE, "undetermined", 0},
		{FACE_UNLISTED, "undetermined", 0}, {FACE_IMPLAUSIBLE, "undetermined", 0},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct world w;
		world_open(&w);
		presume_use(&w, K_FURNACE, U_IRON);
		struct rule *r = add_rule(&w, K_ARC, is_use(&w, U_IRON), size_at_most(&w, 400));
		put_size(&w, 400, 400);
		put(&w, F_USE, rows[i].face);
		struct judgement j = judged(&w);
		assert_rule(&j, r, rows[i].rule);
		assert_int_equal(finding_of(&j, r)->n_presumed, rows[i].presumed);
		j = judge_on(&w, true, 0);
		assert_rule(&j, r, "undetermined");
		assert_int_equal(finding_of(&j, r)->n_presumed, 0);
		world_close(&w);
	}
}

static void a_presumption_denies_but_never_shows(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	presume_use(&w, K_ARC, U_STEEL);
	struct rule *denied = add_rule(&w, K_ARC, always(&w), size_at_most(&w, 30));
	struct rule *shown = add_rule(&w, K_ARC, always(&w), size_at_most(&w, 30));
	struct rule *turned = add_rule(&w, K_ARC, always(&w), size_at_most(&w, 30));
	add_exception(&w, denied, EFFECT_OUT_OF_SCOPE, is_use(&w, U_ALLOY));
	add_exception(&w, shown, EFFECT_OUT_OF_SCOPE, is_use(&w, U_STEEL));
	add_exception(&w, turned, EFFECT_OUT_OF_SCOPE, NOT(&w, is_use(&w, U_ALLOY)));
	put_size(&w, 30, 30);
	struct judgement j = judged(&w);
	assert_rule(&j, denied, "obsolete");
	assert_int_equal(finding_of(&j, denied)->n_presumed, 1);
	assert_int_equal(finding_of(&j, denied)->exceptions[0], EXCEPTION_DENIED);
	for (int i = 1; i < 3; i++) {
		const struct finding *f = finding_of(&j, &w.rules[i]);
		assert_int_equal(f->verdict, RULE_OBSOLETE);
		assert_int_equal(f->exceptions[0], EXCEPTION_OPEN);
		assert_int_equal(f->n_presumed, 0);
		assert_false(f->leaves[f->n_leaves - 1].presumed);
		assert_int_equal(f->leaves[f->n_leaves - 1].truth, TRUTH_UNKNOWN);
	}
	j = judge_on(&w, true, 0);
	assert_rule(&j, denied, "obsolete");
	assert_true(finding_is_open(finding_of(&j, denied), 0));
	world_close(&w);
}

static void what_a_finding_rests_on_is_the_least(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	presume_use(&w, K_ARC, U_STEEL);
	/* false by the size alone: the presumed use carries nothing */
	struct rule *clear = add_rule(&w, K_ARC, always(&w), ALL2(&w, is_use(&w, U_IRON), size_at_most(&w, 30)));
	struct rule *either = add_rule(&w, K_ARC, always(&w),
				       ANY2(&w, is_use(&w, U_STEEL), compares(&w, F_SIZE, REL_MORE_THAN, 30)));
	struct rule *both = add_rule(&w, K_ARC, is_use(&w, U_STEEL), compares(&w, F_SIZE, REL_MORE_THAN, 30));
	struct rule *away = add_rule(&w, K_ARC, is_use(&w, U_IRON), compares(&w, F_SIZE, REL_MORE_THAN, 30));
	assume(put_size(&w, 40, 40), ASSUMED_DEFAULT_UNIT);
	struct judgement j = judged(&w);
	/* both leaves are tainted here: both are named */
	assert_int_equal(finding_of(&j, clear)->n_presumed, 1);
	assert_int_equal(finding_of(&j, clear)->n_assumed, 1);
	put_size(&w, 40, 40);
	j = judged(&w);
	assert_rule(&j, clear, "clear");
	assert_int_equal(finding_of(&j, clear)->n_presumed, 0);
	assert_rule(&j, either, "obsolete");
	assert_int_equal(finding_of(&j, either)->n_presumed, 0);
	assert_rule(&j, both, "obsolete");
	assert_int_equal(finding_of(&j, both)->n_presumed, 1);
	assert_rule(&j, away, "not_applicable");
	assert_int_equal(finding_of(&j, away)->n_presumed, 1);
	world_close(&w);
}

/* of `any` only what is true carries it, of `all` only what is false */
static void what_does_not_decide_carries_nothing(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	presume_use(&w, K_ARC, U_STEEL);
	struct rule *any = add_rule(&w, K_ARC, always(&w), ANY2(&w, is_use(&w, U_STEEL), size_at_most(&w, 30)));
	struct rule *all = add_rule(&w, K_ARC, always(&w), ALL2(&w, is_use(&w, U_STEEL), size_at_most(&w, 30)));
	struct rule *twice = add_rule(&w, K_ARC, is_use(&w, U_STEEL), is_use(&w, U_STEEL));
	assume(put_size(&w, 40, 40), ASSUMED_DEFAULT_UNIT);
	struct judgement j = judged(&w);
	assert_rule(&j, any, "obsolete");
	assert_int_equal(finding_of(&j, any)->n_presumed, 1);
	assert_int_equal(finding_of(&j, any)->n_assumed, 0);
	assert_rule(&j, all, "clear");
	assert_int_equal(finding_of(&j, all)->n_presumed, 0);
	assert_int_equal(finding_of(&j, all)->n_assumed, 1);
	assert_int_equal(finding_of(&j, twice)->n_presumed, 1);
	world_close(&w);
}

static void exceptions_that_mattered(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *shown = add_rule(&w, K_ARC, always(&w), always(&w));
	struct rule *claimed = add_rule(&w, K_ARC, always(&w), always(&w));
	struct rule *denied = add_rule(&w, K_ARC, always(&w), always(&w));
	struct rule *beside = add_rule(&w, K_ARC, always(&w), size_at_most(&w, 30));
	add_exception(&w, shown, EFFECT_EXEMPT, is_class(&w, C_FOUNDRY));
	needs_paper(&w, add_exception(&w, claimed, EFFECT_EXEMPT, is_class(&w, C_FOUNDRY)), F_PAPER1);
	add_exception(&w, denied, EFFECT_EXEMPT, is_class(&w, C_OTHER));
	add_exception(&w, beside, EFFECT_EXEMPT, is_class(&w, C_OTHER));
	assume(put_class(&w, C_FOUNDRY), ASSUMED_LOWER_RANK);
	struct judgement j = judged(&w);
	assert_rule(&j, shown, "exempt");
	assert_rule(&j, claimed, "undetermined");
	assert_rule(&j, denied, "obsolete");
	for (int i = 0; i < 3; i++)
		assert_int_equal(finding_of(&j, &w.rules[i])->n_assumed, 1);
	assert_rule(&j, beside, "undetermined");
	assert_int_equal(finding_of(&j, beside)->n_assumed, 0);
	world_close(&w);
}

/* what the evidence is assumed to say is part of it; of two that are shown, the one that decided is named */
static void an_exemption_rests_on_its_evidence(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, always(&w), always(&w));
	needs_paper(&w, add_exception(&w, r, EFFECT_EXEMPT, is_class(&w, C_FOUNDRY)), F_PAPER1);
	add_exception(&w, r, EFFECT_EXEMPT, is_use(&w, U_IRON));
	put_class(&w, C_FOUNDRY);
	assume(put_flag(&w, F_PAPER1, true), ASSUMED_LOWER_RANK);
	assume(put_use(&w, U_IRON), ASSUMED_LOWER_RANK);
	struct judgement j = judged(&w);
	const struct finding *f = finding_of(&j, r);
	assert_int_equal(f->verdict, RULE_EXEMPT);
	assert_ptr_equal(f->decided_by, &r->exceptions[0]);
	assert_int_equal(f->n_assumed, 1);
	assert_ptr_equal(f->assumed[0].field, &w.fields[F_PAPER1]);
	world_close(&w);
}

/* a kind that only a reading speaks of: nothing else has to be so */
static void another_kind_rests_on_nothing(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	presume_use(&w, K_ARC, U_STEEL);
	struct rule *r = add_rule(&w, K_BATH, is_use(&w, U_IRON), always(&w));
	struct reading_of_rule wider = {.id = STR("wider"), .kinds = kind_list(&w, K_FURNACE), .n_kinds = 1};
	r->readings = &wider;
	r->n_readings = 1;
	struct judgement j = judged(&w);
	assert_rule(&j, r, "not_applicable");
	assert_int_equal(finding_of(&j, r)->n_presumed, 0);
	world_close(&w);
}

static void a_field_is_presumed_only_where_it_fits(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	presume_use(&w, K_ARC, U_STEEL);
	const struct enum_value *fits[] = {&w.classes[C_OTHER]};
	w.presumptions[0].fits_field = &w.fields[F_CLASS];
	w.presumptions[0].fits = fits;
	w.presumptions[0].n_fits = 1;
	struct rule *r = add_rule(&w, K_ARC, is_use(&w, U_STEEL), always(&w));
	struct judgement j = judged(&w);
	assert_rule(&j, r, "obsolete");
	assume(put_class(&w, C_OTHER), ASSUMED_LOWER_RANK);
	j = judged(&w);
	assert_rule(&j, r, "obsolete");
	assert_int_equal(finding_of(&j, r)->n_assumed, 1); /* what fits is part of it */
	put_class(&w, C_FOUNDRY);
	j = judged(&w);
	assert_rule(&j, r, "undetermined");
	world_close(&w);
}

static void assumptions_stand_once(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, size_at_most(&w, 900), size_at_most(&w, 400));
	struct value *v = put_size(&w, 100, 100);
	assume(v, ASSUMED_TOLERANCE);
	assume(v, ASSUMED_DEFAULT_UNIT);
	w.item.kind_assumed = true;
	struct judgement j = judged(&w);
	const struct finding *f = finding_of(&j, r);
	assert_int_equal(f->n_assumed, 3);
	assert_int_equal(f->assumed[0].id, ASSUMED_KIND);
	assert_int_equal(f->assumed[1].id, ASSUMED_TOLERANCE);
	assert_int_equal(f->assumed[2].id, ASSUMED_DEFAULT_UNIT);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_silence_is_filled),
		cmocka_unit_test(a_presumption_denies_but_never_shows),
		cmocka_unit_test(what_a_finding_rests_on_is_the_least),
		cmocka_unit_test(what_does_not_decide_carries_nothing),
		cmocka_unit_test(exceptions_that_mattered),
		cmocka_unit_test(an_exemption_rests_on_its_evidence),
		cmocka_unit_test(another_kind_rests_on_nothing),
		cmocka_unit_test(a_field_is_presumed_only_where_it_fits),
		cmocka_unit_test(assumptions_stand_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
