/*
 * Fixes undo what is done to a good file: blanks at the ends of lines, full-width letters, entries said twice, blanks in
 * quotes, a wording left out. Behind them the file of the Shandong pack is what it was, byte for byte; and a good file has
 * no fixes.
 */
#include "unit.h"

#include "fixture.h"
#include "rules/fix.h"
#include "rules/lint.h"

#define FILE_NAME "sd-2013/metallurgy.yaml"

/* --- what is done to it ------------------------------------------------------------------------------------------- */

static uint32_t seed_of;

static uint32_t roll(uint32_t sides)
{
	seed_of = seed_of * 1664525u + 1013904223u;
	return (seed_of >> 8) % sides;
}

/* The n-th place of a text; length and more where there is none. */
static size_t nth(struct str s, const char *what, size_t n)
{
	size_t at = 0, from = 0;
	for (size_t i = 0; i <= n && from <= s.n; i++) {
		at = from + str_find(str_sub(s, from, s.n), str_from(what));
		from = at + 1;
	}
	return at;
}

static struct str replaced(struct arena *a, struct str s, size_t at, size_t length, const char *by)
{
	return arena_printf(a, "%.*s%s%.*s", STR_ARG(str_sub(s, 0, at)), by, STR_ARG(str_sub(s, at + length, s.n)));
}

/* A mistake with one remedy; the text as it is where the place that was thrown is not there. */
static struct str spoil(struct arena *a, struct str s)
{
	static const struct {
		const char *what, *by;
		size_t skip, length; /* from the place on: what stays, and what goes */
	} mistakes[] = {
		{"\n", "  ", 0, 0},
		{"\n", " \t", 0, 0},
		{"action: eliminate", "ｅ", 8, 1},
		{"{from: \"2013\"", "\"２０１３\"", 7, 6},
		{"kinds: [converter]", ", converter", 17, 0},
		{"kinds: [blast_furnace]", "ｂ", 8, 1},
		{"at_most:", "ａｔ＿", 0, 3},
		{", wording: 及以下", "", 0, sizeof ", wording: 及以下" - 1},
		{"淘汰400立方米及以下炼铁高炉（铸造铁企业除外）", " ", 6, 0},
		{"铸造铁企业除外]", "　", 0, 0},
	};
	size_t row = roll(sizeof mistakes / sizeof *mistakes), at = nth(s, mistakes[row].what, roll(row < 2 ? 200 : 6));
	if (at > s.n)
		return s;
	return replaced(a, s, at + mistakes[row].skip, mistakes[row].length, mistakes[row].by);
}

/* --- and undone --------------------------------------------------------------------------------------------------- */

/* One round; false where there is nothing to fix. */
static bool fix_once(struct fixture *f)
{
	struct str pack = STR("sd-2013");
	struct source_file file = {STR(FILE_NAME), f->files[0].text};
	struct arena scratch;
	struct diags diags;
	size_t n;
	arena_init(&scratch);
	diags_init(&diags, NULL, NULL);
	const struct ruleset *s = ruleset_read(&f->arena, f->vocabulary, &pack, 1, fixture_read, f, &diags);
	assert_non_null(s);
	ruleset_lint(s, f->vocabulary, &scratch, &diags);
	const struct edit *edits = fixes_find(&n, &f->arena, &file, &diags);
	if (edits)
		f->files[0].text = edits_apply(&f->arena, file.text, edits, n);
	arena_release(&scratch);
	diags_release(&diags);
	assert_false(f->arena.failed);
	return edits;
}

static void what_was_spoilt_is_mended(void **state)
{
	enum { ROUNDS = 60, MOST_AT_ONCE = 12 };
	size_t spoilt = 0;
	(void)state;
	for (uint32_t round = 0; round < ROUNDS; round++) {
		struct fixture f;
		struct str good;
		seed_of = round;
		fixture_init(&f, NULL);
		assert_true(fixture_read_path(&f, "rules", STR(FILE_NAME), &good));
		f.files[0] = (struct memory_file){FILE_NAME, good};
		for (uint32_t i = roll(MOST_AT_ONCE); i > 0; i--)
			f.files[0].text = spoil(&f.arena, f.files[0].text);
		spoilt += !str_eq(f.files[0].text, good);
		int rounds = 0;
		while (rounds < 8 && fix_once(&f))
			rounds++;
		if (!str_eq(f.files[0].text, good))
			fail_msg("seed %u: after %d rounds the file is another:\n%.*s", round, rounds,
				 STR_ARG(f.files[0].text));
		fixture_release(&f);
	}
	assert_true(spoilt > ROUNDS / 2);
}

static void edits_keep_apart(void **state)
{
	static const struct source_file file = {STR_INIT("f"), STR_INIT("kinds: [a, a, a]  \n")};
	struct arena a;
	struct diags diags;
	size_t n;
	(void)state;
	arena_init(&a);
	diags_init(&diags, NULL, NULL);
	assert_null(fixes_find(&n, &a, &file, &diags));
	/* two that touch: the second is left for another round; one of another file, one without a remedy: none */
	diag_add(&diags, DIAG_DUPLICATE_ID, &file, (struct span){.line = 1, .col = 12, .offset = 11, .length = 1}, "twice");
	diag_instead(&diags, STR(""));
	diag_add(&diags, DIAG_DUPLICATE_ID, &file, (struct span){.line = 1, .col = 15, .offset = 14, .length = 1}, "thrice");
	diag_instead(&diags, STR(""));
	diag_add(&diags, DIAG_UNTIDY, &file, (struct span){.line = 1, .col = 17, .offset = 16, .length = 2}, "blanks");
	diag_instead(&diags, STR(""));
	diag_add(&diags, DIAG_UNTIDY, NULL, (struct span){.line = 1, .col = 1, .offset = 0, .length = 5}, "elsewhere");
	diag_instead(&diags, STR(""));
	diag_add(&diags, DIAG_FALSE_QUOTE, &file, (struct span){.line = 1, .col = 1, .offset = 0, .length = 5}, "a person's");
	const struct edit *edits = fixes_find(&n, &a, &file, &diags);
	assert_int_equal(n, 2);
	assert_str(edits_apply(&a, file.text, edits, n), "kinds: [a, a]\n");
	assert_str(edits_apply(&a, file.text, edits, 0), "kinds: [a, a, a]  \n");
	diags_release(&diags);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_spoilt_is_mended),
		cmocka_unit_test(edits_keep_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
