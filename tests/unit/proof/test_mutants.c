/*
 * What mutants a rule has, which of them its tests notice, and that the hunt closes: the tests that it names as missing are
 * all that is missing.
 */
#include "unit.h"

#include "proof/mutants.h"
#include "proof/mutate.h"
#include "proof/run_tests.h"
#include "rules/fixture.h"

#define HEAD                                                                                                         \
	"schema: phaseout/rules-1\n"                                                                                 \
	"pack:\n"                                                                                                    \
	"  id: m\n"                                                                                                  \
	"  version: \"1\"\n"                                                                                         \
	"  title: {zh: 甲, en: a}\n"                                                                                \
	"  authority: {zh: 乙, en: b}\n"                                                                            \
	"  horizon: 2015-12-31\n"                                                                                    \
	"  sources:\n"                                                                                               \
	"    s: {file: s.txt, sha256: 87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7, trust: V}\n" \
	"rules:\n"

#define RULE(id)                                                                                                     \
	"  - id: " id "\n"                                                                                           \
	"    revision: \"1\"\n"                                                                                      \
	"    title: {zh: 甲, en: a}\n"                                                                              \
	"    clause: {source: s, line: \"1\", quote: [a]}\n"                                                         \
	"    industry: 甲\n"                                                                                        \
	"    action: eliminate\n"

#define USUAL                                                                                                        \
	"    in_force: {from: \"2013\", to: unknown}\n"                                                              \
	"    deadline: none\n"                                                                                       \
	"    kinds: [blast_furnace]\n"

static const struct ruleset *load(struct fixture *f, struct str pack)
{
	f->files[0] = (struct memory_file){"m/pack.yaml", pack};
	f->files[1] = (struct memory_file){"m/s.txt", STR("a\n")};
	const struct ruleset *s = fixture_load(f, "m");
	if (!s)
		fail_msg("%.*s\n%s", STR_ARG(pack), fixture_drawn(f, &f->diags).p);
	return s;
}

/* --- what is changed --------------------------------------------------------------------------------------------- */

