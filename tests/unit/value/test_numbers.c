/*
 * Number literals that others collected (../shared/corpora/numbers-*): each is read exactly or refused. Skipped where
 * the folder is absent.
 */
#include "unit.h"

#include "base/limits.h"
#include "value/decimal.h"

#include <ctype.h>
#include <inttypes.h>

#define CORPORA "../shared/corpora/"

enum { LINE = 8192, EXPONENT_CAP = 100000 };

/*
 * The oracle, in another way than decimal.c: it moves a point through a string of digits. Writes the plain form and
 * returns true; false where that has more than LIMIT_DECIMAL_DIGITS digits. The literal is a good one.
 */
static bool plain_form(char out[LINE], const char *literal)
{
	char digits[LINE];
	size_t n = 0, at = 0;
	long point, exponent = 0;
	bool negative = *literal == '-', seen_point = false;
	literal += *literal == '-' || *literal == '+';
	for (point = 0; *literal && *literal != 'e' && *literal != 'E'; literal++) {
		if (*literal == '.') {
			seen_point = true;
			continue;
		}
		digits[n++] = *literal;
		point += !seen_point;
	}
	if (*literal)
		exponent = strtol(literal + 1, NULL, 10);
	exponent = exponent > EXPONENT_CAP ? EXPONENT_CAP : exponent < -EXPONENT_CAP ? -EXPONENT_CAP : exponent;
	point += exponent;
	size_t first = 0;
	for (; first < n && digits[first] == '0'; first++)
		point--;
	while (n > first && digits[n - 1] == '0')
		n--;
	long count = (long)(n - first), before = point > 0 ? point : 1;
	long behind = count > point ? count - point : 0;
	if (count == 0) {
		strncpy(out, "0", 2);
		return true;
	}
	if (before + behind > LIMIT_DECIMAL_DIGITS)
		return false;
	if (negative)
		out[at++] = '-';
	for (long i = point > 0 ? 0 : point - 1; i < (count > point ? count : point); i++) {
		if (i == point)
			out[at++] = '.';
		out[at++] = i >= 0 && i < count ? digits[first + (size_t)i] : '0';
	}
	out[at] = '\0';
	return true;
}

struct work {
	struct arena arena;
	struct buf buf;
	size_t literals, too_long;
	bool have_last;
	struct decimal last;
	uint64_t last_bits;
};

static bool check_literal(struct work *w, const char *literal, struct decimal *d)
{
	char want[LINE];
	bool fits = plain_form(want, literal);
	enum decimal_status status = decimal_parse(d, &w->arena, str_from(literal));
	w->literals++;
	w->too_long += !fits;
	if (status != (fits ? DECIMAL_OK : DECIMAL_TOO_LONG))
		fail_msg("%.60s: status %d", literal, (int)status);
	if (!fits)
		return false;
	buf_clear(&w->buf);
	decimal_write(&w->buf, d);
	assert_str(buf_str(&w->buf), want);
	return true;
}

static bool has_needless_zero(const char *literal)
{
	literal += *literal == '-' || *literal == '+';
	return literal[0] == '0' && isdigit((unsigned char)literal[1]);
}

static void check_refused(struct work *w, const char *literal)
{
	struct decimal d;
	/* JSON refuses 012; a registry writes it */
	if (has_needless_zero(literal))
		return;
	w->literals++;
	if (decimal_parse(&d, &w->arena, str_from(literal)) != DECIMAL_SYNTAX)
		fail_msg("%.60s is read", literal);
}

/* The bits of positive doubles are in the order of their values; rounding never turns an order round. */
static void check_order(struct work *w, const struct decimal *d, uint64_t bits)
{
	uint64_t key = bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
	if (w->have_last) {
		int order = decimal_cmp(&w->last, d);
		assert_false((order < 0 && w->last_bits > key) || (order > 0 && w->last_bits < key));
	}
	w->have_last = true;
	w->last = *d;
	w->last_bits = key;
}

