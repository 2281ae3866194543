/* The six steps and the exceptions. */
#include "unit.h"
#include "world.h"

static void where_and_obsolete_if(void **state)
{
	static const struct {
		int use; /* -1: none */
		int64_t lo, hi; /* 0: none */
		const char *rule, *item, *needs;
	} rows[] = {
		{U_IRON, 400, 400, "obsolete", "obsolete", ""},
		{U_IRON, 401, 401, "clear", "clear", ""},
		{U_IRON, 380, 450, "undetermined", "undetermined", "size"},
		{U_IRON, 0, 0, "undetermined", "undetermined", "size"},
		{U_STEEL, 400, 400, "not_applicable", "out_of_scope", ""},
		{U_STEEL, 0, 0, "not_applicable", "out_of_scope", ""},
		{-1, 401, 401, "clear", "clear", ""},
		{-1, 400, 400, "undetermined", "undetermined", "use"},
		{-1, 0, 0, "undetermined", "undetermined", "use size"},
		{U_IRON_A, 400, 400, "obsolete", "obsolete", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct world w;
		world_open(&w);
		struct rule *r = add_rule(&w, K_ARC, is_use(&w, U_IRON), size_at_most(&w, 400));
		if (rows[i].use >= 0)
			put_use(&w, rows[i].use);
		if (rows[i].lo)
			put_size(&w, rows[i].lo, rows[i].hi);
		struct judgement j = judged(&w);
		assert_rule(&j, r, rows[i].rule);
		assert_item(&j, rows[i].item);
		assert_needs(&j.needs, rows[i].needs);
		world_close(&w);
	}
}

static void a_special_value_is_not_claimed_by_the_general_one(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, is_use(&w, U_IRON_A), always(&w));
	put_use(&w, U_IRON);
	struct judgement j = judged(&w);
	assert_rule(&j, r, "not_applicable");
	world_close(&w);
}

/* every face but read is unknown */
static void faces(void **state)
{
	(void)state;
	for (enum face f = FACE_NO_COLUMN; f <= FACE_IMPLAUSIBLE; f++) {
		struct world w;
		world_open(&w);
		struct rule *r = add_rule(&w, K_ARC, always(&w), size_at_most(&w, 400));
		put(&w, F_SIZE, f);
		struct judgement j = judged(&w);
		assert_rule(&j, r, "undetermined");
		assert_needs(&j.needs, "size");
		world_close(&w);
	}
}

/* class: 'f' foundry, 'o' other, '-' none; papers: '1' shown, '0' 无, '-' none; w and h: 't' 'f' 'u' */
static const struct {
	const char *record; /* class, paper1, paper2, w, h */
	const char *rule, *needs;
	enum exception_state x;
} claims[] = {
	{"f11tt", "exempt", "", EXCEPTION_SHOWN},
	{"f11ut", "exempt", "", EXCEPTION_SHOWN},
	{"f11tu", "exempt", "", EXCEPTION_SHOWN},
	{"f11uu", "exempt", "", EXCEPTION_SHOWN},
	{"f11tf", "clear", "", EXCEPTION_SHOWN},
	{"f11uf", "clear", "", EXCEPTION_SHOWN},
	{"f11ft", "not_applicable", "", EXCEPTION_SHOWN},
	{"f1-tt", "undetermined", "paper2", EXCEPTION_CLAIMED},
	{"f10tt", "undetermined", "paper2", EXCEPTION_CLAIMED},
	{"f--tt", "undetermined", "paper1 paper2", EXCEPTION_CLAIMED},
	{"f00tt", "undetermined", "paper1 paper2", EXCEPTION_CLAIMED},
	{"f--ut", "undetermined", "use", EXCEPTION_CLAIMED},
	{"f--tu", "undetermined", "size", EXCEPTION_CLAIMED},
	{"f--tf", "clear", "", EXCEPTION_CLAIMED},
	{"o--tt", "obsolete", "", EXCEPTION_DENIED},
	{"o11tt", "obsolete", "", EXCEPTION_DENIED},
	{"---tt", "obsolete", "", EXCEPTION_OPEN},
	{"-11tt", "obsolete", "", EXCEPTION_OPEN},
	{"---ut", "undetermined", "use", EXCEPTION_OPEN},
	{"---tu", "undetermined", "size", EXCEPTION_OPEN},
};

static void put_paper(struct world *w, int field, char c)
{
	if (c != '-')
		put_flag(w, field, c == '1');
}

