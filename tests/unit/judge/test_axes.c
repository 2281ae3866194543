/* In force, deadline, horizon, near. */
#include "unit.h"
#include "world.h"

static void set_end(struct force_end *out, const char *text)
{
	*out = (struct force_end){.set = *text != '\0', .unknown = strcmp(text, "unknown") == 0};
	if (out->set && !out->unknown)
		assert_true(date_parse_iso(&out->date, str_from(text)));
}

static void in_force(void **state)
{
	static const struct {
		const char *from, *to, *as_of;
		enum in_force want;
	} rows[] = {
		{"", "", "2013-06-30", IN_FORCE_YES},
		{"2013-06-30", "", "2013-06-29", IN_FORCE_NO},
		{"2013-06-30", "", "2013-06-30", IN_FORCE_YES},
		{"2013", "", "2012-12-31", IN_FORCE_NO},
		{"2013", "", "2013-01-01", IN_FORCE_UNKNOWN},
		{"2013", "", "2013-12-30", IN_FORCE_UNKNOWN},
		{"2013", "", "2013-12-31", IN_FORCE_YES},
		{"2013-06", "", "2013-06-15", IN_FORCE_UNKNOWN},
		{"2013-06", "", "2013-06-30", IN_FORCE_YES},
		{"2013", "unknown", "2012-12-31", IN_FORCE_NO},
		{"2013", "unknown", "2013-06-30", IN_FORCE_UNKNOWN},
		{"2013", "unknown", "2030-01-01", IN_FORCE_UNKNOWN},
		{"unknown", "", "1990-01-01", IN_FORCE_UNKNOWN},
		{"", "2013-06-30", "2013-06-30", IN_FORCE_YES},
		{"", "2013-06-30", "2013-07-01", IN_FORCE_NO},
		{"", "2013", "2013-01-01", IN_FORCE_YES},
		{"", "2013", "2013-01-02", IN_FORCE_UNKNOWN},
		{"", "2013", "2013-12-31", IN_FORCE_UNKNOWN},
		{"", "2013", "2014-01-01", IN_FORCE_NO},
		{"unknown", "2013", "2014-01-01", IN_FORCE_NO},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct world w;
		struct date as_of;
		world_open(&w);
		struct rule *r = add_rule(&w, K_ARC, always(&w), always(&w));
		set_end(&r->from, rows[i].from);
		set_end(&r->to, rows[i].to);
		assert_true(date_parse_iso(&as_of, str_from(rows[i].as_of)));
		struct judgement j = judge_on(&w, false, as_of.first);
		const struct finding *f = finding_of(&j, r);
		assert_int_equal(program_application(w.program, r) == APPLIES, rows[i].want != IN_FORCE_NO);
		assert_int_equal(f != NULL, rows[i].want != IN_FORCE_NO);
		assert_item(&j, rows[i].want == IN_FORCE_NO ? "out_of_scope" : "obsolete");
		if (f)
			assert_int_equal(f->in_force, rows[i].want);
		world_close(&w);
	}
}

static void deadlines(void **state)
{
	static const struct {
		int y, m, d;
		enum deadline_state want;
		int32_t days;
		bool passed;
	} rows[] = {
		{2013, 12, 30, DEADLINE_SCHEDULED, 1, false}, {2013, 12, 31, DEADLINE_SCHEDULED, 0, false},
		{2014, 1, 1, DEADLINE_OVERDUE, 1, false}, {2015, 12, 31, DEADLINE_OVERDUE, 730, false},
		{2016, 1, 1, DEADLINE_OVERDUE, 731, true},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct world w;
		world_open(&w);
		struct rule *r = add_rule(&w, K_ARC, always(&w), always(&w));
		struct rule *none = add_rule(&w, K_ARC, always(&w), always(&w));
		r->deadline = DEADLINE_DATE;
		r->deadline_day = day_of(2013, 12, 31);
		struct judgement j = judge_on(&w, false, day_of(rows[i].y, rows[i].m, rows[i].d));
		const struct finding *f = finding_of(&j, r);
		assert_int_equal(f->deadline, rows[i].want);
		assert_int_equal(f->deadline_days, rows[i].days);
		assert_int_equal(f->horizon_passed, rows[i].passed);
		assert_int_equal(finding_of(&j, none)->deadline, DEADLINE_STATE_NONE);
		world_close(&w);
	}
}

static void limits_that_change_by_date(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct condition *since = cond(&w, COND_COMPARE);
	since->as_of = true;
	since->relation = REL_AT_LEAST;
	since->day = day_of(2015, 1, 1);
	struct rule *r = add_rule(&w, K_ARC, always(&w), since);
	struct judgement j = judge_on(&w, false, day_of(2014, 12, 31));
	assert_rule(&j, r, "clear");
	j = judge_on(&w, false, day_of(2015, 1, 1));
	assert_rule(&j, r, "obsolete");
	assert_null(finding_of(&j, r)->leaves[0].value);
	world_close(&w);
}

