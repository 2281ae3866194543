/* Which rules an item is judged by: general kinds, always_named, narrowing, models that settle the kind. */
#include "unit.h"
#include "world.h"

static struct rule *rule_on(struct world *w, int kind)
{
	return add_rule(w, kind, always(w), size_at_most(w, 30));
}

static void the_tree(void **state)
{
	static const struct {
		int item, rule;
		const char *verdict; /* NULL: not considered */
		const char *needs;
	} rows[] = {
		{K_ARC, K_ARC, "obsolete", ""},
		{K_ARC, K_FURNACE, "obsolete", ""},
		{K_ARC, -1, "obsolete", ""},
		{K_ARC, K_INDUCTION, NULL, ""},
		{K_FURNACE, K_ARC, "undetermined", "kind"},
		{K_FURNACE, K_FURNACE, "obsolete", ""},
		{K_BATH, K_DIP, NULL, ""},
		{K_DIP, K_BATH, "obsolete", ""},
		{K_DIP, K_DIP, "obsolete", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct world w;
		world_open(&w);
		struct rule *r = rule_on(&w, rows[i].rule);
		w.item.kind = &w.kinds[rows[i].item];
		put_size(&w, 30, 30);
		struct judgement j = judged(&w);
		if (rows[i].verdict)
			assert_rule(&j, r, rows[i].verdict);
		else
			assert_null(finding_of(&j, r));
		assert_needs(&j.needs, rows[i].needs);
		world_close(&w);
	}
}

static void a_general_kind_may_still_be_clear(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = rule_on(&w, K_ARC);
	w.item.kind = &w.kinds[K_FURNACE];
	put_size(&w, 31, 31);
	struct judgement j = judged(&w);
	assert_rule(&j, r, "clear");
	world_close(&w);
}

static void always_named_between(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	w.kinds[K_PAPER].parent = &w.kinds[K_DIP]; /* bath, dip_bath (always_named), paper_line */
	struct rule *r = rule_on(&w, K_PAPER);
	w.item.kind = &w.kinds[K_BATH];
	struct judgement j = judged(&w);
	assert_null(finding_of(&j, r));
	w.item.kind = &w.kinds[K_DIP];
	j = judged(&w);
	assert_rule(&j, r, "undetermined");
	world_close(&w);
}

static void abstract_and_none_are_unrecognised(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	rule_on(&w, -1);
	rule_on(&w, K_PAPER);
	put_size(&w, 10, 10);
	w.item.kind = &w.kinds[K_LINE];
	struct judgement j = judged(&w);
	assert_item(&j, "unrecognised");
	assert_int_equal(j.n_findings + j.n_not_applicable, 0);
	struct finding f; /* an abstract name says nothing of what lies below it */
	assert_true(judge_rule(&f, &w.arena, w.program, &w.rules[1], &w.item));
	assert_int_equal(f.verdict, RULE_NOT_APPLICABLE);
	w.item.kind = NULL;
	j = judged(&w);
	assert_item(&j, "unrecognised");
	world_close(&w);
}

static void narrowing(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	presume_kind(&w, K_FURNACE, K_ARC);
	struct rule *arc = rule_on(&w, K_ARC), *induction = rule_on(&w, K_INDUCTION), *furnace = rule_on(&w, K_FURNACE);
	w.item.kind = &w.kinds[K_FURNACE];
	put_size(&w, 30, 30);
	struct judgement j = judged(&w);
	assert_rule(&j, arc, "obsolete");
	assert_int_equal(finding_of(&j, arc)->n_presumed, 1);
	assert_null(finding_of(&j, arc)->presumed[0]->field);
	assert_rule(&j, induction, "not_applicable");
	assert_int_equal(finding_of(&j, induction)->n_presumed, 1);
	assert_rule(&j, furnace, "obsolete");
	assert_int_equal(finding_of(&j, furnace)->n_presumed, 0);
	j = judge_on(&w, true, 0);
	assert_rule(&j, arc, "undetermined");
	assert_rule(&j, induction, "undetermined");
	assert_int_equal(finding_of(&j, arc)->n_presumed, 0);
	/* exactly that kind, not those below it */
	w.item.kind = &w.kinds[K_INDUCTION];
	j = judged(&w);
	assert_null(finding_of(&j, arc));
	assert_int_equal(finding_of(&j, induction)->n_presumed, 0);
	world_close(&w);
}

static void narrowing_must_fit_the_record(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	presume_kind(&w, K_FURNACE, K_ARC);
	const struct enum_value *fits[] = {&w.uses[U_IRON]};
	w.presumptions[0].fits_field = &w.fields[F_USE];
	w.presumptions[0].fits = fits;
	w.presumptions[0].n_fits = 1;
	struct rule *r = rule_on(&w, K_ARC);
	w.item.kind = &w.kinds[K_FURNACE];
	put_size(&w, 30, 30);
	struct judgement j = judged(&w);
	assert_rule(&j, r, "obsolete");
	put_use(&w, U_IRON_A);
	j = judged(&w);
	assert_rule(&j, r, "obsolete");
	put_use(&w, U_ALLOY);
	j = judged(&w);
	assert_rule(&j, r, "undetermined");
	assert_needs(&j.needs, "kind");
	put(&w, F_USE, FACE_UNKNOWN_TOKEN);
	j = judged(&w);
	assert_rule(&j, r, "undetermined");
	put(&w, F_USE, FACE_BLANK);
	j = judged(&w);
	assert_rule(&j, r, "obsolete");
	world_close(&w);
}

/* a field that is presumed only of the kind that was presumed */
static void a_presumption_on_a_presumption(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	presume_kind(&w, K_FURNACE, K_ARC);
	presume_use(&w, K_ARC, U_STEEL);
	struct rule *r = add_rule(&w, K_FURNACE, is_use(&w, U_STEEL), always(&w));
	w.item.kind = &w.kinds[K_FURNACE];
	struct judgement j = judged(&w);
	assert_rule(&j, r, "obsolete");
	assert_int_equal(finding_of(&j, r)->n_presumed, 2);
	w.item.kind = &w.kinds[K_ARC];
	j = judged(&w);
	assert_int_equal(finding_of(&j, r)->n_presumed, 1);
	world_close(&w);
}

static void a_model_settles_the_kind(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, always(&w), model_matches(&w, "[0-9]*JD"));
	struct rule *n = add_rule(&w, K_ARC, always(&w), NOT(&w, model_matches(&w, "QQ")));
	w.item.kind = &w.kinds[K_FURNACE];
	struct judgement j = judged(&w);
	assert_rule(&j, r, "undetermined");
	assert_needs(&finding_of(&j, r)->needs, "model");
	assert_needs(&finding_of(&j, n)->needs, "kind model");
	put_model(&w, "200jd");
	j = judged(&w);
	assert_rule(&j, r, "obsolete");
	assert_rule(&j, n, "undetermined");
	put_model(&w, "JDO3");
	j = judged(&w);
	assert_rule(&j, r, "clear");
	world_close(&w);
}