static void exceptions_with_evidence(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
		struct world w;
		const char *c = claims[i].record;
		world_open(&w);
		struct rule *r = add_rule(&w, K_ARC, is_use(&w, U_IRON), size_at_most(&w, 400));
		struct exception *e = add_exception(&w, r, EFFECT_EXEMPT, is_class(&w, C_FOUNDRY));
		needs_paper(&w, e, F_PAPER1);
		needs_paper(&w, e, F_PAPER2);
		if (c[0] != '-')
			put_class(&w, c[0] == 'f' ? C_FOUNDRY : C_OTHER);
		put_paper(&w, F_PAPER1, c[1]);
		put_paper(&w, F_PAPER2, c[2]);
		if (c[3] != 'u')
			put_use(&w, c[3] == 't' ? U_IRON : U_STEEL);
		if (c[4] != 'u')
			put_size(&w, c[4] == 't' ? 1 : 500, c[4] == 't' ? 1 : 500);
		struct judgement j = judged(&w);
		const struct finding *f = finding_of(&j, r);
		assert_rule(&j, r, claims[i].rule);
		assert_int_equal(f->exceptions[0], claims[i].x);
		assert_int_equal(finding_is_open(f, 0), f->verdict == RULE_OBSOLETE && claims[i].x == EXCEPTION_OPEN);
		assert_needs(&f->needs, claims[i].needs);
		assert_ptr_equal(f->decided_by, f->verdict == RULE_EXEMPT ? &r->exceptions[0] : NULL);
		world_close(&w);
	}
}

static void effects(void **state)
{
	static const struct {
		enum effect effect;
		const char *rule;
	} rows[] = {
		{EFFECT_EXEMPT, "exempt"}, {EFFECT_OUT_OF_SCOPE, "not_applicable"}, {EFFECT_REROUTE, "not_applicable"}};
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct world w;
		world_open(&w);
		struct rule *r = add_rule(&w, K_ARC, always(&w), always(&w));
		struct rule *to = add_rule(&w, K_ARC, always(&w), size_at_most(&w, 400));
		add_exception(&w, r, rows[i].effect, is_class(&w, C_FOUNDRY))->to = to;
		put_class(&w, C_FOUNDRY);
		put_size(&w, 100, 100);
		struct judgement j = judged(&w);
		assert_rule(&j, r, rows[i].rule);
		assert_ptr_equal(finding_of(&j, r)->decided_by, &r->exceptions[0]);
		assert_rule(&j, to, "obsolete");
		assert_item(&j, "obsolete");
		world_close(&w);
	}
}

static void two_effects_shown_are_a_conflict(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, always(&w), always(&w));
	add_exception(&w, r, EFFECT_EXEMPT, is_class(&w, C_FOUNDRY));
	add_exception(&w, r, EFFECT_OUT_OF_SCOPE, is_use(&w, U_STEEL));
	put_class(&w, C_FOUNDRY);
	put_use(&w, U_STEEL);
	struct judgement j = judged(&w);
	assert_rule(&j, r, "undetermined");
	assert_true(finding_of(&j, r)->conflict);
	assert_null(finding_of(&j, r)->decided_by);
	assert_needs(&j.needs, "");
	r->exceptions[1].effect = EFFECT_EXEMPT; /* the same effect twice is none */
	j = judged(&w);
	assert_rule(&j, r, "exempt");
	assert_false(finding_of(&j, r)->conflict);
	/* two targets are two effects */
	r->exceptions[0].effect = r->exceptions[1].effect = EFFECT_REROUTE;
	r->exceptions[0].to = r->exceptions[1].to = add_rule(&w, K_BATH, always(&w), always(&w));
	j = judged(&w);
	assert_rule(&j, r, "not_applicable");
	r->exceptions[1].to = add_rule(&w, K_BATH, always(&w), always(&w));
	j = judged(&w);
	assert_rule(&j, r, "undetermined");
	assert_true(finding_of(&j, r)->conflict);
	world_close(&w);
}

static void two_claims_need_one_of_their_papers(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, always(&w), always(&w));
	needs_paper(&w, add_exception(&w, r, EFFECT_EXEMPT, is_class(&w, C_FOUNDRY)), F_PAPER1);
	needs_paper(&w, add_exception(&w, r, EFFECT_OUT_OF_SCOPE, is_use(&w, U_STEEL)), F_PAPER2);
	put_class(&w, C_FOUNDRY);
	put_use(&w, U_STEEL);
	struct judgement j = judged(&w);
	assert_rule(&j, r, "undetermined");
	assert_needs(&j.needs, "any(paper1|paper2)");
	world_close(&w);
}

static void flags(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	struct rule *yes = add_rule(&w, K_ARC, always(&w), is_flag(&w, F_OLD, true));
	struct rule *no = add_rule(&w, K_ARC, always(&w), is_flag(&w, F_OLD, false));
	for (int flag = 0; flag < 2; flag++) {
		put_flag(&w, F_OLD, flag);
		struct judgement j = judged(&w);
		assert_rule(&j, yes, flag ? "obsolete" : "clear");
		assert_rule(&j, no, flag ? "clear" : "obsolete");
	}
	world_close(&w);
}

