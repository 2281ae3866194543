/* Pages with tables, from their bytes to frames. */
#include "unit.h"

#include "base/limits.h"
#include "dump.h"
#include "html_log.h"
#include "spec.h"

#include <iconv.h>

/* Lines that begin a frame, parted by " ; " instead: those of a cell's text stay. */
static void join_frames(struct buf *out, struct str dump)
{
	static const char *const frames[] = {"table ", "merge ", "row ", "notice ", "complete ", "unreadable ", "limit ", "usage ", "no memory "};
	for (size_t i = 0; i < dump.n; i++) {
		struct str rest = str_sub(dump, i + 1, dump.n);
		bool frame = dump.p[i] == '\n' && !rest.n;
		for (size_t k = 0; k < sizeof frames / sizeof *frames; k++)
			frame |= dump.p[i] == '\n' && str_starts(rest, str_from(frames[k]));
		if (!frame)
			buf_addc(out, dump.p[i]);
		else if (rest.n)
			buf_adds(out, " ; ");
	}
}

static void read_page(struct buf *out, struct str page, struct str table)
{
	struct buf dump;
	buf_init(&dump);
	dump_bytes(&dump, read_html, page, table);
	join_frames(out, buf_str(&dump));
	buf_release(&dump);
}

static void check_page(struct str page, const char *table, const char *want)
{
	struct buf got;
	buf_init(&got);
	read_page(&got, page, str_from(table));
	assert_str(buf_str(&got), want);
	buf_release(&got);
}

static void one_page(struct spec_case *c, void *ctx)
{
	(void)ctx;
	struct buf got;
	if (!spec_want_fields(c, 2))
		return;
	buf_init(&got);
	read_page(&got, spec_field(c, 0), STR_NONE);
	spec_want_str(c, "the page", buf_str(&got), spec_field(c, 1));
	buf_release(&got);
}

static void pages(void **state)
{
	(void)state;
	spec_run("tests/spec/html.txt", one_page, NULL);
}

/* They are in order, so that each is found. */
static void names(void **state)
{
	(void)state;
	for (int tag = TAG_NONE + 1; tag < HTML_TAG_COUNT; tag++)
		assert_int_equal(html_tag(str_from(html_tag_name((enum html_tag)tag))), tag);
	static const struct str none[] = {STR_INIT(""), STR_INIT("td\0"), STR_INIT("t"), STR_INIT("tdd"), STR_INIT("TD"), STR_INIT("zz"), STR_INIT("blockquotes")};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_int_equal(html_tag(none[i]), TAG_NONE);
}

/* --- however the bytes come --------------------------------------------------------------------------------------------- */

static void one_page_in_pieces(struct spec_case *c, void *ctx)
{
	struct str page = spec_field(c, 0);
	(void)ctx;
	for (int parts = 0; parts < 2; parts++) {
		struct buf whole, cut;
		buf_init(&whole);
		buf_init(&cut);
		assert_true(html_log(&whole, page, page.n + 1, 1, parts));
		for (size_t first = 1; first < page.n; first++)
			for (size_t piece = 1; piece < 3 * SIZE_MAX / 4; piece += piece == 1 ? 2 : SIZE_MAX / 2) {
				buf_clear(&cut);
				assert_true(html_log(&cut, page, first, piece, parts));
				spec_want_str(c, "in pieces, the page", buf_str(&cut), buf_str(&whole));
			}
		buf_release(&whole);
		buf_release(&cut);
	}
}

static void pieces(void **state)
{
	(void)state;
	spec_run("tests/spec/html.txt", one_page_in_pieces, NULL);
}

/* --- encodings ---------------------------------------------------------------------------------------------------------- */

static void encode(struct buf *out, const char *charset, const char *utf8)
{
	iconv_t cd = iconv_open(charset, "UTF-8");
	size_t left = strlen(utf8), room = left * 4 + 8;
	assert_true(cd != (iconv_t)-1 && buf_reserve(out, room));
	char *from = (char *)(uintptr_t)utf8, *to = out->p + out->n;
	assert_int_equal(iconv(cd, &from, &left, &to, &room), 0);
	out->n = (size_t)(to - out->p);
	iconv_close(cd);
}

