/* Which encoding, which bytes are characters of it, and what they are in UTF-8. */
#include "unit.h"

#include "registry/decode.h"
#include "text/utf8.h"

#include <iconv.h>

static void names(void **state)
{
	(void)state;
	enum encoding e;
	assert_true(encoding_parse(&e, STR("utf-8")) && e == ENCODING_UTF8);
	assert_true(encoding_parse(&e, STR("UTF8")) && e == ENCODING_UTF8);
	assert_true(encoding_parse(&e, STR("gb18030")) && e == ENCODING_GB18030);
	assert_true(encoding_parse(&e, STR("GBK")) && e == ENCODING_GB18030);
	assert_true(encoding_parse(&e, STR("Gb2312")) && e == ENCODING_GB18030);
	assert_false(encoding_parse(&e, STR("big5")));
	assert_false(encoding_parse(&e, STR("")));
	assert_false(encoding_parse(&e, STR("utf-88")));
	assert_string_equal(encoding_name(ENCODING_GB18030), "GB18030");
	assert_string_equal(encoding_name(encoding_other(ENCODING_GB18030)), "UTF-8");
}

/* --- strict GB18030 -------------------------------------------------------------------------------------------- */

/* The system's own converter is the oracle: what we call a character it converts alone, and to one character. */
static bool iconv_takes(iconv_t cd, const unsigned char *bytes, size_t n, int32_t *to)
{
	char *from = (char *)(uintptr_t)bytes, out[16], *at = out;
	size_t left = n, room = sizeof out, length;
	iconv(cd, NULL, NULL, NULL, NULL);
	if (iconv(cd, &from, &left, &at, &room) == (size_t)-1 || left)
		return false;
	struct str s = {out, (size_t)(at - out)};
	*to = s.n ? utf8_next(s, &length) : -1;
	return s.n && length == s.n;
}

static void two_byte_codes(void **state)
{
	(void)state;
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	size_t good = 0;
	assert_true(cd != (iconv_t)-1);
	for (unsigned a = 0x80; a < 0x100; a++)
		for (unsigned b = 0; b < 0x100; b++) {
			unsigned char bytes[2] = {(unsigned char)a, (unsigned char)b};
			int32_t c;
			bool ours = encoding_char(ENCODING_GB18030, (struct str){(char *)bytes, 2}) == 2;
			assert_int_equal(ours, iconv_takes(cd, bytes, 2, &c));
			good += ours;
		}
	assert_int_equal(good, 23940);
	iconv_close(cd);
}

static void four_byte_codes(void **state)
{
	(void)state;
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	size_t good = 0, poorer = 0;
	for (unsigned i = 0; i < 126 * 10 * 126 * 10; i++) {
		unsigned char bytes[4] = {(unsigned char)(0x81 + i / 12600), (unsigned char)(0x30 + i / 1260 % 10),
					  (unsigned char)(0x81 + i / 10 % 126), (unsigned char)(0x30 + i % 10)};
		int32_t c;
		bool ours = encoding_char(ENCODING_GB18030, (struct str){(char *)bytes, 4}) == 4;
		bool theirs = iconv_takes(cd, bytes, 4, &c);
		if (theirs && !ours)
			fail_msg("%02x%02x%02x%02x", bytes[0], bytes[1], bytes[2], bytes[3]);
		poorer += ours && !theirs;
		good += ours;
	}
	/* editions of the standard moved a few characters between codes of two and of four bytes */
	print_message("four-byte codes that this system's table lacks: %zu\n", poorer);
	assert_in_range(poorer, 0, 64);
	assert_int_equal(good, 39420 + 0x100000);
	iconv_close(cd);
}

static void cut_codes(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t valid;
	} cases[] = {
		{"abc", 3},          {"\xb8\xdf", 2},         {"\xb8", 0},
		{"\xb8,", 0},        {"ab\x80", 2},           {"\xff\xff", 0},
		{"\x81\x30\x81", 0}, {"\x81\x30\x81\x30", 4}, {"\x81\x30\x81,", 0},
		{"\xb8\x7f", 0},     {"\x84\x31\xa4\x39", 4}, {"\x84\x31\xa5\x30", 0},
		{"\xe3\x32\x9a\x35", 4}, {"\xe3\x32\x9a\x36", 0}, {"0123456789\xb8\xdf", 12},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(encoding_valid(ENCODING_GB18030, str_from(cases[i].bytes)), cases[i].valid);
	assert_int_equal(encoding_valid(ENCODING_UTF8, STR("0123456789\xe9\xab\x98")), 13);
	assert_int_equal(encoding_valid(ENCODING_UTF8, STR("0123456789\xe9\xab")), 10);
	assert_int_equal(ascii_length(STR("0123456789\xe9")), 10);
	assert_int_equal(ascii_length(STR("\xe9")), 0);
	assert_int_equal(ascii_length(STR("")), 0);
}

/* --- settling -------------------------------------------------------------------------------------------------- */

#define GB_ROW "\xc9\xe8\xb1\xb8\xc3\xfb\xb3\xc6,\xb8\xdf\xc2\xaf,380\n" /* 设备名称,高炉 */
#define UTF8_ROW "设备名称,高炉,380\n"

static struct settled settle(struct str window, bool whole)
{
	struct settled s;
	encoding_settle(&s, window, whole);
	return s;
}

