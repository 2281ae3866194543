#include "unit.h"

#include "base/buf.h"
#include "text/fold.h"
#include "text/fold_table.h"
#include "text/utf8.h"

#include <utf8proc.h>

/* What composes with what stands behind it, in several ways: marks, jamo, kana, a vowel that is a starter. */
static const char *const before[] = {"", "A", "가", "カ", "\xe0\xa7\x87", "a\xcc\xa3"};

static struct str nfkc(struct arena *a, struct str s)
{
	utf8proc_uint8_t *p = NULL;
	const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &p, options);
	assert_true(n >= 0);
	struct str copy = arena_str(a, (struct str){(const char *)p, (size_t)n});
	free(p);
	return copy;
}

/* Working segment by segment, for the offsets, must give what NFKC of the whole gives. */
static void test_segments_are_nfkc(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a);
	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		for (int32_t c = 0x21; c < 0x20000; c++) {
			char bytes[16];
			size_t n = strlen(before[i]);
			if (c >= 0xd800 && c <= 0xdfff)
				continue;
			arena_clear(&a);
			memcpy(bytes, before[i], n);
			n += utf8_put(bytes + n, c);
			struct str s = {bytes, n};
			if (!str_eq(fold_key(&a, s), fold_key(&a, nfkc(&a, s))))
				fail_msg("\"%s\" and U+%04X do not fold as their NFKC does", before[i], (unsigned)c);
		}
	}
	arena_release(&a);
}

static bool is_digit(int32_t c)
{
	return c >= '0' && c <= '9';
}