/* A rule's body, and changes that are among its mutants, one a line: "from → to"; to empty: left out. */
static const struct {
	const char *body;
	const char *want[16];
} changes[] = {
	{USUAL "    obsolete_if: {effective_volume: {at_most: 400 立方米}}\n",
	 {"<= 400 立方米 → < 400 立方米", "<= 400 立方米 → >= 400 立方米", "<= 400 立方米 → > 400 立方米",
	  "<= 400 立方米 → <= 399 立方米", "<= 400 立方米 → <= 401 立方米", "effective_volume <= 400 立方米 → ",
	  "kinds → kinds: [any]", "from: 2013 → from: 2012", "from: 2013 → from: 2014",
	  "from: 2013 → from: unknown", "from: 2013 → ", "to: unknown → ", "deadline: none → deadline: 2015-12-31",
	  "open_list: false → open_list: true", "status: none → status: unresolved"}},
	{"    in_force: {from: 2013-03, to: 2014-02-28}\n    deadline: 2014-02-28\n    kinds: [paper_machine]\n"
	 "    obsolete_if: {annual_capacity: {less_than: 1.50 万吨/年}}\n",
	 {"< 1.50 万吨/年 → < 1.49 万吨/年", "< 1.50 万吨/年 → < 1.51 万吨/年", "< 1.50 万吨/年 → < 1.5 t/a",
	  "from: 2013-03 → from: 2013-02", "from: 2013-03 → from: 2013-04", "to: 2014-02-28 → to: 2014-03-01",
	  "to: 2014-02-28 → to: 2014-02-27", "deadline: 2014-02-28 → deadline: 2014-02-27",
	  "deadline: 2014-02-28 → deadline: 2014-03-01", "deadline: 2014-02-28 → deadline: none",
	  "kinds: [paper_machine] → kinds: [equipment]"}},
	{USUAL "    where: {furnace_use: {in: [ferroalloy, cast_iron_pipe]}}\n"
	       "    obsolete_if:\n      any:\n        - effective_volume: {at_most: 200 m3}\n        - as_of: {at_least: 2014-07}\n",
	 {"in [ferroalloy, cast_iron_pipe] → is ferroalloy", "in [ferroalloy, cast_iron_pipe] → is cast_iron_pipe",
	  "in [ferroalloy, cast_iron_pipe] → in [cast_iron_pipe, nickel_chromium_pig_iron]", "any → all",
	  ">= 2014-07 → >= 2014-06", ">= 2014-07 → >= 2014-08", ">= 2014-07 → > 2014-07", "as_of >= 2014-07 → ",
	  "furnace_use in [ferroalloy, cast_iron_pipe] → not: [furnace_use in [ferroalloy, cast_iron_pipe]]",
	  "any: [effective_volume <= 200 m3, as_of >= 2014-07] → "}},
	{USUAL "    obsolete_if:\n      all:\n        - not: {has_approval: {is: \"true\"}}\n"
	       "        - effective_volume: {known: \"true\"}\n"
	       "        - judgement: {zh: 小, en: small, field: small_scale}\n        - judgement: {zh: 旧, en: old}\n",
	 {"not → ", "is true → is false", "known: true → known: false", "judgement, field: small_scale → judgement",
	  "judgement → not: [judgement]", "judgement → ", "all → any"}},
	{USUAL "    obsolete_if: {bath_ratio: {more_than: \"1:10\"}}\n",
	 {"> 1:10 → >= 1:10", "> 1:10 → > 1:9", "> 1:10 → > 1:11"}},
	{USUAL "    obsolete_if: {unit_count: {at_least: 2}}\n", {">= 2 → >= 1", ">= 2 → >= 3", ">= 2 → > 2"}},
	{USUAL "    obsolete_if: {manufacture_date: {at_most: 2003-12-31}}\n",
	 {"<= 2003-12-31 → <= 2004-01-01", "<= 2003-12-31 → <= 2003-12-30", "<= 2003-12-31 → < 2003-12-31"}},
	{USUAL "    obsolete_if: {model: {in: [WP-3, WP-4]}}\n",
	 {"in [WP-3, WP-4] → in [WP-4]", "in [WP-3, WP-4] → in [WP-3]", "in [WP-3, WP-4] → series [WP-3, WP-4]"}},
	{USUAL "    obsolete_if: {model: {matches: \"A(B|C)?[0-9]{2}\\\\.x\"}}\n",
	 {"matches A(B|C)?[0-9]{2}\\.x → matches .*A(B|C)?[0-9]{2}\\.x",
	  "matches A(B|C)?[0-9]{2}\\.x → matches A(B|C)?[0-9]{2}\\.x.*",
	  "matches A(B|C)?[0-9]{2}\\.x → matches A(C)?[0-9]{2}\\.x", "matches A(B|C)?[0-9]{2}\\.x → matches A(B)?[0-9]{2}\\.x",
	  "matches A(B|C)?[0-9]{2}\\.x → matches A(B|C)[0-9]{2}\\.x", "matches A(B|C)?[0-9]{2}\\.x → matches A[0-9]{2}\\.x",
	  "matches A(B|C)?[0-9]{2}\\.x → matches A(B|C)?[^0-9]{2}\\.x",
	  "matches A(B|C)?[0-9]{2}\\.x → matches A(B|C)?[0-8]{2}\\.x",
	  "matches A(B|C)?[0-9]{2}\\.x → matches A(B|C)?[0-9]{2,3}\\.x",
	  "matches A(B|C)?[0-9]{2}\\.x → matches A(B|C)?[0-9]{1,2}\\.x",
	  "matches A(B|C)?[0-9]{2}\\.x → matches A(B|C)?[0-9]{2}.x", "matches A(B|C)?[0-9]{2}\\.x → matches (B|C)?[0-9]{2}\\.x",
	  "model matches A(B|C)?[0-9]{2}\\.x → not: [model matches A(B|C)?[0-9]{2}\\.x]"}},
	{USUAL "    obsolete_if: {effective_volume: {at_most: 400 m3}}\n    near: {effective_volume: 10%}\n"
	       "    except:\n"
	       "      - id: alloy\n        effect: reroute\n        to: T\n        clause: {source: s, line: \"1\", quote: [a]}\n"
	       "        when: {furnace_use: {is: ferroalloy}}\n        evidence: [has_approval, has_business_licence]\n"
	       "    readings:\n"
	       "      - {id: both, kinds: [furnace, converter], where: {furnace_use: {is: ironmaking}}, note: {zh: 甲, en: a}}\n",
	 {"except: alloy → ", "effect: reroute → effect: exempt", "effect: reroute → effect: out_of_scope",
	  "evidence: has_approval → ", "evidence: has_business_licence → ", "furnace_use is ferroalloy → ",
	  "readings: both → ", "kinds of both → ", "where of both → ", "kinds: [furnace] → ",
	  "kinds: [furnace] → kinds: [blast_furnace]", "kinds → kinds: [any]", "furnace_use is ironmaking → ", "near: effective_volume → "}},
	{USUAL "    obsolete_if: always\n    open_list: \"true\"\n", {"always → not: [always]", "caveat → "}},
	{"    in_force: {from: \"2013\", to: unknown}\n    deadline: none\n    kinds: [blast_furnace]\n    status: unresolved\n",
	 {"status: unresolved → "}},
};

