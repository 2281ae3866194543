#include "unit.h"

#include "base/limits.h"
#include "read/number_format.h"
#include "read/number_text.h"
#include "read/serial_date.h"
#include "spec.h"

static const char *const sorts[CELL_SORTS] = {"text",    "number", "rounded", "date",
					      "boolean", "error",  "formula", "scaled"};

struct shown {
	struct number_format format;
	struct str text;
	enum cell_sort sort;
};

static struct shown show(struct arena *a, struct buf *room, struct str code, struct str number)
{
	struct shown s;
	bool rounded = str_starts(number, STR("~"));
	assert_true(number_format_parse(&s.format, a, code));
	s.sort = number_format_show(&s.text, &s.format, room, str_sub(number, rounded, number.n), rounded, false);
	return s;
}

static void one(struct spec_case *c, void *ctx)
{
	struct arena a;
	struct buf room;
	(void)ctx;
	arena_init(&a);
	buf_init(&room);
	struct shown s = show(&a, &room, spec_field(c, 0), spec_field(c, 1));
	if (spec_want_fields(c, 4) && spec_want_str(c, "the sort", str_from(sorts[s.sort]), spec_field(c, 2)))
		spec_want_str(c, "the text", s.text, spec_field(c, 3));
	/* a format that is called plain changes nothing */
	if (s.format.plain && (s.sort == CELL_DATE || s.sort == CELL_SCALED || !str_ends(spec_field(c, 1), s.text)))
		spec_fail(c, "the format is called plain");
	buf_release(&room);
	arena_release(&a);
}

static void test_formats(void **state)
{
	(void)state;
	spec_run("tests/spec/number_format.txt", one, NULL);
}

static void test_plain_formats_are_known(void **state)
{
	static const char *const codes[] = {"General", "",  "0",      "0.00",
					    "#,##0",   "@", "[Red]0", "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ "};
	struct arena a;
	struct number_format f;
	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		assert_true(number_format_parse(&f, &a, str_from(codes[i])));
		if (!f.plain)
			fail_msg("\"%s\" is not plain", codes[i]);
	}
	arena_release(&a);
}

static void test_words_around_texts(void **state)
{
	static const struct {
		const char *code, *before, *after;
	} cases[] = {
		{"@", "", ""},
		{"@\"吨\"", "", "吨"},
		{"\"约\"@", "约", ""},
		{"0;-0;0;\"第\"@\"号\"", "第", "号"},
		{"General;General;General;@\"吨\"", "", "吨"},
		{"0\"斤\";@\"吨\"", "", "吨"},
		{"_ @_ ", "", ""},
		{"0;0;0;\"x\"", "", ""}, /* shows no text at all; nothing is lost */
		{";;;", "", ""},
		{"0\"吨\"", "", ""},
	};
	struct arena a;
	struct number_format f;
	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(number_format_parse(&f, &a, str_from(cases[i].code)));
		assert_str(f.text_before, cases[i].before);
		assert_str(f.text_after, cases[i].after);
	}
	arena_release(&a);
}

static void test_words_are_bounded(void **state)
{
	struct arena a;
	struct buf code, room;
	(void)state;
	arena_init(&a);
	buf_init(&code);
	buf_init(&room);
	for (size_t n = 255; n <= 258; n++) {
		buf_clear(&code);
		buf_adds(&code, "0\"");
		for (size_t i = 0; i < n; i++)
			buf_addc(&code, 'x');
		buf_addc(&code, '"');
		assert_int_equal(show(&a, &room, buf_str(&code), STR("5")).sort, n <= 256 ? CELL_NUMBER : CELL_SCALED);
	}
	buf_release(&room);
	buf_release(&code);
	arena_release(&a);
}

static void test_broken_codes(void **state)
{
	/* none of them is a format; all are read to their end */
	static const char *const codes[] = {"[",  "[>", "[>]0", "\"",        "\\",    "!",         "_",
					    "*",  "0[", ";",    ";;;;;;;;0", "0\xe4", "\"\xe4\"0", "\\\xe4",
					    "0/", "E+", "0E",   "%",         ",",     "."};
	struct arena a;
	struct buf room;
	(void)state;
	arena_init(&a);
	buf_init(&room);
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		struct shown s = show(&a, &room, str_from(codes[i]), STR("5"));
		assert_true(s.text.n && str_has(s.text, STR("5")));
	}
	buf_release(&room);
	arena_release(&a);
}