#define ROWS "<table><tr><td>高炉有效容积</td><td>450m³</td></tr><tr><td>单位：某钢铁有限公司</td></tr></table>"
#define READ "table 表1 ; row 1: 0 text 高炉有效容积, 1 text 450m³ ; row 2: 0 text 单位：某钢铁有限公司 ; complete 2"
#define SAYS(label, charset) "notice the page says that its encoding is \"" label "\"; its bytes are " charset ", and are read as that ; "
#define OTHER(label) "unreadable the page is in the encoding \"" label "\", which is not read; save it as UTF-8 and try again"

static const struct encoding_case {
	const char *charset, *mark, *page, *want;
} encodings[] = {
	{"UTF-8", "", ROWS, READ},
	{"GB18030", "", ROWS, READ},
	{"UTF-8", "\xef\xbb\xbf", "<meta charset=gbk>" ROWS, READ},
	{"UTF-16LE", "\xff\xfe", "<meta charset=gbk>" ROWS, READ},
	{"UTF-16BE", "\xfe\xff", ROWS, READ},
	{"GB18030", "", "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=GB2312\">" ROWS, READ},
	{"GB18030", "", "<meta name=x content=charset><meta charset = 'gbk' >" ROWS, READ},
	{"GB18030", "", "<?xml version='1.0' encoding='gb2312'?>" ROWS, READ},
	{"UTF-8", "", "<meta charset=utf-8>" ROWS, READ},
	{"UTF-8", "", "<meta charset=utf-16>" ROWS, READ},
	/* bytes and declaration disagree */
	{"UTF-8", "", "<meta charset=gb2312>" ROWS, SAYS("gb2312", "UTF-8") READ},
	{"GB18030", "", "<meta charset=UTF-8>" ROWS, SAYS("UTF-8", "GB18030") READ},
	{"UTF-8", "", "<meta charset=iso-8859-1>" ROWS, SAYS("iso-8859-1", "UTF-8") READ},
	{"UTF-8", "", "<meta charset=big5>" ROWS, SAYS("big5", "UTF-8") READ},
	{"BIG5", "", "<meta charset=Big5><table><tr><td>高爐有效容積</table>", OTHER("Big5")},
	{"SHIFT_JIS", "", "<meta charset=\"shift_jis\"><table><tr><td>高炉</table>", OTHER("shift_jis")},
	/* two characters: GB18030 bytes that happen to be UTF-8 as well are what is declared */
	{"GB18030", "", "<meta charset=gbk><table><tr><td>联系</table>", "table 表1 ; row 1: 0 text 联系 ; complete 1"},
	{"GB18030", "", "<meta charset=big5><table><tr><td>1</table>", "table 表1 ; row 1: 0 text 1 ; complete 1"},
	{"GB18030", "", "<!-- <meta charset=utf-8> --><table><tr><td>高炉</table>", "table 表1 ; row 1: 0 text 高炉 ; complete 1"},
	/* Excel in other countries: signs in the page's bytes, characters as references */
	{"WINDOWS-1252", "", "<meta charset=windows-1252><table><tr><td>&#39640;&#28809; 450m³ – ±2 °C €</table>",
	 "table 表1 ; row 1: 0 text 高炉 450m³ – ±2 °C € ; complete 1"},
	/* characters of four bytes, and what Windows has for one byte */
	{"GB18030", "", "<meta charset=gb2312><table><tr><td>\xf0\xa0\xae\xb7㐂\xc2\xb2钢厂</table>", "table 表1 ; row 1: 0 text 𠮷㐂²钢厂 ; complete 1"},
};

