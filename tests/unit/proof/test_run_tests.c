/* The rules' own tests: those of the pack that ships pass, and a test that says something else is told so. */
#include "unit.h"

#include "proof/run_tests.h"
#include "rules/fixture.h"

static void the_shandong_pack_passes_its_tests(void **state)
{
	struct fixture f;
	struct rule_test_counts counts;
	(void)state;
	fixture_init(&f, NULL);
	const struct ruleset *s = fixture_load(&f, "sd-2013");
	assert_non_null(s);
	assert_true(rule_tests_run(&counts, f.vocabulary, s, &f.diags));
	if (f.diags.n)
		fail_msg("%zu of %zu tests differ\n%s", counts.failed, counts.run, fixture_drawn(&f, &f.diags).p);
	assert_int_equal(counts.rules, s->n_rules);
	assert_true(counts.run > 200);
	assert_int_equal(counts.failed, 0);
	fixture_release(&f);
}

#define HEAD                                                                                                         \
	"schema: phaseout/rules-1\n"                                                                                 \
	"pack:\n"                                                                                                    \
	"  id: m\n"                                                                                                  \
	"  version: \"1\"\n"                                                                                         \
	"  title: {zh: 甲, en: a}\n"                                                                                \
	"  authority: {zh: 乙, en: b}\n"                                                                            \
	"  sources:\n"                                                                                               \
	"    s: {file: s.txt, sha256: 87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7, trust: V}\n" \
	"rules:\n"                                                                                                   \
	"  - id: R\n"                                                                                                \
	"    revision: \"1\"\n"                                                                                      \
	"    title: {zh: 甲, en: a}\n"                                                                              \
	"    clause: {source: s, line: \"1\", quote: [a]}\n"                                                         \
	"    industry: 甲\n"                                                                                        \
	"    action: eliminate\n"                                                                                    \
	"    in_force: {from: \"2013\", to: unknown}\n"                                                              \
	"    deadline: none\n"                                                                                       \
	"    kinds: [blast_furnace]\n"                                                                               \
	"    where: {furnace_use: {is: ironmaking}}\n"                                                               \
	"    obsolete_if: {effective_volume: {at_most: 400 m3}}\n"                                                   \
	"    except:\n"                                                                                              \
	"      - id: foundry\n"                                                                                      \
	"        effect: exempt\n"                                                                                   \
	"        clause: {source: s, line: \"1\", quote: [a]}\n"                                                     \
	"        when: {enterprise_class: {is: foundry_iron}}\n"                                                     \
	"      - id: alloy\n"                                                                                        \
	"        effect: reroute\n"                                                                                  \
	"        to: T\n"                                                                                            \
	"        clause: {source: s, line: \"1\", quote: [a]}\n"                                                     \
	"        when: {furnace_use: {is: ferroalloy}, has_approval: {is: \"true\"}}\n"                              \
	"    near: {effective_volume: 10%}\n"                                                                        \
	"    readings:\n"                                                                                            \
	"      - {id: small, obsolete_if: {effective_volume: {at_most: 200 m3}}, note: {zh: 甲, en: a}}\n"          \
	"    tests:\n"

#define TAIL                                                                                                         \
	"  - id: T\n"                                                                                                \
	"    revision: \"1\"\n"                                                                                      \
	"    title: {zh: 甲, en: a}\n"                                                                              \
	"    clause: {source: s, line: \"1\", quote: [a]}\n"                                                         \
	"    industry: 甲\n"                                                                                        \
	"    action: eliminate\n"                                                                                    \
	"    in_force: {from: \"2013\", to: unknown}\n"                                                              \
	"    deadline: none\n"                                                                                       \
	"    kinds: [blast_furnace]\n"                                                                               \
	"    obsolete_if: always\n"

