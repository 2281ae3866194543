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

/*
 * The double nearest to x, where it takes one rounding only (Clinger 1990): an integer below 2^53, times or divided
 * by a power of ten that is exact as a double. False for other magnitudes. x has at most SHOWN digits.
 */
static bool nearest_double(double *out, const struct number *x)
{
	static const double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
					1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
	const int64_t most = sizeof powers / sizeof *powers - 1;
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

static struct str write_number(char out[NUMBER_TEXT_BYTES], const struct number *x)
{
	int n;
	const char *sign = x->negative ? "-" : "", *digits = x->digits;
	int exponent = (int)x->exponent, whole = exponent + 1;
	if (x->n == 0)
		n = snprintf(out, NUMBER_TEXT_BYTES, "0");
	else if (whole >= x->n && whole <= INTEGER_DIGITS) /* 371602123456789000 */
		n = snprintf(out, NUMBER_TEXT_BYTES, "%s%.*s%.*s", sign, x->n, digits, whole - x->n, "000000000000000000000");
	else if (whole > 0 && whole < x->n) /* 12.5 */
		n = snprintf(out, NUMBER_TEXT_BYTES, "%s%.*s.%.*s", sign, whole, digits, x->n - whole, digits + whole);
	else if (whole <= 0 && exponent >= LEAST_EXPONENT) /* 0.0125 */
		n = snprintf(out, NUMBER_TEXT_BYTES, "%s0.%.*s%.*s", sign, -whole, "00000000", x->n, digits);
	else
		n = snprintf(out, NUMBER_TEXT_BYTES, "%s%c%s%.*sE%+d", sign, digits[0], x->n > 1 ? "." : "", x->n - 1, digits + 1, exponent);
	return (struct str){out, n > 0 ? (size_t)n : 0};
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

struct str number_text_binary(char out[NUMBER_TEXT_BYTES], double stored, bool *rounded)
{
	char text[64];
	struct number shown;
	double again;
	int n = snprintf(text, sizeof text, "%.*e", SHOWN - 1, stored);
	*rounded = false;
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
