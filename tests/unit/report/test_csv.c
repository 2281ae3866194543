#include "unit.h"

#include "report/sink_text.h"
#include "text/utf8.h"
#include "text/width.h"
#include "sample.h"

static void guard_and_quotes(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"", ""},
		{"高炉", "高炉"},
		{"a,b", "\"a,b\""},
		{"say \"1\"", "\"say \"\"1\"\"\""},
		{"two\nlines", "\"two\nlines\""},
		{"=1+1", "\"'=1+1\""},
		{"+86 531", "\"'+86 531\""},
		{"-3", "\"'-3\""},
		{"@x", "\"'@x\""},
		{"\t=x", "\"'\t=x\""},
		{"\rx", "\"'\rx\""},
		{"  =x", "\"'  =x\""},
		{"\"=x", "\"'\"\"=x\""},
		{"　=x", "\"'　=x\""},
		{"＝x", "\"'＝x\""},
		{"'=x", "\"''=x\""}, /* taking one apostrophe off gives it back */
		{"'tis", "'tis"},
		{"1-2", "1-2"},
		{"a=b", "a=b"},
		{"\033[31mred\x7f", "\\u{001B}[31mred\\u{007F}"},
		{"\xc2\x85x", "\\u{0085}x"},
		{"\001=x", "\\u{0001}=x"}, /* no formula: a spreadsheet would have dropped the sign before it */
		{"bad \xff byte", "bad \\xFF byte"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out;
		buf_init(&out);
		sink_csv(&out, str_from(cases[i][0]));
		assert_str(buf_str(&out), cases[i][1]);
		buf_release(&out);
	}
}

