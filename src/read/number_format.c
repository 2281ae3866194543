#include "read/number_format.h"

#include "read/number_text.h"
#include "read/serial_date.h"

#include <stdio.h>

/* Good for order: two decimals of at most 15 digits that are equal give equal values. */
static long double value(struct str number)
{
	long double v = 0, unit = 1;
	bool fraction = false, negative = number.n && number.p[0] == '-';
	for (size_t i = negative; i < number.n; i++) {
		char c = number.p[i];
		if (c == '.')
			fraction = true;
		else if (c >= '0' && c <= '9') {
			v = v * 10 + (c - '0');
			unit *= fraction ? 10 : 1;
		} else /* an exponent: beyond 21 digits or below 1e-9 */
			return (i + 1 < number.n && number.p[i + 1] == '-' ? 0 : 1e30L) * (negative ? -1 : 1);
	}
	return (negative ? -v : v) / unit;
}

static bool holds(const struct format_section *s, long double v)
{
	char out[NUMBER_TEXT_BYTES];
	bool rounded;
	long double limit = value(number_text(out, s->limit, &rounded));
	switch (s->when) {
	case WHEN_LESS:
		return v < limit;
	case WHEN_MOST:
		return v <= limit;
	case WHEN_MORE:
		return v > limit;
	case WHEN_LEAST:
		return v >= limit;
	case WHEN_EQUAL:
		return v >= limit && v <= limit;
	case WHEN_NOT:
		return v < limit || v > limit;
	case WHEN_SIGN:
		break;
	}
	return false;
}

/* The section for v; NULL: none, the number is shown as it is. */
static const struct format_section *section(const struct number_format *f, struct str number)
{
	const struct format_section *s = f->sections;
	if (f->n == 0)
		return NULL;
	if (f->n == 1 && s[0].when == WHEN_SIGN)
		return &s[0];
	long double v = value(number);
	if (s[0].when != WHEN_SIGN || (f->n > 1 && s[1].when != WHEN_SIGN)) {
		if (s[0].when == WHEN_SIGN ? v > 0 || (v >= 0 && f->n < 3) : holds(&s[0], v))
			return &s[0];
		if (f->n == 1)
			return NULL;
		if (s[1].when == WHEN_SIGN ? v < 0 || f->n < 3 : holds(&s[1], v))
			return &s[1];
		return f->n > 2 ? &s[2] : NULL;
	}
	if (v < 0)
		return &s[f->n > 1];
	return v > 0 || f->n < 3 ? &s[0] : &s[2];
}

/* The number times 100 for each percent sign, its digits untouched; empty where it is too large for that. */
static struct str shift(char out[NUMBER_TEXT_BYTES], struct str number, unsigned percents)
{
	char text[NUMBER_TEXT_BYTES + 32];
	size_t e = str_find(number, STR("E"));
	long exponent = 0;
	bool rounded;
	for (size_t i = e + 2; i < number.n; i++)
		exponent = exponent * 10 + (number.p[i] - '0');
	if (e < number.n && number.p[e + 1] == '-')
		exponent = -exponent;
	int n = snprintf(text, sizeof text, "%.*sE%ld", STR_ARG(str_sub(number, 0, e)), exponent + 2 * (long)percents);
	return number_text(out, (struct str){text, n > 0 ? (size_t)n : 0}, &rounded);
}

static struct str with_words(const struct format_section *s, struct buf *room, struct str number)
{
	size_t sign = str_starts(number, STR("-")), point = str_find(number, STR("."));
	size_t digits = (point < number.n ? point : number.n) - sign;
	buf_clear(room);
	buf_add(room, s->before);
	buf_add(room, str_sub(number, 0, sign));
	for (; digits < s->digits && !str_has(number, STR("E")); digits++)
		buf_addc(room, '0');
	buf_add(room, str_sub(number, sign, number.n));
	buf_add(room, s->after);
	return buf_str(room);
}

enum cell_sort number_format_show(struct str *text, const struct number_format *f, struct buf *room, struct str number,
				  bool rounded, bool since_1904)
{
	char shifted[NUMBER_TEXT_BYTES], date[SERIAL_DATE_BYTES];
	const struct format_section *s = f->plain ? NULL : section(f, number);
	enum cell_sort sort = rounded ? CELL_ROUNDED : CELL_NUMBER;
	*text = number;
	if (!s || s->sort == FORMAT_PLAIN)
		return sort;
	if (s->sort == FORMAT_OTHER)
		return CELL_SCALED;
	if (s->sort == FORMAT_DATE) {
		struct str shown = serial_date(date, number, since_1904);
		if (!shown.n)
			return sort;
		*text = with_words(&(struct format_section){0}, room, shown);
		return CELL_DATE;
	}
	if (s->percents)
		number = shift(shifted, number, s->percents);
	if (!number.n)
		return CELL_SCALED;
	*text = with_words(s, room, number);
	return sort;
}
