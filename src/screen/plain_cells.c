#include "screen/plain_cells.h"

/* --- numbers ---------------------------------------------------------------------------------------------------------- */

enum { PLACES = 6, WHOLE_DIGITS = 12 };

bool plain_number(int64_t *out, struct str text)
{
	int64_t n = 0;
	size_t i = 0, places = 0;
	while (i < text.n && text.p[i] >= '0' && text.p[i] <= '9' && i <= WHOLE_DIGITS)
		n = n * 10 + (text.p[i++] - '0');
	if (!i || i > WHOLE_DIGITS || (i > 1 && text.p[0] == '0'))
		return false;
	if (i < text.n && text.p[i] == '.') {
		i++;
		while (i < text.n && text.p[i] >= '0' && text.p[i] <= '9' && places < PLACES) {
			n = n * 10 + (text.p[i++] - '0');
			places++;
		}
		if (!places)
			return false;
	}
	for (; places < PLACES; places++)
		n *= 10;
	*out = n;
	return i == text.n;
}

uint16_t plain_numbers_class(const struct plain_numbers *numbers, int64_t n)
{
	size_t below = 0;
	for (size_t left = numbers->n; left;) {
		const size_t half = left / 2, at = below + half;
		const bool above = numbers->limits[at] < n;
		below = above ? at + 1 : below;
		left = above ? left - half - 1 : half;
	}
	return numbers->classes[2 * below + (below < numbers->n && numbers->limits[below] == n)];
}

/* --- dates ------------------------------------------------------------------------------------------------------------- */

static bool two_digits(int32_t *out, const char *p)
{
	*out = (p[0] - '0') * 10 + (p[1] - '0');
	return p[0] >= '0' && p[0] <= '9' && p[1] >= '0' && p[1] <= '9';
}

static int32_t days_of(int32_t year, int32_t month)
{
	static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return days[month - 1] + (month == 2 && leap);
}

bool plain_day(int32_t *out, struct str text)
{
	enum { LENGTH = 10 };
	int32_t century, year, month, day;
	if (text.n != LENGTH || text.p[4] != '-' || text.p[7] != '-' || !two_digits(&century, text.p) || !two_digits(&year, text.p + 2) ||
	    !two_digits(&month, text.p + 5) || !two_digits(&day, text.p + 8))
		return false;
	year += century * 100;
	if (!year || month < 1 || month > 12 || day < 1 || day > days_of(year, month))
		return false;
	*out = year * 512 + month * 32 + day;
	return true;
}

bool plain_days_class(uint16_t *out, const struct plain_days *days, int32_t on)
{
	if (on < days->from[0] || on >= days->from[days->n - 1])
		return false;
	size_t at = 0, behind = days->n; /* from[at] is not after it, from[behind] is */
	while (behind - at > 1) {
		const size_t middle = at + (behind - at) / 2;
		if (days->from[middle] <= on)
			at = middle;
		else
			behind = middle;
	}
	*out = days->classes[at];
	return true;
}

/* --- models ---------------------------------------------------------------------------------------------------------------- */

void bare_letters_find(struct bare_letters *out, struct arena *scratch, const struct vocabulary *v)
{
	for (size_t i = 0; i < 26; i++) {
		const char letter[] = {(char)('A' + i), '\0'};
		out->safe[i] = !units_know(&v->units, scratch, str_from(letter));
		for (size_t k = 0; k < v->n_counters; k++)
			out->safe[i] &= !str_eq(v->counters[k], str_from(letter));
	}
	out->none = false;
	for (size_t i = 0; i < v->n_nominals && !out->none; i++)
		out->none = model_is_bare(out, v->nominals[i].name);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

bool model_is_bare(const struct bare_letters *letters, struct str text)
{
	if (!text.n)
		return true;
	if (letters->none || !is_capital(text.p[0]))
		return false;
	for (size_t i = 1; i < text.n; i++) {
		const char c = text.p[i], before = text.p[i - 1], next = i + 1 < text.n ? text.p[i + 1] : '-';
		if (!is_digit(c) && !is_capital(c) && c != '-' && c != '/' && c != '.')
			return false;
		if (is_digit(before) && is_capital(c) && (!letters->safe[c - 'A'] || is_capital(next)))
			return false;
	}
	return true;
}

/* --- what models begin with ---------------------------------------------------------------------------------------------- */

enum { MOST_BYTES = 7 };

/* Its first n bytes, and how many they are. */
static inline uint64_t start_key(const char *p, size_t n)
{
	uint64_t key = 0;
	memcpy(&key, p, n);
	return key | (uint64_t)n << 56;
}

static inline size_t start_slot(const struct plain_models *m, uint64_t key, size_t probe)
{
	return ((key * UINT64_C(0x9E3779B97F4A7C15) >> 32) + probe) & (m->cap - 1);
}

static void put_start(struct plain_models *m, uint64_t key)
{
	size_t probe = 0;
	while (m->slots[start_slot(m, key, probe)] && m->slots[start_slot(m, key, probe)] != key)
		probe++;
	m->n += !m->slots[start_slot(m, key, probe)];
	m->slots[start_slot(m, key, probe)] = key;
}

static bool grow_starts(struct plain_models *m, struct arena *a)
{
	struct plain_models more = *m;
	more.cap = m->cap ? m->cap * 2 : 16;
	more.n = 0;
	more.slots = ARENA_ARRAY(a, more.cap, uint64_t);
	if (!more.slots)
		return false;
	for (size_t i = 0; i < m->cap; i++)
		if (m->slots[i])
			put_start(&more, m->slots[i]);
	*m = more;
	return true;
}

bool plain_models_add(struct plain_models *m, struct arena *a, struct str start)
{
	const size_t n = start.n < MOST_BYTES ? start.n : MOST_BYTES;
	if (2 * (m->n + 1) > m->cap && !grow_starts(m, a))
		return false;
	put_start(m, start_key(start.p, n));
	m->lengths |= 1u << n;
	return true;
}

static bool has_start(const struct plain_models *m, uint64_t key)
{
	for (size_t probe = 0; probe < m->cap; probe++) {
		const uint64_t found = m->slots[start_slot(m, key, probe)];
		if (found == key)
			return true;
		if (!found)
			break;
	}
	return false;
}

static bool has_digit(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (is_digit(text.p[i]))
			return true;
	return false;
}

bool plain_models_none(const struct plain_models *m, struct str text)
{
	if (!has_digit(text))
		return false;
	for (size_t n = 1; n <= MOST_BYTES && n <= text.n; n++)
		if (m->lengths >> n & 1 && has_start(m, start_key(text.p, n)))
			return false;
	return true;
}