/* one that is not asked for does not stand in for the kind */
static void a_model_that_decides_nothing(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	const struct condition *either = ANY2(&w, is_use(&w, U_IRON), model_matches(&w, "JD"));
	struct rule *r = add_rule(&w, K_ARC, either, is_flag(&w, F_OLD, true));
	w.item.kind = &w.kinds[K_FURNACE];
	put_use(&w, U_IRON);
	struct judgement j = judged(&w);
	assert_needs(&finding_of(&j, r)->needs, "kind old");
	put_flag(&w, F_OLD, true);
	j = judged(&w);
	assert_rule(&j, r, "undetermined");
	assert_needs(&j.needs, "kind");
	put(&w, F_USE, FACE_BLANK); /* one of two that are asked for: the use would leave the kind open */
	j = judged(&w);
	assert_needs(&j.needs, "kind any(use|model)");
	world_close(&w);
}

/* a record with a model of the rule is not silent about its kind */
static void a_model_goes_before_a_presumption(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	presume_kind(&w, K_FURNACE, K_INDUCTION);
	struct rule *arc = add_rule(&w, K_ARC, always(&w), model_matches(&w, "JD"));
	struct rule *induction = add_rule(&w, K_INDUCTION, always(&w), model_matches(&w, "JD"));
	w.item.kind = &w.kinds[K_FURNACE];
	put_model(&w, "GC");
	struct judgement j = judged(&w);
	assert_rule(&j, arc, "not_applicable");
	assert_int_equal(finding_of(&j, arc)->n_presumed, 1);
	put_model(&w, "JD");
	j = judged(&w);
	assert_rule(&j, arc, "obsolete");
	assert_rule(&j, induction, "obsolete");
	assert_int_equal(finding_of(&j, arc)->n_presumed, 0);
	assert_int_equal(finding_of(&j, induction)->n_presumed, 0);
	world_close(&w);
}