static void dates(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct condition *before = cond(&w, COND_COMPARE);
	before->field = &w.fields[F_MADE];
	before->relation = REL_AT_MOST;
	before->day = day_of(2003, 6, 30);
	struct rule *r = add_rule(&w, K_ARC, always(&w), before);
	struct value *v = put(&w, F_MADE, FACE_READ);
	static const char *const text[] = {"2002", "2003", "2003-06", "2004"};
	static const char *const want[] = {"obsolete", "undetermined", "obsolete", "clear"};
	for (size_t i = 0; i < 4; i++) {
		assert_true(date_parse_iso(&v->date, str_from(text[i])));
		struct judgement j = judged(&w);
		assert_rule(&j, r, want[i]);
	}
	world_close(&w);
}

/* --- near ------------------------------------------------------------------------------------------------------- */

static void near_to(struct world *w, struct rule *r, int field, const char *fraction)
{
	r->near = must(ARENA_NEW(&w->arena, struct near_rule));
	r->near->field = &w->fields[field];
	assert_int_equal(decimal_parse(&r->near->fraction, &w->arena, str_from(fraction)), DECIMAL_OK);
	r->n_near = 1;
}

static void assert_near(const struct finding *f, const char *want)
{
	struct buf b;
	buf_init(&b);
	if (f->near && f->near_distance.unit)
		quantity_write(&b, &f->near_distance);
	else if (f->near)
		interval_write(&b, &f->near_distance.v);
	buf_adds(&b, "");
	assert_str(buf_str(&b), want);
	buf_release(&b);
}

static void near_a_size(void **state)
{
	static const struct {
		enum relation relation;
		int64_t lo, hi;
		const char *verdict, *near;
	} rows[] = {
		{REL_AT_MOST, 400, 400, "obsolete", ""}, {REL_AT_MOST, 401, 401, "clear", "1 m3"},
		{REL_AT_MOST, 440, 440, "clear", "40 m3"}, {REL_AT_MOST, 441, 441, "clear", ""},
		{REL_AT_MOST, 420, 900, "clear", "20 m3"}, {REL_AT_MOST, 390, 420, "undetermined", ""},
		{REL_LESS_THAN, 400, 400, "clear", "0 m3"}, {REL_LESS_THAN, 400, 900, "clear", "0 m3"},
		{REL_LESS_THAN, 440, 441, "clear", "40 m3"},
		{REL_AT_LEAST, 360, 360, "clear", "40 m3"}, {REL_AT_LEAST, 359, 359, "clear", ""},
		{REL_AT_LEAST, 10, 399, "clear", "1 m3"}, {REL_MORE_THAN, 400, 400, "clear", "0 m3"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct world w;
		world_open(&w);
		struct rule *r = add_rule(&w, K_ARC, always(&w), compares(&w, F_SIZE, rows[i].relation, 400));
		near_to(&w, r, F_SIZE, "0.1");
		put_size(&w, rows[i].lo, rows[i].hi);
		struct judgement j = judged(&w);
		assert_rule(&j, r, rows[i].verdict);
		assert_near(finding_of(&j, r), rows[i].near);
		put_size(&w, rows[i].lo * 1000, rows[i].hi * 1000)->quantity.unit = &w.litre;
		j = judged(&w);
		assert_near(finding_of(&j, r), rows[i].near);
		world_close(&w);
	}
}

static void near_only_for_one_reason(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, always(&w),
				  ALL2(&w, size_at_most(&w, 400), compares(&w, F_NUMBER, REL_AT_MOST, 100)));
	near_to(&w, r, F_SIZE, "0.1");
	put_size(&w, 410, 410);
	put_number(&w, 90);
	struct judgement j = judged(&w);
	assert_near(finding_of(&j, r), "10 m3");
	put_number(&w, 101);
	j = judged(&w);
	assert_near(finding_of(&j, r), "");
	put_size(&w, 10, 10);
	j = judged(&w);
	assert_rule(&j, r, "clear");
	assert_near(finding_of(&j, r), ""); /* the rule watches the size only */
	near_to(&w, r, F_NUMBER, "0.1");
	j = judged(&w);
	assert_near(finding_of(&j, r), "1");
	/* under `any` a true leaf elsewhere is no second reason */
	w.rules[0].obsolete_if = ALL2(&w, ANY2(&w, size_at_most(&w, 5), is_use(&w, U_STEEL)),
				      compares(&w, F_NUMBER, REL_AT_MOST, 100));
	put_use(&w, U_STEEL);
	j = judged(&w);
	assert_near(finding_of(&j, r), "1");
	put_use(&w, U_IRON);
	j = judged(&w);
	assert_near(finding_of(&j, r), "");
	/* not (more than 100) */
	w.rules[0].obsolete_if = NOT(&w, compares(&w, F_NUMBER, REL_MORE_THAN, 100));
	j = judged(&w);
	assert_rule(&j, r, "clear");
	assert_near(finding_of(&j, r), "1");
	world_close(&w);
}

static void not_near_where_not_applicable(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, is_use(&w, U_STEEL), size_at_most(&w, 400));
	near_to(&w, r, F_SIZE, "0.1");
	put_size(&w, 401, 401);
	put_use(&w, U_IRON);
	struct judgement j = judged(&w);
	assert_rule(&j, r, "not_applicable");
	assert_near(finding_of(&j, r), "");
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_force),
		cmocka_unit_test(deadlines),
		cmocka_unit_test(limits_that_change_by_date),
		cmocka_unit_test(dates),
		cmocka_unit_test(near_a_size),
		cmocka_unit_test(near_only_for_one_reason),
		cmocka_unit_test(not_near_where_not_applicable),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
