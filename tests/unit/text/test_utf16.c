/* UTF-16 to UTF-8: every character, every half without its other one, however the bytes are cut; the system's converter is the oracle. */
#include "unit.h"

#include "base/buf.h"
#include "text/utf16.h"
#include "text/utf8.h"

#include <iconv.h>

static void put_unit(struct buf *b, bool big_endian, unsigned unit)
{
	buf_addc(b, (char)(unsigned char)(big_endian ? unit >> 8 : unit));
	buf_addc(b, (char)(unsigned char)(big_endian ? unit : unit >> 8));
}

static void put_character(struct buf *b, bool big_endian, int32_t c)
{
	if (c >= 0x10000) {
		put_unit(b, big_endian, 0xd800 + (unsigned)((c - 0x10000) >> 10));
		put_unit(b, big_endian, 0xdc00 + (unsigned)((c - 0x10000) & 0x3ff));
	} else {
		put_unit(b, big_endian, (unsigned)c);
	}
}

/* In calls of `chunk` bytes. */
static void convert(struct buf *out, bool big_endian, struct str bytes, size_t chunk)
{
	struct utf16 u;
	utf16_init(&u, big_endian);
	for (size_t i = 0; i < bytes.n; i += chunk)
		utf16_add(&u, out, str_sub(bytes, i, i + chunk));
	utf16_end(&u, out);
}

static void check(bool big_endian, struct str bytes, size_t chunk, struct str want)
{
	struct buf got;
	buf_init(&got);
	convert(&got, big_endian, bytes, chunk);
	assert_int_equal(got.n, want.n);
	assert_memory_equal(got.p, want.p, want.n);
	buf_release(&got);
}

static void oracle(struct buf *out, const char *name, struct str bytes)
{
	iconv_t cd = iconv_open("UTF-8", name);
	assert_true(cd != (iconv_t)-1 && buf_reserve(out, bytes.n * 2));
	char *from = (char *)(uintptr_t)bytes.p, *to = out->p;
	size_t left = bytes.n, room = bytes.n * 2;
	assert_int_equal(iconv(cd, &from, &left, &to, &room), 0);
	assert_int_equal(left, 0);
	out->n = (size_t)(to - out->p);
	iconv_close(cd);
}

static void every_character(void **state)
{
	(void)state;
	for (int big_endian = 0; big_endian < 2; big_endian++) {
		struct buf bytes, want;
		buf_init(&bytes);
		buf_init(&want);
		for (int32_t c = 0; c <= 0x10ffff; c++)
			if (c < 0xd800 || c > 0xdfff)
				put_character(&bytes, big_endian, c);
		oracle(&want, big_endian ? "UTF-16BE" : "UTF-16LE", buf_str(&bytes));
		assert_int_equal(utf8_count(buf_str(&want)), 0x110000 - 0x800);
		static const size_t chunks[] = {1, 2, 3, 7, 4096, SIZE_MAX / 2};
		for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++)
			check(big_endian, buf_str(&bytes), chunks[i], buf_str(&want));
		buf_release(&bytes);
		buf_release(&want);
	}
}

/* One text, cut at each place in two, and at every pair of places in three. */
static void every_cut(void **state)
{
	(void)state;
	static const int32_t text[] = {'a', 0, 0x7ff, 0x800, 0x9ad8, 0xfeff, 0x10000, 0x2f8a6, 0x10ffff, '\n'};
	for (int big_endian = 0; big_endian < 2; big_endian++) {
		struct buf bytes, want, got;
		buf_init(&bytes);
		buf_init(&want);
		buf_init(&got);
		for (size_t i = 0; i < sizeof text / sizeof *text; i++)
			put_character(&bytes, big_endian, text[i]);
		oracle(&want, big_endian ? "UTF-16BE" : "UTF-16LE", buf_str(&bytes));
		for (size_t a = 0; a <= bytes.n; a++)
			for (size_t b = a; b <= bytes.n; b++) {
				struct utf16 u;
				utf16_init(&u, big_endian);
				buf_clear(&got);
				utf16_add(&u, &got, str_sub(buf_str(&bytes), 0, a));
				utf16_add(&u, &got, str_sub(buf_str(&bytes), a, b));
				utf16_add(&u, &got, str_sub(buf_str(&bytes), b, bytes.n));
				utf16_end(&u, &got);
				assert_true(str_eq(buf_str(&got), buf_str(&want)));
			}
		buf_release(&bytes);
		buf_release(&want);
		buf_release(&got);
	}
}

/* --- what is no text ---------------------------------------------------------------------------------------------------- */

