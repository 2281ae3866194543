/* Many bytes at a time against one character at a time: every pair and every triple of the bytes that matter, at every place of a block. */
#include "unit.h"

#include "text/utf8.h"
#include "text/utf8_check.h"

#include <stdlib.h>

static bool wanted(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!s.p[i])
			return false;
	return utf8_valid(s) == s.n;
}

static bool is_control(unsigned char byte)
{
	return byte < ' ' && byte != '\n' && byte != '\r';
}

static bool wanted_of_lines(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_control((unsigned char)s.p[i]))
			return false;
	return utf8_valid(s) == s.n;
}

static void compare(const char *p, size_t n)
{
	char *copy = malloc(n ? n : 1); /* of that size, so that a look beyond shows */
	assert_non_null(copy);
	memcpy(copy, p, n);
	const struct str s = {copy, n};
	for (enum marks_way way = MARKS_PLAIN; way < MARKS_WAYS; way++)
		if (marks_can(way) && (utf8_is_clean_by(way, s) != wanted(s) || utf8_lines_are_clean(way, s) != wanted_of_lines(s)))
			fail_msg("way %d: %zu bytes, the first 0x%02x", (int)way, n, n ? (unsigned)(unsigned char)p[0] : 0);
	free(copy);
}

static void test_texts(void **state)
{
	(void)state;
	assert_true(utf8_is_clean(STR("")));
	assert_true(utf8_is_clean(STR("高炉,185立方米,在用,山东省济南市历城区工业北路21号,备注：无")));
	assert_true(utf8_is_clean(STR("\xf4\x8f\xbf\xbf")));
	assert_false(utf8_is_clean(STR("\xf4\x90\x80\x80")));
	assert_false(utf8_is_clean(STR("\xed\xa0\x80")));
	assert_false(utf8_is_clean((struct str){"a\0b", 3}));
	assert_false(utf8_is_clean(STR("高炉,185立方米,在用,山东省济南市历城区工业北路21号\xb8")));
	assert_false(utf8_is_clean(STR("\xe9\xab")));
}

/* The bytes at which a table changes its mind. */
static const unsigned char edges[] = {0x00, 0x01, 0x20, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0,
				      0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFF};
enum { EDGES = sizeof edges };

static void test_edges(void **state)
{
	static const size_t before[] = {0, 1, 28, 29, 30, 31, 32, 61, 60, 63, 62};
	char p[70];
	(void)state;
	for (size_t b = 0; b < sizeof before / sizeof *before; b++)
		for (size_t i = 0; i < (size_t)EDGES * EDGES * EDGES * EDGES; i++) {
			size_t n = before[b];
			memset(p, 'x', sizeof p);
			p[n++] = (char)edges[i % EDGES];
			p[n++] = (char)edges[i / EDGES % EDGES];
			p[n++] = (char)edges[i / EDGES / EDGES % EDGES];
			p[n++] = (char)edges[i / EDGES / EDGES / EDGES];
			const struct str whole = {p, n + (b & 1)};
			const bool is = wanted(whole), are = wanted_of_lines(whole);
			for (enum marks_way way = MARKS_AVX2; way < MARKS_WAYS; way++)
				if (marks_can(way) && (utf8_is_clean_by(way, whole) != is || utf8_lines_are_clean(way, whole) != are))
					compare(p, whole.n);
		}
}

static void test_lengths(void **state)
{
	char p[200];
	(void)state;
	for (size_t i = 0; i < sizeof p; i++)
		p[i] = "高炉x"[i % 7];
	for (size_t from = 0; from < 7; from++)
		for (size_t n = 0; from + n <= sizeof p; n++)
			compare(p + from, n);
}

enum { MOST_BYTES = 200 };

/* Every ASCII byte at every place of some blocks. */
static void test_controls(void **state)
{
	(void)state;
	for (size_t n = 0; n <= MOST_BYTES; n += n < 70 ? 1 : 65) {
		char *text = malloc(n + 1); /* of that size but for the end, so that a look beyond shows */
		assert_non_null(text);
		memset(text, '\x7f', n);
		for (enum marks_way way = MARKS_PLAIN; way < MARKS_WAYS; way++) {
			if (!marks_can(way))
				continue;
			text[n] = '\x01';
			assert_true(utf8_lines_are_clean(way, (struct str){text, n}));
			for (size_t at = 0; at < n; at++) {
				for (unsigned byte = 0; byte < 128; byte++) {
					text[at] = (char)byte;
					if (!utf8_lines_are_clean(way, (struct str){text, n}) != is_control((unsigned char)byte))
						fail_msg("way %d: 0x%02x at %zu of %zu", (int)way, byte, at, n);
				}
				text[at] = '\n';
			}
			memset(text, '\x7f', n);
		}
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_controls),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
