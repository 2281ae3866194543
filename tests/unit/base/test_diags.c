#include "unit.h"

#include "base/diags.h"
#include "base/limits.h"

static int begin(void **state)
{
	static struct diags d;
	diags_init(&d, NULL, NULL);
	*state = &d;
	return 0;
}

static int end(void **state)
{
	diags_release(*state);
	return 0;
}

static struct span at(size_t line, size_t col, size_t offset)
{
	return (struct span){.line = line, .col = col, .offset = offset, .length = 1};
}

static void test_collects(void **state)
{
	struct diags *d = *state;
	char name[] = "x.yaml", text[] = "one\r\ntwo\nthree";
	struct source_file f = {str_from(name), str_from(text)};

	diag_add(d, DIAG_BAD_NUMBER, &f, at(2, 2, 6), "\"%s\" is no number", "w");
	diag_hint(d, "write %d", 4);
	diag_add(d, DIAG_MISSING_TEST, &f, (struct span){0}, "no test");
	diag_add(d, DIAG_EMPTY_FILE, NULL, at(1, 1, 0), "no file");
	memset(name, 'z', sizeof name - 1);
	memset(text, 'z', sizeof text - 1);

	assert_int_equal(d->n, 3);
	assert_int_equal(d->errors, 2);
	assert_int_equal(d->warnings, 1);
	assert_false(d->failed);
	const struct diag *first = &d->items[0];
	assert_int_equal(first->id, DIAG_BAD_NUMBER);
	assert_str(first->file, "x.yaml");
	assert_str(first->text, "\"w\" is no number");
	assert_str(first->line, "two");
	assert_str(first->hint, "write 4");
	assert_int_equal(first->span.col, 2);
	assert_null(d->items[1].line.p);
	assert_null(d->items[1].hint.p);
	assert_null(d->items[2].file.p);
	assert_null(d->items[2].line.p);

	diags_release(d);
	assert_int_equal(d->n + d->errors + d->warnings, 0);
	diag_hint(d, "to nothing");
	assert_int_equal(d->n, 0);
}

