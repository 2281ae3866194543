/* The pack that ships, and packs that stand in memory. */
#include "unit.h"

#include "fixture.h"
#include "rules/lint.h"

static void the_shandong_pack_loads_clean(void **state)
{
	struct fixture f;
	struct arena scratch;
	(void)state;
	fixture_init(&f, NULL);
	arena_init(&scratch);
	const struct ruleset *s = fixture_load(&f, "sd-2013");
	if (!s || !ruleset_lint(s, f.vocabulary, &scratch, &f.diags))
		fail_msg("%s", fixture_drawn(&f, &f.diags).p);
	assert_int_equal(s->n_packs, 1);
	assert_int_equal(s->packs[0]->n_not_rules, 3);
	assert_str(s->packs[0]->id, "sd-2013");
	assert_int_equal(strlen(s->packs[0]->sha256), 64);
	assert_int_equal(s->packs[0]->sources[0].trust, TRUST_VERIFIED);
	arena_release(&scratch);
	fixture_release(&f);
}

static void rules_say_what_the_plan_says(void **state)
{
	static const struct {
		const char *id;
		enum executability executability;
		const char *deadline;
		size_t readings, exceptions;
	} want[] = {
		{"SD-2013-1.01", EXEC_FULL, "", 0, 0},		 {"SD-2013-1.02", EXEC_FULL, "", 2, 0},
		{"SD-2013-1.03", EXEC_FULL, "2015-12-31", 1, 0}, {"SD-2013-1.04", EXEC_FULL, "2015-12-31", 1, 0},
		{"SD-2013-1.05", EXEC_FULL, "2015-12-31", 0, 0}, {"SD-2013-1.06", EXEC_FULL, "", 0, 0},
		{"SD-2013-1.07", EXEC_FULL, "", 1, 0},		 {"SD-2013-1.08", EXEC_FULL, "", 1, 0},
		{"SD-2013-1.09", EXEC_FULL, "", 1, 0},		 {"SD-2013-1.10", EXEC_FULL, "", 1, 0},
		{"SD-2013-1.11", EXEC_FULL, "", 0, 0},		 {"SD-2013-1.12", EXEC_FULL, "", 0, 0},
		{"SD-2013-1.13", EXEC_FULL, "", 0, 0},
		{"SD-2013-2.01", EXEC_FULL, "", 2, 0},		 {"SD-2013-2.02", EXEC_FULL, "", 1, 0},
		{"SD-2013-2.03", EXEC_FULL, "", 0, 0},		 {"SD-2013-2.04", EXEC_FULL, "", 0, 0},
		{"SD-2013-2.05", EXEC_FULL, "", 0, 0},		 {"SD-2013-2.06", EXEC_FULL, "", 0, 0},
		{"SD-2013-2.07", EXEC_FULL, "", 0, 0},		 {"SD-2013-2.08", EXEC_FULL, "", 0, 0},
		{"SD-2013-3.01", EXEC_FULL, "", 0, 0}, {"SD-2013-3.02", EXEC_FULL, "", 0, 0},
		{"SD-2013-3.03", EXEC_FULL, "", 2, 0}, {"SD-2013-3.04", EXEC_FULL, "", 0, 0},
		{"SD-2013-3.05", EXEC_FULL, "", 0, 0}, {"SD-2013-3.06", EXEC_FULL, "", 0, 0},
		{"SD-2013-3.07", EXEC_FULL, "", 0, 0}, {"SD-2013-3.08", EXEC_FULL, "", 0, 0},
		{"SD-2013-3.09", EXEC_FULL, "", 0, 0}, {"SD-2013-3.10", EXEC_FULL, "", 0, 0},
		{"SD-2013-3.11", EXEC_PARTIAL, "", 0, 0}, {"SD-2013-3.12", EXEC_PARTIAL, "", 0, 0},
		{"SD-2013-3.13", EXEC_UNRESOLVED, "", 0, 0}, {"SD-2013-3.14", EXEC_FULL, "", 0, 0},
		{"SD-2013-4.01", EXEC_FULL, "2015-12-31", 0, 0}, {"SD-2013-4.02", EXEC_FULL, "2015-12-31", 0, 0},
		{"SD-2013-4.03", EXEC_FULL, "", 0, 0},		 {"SD-2013-4.04", EXEC_FULL, "", 0, 0},
		{"SD-2013-4.05", EXEC_FULL, "", 1, 0},		 {"SD-2013-4.06", EXEC_FULL, "", 0, 0},
		{"SD-2013-5.01", EXEC_FULL, "", 0, 1},		 {"SD-2013-5.02", EXEC_FULL, "", 0, 1},
		{"SD-2013-5.03", EXEC_FULL, "", 0, 0},		 {"SD-2013-5.04", EXEC_FULL, "", 1, 0},
		{"SD-2013-5.05", EXEC_FULL, "", 0, 1},		 {"SD-2013-5.06", EXEC_FULL, "", 1, 1},
		{"SD-2013-6.01", EXEC_FULL, "2013-12-31", 1, 0}, {"SD-2013-6.02", EXEC_MANUAL, "", 0, 0},
		{"SD-2013-6.03", EXEC_MANUAL, "", 0, 0},	 {"SD-2013-6.04", EXEC_MANUAL, "", 1, 0},
		{"SD-2013-6.05", EXEC_MANUAL, "", 1, 0},	 {"SD-2013-6.06", EXEC_FULL, "2015-12-31", 0, 0},
		{"SD-2013-6.07", EXEC_PARTIAL, "", 1, 0},	 {"SD-2013-6.08", EXEC_PARTIAL, "", 3, 0},
	};
	struct fixture f;
	(void)state;
	fixture_init(&f, NULL);
	const struct ruleset *s = fixture_load(&f, "sd-2013");
	assert_non_null(s);
	assert_int_equal(s->n_rules, sizeof want / sizeof *want);
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		const struct rule *rule = ruleset_rule(s, str_from(want[i].id));
		struct buf deadline;
		assert_non_null(rule);
		assert_int_equal(rule->index, i);
		assert_int_equal(rule->executability, want[i].executability);
		assert_int_equal(rule->n_readings, want[i].readings);
		assert_int_equal(rule->n_exceptions, want[i].exceptions);
		buf_init(&deadline);
		if (rule->deadline == DEADLINE_DATE)
			day_write(&deadline, rule->deadline_day);
		assert_string_equal(deadline.n ? deadline.p : "", want[i].deadline);
		buf_release(&deadline);
	}
	assert_ptr_equal(ruleset_rule(s, STR("SD-2013-5.02"))->exceptions[0].to,
			 ruleset_rule(s, STR("SD-2013-5.04")));
	assert_true(ruleset_rule(s, STR("SD-2013-6.06"))->open_list);
	assert_int_equal(ruleset_rule(s, STR("SD-2013-6.06"))->action, ACTION_PHASE_OUT);
	fixture_release(&f);
}