static bool is_of_model(int32_t c)
{
	return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* What the header says of names, step by step over the whole text. */
static struct str fold_slowly(struct arena *a, struct str s)
{
	int32_t chars[512], n = 0; /* U+FDFA is 18 characters */
	char *out = arena_alloc(a, sizeof chars);
	size_t length, to = 0;
	s = nfkc(a, s);
	for (size_t at = 0; at < s.n; at += length) {
		const int32_t c = fold_change(fold_names, utf8_next(str_sub(s, at, s.n), &length));
		if (c != FOLD_DROP)
			chars[n++] = c;
	}
	for (int32_t i = 1; i + 1 < n; i++) {
		const bool digits = is_digit(chars[i - 1]) && is_digit(chars[i + 1]);
		if (digits && (chars[i] == 0xd7 || chars[i] == 'X' || chars[i] == '*'))
			chars[i] = 'x';
		if (is_of_model(chars[i - 1]) && is_of_model(chars[i + 1]) && (chars[i] == 0x4e00 || chars[i] == 0x30fc))
			chars[i] = '-';
	}
	for (int32_t i = 0; i < n; i++)
		to += utf8_put(out + to, chars[i]);
	return (struct str){out, to};
}

/* Most characters are folded without NFKC being asked: each alone, among letters, digits and ideographs, and with marks behind it. */
static void test_every_character(void **state)
{
	static const char *const around[] = {"", "1", "1", "A", "b", "高", "炉", "1", "\xcc\x81", "\xe3\x82\x99", "x2"};
	enum { AROUND = sizeof around / sizeof *around };
	(void)state;
	struct arena a;
	struct folded f;
	arena_init(&a);
	for (int32_t c = 1; c <= 0x10ffff; c++) {
		char bytes[80];
		size_t n = 0;
		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		arena_clear(&a);
		for (size_t i = 0; i < AROUND; i++) {
			memcpy(bytes + n, around[i], strlen(around[i]));
			n += strlen(around[i]);
			n += i + 1 < AROUND ? utf8_put(bytes + n, c) : 0;
		}
		const struct str s = {bytes, n}, want = fold_slowly(&a, s);
		assert_true(fold_name(&f, &a, s));
		if (!str_eq(fold_key(&a, s), want) || !str_eq(f.text, want))
			fail_msg("U+%04X is not folded as it should be: \"%s\"", (unsigned)c, f.text.p);
	}
	arena_release(&a);
}

/* More marks than any writing has: cut into segments, nothing lost. */
static void test_many_marks(void **state)
{
	(void)state;
	struct arena a;
	struct buf b;
	struct folded f;
	arena_init(&a);
	buf_init(&b);
	buf_adds(&b, "q");
	for (int i = 0; i < 1000; i++)
		buf_adds(&b, i % 2 ? "\xcc\xa3" : "\xcc\x84");
	assert_true(fold_name(&f, &a, buf_str(&b)));
	assert_int_equal(f.text.n, b.n);
	assert_int_equal(utf8_valid(f.text), f.text.n);
	buf_release(&b);
	arena_release(&a);
}

/* The longest decomposition there is, many times: the text grows by eleven. */
static void test_growth(void **state)
{
	(void)state;
	struct arena a;
	struct buf b;
	struct folded f;
	arena_init(&a);
	buf_init(&b);
	for (int i = 0; i < 1000; i++)
		buf_adds(&b, "\xef\xb7\xba");
	assert_true(fold_name(&f, &a, buf_str(&b)));
	/* U+FDFA is 18 characters, of which three are blanks. */
	assert_int_equal(f.text.n, 1000 * 15 * 2);
	assert_int_equal(f.to_filed[f.text.n], b.n);
	assert_int_equal(f.to_filed[f.text.n - 1], b.n - 3);
	assert_str(folded_source(&f, 30, 60), "\xef\xb7\xba");
	buf_release(&b);
	arena_release(&a);
}

static void check_table(struct fold_table t)
{
	for (size_t i = 0; i < t.n; i++) {
		assert_true(t.rows[i].from <= t.rows[i].to);
		if (i && t.rows[i - 1].to >= t.rows[i].from)
			fail_msg("row U+%04X is out of order", (unsigned)t.rows[i].from);
	}
	for (int32_t c = 0; c <= 0x10ffff; c++) {
		int32_t once = fold_change(t, c);
		if (once != FOLD_DROP && fold_change(t, once) != once)
			fail_msg("U+%04X changes twice", (unsigned)c);
	}
}

static void test_tables(void **state)
{
	(void)state;
	check_table(fold_names);
	check_table(fold_quantities);
	check_table(fold_quotes);
}

static void test_empty(void **state)
{
	(void)state;
	struct arena a;
	struct folded f;
	arena_init(&a);
	assert_true(fold_name(&f, &a, STR_NONE));
	assert_int_equal(f.text.n, 0);
	assert_int_equal(f.to_filed[0], 0);
	assert_int_equal(folded_source(&f, 0, 0).n, 0);
	assert_non_null(fold_key(&a, STR_NONE).p);
	assert_true(fold_quantity(&f, &a, STR("450")));
	assert_str(folded_source(&f, 1, 1), "");
	assert_str(folded_source(&f, 1, 99), "50");
	assert_str(folded_source(&f, 7, 9), "");
	assert_str(folded_source(&f, 2, 1), "");
	arena_release(&a);
}

/* Beyond what 32-bit offsets can say: refused, not wrapped. Nothing is read of it. */
static void test_too_long(void **state)
{
	(void)state;
	struct arena a;
	struct folded f;
	struct str huge = {"", (size_t)UINT32_MAX + 1};
	arena_init(&a);
	assert_false(fold_name(&f, &a, huge));
	assert_true(a.failed);
	arena_clear(&a);
	assert_false(fold_quantity(&f, &a, huge));
	assert_false(fold_quote(&f, &a, huge));
	assert_null(fold_key(&a, huge).p);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_segments_are_nfkc), cmocka_unit_test(test_every_character),
		cmocka_unit_test(test_many_marks),
		cmocka_unit_test(test_growth),            cmocka_unit_test(test_tables),
		cmocka_unit_test(test_empty),             cmocka_unit_test(test_too_long),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
