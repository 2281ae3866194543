#include "read/number_text.h"

#include <stdint.h>
#include <stdio.h>

enum {
	SHOWN = 15,           /* significant digits of a spreadsheet */
	BINARY = 17,          /* significant digits that tell any two doubles apart */
	INTEGER_DIGITS = 21,  /* of an integer that is written out */
	LEAST_EXPONENT = -9,  /* of a fraction that is written out */
	EXPONENT_MOST = 99999,
};

struct number { /* ± d.ddd… × 10^exponent; the first digit is not 0, zero has no digits */
	char digits[BINARY];
	int n;         /* of them; those behind the last one are '0' */
	int64_t exponent;
	bool negative;
	bool more;     /* digits behind the BINARYth that are not zero */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits from s[*at]; those of a fraction do not raise the exponent. Answers how many there were. */
static size_t take_digits(struct number *out, struct str s, size_t *at, bool fraction)
{
	size_t start = *at;
	for (; *at < s.n && is_digit(s.p[*at]); ++*at) {
		char c = s.p[*at];
		bool leading = out->n == 0 && c == '0';
		if (leading ? fraction : !fraction)
			out->exponent += fraction ? -1 : 1;
		if (leading)
			continue;
		if (out->n < BINARY)
			out->digits[out->n++] = c;
		else
			out->more |= c != '0';
	}
	return *at - start;
}

/* e|E [+-] digits from s[*at], added to the exponent. */
static bool take_exponent(struct number *out, struct str s, size_t *at)
{
	int64_t value = 0;
	bool negative = false;
	size_t start;
	if (*at < s.n && (s.p[*at] == '+' || s.p[*at] == '-'))
		negative = s.p[(*at)++] == '-';
	for (start = *at; *at < s.n && is_digit(s.p[*at]); ++*at)
		if (value < INT64_MAX / 100) /* more is beyond any number; the text may be longer than that has digits */
			value = value * 10 + (s.p[*at] - '0');
	out->exponent += negative ? -value : value;
	return *at > start;
}

static bool parse(struct number *out, struct str s)
{
	size_t at = 0, digits;
	*out = (struct number){.exponent = -1};
	memset(out->digits, '0', BINARY);
	s = str_trim(s);
	if (at < s.n && (s.p[at] == '+' || s.p[at] == '-'))
		out->negative = s.p[at++] == '-';
	digits = take_digits(out, s, &at, false);
	if (at < s.n && s.p[at] == '.') {
		at++;
		digits += take_digits(out, s, &at, true);
	}
	if (!digits)
		return false;
	if (at < s.n && (s.p[at] == 'e' || s.p[at] == 'E')) {
		at++;
		if (!take_exponent(out, s, &at))
			return false;
	}
	return at == s.n;
}

static void drop_zeros(struct number *x)
{
	while (x->n && x->digits[x->n - 1] == '0')
		x->n--;
}

/* To SHOWN digits, half away from zero. */
static struct number to_shown(const struct number *x)
{
	struct number y = *x;
	bool up = y.digits[SHOWN] >= '5';
	memset(y.digits + SHOWN, '0', BINARY - SHOWN);
	y.more = false;
	if (y.n > SHOWN)
		y.n = SHOWN;
	for (int i = SHOWN - 1; up && i >= 0; i--) {
		up = y.digits[i] == '9';
		y.digits[i] = up ? '0' : (char)(y.digits[i] + 1);
	}
	if (up) { /* 9.99… is 10 now */
		y.digits[0] = '1';
		y.exponent++;
	}
	drop_zeros(&y);
	return y;
}

/* Those powers of ten that are exact as doubles. */
static const double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
enum { EXACT_POWERS = sizeof powers / sizeof *powers };

/*
 * The double nearest to x, where it takes one rounding only (Clinger 1990): an integer below 2^53, times or divided
 * by a power of ten that is exact as a double. False for other magnitudes. x has at most SHOWN digits.
 */
static bool nearest_double(double *out, const struct number *x)
{
	const int64_t most = EXACT_POWERS - 1;
	int64_t integer = 0, scale = x->exponent - (x->n ? x->n - 1 : 0);
	for (int i = 0; i < x->n; i++)
		integer = integer * 10 + (x->digits[i] - '0');
	if (integer && (scale < -most || scale > most))
		return false;
	*out = !integer ? 0 : scale < 0 ? (double)integer / powers[-scale] : (double)integer * powers[scale];
	if (x->negative)
		*out = -*out;
	return true;
}

/* Whether x, of more than SHOWN digits, is how the double next to `shown` is written in as many digits. */
static bool is_binary_form(const struct number *x, const struct number *shown)
{
	char text[64];
	double d;
	struct number form;
	if (x->more || !nearest_double(&d, shown))
		return false;
	int n = snprintf(text, sizeof text, "%.*e", x->n - 1, d);
	if (n < 0 || (size_t)n >= sizeof text || !parse(&form, (struct str){text, (size_t)n}))
		return false;
	return form.exponent == x->exponent && memcmp(form.digits, x->digits, BINARY) == 0;
}

static void add(char *out, size_t *n, const char *bytes, size_t more)
{
	memcpy(out + *n, bytes, more);
	*n += more;
}

static struct str write_number(char out[NUMBER_TEXT_BYTES], const struct number *x)
{
	static const char noughts[] = "000000000000000000000";
	const char *digits = x->digits;
	const int exponent = (int)x->exponent, whole = exponent + 1;
	size_t n = 0;
	if (x->n == 0)
		return (struct str){memcpy(out, "0", 1), 1};
	add(out, &n, "-", x->negative);
	if (whole >= x->n && whole <= INTEGER_DIGITS) { /* 371602123456789000 */
		add(out, &n, digits, (size_t)x->n);
		add(out, &n, noughts, (size_t)(whole - x->n));
	} else if (whole > 0 && whole < x->n) { /* 12.5 */
		add(out, &n, digits, (size_t)whole);
		add(out, &n, ".", 1);
		add(out, &n, digits + whole, (size_t)(x->n - whole));
	} else if (whole <= 0 && exponent >= LEAST_EXPONENT) { /* 0.0125 */
		add(out, &n, "0.", 2);
		add(out, &n, noughts, (size_t)-whole);
		add(out, &n, digits, (size_t)x->n);
	} else {
		n += (size_t)snprintf(out + n, NUMBER_TEXT_BYTES - n, "%c%s%.*sE%+d", digits[0], x->n > 1 ? "." : "", x->n - 1, digits + 1, exponent);
	}
	return (struct str){out, n};
}

/* 450, 12.5: most stored numbers are in the one form already. Not all of those are known here, which costs time only. */
static bool is_final(struct str s)
{
	size_t i = 0, point = s.n;
	if (!s.n || s.n > SHOWN || s.p[0] < '1' || s.p[0] > '9')
		return false;
	for (; i < s.n; i++)
		if (s.p[i] == '.' && point == s.n)
			point = i;
		else if (!is_digit(s.p[i]))
			return false;
	return point == s.n || (point + 1 < s.n && s.p[s.n - 1] != '0');
}

struct str number_text(char out[NUMBER_TEXT_BYTES], struct str stored, bool *rounded)
{
	struct number x;
	*rounded = false;
	if (is_final(stored)) {
		memcpy(out, stored.p, stored.n);
		return (struct str){out, stored.n};
	}
	if (!parse(&x, stored))
		return (struct str){out, 0};
	drop_zeros(&x);
	struct number shown = to_shown(&x);
	if (shown.n && (shown.exponent > EXPONENT_MOST || shown.exponent < -EXPONENT_MOST))
		return (struct str){out, 0};
	*rounded = (x.n > SHOWN || x.more) && !is_binary_form(&x, &shown);
	return write_number(out, &shown);
}

/*
 * A magnitude with few places, as most are, is found without printing it: the first power of ten by which it is a whole number of at most SHOWN digits. That number over that power is
 * the double itself in one rounding, and no shorter one is. False of any other.
 */
static bool short_binary(struct number *out, double stored)
{
	enum { PLACES = 6 };
	const double size = stored < 0 ? -stored : stored, most = 1e15;
	for (size_t i = 0; i <= PLACES && size >= 1e-6 && size * powers[i] < most; i++) {
		const int64_t whole = (int64_t)(size * powers[i] + 0.5);
		const double again = (double)whole / powers[i];
		if (again < size || again > size || whole >= (int64_t)most)
			continue;
		int n = 0;
		for (int64_t rest = whole; rest; rest /= 10)
			n++;
		*out = (struct number){.n = n, .exponent = n - 1 - (int64_t)i, .negative = stored < 0};
		memset(out->digits, '0', sizeof out->digits);
		for (int64_t rest = whole; rest; rest /= 10)
			out->digits[--n] = (char)('0' + rest % 10);
		drop_zeros(out);
		return true;
	}
	return false;
}

struct str number_text_binary(char out[NUMBER_TEXT_BYTES], double stored, bool *rounded)
{
	char text[64];
	struct number shown;
	double again;
	*rounded = false;
	if (short_binary(&shown, stored))
		return write_number(out, &shown);
	int n = snprintf(text, sizeof text, "%.*e", SHOWN - 1, stored);
	if (n < 0 || (size_t)n >= sizeof text || !parse(&shown, (struct str){text, (size_t)n}))
		return (struct str){out, 0};
	drop_zeros(&shown);
	if (nearest_double(&again, &shown)) {
		*rounded = again < stored || again > stored;
	} else { /* a magnitude that nothing measured has: what has more digits is said to be rounded */
		struct number full;
		n = snprintf(text, sizeof text, "%.*e", BINARY - 1, stored);
		*rounded = n < 0 || !parse(&full, (struct str){text, (size_t)n}) || memcmp(full.digits, shown.digits, BINARY) != 0;
	}
	return write_number(out, &shown);
}
