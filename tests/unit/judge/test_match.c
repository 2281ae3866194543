/* Patterns with a beginning of their own, which is asked for before PCRE2 is, against the same patterns in a form of which no beginning is known. */
#include "unit.h"

#include "judge/match.h"
#include "rules/pattern_start.h"
#include "text/fold.h"

static const char *const patterns[] = {
	"^JDO3-[0-9]+$", "JDO3", "^jdo3-1", "^R531[A-Z]?$", "^WP-?3[A-Z]?$", "^S9-", "^S9-.*", "^k3$", "^1/2", "^A*B", "^JDO3|S9-315", "^(JDO3|S9)-[0-9]+", "",
};
static const char *const subjects[] = {
	"JDO3", "JDO3-1", "jdo3-112", "ＪＤＯ３－１１２", "JDO", "JDO4-1", "R531", "R531B", "R53", "WP3A", "WP-3", "W", "S9-", "S9-315", "S9", "\xE2\x84\xAA" "3", "K3", "1/2", "1/", "AAB", "B", "",
};
enum { PATTERNS = sizeof patterns / sizeof *patterns, SUBJECTS = sizeof subjects / sizeof *subjects };

static struct pattern *make(struct arena *a, struct str text)
{
	const struct source_file file = {STR("test"), text};
	const struct condition leaf = {.op = COND_MATCHES, .pattern = text};
	struct diags diags;
	diags_init(&diags, NULL, NULL);
	struct pattern *p = pattern_new(a, &leaf, &file, &diags);
	assert_non_null(p);
	diags_release(&diags);
	return p;
}

static void test_same(void **state)
{
	struct arena a;
	struct match_space *space = NULL;
	size_t with_start = 0, matched = 0;
	(void)state;
	arena_init(&a);
	struct matcher *m = matcher_new(&a);
	assert_non_null(m);
	for (size_t i = 0; i < PATTERNS; i++) {
		const struct str text = str_from(patterns[i]), hidden = arena_printf(&a, "(?:%s)", patterns[i]);
		struct pattern *p = make(&a, text), *q = make(&a, hidden);
		with_start += pattern_start(&a, text).n > 0;
		assert_int_equal(pattern_start(&a, hidden).n, 0);
		for (size_t k = 0; k < SUBJECTS; k++) {
			const struct str subject = fold_key(&a, str_from(subjects[k]));
			const enum truth wanted = pattern_match(q, m, &space, &a, subject);
			if (pattern_match(p, m, &space, &a, subject) != wanted)
				fail_msg("%s of %s", patterns[i], subjects[k]);
			matched += wanted == TRUTH_TRUE;
		}
		pattern_release(p);
		pattern_release(q);
	}
	assert_true(with_start >= 8 && matched >= 20);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_same)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