#define TARGET RULE("T") USUAL "    obsolete_if: always\n"

static bool has(const struct mutants *m, const char *want)
{
	bool found = false;
	for (size_t i = 0; !found && i < m->n; i++) {
		struct str one = arena_printf(m->arena, "%.*s → %.*s", STR_ARG(m->items[i].from), STR_ARG(m->items[i].to));
		found = str_is(one, want);
	}
	return found;
}

static void every_sort_of_change_is_made(void **state)
{
	struct fixture f;
	(void)state;
	fixture_init(&f, NULL);
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		const struct ruleset *s = load(&f, arena_printf(&f.arena, HEAD RULE("R") "%s" TARGET, changes[i].body));
		struct mutants m = {.arena = &f.arena, .vocabulary = f.vocabulary, .rule = s->rules[0]};
		mutants_make(&m);
		assert_int_equal(m.untold, 0);
		for (size_t k = 0; k < 16 && changes[i].want[k]; k++)
			if (!has(&m, changes[i].want[k]))
				fail_msg("rule %zu has no mutant %s", i, changes[i].want[k]);
		for (size_t k = 0; k < m.n; k++) {
			assert_int_equal(m.items[k].rule->index, k + 1);
			assert_true(m.items[k].at.line > 1);
		}
	}
	fixture_release(&f);
}

/* Of an unresolved rule only the status can be seen. */
static void what_judges_nothing_has_one_mutant(void **state)
{
	struct fixture f;
	(void)state;
	fixture_init(&f, NULL);
	const struct ruleset *s = load(&f, STR(HEAD RULE("R") USUAL "    status: unresolved\n"));
	struct mutants m = {.arena = &f.arena, .vocabulary = f.vocabulary, .rule = s->rules[0]};
	mutants_make(&m);
	assert_int_equal(m.n, 1);
	fixture_release(&f);
}