/* A test as its file has it, and what is said of it: nothing, or the texts, one a line. */
static const struct {
	const char *test, *want;
} cases[] = {
	{"{record: {furnace_use: 炼铁, effective_volume: 150 m3}, expect: obsolete, open: [foundry]}", ""},
	{"{record: {furnace_use: 炼铁, effective_volume: 150 m3}, expect: clear, open: [foundry]}",
	 "the verdict is \"obsolete\"; \"clear\" was expected\n"},
	{"{record: {furnace_use: 炼铁, effective_volume: 150 m3}, expect: obsolete}",
	 "\"open\" does not name \"foundry\", which was found\n"},
	{"{record: {furnace_use: 炼铁, effective_volume: 150 m3}, expect: obsolete, open: [foundry, alloy]}",
	 "\"open\" names \"alloy\", which was not found\n"},
	{"{record: {effective_volume: 150 m3}, expect: obsolete, open: [foundry]}",
	 "\"presumed\" does not name \"furnace_use\", which was found\n"},
	{"{record: {furnace_use: 炼铁, effective_volume: 150 m3}, expect: obsolete, open: [foundry], presumed: [kind]}",
	 "\"presumed\" names \"kind\", which was not found\n"},
	{"{record: {furnace_use: 炼铁, effective_volume: \"150\"}, expect: obsolete, open: [foundry]}",
	 "\"assumed\" does not name \"default_unit:effective_volume\", which was found\n"},
	{"{record: {furnace_use: 炼铁, effective_volume: \"150\"}, expect: obsolete, open: [foundry], "
	 "assumed: [tolerance]}",
	 "\"assumed\" names \"tolerance\", which was not found\n"
	 "\"assumed\" does not name \"default_unit:effective_volume\", which was found\n"},
	{"{record: {furnace_use: 炼铁}, expect: undetermined}",
	 "\"needs\" does not name \"effective_volume\", which was found\n"},
	{"{record: {furnace_use: 炼铁}, expect: undetermined, needs: [effective_volume, furnace_use]}",
	 "\"needs\" names \"furnace_use\", which was not found\n"},
	{"{record: {furnace_use: 炼铁, effective_volume: 300 m3}, expect: obsolete, open: [foundry]}",
	 "\"readings\" does not name \"small: clear\", which was found\n"},
	{"{record: {furnace_use: 炼铁, effective_volume: 300 m3}, expect: obsolete, open: [foundry], "
	 "readings: {small: manual}}",
	 "\"readings\" names \"small: manual\", which was not found\n"
	 "\"readings\" does not name \"small: clear\", which was found\n"},
	{"{record: {furnace_use: 炼铁, effective_volume: 420 m3}, expect: clear}", ""},
	{"{record: {furnace_use: 炼铁, effective_volume: 420 m3}, expect: clear, near: \"false\"}",
	 "it is near a limit; the test says it is not\n"},
	{"{record: {furnace_use: 炼铁, effective_volume: 500 m3}, expect: clear, near: \"true\"}",
	 "it is not near a limit; the test says it is\n"},
	{"{record: {furnace_use: 炼铁, effective_volume: 500 m3}, expect: clear, caveat: \"true\"}",
	 "it has no caveat; the test says it has one\n"},
	{"{record: {furnace_use: 炼铁, effective_volume: 500 m3}, expect: clear, caveat: \"false\"}", ""},
	{"{record: {furnace_use: 炼铁, effective_volume: 500 m3}, expect: clear, as_of: 2012-12-31, in_force: no, deadline: none}", ""},
	{"{record: {furnace_use: 炼铁, effective_volume: 500 m3}, expect: clear, as_of: 2013-01-01, in_force: no}",
	 "\"in_force\" is \"unknown\"; \"no\" was expected\n"},
	{"{record: {furnace_use: 炼铁, effective_volume: 500 m3}, expect: clear, deadline: overdue}",
	 "\"deadline\" is \"none\"; \"overdue\" was expected\n"},
	{"{record: {furnace_use: 炼铁, effective_volume: 500 m3}, expect: clear, to: T}",
	 "\"to\" names \"T\", which was not found\n"},
};

static struct str pack_with(struct fixture *f, const char *test)
{
	return arena_printf(&f->arena, "%s      - %s\n%s", HEAD, test, TAIL);
}

static void every_difference_is_told(void **state)
{
	struct fixture f;
	(void)state;
	fixture_init(&f, NULL);
	f.files[1] = (struct memory_file){"m/s.txt", STR("a\n")};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rule_test_counts counts;
		struct diags found;
		struct buf got;
		f.files[0] = (struct memory_file){"m/pack.yaml", pack_with(&f, cases[i].test)};
		const struct ruleset *s = fixture_load(&f, "m");
		if (!s)
			fail_msg("%s", fixture_drawn(&f, &f.diags).p);
		diags_init(&found, NULL, NULL);
		assert_true(rule_tests_run(&counts, f.vocabulary, s, &found));
		buf_init(&got);
		for (size_t j = 0; j < found.n; j++) {
			assert_int_equal(found.items[j].id, DIAG_TEST_FAILED);
			assert_int_equal(found.items[j].span.line, 35);
			assert_int_equal(found.items[j].span.col, 9);
			buf_printf(&got, "%.*s\n", STR_ARG(found.items[j].text));
		}
		assert_string_equal(got.n ? got.p : "", cases[i].want);
		assert_int_equal(counts.run, 1);
		assert_int_equal(counts.failed, found.n > 0);
		buf_release(&got);
		diags_release(&found);
	}
	fixture_release(&f);
}

/* A rule alone, whatever its dates; `as_of` moves what depends on the day. */
static void as_of_is_the_tests_own(void **state)
{
	struct fixture f;
	struct rule_test_counts counts;
	(void)state;
	fixture_init(&f, NULL);
	f.files[1] = (struct memory_file){"m/s.txt", STR("a\n")};
	f.files[0] = (struct memory_file){
		"m/pack.yaml",
		arena_printf(
			&f.arena,
			"%s      - {record: {furnace_use: 炼铁, effective_volume: 150 m3}, expect: obsolete, "
			     "open: [foundry]}\n%s"
			"  - id: U\n    revision: \"1\"\n    title: {zh: 甲, en: a}\n"
			"    clause: {source: s, line: \"1\", quote: [a]}\n    industry: 甲\n    action: eliminate\n"
			"    in_force: {from: \"2013\", to: unknown}\n    deadline: none\n    kinds: [blast_furnace]\n"
			"    obsolete_if: {as_of: {at_least: 2014-07-01}}\n"
			"    tests:\n"
			"      - {record: {}, expect: obsolete}\n"
			"      - {record: {}, expect: clear, as_of: 2014-06-30}\n"
			"      - {record: {}, expect: obsolete, as_of: 2014-07-01}\n",
			HEAD, TAIL)};
	const struct ruleset *s = fixture_load(&f, "m");
	if (!s || !rule_tests_run(&counts, f.vocabulary, s, &f.diags) || f.diags.n)
		fail_msg("%s", fixture_drawn(&f, &f.diags).p);
	assert_int_equal(counts.rules, 2);
	assert_int_equal(counts.run, 4);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shandong_pack_passes_its_tests),
		cmocka_unit_test(every_difference_is_told),
		cmocka_unit_test(as_of_is_the_tests_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