static const struct damage {
	const char *what;
	struct str bytes; /* little-endian */
	struct str utf8;
} damages[] = {
	{"nothing", STR_INIT(""), STR_INIT("")},
	{"one byte", STR_INIT("a"), STR_INIT("\xff")},
	{"an odd byte", STR_INIT("a\0b"), STR_INIT("a\xff")},
	{"a high surrogate at the end", STR_INIT("a\0\x00\xd8"), STR_INIT("a\xed\xa0\x80")},
	{"a high surrogate and half a unit", STR_INIT("\xff\xdb\x00"), STR_INIT("\xed\xaf\xbf\xff")},
	{"a high surrogate and a letter", STR_INIT("\x3d\xd8" "a\0"), STR_INIT("\xed\xa0\xbd" "a")},
	{"a high surrogate and a Chinese character", STR_INIT("\x3d\xd8\xd8\x9a"), STR_INIT("\xed\xa0\xbd\xe9\xab\x98")},
	{"a low surrogate first", STR_INIT("\x00\xdc" "a\0"), STR_INIT("\xed\xb0\x80" "a")},
	{"the last low surrogate", STR_INIT("\xff\xdf"), STR_INIT("\xed\xbf\xbf")},
	{"two high ones, then a low one", STR_INIT("\x3d\xd8\x3d\xd8\x00\xde"), STR_INIT("\xed\xa0\xbd\xf0\x9f\x98\x80")},
	{"a pair and a low one", STR_INIT("\x3d\xd8\x00\xde\x00\xde"), STR_INIT("\xf0\x9f\x98\x80\xed\xb8\x80")},
	{"NUL", STR_INIT("\0\0a\0\0\0"), STR_INIT("\0a\0")},
	{"a mark in the text", STR_INIT("\xff\xfe" "a\0"), STR_INIT("\xef\xbb\xbf" "a")},
	{"the mark of the other order", STR_INIT("\xfe\xff"), STR_INIT("\xef\xbf\xbe")},
};

static void swap(struct buf *out, struct str bytes)
{
	for (size_t i = 0; i < bytes.n; i++)
		buf_addc(out, (i ^ 1) < bytes.n ? bytes.p[i ^ 1] : bytes.p[i]);
}

static void damaged(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		const struct damage *d = &damages[i];
		struct buf swapped;
		buf_init(&swapped);
		swap(&swapped, d->bytes);
		print_message("%s\n", d->what);
		for (size_t chunk = 1; chunk < 8; chunk++) {
			check(false, d->bytes, chunk, d->utf8);
			check(true, buf_str(&swapped), chunk, d->utf8);
		}
		buf_release(&swapped);
	}
}

/* Each lone half is no UTF-8, byte by byte, and is told back; what is UTF-8 is never taken for one. */
static void told_back(void **state)
{
	(void)state;
	unsigned unit;
	for (unsigned lone = 0xd800; lone <= 0xdfff; lone++) {
		struct buf bytes, got;
		buf_init(&bytes);
		buf_init(&got);
		put_unit(&bytes, true, 'a');
		put_unit(&bytes, true, lone);
		put_unit(&bytes, true, 'b');
		convert(&got, true, buf_str(&bytes), 2);
		assert_int_equal(got.n, 5);
		for (size_t i = 1; i < 4; i++)
			assert_int_equal(utf8_valid(str_sub(buf_str(&got), i, 4)), 0);
		for (size_t i = 0; i < 8; i++)
			assert_int_equal(utf16_lone(buf_str(&got), i, &unit), i == 1);
		assert_true(utf16_lone(buf_str(&got), 1, &unit) && unit == lone);
		assert_false(utf16_lone(str_sub(buf_str(&got), 0, 3), 1, &unit));
		buf_release(&bytes);
		buf_release(&got);
	}
	for (int32_t c = 0; c <= 0x10ffff; c++) {
		char p[4];
		size_t n = c < 0xd800 || c > 0xdfff ? utf8_put(p, c) : 0;
		for (size_t i = 0; i < n; i++)
			assert_false(utf16_lone((struct str){p, n}, i, &unit));
	}
	assert_false(utf16_lone(STR_NONE, 0, &unit));
}

/* After its end the converter holds nothing back. */
static void again(void **state)
{
	(void)state;
	struct utf16 u;
	struct buf out;
	buf_init(&out);
	utf16_init(&u, true);
	utf16_add(&u, &out, STR("\xd8\x3d\xd8"));
	utf16_end(&u, &out);
	utf16_add(&u, &out, STR("\0a"));
	utf16_end(&u, &out);
	assert_str(buf_str(&out), "\xed\xa0\xbd\xff" "a");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character), cmocka_unit_test(every_cut), cmocka_unit_test(damaged),
		cmocka_unit_test(told_back), cmocka_unit_test(again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
