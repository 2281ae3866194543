/* Foreign text in pages and Markdown: a line of the table a text and what it must become. */
#include "unit.h"

#include "report/sink_text.h"

static void expect(void (*sink)(struct buf *, struct str), const char *text, const char *want)
{
	struct buf b;

	buf_init(&b);
	sink(&b, str_from(text));
	buf_addc(&b, '\0');
	assert_string_equal(b.p, want);
	buf_release(&b);
}

static void within(struct buf *out, struct str s)
{
	sink_markdown(out, s, false);
}

static void begins(struct buf *out, struct str s)
{
	sink_markdown(out, s, true);
}

static void test_html(void **state)
{
	(void)state;
	expect(sink_html, "<b>&\"'", "&lt;b&gt;&amp;&quot;'");
	expect(sink_html, "400立方米\n及以下", "400立方米 及以下");
	expect(sink_html, "a\x1b[0m\xe2\x80\xae", "a\\u{001B}[0m\\u{202E}");
	expect(sink_html, "\xff", "\\xFF");
	expect(sink_html, "", "");
}

static void test_markdown(void **state)
{
	(void)state;
	expect(within, "a|b", "a\\|b");
	expect(within, "<b> & *c* _d_ [e](f) `g` \\ ~h~ $i$ #", "\\<b\\> \\& \\*c\\* \\_d\\_ \\[e\\](f) \\`g\\` \\\\ \\~h\\~ \\$i\\$ \\#");
	expect(within, "a \t\r\n  b", "a b");
	expect(within, "1. a", "1. a");
	expect(within, "- a", "- a");
}

static void test_line_of_markdown(void **state)
{
	(void)state;
	expect(begins, "1. a", "1\\. a");
	expect(begins, "12) a", "12\\) a");
	expect(begins, "1.", "1\\.");
	expect(begins, ". a", "\\. a"); /* behind digits of another text */
	expect(begins, "5.01 a", "5.01 a");
	expect(begins, "- a", "\\- a");
	expect(begins, "+ a", "\\+ a");
	expect(begins, "===", "\\===");
	expect(begins, "# a", "\\# a");
	expect(begins, "123", "123");
	expect(begins, "a - b", "a - b");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_html),
		cmocka_unit_test(test_markdown),
		cmocka_unit_test(test_line_of_markdown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
