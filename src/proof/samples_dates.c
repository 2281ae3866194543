/* Dates in each precision, and those from which years in service are reckoned. */
#include "proof/samples_parts.h"

static void add_days(struct samples *s, const struct field *field, day first, day last, bool probe)
{
	int year, month, day_of_month;
	date_to_ymd(first, &year, &month, &day_of_month);
	struct str text = arena_printf(s->arena, "%04d-%02d-%02d", year, month, day_of_month);
	if (last - first > 31)
		text = str_sub(text, 0, 4);
	else if (last != first)
		text = str_sub(text, 0, 7);
	sample_add(s, (struct saying_cell){.field = field, .text = text, .says = SAYS_DAYS, .first = first, .last = last}, probe);
}

void samples_of_date(struct samples *s, const struct condition *leaf)
{
	int year, month, day_of_month;
	day first, last;
	for (day d = leaf->day - 1; d <= leaf->day + 1; d++)
		add_days(s, leaf->field, d, d, true);
	date_to_ymd(leaf->day, &year, &month, &day_of_month);
	for (int y = year - 1; y <= year + 1; y++)
		if (date_from_ymd(&first, y, 1, 1) && date_from_ymd(&last, y, 12, 31))
			add_days(s, leaf->field, first, last, false);
	if (date_from_ymd(&first, year, month, 1) &&
	    date_from_ymd(&last, month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1))
		add_days(s, leaf->field, first, last - 1, false);
}

void samples_of_years(struct samples *s, const struct condition *leaf, day as_of)
{
	const struct field *date = leaf->field->from_date;
	int years, year, month, day_of_month;
	day at, first, last;
	if (!oracle_years(&years, s->arena, leaf))
		return;
	date_to_ymd(as_of, &year, &month, &day_of_month);
	if (!date_from_ymd(&at, year - years, month, day_of_month))
		return;
	for (day d = at - 1; d <= at + 1; d++)
		add_days(s, date, d, d, false);
	for (int y = year - years - 1; y <= year - years + 1; y++)
		if (date_from_ymd(&first, y, 1, 1) && date_from_ymd(&last, y, 12, 31))
			add_days(s, date, first, last, false);
	add_days(s, date, as_of, as_of, false);
	add_days(s, date, as_of + 1, as_of + 1, false);
	sample_add_missing(s, date);
}

void samples_of_leap_day(struct samples *s, const struct condition *leaf)
{
	day d;
	if (date_from_ymd(&d, 2000, 2, 29))
		add_days(s, leaf->field->from_date, d, d, false);
}
