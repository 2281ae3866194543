/*
 * tests/cases/meaning-vocabulary/NAME/: `in.yaml` (a vocabulary file beside the base's), or `units.yaml` in the base's
 * stead, and what is said of it in `want`.
 */
#include "unit.h"

#include "fixture.h"

#include <dirent.h>

static const char root[] = "tests/cases/meaning-vocabulary";

static bool read_case(void *ctx, struct str name, struct str *out)
{
	static const char empty[] = "schema: phaseout/vocabulary-1\n";
	if (fixture_read(ctx, name, out))
		return true;
	*out = str_from(empty);
	return str_is(name, "vocabulary/in.yaml");
}

/* True where what was said is what `want` holds. */
static bool run_case(const char *name)
{
	struct arena a;
	struct diags diags;
	struct buf drawn;
	struct str want = STR_NONE;
	char folder[300];
	arena_init(&a);
	diags_init(&diags, NULL, NULL);
	buf_init(&drawn);
	snprintf(folder, sizeof folder, "%s/%s", root, name);
	struct folders folders = {&a, {folder, "tests/cases/meaning-vocabulary/base", NULL}};
	const struct vocabulary *v = vocabulary_load(&a, read_case, &folders, &diags);
	source_draw_all(&drawn, &diags, LANG_EN);
	fixture_read_path(&a, folder, STR("want"), &want);
	bool same = str_eq(want, buf_str(&drawn)) && !v == (diags.errors > 0);
	if (!same)
		fprintf(stderr, "%s:\n%.*s", folder, STR_ARG(buf_str(&drawn))); /* print_error cuts at 1 KiB */
	buf_release(&drawn);
	diags_release(&diags);
	arena_release(&a);
	return same;
}

static void says_what_is_wrong(void **state)
{
	size_t cases = 0, failed = 0;
	DIR *d = opendir(root);
	(void)state;
	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d));) {
		if (e->d_name[0] == '.' || strcmp(e->d_name, "base") == 0)
			continue;
		cases++;
		failed += !run_case(e->d_name);
	}
	closedir(d);
	print_message("%s: %zu cases\n", root, cases);
	assert_true(cases >= 30);
	assert_int_equal(failed, 0);
}

static void base_is_good(void **state)
{
	(void)state;
	struct arena a;
	struct diags diags;
	arena_init(&a);
	diags_init(&diags, NULL, NULL);
	struct folders folders = {&a, {"tests/cases/meaning-vocabulary/base", NULL, NULL}};
	assert_non_null(vocabulary_load(&a, read_case, &folders, &diags));
	assert_int_equal(diags.n, 0);
	diags_release(&diags);
	arena_release(&a);
}

static bool read_nothing(void *ctx, struct str name, struct str *out)
{
	(void)ctx;
	(void)name;
	(void)out;
	return false;
}

static void missing_files_are_said(void **state)
{
	(void)state;
	struct arena a;
	struct diags diags;
	arena_init(&a);
	diags_init(&diags, NULL, NULL);
	assert_null(vocabulary_load(&a, read_nothing, NULL, &diags));
	assert_int_equal(diags.errors, 2);
	assert_int_equal(diags.items[0].id, DIAG_MISSING_FILE);
	assert_str(diags.items[0].file, "units.yaml");
	assert_str(diags.items[1].file, "vocabulary/vocabulary.yaml");
	diags_release(&diags);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(base_is_good),
		cmocka_unit_test(says_what_is_wrong),
		cmocka_unit_test(missing_files_are_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
