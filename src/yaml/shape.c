#include "yaml/shape.h"

#include "base/limits.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t digits_ahead(struct str s, size_t i)
{
	size_t from = i;
	while (i < s.n && is_digit(s.p[i]))
		i++;
	return i - from;
}

bool shape_is_id(struct str s)
{
	static const char others[] = {'_', '.', ':', '-'};
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i], lower = (char)(c | 0x20);
		if (!is_digit(c) && !(lower >= 'a' && lower <= 'z') && !memchr(others, c, sizeof others))
			return false;
	}
	return s.n > 0;
}

/* Digits, and perhaps a point and digits; the bytes taken, 0 where there is no number. */
static size_t decimal_ahead(struct str s, size_t from)
{
	size_t whole = digits_ahead(s, from), end = from + whole, part = 0;
	if (end < s.n && s.p[end] == '.') {
		part = digits_ahead(s, end + 1);
		if (part == 0)
			return 0;
		end += 1 + part;
	}
	return whole > 0 && whole + part <= LIMIT_DECIMAL_DIGITS ? end - from : 0;
}

static bool is_zero(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '0' && s.p[i] != '.')
			return false;
	return true;
}

bool shape_is_number(struct str s)
{
	size_t from = s.n && (*s.p == '-' || *s.p == '+'), n = decimal_ahead(s, from), end = from + n;
	if (n == 0)
		return false;
	if (end < s.n && s.p[end] == '/') {
		size_t below = decimal_ahead(s, end + 1);
		return below > 0 && end + 1 + below == s.n && !is_zero(str_sub(s, end + 1, s.n));
	}
	return end == s.n || (end + 1 == s.n && s.p[end] == '%');
}

static int number_at(struct str s, size_t i, size_t n)
{
	int value = 0;
	for (size_t k = 0; k < n; k++)
		value = value * 10 + (s.p[i + k] - '0');
	return value;
}

static int days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && leap);
}

bool shape_is_date(struct str s)
{
	static const char form[] = "dddd-dd-dd";
	if (s.n != 4 && s.n != 7 && s.n != 10)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (form[i] == 'd' ? !is_digit(s.p[i]) : s.p[i] != form[i])
			return false;
	int year = number_at(s, 0, 4), month = s.n >= 7 ? number_at(s, 5, 2) : 1;
	if (year < 1 || month < 1 || month > 12)
		return false;
	int day = s.n == 10 ? number_at(s, 8, 2) : 1;
	return day >= 1 && day <= days_in(year, month);
}

bool shape_is_word(struct str s, const char *const *words)
{
	for (; *words; words++)
		if (str_is(s, *words))
			return true;
	return false;
}