static void test_built_in(void **state)
{
	static const struct {
		unsigned first, last;
		const char *code;
	} ranges[] = {{0, 8, "General"},   {9, 10, "0%"},          {11, 13, "General"}, {14, 22, "yyyy-mm-dd"},
		      {23, 26, "General"}, {27, 36, "yyyy-mm-dd"}, {37, 44, "General"}, {45, 45, "yyyy-mm-dd"},
		      {46, 46, "General"}, {47, 47, "yyyy-mm-dd"}, {48, 49, "General"}, {50, 58, "yyyy-mm-dd"},
		      {59, 200, "General"}};
	(void)state;
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		for (unsigned id = ranges[i].first; id <= ranges[i].last; id++)
			assert_str(number_format_built_in(id), ranges[i].code);
}

static void test_serial_dates(void **state)
{
	static const struct {
		const char *number;
		bool since_1904;
		const char *date;
	} cases[] = {
		{"1", false, "1900-01-01"},
		{"31", false, "1900-01-31"},
		{"59", false, "1900-02-28"},
		{"60", false, "1900-02-29"}, /* the day that never was, as every spreadsheet shows it */
		{"60.5", false, "1900-02-29 12:00:00"},
		{"61", false, "1900-03-01"},
		{"366", false, "1900-12-31"},
		{"367", false, "1901-01-01"},
		{"36525", false, "1999-12-31"},
		{"36526", false, "2000-01-01"},
		{"36585", false, "2000-02-29"},
		{"36586", false, "2000-03-01"},
		{"73109", false, "2100-02-28"},
		{"73110", false, "2100-03-01"},
		{"2958465", false, "9999-12-31"},
		{"2958465.99999", false, "9999-12-31 23:59:59"},
		{"2958465.999999", false, ""},
		{"2958466", false, ""},
		{"12345678", false, ""},
		{"0", false, ""},
		{"0.999999", false, ""},
		{"-1", false, ""},
		{"1E+21", false, ""},
		{"1.5E-10", false, ""},
		{"", false, ""},
		{"1.x", false, ""},
		{"0", true, "1904-01-01"},
		{"0.5", true, ""},
		{"1", true, "1904-01-02"},
		{"59", true, "1904-02-29"},
		{"60", true, "1904-03-01"},
		{"36174", true, "2003-01-15"},
		{"2957003", true, "9999-12-31"},
		{"2957004", true, ""},
		/* halves of a second up, as far as midnight */
		{"37636.00001", false, "2003-01-15 00:00:01"},
		{"37636.000005", false, "2003-01-15"},
		{"37636.000006", false, "2003-01-15 00:00:01"},
		{"37636.9999942", false, "2003-01-15 23:59:59"},
		{"37636.9999943", false, "2003-01-16"},
		{"37636.3541666667", false, "2003-01-15 08:30:00"},
		{"37636.354166666667", false, "2003-01-15 08:30:00"},
	};
	char out[SERIAL_DATE_BYTES];
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_str(serial_date(out, str_from(cases[i].number), cases[i].since_1904), cases[i].date);
}

/* Every day of both systems is the day before it and one more. */
static void test_serial_dates_follow(void **state)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	char out[SERIAL_DATE_BYTES], number[16], want[SERIAL_DATE_BYTES];
	(void)state;
	for (int system = 0; system < 2; system++) {
		int year = system ? 1904 : 1900, month = 1, day = 1;
		for (int serial = system ? 0 : 1; year < 2200; serial++) {
			bool leap = (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) || year == 1900;
			snprintf(number, sizeof number, "%d", serial);
			snprintf(want, sizeof want, "%04d-%02d-%02d", year, month, day);
			assert_str(serial_date(out, str_from(number), system), want);
			if (++day > days[month - 1] + (month == 2 && leap)) {
				day = 1;
				year += ++month > 12;
				month = month > 12 ? 1 : month;
			}
		}
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_plain_formats_are_known),
		cmocka_unit_test(test_words_around_texts),
		cmocka_unit_test(test_words_are_bounded),
		cmocka_unit_test(test_broken_codes),
		cmocka_unit_test(test_built_in),
		cmocka_unit_test(test_serial_dates),
		cmocka_unit_test(test_serial_dates_follow),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
