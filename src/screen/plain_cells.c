#include "screen/plain_cells.h"

#include "screen/bare_models.h"

#include <endian.h>

/* --- numbers ---------------------------------------------------------------------------------------------------------- */

enum { PLACES = PLAIN_PLACES, WHOLE_DIGITS = 12 };

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

/* Longer ones are not worth while. */
enum { MOST_PREFIX = 4, MOST_SUFFIX = 24, FULL_WIDTH_BYTES = 3 };

static bool is_number_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* U+FF10 to U+FF19 */
static bool full_width_digit(int64_t *out, struct str s)
{
	if (s.n < FULL_WIDTH_BYTES || s.p[0] != '\xEF' || s.p[1] != '\xBC' || (unsigned char)s.p[2] < 0x90 || (unsigned char)s.p[2] > 0x99)
		return false;
	*out = (unsigned char)s.p[2] - 0x90;
	return true;
}

/* Bytes of a whole number in full-width digits; 0 where there is none. */
static size_t read_full_width(int64_t *out, struct str s)
{
	int64_t n = 0, digit;
	size_t i = 0;
	while (full_width_digit(&digit, str_sub(s, i, s.n)) && i < WHOLE_DIGITS * FULL_WIDTH_BYTES) {
		n = n * 10 + digit;
		i += FULL_WIDTH_BYTES;
	}
	*out = n * 1000000;
	return full_width_digit(&digit, str_sub(s, i, s.n)) || (i > FULL_WIDTH_BYTES && (unsigned char)s.p[2] == 0x90) ? 0 : i;
}

/* Bytes of a whole number in groups of three; 0 where it is none. */
static size_t read_thousands(int64_t *out, struct str s)
{
	int64_t n = 0;
	size_t i = 0, groups = 0;
	while (i < s.n && i < 3 && is_number_digit(s.p[i]))
		n = n * 10 + (s.p[i++] - '0');
	if (!i || s.p[0] == '0')
		return 0;
	while (i + 3 < s.n && groups < 3 && s.p[i] == ',' && is_number_digit(s.p[i + 1]) && is_number_digit(s.p[i + 2]) && is_number_digit(s.p[i + 3])) {
		n = n * 1000 + (s.p[i + 1] - '0') * 100 + (s.p[i + 2] - '0') * 10 + (s.p[i + 3] - '0');
		i += 4;
		groups++;
	}
	*out = n * 1000000;
	return groups && !(i < s.n && (is_number_digit(s.p[i]) || s.p[i] == ',' || s.p[i] == '.')) ? i : 0;
}

static size_t read_plain(int64_t *out, struct str s)
{
	size_t n = 0;
	while (n < s.n && (is_number_digit(s.p[n]) || s.p[n] == '.'))
		n++;
	return n && plain_number(out, str_sub(s, 0, n)) ? n : 0;
}

/* Whatever a number of its own could begin with. */
static bool may_hold_number(struct str s)
{
	int64_t digit;
	for (size_t i = 0; i < s.n; i++)
		if (is_number_digit(s.p[i]) || s.p[i] == ',' || s.p[i] == '.' || full_width_digit(&digit, str_sub(s, i, s.n)))
			return true;
	return false;
}

bool number_cut(int64_t *out, struct number_form *form, struct str text)
{
	size_t from = 0, n;
	while (from < text.n && from < MOST_PREFIX && text.p[from] == ' ')
		from++;
	const struct str rest = str_sub(text, from, text.n);
	*form = (struct number_form){.prefix = str_sub(text, 0, from)};
	form->thousands = (n = read_thousands(out, rest)) > 0;
	if (!n)
		n = read_plain(out, rest);
	if (!n)
		form->full_width = (n = read_full_width(out, rest)) > 0;
	form->suffix = str_sub(rest, n, rest.n);
	return n && form->suffix.n <= MOST_SUFFIX && !may_hold_number(form->suffix);
}

bool number_form_same(const struct number_form *a, const struct number_form *b)
{
	return a->thousands == b->thousands && a->full_width == b->full_width && str_eq(a->prefix, b->prefix) && str_eq(a->suffix, b->suffix);
}

static struct str digits_of(struct arena *a, const struct number_form *form, uint64_t whole)
{
	const struct str plain = arena_printf(a, "%ju", (uintmax_t)whole);
	struct str out = STR("");
	if (!form->thousands && !form->full_width)
		return plain;
	if (form->thousands && plain.n <= 3)
		return STR_NONE;
	for (size_t i = 0; i < plain.n && out.p; i++) {
		const bool comma = form->thousands && i && (plain.n - i) % 3 == 0;
		out = form->full_width ? arena_printf(a, "%.*s\xEF\xBC%c", STR_ARG(out), (char)(0x90 + (plain.p[i] - '0')))
				       : arena_printf(a, "%.*s%s%c", STR_ARG(out), comma ? "," : "", plain.p[i]);
	}
	return out;
}

static struct str dress(struct arena *a, const struct number_form *form, struct str digits)
{
	return digits.p ? arena_printf(a, "%.*s%.*s%.*s", STR_ARG(form->prefix), STR_ARG(digits), STR_ARG(form->suffix)) : STR_NONE;
}

struct str number_write(struct arena *a, const struct number_form *form, uint64_t whole)
{
	return dress(a, form, digits_of(a, form, whole));
}

struct str number_write_tenth(struct arena *a, const struct number_form *form)
{
	return dress(a, form, form->thousands || form->full_width ? STR_NONE : STR("0.1"));
}