static void the_trace(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	presume_use(&w, K_ARC, U_STEEL);
	struct rule *bare = add_rule(&w, K_ARC, always(&w), always(&w));
	struct rule *r = add_rule(&w, K_ARC, is_use(&w, U_STEEL), ALL2(&w, size_at_most(&w, 30), judgement(&w, -1)));
	add_exception(&w, r, EFFECT_EXEMPT, is_class(&w, C_FOUNDRY));
	put_size(&w, 10, 10);
	struct judgement j = judged(&w);
	assert_int_equal(finding_of(&j, bare)->n_leaves, 0);
	const struct finding *f = finding_of(&j, r);
	assert_int_equal(f->n_leaves, 4);
	static const struct {
		int part;
		bool value, presumed;
		enum truth truth;
	} want[] = {
		{PART_WHERE, true, true, TRUTH_TRUE},
		{PART_OBSOLETE_IF, true, false, TRUTH_TRUE},
		{PART_OBSOLETE_IF, false, false, TRUTH_UNKNOWN},
		{PART_EXCEPTION, false, false, TRUTH_UNKNOWN},
	};
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(f->leaves[i].part, want[i].part);
		assert_int_equal(f->leaves[i].value != NULL, want[i].value);
		assert_int_equal(f->leaves[i].presumed, want[i].presumed);
		assert_int_equal(f->leaves[i].truth, want[i].truth);
		assert_ptr_equal(f->leaves[i].exception, i == 3 ? r->exceptions : NULL);
	}
	world_close(&w);
}

static void judgements(void **state)
{
	static const struct {
		char flag; /* '-' none */
		int64_t size;
		const char *rule, *needs;
	} rows[] = {
		{'-', 100, "manual", "judgement:old"}, {'-', 0, "manual", "size judgement:old"},
		{'-', 500, "clear", ""},
		{'1', 100, "obsolete", ""}, {'0', 100, "clear", ""}, {'1', 0, "undetermined", "size"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct world w;
		world_open(&w);
		struct rule *r = add_rule(&w, K_ARC, always(&w), ALL2(&w, size_at_most(&w, 400), judgement(&w, F_OLD)));
		put_paper(&w, F_OLD, rows[i].flag);
		if (rows[i].size)
			put_size(&w, rows[i].size, rows[i].size);
		struct judgement j = judged(&w);
		assert_rule(&j, r, rows[i].rule);
		assert_needs(&j.needs, rows[i].needs);
		world_close(&w);
	}
}

static void known_reads_silence_on_purpose(void **state)
{
	struct world w;
	(void)state;
	world_open(&w);
	presume_use(&w, K_ARC, U_STEEL);
	struct rule *r = add_rule(&w, K_ARC, is_known(&w, F_USE, true), always(&w));
	struct rule *n = add_rule(&w, K_ARC, is_known(&w, F_USE, false), always(&w));
	struct judgement j = judged(&w);
	assert_rule(&j, r, "not_applicable");
	assert_rule(&j, n, "obsolete");
	assert_int_equal(finding_of(&j, n)->n_presumed, 0);
	put(&w, F_USE, FACE_UNREADABLE);
	j = judged(&w);
	assert_rule(&j, r, "not_applicable");
	put_use(&w, U_STEEL);
	j = judged(&w);
	assert_rule(&j, r, "obsolete");
	assert_rule(&j, n, "not_applicable");
	world_close(&w);
}

static void unresolved_rules_never_match(void **state)
{
	struct world w;
	struct finding f;
	(void)state;
	world_open(&w);
	struct rule *r = add_rule(&w, K_ARC, always(&w), always(&w));
	r->unresolved = true;
	r->caveat = (struct words){STR("单壳"), STR("single hull")};
	struct judgement j = judged(&w);
	assert_item(&j, "out_of_scope");
	assert_null(finding_of(&j, r));
	assert_int_equal(j.n_caveats, 1);
	assert_true(judge_rule(&f, &w.arena, w.program, r, &w.item));
	assert_int_equal(f.verdict, RULE_NOT_APPLICABLE);
	/* its caveat is for items that no other rule speaks of, and of its kinds */
	struct rule *other = add_rule(&w, K_ARC, always(&w), size_at_most(&w, 30));
	put_size(&w, 40, 40);
	j = judged(&w);
	assert_rule(&j, other, "clear");
	assert_int_equal(j.n_caveats, 0);
	w.item.kind = &w.kinds[K_BATH];
	j = judged(&w);
	assert_int_equal(j.n_caveats, 0);
	r->n_kinds = 0;
	j = judged(&w);
	assert_int_equal(j.n_caveats, 0);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_and_obsolete_if),
		cmocka_unit_test(a_special_value_is_not_claimed_by_the_general_one),
		cmocka_unit_test(faces),
		cmocka_unit_test(exceptions_with_evidence),
		cmocka_unit_test(effects),
		cmocka_unit_test(two_effects_shown_are_a_conflict),
		cmocka_unit_test(two_claims_need_one_of_their_papers),
		cmocka_unit_test(flags),
		cmocka_unit_test(the_trace),
		cmocka_unit_test(judgements),
		cmocka_unit_test(known_reads_silence_on_purpose),
		cmocka_unit_test(unresolved_rules_never_match),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