static void encodings_are_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
		struct buf page;
		buf_init(&page);
		buf_adds(&page, encodings[i].mark);
		encode(&page, encodings[i].charset, encodings[i].page);
		print_message("%s %s\n", encodings[i].charset, encodings[i].page);
		check_page(buf_str(&page), NULL, encodings[i].want);
		buf_release(&page);
	}
}

/* What settles it may stand behind a megabyte of styles; a character may be cut by any piece that is read. */
static void far_from_the_start(void **state)
{
	(void)state;
	for (size_t pad = 1024 * 1024 - 8; pad < 1024 * 1024 + 8; pad++) {
		struct buf page;
		buf_init(&page);
		buf_adds(&page, "<meta charset=utf-8><style>");
		for (size_t i = 0; i < pad; i++)
			buf_addc(&page, 'x');
		buf_adds(&page, "</style>");
		encode(&page, "GB18030", ROWS);
		check_page(buf_str(&page), NULL, SAYS("utf-8", "GB18030") READ);
		buf_release(&page);
	}
}

static void every_cut_of_pieces(void **state)
{
	(void)state;
	static const char *const charsets[] = {"UTF-8", "GB18030", "UTF-16LE"};
	for (size_t k = 0; k < 3; k++)
		for (size_t pad = 0; pad < 8; pad++) {
			struct buf page, want;
			buf_init(&page);
			buf_init(&want);
			buf_adds(&page, k == 2 ? "\xff\xfe" : "");
			encode(&page, charsets[k], "<table><tr><td>");
			for (size_t i = 0; i < pad; i++)
				encode(&page, charsets[k], "x");
			buf_adds(&want, "table 表1 ; row 1: 0 text ");
			for (size_t i = 0; i < pad; i++)
				buf_addc(&want, 'x');
			for (size_t i = 0; i < 4096; i++) {
				encode(&page, charsets[k], "𠮷炉²a");
				buf_adds(&want, "𠮷炉²a");
			}
			buf_adds(&want, " ; complete 1");
			encode(&page, charsets[k], "</table>");
			check_page(buf_str(&page), NULL, want.p);
			buf_release(&page);
			buf_release(&want);
		}
}

static const struct damage {
	const char *what;
	struct str page;
	const char *want;
} damages[] = {
	{"UTF-8", STR_INIT("<meta charset=utf-8><table><tr><td>高炉\xff 450<td>乙\xe9<tr><td>丙厂高炉转炉</table>"),
	 "table 表1 ; row 1: 0 text 高炉\xff 450, 1 text 乙\xe9 ; row 2: 0 text 丙厂高炉转炉 ; complete 2"},
	{"a surrogate in UTF-8", STR_INIT("<table><tr><td>高炉转炉电炉窑炉立窑回转窑\xed\xa0\x80</table>"),
	 "table 表1 ; row 1: 0 text 高炉转炉电炉窑炉立窑回转窑\xed\xa0\x80 ; complete 1"},
	/* 高 B8DF 炉 C2AF: the second byte of the last one is missing, a lone FF, a code of four bytes that is none */
	{"GB18030", STR_INIT("<meta charset=gbk><table><tr><td>\xb8\xdf\xc2\xaf<td>\xb8\xdf\xc2</td><td>\xff\xb8\xdf</td><td>\x84\x32\x84\x30</table>"),
	 "table 表1 ; row 1: 0 text 高炉, 1 text 高\xc2, 2 text \xff高, 3 text \x84" "2\x84" "0 ; complete 1"},
	{"GB18030, cut at the end", STR_INIT("<meta charset=gbk><table><tr><td>\xb8\xdf\xb8"),
	 "unreadable the page ends within a table, a tag or a comment: it is cut off; get it once more, or, if that is all of it, open it in Excel, save it as .xlsx and try again"},
	{"UTF-16, a lone half and an odd byte",
	 STR_INIT("\xff\xfe<\0t\0a\0b\0l\0e\0>\0<\0t\0r\0>\0<\0t\0d\0>\0\x3d\xd8" "a\0<\0/\0t\0a\0b\0l\0e\0>\0<"),
	 "table 表1 ; row 1: 0 text \xed\xa0\xbd" "a ; complete 1"},
	{"UTF-16, cut off", STR_INIT("\xff\xfe<\0t\0a\0b\0l\0e\0>\0<\0t\0r\0>\0<\0t\0d\0>\0\x3d\xd8" "a\0<"),
	 "unreadable the page ends within a table, a tag or a comment: it is cut off; get it once more, or, if that is all of it, open it in Excel, save it as .xlsx and try again"},
};

