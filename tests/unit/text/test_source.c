#include "unit.h"

#include "text/source.h"
#include "text/width.h"

struct scene {
	struct diags diags;
	struct buf out;
};

static int begin(void **state)
{
	static struct scene s;
	diags_init(&s.diags, NULL, NULL);
	buf_init(&s.out);
	*state = &s;
	return 0;
}

static int end(void **state)
{
	struct scene *s = *state;
	diags_release(&s->diags);
	buf_release(&s->out);
	return 0;
}

static void add(struct scene *s, const char *text, size_t offset, size_t length)
{
	struct source_file f = {STR("x.yaml"), str_from(text)};
	diag_add(&s->diags, DIAG_DUPLICATE_KEY, &f, source_span(f.text, offset, length), "duplicate key");
}

/* What is drawn of a diagnostic at [offset, offset + length) of the text, without its first line. */
static struct str lines_of(struct scene *s, const char *text, size_t offset, size_t length)
{
	diags_release(&s->diags);
	buf_clear(&s->out);
	add(s, text, offset, length);
	source_draw(&s->out, &s->diags.items[0], LANG_EN);
	struct str all = buf_str(&s->out);
	return str_sub(all, str_find(all, STR("\n")) + 1, all.n);
}

static void test_whole(void **state)
{
	struct scene *s = *state;
	add(s, "a: 1\nrules:\n    - id: a\n      id: b\n", 30, 2);
	diag_hint(&s->diags, "take one away");
	source_draw(&s->out, &s->diags.items[0], LANG_EN);
	assert_str(buf_str(&s->out), "x.yaml:4:7: error: duplicate key [PO103 duplicate-key]\n"
				     "  id: b\n"
				     "  ^~\n"
				     "hint: take one away\n");
	buf_clear(&s->out);
	source_draw(&s->out, &s->diags.items[0], LANG_ZH);
	assert_true(str_starts(buf_str(&s->out), STR("x.yaml:4:7: 错误: duplicate key [PO103 duplicate-key]\n")));
	assert_true(str_has(buf_str(&s->out), STR("提示: take one away\n")));
}

static void test_without_a_place(void **state)
{
	struct scene *s = *state;
	struct source_file f = {STR("x.yaml"), STR("text")};
	diag_add(&s->diags, DIAG_MISSING_TEST, &f, (struct span){0}, "no test");
	diag_add(&s->diags, DIAG_EMPTY_FILE, NULL, (struct span){0}, "no file");
	source_draw_all(&s->out, &s->diags, LANG_EN);
	assert_str(buf_str(&s->out), "x.yaml: warning: no test [PO320 missing-test]\n"
				     "error: no file [PO116 empty-file]\n");
}

static void test_order(void **state)
{
	struct scene *s = *state;
	add(s, "aa\nbb\n", 3, 1);
	add(s, "aa\nbb\n", 1, 1);
	add(s, "aa\nbb\n", 0, 1);
	source_draw_all(&s->out, &s->diags, LANG_EN);
	assert_str(buf_str(&s->out), "x.yaml:1:1: error: duplicate key [PO103 duplicate-key]\n  aa\n  ^\n"
				     "x.yaml:1:2: error: duplicate key [PO103 duplicate-key]\n  aa\n   ^\n"
				     "x.yaml:2:1: error: duplicate key [PO103 duplicate-key]\n  bb\n  ^\n");
}

static void test_carets(void **state)
{
	struct scene *s = *state;
	/* East Asian characters take two columns. */
	assert_str(lines_of(s, "高炉: 转炉", 8, 6), "  高炉: 转炉\n        ^~~~\n");
	assert_str(lines_of(s, "\tkey: 1", 0, 1), "   key: 1\n  ^\n");
	assert_str(lines_of(s, "\tkey: 1", 1, 3), "  key: 1\n  ^~~\n");
	assert_str(lines_of(s, "a\tb", 2, 1), "  a b\n    ^\n");
	assert_str(lines_of(s, "a", 1, 0), "  a\n   ^\n");
	/* A span that goes on in the next line is shown up to its line's end. */
	assert_str(lines_of(s, "ab\ncd", 1, 4), "  ab\n   ^\n");
	assert_str(lines_of(s, "abc\ncd", 1, 4), "  abc\n   ^~\n");
	/* What is escaped is wider. */
	assert_str(lines_of(s, "a\x1b" "b", 1, 1), "  a\\u{001B}b\n   ^~~~~~~~\n");
	assert_str(lines_of(s, "a\x1b" "b", 2, 1), "  a\\u{001B}b\n           ^\n");
	assert_str(lines_of(s, "", 0, 0), "  \n  ^\n");
}

