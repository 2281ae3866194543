#include "unit.h"

#include "biff_made.h"

static void test_numbers(void **state)
{
	struct str s = STR("\x01\x02\x03\x84\x05\x06\x07\x88");
	(void)state;
	assert_int_equal(biff_u8(s, 7), 0x88);
	assert_int_equal(biff_u8(s, 8), 0);
	assert_int_equal(biff_u16(s, 6), 0x8807);
	assert_int_equal(biff_u16(s, 7), 0);
	assert_int_equal(biff_u32(s, 4), 0x88070605);
	assert_int_equal(biff_u32(s, 5), 0);
	assert_true(biff_double(STR("\0\0\0\0\0\x20\x7c\x40"), 0) == 450);
}

static void test_rk(void **state)
{
	(void)state;
	assert_true(biff_rk(450u << 2 | 2) == 450);
	assert_true(biff_rk(12345u << 2 | 3) == 123.45);
	assert_true(biff_rk((uint32_t)-450 << 2 | 2) == -450);
	assert_true(biff_rk((uint32_t)-12345 << 2 | 3) == -123.45);
	assert_true(biff_rk(0x1fffffffu << 2 | 2) == 536870911);
	assert_true(biff_rk(0x20000000u << 2 | 2) == -536870912);
	assert_true(biff_rk(0x407c2000) == 450); /* the upper half of the double */
	assert_true(biff_rk(0x407c2001) == 4.5);
	assert_true(biff_rk(0xc07c2000) == -450);
	assert_true(biff_rk(0) == 0);
}

static void test_records(void **state)
{
	struct buf b;
	struct biff_record r;
	(void)state;
	buf_init(&b);
	made(&b, BIFF_EOF, "");
	made(&b, BIFF_CODEPAGE, "03a8");
	assert_int_equal(biff_next(&r, buf_str(&b), 0), BIFF_STEP_RECORD);
	assert_int_equal(r.type, BIFF_EOF);
	assert_int_equal(r.body.n, 0);
	assert_int_equal(biff_next(&r, buf_str(&b), r.next), BIFF_STEP_RECORD);
	assert_int_equal(r.type, BIFF_CODEPAGE);
	assert_int_equal(r.at, 4);
	assert_int_equal(biff_u16(r.body, 0), 936);
	assert_int_equal(biff_next(&r, buf_str(&b), r.next), BIFF_STEP_END);
	assert_int_equal(biff_next(&r, str_sub(buf_str(&b), 0, 9), 4), BIFF_STEP_CUT);
	assert_int_equal(biff_next(&r, str_sub(buf_str(&b), 0, 7), 4), BIFF_STEP_CUT);
	assert_int_equal(biff_next(&r, buf_str(&b), 1000), BIFF_STEP_END);
	buf_release(&b);
}

/* The text of the first record, which goes on in those behind it; "failed" where it ends too early. */
static void check_text(struct buf *records, unsigned length_bytes, const char *want)
{
	struct biff_record r;
	struct buf out;
	buf_init(&out);
	for (int skip = 0; skip < 2; skip++) {
		assert_int_equal(biff_next(&r, buf_str(records), 0), BIFF_STEP_RECORD);
		struct biff_text t = biff_text_at(buf_str(records), &r, 0);
		biff_unicode(skip ? NULL : &out, &t, length_bytes);
		if (str_is(str_from(want), "failed"))
			assert_true(t.failed);
		else
			assert_true(!t.failed && !biff_text_more(&t)); /* to the last byte */
	}
	if (!str_is(str_from(want), "failed"))
		assert_str(buf_str(&out), want);
	buf_release(&out);
	buf_clear(records);
}

static void test_texts(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b);
	made(&b, BIFF_SST, "0003 00 s", "abc");
	check_text(&b, 2, "abc");
	made(&b, BIFF_SST, "03 00 s", "abc");
	check_text(&b, 1, "abc");
	made(&b, BIFF_SST, "0000 00");
	check_text(&b, 2, "");
	made(&b, BIFF_SST, "0003 00 e9 b2 41");
	check_text(&b, 2, "é²A");
	made(&b, BIFF_SST, "0005 01 u", "高炉𠮷1");
	check_text(&b, 2, "高炉𠮷1");
	/* a half of a pair is no character, and is not hidden */
	made(&b, BIFF_SST, "0002 01 d842 0041");
	check_text(&b, 2,
		   "\xed\xa1\x82"
		   "A");
	/* runs of fonts, and how it is spoken */
	made(&b, BIFF_SST, "0002 09 0002 u 0000 0001 0001 0002", "高炉");
	check_text(&b, 2, "高炉");
	made(&b, BIFF_SST, "0002 0d 0001 00000003 u 0000 0001 010203", "高炉");
	check_text(&b, 2, "高炉");
	buf_release(&b);
}

static void test_texts_that_go_on(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b);
	made(&b, BIFF_SST, "0006 00 s", "abc");
	made(&b, BIFF_CONTINUE, "00 s", "def");
	check_text(&b, 2, "abcdef");
	/* narrow, wide, narrow: each record says it anew */
	made(&b, BIFF_SST, "0006 00 s", "ab");
	made(&b, BIFF_CONTINUE, "01 u", "高炉");
	made(&b, BIFF_CONTINUE, "00 s", "cd");
	check_text(&b, 2, "ab高炉cd");
	/* a pair that is cut */
	made(&b, BIFF_SST, "0003 01 0041 d842");
	made(&b, BIFF_CONTINUE, "01 dfb7");
	check_text(&b, 2, "A𠮷");
	made(&b, BIFF_SST, "0003 01 0041 d842");
	made(&b, BIFF_CONTINUE, "00 s", "x");
	check_text(&b, 2, "A\xed\xa1\x82x");
	/* the characters begin in the next record; between them nothing, and flags of nothing */
	made(&b, BIFF_SST, "0002 00");
	made(&b, BIFF_CONTINUE, "01 u", "高");
	made(&b, BIFF_CONTINUE, "");
	made(&b, BIFF_CONTINUE, "00");
	made(&b, BIFF_CONTINUE, "01 u", "炉");
	check_text(&b, 2, "高炉");
	/* what is skipped goes on without flags */
	made(&b, BIFF_SST, "0001 0c 0001 00000005 s 0102", "x");
	made(&b, BIFF_CONTINUE, "0304 01");
	made(&b, BIFF_CONTINUE, "02030405");
	check_text(&b, 2, "x");

	made(&b, BIFF_SST, "0004 00 s", "abc");
	check_text(&b, 2, "failed");
	made(&b, BIFF_SST, "0004 00 s", "abc");
	made(&b, BIFF_EOF, "00 s", "d"); /* no record that goes on */
	check_text(&b, 2, "failed");
	made(&b, BIFF_SST, "0004 00 s", "abc");
	made(&b, BIFF_CONTINUE, "00");
	check_text(&b, 2, "failed");
	made(&b, BIFF_SST, "0002 01 0041 42"); /* half a character */
	made(&b, BIFF_CONTINUE, "01 0043");
	check_text(&b, 2, "failed");
	made(&b, BIFF_SST, "0001 04 ffffffff s", "x");
	check_text(&b, 2, "failed");
	made(&b, BIFF_SST, "00");
	check_text(&b, 2, "failed");
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),          cmocka_unit_test(test_rk),
		cmocka_unit_test(test_records),          cmocka_unit_test(test_texts),
		cmocka_unit_test(test_texts_that_go_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
