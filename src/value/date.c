#include "value/date.h"

#include "text/fold.h"
#include "value/numeral.h"

#include <assert.h>

enum { YEAR_MIN = 1, YEAR_MAX = 9999, DAYS_OF_400_YEARS = 146097, DAYS_TO_1970 = 719468 };

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return days[month - 1] + (month == 2 && is_leap(year));
}

/* Years that begin in March, so that the leap day is the last; eras of 400 such years. */
static day from_civil(int year, int month, int day_of_month)
{
	int y = month <= 2 ? year - 1 : year;
	int era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
	int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day_of_month - 1;
	return era * DAYS_OF_400_YEARS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - DAYS_TO_1970;
}

bool date_from_ymd(day *out, int year, int month, int day_of_month)
{
	if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day_of_month < 1 ||
	    day_of_month > days_in_month(year, month))
		return false;
	*out = from_civil(year, month, day_of_month);
	return true;
}

void date_to_ymd(day d, int *year, int *month, int *day_of_month)
{
	int z = d + DAYS_TO_1970;
	int era = (z >= 0 ? z : z - (DAYS_OF_400_YEARS - 1)) / DAYS_OF_400_YEARS, of_era = z - era * DAYS_OF_400_YEARS;
	int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int m = (5 * of_year + 2) / 153;
	*day_of_month = of_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = year_of_era + era * 400 + (*month <= 2);
}

