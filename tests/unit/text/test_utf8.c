#include "unit.h"

#include "text/utf8.h"

#include <utf8proc.h>

/* Both sides of every border in RFC 3629's table of lead and second bytes. */
static const unsigned char borders[] = {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf,
					0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff};
enum { BORDERS = sizeof borders };

static void check_against_utf8proc(const char *bytes, size_t n)
{
	utf8proc_int32_t want;
	size_t length;
	utf8proc_ssize_t got = utf8proc_iterate((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)n, &want);
	int32_t c = utf8_next((struct str){bytes, n}, &length);
	if (got < 0) {
		assert_int_equal(c, -1);
		assert_int_equal(length, 1);
		assert_int_equal(utf8_valid((struct str){bytes, n}), 0);
	} else {
		assert_int_equal(c, want);
		assert_int_equal(length, got);
		assert_int_equal(utf8_valid((struct str){bytes, length}), length);
	}
}

static void test_borders(void **state)
{
	(void)state;
	for (size_t i = 0; i < BORDERS * BORDERS * BORDERS * BORDERS; i++) {
		char bytes[4] = {(char)borders[i % BORDERS], (char)borders[i / BORDERS % BORDERS],
				 (char)borders[i / BORDERS / BORDERS % BORDERS],
				 (char)borders[i / BORDERS / BORDERS / BORDERS]};
		for (size_t n = 1; n <= sizeof bytes; n++)
			check_against_utf8proc(bytes, n);
	}
}

static void test_every_code_point(void **state)
{
	(void)state;
	for (int32_t c = 0; c <= 0x10ffff; c++) {
		char bytes[4];
		size_t length, n = utf8_put(bytes, c);
		bool surrogate = c >= 0xd800 && c <= 0xdfff;
		if (utf8_next((struct str){bytes, n}, &length) != (surrogate ? -1 : c))
			fail_msg("U+%04X does not come back", (unsigned)c);
		assert_int_equal(length, surrogate ? 1 : n);
	}
}

/* The fast paths must find a bad byte wherever it stands. */
static void test_bad_byte_anywhere(void **state)
{
	(void)state;
	static const char text[] = "0123456789高炉abcdefgh立方米ijklmnopqrstuvé0123456789012345678901234567é😀";
	size_t n = sizeof text - 1;
	for (size_t from = 0; from < n; from++) {
		if (((unsigned char)text[from] & 0xc0) == 0x80)
			continue;
		assert_int_equal(utf8_valid((struct str){text + from, n - from}), n - from);
		for (size_t bad = from; bad < n; bad++) {
			char copy[sizeof text];
			memcpy(copy, text, sizeof text);
			copy[bad] = '\xff';
			size_t start = bad; /* of the character that is now broken */
			while (((unsigned char)text[start] & 0xc0) == 0x80)
				start--;
			assert_int_equal(utf8_valid((struct str){copy + from, n - from}), start - from);
		}
	}
}

static void test_cut_at_the_end(void **state)
{
	(void)state;
	assert_int_equal(utf8_valid(STR("abc\xe7\xab")), 3);
	assert_int_equal(utf8_valid(STR("\xe7\xab\x8b\xe7")), 3);
	assert_int_equal(utf8_valid(STR("\xf0\x9f\x98")), 0);
	assert_int_equal(utf8_valid(STR("")), 0);
	assert_int_equal(utf8_valid(STR_NONE), 0);
}

static void test_count(void **state)
{
	(void)state;
	assert_int_equal(utf8_count(STR("")), 0);
	assert_int_equal(utf8_count(STR("a立é😀")), 4);
	assert_int_equal(utf8_count(STR("a\xff立\xe7\xab")), 5);
}

static void test_clip(void **state)
{
	(void)state;
	assert_str(utf8_clip(STR("立x"), 4), "立x");
	assert_str(utf8_clip(STR("立x"), 3), "立");
	assert_str(utf8_clip(STR("立x"), 2), "");
	assert_str(utf8_clip(STR("a😀"), 4), "a");
	assert_str(utf8_clip(STR("abc"), 0), "");
	assert_str(utf8_clip(STR_NONE, 3), "");
	assert_str(utf8_clip(STR("\x80\x80\x80\x80\x80\x80"), 5), "\x80\x80\x80\x80\x80");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_borders),         cmocka_unit_test(test_every_code_point),
		cmocka_unit_test(test_bad_byte_anywhere), cmocka_unit_test(test_cut_at_the_end),
		cmocka_unit_test(test_count),             cmocka_unit_test(test_clip),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
