/* Packs that are large in one respect: their length is what they cost, else these tests would take minutes. */
#include "unit.h"

#include "base/limits.h"
#include "base/sha256.h"
#include "fixture.h"
#include "rules/lint.h"

/* A pack whose only source is `source`; rules are added to `pack`. */
struct big {
	struct fixture f;
	struct buf pack, source;
};

static int begin(void **state)
{
	static struct big b;
	fixture_init(&b.f, NULL);
	buf_init(&b.pack);
	buf_init(&b.source);
	*state = &b;
	return 0;
}

static int end(void **state)
{
	struct big *b = *state;
	buf_release(&b->pack);
	buf_release(&b->source);
	fixture_release(&b->f);
	return 0;
}

#define QUOTE STR("超过400立方米的高炉")

static void add_head(struct big *b)
{
	char sum[SHA256_HEX + 1];
	sha256_of(buf_str(&b->source), sum);
	buf_printf(&b->pack,
		   "schema: phaseout/rules-1\n"
		   "pack:\n"
		   "  id: m\n"
		   "  version: \"1\"\n"
		   "  title: {zh: 甲, en: a}\n"
		   "  authority: {zh: 乙, en: b}\n"
		   "  sources:\n"
		   "    s: {file: s.txt, sha256: %s, trust: M}\n"
		   "rules:\n",
		   sum);
}

static void add_rule(struct big *b, size_t number, struct str quote, const char *obsolete_if)
{
	buf_printf(&b->pack,
		   "  - id: R%zu\n"
		   "    revision: \"1\"\n"
		   "    title: {zh: 甲, en: a}\n"
		   "    clause: {source: s, line: \"1\", quote: [\"%.*s\"]}\n"
		   "    industry: 甲\n"
		   "    action: eliminate\n"
		   "    in_force: {from: \"2013\", to: unknown}\n"
		   "    deadline: none\n"
		   "    kinds: [blast_furnace]\n"
		   "    obsolete_if: %s\n",
		   number, STR_ARG(quote), obsolete_if);
}

static const struct ruleset *load(struct big *b)
{
	b->f.files[0] = (struct memory_file){"m/pack.yaml", buf_str(&b->pack)};
	b->f.files[1] = (struct memory_file){"m/s.txt", buf_str(&b->source)};
	return fixture_load(&b->f, "m");
}

/* Of quotes and words nothing is said; what no quote has is. */
static void lint(struct big *b)
{
	struct arena scratch;
	arena_init(&scratch);
	const struct ruleset *s = load(b);
	if (!s)
		fail_msg("%s", fixture_drawn(&b->f, &b->f.diags).p);
	ruleset_lint(s, b->f.vocabulary, &scratch, &b->f.diags);
	for (size_t i = 0; i < b->f.diags.n; i++)
		if (b->f.diags.items[i].id != DIAG_MISSING_TEST && b->f.diags.items[i].id != DIAG_TOO_MANY_MISTAKES &&
		    b->f.diags.items[i].id != DIAG_UNCITED)
			fail_msg("%s", fixture_drawn(&b->f, &b->f.diags).p);
	arena_release(&scratch);
}

static void many_alternatives(void **state)
{
	enum { ALTERNATIVES = 60000 };
	struct big *b = *state;
	buf_adds(&b->source, "a\n");
	add_head(b);
	add_rule(b, 1, QUOTE, "always");
	buf_adds(&b->pack, "    tests: [{record: {}, expect: undetermined, needs: [{any_of: [");
	for (size_t i = 0; i < ALTERNATIVES; i++)
		buf_adds(&b->pack, i % 2 ? "[effective_volume, kind], " : "[furnace_use, kind], ");
	buf_adds(&b->pack, "kind]}]}]\n");
	assert_non_null(load(b));
}

static void many_unknown_names(void **state)
{
	enum { NAMES = 60000 };
	struct big *b = *state;
	add_head(b);
	add_rule(b, 1, QUOTE, "always");
	buf_adds(&b->pack, "    tests: [{record: {}, expect: undetermined, needs: [");
	for (size_t i = 0; i < NAMES; i++)
		buf_printf(&b->pack, "%snone%zu", i ? ", " : "", i);
	buf_adds(&b->pack, "]}]\n");
	assert_null(load(b));
	assert_int_equal(b->f.diags.n, LIMIT_YAML_MISTAKES + 1);
	assert_int_equal(b->f.diags.items[LIMIT_YAML_MISTAKES].id, DIAG_TOO_MANY_MISTAKES);
}

/* Every rule cites a line of a megabyte. */
static void a_long_line(void **state)
{
	enum { RULES = 3000, FILLING = 350000 };
	struct big *b = *state;
	for (size_t i = 0; i < FILLING; i++)
		buf_adds(&b->source, "长");
	buf_adds(&b->source, "超过400立方米的高炉。");
	add_head(b);
	for (size_t i = 0; i < RULES; i++)
		add_rule(b, i, QUOTE, "{effective_volume: {more_than: 400 立方米, wording: 超过}}");
	lint(b);
}

/* A quote of nothing but numbers, and as many limits that ask for theirs. */
static void many_numbers(void **state)
{
	enum { NUMBERS = 20000, LIMITS = 2000 };
	struct big *b = *state;
	struct buf condition;
	buf_init(&condition);
	for (size_t i = 0; i < NUMBERS; i++)
		buf_printf(&b->source, "超过%zu吨、", i);
	buf_adds(&condition, "{any: [");
	for (size_t i = 0; i < LIMITS; i++)
		buf_printf(&condition, "{effective_volume: {more_than: %zu 立方米, wording: 超过}}, ", i + 1);
	buf_adds(&condition, "{furnace_use: {is: ironmaking}}]}");
	add_head(b);
	add_rule(b, 1, buf_str(&b->source), condition.p);
	buf_release(&condition);
	lint(b);
}

/* Each condition asks the cells of each test. */
static void many_conditions_and_tests(void **state)
{
	enum { CONDITIONS = 3000, TESTS = 5000 };
	struct big *b = *state;
	struct buf condition;
	buf_init(&condition);
	buf_adds(&b->source, "超过400立方米的高炉");
	buf_adds(&condition, "{any: [");
	for (size_t i = 0; i < CONDITIONS; i++)
		buf_printf(&condition, "%s{effective_volume: {more_than: %zu 立方米}}", i ? ", " : "", i + 401);
	buf_adds(&condition, "]}");
	add_head(b);
	add_rule(b, 1, QUOTE, condition.p);
	buf_release(&condition);
	buf_adds(&b->pack, "    tests:\n");
	for (size_t i = 0; i < TESTS; i++)
		buf_printf(&b->pack, "      - {record: {effective_volume: %zu m3}, expect: clear}\n", i + 1);
	lint(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(many_alternatives, begin, end),
		cmocka_unit_test_setup_teardown(many_unknown_names, begin, end),
		cmocka_unit_test_setup_teardown(a_long_line, begin, end),
		cmocka_unit_test_setup_teardown(many_numbers, begin, end),
		cmocka_unit_test_setup_teardown(many_conditions_and_tests, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
