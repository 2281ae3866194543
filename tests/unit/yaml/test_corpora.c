/*
 * Files that others wrote (../shared/corpora, see the SOURCE.md of each): none may crash the reader, and what the
 * YAML test suite marks `fail: true` is refused. The suite's files are YAML themselves and show invisible characters
 * by stand-ins.
 */
#include "cases.h"

#include "yaml/node.h"

#define CORPORA "../shared/corpora/"

enum { SUITE_FILES = 350 }; /* of 351; where the copy was cut short the test must not pass */

/* True where the text is accepted. */
static bool accepted(struct str text)
{
	struct arena arena;
	struct diags diags;
	struct source_file file = {STR("in.yaml"), text};
	arena_init(&arena);
	diags_init(&diags, NULL, NULL);
	const struct node *root = yaml_read(&arena, &file, &diags);
	assert_int_equal(root == NULL, diags.errors > 0);
	assert_false(diags.failed);
	diags_release(&diags);
	arena_release(&arena);
	return root != NULL;
}

static void add_without_stand_ins(struct buf *out, struct str s)
{
	static const struct {
		struct str shown, meant;
	} table[] = {
		{STR_INIT("␣"), STR_INIT(" ")},        {STR_INIT("»"), STR_INIT("\t")}, {STR_INIT("—"), STR_INIT("")},
		{STR_INIT("⇔"), STR_INIT("\xef\xbb\xbf")}, {STR_INIT("↵"), STR_INIT("")},
		{STR_INIT("←"), STR_INIT("\r")},
		{STR_INIT("∎\n"), STR_INIT("")},
	};
	for (size_t i = 0, step; i < s.n; i += step) {
		struct str rest = str_sub(s, i, s.n);
		size_t row = 0;
		while (row < sizeof table / sizeof *table && !str_starts(rest, table[row].shown))
			row++;
		bool found = row < sizeof table / sizeof *table;
		step = found ? table[row].shown.n : 1;
		buf_add(out, found ? table[row].meant : str_sub(rest, 0, 1));
	}
}

struct suite {
	size_t files, cases, fails, wrong, unread;
};

static void run_case(struct suite *suite, const char *name, struct str shown, bool must_fail)
{
	struct buf text;
	buf_init(&text);
	add_without_stand_ins(&text, shown);
	bool good = accepted(buf_str(&text));
	suite->cases++;
	suite->fails += must_fail;
	if (must_fail && good) {
		suite->wrong++;
		fprintf(stderr, "%s: accepted:\n%.*s", name, STR_ARG(buf_str(&text)));
	}
	buf_release(&text);
}

/* A later case of a file goes on with the `yaml` of the one before where it has none. */
static void run_suite_file(struct suite *suite, const char *name, struct str text)
{
	struct arena arena;
	struct diags diags;
	struct source_file file = {str_from(name), text};
	arena_init(&arena);
	diags_init(&diags, NULL, NULL);
	const struct node *root = yaml_read(&arena, &file, &diags);
	suite->files++;
	suite->unread += root == NULL;
	if (!root)
		fprintf(stderr, "%s:%zu: %.*s\n", name, diags.items[0].span.line, STR_ARG(diags.items[0].text));
	struct str shown = STR_NONE;
	for (size_t i = 0; root && root->type == NODE_SEQUENCE && i < root->n; i++) {
		struct str own = node_text(root->items[i], "yaml");
		shown = own.p ? own : shown;
		if (shown.p)
			run_case(suite, name, shown, str_is(node_text(root->items[i], "fail"), "true"));
	}
	diags_release(&diags);
	arena_release(&arena);
}

static size_t each_file(const char *folder, void (*use)(void *, const char *, struct str), void *ctx)
{
	size_t n = 0;
	DIR *dir = opendir(folder);
	for (struct dirent *e; dir && (e = readdir(dir)) != NULL;) {
		char path[512];
		struct buf text;
		buf_init(&text);
		snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
		if (e->d_name[0] != '.' && slurp(&text, path)) {
			use(ctx, path, buf_str(&text));
			n++;
		}
		buf_release(&text);
	}
	if (dir)
		closedir(dir);
	return n;
}

/* The profile refuses a plain null: that of the suite's own keys (json, dump, emit) becomes another word. */
static void use_suite(void *ctx, const char *path, struct str text)
{
	static const struct str null = STR_INIT(": null\n"), word = STR_INIT(": nil\n");
	struct buf copy;
	buf_init(&copy);
	for (size_t at; (at = str_find(text, null)) <= text.n; text = str_sub(text, at + null.n, text.n)) {
		buf_add(&copy, str_sub(text, 0, at));
		buf_add(&copy, word);
	}
	buf_add(&copy, text);
	run_suite_file(ctx, path, buf_str(&copy));
	buf_release(&copy);
}

static void use_any(void *ctx, const char *path, struct str text)
{
	(void)path;
	*(size_t *)ctx += accepted(text);
}

static void test_suite(void **state)
{
	(void)state;
	struct suite suite = {0};
	if (each_file(CORPORA "yaml-test-suite/src", use_suite, &suite) == 0) {
		print_message("skipped: " CORPORA "yaml-test-suite is absent\n");
		skip();
	}
	print_message("%zu files (%zu not in the profile), %zu cases, %zu must fail, %zu of them accepted\n",
	              suite.files, suite.unread, suite.cases, suite.fails, suite.wrong);
	assert_true(suite.files >= SUITE_FILES);
	assert_int_equal(suite.wrong, 0);
	assert_int_equal(suite.unread, 0);
}

static void regressions(void **state)
{
	(void)state;
	size_t good = 0;
	if (each_file(CORPORA "yaml-libyaml-regression/regression-inputs", use_any, &good) == 0) {
		print_message("skipped: " CORPORA "yaml-libyaml-regression is absent\n");
		skip();
	}
	assert_int_equal(good, 0);
}

/* Each line of blns as a key, a plain value and in a list: read or refused, with a reason. */
static void hostile_strings(void **state)
{
	(void)state;
	struct buf all, text;
	size_t lines = 0, good = 0;
	buf_init(&all);
	buf_init(&text);
	bool there = slurp(&all, CORPORA "blns/blns.txt");
	for (size_t i = 0; i < all.n; lines++) {
		const char *end = memchr(all.p + i, '\n', all.n - i);
		size_t to = end ? (size_t)(end - all.p) : all.n;
		struct str line = str_sub(buf_str(&all), i, to);
		buf_clear(&text);
		buf_printf(&text, "a: %.*s\n%.*s: b\nc: [%.*s]\n", STR_ARG(line), STR_ARG(line), STR_ARG(line));
		good += accepted(buf_str(&text));
		i = to + 1;
	}
	buf_release(&all);
	buf_release(&text);
	if (!there) {
		print_message("skipped: " CORPORA "blns is absent\n");
		skip();
	}
	print_message("%zu lines, %zu accepted\n", lines, good);
	assert_true(lines > 400 && good > 0 && good < lines);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_suite),
		cmocka_unit_test(regressions),
		cmocka_unit_test(hostile_strings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
