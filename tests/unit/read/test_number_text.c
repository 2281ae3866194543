#include "unit.h"

#include "read/number_text.h"

#include <math.h>

struct shown {
	const char *stored, *text;
	bool rounded;
};

static void check(const struct shown *c)
{
	char out[NUMBER_TEXT_BYTES];
	bool rounded = !c->rounded;
	struct str got = number_text(out, str_from(c->stored), &rounded);
	if (!str_is(got, c->text) || rounded != c->rounded)
		fail_msg("\"%s\" is \"%.*s\"%s", c->stored, STR_ARG(got), rounded ? ", rounded" : "");
}

static void test_stored_text(void **state)
{
	static const struct shown cases[] = {
		/* one form */
		{"400", "400", false},
		{" 400\n", "400", false},
		{"+400", "400", false},
		{"400.0", "400", false},
		{"400.", "400", false},
		{"007.50", "7.5", false},
		{".5", "0.5", false},
		{"4e2", "400", false},
		{"4.00E+02", "400", false},
		{"0.04E4", "400", false},
		{"-1.5e-7", "-0.00000015", false},
		{"3.71602123456789E+17", "371602123456789000", false},
		{"123456789012345", "123456789012345", false},
		{"123456789.012345", "123456789.012345", false},
		/* zero */
		{"0", "0", false},
		{"-0", "0", false},
		{"-0.000E+5", "0", false},
		{"0e99999999999999999999999", "0", false},
		/* where an exponent begins */
		{"1e20", "100000000000000000000", false},
		{"1e21", "1E+21", false},
		{"999999999999999e6", "999999999999999000000", false},
		{"999999999999999e7", "9.99999999999999E+21", false},
		{"1e-9", "0.000000001", false},
		{"-1.23456789012345e-9", "-0.00000000123456789012345", false},
		{"9.9e-10", "9.9E-10", false},
		{"-1.23456789012345e-99999", "-1.23456789012345E-99999", false},
		{"1e99999", "1E+99999", false},
		{"1e100000", "", false},
		{"1e-100000", "", false},
		{"1e99999999999999999999999", "", false},
		/* more than 15 digits */
		{"0.30000000000000004", "0.3", true},
		{"123456789012345678", "123456789012346000", true},
		{"1234567890123454", "1234567890123450", true},
		{"1234567890123455", "1234567890123460", true},
		{"-1234567890123455", "-1234567890123460", true},
		{"1234567890123450", "1234567890123450", false},
		{"1234567890123450.000", "1234567890123450", false},
		{"1234567890123450.0000000000000000001", "1234567890123450", true},
		{"9999999999999994", "9999999999999990", true},
		{"9999999999999995", "10000000000000000", true},
		{"9.999999999999996E-10", "0.000000001", true},
		{"999999999999999999999", "1E+21", true},
		{"399.99999999999999999999999", "400", true},
		{"1.9999999999999998", "2", true},
		{"400.00000000000006", "400", true},
		/* only what a binary number looks like in 17 digits */
		{"0.10000000000000001", "0.1", false},
		{"1.1000000000000001", "1.1", false},
		{"-7.0000000000000007E-2", "-0.07", false},
		{"2.9999999999999999E-1", "0.3", false},
		{"0.100000000000000010", "0.1", false},
		{"0.1000000000000000055", "0.1", true},
		/* no number */
		{"", "", false},
		{"   ", "", false},
		{"INF", "", false},
		{"-INF", "", false},
		{"NaN", "", false},
		{"0x10", "", false},
		{"1,5", "", false},
		{"1 5", "", false},
		{"--1", "", false},
		{".", "", false},
		{"-", "", false},
		{"e5", "", false},
		{"1e", "", false},
		{"1e+", "", false},
		{"1e5.0", "", false},
		{"1.2.3", "", false},
		{"１２", "", false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(&cases[i]);
}

/* Thousands of digits: exact, and the exponents that belong to them. */
static void test_long_text(void **state)
{
	enum { ZEROS = 5000 };
	static char text[ZEROS + 32];
	char out[NUMBER_TEXT_BYTES];
	bool rounded;
	(void)state;
	memset(text, '0', sizeof text);
	text[0] = '1';
	memcpy(text + 1 + ZEROS, "e-5000", 7);
	assert_str(number_text(out, str_from(text), &rounded), "1");
	assert_false(rounded);
	text[ZEROS] = '1';
	assert_str(number_text(out, str_from(text), &rounded), "1");
	assert_true(rounded);

	memset(text, '0', sizeof text);
	text[1] = '.';
	memcpy(text + 2 + ZEROS, "725E5001", 9);
	assert_str(number_text(out, str_from(text), &rounded), "7.25");
	assert_false(rounded);
}

static void check_binary(double stored, const char *want, bool want_rounded)
{
	char out[NUMBER_TEXT_BYTES];
	bool rounded = !want_rounded;
	struct str got = number_text_binary(out, stored, &rounded);
	if (!str_is(got, want) || rounded != want_rounded)
		fail_msg("%.17g is \"%.*s\"%s", stored, STR_ARG(got), rounded ? ", rounded" : "");
}

static void test_binary(void **state)
{
	(void)state;
	check_binary(400, "400", false);
	check_binary(0.0, "0", false);
	check_binary(-0.0, "0", false);
	check_binary(0.1, "0.1", false);
	check_binary(-1234.56, "-1234.56", false);
	check_binary(0.1 + 0.2, "0.3", true);
	check_binary(400.00000000000006, "400", true);
	check_binary(371602123456789000.0, "371602123456789000", false);
	check_binary(9007199254740993.0, "9007199254740990", true);
	check_binary(1e22, "1E+22", false);
	check_binary(1.5e-10, "1.5E-10", false);
	check_binary(999999999999999.9, "1000000000000000", true);
	check_binary(1.7976931348623157e308, "1.79769313486232E+308", true);
	check_binary(1e-300, "1E-300", false);
	check_binary(3e-300, "3E-300", true); /* not, strictly: no sure answer is sought so far out */
	check_binary(0x1p-1074, "4.94065645841247E-324", true);
	check_binary(INFINITY, "", false);
	check_binary(-INFINITY, "", false);
	check_binary(NAN, "", false);
}

/* A decimal of at most 15 digits, stored in any of the ways that writers have, is that decimal and not rounded. */
static void test_ways_of_writing(void **state)
{
	uint64_t seed = 5;
	(void)state;
	for (int i = 0; i < 20000; i++) {
		char want[NUMBER_TEXT_BYTES], got[NUMBER_TEXT_BYTES], text[64];
		bool rounded;
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		snprintf(text, sizeof text, "%llue-%u", (unsigned long long)(seed >> 20) % 1000000000000000u, (unsigned)(seed % 16));
		struct str wanted = number_text(want, str_from(text), &rounded);
		assert_false(rounded);
		double d = strtod(text, NULL);
		struct str from = number_text_binary(got, d, &rounded);
		if (!str_eq(from, wanted) || rounded)
			fail_msg("%s as binary is \"%.*s\"", text, STR_ARG(from));
		for (int digits = 15; digits <= 17; digits++) {
			snprintf(text, sizeof text, i % 2 ? "%.*g" : "%.*E", i % 2 ? digits : digits - 1, d);
			from = number_text(got, str_from(text), &rounded);
			if (!str_eq(from, wanted) || rounded)
				fail_msg("%s is \"%.*s\", not \"%.*s\"%s", text, STR_ARG(from), STR_ARG(wanted), rounded ? ", rounded" : "");
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stored_text),
		cmocka_unit_test(test_long_text),
		cmocka_unit_test(test_binary),
		cmocka_unit_test(test_ways_of_writing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