static void settled(void **state)
{
	(void)state;
	struct settled s = settle(STR(UTF8_ROW), true);
	assert_true(s.encoding == ENCODING_UTF8 && !s.bom && !s.open && !s.damaged);
	assert_int_equal(s.chars, 6);
	s = settle(STR(GB_ROW), true);
	assert_true(s.encoding == ENCODING_GB18030 && !s.damaged && !s.open);
	s = settle(STR("\xef\xbb\xbf" UTF8_ROW), true);
	assert_true(s.encoding == ENCODING_UTF8 && s.bom);
	s = settle(STR("a,b\n1,2\n"), true);
	assert_true(s.encoding == ENCODING_UTF8 && s.open);
	/* one bad byte in each */
	s = settle(STR(UTF8_ROW UTF8_ROW "\xff\n"), true);
	assert_true(s.encoding == ENCODING_UTF8 && s.damaged);
	s = settle(STR(GB_ROW GB_ROW "\xff\n"), true);
	assert_true(s.encoding == ENCODING_GB18030 && s.damaged);
	/* damaged UTF-8 that is GB18030 by chance: 高 and the first two bytes of 炉 are three codes */
	s = settle(STR(UTF8_ROW UTF8_ROW "设备\n\xe9\xab\x98\xe7\n"), true);
	assert_true(s.encoding == ENCODING_UTF8 && s.damaged);
	/* the window cuts a character, the file does not */
	s = settle(STR(UTF8_ROW "\xe9\xab"), false);
	assert_true(s.encoding == ENCODING_UTF8 && !s.damaged);
	s = settle(STR(UTF8_ROW UTF8_ROW "\xe9\xab"), true);
	assert_true(s.encoding == ENCODING_UTF8 && s.damaged);
	s = settle(STR(GB_ROW "\xc9"), false);
	assert_true(s.encoding == ENCODING_GB18030 && !s.damaged);
	s = settle(STR(""), true);
	assert_true(s.encoding == ENCODING_UTF8 && s.open);
}

/* --- decoding -------------------------------------------------------------------------------------------------- */

static void decoded(void **state)
{
	(void)state;
	struct arena a;
	struct decoder gb, utf8;
	arena_init(&a);
	assert_true(decoder_open(&gb, ENCODING_GB18030));
	assert_true(decoder_open(&utf8, ENCODING_UTF8));
	assert_str(decode(&gb, &a, STR("\xb8\xdf\xc2\xaf 380m\xb3")), "高炉 380m\xef\xbf\xbd");
	assert_str(decode(&gb, &a, STR("\xb8\xdf\xff\xc2\xaf")), "高\xef\xbf\xbd炉");
	assert_str(decode(&gb, &a, STR("\xff\xff\xff")), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
	assert_str(decode(&gb, &a, STR("\x81\x30\x81\x30\x90\x30\x81\x30")), "\xc2\x80\xf0\x90\x80\x80");
	assert_str(decode(&gb, &a, STR("")), "");
	assert_str(decode(&utf8, &a, STR("高\xe7\x82炉")), "高\xef\xbf\xbd\xef\xbf\xbd炉");
	assert_str(decode(&utf8, &a, STR("\xe7")), "\xef\xbf\xbd");
	assert_str(decode_start(&gb, &a, STR("\xb8\xdf\xc2\xaf"), 2), "高炉");
	assert_str(decode_start(&gb, &a, STR("\xb8\xdf\xc2\xaf"), 1), "高…");
	assert_str(decode_start(&utf8, &a, STR("高炉abc"), 3), "高炉a…");
	assert_str(decode_start(&utf8, &a, STR("\xff\xff\xff"), 2), "\xef\xbf\xbd\xef\xbf\xbd…");
	struct str nul = decode_start(&utf8, &a, STR("a\0b"), 9);
	assert_int_equal(nul.n, 3);
	decoder_close(&gb);
	decoder_close(&utf8);
	arena_release(&a);
}

/* Each two-byte code as the WHATWG's table has it, but for the codes that editions of the standard disagree on. */
static void whatwg_index(void **state)
{
	(void)state;
	FILE *f = fopen("../shared/corpora/gb18030-whatwg-index/index-gb18030.txt", "r");
	struct arena a;
	struct decoder gb;
	char line[256];
	size_t same = 0, other = 0;
	if (!f) {
		print_message("../shared/corpora/gb18030-whatwg-index is not here: skipped\n");
		skip();
	}
	arena_init(&a);
	assert_true(decoder_open(&gb, ENCODING_GB18030));
	while (fgets(line, sizeof line, f)) {
		char *end;
		unsigned long pointer = strtoul(line, &end, 10), code = strtoul(end, NULL, 16);
		if (line[0] == '#' || end == line)
			continue;
		unsigned trail = (unsigned)(pointer % 190);
		char bytes[2] = {(char)(0x81 + pointer / 190), (char)(trail < 0x3f ? trail + 0x40 : trail + 0x41)};
		char want[4];
		size_t n = utf8_put(want, (int32_t)code);
		bool equal = str_eq(decode(&gb, &a, (struct str){bytes, 2}), (struct str){want, n});
		/* nothing that is no private-use character may differ, except where 2005 and 2022 swapped the two */
		same += equal;
		other += !equal;
		arena_clear(&a);
	}
	assert_int_equal(same + other, 23940);
	assert_in_range(other, 0, 40);
	decoder_close(&gb);
	arena_release(&a);
	fclose(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),   cmocka_unit_test(two_byte_codes), cmocka_unit_test(four_byte_codes),
		cmocka_unit_test(cut_codes), cmocka_unit_test(settled),      cmocka_unit_test(decoded),
		cmocka_unit_test(whatwg_index),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