static void bad_bytes_stay(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		print_message("%s\n", damages[i].what);
		check_page(damages[i].page, NULL, damages[i].want);
	}
}

/* NUL is no blank and hides nothing: its row is rejected. */
static void nul_bytes_stay(void **state)
{
	(void)state;
	struct buf got;
	buf_init(&got);
	read_page(&got, STR("<table><tr><td>45\0" "0</td><td \0x=1>a</td><t\0d><td>b</table>"), STR_NONE);
	struct str want = STR("table 表1 ; row 1: 0 text 45\0" "0, 1 text a, 2 text b ; complete 1");
	assert_int_equal(got.n, want.n);
	assert_memory_equal(got.p, want.p, want.n);
	buf_release(&got);
}

/* --- one table of several ----------------------------------------------------------------------------------------------- */

static void wanted_table(void **state)
{
	(void)state;
	struct str page = STR("<table><caption>甲</caption><tr><td>1<td colspan=2>2</table><table><tr><td>3</table><table hidden><caption>丙</caption><tr><td>4</table>");
	check_page(page, "甲", "table 甲 ; merge 1-1 1-2 ; row 1: 0 text 1, 1 text 2 ; complete 1");
	check_page(page, "表2", "table 表2 ; row 1: 0 text 3 ; complete 1");
	check_page(page, "丙", "table 丙 hidden ; row 1: 0 text 4 ; complete 1");
	check_page(page, "表1", "usage there is no table \"表1\"; its tables are: 甲, 表2, 丙");
	check_page(page, "", "usage there is no table \"\"; its tables are: 甲, 表2, 丙");
}

/* --- limits, on both sides ---------------------------------------------------------------------------------------------- */

static void repeat(struct buf *out, size_t n, const char *what)
{
	for (size_t i = 0; i < n; i++)
		buf_adds(out, what);
}

/* before, n times what, after → the start of what is read of it */
static void check_many(const char *before, size_t n, const char *what, const char *after, const char *want)
{
	struct buf page, got;
	buf_init(&page);
	buf_init(&got);
	buf_adds(&page, before);
	repeat(&page, n, what);
	buf_adds(&page, after);
	read_page(&got, buf_str(&page), STR_NONE);
	if (!str_starts(buf_str(&got), str_from(want)))
		fail_msg("%zu times %s: \"%.200s\" does not start with \"%s\"", n, what, got.p, want);
	buf_release(&page);
	buf_release(&got);
}

/* So many tables in one another, each with a text of its own. */
static void check_levels(size_t n, const char *want)
{
	struct buf ends;
	buf_init(&ends);
	repeat(&ends, n, "</table>");
	check_many("", n, "<table><tr><td>a", ends.p, want);
	buf_release(&ends);
}

