#include "read/serial_date.h"

#include <stdint.h>
#include <stdio.h>

enum {
	DAY_SECONDS = 86400,
	LEAP_DAY_1900 = 60,  /* the day that was not */
	EPOCH_1900 = 693900, /* days from 0000-03-01 to the day 0 of each system: 1899-12-31 … */
	EPOCH_1904 = 695361, /* … and 1904-01-01 */
	LAST_DAY = 3652364,  /* 9999-12-31 */
	DAY_DIGITS = 7,
	FRACTION_DIGITS = 12,
};

/* Proleptic Gregorian, days since 0000-03-01. */
static void civil(int *year, int *month, int *day, int64_t days)
{
	int64_t era = days / 146097, of_era = days % 146097;
	int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * of_year + 2) / 153; /* from March */
	*day = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + era * 400 + (*month <= 2));
}

/* Whole days and the seconds of the last; false where `number` is not such a decimal. */
static bool split(int64_t *days, int64_t *seconds, struct str number)
{
	uint64_t whole = 0, fraction = 0, unit = 1;
	size_t i = 0;
	for (; i < number.n && i < DAY_DIGITS && number.p[i] >= '0' && number.p[i] <= '9'; i++)
		whole = whole * 10 + (uint64_t)(number.p[i] - '0');
	if (i == 0 || (i < number.n && number.p[i] != '.'))
		return false;
	for (size_t n = 1; n <= FRACTION_DIGITS; n++, unit *= 10) {
		char c = i + n < number.n ? number.p[i + n] : '0';
		if (c < '0' || c > '9')
			return false;
		fraction = fraction * 10 + (uint64_t)(c - '0');
	}
	*days = (int64_t)whole;
	*seconds = (int64_t)((fraction * DAY_SECONDS + unit / 2) / unit);
	*days += *seconds / DAY_SECONDS;
	*seconds %= DAY_SECONDS;
	return true;
}

struct str serial_date(char out[SERIAL_DATE_BYTES], struct str number, bool since_1904)
{
	int year = 1900, month = 2, day = 29;
	int64_t days, seconds;
	if (!split(&days, &seconds, number) || (number.p[0] == '0' && !(since_1904 && number.n == 1)))
		return (struct str){out, 0};
	int64_t civil_days = days + (since_1904 ? EPOCH_1904 : EPOCH_1900 - (days > LEAP_DAY_1900));
	if (civil_days > LAST_DAY)
		return (struct str){out, 0};
	if (since_1904 || days != LEAP_DAY_1900)
		civil(&year, &month, &day, civil_days);
	int n = snprintf(out, SERIAL_DATE_BYTES, "%04d-%02d-%02d", year, month, day);
	if (n > 0 && seconds)
		n += snprintf(out + n, SERIAL_DATE_BYTES - (size_t)n, " %02d:%02d:%02d", (int)(seconds / 3600),
			      (int)(seconds / 60 % 60), (int)(seconds % 60));
	return (struct str){out, n > 0 ? (size_t)n : 0};
}
