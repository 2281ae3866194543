/* Whole cells: is it a model, a damaged one, the same as another? */
#include "vocabulary/model_key.h"

#include "text/fold.h"
#include "value/date.h"

static size_t digits_at(struct str s, size_t at)
{
	size_t n = 0;
	while (at + n < s.n && is_digit(s.p[at + n]))
		n++;
	return n;
}

/* The length of a month's name in English; 0. */
static size_t month_at(struct str s, size_t at)
{
	static const struct str months[] = {STR_INIT("JAN"), STR_INIT("FEB"), STR_INIT("MAR"), STR_INIT("APR"),
					    STR_INIT("MAY"), STR_INIT("JUN"), STR_INIT("JUL"), STR_INIT("AUG"),
					    STR_INIT("SEP"), STR_INIT("OCT"), STR_INIT("NOV"), STR_INIT("DEC")};
	return starts_with_any(str_sub(s, at, s.n), months, 12) ? months[0].n : 0;
}

/* 27-SEP, SEP-27, 27-SEP-13 */
static bool is_english_date(struct str s)
{
	size_t at = digits_at(s, 0);
	if (at && s.p[at < s.n ? at : 0] == '-')
		at++;
	size_t month = month_at(s, at);
	at += month;
	if (month && at < s.n && s.p[at] == '-')
		at += 1 + digits_at(s, at + 1);
	return month && at == s.n && (is_digit(s.p[0]) || is_digit(s.p[s.n - 1]));
}

/* 9月27日 */
static bool is_chinese_day(struct str s)
{
	static const struct str month = STR_INIT("月"), of_month = STR_INIT("日");
	size_t at = digits_at(s, 0);
	if (!at || !str_starts(str_sub(s, at, s.n), month))
		return false;
	at += month.n;
	size_t digits = digits_at(s, at);
	return digits && str_eq(str_sub(s, at + digits, s.n), of_month);
}

struct str model_before_damage(struct arena *a, struct str filed)
{
	struct str text = fold_key(a, filed);
	if (!is_chinese_day(text))
		return STR_NONE;
	size_t month = digits_at(text, 0), from = month + strlen("月");
	return arena_printf(a, "%.*s-%.*s", (int)month, text.p, (int)digits_at(text, from), text.p + from);
}

bool model_is_damaged(struct arena *scratch, struct str filed)
{
	struct str text = fold_key(scratch, filed);
	struct date date;
	if (is_chinese_day(text) || is_english_date(text))
		return true;
	bool dated = date_read(&date, scratch, filed) && date.precision == DATE_DAY;
	return dated && digits_at(text, 0) < text.n;
}

bool model_agrees(struct arena *scratch, struct str a, struct str b)
{
	struct key x, y;
	if (!key_make(&x, scratch, a) || !key_make(&y, scratch, b))
		return false;
	struct str p = {x.text, x.n}, q = {y.text, y.n};
	return str_has(p, q) || str_has(q, p);
}
