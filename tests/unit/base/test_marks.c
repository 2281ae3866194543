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

/* --- fields with quotes ------------------------------------------------------------------------------------------------------ */

enum { MOST_FIELDS = 400 };

struct fields {
	uint32_t all[MOST_FIELDS + MARKS_SLACK], others[MOST_FIELDS + MARKS_SLACK];
	size_t n, n_others;
	bool plain, quotes, cr;
};

/* Byte after byte, as it is written in marks.h. */
static void read_fields(struct fields *out, const char *p, size_t n)
{
	bool inside = false, begins = true, closed = false, lone = false;
	*out = (struct fields){.plain = true};
	for (size_t i = 0; i < n; i++) {
		const bool line = p[i] == '\n' || p[i] == '\r', mark = line || p[i] == ',';
		out->quotes |= p[i] == '"';
		out->cr |= p[i] == '\r';
		if (inside) {
			out->plain &= !line;
			inside = p[i] != '"';
			closed = !inside;
			begins = false;
			continue;
		}
		out->plain &= !(closed && !mark) && !(p[i] == '"' && !begins);
		inside = p[i] == '"';
		if (line)
			out->others[out->n_others++] = (uint32_t)out->n;
		if (mark)
			out->all[out->n++] = (uint32_t)i;
		begins = mark;
		closed = false;
	}
	for (size_t i = 0; i + 1 < out->n_others; i += 2) {
		const uint32_t one = out->all[out->others[i]], two = out->all[out->others[i + 1]];
		lone |= p[one] != '\r' || p[two] != '\n' || two != one + 1;
	}
	out->plain &= !(out->cr && lone);
}

static void compare_fields(enum marks_way way, const char *p, size_t n, unsigned *n_plain)
{
	struct fields wanted, got;
	struct marks marks = {.all = got.all, .others = got.others};
	struct fields_seen seen;
	read_fields(&wanted, p, n);
	const bool plain = marks_find_fields(way, &marks, p, n, ',', &seen);
	assert_int_equal(plain, wanted.plain);
	if (!plain)
		return;
	++*n_plain;
	assert_int_equal(seen.quotes, wanted.quotes);
	assert_int_equal(seen.cr, wanted.cr);
	assert_int_equal(marks.n, wanted.n);
	assert_int_equal(marks.n_others, wanted.n_others);
	assert_memory_equal(got.all, wanted.all, marks.n * sizeof *got.all);
	assert_memory_equal(got.others, wanted.others, marks.n_others * sizeof *got.others);
}

/* Of pieces that are plain, but for a few. */
static size_t fill_fields(char *p, size_t most, unsigned seed)
{
	static const char *const pieces[] = {"a,", "高炉,", ",", ",,,,", "\"x\",", "\"1,234\",", "\"\",", "long text without an end", "b\n", "\n", "\"y\"\n", "c\r\n", "\"z\"\r\n", "\"", "\r", "\"\"", "\"a\nb\","};
	enum { PLAIN = 11, CRLF = 13, ALL = sizeof pieces / sizeof *pieces };
	const unsigned among = seed % 3 == 0 ? PLAIN : seed % 3 == 1 ? CRLF : ALL;
	uint32_t x = seed * 2654435761u + 1;
	size_t n = 0;
	for (;;) {
		x = x * 1664525u + 1013904223u;
		unsigned pick = (x >> 16) % among;
		if (among == CRLF && pick >= 8 && pick < PLAIN)
			pick = 11 + (x >> 24) % 2; /* all of its lines end so */
		const size_t length = strlen(pieces[pick]);
		if (n + length > most)
			return n;
		memcpy(p + n, pieces[pick], length);
		n += length;
	}
}

static void test_fields(void **state)
{
	(void)state;
	for (enum marks_way way = MARKS_PLAIN; way < MARKS_WAYS; way++) {
		unsigned plain = 0;
		for (unsigned seed = 0; marks_can(way) && seed < 6000; seed++) {
			char filled[MOST_FIELDS];
			const size_t all = fill_fields(filled, seed % MOST_FIELDS, seed), n = all - (all ? seed % 5 % all : 0); /* cut anywhere */
			char *p = malloc(n ? n : 1);
			assert_non_null(p);
			memcpy(p, filled, n);
			compare_fields(way, p, n, &plain);
			free(p);
		}
		assert_true(!marks_can(way) || (plain > 1000 && plain < 5000));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_can),
		cmocka_unit_test(test_alike),
		cmocka_unit_test(test_fields),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