static void limits(void **state)
{
	(void)state;
	static const char rows[] = "<table><tr><td>1</td></tr></table>", deep[] = "limit nested deeper than 512 levels";
	check_many("", LIMIT_SHEETS, rows, "", "table 表1 ; row 1: 0 text 1 ; table 表2");
	check_many("", LIMIT_SHEETS + 1, rows, "", "limit more than 255 tables");
	check_many("", LIMIT_HTML_TABLES - 1, "<table></table>", rows, "table 表1");
	check_many("", LIMIT_HTML_TABLES, "<table></table>", rows, "limit more than 100000 tables");
	check_levels(LIMIT_HTML_LEVELS, "table 表1 ; row 1: 0 text a ; table 表2 ; row 1: 0 text a ; table 表3");
	check_levels(LIMIT_HTML_LEVELS + 1, "limit more than 16 tables in one another");
	check_many("<table><tr>", LIMIT_MERGES, "<tr><td colspan=2>", "1</table>", "table 表1 ; merge 2-2 0-1");
	check_many("<table><tr>", LIMIT_MERGES + 1, "<tr><td colspan=2>", "1</table>", "limit more than 100000 merged ranges");
	check_many("<table><tr>", GRID_COLUMNS, "<td>", "1</table>", "table 表1 ; row 1: 16383 text 1 ; complete 1");
	check_many("<table><tr>", GRID_COLUMNS + 1, "<td>", "1</table>", "limit more than 16384 columns");
	check_many("<table><tr>", GRID_COLUMNS + 9, "<td>", "</td><tr><td>1</table>", "table 表1 ; row 2: 0 text 1 ; complete 1");
	/* elements that change nothing may nest as they like */
	check_many("", 1000000, "<b>", rows, "table 表1 ; row 1: 0 text 1 ; complete 1");
	check_many("<table><tr><td>", 1000000, "<b>", "<b hidden>x</b>1</table>", "table 表1 ; row 1: 0 text 1 ; complete 1");
	check_many("<table><tr><td>", LIMIT_HTML_DEPTH - 2, "<b hidden>", "", "unreadable no table");
	check_many("<table><tr><td>", LIMIT_HTML_DEPTH - 1, "<b hidden>", "", deep);
	check_many("<table><tr><td><b hidden>", LIMIT_HTML_DEPTH, "<i>", "", deep);
	check_many("", 1000000, "<div hidden>", rows, deep);
	check_many("", 1000000, "<table><tr><td>", "", deep);
	check_many(rows, 1000000, "</table></div></td></tr>", rows, "table 表1 ; row 1: 0 text 1 ; table 表2");
}

static void long_cells(void **state)
{
	(void)state;
	for (size_t n = LIMIT_CELL_BYTES; n <= LIMIT_CELL_BYTES + 2; n++) {
		struct buf page, want;
		size_t kept = n > LIMIT_CELL_BYTES ? (size_t)LIMIT_CELL_BYTES + 1 : n;
		for (int input = 0; input < 2; input++) {
			buf_init(&page);
			buf_init(&want);
			buf_adds(&page, input ? "<table><tr><td><input value='" : "<table><tr><td>");
			repeat(&page, n, "x");
			buf_adds(&page, input ? "'></td><td>2</td></tr></table>" : "</td><td>2</td></tr></table>");
			buf_adds(&want, "table 表1 ; row 1: 0 text ");
			repeat(&want, kept, "x");
			buf_adds(&want, ", 1 text 2 ; complete 1");
			check_page(buf_str(&page), NULL, want.p);
			buf_release(&page);
			buf_release(&want);
		}
	}
}

static void long_rows(void **state)
{
	(void)state;
	struct buf cell;
	buf_init(&cell);
	buf_adds(&cell, "<td>");
	repeat(&cell, 60000, "y");
	check_many("<table><tr>", 69, cell.p, "</table>", "table 表1 ; row 1: 0 text yy");
	check_many("<table><tr>", 70, cell.p, "</table>", "table 表1 ; limit row 1 is longer than 4194304 bytes");
	buf_release(&cell);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages),
		cmocka_unit_test(names),
		cmocka_unit_test(pieces),
		cmocka_unit_test(encodings_are_found),
		cmocka_unit_test(far_from_the_start),
		cmocka_unit_test(every_cut_of_pieces),
		cmocka_unit_test(bad_bytes_stay),
		cmocka_unit_test(nul_bytes_stay),
		cmocka_unit_test(wanted_table),
		cmocka_unit_test(limits),
		cmocka_unit_test(long_cells),
		cmocka_unit_test(long_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
