/* Plain cells: numbers, dates and models, against what reads all cells. */
#include "unit.h"

#include "disk.h"
#include "screen/bare_models.h"
#include "screen/numbers_ahead.h"
#include "value/date.h"

static int64_t number(const char *text)
{
	int64_t n = -1;
	return plain_number(&n, str_from(text)) ? n : -1;
}

static void numbers(void **state)
{
	(void)state;
	assert_int_equal(number("0"), 0);
	assert_int_equal(number("12"), 12000000);
	assert_int_equal(number("450.25"), 450250000);
	assert_int_equal(number("0.000001"), 1);
	assert_int_equal(number("400.000001"), 400000001);
	assert_int_equal(number("999999999999"), INT64_C(999999999999000000));
	static const char *const others[] = {"", ".5", "5.", "007", "0.0000001", "1,234", "+1", "-1", " 1", "1 ", "1e3", "9999999999999", "1.2.3", "１", "400m3", "-"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_int_equal(number(others[i]), -1);
}

/* Eight bytes at once and one after another. */
static void numbers_at_once(void **state)
{
	static const char pieces[] = "0123456789..59,/-";
	uint32_t seed = 11;
	unsigned found = 0;
	(void)state;
	for (unsigned round = 0; round < 400000; round++) {
		char text[32] = "";
		int64_t n = 0, slowly = 0;
		const size_t length = round % 11;
		for (size_t i = 0; i < sizeof text; i++) { /* whatever stands behind it */
			seed = seed * 1664525u + 1013904223u;
			text[i] = pieces[(seed >> 16) % (i < length && round % 4 ? 13 : sizeof pieces - 1)];
		}
		const bool is = plain_number_ahead(&n, (struct str){text, length});
		assert_int_equal(is, plain_number(&slowly, (struct str){text, length}));
		assert_true(!is || n == slowly);
		found += is;
	}
	assert_true(found > 50000);
}

/* --- forms ---------------------------------------------------------------------------------------------------------------- */

static bool cut(struct number_form *form, int64_t *n, const char *text)
{
	return number_cut(n, form, str_from(text));
}

static void forms(void **state)
{
	struct number_form f;
	int64_t n;
	(void)state;
	assert_true(cut(&f, &n, "106t") && n == 106000000 && !f.thousands && !f.full_width);
	assert_str(f.suffix, "t");
	assert_true(cut(&f, &n, "  26.1 m/min") && n == 26100000);
	assert_str(f.prefix, "  ");
	assert_str(f.suffix, " m/min");
	assert_true(cut(&f, &n, "1,234,567立方米") && n == INT64_C(1234567000000) && f.thousands);
	assert_true(cut(&f, &n, "１０６") && n == 106000000 && f.full_width);
	static const char *const others[] = {"", "t", "1,23", "1,2345", "12,345.6", "3.96m3", "400~450", "1.2.3", "０１２", "1２", "０.5", "      7", "12,34,567", "2*450", "450,", "1 000"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(cut(&f, &n, others[i]));
}

/* What is written in a form is read in it. */
static void forms_come_back(void **state)
{
	static const char *const suffixes[] = {"", "t", "立方米", " m/min"};
	struct arena a;
	unsigned written = 0;
	(void)state;
	arena_init(&a);
	for (unsigned i = 0; i < 4 * 4; i++) {
		const struct number_form form = {.prefix = i & 1 ? STR(" ") : STR(""), .suffix = str_from(suffixes[i / 4]), .thousands = i / 2 % 2, .full_width = false};
		for (uint64_t n = 1; n < 10000000; n = n * 7 + 3) {
			struct number_form of = form, back;
			int64_t read;
			of.full_width = !form.thousands && n % 2;
			const struct str text = number_write(&a, &of, n);
			if (!text.p)
				continue;
			written++;
			assert_true(number_cut(&read, &back, text) && read == (int64_t)n * 1000000 && number_form_same(&of, &back));
		}
	}
	assert_true(written > 80);
	arena_release(&a);
}

static void places(void **state)
{
	int64_t limits[] = {0, 30000000, 400000000};
	_Atomic uint16_t classes[7];
	struct plain_numbers numbers = {.limits = limits, .classes = classes, .n = 3};
	(void)state;
	static const struct {
		int64_t n;
		size_t place;
	} at[] = {{-1, 0}, {0, 1}, {1, 2}, {29999999, 2}, {30000000, 3}, {30000001, 4}, {399999999, 4}, {400000000, 5}, {400000001, 6}};
	for (size_t i = 0; i < sizeof at / sizeof *at; i++)
		assert_ptr_equal(plain_numbers_class(&numbers, at[i].n), &classes[at[i].place]);
}

/* --- dates ---------------------------------------------------------------------------------------------------------------- */

static void days(void **state)
{
	int32_t last = 0;
	unsigned found = 0;
	(void)state;
	for (int year = 1899; year <= 2101; year++)
		for (int month = 0; month <= 13; month++)
			for (int day_of_month = 0; day_of_month <= 32; day_of_month++) {
				char text[32];
				struct date d;
				int32_t on;
				const int n = snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day_of_month);
				const struct str s = {text, (size_t)n};
				const bool is = plain_day(&on, s);
				assert_int_equal(is, date_parse_iso(&d, s));
				if (!is)
					continue;
				assert_true(on > last);
				last = on;
				found++;
			}
	assert_int_equal(found, 203 * 365 + 49 + 0);
	static const char *const others[] = {"", "2003-1-5", "2003/01/05", "20030105", "2003-01-05 ", "x003-01-05", "2003-0a-05", "0000-01-01"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(plain_day(&last, str_from(others[i])));
	for (unsigned i = 0; i < 10 * 256; i++) { /* any byte in any place */
		char text[] = "2012-02-29";
		struct date d;
		text[i / 256] = (char)(i % 256);
		assert_int_equal(plain_day(&last, (struct str){text, 10}), date_parse_iso(&d, (struct str){text, 10}));
	}
}

static void days_have_classes(void **state)
{
	int32_t from[] = {100, 200, 201, 300};
	uint16_t classes[] = {7, 8, 9, 0}, class;
	const struct plain_days d = {from, classes, 4};
	(void)state;
	assert_false(plain_days_class(&class, &d, 99));
	assert_false(plain_days_class(&class, &d, 300));
	static const struct {
		int32_t day;
		uint16_t class;
	} at[] = {{100, 7}, {199, 7}, {200, 8}, {201, 9}, {299, 9}};
	for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
		assert_true(plain_days_class(&class, &d, at[i].day));
		assert_int_equal(class, at[i].class);
	}
}

/* --- models --------------------------------------------------------------------------------------------------------------- */

static void bare_models(void **state)
{
	struct bare_letters letters = {.unsafe = 1u << ('L' - 'A') | 1u << ('T' - 'A'), .utf8 = true};
	(void)state;
	static const char *const bare[] = {"", "YE3-160M-4", "S9-315/10", "A", "T-268E", "Φ3.6x24", "R123x4", "GL-1234", "HTF377X7D", "ABCDEFGHIJKLMNOP", "ABCDEFGHIJKLMNOPQRSTUVWXYZ-1"};
	static const char *const others[] = {"K1234L", "450立方米", "2GC-5", "#高炉", "DG12-34x", "x1", "1-10/8", "a1", "S9 315", "12T", "A1BC", "Y2（3）", "R1xx2", "ABCDEFGHIJKLMNOPQRS1L"};
	for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
		assert_true(model_is_bare(&letters, str_from(bare[i])));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(model_is_bare(&letters, str_from(others[i])));
	letters.utf8 = false;
	assert_false(model_is_bare(&letters, STR("Φ3")));
	letters.none = true;
	assert_false(model_is_bare(&letters, STR("YE3-160M-4")));
}

/* Sixteen bytes at once and one after another: longer texts take only the second way, and a cut of one is no model of another sort. */
static void alike_in_any_length(void **state)
{
	static const char pieces[] = "A3-/.xLTΦ1";
	const struct bare_letters letters = {.unsafe = 1u << ('L' - 'A'), .utf8 = true};
	uint32_t seed = 7;
	unsigned bare = 0;
	(void)state;
	for (unsigned round = 0; round < 200000; round++) {
		char text[64];
		size_t n = 0;
		const size_t length = 1 + round % 15;
		for (size_t i = 0; i < length; i++) {
			seed = seed * 1664525u + 1013904223u;
			text[n++] = pieces[(seed >> 16) % (sizeof pieces - 1)];
		}
		const bool at_once = model_is_bare(&letters, (struct str){text, n});
		memset(text + n, 'L', sizeof text - n); /* whatever stands behind it */
		assert_int_equal(model_is_bare_ahead(&letters, (struct str){text, n}), at_once);
		assert_int_equal(model_is_bare_slowly(&letters, (struct str){text, n}), at_once);
		/* with a tail that changes nothing, too long to be looked at at once */
		memcpy(text + n, "-AAAAAAAAAAAAAAAAAA", 19);
		const bool with_tail = model_is_bare(&letters, (struct str){text, n + 19});
		if (text[n - 1] == 'x') /* the tail cannot follow it */
			continue;
		assert_int_equal(at_once, with_tail);
		bare += at_once;
	}
	assert_true(bare > 1000);
}

/* With something behind it that can be read. */
static struct str padded(const char *text)
{
	static char bytes[64];
	memset(bytes, 'W', sizeof bytes);
	memcpy(bytes, text, strlen(text));
	return (struct str){bytes, strlen(text)};
}

static void starts(void **state)
{
	struct arena a;
	struct plain_models m = {.known = true};
	(void)state;
	arena_init(&a);
	static const char *const some[] = {"JDO3-", "WP", "J31-315", "S7-10000", "R531"};
	for (size_t i = 0; i < sizeof some / sizeof *some; i++)
		assert_true(plain_models_add(&m, &a, str_from(some[i])));
	for (unsigned i = 0; i < 1000; i++)
		assert_true(plain_models_add(&m, &a, arena_printf(&a, "Q%uZ", i)));
	static const char *const may[] = {"JDO3-160", "WP3", "J31-315A", "S7-1000/10", "R531", "Q77Z1", "ABC"};
	static const char *const none[] = {"JDO2-160", "J31-630", "Y2-160", "R53", "S7-315", "Q77Y", "Q1000Z"};
	const struct bare_letters letters = {.unsafe = 0, .utf8 = true};
	for (size_t i = 0; i < sizeof may / sizeof *may; i++) {
		assert_false(plain_models_none(&m, str_from(may[i])));
		assert_false(bare_is_none(&letters, &m, padded(may[i])));
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		assert_true(plain_models_none(&m, str_from(none[i])));
		assert_true(bare_is_none(&letters, &m, padded(none[i])));
	}
	assert_false(bare_is_none(&letters, &m, padded("Y315（旧）")));
	assert_true(bare_is_none(&letters, &m, padded("YABCDEFGHIJKLMNOPQ-315")));
	assert_false(bare_is_none(&letters, &m, padded("JDO3-ABCDEFGHIJKLMNOPQ-315")));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers), cmocka_unit_test(numbers_at_once), cmocka_unit_test(forms), cmocka_unit_test(forms_come_back), cmocka_unit_test(places),
		cmocka_unit_test(days), cmocka_unit_test(days_have_classes), cmocka_unit_test(bare_models), cmocka_unit_test(alike_in_any_length), cmocka_unit_test(starts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