/* The kinds of all sorts of limits change their units. */
static void a_limit_is_given_each_other_unit(void **state)
{
	struct fixture f;
	size_t units = 0, own = 0;
	(void)state;
	fixture_init(&f, NULL);
	const struct ruleset *s =
		load(&f, STR(HEAD RULE("R") USUAL "    obsolete_if: {annual_capacity: {at_most: 1 万吨/年}}\n"));
	const struct condition *limit = s->rules[0]->obsolete_if;
	struct mutants m = {.arena = &f.arena, .vocabulary = f.vocabulary, .rule = s->rules[0]};
	mutants_make(&m);
	for (size_t i = 0; i < f.vocabulary->units.n; i++)
		units += f.vocabulary->units.items[i]->kind == limit->quantity.unit->kind;
	for (size_t i = 0; i < m.n; i++) {
		const struct condition *c = m.items[i].rule->obsolete_if;
		bool one = c->op == COND_COMPARE && c->relation == REL_AT_MOST && str_starts(c->limit_filed, STR("1 "));
		own += one && decimal_cmp(&c->quantity.v.lo, &(struct decimal){.digits = 1}) == 0;
	}
	assert_true(units > 1);
	assert_int_equal(own, units); /* in its own unit the multiplier is gone */
	fixture_release(&f);
}

/* --- which are noticed ------------------------------------------------------------------------------------------- */

struct tally {
	size_t n, killed, equivalent, surviving, undecided, untold, rules;
};

static void count(void *ctx, const struct rule_mutants *r)
{
	struct tally *t = ctx;
	t->rules++;
	t->n += r->n;
	t->killed += r->killed;
	t->equivalent += r->equivalent;
	t->surviving += r->surviving;
	t->undecided += r->undecided;
	t->untold += r->untold;
	assert_int_equal(r->n, r->killed + r->equivalent + r->surviving + r->undecided);
}

static struct tally hunt(struct fixture *f, const struct ruleset *s, struct diags *found)
{
	struct tally t = {0};
	diags_init(found, NULL, NULL);
	assert_true(mutants_run(f->vocabulary, s, found, count, &t));
	size_t survivors = 0, undecided = 0;
	for (size_t i = 0; i < found->n; i++) {
		survivors += found->items[i].id == DIAG_MUTANT_SURVIVES;
		undecided += found->items[i].id == DIAG_MUTANT_UNDECIDED;
	}
	assert_int_equal(found->n, survivors + undecided);
	assert_int_equal(survivors, t.surviving);
	assert_int_equal(undecided, t.undecided);
	return t;
}

static void the_shandong_pack_would_notice(void **state)
{
	struct fixture f;
	struct diags found;
	(void)state;
	fixture_init(&f, NULL);
	const struct ruleset *s = fixture_load(&f, "sd-2013");
	assert_non_null(s);
	struct tally t = hunt(&f, s, &found);
	if (found.n)
		fail_msg("%s", fixture_drawn(&f, &found).p);
	assert_int_equal(t.rules, s->n_rules);
	assert_true(t.n > 1000);
	assert_true(t.killed > 20 * t.equivalent);
	diags_release(&found);
	fixture_release(&f);
}

/* The rule set with a rule that lacks one of its tests. */
static const struct ruleset *without_test(struct fixture *f, const struct ruleset *s, size_t rule, size_t test)
{
	struct ruleset *out = ARENA_NEW(&f->arena, struct ruleset);
	struct rule *own = ARENA_NEW(&f->arena, struct rule);
	const struct rule **rules = ARENA_ARRAY(&f->arena, 1, const struct rule *);
	*own = *s->rules[rule];
	own->tests = ARENA_ARRAY(&f->arena, own->n_tests, struct rule_test);
	own->n_tests = 0;
	for (size_t i = 0; i < s->rules[rule]->n_tests; i++)
		if (i != test)
			own->tests[own->n_tests++] = s->rules[rule]->tests[i];
	own->index = 0;
	rules[0] = own;
	*out = (struct ruleset){.whole = true, .rules = rules, .n_rules = 1};
	return out;
}