static void a_pattern_that_needs_too_much_is_unknown(void **state)
{
	struct world w;
	char text[600];
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, always(&w), model_matches(&w, "(A+)+[BC]"));
	memset(text, 'A', sizeof text);
	/* 2^n steps, LIMIT_PATTERN_MATCHES of them at most */
	text[8] = '\0';
	put_model(&w, text);
	struct judgement j = judged(&w);
	assert_rule(&j, r, "clear");
	text[8] = 'A';
	text[20] = '\0';
	put_model(&w, text);
	j = judged(&w);
	assert_rule(&j, r, "undetermined");
	assert_needs(&j.needs, "model");
	text[20] = 'A';
	text[40] = '\0';
	struct rule *s = add_rule(&w, K_ARC, always(&w), model_matches(&w, "A*"));
	put_model(&w, text);
	j = judged(&w);
	assert_rule(&j, s, "obsolete");
	text[40] = 'A';
	text[512] = '\0'; /* LIMIT_PATTERN_SUBJECT */
	put_model(&w, text);
	j = judged(&w);
	assert_rule(&j, s, "obsolete");
	text[512] = 'A';
	text[513] = '\0';
	put_model(&w, text);
	j = judged(&w);
	assert_rule(&j, s, "undetermined");
	world_close(&w);
}

static void two_texts(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, model_matches(&w, "ab"), text_matches(&w, F_NAME, "CD"));
	struct rule *s = add_rule(&w, K_ARC, model_matches(&w, "AB"), text_matches(&w, F_NAME, "CD"));
	struct rule *t = add_rule(&w, K_ARC, model_matches(&w, "[a-b]+"), text_matches(&w, F_NAME, "c[^e]"));
	struct rule *u = add_rule(&w, K_ARC, model_matches(&w, "[^a]b"), text_matches(&w, F_NAME, "cd"));
	put_model(&w, "ab");
	put(&w, F_NAME, FACE_READ)->text = STR(" c d ");
	struct judgement j = judged(&w);
	assert_rule(&j, r, "obsolete"); /* texts are folded to upper case; a pattern may be written in either */
	assert_rule(&j, s, "obsolete");
	assert_rule(&j, t, "obsolete");
	assert_rule(&j, u, "not_applicable");
	world_close(&w);
}

static void a_bad_pattern_is_refused(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct source_file file = {STR("x.yaml"), STR("matches: (\n")};
	add_rule(&w, K_ARC, always(&w), model_matches(&w, "("))->file = &file;
	add_rule(&w, K_ARC, always(&w), model_matches(&w, "ok"));
	assert_null(program_new(&w.arena, &w.v, &w.set, &(struct judge_options){0}, &w.diags));
	assert_int_equal(w.diags.errors, 1);
	assert_int_equal(w.diags.items[0].id, DIAG_BAD_PATTERN);
	world_close(&w);
}

