/*
 * tests/cases/meaning/: a folder for each diagnostic of meaning that a pack can raise, named as the diagnostic; what
 * the person sees stands in `want`. `test_meaning --write` writes those files anew, to be read before they are kept.
 */
#include "unit.h"

#include "fixture.h"
#include "rules/lint.h"

#include <dirent.h>

#define CASES "tests/cases/meaning"

/* AMBIGUOUS_SPELLING is the vocabulary's. */
static bool is_of_rules(enum diag_id id)
{
	bool of_catalogues = id >= DIAG_UNKNOWN_CATALOGUE && id <= DIAG_UNDECLARED;
	return of_catalogues || (id >= DIAG_DUPLICATE_ID && id <= DIAG_VALUE_KIND && id != DIAG_AMBIGUOUS_SPELLING);
}

/* Catalogues of the cases stand in tests/cases/catalogues/. */
static bool read_case(void *ctx, struct str name, struct str *out)
{
	struct fixture *f = ctx;
	if (str_starts(name, STR("catalogues/")))
		return fixture_read_path(f, "tests/cases", name, out);
	return fixture_read(f, name, out);
}

static struct str run_case(struct fixture *f, struct diags *diags, const char *name)
{
	struct str pack = str_from(name);
	struct arena scratch;
	arena_init(&scratch);
	const struct ruleset *s = ruleset_read(&f->arena, f->vocabulary, &pack, 1, read_case, f, diags);
	assert_non_null(s);
	assert_int_equal(s->whole, diags->errors == 0);
	ruleset_lint(s, f->vocabulary, &scratch, diags);
	arena_release(&scratch);
	return fixture_drawn(f, diags);
}

static bool has_id(const struct diags *diags, const char *name)
{
	for (size_t i = 0; i < diags->n; i++)
		if (strcmp(diag_name(diags->items[i].id), name) == 0)
			return true;
	return false;
}

static size_t each_case(struct fixture *f, bool *covered, const char *name)
{
	struct diags diags;
	struct str want = STR("");
	diags_init(&diags, NULL, NULL);
	struct str got = run_case(f, &diags, name);
	bool same = fixture_read_path(f, CASES, arena_printf(&f->arena, "%s/want", name), &want) && str_eq(got, want);
	bool named =
		strcmp(name, "good") == 0 ? diags.n == 0 : has_id(&diags, name) || strncmp(name, "more-", 5) == 0;
	for (size_t i = 0; i < diags.n; i++)
		covered[diags.items[i].id] = true;
	if (!same)
		fprintf(stderr, CASES "/%s: got\n%.*s\nwanted\n%.*s\n", name, STR_ARG(got), STR_ARG(want));
	if (!named)
		fprintf(stderr, CASES "/%s: does not raise what it is named after\n", name);
	diags_release(&diags);
	return !same || !named;
}

static void every_case_shows_what_it_wants(void **state)
{
	struct fixture f;
	struct dirent **found;
	bool covered[DIAG_ID_COUNT] = {false};
	size_t failed = 0, n = 0;
	(void)state;
	fixture_init(&f, CASES);
	int count = scandir(CASES, &found, NULL, alphasort);
	assert_true(count > 0);
	for (int i = 0; i < count; i++) {
		if (found[i]->d_name[0] != '.') {
			failed += each_case(&f, covered, found[i]->d_name);
			n++;
		}
		free(found[i]);
	}
	free(found);
	assert_true(n > 20);
	for (int id = 0; id < DIAG_ID_COUNT; id++)
		if (is_of_rules((enum diag_id)id) && !covered[id]) {
			fprintf(stderr, "no case raises %s %s\n", diag_code((enum diag_id)id),
				diag_name((enum diag_id)id));
			failed++;
		}
	assert_int_equal(failed, 0);
	fixture_release(&f);
}

static int write_wants(int n, char **names)
{
	struct fixture f;
	fixture_init(&f, CASES);
	for (int i = 0; i < n; i++) {
		struct diags diags;
		diags_init(&diags, NULL, NULL);
		struct str got = run_case(&f, &diags, names[i]);
		FILE *file = fopen(arena_printf(&f.arena, CASES "/%s/want", names[i]).p, "wb");
		if (!file || fwrite(got.p, 1, got.n, file) != got.n || fclose(file))
			return 1;
		diags_release(&diags);
	}
	fixture_release(&f);
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_case_shows_what_it_wants)};
	if (argc > 1 && strcmp(argv[1], "--write") == 0)
		return write_wants(argc - 2, argv + 2);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