/* Runs of bytes at once, and one character after another: the same, whole or broken. */
static void runs_are_as_characters(void **state)
{
	static const char *const pieces[] = {"a", "J31-315", "高炉", "\"", "\xc2\x85", "\xc2\xb5", "\xc2", "\x85", "\x1b[31m", "\x7f", "\t", " ", "\xe9\xab", ","};
	uint32_t seed = 5;
	struct buf text, got, wanted;
	(void)state;
	buf_init(&text);
	buf_init(&got);
	buf_init(&wanted);
	for (unsigned round = 0; round < 20000; round++) {
		buf_clear(&text);
		buf_clear(&got);
		buf_clear(&wanted);
		buf_adds(&text, "x,"); /* so that it stands in quotes, and is no formula */
		for (unsigned i = 0; i < round % 9; i++) {
			seed = seed * 1664525u + 1013904223u;
			buf_adds(&text, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		sink_csv(&got, buf_str(&text));
		buf_addc(&wanted, '"');
		size_t length;
		for (size_t i = 0; i < text.n; i += length) {
			const struct str at = str_sub(buf_str(&text), i, text.n);
			const int32_t c = utf8_next(at, &length);
			const bool control = (c < 0x20 && c != '\t') || (c >= 0x7f && c < 0xa0); /* -1: broken */
			if (control)
				text_safe(&wanted, str_sub(at, 0, length));
			else
				buf_add(&wanted, str_sub(at, 0, length));
			buf_adds(&wanted, c == '"' ? "\"" : "");
		}
		buf_addc(&wanted, '"');
		assert_string_equal(got.p, wanted.p);
	}
	buf_release(&text);
	buf_release(&got);
	buf_release(&wanted);
}

static void a_nul_is_seen(void **state)
{
	(void)state;
	struct buf out;
	buf_init(&out);
	sink_csv(&out, (struct str){"3\00080", 4});
	assert_str(buf_str(&out), "3\\u{0000}80");
	buf_release(&out);
}

/* The nth cell (from 0) of a line without quoted cells before it. */
static struct str cell(struct str line, size_t n)
{
	while (n--) {
		size_t comma = str_find(line, STR(","));
		line = str_sub(line, comma + 1, line.n);
	}
	return str_sub(line, 0, str_find(line, STR(",")));
}

static struct str line_of(const struct buf *b, size_t n)
{
	struct str rest = buf_str(b);
	while (n--) {
		size_t end = str_find(rest, STR("\r\n"));
		rest = str_sub(rest, end + 2, rest.n);
	}
	return str_sub(rest, 0, str_find(rest, STR("\r\n")));
}

static size_t index_of(const struct buf *b, const char *name)
{
	struct str head = line_of(b, 0);
	for (size_t i = 0; i < 60; i++)
		if (str_is(cell(head, i), name))
			return i;
	fail_msg("no column %s", name);
	return 0;
}

static void a_line_for_a_finding(void **state)
{
	(void)state;
	for (int lang = LANG_ZH; lang <= LANG_EN; lang++) {
		struct sample s;
		struct buf out;
		sample_init(&s);
		sample_draw(&out, &s, "csv",
			    (struct report_options){.lang = (enum lang)lang, .show = report_show_default()});
		assert_memory_equal(out.p,
				    "\xef\xbb\xbf"
				    "file,sheet,row,item,key,",
				    27);
		struct str line = line_of(&out, 1);
		assert_str(cell(line, index_of(&out, "row")), "2");
		assert_str(cell(line, index_of(&out, "key")), "registry.csv:2:1");
		assert_str(cell(line, index_of(&out, "unit_count")), "2");
		assert_str(cell(line, index_of(&out, "verdict")), "obsolete");
		assert_str(cell(line, index_of(&out, "rule")), "SD-5.01");
		assert_str(cell(line, index_of(&out, "because")), "effective_volume = 185 m3 [185]");
		assert_str(cell(line, index_of(&out, "limit")), "effective_volume <= 400 m3: true");
		assert_str(cell(line, index_of(&out, "open")), "foundry_iron");
		assert_str(cell(line, index_of(&out, "presumed")), "furnace_use = ironmaking");
		assert_str(cell(line, index_of(&out, "clause_line")), "174");
		buf_release(&out);
	}
}

static void a_rejected_row_is_there(void **state)
{
	(void)state;
	struct sample s;
	struct buf out;
	sample_init(&s);
	sample_draw(&out, &s, "csv", (struct report_options){.lang = LANG_ZH, .show = 0});
	struct str line = line_of(&out, 1);
	assert_str(cell(line, index_of(&out, "row")), "3");
	assert_true(str_has(line, STR("\"乙厂,=1+1\"")));
	assert_true(str_has(line, STR(",rejected,")));
	assert_true(str_has(line, STR("line 4: 2 fields")));
	assert_int_equal(line_of(&out, 2).n, 0);
	buf_release(&out);
}

static void an_item_without_findings_has_one_line(void **state)
{
	(void)state;
	struct sample s;
	struct buf out;
	sample_init(&s);
	s.item.kind = NULL;
	s.item.problem = (struct words){STR("认不出"), STR("no kind is named")};
	s.item.count_open = true;
	s.judgement = (struct judgement){.verdict = VERDICT_UNRECOGNISED};
	sample_draw(&out, &s, "csv", (struct report_options){.lang = LANG_ZH, .show = report_show_default()});
	struct str line = line_of(&out, 1);
	assert_str(cell(line, index_of(&out, "verdict")), "unrecognised");
	assert_int_equal(cell(line, index_of(&out, "unit_count")).n, 0);
	assert_int_equal(cell(line, index_of(&out, "rule")).n, 0);
	assert_str(cell(line, index_of(&out, "notes")), "no kind is named");
	buf_release(&out);
}

static void formats_are_found(void **state)
{
	(void)state;
	assert_null(report_format_by_name(report_formats, report_format_count, STR("xml")));
	assert_string_equal(report_format_by_path(report_formats, report_format_count, STR("a/b.c/out.csv"))->name, "csv");
	assert_string_equal(report_format_by_path(report_formats, report_format_count, STR("run.ndjson"))->name, "ndjson");
	assert_string_equal(report_format_by_path(report_formats, report_format_count, STR("RUN.CSV"))->name, "csv");
	assert_string_equal(report_format_by_path(report_formats, report_format_count, STR("findings.line"))->name, "line");
	assert_string_equal(report_format_by_path(report_formats, report_format_count, STR("a.csv/out.txt"))->name, "table");
	assert_string_equal(report_format_by_path(report_formats, report_format_count, STR("a.csv/out"))->name, "table");
	assert_string_equal(report_format_by_path(report_formats, report_format_count, STR("csv"))->name, "table");
	assert_string_equal(report_format_by_path(report_formats, report_format_count, STR("a/.csv"))->name, "table");
	assert_null(report_format_by_path(report_formats, report_format_count, STR("out.xlsx")));
	assert_null(report_format_by_path(report_formats, report_format_count, STR("out.cs")));
	assert_null(report_format_by_path(report_formats, report_format_count, STR("out.csv2")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(guard_and_quotes),
		cmocka_unit_test(a_nul_is_seen),
		cmocka_unit_test(runs_are_as_characters),
		cmocka_unit_test(a_line_for_a_finding),
		cmocka_unit_test(a_rejected_row_is_there),
		cmocka_unit_test(an_item_without_findings_has_one_line),
		cmocka_unit_test(formats_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
