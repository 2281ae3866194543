#include "unit.h"

#include "text/char_class.h"

static void punctuation_is_what_divides_and_encloses(void **state)
{
	static const int32_t marks[] = {'.', ',', '-', '/', '(', '"', '_', '%', 0x3001, 0x3002, 0xff0c, 0xff1b, 0xff08, 0x300a, 0x201c, 0x2014};
	static const int32_t others[] = {'a', '0', ' ', '+', '<', '=', '~', 0x2236 /* ∶ */, 0x2264, 0xb0, 0xb3, 0x3007, 0x4e00, 0xe011, -1, 0x10ffff};
	(void)state;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		assert_true(char_is_punctuation(marks[i]));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(char_is_punctuation(others[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(punctuation_is_what_divides_and_encloses)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