/* month 0: the year; day_of_month 0: the month. */
static bool set_date(struct date *out, int year, int month, int day_of_month)
{
	int last_month = month ? month : 12;
	if (year < YEAR_MIN || year > YEAR_MAX || month < 0 || month > 12 || (day_of_month && !month))
		return false;
	int last_day = day_of_month ? day_of_month : days_in_month(year, last_month);
	out->precision = day_of_month ? DATE_DAY : month ? DATE_MONTH : DATE_YEAR;
	return date_from_ymd(&out->first, year, month ? month : 1, day_of_month ? day_of_month : 1) &&
	       date_from_ymd(&out->last, year, last_month, last_day);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct cursor {
	struct str s; /* folded */
	size_t at;
};

static void skip_spaces(struct cursor *c)
{
	c->at = numeral_skip_spaces(c->s, c->at);
}

static bool skip(struct cursor *c, struct str word)
{
	if (!str_starts(str_sub(c->s, c->at, c->s.n), word))
		return false;
	c->at += word.n;
	return true;
}

/* From `least` to `most` ASCII digits and no digit more. */
static bool take_digits(struct cursor *c, int *out, size_t least, size_t most)
{
	size_t n = 0;
	int value = 0;
	for (; c->at + n < c->s.n && c->s.p[c->at + n] >= '0' && c->s.p[c->at + n] <= '9'; n++)
		if (n < most)
			value = value * 10 + (c->s.p[c->at + n] - '0');
	if (n < least || n > most)
		return false;
	c->at += n;
	*out = value;
	return true;
}

/* Digits or a Chinese numeral. */
static bool take_part(struct cursor *c, struct arena *scratch, int *out, size_t least, size_t most)
{
	struct numeral n;
	struct decimal limit = decimal_from_int(YEAR_MAX);
	if (c->at < c->s.n && (unsigned char)c->s.p[c->at] < 0x80)
		return take_digits(c, out, least, most);
	if (numeral_scan(&n, scratch, c->s, c->at) != DECIMAL_OK || n.value.scale || n.value.negative ||
	    decimal_cmp(&n.value, &limit) > 0 || (least == 4 && n.value.digits < 1000))
		return false;
	*out = (int)n.value.digits;
	c->at = n.end;
	return true;
}

static bool skip_any(struct cursor *c, const struct str *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (skip(c, words[i]))
			return true;
	return false;
}

/* 2003年1月15日 and its beginnings; 元月 is January. */
static bool take_chinese(struct cursor *c, struct arena *scratch, struct date *out)
{
	static const struct str days[] = {STR_INIT("日"), STR_INIT("号")};
	int part[3] = {0, 0, 0};
	if (!take_part(c, scratch, &part[0], 4, 4))
		return false;
	skip_spaces(c);
	if (!skip(c, STR("年")))
		return false;
	skip_spaces(c);
	bool first_month = skip(c, STR("元"));
	if (!first_month && !numeral_begins(c->s, c->at))
		return set_date(out, part[0], 0, 0);
	if (first_month)
		part[1] = 1;
	else if (!take_part(c, scratch, &part[1], 1, 2) || part[1] == 0)
		return false;
	skip_spaces(c);
	if (!skip(c, STR("月")))
		return false;
	if (skip(c, STR("份")))
		return set_date(out, part[0], part[1], 0);
	skip_spaces(c);
	if (!numeral_begins(c->s, c->at))
		return set_date(out, part[0], part[1], 0);
	if (!take_part(c, scratch, &part[2], 1, 2) || part[2] == 0)
		return false;
	skip_spaces(c);
	return skip_any(c, days, sizeof days / sizeof *days) && set_date(out, part[0], part[1], part[2]);
}

/*
 * 2003-01-15, 2003/1/15, 2003.1.15, 2003-1, 2003. Refused is `2003.1`, and only that of the months: a spreadsheet
 * shows October, typed as 2003.10, so.
 */
static bool take_separated(struct cursor *c, struct date *out)
{
	int part[3] = {0, 0, 0};
	if (!take_digits(c, &part[0], 4, 4))
		return false;
	char separator = c->at < c->s.n ? c->s.p[c->at] : '\0';
	if (separator != '-' && separator != '/' && separator != '.')
		return set_date(out, part[0], 0, 0);
	c->at++;
	size_t month_at = c->at;
	if (!take_digits(c, &part[1], 1, 2) || part[1] == 0)
		return false;
	if (c->at == c->s.n || c->s.p[c->at] != separator) {
		bool unclear = separator == '.' && part[1] == 1 && c->at - month_at == 1;
		return !unclear && set_date(out, part[0], part[1], 0);
	}
	c->at++;
	return take_digits(c, &part[2], 1, 2) && part[2] != 0 && set_date(out, part[0], part[1], part[2]);
}

static bool take_eight_digits(struct cursor *c, struct date *out)
{
	int value;
	return take_digits(c, &value, 8, 8) && value / 100 % 100 != 0 && value % 100 != 0 &&
	       set_date(out, value / 10000, value / 100 % 100, value % 100);
}

/*
 * The zone behind a time: +08:00, or Z. A time in UTC from 16:00 on is of the next day in China: whether the date was
 * moved when it was written cannot be known.
 */
static bool take_zone(struct cursor *c, int hour)
{
	static const struct str china[] = {STR_INIT("+08:00"), STR_INIT("+0800"), STR_INIT("+08")};
	if (skip(c, STR("Z")))
		return hour < 16;
	skip_any(c, china, sizeof china / sizeof *china);
	return true;
}

/* The time of day that databases and spreadsheets add to a date: 00:00, 8:30:00, T00:00:00.000Z. It changes nothing. */
static bool take_time(struct cursor *c)
{
	int hour, minute, second = 0, rest;
	skip(c, STR("T"));
	if (!take_digits(c, &hour, 1, 2) || !skip(c, STR(":")) || !take_digits(c, &minute, 2, 2))
		return false;
	if (skip(c, STR(":")) && !take_digits(c, &second, 2, 2))
		return false;
	if (skip(c, STR(".")) && !take_digits(c, &rest, 1, 9))
		return false;
	return take_zone(c, hour) && hour < 24 && minute < 60 && second < 60;
}

/* 建, 建厂时购进, 投产, … */
static void skip_words(struct cursor *c)
{
	static const struct str words[] = {
		STR_INIT("建厂时"), STR_INIT("建厂"), STR_INIT("建成"), STR_INIT("建"),   STR_INIT("投产"), STR_INIT("投运"),
		STR_INIT("投用"),   STR_INIT("启用"), STR_INIT("购进"), STR_INIT("购入"), STR_INIT("购"),
	};
	do
		skip_spaces(c);
	while (skip_any(c, words, sizeof words / sizeof *words));
}

bool date_read(struct date *out, struct arena *scratch, struct str cell)
{
	struct folded f;
	struct cursor c;
	struct date d;
	if (!fold_quantity(&f, scratch, cell))
		return false;
	struct cursor start = {.s = f.text};
	skip_spaces(&start);
	c = start;
	bool read = take_chinese(&c, scratch, &d);
	if (!read) {
		c = start;
		read = take_eight_digits(&c, &d);
	}
	if (!read) {
		c = start;
		read = take_separated(&c, &d);
	}
	if (!read)
		return false;
	size_t behind = c.at;
	skip_words(&c);
	if (c.at < c.s.n) {
		c.at = behind;
		skip_spaces(&c);
		if (d.precision != DATE_DAY || !take_time(&c))
			return false;
		skip_spaces(&c);
	}
	if (c.at < c.s.n)
		return false;
	*out = d;
	return true;
}

bool date_parse_iso(struct date *out, struct str s)
{
	struct cursor c = {.s = s};
	int part[3] = {0, 0, 0};
	struct date d;
	if (!take_digits(&c, &part[0], 4, 4))
		return false;
	for (int i = 1; i < 3 && c.at < s.n; i++)
		if (!skip(&c, STR("-")) || !take_digits(&c, &part[i], 2, 2) || part[i] == 0)
			return false;
	if (c.at < s.n || !set_date(&d, part[0], part[1], part[2]))
		return false;
	*out = d;
	return true;
}

/* --- writing, comparing, reckoning -------------------------------------------------------------------------------- */

void day_write(struct buf *out, day d)
{
	int year, month, day_of_month;
	date_to_ymd(d, &year, &month, &day_of_month);
	buf_printf(out, "%04d-%02d-%02d", year, month, day_of_month);
}

void date_write(struct buf *out, const struct date *d)
{
	int year, month, day_of_month;
	date_to_ymd(d->first, &year, &month, &day_of_month);
	buf_printf(out, "%04d", year);
	if (d->precision != DATE_YEAR)
		buf_printf(out, "-%02d", month);
	if (d->precision == DATE_DAY)
		buf_printf(out, "-%02d", day_of_month);
}

enum truth date_compare(const struct date *d, enum relation rel, day limit)
{
	bool strictly = rel == REL_LESS_THAN || rel == REL_AT_LEAST;
	day most = strictly ? limit - 1 : limit; /* the last day that is "at most" or "before" */
	enum truth below = d->last <= most ? TRUTH_TRUE : d->first > most ? TRUTH_FALSE : TRUTH_UNKNOWN;
	return rel == REL_AT_LEAST || rel == REL_MORE_THAN ? truth_not(below) : below;
}

day date_anniversary(day d, int years)
{
	int year, month, day_of_month;
	date_to_ymd(d, &year, &month, &day_of_month);
	/* the day behind 28 February, which from_civil makes of the 29th of a year that has none, is 1 March */
	return from_civil(year + years, month, day_of_month);
}

/* Whole years from d to `to`, which is not before it; *exact on the anniversary itself. */
static int whole_years(day d, day to, bool *exact)
{
	int from_year, to_year, month, day_of_month;
	date_to_ymd(d, &from_year, &month, &day_of_month);
	date_to_ymd(to, &to_year, &month, &day_of_month);
	int n = to_year - from_year;
	if (date_anniversary(d, n) > to)
		n--;
	*exact = date_anniversary(d, n) == to;
	return n;
}

bool date_service_years(struct interval *out, const struct date *commissioned, day to)
{
	bool most_exact, least_exact;
	if (commissioned->first > to)
		return false;
	int most = whole_years(commissioned->first, to, &most_exact);
	int least = whole_years(commissioned->last < to ? commissioned->last : to, to, &least_exact);
	*out = (struct interval){
		.lo = decimal_from_int(least),
		.hi = decimal_from_int(most_exact ? most : most + 1),
		.lo_open = !least_exact,
		.hi_open = !most_exact,
	};
	return true;
}