/* Each of these tests notices something that none of the others does. */
#define LEAST                                                                                                          \
	RULE("R") USUAL "    where: {furnace_use: {is: ironmaking}}\n"                                                  \
	"    obsolete_if: {effective_volume: {at_most: 400 立方米}}\n"                                                \
	"    tests:\n"                                                                                                 \
	"      - {record: {furnace_use: 炼铁, effective_volume: 400 m3}, as_of: 2013-12-31, expect: obsolete, in_force: unknown, deadline: none}\n" \
	"      - {record: {furnace_use: 炼铁, effective_volume: 401 m3}, as_of: 2013-01-01, expect: clear, in_force: unknown, caveat: \"false\"}\n" \
	"      - {record: {furnace_use: 铸造生铁, effective_volume: 400 m3}, as_of: 2012-12-31, expect: obsolete, in_force: no}\n" \
	"      - {record: {kind: converter, furnace_use: 炼铁, effective_volume: 400 m3}, expect: not_applicable}\n"    \
	"      - {record: {furnace_use: 铁合金, effective_volume: 300 m3}, expect: not_applicable}\n"

static void a_test_that_is_dropped_is_missed(void **state)
{
	struct fixture f;
	struct diags found;
	(void)state;
	fixture_init(&f, NULL);
	const struct ruleset *s = load(&f, STR(HEAD LEAST));
	struct tally all = hunt(&f, s, &found);
	if (found.n)
		fail_msg("%s", fixture_drawn(&f, &found).p);
	diags_release(&found);
	for (size_t i = 0; i < s->rules[0]->n_tests; i++) {
		struct tally t = hunt(&f, without_test(&f, s, 0, i), &found);
		if (!t.surviving)
			fail_msg("without test %zu nothing survives", i);
		assert_int_equal(t.n, all.n);
		assert_int_equal(t.equivalent, all.equivalent);
		diags_release(&found);
	}
	fixture_release(&f);
}

/* The test at a limit of the pack that ships: without it the limit may be one unit less, or exclude its number. */
static void a_survivor_is_told_with_its_test(void **state)
{
	struct fixture f;
	struct diags found;
	(void)state;
	fixture_init(&f, NULL);
	const struct ruleset *s = load(&f, STR(HEAD LEAST));
	hunt(&f, without_test(&f, s, 0, 1), &found);
	bool told = false;
	for (size_t i = 0; i < found.n; i++) {
		const struct diag *d = &found.items[i];
		if (!str_is(d->text, "no test of \"R\" fails where \"<= 400 立方米\" becomes \"<= 401 立方米\""))
			continue;
		told = true;
		assert_int_equal(d->span.line, 21);
		assert_int_equal(d->span.col, 38);
		assert_str(d->hint, "this test is missing: {record: {effective_volume: 401 立方米}, as_of: 2015-12-31, "
				    "expect: clear, near: \"false\", caveat: \"false\", in_force: unknown, deadline: none}; with the "
				    "change it would be expect: obsolete, presumed: [furnace_use], in_force: unknown, deadline: none");
	}
	if (!told)
		fail_msg("%s", fixture_drawn(&f, &found).p);
	diags_release(&found);
	fixture_release(&f);
}

/* A test that is wrong of the rule notices nothing. */
static void a_test_that_fails_kills_nothing(void **state)
{
	struct fixture f;
	struct diags found;
	(void)state;
	fixture_init(&f, NULL);
	const struct ruleset *s = load(&f, STR(HEAD RULE("R") USUAL "    obsolete_if: {effective_volume: {at_most: 400 m3}}\n"
					       "    tests:\n"
					       "      - {record: {effective_volume: 400 m3}, expect: clear}\n"));
	struct tally t = hunt(&f, s, &found);
	assert_int_equal(t.killed, 0);
	assert_true(t.surviving > 10);
	diags_release(&found);
	fixture_release(&f);
}

/* --- what is equivalent ------------------------------------------------------------------------------------------ */

static bool tells(const struct diags *found, const char *from)
{
	bool told = false;
	for (size_t i = 0; i < found->n; i++)
		told |= str_has(found->items[i].text, str_from(from));
	return told;
}