_Atomic uint16_t *plain_numbers_class(const struct plain_numbers *numbers, int64_t n)
{
	size_t below = 0;
	if (n > numbers->limits[numbers->n - 1]) /* as most are, where limits are for what is small */
		return &numbers->classes[2 * numbers->n];
	for (size_t left = numbers->n; left;) {
		const size_t half = left / 2, at = below + half;
		const bool above = numbers->limits[at] < n;
		below = above ? at + 1 : below;
		left = above ? left - half - 1 : half;
	}
	return &numbers->classes[2 * below + (below < numbers->n && numbers->limits[below] == n)];
}

/* --- dates ------------------------------------------------------------------------------------------------------------- */

static bool is_leap(int32_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Of YYYY-MM- and DD: the bytes but for the code of '0', a dash but for its own, so that each digit is 0 to 9 and each dash 0. */
#define DAY_FIRST UINT64_C(0x2D30302D30303030)
#define DAY_LAST UINT64_C(0x3030)

static int32_t day_digits(uint64_t bytes, unsigned at)
{
	return (int32_t)((bytes >> 8 * at & 0xFF) * 10 + (bytes >> 8 * (at + 1) & 0xFF));
}

bool plain_day(int32_t *out, struct str text)
{
	enum { LENGTH = 10 };
	static const unsigned char days[16] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	uint64_t first;
	uint16_t last;
	if (text.n != LENGTH)
		return false;
	memcpy(&first, text.p, sizeof first);
	memcpy(&last, text.p + sizeof first, sizeof last);
	const uint64_t a = le64toh(first) ^ DAY_FIRST, b = le16toh(last) ^ DAY_LAST;
	/* a byte that is too great sets its highest bit, or has it */
	const uint64_t wrong = (((a + UINT64_C(0x7F76767F76767676)) | a) & UINT64_C(0x8080808080808080)) | (((b + 0x7676) | b) & 0x8080);
	const int32_t year = day_digits(a, 0) * 100 + day_digits(a, 2), month = day_digits(a, 5), day = day_digits(b, 0);
	if (wrong || !year || month > 12 || day < 1 || day > days[month] || (month == 2 && day == 29 && !is_leap(year)))
		return false;
	*out = year * 512 + month * 32 + day;
	return true;
}

bool plain_days_class(uint16_t *out, const struct plain_days *days, int32_t on)
{
	if (on < days->from[0] || on >= days->from[days->n - 1])
		return false;
	const int32_t *at = days->from; /* not after it */
	for (size_t left = days->n; left > 1;) {
		const size_t half = left / 2;
		at = at[half] <= on ? at + half : at;
		left -= half;
	}
	*out = days->classes[at - days->from];
	return true;
}

/* --- models ---------------------------------------------------------------------------------------------------------------- */

void bare_letters_find(struct bare_letters *out, struct arena *scratch, const struct vocabulary *v)
{
	out->unsafe = 0;
	for (unsigned i = 0; i < 26; i++) {
		const char letter[] = {(char)('A' + i), '\0'};
		bool unsafe = units_know(&v->units, scratch, str_from(letter));
		for (size_t k = 0; k < v->n_counters; k++)
			unsafe |= str_eq(v->counters[k], str_from(letter));
		out->unsafe |= (uint32_t)unsafe << i;
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

bool model_is_bare_slowly(const struct bare_letters *letters, struct str text)
{
	if (!text.n)
		return true;
	if (letters->none)
		return false;
	const size_t begin = letters->utf8 && str_starts(text, STR("Φ")) ? sizeof "Φ" - 1 : 1;
	if (begin == 1 && !is_capital(text.p[0]))
		return false;
	for (size_t i = begin; i < text.n; i++) {
		const char c = text.p[i], before = text.p[i - 1], next = i + 1 < text.n ? text.p[i + 1] : '-';
		const bool by = c == 'x' && is_digit(before) && is_digit(next); /* Φ3.6x24 */
		if (!is_digit(c) && !is_capital(c) && c != '-' && c != '/' && c != '.' && !by)
			return false;
		if (is_digit(before) && is_capital(c) && ((letters->unsafe >> (c - 'A') & 1) || is_capital(next)))
			return false;
	}
	return true;
}

bool model_is_bare(const struct bare_letters *letters, struct str text)
{
	char bytes[BARE_AHEAD] = {0};
	unsigned digits;
	if (text.n > BARE_WIDTH || letters->none)
		return model_is_bare_slowly(letters, text);
	if (text.n)
		memcpy(bytes, text.p, text.n);
	return bare_at_once(letters, (struct str){bytes, text.n}, &digits);
}

/* --- what models begin with ---------------------------------------------------------------------------------------------- */

/* Noughts behind it. */
static uint64_t first_bytes(struct str s)
{
	uint64_t bytes = 0;
	memcpy(&bytes, s.p, s.n < sizeof bytes ? s.n : sizeof bytes);
	return bytes;
}

static void put_start(struct plain_models *m, uint64_t key)
{
	size_t probe = 0;
	while (m->slots[plain_start_slot(m, key, probe)] && m->slots[plain_start_slot(m, key, probe)] != key)
		probe++;
	m->n += !m->slots[plain_start_slot(m, key, probe)];
	m->slots[plain_start_slot(m, key, probe)] = key;
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
	const size_t n = start.n < START_BYTES ? start.n : START_BYTES;
	if (2 * (m->n + 1) > m->cap && !grow_starts(m, a))
		return false;
	put_start(m, plain_start_key(first_bytes(start), n));
	m->lengths |= 1u << n;
	return true;
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
	return has_digit(text) && bare_begins_with_none(m, first_bytes(text));
}