static void a_rule_is_found_by_id_and_by_pack(void **state)
{
	struct fixture f;
	(void)state;
	fixture_init(&f, NULL);
	const struct ruleset *s = fixture_load(&f, "sd-2013");
	assert_non_null(s);
	assert_ptr_equal(ruleset_rule(s, STR("sd-2013:SD-2013-1.01")), s->rules[0]);
	assert_null(ruleset_rule(s, STR("sd-2012:SD-2013-5.01")));
	assert_null(ruleset_rule(s, STR("SD-2013-5.0")));
	assert_null(ruleset_rule(s, STR("sd-2013:SD-2013-5.0")));
	assert_null(ruleset_rule(s, STR("")));
	fixture_release(&f);
}

static void a_pack_twice_is_refused(void **state)
{
	struct fixture f;
	struct str names[] = {STR("sd-2013"), STR("sd-2013")};
	(void)state;
	fixture_init(&f, NULL);
	const struct ruleset *once = ruleset_load(&f.arena, f.vocabulary, names, 1, fixture_read, &f, &f.diags);
	assert_non_null(once);
	assert_null(ruleset_load(&f.arena, f.vocabulary, names, 2, fixture_read, &f, &f.diags));
	assert_int_equal(f.diags.n, 1 + once->n_rules); /* the pack and its rules */
	for (size_t i = 0; i < f.diags.n; i++)
		assert_int_equal(f.diags.items[i].id, DIAG_DUPLICATE_ID);
	fixture_release(&f);
}