/* What a value below another adds, and what the kind cannot have, cannot be seen. */
static void what_nobody_can_see_is_equivalent(void **state)
{
	struct fixture f;
	struct diags found;
	(void)state;
	fixture_init(&f, NULL);
	const struct ruleset *s =
		load(&f, STR(HEAD RULE("R") USUAL "    obsolete_if: {furnace_use: {in: [ironmaking, cast_iron_pipe, ferroalloy, ferromanganese]}}\n"));
	struct tally t = hunt(&f, s, &found);
	assert_true(t.equivalent > 0);
	assert_true(t.surviving > 0);
	assert_int_equal(t.undecided, 0);
	assert_false(tells(&found, "becomes \"in [ironmaking, cast_iron_pipe, ferroalloy]\""));
	assert_true(tells(&found, "becomes \"in [ironmaking, cast_iron_pipe, ferromanganese]\""));
	diags_release(&found);
	fixture_release(&f);
}

/*
 * A rule that clears nothing, so that whether its list is open can never be seen: for that one mutant the whole grid is
 * tried, in which each flag is yes, no or missing.
 */
static struct tally hunt_in_grid(struct fixture *f, size_t flags)
{
	static const char *const names[] = {
		"has_business_licence", "has_sales_vouchers", "has_approval", "small_scale", "outdated_process", "single_product",
		"exceeds_energy_limit", "exceeds_emission_limit"};
	struct diags found;
	struct str all = STR("");
	assert_true(flags <= sizeof names / sizeof *names);
	for (size_t i = 0; i < flags; i++)
		all = arena_printf(&f->arena, "%.*s        - %s: {is: \"true\"}\n", STR_ARG(all), names[i]);
	const struct ruleset *s = load(
		f, arena_printf(&f->arena, HEAD RULE("R") USUAL "    where:\n      any:\n%.*s    obsolete_if: always\n", STR_ARG(all)));
	struct tally t = hunt(f, s, &found);
	assert_true(tells(&found, "open_list") == (t.undecided > 0));
	diags_release(&found);
	return t;
}

static void a_grid_that_is_cut_decides_nothing(void **state)
{
	struct fixture f;
	(void)state;
	fixture_init(&f, NULL);
	/* 3^7 records under each of some ten kinds are within LIMIT_MUTANT_RECORDS, 3^8 are not */
	struct tally within = hunt_in_grid(&f, 7), beyond = hunt_in_grid(&f, 8);
	assert_int_equal(within.equivalent, 1);
	assert_int_equal(within.undecided, 0);
	assert_int_equal(beyond.equivalent, 0);
	assert_int_equal(beyond.undecided, 1);
	fixture_release(&f);
}

static void a_pattern_that_is_not_understood_is_not_decided(void **state)
{
	struct fixture f;
	struct diags found;
	(void)state;
	fixture_init(&f, NULL);
	const struct ruleset *s = load(&f, STR(HEAD RULE("R") USUAL "    obsolete_if: {model: {matches: \"(?!A)B.*\"}}\n"));
	struct tally t = hunt(&f, s, &found);
	assert_int_equal(t.untold, 1);
	assert_true(t.undecided > 0);
	diags_release(&found);
	fixture_release(&f);
}

/* --- the hunt closes --------------------------------------------------------------------------------------------- */

