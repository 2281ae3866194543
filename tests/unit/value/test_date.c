#include "unit.h"

#include "spec.h"
#include "value/date.h"

struct work {
	struct arena arena;
	struct buf buf;
};

static void write_date(struct work *w, bool read, const struct date *d)
{
	if (read)
		date_write(&w->buf, d);
	else
		buf_adds(&w->buf, "none");
}

/* read | cell | date or "none";  iso | text | date or "none" */
static void check_read(struct spec_case *c, struct work *w, bool iso)
{
	struct date d = {0};
	bool read = iso ? date_parse_iso(&d, spec_field(c, 1)) : date_read(&d, &w->arena, spec_field(c, 1));
	write_date(w, read, &d);
	spec_want_str(c, "date", buf_str(&w->buf), spec_field(c, 2));
	if (!read)
		return;
	struct date again;
	spec_want_int(c, "whether the writing reads", date_parse_iso(&again, buf_str(&w->buf)), true);
	spec_want_int(c, "its first day", again.first, d.first);
	spec_want_int(c, "its last day", again.last, d.last);
	spec_want_int(c, "its precision", (int)again.precision, (int)d.precision);
}

static bool take(struct spec_case *c, struct date *out, size_t field)
{
	return date_parse_iso(out, spec_field(c, field)) || spec_fail(c, "field %zu is no date", field);
}

/* days | date | first day | last day, counted from 1970-01-01 */
static void check_days(struct spec_case *c)
{
	struct date d;
	if (!take(c, &d, 1))
		return;
	spec_want_int(c, "first day", d.first, strtol(spec_field(c, 2).p, NULL, 10));
	spec_want_int(c, "last day", d.last, strtol(spec_field(c, 3).p, NULL, 10));
}

/* compare | date | limit | at_most | less_than | at_least | more_than */
static void check_compare(struct spec_case *c)
{
	struct date d, limit;
	if (!take(c, &d, 1) || !take(c, &limit, 2))
		return;
	for (int rel = REL_AT_MOST; rel <= REL_MORE_THAN; rel++)
		spec_want_str(c, "truth", str_from(truth_name(date_compare(&d, (enum relation)rel, limit.first))),
			      spec_field(c, 3 + (size_t)rel));
}

/* anniversary | date | years | date */
static void check_anniversary(struct spec_case *c, struct work *w)
{
	struct date d;
	if (!take(c, &d, 1))
		return;
	day_write(&w->buf, date_anniversary(d.first, (int)strtol(spec_field(c, 2).p, NULL, 10)));
	spec_want_str(c, "anniversary", buf_str(&w->buf), spec_field(c, 3));
}

/* years | commissioned | to | interval or "none" [| more than 15?] */
static void check_years(struct spec_case *c, struct work *w)
{
	struct date d, to;
	struct quantity years = {0}, limit = {.v = interval_point(decimal_from_int(15))};
	if (!take(c, &d, 1) || !take(c, &to, 2))
		return;
	bool known = date_service_years(&years.v, &d, to.first);
	if (known)
		interval_write(&w->buf, &years.v);
	else
		buf_adds(&w->buf, "none");
	spec_want_str(c, "years", buf_str(&w->buf), spec_field(c, 3));
	static const struct quantity_kind kind = {.per_year = false};
	const struct unit year = {.kind = &kind, .numerator = decimal_from_int(1), .denominator = decimal_from_int(1)};
	years.unit = limit.unit = &year;
	if (known && c->n > 4)
		spec_want_str(c, "more than 15", str_from(truth_name(quantity_compare(&years, REL_MORE_THAN, &limit))),
			      spec_field(c, 4));
}

static void one(struct spec_case *c, void *ctx)
{
	struct work *w = ctx;
	struct str op = spec_field(c, 0);
	arena_clear(&w->arena);
	buf_clear(&w->buf);
	if (str_is(op, "read") || str_is(op, "iso"))
		check_read(c, w, str_is(op, "iso"));
	else if (str_is(op, "days"))
		check_days(c);
	else if (str_is(op, "compare"))
		check_compare(c);
	else if (str_is(op, "anniversary"))
		check_anniversary(c, w);
	else if (str_is(op, "years"))
		check_years(c, w);
	else
		spec_fail(c, "no such check");
}

static void test_table(void **state)
{
	struct work w;
	(void)state;
	arena_init(&w.arena);
	buf_init(&w.buf);
	spec_run("tests/spec/date.txt", one, &w);
	buf_release(&w.buf);
	arena_release(&w.arena);
}

/* Every day of the calendar there and back, each one day behind the last. */
static void test_every_day(void **state)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	day expected, d;
	int y, m, dom;
	(void)state;
	assert_true(date_from_ymd(&expected, 1, 1, 1));
	for (int year = 1; year <= 9999; year++) {
		bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
		for (int month = 1; month <= 12; month++) {
			int length = lengths[month - 1] + (month == 2 && leap);
			for (int i = 1; i <= length; i++, expected++) {
				assert_true(date_from_ymd(&d, year, month, i));
				assert_int_equal(d, expected);
				date_to_ymd(d, &y, &m, &dom);
				assert_true(y == year && m == month && dom == i);
			}
			assert_false(date_from_ymd(&d, year, month, length + 1));
		}
	}
	assert_false(date_from_ymd(&d, 0, 12, 31));
	assert_false(date_from_ymd(&d, 10000, 1, 1));
	assert_false(date_from_ymd(&d, 2003, 0, 1));
	assert_false(date_from_ymd(&d, 2003, 13, 1));
	assert_false(date_from_ymd(&d, 2003, 1, 0));
	assert_false(date_from_ymd(&d, 2003, 1, -1));
}

/* A day longer in service is never fewer years. */
static void test_years_never_fall(void **state)
{
	day commissioned, to;
	struct interval before, now;
	(void)state;
	assert_true(date_from_ymd(&commissioned, 2000, 2, 29));
	struct date d = {commissioned, commissioned, DATE_DAY};
	assert_false(date_service_years(&now, &d, commissioned - 1));
	assert_true(date_service_years(&before, &d, commissioned));
	assert_true(interval_is_point(&before) && decimal_is_zero(&before.lo));
	for (to = commissioned + 1; to < commissioned + 40 * 366; to++) {
		assert_true(date_service_years(&now, &d, to));
		assert_true(decimal_cmp(&now.lo, &before.lo) >= 0);
		assert_true(decimal_cmp(&now.hi, &before.hi) >= 0);
		assert_true(interval_is_point(&now) == (!now.lo_open && !now.hi_open));
		before = now;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_every_day),
		cmocka_unit_test(test_years_never_fall),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
