/*
 * A cell as a date: what is written reads as itself, its days are in order; and as a count, a number, a ratio:
 * nothing else happens.
 */
#include "value/count.h"
#include "value/date.h"
#include "must.h"

#include <stdlib.h>

static void check_date(const struct date *d)
{
	struct date again;
	struct interval years;
	struct buf text;
	buf_init(&text);
	date_write(&text, d);
	MUST(date_parse_iso(&again, buf_str(&text)) && again.first == d->first && again.last == d->last &&
	     again.precision == d->precision);
	MUST(d->first <= d->last && (d->precision == DATE_DAY) == (d->first == d->last));
	MUST(date_service_years(&years, d, d->last) && decimal_cmp(&years.lo, &years.hi) <= 0);
	MUST(!date_service_years(&years, d, d->first - 1));
	MUST(date_compare(d, REL_AT_MOST, d->last) == TRUTH_TRUE && date_compare(d, REL_AT_LEAST,
										 d->first) == TRUTH_TRUE);
	buf_release(&text);
}

static void check_others(struct arena *arena, struct str cell)
{
	static const struct str counters[] = {STR_INIT("台"), STR_INIT("座"), STR_INIT("套")};
	struct decimal d, one = decimal_from_int(1);
	struct interval v;
	uint64_t n = 0;
	bool open;
	if (count_read(&n, &open, arena, counters, 3, cell))
		MUST(open ? n == 0 : n > 0);
	if (number_read(&d, arena, cell))
		MUST(!d.negative);
	if (ratio_read(&v, arena, cell))
		MUST(decimal_cmp(&one, &v.lo) <= 0 && decimal_cmp(&v.lo, &v.hi) <= 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct date d;
	struct str cell = {(const char *)data, size};
	arena_init(&arena);
	if (date_read(&d, &arena, cell))
		check_date(&d);
	if (date_parse_iso(&d, cell))
		check_date(&d);
	check_others(&arena, cell);
	arena_release(&arena);
	return 0;
}
