#include "unit.h"

#include "base/limits.h"
#include "read/xlsx_text.h"

static void check_text(const char *written, const char *want, size_t want_n)
{
	/* whatever the pieces in which it comes */
	for (size_t piece = 1; piece <= strlen(written) + 1; piece++) {
		struct xlsx_text t;
		struct str rest = str_from(written);
		xlsx_text_init(&t);
		while (rest.n) {
			xlsx_text_add(&t, str_sub(rest, 0, piece));
			rest = str_sub(rest, piece, rest.n);
		}
		xlsx_text_end_run(&t);
		if (!str_eq(buf_str(&t.buf), (struct str){want, want_n}))
			fail_msg("\"%s\" in pieces of %zu is \"%.*s\"", written, piece, STR_ARG(buf_str(&t.buf)));
		xlsx_text_release(&t);
	}
}

static void test_escapes(void **state)
{
	static const struct {
		const char *written, *want;
	} cases[] = {
		{"", ""},
		{"高炉", "高炉"},
		{"_", "_"},
		{"__", "__"},
		{"a_b", "a_b"},
		{"_x000D_", "\r"},
		{"_x000d_", "\r"},
		{"a_x000D_\nb", "a\r\nb"},
		{"_x000D__x000A_", "\r\n"},
		{"__x000D_", "_\r"},
		{"_x005F_", "_"},
		{"_x005F_x000D_", "_x000D_"}, /* how the text _x000D_ is written */
		{"_x005F__x005F_", "__"},
		{"_x9AD8_", "高"},
		{"_xD83D__xDE00_", "\xf0\x9f\x98\x80"},
		{"_xD83D_", "_xD83D_"}, /* half a pair is no character */
		{"_xDE00_", "_xDE00_"},
		{"_xD83D__x0041_", "_xD83D_A"},
		{"_xD83D_x", "_xD83D_x"},
		{"_xD83D__xD83D__xDE00_", "_xD83D_\xf0\x9f\x98\x80"},
		{"_X000D_", "_X000D_"},
		{"_x00D_", "_x00D_"},
		{"_x0000D_", "_x0000D_"},
		{"_x00G0_", "_x00G0_"},
		{"_x000D", "_x000D"},
		{"_x00", "_x00"},
		{"_x", "_x"},
		{"_x000_x000D_", "_x000\r"},
		{"x000D_", "x000D_"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_text(cases[i].written, cases[i].want, strlen(cases[i].want));
	check_text("a_x0000_b", "a\0b", 3);
}

static void test_runs(void **state)
{
	struct xlsx_text t;
	(void)state;
	xlsx_text_init(&t);
	xlsx_text_add(&t, STR("a_x00"));
	xlsx_text_end_run(&t);
	xlsx_text_add(&t, STR("0D_"));
	xlsx_text_end_run(&t);
	assert_str(buf_str(&t.buf), "a_x000D_");
	xlsx_text_clear(&t);
	xlsx_text_add(&t, STR("b"));
	assert_str(buf_str(&t.buf), "b");
	xlsx_text_release(&t);
}

/* What is kept is measured once decoded: 10,000 escapes are a short text, and none is lost at the border. */
static void test_length(void **state)
{
	(void)state;
	for (size_t n = LIMIT_CELL_BYTES - 1; n <= LIMIT_CELL_BYTES + 3; n++) {
		struct xlsx_text t;
		xlsx_text_init(&t);
		for (size_t i = 0; i < n; i++)
			xlsx_text_add(&t, STR("_x0041_"));
		xlsx_text_end_run(&t);
		assert_int_equal(t.buf.n, n <= LIMIT_CELL_BYTES ? n : LIMIT_CELL_BYTES + 1);
		assert_int_equal(t.buf.p[t.buf.n - 1], 'A');
		assert_true(t.buf.cap < 4 * LIMIT_CELL_BYTES);
		xlsx_text_release(&t);
	}
	/* an end that only looks like an escape is text, and counts */
	struct xlsx_text t;
	xlsx_text_init(&t);
	for (size_t i = 0; i < LIMIT_CELL_BYTES; i++)
		xlsx_text_add(&t, STR("x"));
	xlsx_text_add(&t, STR("_x00"));
	xlsx_text_end_run(&t);
	assert_int_equal(t.buf.n, LIMIT_CELL_BYTES + 1);
	xlsx_text_release(&t);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escapes),
		cmocka_unit_test(test_runs),
		cmocka_unit_test(test_length),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
