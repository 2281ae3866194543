/* Every way to find marks against the plain one, which is held against what is written out. */
#include "unit.h"

#include "base/marks.h"

#include <stdlib.h>
#include <string.h>

static const struct mark_set of_csv = {{',', '"', '\n', '\r'}};

/* Those of all bytes of the set, and how many. */
static size_t find(enum marks_way way, uint32_t *out, const char *p, size_t from, size_t n, const struct mark_set *set)
{
	struct marks marks = {.all = out};
	marks_find(way, &marks, p, from, n, set);
	return marks.n;
}

static void test_plain(void **state)
{
	uint32_t out[32 + MARKS_SLACK];
	static const char text[] = "a,\"b\"\r\n,,x";
	static const uint32_t marks[] = {1, 2, 4, 5, 6, 7, 8};
	(void)state;
	assert_int_equal(find(MARKS_PLAIN, out, text, 0, strlen(text), &of_csv), 7);
	assert_memory_equal(out, marks, sizeof marks);
	assert_int_equal(find(MARKS_PLAIN, out, text, 5, strlen(text), &of_csv), 4);
	assert_memory_equal(out, marks + 3, 4 * sizeof *marks);
	assert_int_equal(find(MARKS_PLAIN, out, text, 0, 0, &of_csv), 0);
	assert_int_equal(find(MARKS_PLAIN, out, "none", 0, 4, &of_csv), 0);
}

static void test_can(void **state)
{
	(void)state;
	assert_true(marks_can(MARKS_PLAIN));
	assert_true(marks_can(marks_best()));
	assert_false(marks_can(MARKS_WAYS));
}

/* A text of the seed's own, with more or fewer marks: from none to nothing else. */
static void fill(char *p, size_t n, unsigned seed, unsigned often)
{
	uint32_t x = seed * 2654435761u + 1;
	for (size_t i = 0; i < n; i++) {
		x = x * 1664525u + 1013904223u;
		unsigned pick = (x >> 16) % 100;
		p[i] = pick < often ? of_csv.bytes[pick & 3] : (char)(x >> 24);
	}
}

static void compare(enum marks_way way, const char *p, size_t from, size_t n, const struct mark_set *set)
{
	uint32_t *a = malloc((n + MARKS_SLACK) * sizeof *a), *b = malloc((n + MARKS_SLACK) * sizeof *b);
	assert_true(a && b);
	const size_t wanted = find(MARKS_PLAIN, a, p, from, n, set);
	assert_int_equal(find(way, b, p, from, n, set), wanted);
	for (size_t i = 0; i < wanted; i++)
		assert_int_equal(a[i], b[i]);
	free(a);
	free(b);
}

/* Behind marks that are there already: the same, and which are others. */
static void compare_others(enum marks_way way, const char *p, size_t n, const struct mark_set *set)
{
	const size_t bytes = (n + MARKS_SLACK) * sizeof(uint32_t);
	uint32_t *wanted = malloc(bytes);
	struct marks got = {.all = malloc(bytes + sizeof(uint32_t)), .n = 1, .others = malloc(bytes + sizeof(uint32_t)), .n_others = 1};
	size_t others = 0;
	assert_true(wanted && got.all && got.others);
	got.all[0] = got.others[0] = UINT32_MAX;
	marks_find(way, &got, p, 0, n, set);
	assert_int_equal(got.n, 1 + find(MARKS_PLAIN, wanted, p, 0, n, set));
	assert_int_equal(got.all[0], UINT32_MAX);
	for (size_t i = 1; i < got.n; i++) {
		assert_int_equal(got.all[i], wanted[i - 1]);
		if (p[got.all[i]] == set->bytes[0])
			continue;
		assert_true(++others < got.n_others);
		assert_int_equal(got.others[others], i);
	}
	assert_int_equal(got.n_others, 1 + others);
	assert_int_equal(got.others[0], UINT32_MAX);
	free(wanted);
	free(got.all);
	free(got.others);
}

static void test_alike(void **state)
{
	enum { MOST = 400 };
	static const unsigned often[] = {0, 1, 10, 50, 100};
	static const struct mark_set alike = {{';', ';', '\n', '\n'}}, zero = {{'\0', (char)0xFF, (char)0x80, '\x7F'}};
	(void)state;
	for (enum marks_way way = MARKS_PLAIN; way < MARKS_WAYS; way++)
		for (size_t n = 0; marks_can(way) && n <= MOST; n += n < 140 ? 1 : 37)
			for (size_t i = 0; i < sizeof often / sizeof *often; i++) {
				char *p = malloc(n ? n : 1); /* of that size, so that a look beyond shows */
				assert_non_null(p);
				fill(p, n, (unsigned)(n * 7 + i), often[i]);
				compare(way, p, 0, n, &of_csv);
				compare(way, p, n / 3, n, &of_csv);
				compare(way, p, 0, n, &alike);
				compare(way, p, 0, n, &zero);
				compare_others(way, p, n, &of_csv);
				compare_others(way, p, n, &alike);
				compare_others(way, p, n, &zero);
				free(p);
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_can),
		cmocka_unit_test(test_alike),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