/* The line that is cited, wherever in it the place is. */
static void test_lines(void **state)
{
	struct diags *d = *state;
	struct source_file f = {STR("f"), STR("one\r\ntwo\n\nlast")};
	static const struct {
		size_t offset;
		const char *line;
	} cases[] = {{0, "one"}, {2, "one"}, {3, "one"}, {5, "two"}, {8, "two"}, {9, ""}, {10, "last"}, {14, "last"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		diag_add(d, DIAG_TAG, &f, at(1, 1, cases[i].offset), "x");
		assert_non_null(d->items[i].line.p);
		assert_str(d->items[i].line, cases[i].line);
	}
	diag_add(d, DIAG_TAG, &f, at(1, 1, 15), "x");
	assert_null(d->items[d->n - 1].line.p);
}

static void test_sort(void **state)
{
	struct diags *d = *state;
	struct source_file b = {STR("b"), STR("")}, a = {STR("a"), STR("")};
	static const char *const want[] = {"file", "second", "third", "fourth", "fourth again", "other", "other later"};
	diag_add(d, DIAG_TAG, &b, at(3, 2, 0), "fourth");
	diag_add(d, DIAG_TAG, &a, at(2, 1, 0), "other later");
	diag_add(d, DIAG_TAG, &b, at(3, 1, 0), "third");
	diag_add(d, DIAG_ANCHOR, &b, at(3, 2, 0), "fourth again");
	diag_add(d, DIAG_TAG, &a, at(1, 9, 0), "other");
	diag_add(d, DIAG_TAG, &b, at(1, 7, 0), "second");
	diag_add(d, DIAG_TAG, &b, (struct span){0}, "file");
	diags_sort(d);
	for (size_t i = 0; i < sizeof want / sizeof *want; i++)
		assert_str(d->items[i].text, want[i]);
	diags_sort(d);
	for (size_t i = 0; i < sizeof want / sizeof *want; i++)
		assert_str(d->items[i].text, want[i]);
}

/* One file's mistakes are told up to the limit; those of another, and those of none, have nothing to do with it. */
static void test_limit(void **state)
{
	struct diags *d = *state;
	struct source_file f = {STR("f"), STR("text")}, other = {STR("other"), STR("")};
	for (size_t i = 0; i < LIMIT_YAML_MISTAKES; i++)
		diag_add(d, DIAG_UNKNOWN_KIND, &f, at(1, 1, 0), "%zu", i);
	assert_int_equal(d->n, LIMIT_YAML_MISTAKES);
	diag_add(d, DIAG_MISSING_TEST, &f, at(1, 2, 1), "one too many");
	diag_hint(d, "of the one too many");
	diag_add(d, DIAG_UNKNOWN_KIND, &f, at(1, 2, 1), "two too many");
	assert_int_equal(d->n, LIMIT_YAML_MISTAKES + 1);
	const struct diag *last = &d->items[d->n - 1];
	assert_int_equal(last->id, DIAG_TOO_MANY_MISTAKES);
	assert_int_equal(last->span.col, 2);
	assert_null(last->hint.p);
	/* who reads the file may have said it first */
	diag_add(d, DIAG_TOO_MANY_MISTAKES, &other, at(1, 1, 0), "more");
	diag_add(d, DIAG_TAG, &other, at(1, 1, 0), "x");
	diag_add(d, DIAG_TAG, NULL, (struct span){0}, "no file");
	assert_int_equal(d->n, LIMIT_YAML_MISTAKES + 3);
	assert_str(d->items[d->n - 1].text, "no file");
	assert_int_equal(d->warnings, 1);
	assert_int_equal(d->errors, LIMIT_YAML_MISTAKES + 5);
}

static void test_sort_nothing(void **state)
{
	struct diags *d = *state;
	diags_sort(d);
	assert_int_equal(d->n, 0);
}

__attribute__((format_arg(2))) static const char *shout(void *ctx, const char *format)
{
	++*(int *)ctx;
	return strcmp(format, "no %s") == 0 ? "NO %s" : format;
}

static void test_words(void **state)
{
	(void)state;
	struct diags d;
	int calls = 0;
	diags_init(&d, shout, &calls);
	diag_add(&d, DIAG_TAG, NULL, (struct span){0}, "no %s", "x");
	diag_hint(&d, "no %s", "y");
	assert_str(d.items[0].text, "NO x");
	assert_str(d.items[0].hint, "NO y");
	assert_int_equal(calls, 2);
	diags_release(&d);
}

static void test_ids(void **state)
{
	(void)state;
	assert_string_equal(diag_code(DIAG_DUPLICATE_KEY), "PO103");
	assert_string_equal(diag_name(DIAG_DUPLICATE_KEY), "duplicate-key");
	assert_int_equal(diag_severity(DIAG_DUPLICATE_KEY), DIAG_ERROR);
	assert_int_equal(diag_severity(DIAG_MISSING_TEST), DIAG_WARNING);
	/* In order, so that codes and names are unique. */
	for (size_t i = 0; i < DIAG_ID_COUNT; i++) {
		assert_int_equal(strlen(diag_code((enum diag_id)i)), 5);
		if (i && strcmp(diag_code((enum diag_id)(i - 1)), diag_code((enum diag_id)i)) >= 0)
			fail_msg("%s is out of order", diag_code((enum diag_id)i));
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(diag_name((enum diag_id)k), diag_name((enum diag_id)i));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_collects, begin, end),
		cmocka_unit_test_setup_teardown(test_lines, begin, end),
		cmocka_unit_test_setup_teardown(test_sort, begin, end),
		cmocka_unit_test_setup_teardown(test_limit, begin, end),
		cmocka_unit_test_setup_teardown(test_sort_nothing, begin, end),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_ids),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