#define CONVERTING(id, factor)                                                                                       \
	"schema: phaseout/rules-1\n"                                                                                 \
	"pack:\n"                                                                                                    \
	"  id: " id "\n"                                                                                             \
	"  version: \"1\"\n"                                                                                         \
	"  title: {zh: 甲, en: a}\n"                                                                                \
	"  authority: {zh: 乙, en: b}\n"                                                                            \
	"  sources:\n"                                                                                               \
	"    s: {file: s.txt, sha256: 87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7, trust: M}\n" \
	"  conversions: [{from: 吨/日, to: 吨/年, factor: " factor ", reason: 甲}]\n"                                \
	"rules:\n"                                                                                                   \
	"  - id: R-" id "\n"                                                                                         \
	"    revision: \"1\"\n"                                                                                      \
	"    title: {zh: 甲, en: a}\n"                                                                              \
	"    clause: {source: s, line: \"1\", quote: [a]}\n"                                                         \
	"    industry: 甲\n"                                                                                        \
	"    action: eliminate\n"                                                                                    \
	"    in_force: {from: \"2013\", to: unknown}\n"                                                              \
	"    deadline: none\n"                                                                                       \
	"    kinds: [any]\n"                                                                                         \
	"    obsolete_if: always\n"

static void packs_that_convert_otherwise_are_refused(void **state)
{
	static const struct str one = STR_INIT(CONVERTING("a", "\"310\"")), same = STR_INIT(CONVERTING("b", "310.0")),
				other = STR_INIT(CONVERTING("b", "\"330\""));
	struct fixture f;
	struct str names[] = {STR("a"), STR("b")};
	(void)state;
	fixture_init(&f, NULL);
	f.files[0] = (struct memory_file){"a/pack.yaml", one};
	f.files[1] = (struct memory_file){"a/s.txt", STR("a\n")};
	f.files[2] = (struct memory_file){"b/pack.yaml", same};
	f.files[3] = (struct memory_file){"b/s.txt", STR("a\n")};
	assert_non_null(ruleset_load(&f.arena, f.vocabulary, names, 2, fixture_read, &f, &f.diags));
	f.files[2].text = other;
	assert_null(ruleset_load(&f.arena, f.vocabulary, names, 2, fixture_read, &f, &f.diags));
	assert_int_equal(f.diags.n, 1);
	assert_int_equal(f.diags.items[0].id, DIAG_BAD_CONVERSION);
	assert_str(f.diags.items[0].text, "packs \"a\" and \"b\" declare different conversions from \"t/d\"");
	fixture_release(&f);
}

static void a_pack_that_is_not_there_is_refused(void **state)
{
	struct fixture f;
	(void)state;
	fixture_init(&f, NULL);
	assert_null(fixture_load(&f, "sd-1913"));
	assert_int_equal(f.diags.n, 1);
	assert_int_equal(f.diags.items[0].id, DIAG_MISSING_FILE);
	assert_str(f.diags.items[0].text, "the file \"sd-1913/pack.yaml\" is not there or cannot be read");
	fixture_release(&f);
}

/* One mistake refuses the set, and the mistakes of all files are told in one run. */
static void all_mistakes_of_all_files(void **state)
{
	struct fixture f;
	(void)state;
	fixture_init(&f, NULL);
	f.files[0] = (struct memory_file){
		"m/pack.yaml",
		STR("schema: phaseout/rules-1\npack: {id: m, version: \"1\"}\nfiles: [a.yaml, b.yaml]\n")};
	f.files[1] = (struct memory_file){"m/a.yaml",
					  STR("schema: phaseout/rules-1\nrules: [{id: A, kinds: [nothing]}]\n")};
	f.files[2] = (struct memory_file){"m/b.yaml", STR("schema: phaseout/rules-9\nrules: []\n")};
	assert_null(fixture_load(&f, "m"));
	bool kind = false, schema = false, key = false;
	for (size_t i = 0; i < f.diags.n; i++) {
		kind |= f.diags.items[i].id == DIAG_UNKNOWN_KIND && str_is(f.diags.items[i].file, "m/a.yaml");
		schema |= f.diags.items[i].id == DIAG_UNKNOWN_SCHEMA && str_is(f.diags.items[i].file, "m/b.yaml");
		key |= f.diags.items[i].id == DIAG_MISSING_KEY && str_is(f.diags.items[i].file, "m/pack.yaml");
	}
	assert_true(kind);
	assert_true(schema);
	assert_true(key);
	fixture_release(&f);
}

