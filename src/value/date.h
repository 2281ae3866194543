/*
 * Calendar dates, proleptic Gregorian, without clock or time zone; a date as filed is an interval of days.
 *
 * Always: a day is the number of days since 1970-01-01; years 1 to 9999.
 */
#ifndef PHASEOUT_VALUE_DATE_H
#define PHASEOUT_VALUE_DATE_H

#include "base/buf.h"
#include "value/quantity.h"

typedef int32_t day;

enum date_precision { DATE_DAY, DATE_MONTH, DATE_YEAR };

struct date {
	day first, last; /* the days that the writing covers; equal at day precision */
	enum date_precision precision;
};

bool date_from_ymd(day *out, int year, int month, int day_of_month);
void date_to_ymd(day d, int *year, int *month, int *day_of_month);

/*
 * "2003-01-15", "2003-1", "2003", "2003/1/15", "2003.1.15", "2003年1月15日", "2003年1月", "2003年元月", "二〇〇三年",
 * "1982年建", full-width too, "20030115". The whole cell but for white space and 建 建厂 建成 投产 投运 投用 启用 购
 * 购进 购入 or a time of day (00:00:00, which is dropped) behind the date. False where it is none. Two-digit years,
 * day-first forms and vague ones (2003年底, 2003年度) are none, and so are `2003.1`, which a spreadsheet makes of
 * 2003.10, and a time in UTC from 16:00 on, when the next day has begun in China.
 */
bool date_read(struct date *out, struct arena *scratch, struct str cell);
/* Exactly YYYY-MM-DD, YYYY-MM or YYYY: options and rule files. */
bool date_parse_iso(struct date *out, struct str s);
/* In the precision it has: "2013-12-31", "2003-01", "2003". */
void date_write(struct buf *out, const struct date *d);
void day_write(struct buf *out, day d);

/* first.. last against a limit day, as quantities compare. */
enum truth date_compare(const struct date *d, enum relation rel, day limit);

/* The n-th anniversary; 29 February becomes 1 March. */
day date_anniversary(day d, int years);
/*
 * Whole-and-part years in service from a commissioning date to a day, as the interval that the clause's words compare
 * with: "more than n years" holds after the n-th anniversary. Ends are n (exactly the n-th anniversary) or inside (n,
 * n+1). False where the date lies behind `to`.
 */
bool date_service_years(struct interval *out, const struct date *commissioned, day to);

#endif