static void check_bits_line(struct work *w, char *line)
{
	struct decimal d;
	char *literal = strrchr(line, ' ');
	assert_non_null(literal);
	uint64_t bits = strtoull(line + 14, NULL, 16);
	if (check_literal(w, literal + 1, &d))
		check_order(w, &d, bits);
}

static void check_good_line(struct work *w, char *line)
{
	struct decimal d;
	check_literal(w, line, &d);
}

static void check_bad_line(struct work *w, char *line)
{
	check_refused(w, line);
}

/* Returns false where the file is absent. */
static bool each_line(struct work *w, const char *path, void (*check)(struct work *, char *))
{
	char *line = NULL;
	size_t room = 0;
	FILE *f = fopen(path, "r");
	if (!f)
		return false;
	while (getline(&line, &room, f) > 0) {
		line[strcspn(line, "\r\n")] = '\0';
		if (*line && *line != '#' && strlen(line) < LINE)
			check(w, line);
	}
	free(line);
	fclose(f);
	return true;
}

static void run(const char *const *paths, size_t n, void (*check)(struct work *, char *))
{
	struct work w = {.literals = 0};
	size_t present = 0;
	arena_init(&w.arena);
	buf_init(&w.buf);
	for (size_t i = 0; i < n; i++)
		present += each_line(&w, paths[i], check);
	buf_release(&w.buf);
	arena_release(&w.arena);
	if (present == 0) {
		print_message("skipped: %s is absent\n", paths[0]);
		skip();
	}
	print_message("%zu files, %zu literals, %zu of them too long\n", present, w.literals, w.too_long);
	assert_int_equal(present, n);
	assert_true(w.literals > 0);
}

static void test_bits(void **state)
{
	static const char *const paths[] = {
		CORPORA "numbers-parse-fxx/data/lemire-fast-float.txt",
		CORPORA "numbers-parse-fxx/data/more-test-cases.txt",
		CORPORA "numbers-parse-fxx/data/tencent-rapidjson.txt",
	};
	(void)state;
	run(paths, 3, check_bits_line);
}

static void test_good(void **state)
{
	static const char *const paths[] = {
		CORPORA "numbers-yyjson/int.txt",      CORPORA "numbers-yyjson/int(big).txt",
		CORPORA "numbers-yyjson/int(ext).txt", CORPORA "numbers-yyjson/int(inf).txt",
		CORPORA "numbers-yyjson/real_2.txt",   CORPORA "numbers-yyjson/real_5.txt",
		CORPORA "numbers-yyjson/real_6.txt",   CORPORA "numbers-yyjson/real(ext).txt",
		CORPORA "numbers-yyjson/real(inf).txt", CORPORA "numbers-yyjson/real(inf)(ext).txt",
	};
	(void)state;
	run(paths, sizeof paths / sizeof *paths, check_good_line);
}

static void test_bad(void **state)
{
	static const char *const paths[] = {
		CORPORA "numbers-yyjson/int(fail).txt",      CORPORA "numbers-yyjson/real(fail).txt",
		CORPORA "numbers-yyjson/literal.txt",        CORPORA "numbers-yyjson/literal(ext).txt",
		CORPORA "numbers-yyjson/literal(fail).txt",  CORPORA "numbers-yyjson/hex(fail).txt",
		CORPORA "numbers-yyjson/hex(ext).txt",       CORPORA "numbers-yyjson/hex(ext)(big).txt",
	};
	(void)state;
	run(paths, sizeof paths / sizeof *paths, check_bad_line);
}

/* The oracle itself. */
static void test_oracle(void **state)
{
	static const char *const cases[][2] = {
		{"1.5", "1.5"}, {"-0.0125e1", "-0.125"}, {"1e3", "1000"}, {"12.50e-3", "0.0125"}, {"0e9", "0"}, {"100",
														 "100"},
	};
	char out[LINE];
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(plain_form(out, cases[i][0]));
		assert_string_equal(out, cases[i][1]);
	}
	assert_false(plain_form(out, "1e512"));
	assert_true(plain_form(out, "1e511"));
	assert_false(plain_form(out, "1e-512"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_oracle),
		cmocka_unit_test(test_bits),
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
