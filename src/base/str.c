#include "base/str.h"

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;
	if (c)
		return c;
	return (a.n > b.n) - (a.n < b.n);
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool str_starts_any_case(struct str s, struct str prefix)
{
	if (s.n < prefix.n)
		return false;
	for (size_t i = 0; i < prefix.n; i++)
		if (lower(s.p[i]) != prefix.p[i])
			return false;
	return true;
}

size_t str_find(struct str s, struct str needle)
{
	if (needle.n == 0)
		return 0;
	if (needle.n > s.n)
		return s.n + 1;
	const char *hit = memmem(s.p, s.n, needle.p, needle.n);
	return hit ? (size_t)(hit - s.p) : s.n + 1;
}

/* The length of a white-space character at the start of s, 0 where there is none. */
static size_t space_ahead(struct str s)
{
	static const struct str wide[] = {STR_INIT("\xe3\x80\x80"), STR_INIT("\xc2\xa0"), STR_INIT("\xef\xbb\xbf")};

	if (s.n && (*s.p == ' ' || (*s.p >= '\t' && *s.p <= '\r')))
		return 1;
	if (!s.n || (*s.p > ' ' && *s.p < 0x7f)) /* most are printable ASCII */
		return 0;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (str_starts(s, wide[i]))
			return wide[i].n;
	return 0;
}

static size_t space_behind(struct str s)
{
	for (size_t n = 1; n <= 3 && n <= s.n; n++) {
		struct str tail = str_sub(s, s.n - n, s.n);
		if (space_ahead(tail) == n)
			return n;
	}
	return 0;
}

struct str str_trim(struct str s)
{
	size_t n;
	while ((n = space_ahead(s)) > 0)
		s = str_sub(s, n, s.n);
	while ((n = space_behind(s)) > 0)
		s.n -= n;
	return s;
}

enum { DISTANCE_LONGEST = 64 };

size_t str_distance(struct str a, struct str b, size_t most)
{
	size_t row[DISTANCE_LONGEST + 1];

	if (a.n > DISTANCE_LONGEST || b.n > DISTANCE_LONGEST)
		return most + 1;
	for (size_t j = 0; j <= b.n; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t above = row[j];
			size_t best = diagonal + (a.p[i - 1] != b.p[j - 1]);
			if (above + 1 < best)
				best = above + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
			diagonal = above;
		}
	}
	return row[b.n] > most ? most + 1 : row[b.n];
}