static void readings(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, is_use(&w, U_STEEL), size_at_most(&w, 30));
	struct reading_of_rule all[] = {
		{.id = STR("excluding"), .obsolete_if = compares(&w, F_SIZE, REL_LESS_THAN, 30)},
		{.id = STR("iron"), .where = is_use(&w, U_IRON)},
		{.id = STR("bath"), .kinds = kind_list(&w, K_BATH), .n_kinds = 1, .note.en = STR("every bath")},
		{.id = STR("same"), .obsolete_if = size_at_most(&w, 30)},
	};
	r->readings = all;
	r->n_readings = 4;
	put_use(&w, U_STEEL);
	put_size(&w, 30, 30);
	struct judgement j = judged(&w);
	const struct finding *f = finding_of(&j, r);
	assert_int_equal(f->verdict, RULE_OBSOLETE);
	assert_int_equal(f->n_readings, 3);
	assert_str(f->readings[0]->id, "excluding");
	assert_int_equal(f->reading_verdicts[0], RULE_CLEAR);
	assert_int_equal(f->reading_verdicts[1], RULE_NOT_APPLICABLE);
	assert_int_equal(f->reading_verdicts[2], RULE_NOT_APPLICABLE);
	put_size(&w, 29, 29);
	j = judged(&w);
	assert_int_equal(finding_of(&j, r)->n_readings, 2);
	/* considered only because of a reading: not applicable as adopted, and the reading is listed */
	w.item.kind = &w.kinds[K_BATH];
	j = judged(&w);
	f = finding_of(&j, r);
	assert_non_null(f);
	assert_int_equal(f->verdict, RULE_NOT_APPLICABLE);
	assert_int_equal(f->n_readings, 1);
	assert_str(f->readings[0]->id, "bath");
	assert_int_equal(f->reading_verdicts[0], RULE_OBSOLETE);
	assert_item(&j, "out_of_scope");
	/* no finding of the item lists it: it is said with the item */
	assert_int_equal(j.n_findings, 0);
	assert_int_equal(j.n_caveats, 1);
	assert_str(j.caveats[0].en, "under the reading \"bath\" of r0: obsolete (every bath)");
	world_close(&w);
}

static void one_rule_alone(void **state)
{
	struct world w;
	struct finding f;
	(void)state;
	world_open(&w);
	struct rule *r = rule_on(&w, K_ARC);
	r->to.set = true;
	assert_true(date_parse_iso(&r->to.date, STR("2000")));
	put_size(&w, 30, 30);
	struct judgement j = judged(&w);
	assert_null(finding_of(&j, r));
	assert_int_equal(program_application(w.program, r), NOT_IN_FORCE);
	assert_true(judge_rule(&f, &w.arena, w.program, r, &w.item));
	assert_int_equal(f.verdict, RULE_OBSOLETE);
	assert_int_equal(f.in_force, IN_FORCE_NO);
	w.item.kind = &w.kinds[K_BATH];
	assert_true(judge_rule(&f, &w.arena, w.program, r, &w.item));
	assert_int_equal(f.verdict, RULE_NOT_APPLICABLE);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tree),
		cmocka_unit_test(a_general_kind_may_still_be_clear),
		cmocka_unit_test(always_named_between),
		cmocka_unit_test(abstract_and_none_are_unrecognised),
		cmocka_unit_test(narrowing),
		cmocka_unit_test(narrowing_must_fit_the_record),
		cmocka_unit_test(a_presumption_on_a_presumption),
		cmocka_unit_test(a_model_settles_the_kind),
		cmocka_unit_test(a_model_that_decides_nothing),
		cmocka_unit_test(a_model_goes_before_a_presumption),
		cmocka_unit_test(a_pattern_that_needs_too_much_is_unknown),
		cmocka_unit_test(two_texts),
		cmocka_unit_test(a_bad_pattern_is_refused),
		cmocka_unit_test(readings),
		cmocka_unit_test(one_rule_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
