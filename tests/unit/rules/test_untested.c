/* A rule file without its tests: all else stands where it stood. */
#include "unit.h"

#include "disk.h"
#include "rules/load.h"
#include "rules/untested.h"

static const struct {
	const char *text, *want;
} lines[] = {
	{"rules:\n  - id: A\n    tests:\n      - {a: b}\n\n      - c\n    near: x\n", "rules:\n  - id: A\n          \n              \n\n         \n    near: x\n"},
	{"rules:\n  - id: A\n    tests:\n      - {a: b}\n  - id: B\n", "rules:\n  - id: A\n          \n              \n  - id: B\n"},
	{"    tests:   \r\n      - 高炉\r\n    b: c\r\n", "             \r\n              \r\n    b: c\r\n"},
	{"    tests:\n      - a", "          \n         "},
	{"    tests: [a]\n      - b\n", NULL}, /* not those of a list */
	{"  tests:\n    - a\n", NULL},
	{"      tests:\n        - a\n", NULL},
	{"    note: |\n      x\n    tests:\n      - a\n", NULL},
	{"    note: >-\n      x\n    tests:\n      - a\n", NULL},
	{"    note: |2+\n      x\n    tests:\n      - a\n", NULL},
	{"    tests:\n\t- a\n", NULL},
	{"a: b\n", NULL},
	{"", NULL},
};

static void written_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct arena a;
		arena_init(&a);
		const struct str text = str_from(lines[i].text), out = tests_left_out(&a, text);
		if (!lines[i].want)
			assert_ptr_equal(out.p, text.p);
		else
			assert_str(out, lines[i].want);
		arena_release(&a);
	}
}

/* Of every pack: the same rules, without tests. */
static void packs_stay_what_they_are(void **state)
{
	static const char *const packs[] = {"sd-2013", "cn-2011", "cn-2024", "gf-2010-7"};
	struct arena a;
	struct diags diags;
	(void)state;
	arena_init(&a);
	diags_init(&diags, NULL, NULL);
	const struct vocabulary *v = vocabulary_load(&a, disk_read_rules, &a, &diags);
	assert_non_null(v);
	for (size_t i = 0; i < sizeof packs / sizeof *packs; i++) {
		const struct str name = str_from(packs[i]);
		const struct ruleset *all = ruleset_read(&a, v, &name, 1, disk_read_rules, &a, &diags);
		const struct ruleset *few = ruleset_read_untested(&a, v, &name, 1, disk_read_rules, &a, &diags);
		assert_true(all && few && all->whole && few->whole && all->n_rules == few->n_rules);
		assert_string_equal(all->packs[0]->sha256, few->packs[0]->sha256);
		for (size_t k = 0; k < all->n_rules; k++) {
			const struct rule *x = all->rules[k], *y = few->rules[k];
			assert_true(str_eq(x->id, y->id) && x->n_exceptions == y->n_exceptions && x->n_readings == y->n_readings && x->n_kinds == y->n_kinds);
			assert_true(x->n_tests > 0);
			assert_int_equal(y->n_tests, 0);
		}
	}
	diags_release(&diags);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(written_out), cmocka_unit_test(packs_stay_what_they_are)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
