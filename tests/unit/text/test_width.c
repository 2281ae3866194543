#include "unit.h"

#include "text/width.h"

static void test_width(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t columns;
	} cases[] = {
		{"", 0},          {"abc", 3},      {"高炉", 4},   {"450m³", 5},     {"４５０", 6},
		{"e\xcc\x81", 1}, {"ｶ", 1},        {"😀", 2},     {"a\xff", 2},     {"\xe2\x80\x8b", 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (text_width(str_from(cases[i].text)) != cases[i].columns)
			fail_msg("\"%s\" is not %zu columns wide", cases[i].text, cases[i].columns);
}

static void test_fit(void **state)
{
	(void)state;
	assert_str(text_fit(STR("高炉一座"), 0), "");
	assert_str(text_fit(STR("高炉一座"), 1), "");
	assert_str(text_fit(STR("高炉一座"), 2), "高");
	assert_str(text_fit(STR("高炉一座"), 5), "高炉");
	assert_str(text_fit(STR("高炉一座"), 8), "高炉一座");
	assert_str(text_fit(STR("高炉一座"), 99), "高炉一座");
	/* A mark goes with the letter that it stands on. */
	assert_str(text_fit(STR("e\xcc\x81x"), 1), "e\xcc\x81");
	assert_str(text_fit(STR(""), 3), "");
}

static void test_safe(void **state)
{
	(void)state;
	static const struct {
		const char *text, *safe;
	} cases[] = {
		{"高炉 450m³, \"x\" \\", "高炉 450m³, \"x\" \\"},
		{"\x1b[31mred", "\\u{001B}[31mred"},
		{"a\nb\rc\td\x7f", "a\\u{000A}b\\u{000D}c\\u{0009}d\\u{007F}"},
		{"\xc2\x9b" "31m", "\\u{009B}31m"},                       /* C1: CSI in one character */
		{"a\xe2\x80\xae" "b", "a\\u{202E}b"},                        /* right-to-left override */
		{"\xe2\x81\xa6x\xe2\x81\xa9", "\\u{2066}x\\u{2069}"},     /* isolates */
		{"JO2\xe2\x80\x8b-41", "JO2\\u{200B}-41"},                /* zero width */
		{"\xef\xbb\xbfid", "\\u{FEFF}id"},
		{"a\xc2\xad" "b", "a\\u{00AD}b"},
		{"a\xe2\x80\xa8" "b", "a\\u{2028}b"},
		{"a\xe3\x85\xa4" "b", "a\\u{3164}b"},                     /* a filler that looks like a blank */
		{"a\xef\xb8\x8f", "a\\u{FE0F}"},
		{"\xf3\xa0\x81\x81", "\\u{E0041}"},                       /* tags */
		{"e\xcc\x81", "e\xcc\x81"},
		{"\xff" "a\xe7\xab", "\\xFFa\\xE7\\xAB"},
		{"", ""},
	};
	struct buf out;
	buf_init(&out);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		buf_clear(&out);
		text_safe(&out, str_from(cases[i].text));
		assert_str(buf_str(&out), cases[i].safe);
	}
	buf_clear(&out);
	text_safe(&out, STR("a\0b"));
	assert_str(buf_str(&out), "a\\u{0000}b");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_fit),
		cmocka_unit_test(test_safe),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
