/* Packs that are large in one respect: their length is what they cost, else these tests would take minutes. */
#include "unit.h"

#include "base/limits.h"
#include "fixture.h"
#include "rules/lint.h"

static const char head[] = "schema: phaseout/rules-1\n"
			   "pack:\n"
			   "  id: m\n"
			   "  version: \"1\"\n"
			   "  title: {zh: 甲, en: a}\n"
			   "  authority: {zh: 乙, en: b}\n"
			   "  sources:\n"
			   "    s: {file: s.txt, sha256: x, trust: M}\n"
			   "rules:\n";

static void add_rule(struct buf *out, size_t number)
{
	buf_printf(out,
		   "  - id: R%zu\n"
		   "    revision: \"1\"\n"
		   "    title: {zh: 甲, en: a}\n"
		   "    clause: {source: s, line: \"1\", quote: [超过400立方米的高炉]}\n"
		   "    industry: 甲\n"
		   "    action: eliminate\n"
		   "    in_force: {from: \"2013\", to: unknown}\n"
		   "    deadline: none\n"
		   "    kinds: [blast_furnace]\n"
		   "    obsolete_if: {effective_volume: {more_than: 400 立方米, wording: 超过}}\n",
		   number);
}

static void begin(struct fixture *f, struct buf *pack)
{
	fixture_init(f, NULL);
	buf_init(pack);
	buf_adds(pack, head);
}

static const struct ruleset *load(struct fixture *f, struct buf *pack, struct str source)
{
	f->files[0] = (struct memory_file){"m/pack.yaml", buf_str(pack)};
	f->files[1] = (struct memory_file){"m/s.txt", source};
	return fixture_load(f, "m");
}

static void end(struct fixture *f, struct buf *pack)
{
	buf_release(pack);
	fixture_release(f);
}

static void many_alternatives(void **state)
{
	enum { ALTERNATIVES = 60000 };
	struct fixture f;
	struct buf pack;
	(void)state;
	begin(&f, &pack);
	add_rule(&pack, 1);
	buf_adds(&pack, "    tests: [{record: {}, expect: undetermined, needs: [{any_of: [");
	for (size_t i = 0; i < ALTERNATIVES; i++)
		buf_adds(&pack, i % 2 ? "[effective_volume, kind], " : "[furnace_use, kind], ");
	buf_adds(&pack, "kind]}]}]\n");
	assert_null(load(&f, &pack, STR("a\n")));
	assert_int_equal(f.diags.n, 1); /* the sum of the source */
	end(&f, &pack);
}

static void many_unknown_names(void **state)
{
	enum { NAMES = 60000 };
	struct fixture f;
	struct buf pack;
	(void)state;
	begin(&f, &pack);
	add_rule(&pack, 1);
	buf_adds(&pack, "    tests: [{record: {}, expect: undetermined, needs: [");
	for (size_t i = 0; i < NAMES; i++)
		buf_printf(&pack, "%snone%zu", i ? ", " : "", i);
	buf_adds(&pack, "]}]\n");
	assert_null(load(&f, &pack, STR("a\n")));
	assert_int_equal(f.diags.n, LIMIT_YAML_MISTAKES + 1);
	assert_int_equal(f.diags.items[LIMIT_YAML_MISTAKES].id, DIAG_TOO_MANY_MISTAKES);
	end(&f, &pack);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(many_alternatives),
		cmocka_unit_test(many_unknown_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