/* The caret's column in what was drawn, and the character of the line that stands over it. */
static char over_caret(struct str drawn)
{
	size_t end = str_find(drawn, STR("\n"));
	struct str line = str_sub(drawn, 0, end);
	size_t caret = str_find(str_sub(drawn, end + 1, drawn.n), STR("^"));
	assert_true(text_width(line) <= 2 + 160);
	return caret < line.n ? line.p[caret] : '\0';
}

static void test_long_lines(void **state)
{
	struct scene *s = *state;
	char text[1001];
	for (size_t length = 158; length <= 1000; length += length < 165 ? 1 : 103) {
		for (size_t at = 0; at < length; at++) {
			memset(text, '-', length);
			text[length] = '\0';
			text[at] = '@';
			struct str drawn = lines_of(s, text, at, 5);
			if (over_caret(drawn) != '@')
				fail_msg("length %zu, offset %zu: %.*s", length, at, STR_ARG(drawn));
			assert_int_equal(str_has(drawn, STR("...")), length > 160);
		}
	}
}

/* What a file of megabytes on one line costs is what is shown of it: all of these in the time of a few. */
static void test_endless_lines(void **state)
{
	enum { LENGTH = 300000, PLACES = 3000 };
	struct scene *s = *state;
	char *text = malloc(LENGTH + 1);
	assert_non_null(text);
	memset(text, '-', LENGTH);
	text[LENGTH] = '\0';
	struct source_file f = {STR("x.yaml"), {text, LENGTH}};
	for (size_t i = 0; i < PLACES; i++) {
		size_t at = i * (LENGTH / PLACES);
		text[at] = '@';
		if (i % 30 == 0)
			assert_int_equal(over_caret(lines_of(s, text, at, 7)), '@');
		text[at] = '-';
	}
	diags_release(&s->diags);
	buf_clear(&s->out);
	for (size_t i = 0; i < PLACES; i++)
		diag_add(&s->diags, DIAG_TAG, &f, (struct span){1, 3 * i + 1, 3 * i, 1, NULL}, "x");
	for (size_t i = 0; i < PLACES; i++)
		source_draw(&s->out, &s->diags.items[i % s->diags.n], LANG_EN);
	assert_true(s->out.n < PLACES * 500);
	free(text);
}

/* A cited value of any length is cut; the id still stands behind it. */
static void test_endless_messages(void **state)
{
	enum { LENGTH = 5000 };
	struct scene *s = *state;
	char value[LENGTH + 1];
	memset(value, '9', LENGTH);
	value[LENGTH] = '\0';
	diag_add(&s->diags, DIAG_BAD_NUMBER, NULL, (struct span){0}, "\"%s\" is no number", value);
	diag_hint(&s->diags, "not %s", value);
	source_draw(&s->out, &s->diags.items[0], LANG_EN);
	assert_true(str_has(buf_str(&s->out), STR("999... [PO206 bad-number]\nhint: not 999")));
	assert_true(str_ends(buf_str(&s->out), STR("999...\n")));
	assert_true(s->out.n < 2100);
}

static void test_span(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t offset, line, col;
	} cases[] = {
		{"", 0, 1, 1},         {"abc", 0, 1, 1},        {"abc", 3, 1, 4},       {"a\nb", 1, 1, 2},
		{"a\nb", 2, 2, 1},     {"a\r\nb", 1, 1, 2},     {"a\r\nb", 3, 2, 1},    {"a\rb", 2, 2, 1},
		{"a\n\nb", 3, 3, 1},   {"a\r\r\nb", 4, 3, 1},   {"高炉b", 6, 1, 3},     {"a\n高炉b", 8, 2, 3},
		{"abc", 99, 1, 4},     {"a\n", 2, 2, 1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct span at = source_span(str_from(cases[i].text), cases[i].offset, 0);
		if (at.line != cases[i].line || at.col != cases[i].col)
			fail_msg("case %zu: %zu:%zu", i, at.line, at.col);
	}
	struct span at = source_span(STR("abc"), 1, 99);
	assert_int_equal(at.offset, 1);
	assert_int_equal(at.length, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_whole, begin, end),
		cmocka_unit_test_setup_teardown(test_without_a_place, begin, end),
		cmocka_unit_test_setup_teardown(test_order, begin, end),
		cmocka_unit_test_setup_teardown(test_carets, begin, end),
		cmocka_unit_test_setup_teardown(test_long_lines, begin, end),
		cmocka_unit_test_setup_teardown(test_endless_lines, begin, end),
		cmocka_unit_test_setup_teardown(test_endless_messages, begin, end),
		cmocka_unit_test(test_span),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
