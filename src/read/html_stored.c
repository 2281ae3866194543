#include "read/html_stored.h"

#include "read/serial_date.h"

#include <stdint.h>
#include <stdio.h>

enum { DIGITS = 18 }; /* that an int64_t holds */

void html_stored_take(struct html_stored *out, const struct html_start *cell)
{
	struct str number = cell->value[ATTR_X_NUM];
	*out = (struct html_stored){.number = cell->has[ATTR_X_NUM] && number.n <= STORED_BYTES,
				    .boolean = cell->has[ATTR_X_BOOL],
				    .error = cell->has[ATTR_X_ERR]};
	if (!out->number || !number.n)
		return;
	memcpy(out->text, number.p, number.n);
	out->n = number.n;
}

/* --- numbers ------------------------------------------------------------------------------------------------------------ */

struct shown_number { /* ± digits, of which `decimals` stand behind the point */
	int64_t digits;
	int decimals;
	bool negative;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* -1,234.50: commas part thousands; nothing else stands in it. */
static bool parse(struct shown_number *out, struct str s)
{
	size_t i = 0, n = 0;
	bool point = false, any = false;
	*out = (struct shown_number){.digits = 0};
	if (i < s.n && (s.p[i] == '-' || s.p[i] == '+'))
		out->negative = s.p[i++] == '-';
	for (; i < s.n; i++) {
		char c = s.p[i];
		if (c == ',' && !point && any && s.n - i > 3 && is_digit(s.p[i + 1]) && is_digit(s.p[i + 2]) && is_digit(s.p[i + 3]) &&
		    (s.n - i == 4 || !is_digit(s.p[i + 4])))
			continue;
		if (c == '.' && !point) {
			point = true;
			continue;
		}
		if (!is_digit(c) || n == DIGITS)
			return false;
		n += n > 0 || c != '0';
		any = true;
		out->digits = out->digits * 10 + (c - '0');
		out->decimals += point;
	}
	return any;
}

/* The stored number (number_text's) with so many decimals, half away from zero; false where it is too large to tell. */
static bool round_to(struct shown_number *out, struct str stored, int decimals)
{
	enum { TINY_DECIMALS = 8 }; /* number_text writes E- for what is below 1E-9: what is left of a difference that should be 0 */
	int64_t half = 0;
	if (!parse(out, stored)) {
		*out = (struct shown_number){.digits = 0};
		return decimals <= TINY_DECIMALS && str_has(stored, STR("E-"));
	}
	for (; out->decimals > decimals; out->decimals--) {
		half = out->digits % 10 >= 5;
		out->digits /= 10;
	}
	out->digits += half;
	for (; out->decimals < decimals; out->decimals++) {
		if (out->digits > INT64_MAX / 10)
			return false;
		out->digits *= 10;
	}
	return true;
}

static bool is_shown_as(struct str stored, const struct shown_number *shown)
{
	struct shown_number rounded;
	return round_to(&rounded, stored, shown->decimals) && rounded.digits == shown->digits &&
	       (rounded.negative == shown->negative || !rounded.digits);
}

/* 1.08E+03: a number of a column that is too narrow for it. */
static bool is_scientific(struct str shown)
{
	size_t e = 0;
	struct shown_number x;
	while (e < shown.n && shown.p[e] != 'E')
		e++;
	struct str power = str_sub(shown, e + 1, shown.n);
	return e < shown.n && parse(&x, str_sub(shown, 0, e)) && power.n > 1 &&
	       (power.p[0] == '+' || power.p[0] == '-') && parse(&x, power) && !x.decimals;
}

/* ####: a column that is too narrow for any number. */
static bool is_hidden(struct str shown)
{
	size_t i = 0;
	while (i < shown.n && shown.p[i] == '#')
		i++;
	return i == shown.n;
}

/* Whether the number is a day of the year that is shown: a date whose format shows the year alone. */
static bool is_year(struct str stored, const struct shown_number *shown)
{
	char room[SERIAL_DATE_BYTES], year[8];
	int n = snprintf(year, sizeof year, "%04d-", shown->digits <= 9999 ? (int)shown->digits : 0);
	return n == 5 && !shown->negative && !shown->decimals && str_starts(serial_date(room, stored, false), (struct str){year, 5});
}

static struct str number_of(enum cell_sort *sort, char room[NUMBER_TEXT_BYTES], const struct html_stored *stored, struct str shown)
{
	struct shown_number x;
	struct str trimmed = str_trim(shown), text;
	bool rounded, plain = parse(&x, trimmed);
	char digits[STORED_BYTES];
	size_t n = 0;
	if (stored->n) {
		text = number_text(room, (struct str){stored->text, stored->n}, &rounded);
	} else {
		for (size_t i = 0; plain && i < trimmed.n && n < sizeof digits; i++)
			if (trimmed.p[i] != ',')
				digits[n++] = trimmed.p[i];
		text = number_text(room, (struct str){digits, n}, &rounded);
	}
	if (!text.n || !(plain || is_scientific(trimmed) || is_hidden(trimmed)))
		return shown;
	if (plain && stored->n && !is_shown_as(text, &x)) {
		if (is_year(text, &x))
			return shown;
		*sort = CELL_SCALED;
		return text;
	}
	*sort = rounded ? CELL_ROUNDED : CELL_NUMBER;
	return text;
}

struct str html_stored_text(enum cell_sort *sort, char room[NUMBER_TEXT_BYTES], const struct html_stored *stored, struct str shown)
{
	*sort = CELL_TEXT;
	if (stored->number)
		return number_of(sort, room, stored, shown);
	if (stored->boolean)
		*sort = CELL_BOOLEAN;
	else if (stored->error)
		*sort = CELL_ERROR;
	return shown;
}