static void needs_are_canonical(void **state)
{
	struct fixture f;
	(void)state;
	fixture_init(&f, NULL);
	f.files[0] = (struct memory_file){
		"m/pack.yaml",
		STR("schema: phaseout/rules-1\n"
		    "pack:\n"
		    "  id: m\n"
		    "  version: \"1\"\n"
		    "  title: {zh: 甲, en: a}\n"
		    "  authority: {zh: 乙, en: b}\n"
		    "  sources:\n"
		    "    s: {file: s.txt, sha256: 87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7,\n"
		    "        trust: M}\n"
		    "rules:\n"
		    "  - id: R\n"
		    "    revision: \"1\"\n"
		    "    title: {zh: 甲, en: a}\n"
		    "    clause: {source: s, line: \"1\", quote: [a]}\n"
		    "    industry: 甲\n"
		    "    action: intensify\n"
		    "    in_force: {from: \"2013\", to: unknown}\n"
		    "    deadline: 2014\n"
		    "    kinds: [any]\n"
		    "    obsolete_if: always\n"
		    "    tests:\n"
		    "      - record: {kind: 高炉}\n"
		    "        expect: manual\n"
		    "        as_of: 2014-02\n"
		    "        needs: [{any_of: [kind, [furnace_use, effective_volume],\n"
		    "                          \"judgement:small_scale\"]}, judgement]\n")};
	f.files[1] = (struct memory_file){"m/s.txt", STR("a\n")};
	const struct ruleset *s = fixture_load(&f, "m");
	if (!s)
		fail_msg("%s", fixture_drawn(&f, &f.diags).p);
	const struct rule *rule = s->rules[0];
	const struct rule_test *t = &rule->tests[0];
	assert_int_equal(t->n_needs, 2);
	assert_str(t->needs[0], "any_of(effective_volume+furnace_use,judgement:small_scale,kind)");
	assert_str(t->needs[1], "judgement");
	day last;
	date_from_ymd(&last, 2014, 2, 28);
	assert_true(t->has_as_of);
	assert_int_equal(t->as_of, last);
	date_from_ymd(&last, 2014, 12, 31);
	assert_int_equal(rule->deadline_day, last);
	assert_int_equal(rule->n_kinds, 0);
	assert_string_equal(action_name(rule->action), "intensify");
	assert_string_equal(trust_name(rule->clause.source->trust), "M");
	fixture_release(&f);
}

/* Every prefix of a good pack is refused or loaded, never more than that. */
static void a_cut_pack_never_loads_half(void **state)
{
	struct fixture f;
	struct str whole = STR_NONE;
	(void)state;
	fixture_init(&f, NULL);
	assert_true(fixture_read_path(&f, "tests/cases/meaning", STR("good/pack.yaml"), &whole));
	assert_true(fixture_read_path(&f, "tests/cases/meaning", STR("good/plan.txt"), &f.files[1].text));
	f.files[0].name = "g/pack.yaml";
	f.files[1].name = "g/plan.txt";
	size_t loaded = 0;
	for (size_t n = 0; n <= whole.n; n += 7) {
		struct arena a;
		struct diags d;
		struct str name = STR("g");
		arena_init(&a);
		diags_init(&d, NULL, NULL);
		f.files[0].text = str_sub(whole, 0, n);
		const struct ruleset *s = ruleset_read(&a, f.vocabulary, &name, 1, fixture_read, &f, &d);
		assert_non_null(s);
		assert_int_equal(s->whole, d.errors == 0);
		loaded += s->whole;
		ruleset_lint(s, f.vocabulary, &f.arena, &d);
		diags_release(&d);
		arena_release(&a);
	}
	assert_true(loaded < whole.n / 7);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shandong_pack_loads_clean),
		cmocka_unit_test(rules_say_what_the_plan_says),
		cmocka_unit_test(a_rule_is_found_by_id_and_by_pack),
		cmocka_unit_test(a_pack_twice_is_refused),
		cmocka_unit_test(packs_that_convert_otherwise_are_refused),
		cmocka_unit_test(a_pack_that_is_not_there_is_refused),
		cmocka_unit_test(all_mistakes_of_all_files),
		cmocka_unit_test(needs_are_canonical),
		cmocka_unit_test(a_cut_pack_never_loads_half),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
