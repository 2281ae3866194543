/*
 * tests/cases/profile and tests/cases/shape: NAME/in.yaml (or in.repeat, a recipe) and what is told of it, in
 * NAME/want (or want.tail, its end). Shape cases are checked against the schema in shapes.h. Every id PO1xx and PO2xx
 * occurs in some case.
 */
#include "cases.h"
#include "shapes.h"

#include "text/source.h"

static bool seen[DIAG_ID_COUNT];

/* A good profile case is only read; a shape case also goes through the schema. */
static void draw(struct buf *out, struct str text, bool with_schema)
{
	struct arena arena;
	struct diags diags;
	struct source_file file = {STR("in.yaml"), text};
	arena_init(&arena);
	diags_init(&diags, NULL, NULL);
	const struct node *root = yaml_read(&arena, &file, &diags);
	assert_int_equal(root == NULL, diags.errors > 0);
	if (root && with_schema) {
		const struct schema *schema = schema_of(root, shape_schemas, 2, &file, &diags);
		assert_int_equal(schema == NULL, diags.errors > 0);
		bool good = schema && schema_check(root, schema->keys, &file, &diags);
		assert_int_equal(good, diags.errors == 0);
	}
	source_draw_all(out, &diags, LANG_EN);
	for (size_t i = 0; i < diags.n; i++)
		seen[diags.items[i].id] = true;
	assert_false(diags.failed);
	diags_release(&diags);
	arena_release(&arena);
}

static bool read_input(struct buf *in, const char *folder)
{
	char path[600];
	snprintf(path, sizeof path, "%s/in.yaml", folder);
	if (slurp(in, path))
		return true;
	struct buf recipe;
	buf_init(&recipe);
	snprintf(path, sizeof path, "%s/in.repeat", folder);
	bool found = slurp(&recipe, path);
	if (found)
		cook(in, buf_str(&recipe));
	buf_release(&recipe);
	return found;
}

static bool agrees(struct str got, const char *folder)
{
	char path[600];
	struct buf want;
	buf_init(&want);
	snprintf(path, sizeof path, "%s/want", folder);
	bool whole = slurp(&want, path), found = whole;
	if (!whole) {
		snprintf(path, sizeof path, "%s/want.tail", folder);
		found = slurp(&want, path) && want.n > 0;
	}
	bool same = found && (whole ? str_eq(got, buf_str(&want)) : str_ends(got, buf_str(&want)));
	if (!same)
		fprintf(stderr, "%s\n--- want\n%.*s--- got\n%.*s", folder, STR_ARG(buf_str(&want)), STR_ARG(got));
	buf_release(&want);
	return same;
}

/* Folders with `cmd` belong to the runner of the command's cases. */
static bool is_ours(const char *folder)
{
	char path[600];
	struct buf cmd;
	buf_init(&cmd);
	snprintf(path, sizeof path, "%s/cmd", folder);
	bool theirs = slurp(&cmd, path);
	buf_release(&cmd);
	return !theirs;
}

static size_t run_folder(const char *group, bool with_schema)
{
	size_t cases = 0, failed = 0;
	DIR *dir = opendir(group);
	assert_non_null(dir);
	for (struct dirent *e; (e = readdir(dir)) != NULL;) {
		char folder[512];
		snprintf(folder, sizeof folder, "%s/%s", group, e->d_name);
		if (e->d_name[0] == '.' || !is_ours(folder))
			continue;
		struct buf in, out;
		buf_init(&in);
		buf_init(&out);
		if (!read_input(&in, folder))
			fail_msg("%s has no in.yaml and no in.repeat", folder);
		draw(&out, buf_str(&in), with_schema);
		failed += !agrees(buf_str(&out), folder);
		cases++;
		buf_release(&in);
		buf_release(&out);
	}
	closedir(dir);
	print_message("%s: %zu cases\n", group, cases);
	assert_int_equal(failed, 0);
	return cases;
}

static void profile(void **state)
{
	(void)state;
	assert_true(run_folder("tests/cases/profile", false) > 40);
}

static void shape(void **state)
{
	(void)state;
	assert_true(run_folder("tests/cases/shape", true) > 15);
}

static void every_id_has_a_case(void **state)
{
	(void)state;
	size_t missing = 0;
	for (size_t id = 0; id < DIAG_ID_COUNT; id++) {
		const char *code = diag_code((enum diag_id)id);
		if (seen[id] || (strncmp(code, "PO1", 3) != 0 && strncmp(code, "PO2", 3) != 0))
			continue;
		print_error("%s %s has no case\n", code, diag_name((enum diag_id)id));
		missing++;
	}
	assert_int_equal(missing, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(profile),
		cmocka_unit_test(shape),
		cmocka_unit_test(every_id_has_a_case),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