/* Rules without a test. */
static const char *const bare[] = {
	USUAL "    where: {furnace_use: {is: ironmaking}}\n    obsolete_if: {effective_volume: {at_most: 400 立方米}}\n"
	      "    near: {effective_volume: 10%}\n"
	      "    except:\n"
	      "      - id: foundry\n        effect: exempt\n        clause: {source: s, line: \"1\", quote: [a]}\n"
	      "        when: {enterprise_class: {is: foundry_iron}}\n        evidence: [has_approval, has_business_licence]\n"
	      "    readings:\n"
	      "      - {id: small, obsolete_if: {effective_volume: {less_than: 200 m3}}, note: {zh: 甲, en: a}}\n",
	"    in_force: {from: 2013-03, to: 2014-02-28}\n    deadline: 2014-02-28\n    kinds: [pulp_line, paper_machine]\n"
	"    obsolete_if:\n      any:\n        - annual_capacity: {less_than: 1.5 万吨/年}\n        - as_of: {at_least: 2014-07-01}\n",
	"    in_force: {from: \"2013\", to: unknown}\n    deadline: horizon\n    kinds: [batch_dyeing_machine]\n"
	"    where: {dyed_fibre: {in: [cotton, man_made_fibre]}}\n    obsolete_if: {bath_ratio: {more_than: \"1:10\"}, service_years: {more_than: 15 年}}\n",
	"    in_force: {from: \"2013\", to: unknown}\n    deadline: none\n    kinds: [air_compressor]\n    open_list: \"true\"\n"
	"    obsolete_if:\n      any:\n        - model: {in: [L-10/8, WP-3]}\n        - model: {matches: \"3W-?0\\\\.9/7(A|B[0-9]{1,2})?\"}\n",
	"    in_force: {from: \"2013\", to: unknown}\n    deadline: none\n    kinds: [blast_furnace]\n"
	"    obsolete_if:\n      all:\n        - not: {has_approval: {is: \"true\"}}\n        - effective_volume: {known: \"true\"}\n"
	"        - judgement: {zh: 小, en: small, field: small_scale}\n        - manufacture_date: {at_most: \"2003\"}\n",
};

/* The rule with all tests that are said to be missing. */
static struct str with_missing(struct fixture *f, const char *body, const struct diags *found)
{
	struct str pack = arena_printf(&f->arena, HEAD RULE("R") "%s    tests:\n", body), last = STR("");
	struct str begins = STR("this test is missing: "), ends = STR("; with the change it would be ");
	for (size_t i = 0; i < found->n; i++) {
		struct str hint = found->items[i].hint;
		struct str test = str_sub(hint, begins.n, str_find(hint, ends));
		assert_true(str_starts(hint, begins));
		if (!str_eq(test, last))
			pack = arena_printf(&f->arena, "%.*s      - %.*s\n", STR_ARG(pack), STR_ARG(test));
		last = test;
	}
	return pack;
}

static void the_tests_that_are_missing_are_enough(void **state)
{
	struct fixture f;
	struct diags found, again;
	(void)state;
	fixture_init(&f, NULL);
	for (size_t i = 0; i < sizeof bare / sizeof *bare; i++) {
		struct rule_test_counts tests;
		struct tally t = hunt(&f, load(&f, arena_printf(&f.arena, HEAD RULE("R") "%s", bare[i])), &found);
		assert_int_equal(t.killed, 0);
		assert_int_equal(t.undecided, 0);
		if (t.surviving < 15)
			fail_msg("rule %zu: %zu survive", i, t.surviving);
		const struct ruleset *s = load(&f, with_missing(&f, bare[i], &found));
		diags_release(&found);
		diags_init(&found, NULL, NULL);
		assert_true(rule_tests_run(&tests, f.vocabulary, s, &found));
		if (found.n)
			fail_msg("%s", fixture_drawn(&f, &found).p);
		diags_release(&found);
		struct tally closed = hunt(&f, s, &again);
		if (again.n)
			fail_msg("%s", fixture_drawn(&f, &again).p);
		assert_int_equal(closed.killed, t.surviving);
		assert_int_equal(closed.equivalent, t.equivalent);
		diags_release(&again);
	}
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sort_of_change_is_made),
		cmocka_unit_test(what_judges_nothing_has_one_mutant),
		cmocka_unit_test(a_limit_is_given_each_other_unit),
		cmocka_unit_test(the_shandong_pack_would_notice),
		cmocka_unit_test(a_test_that_is_dropped_is_missed),
		cmocka_unit_test(a_survivor_is_told_with_its_test),
		cmocka_unit_test(a_test_that_fails_kills_nothing),
		cmocka_unit_test(what_nobody_can_see_is_equivalent),
		cmocka_unit_test(a_grid_that_is_cut_decides_nothing),
		cmocka_unit_test(a_pattern_that_is_not_understood_is_not_decided),
		cmocka_unit_test(the_tests_that_are_missing_are_enough),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
