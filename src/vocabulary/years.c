#include "vocabulary/years.h"

#include "base/buf.h"
#include "text/fold.h"
#include "value/numeral.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* What may stand before the number; longer ones before those they begin with. */
static const struct lead {
	struct str text;
	bool bare; /* alone it does not say whether the years have passed */
} leads[] = {
	{STR_INIT("已使用年限"), false}, {STR_INIT("已使用年数"), false}, {STR_INIT("已使用"), false},
	{STR_INIT("已用"), false},       {STR_INIT("已运行"), false},     {STR_INIT("已服役"), false},
	{STR_INIT("已投用"), false},     {STR_INIT("使用年限"), true},    {STR_INIT("使用期限"), true},
	{STR_INIT("使用年数"), true},    {STR_INIT("使用"), false},       {STR_INIT("服役"), false},
};
/* And between it and the number. */
static const struct str fillers[] = {STR_INIT("已"), STR_INIT("为"), STR_INIT("了"), STR_INIT(":"), STR_INIT("：")};

static const struct lead *lead_of(struct str text)
{
	for (size_t i = 0; i < COUNT(leads); i++)
		if (str_starts(text, leads[i].text))
			return &leads[i];
	return NULL;
}

static size_t behind_fillers(struct str text, size_t at)
{
	size_t before;
	do {
		before = at = numeral_skip_spaces(text, at);
		for (size_t i = 0; i < COUNT(fillers); i++)
			if (str_starts(str_sub(text, at, text.n), fillers[i]))
				at += fillers[i].n;
	} while (at != before);
	return at;
}

/* --- a cell ------------------------------------------------------------------------------------------------------ */

static bool skip(struct str text, size_t *at, struct str word)
{
	if (!str_starts(str_sub(text, *at, text.n), word))
		return false;
	*at += word.n;
	return true;
}

/* "PRE" n "UNIT" tail */
static struct str written(struct arena *a, struct str pre, const struct decimal *n, const char *unit, struct str tail)
{
	struct buf b;
	buf_init(&b);
	buf_add(&b, pre);
	decimal_write(&b, n);
	buf_adds(&b, unit);
	buf_add(&b, tail);
	struct str text = arena_str(a, buf_str(&b));
	buf_release(&b);
	return text;
}

static bool in_months(struct decimal *out, struct arena *a, const struct decimal *years, int64_t months)
{
	const struct decimal twelve = decimal_from_int(12), more = decimal_from_int(months);
	return decimal_mul(out, a, years, &twelve) == DECIMAL_OK && decimal_add(out, a, out, &more) == DECIMAL_OK;
}

/* The months behind N年: 半, 零3个月, 6个月; 0 where there are none. */
static int64_t months_at(struct arena *a, struct str text, size_t *at)
{
	struct numeral n;
	if (skip(text, at, STR("半")))
		return 6;
	size_t from = *at;
	if (!skip(text, &from, STR("零")))
		skip(text, &from, STR("又"));
	from = numeral_skip_spaces(text, from);
	if (numeral_scan(&n, a, text, from) != DECIMAL_OK || n.value.big || n.value.scale || n.value.digits > 11)
		return 0;
	if (!skip(text, &n.end, STR("个月")) && !skip(text, &n.end, STR("月")))
		return 0;
	*at = n.end;
	return (int64_t)n.value.digits;
}

static struct str resolved(struct arena *a, struct str text)
{
	static const struct str more[] = {STR_INIT("余年"), STR_INIT("多年"), STR_INIT("年多"), STR_INIT("年余")};
	struct numeral n;
	struct decimal months;
	size_t from = 0;
	while (from < text.n && !numeral_begins(text, from))
		from++;
	if (from == text.n || numeral_scan(&n, a, text, from) != DECIMAL_OK)
		return text;
	struct str pre = str_sub(text, 0, from);
	size_t at = numeral_skip_spaces(text, n.end);
	for (size_t i = 0; from == 0 && i < COUNT(more); i++)
		if (str_eq(str_sub(text, at, text.n), more[i]))
			return written(a, STR("超过"), &n.value, "年", STR_NONE);
	if (!skip(text, &at, STR("年")))
		return text;
	int64_t part = months_at(a, text, &at);
	if (!part || !in_months(&months, a, &n.value, part))
		return text;
	return written(a, pre, &months, "个月", str_sub(text, at, text.n));
}

struct str years_plain(struct arena *a, struct str cell)
{
	struct folded f;
	if (!fold_quantity(&f, a, cell))
		return cell;
	struct str text = str_trim(f.text);
	const struct lead *lead = lead_of(text);
	if (lead)
		text = str_sub(text, behind_fillers(text, lead->text.n), text.n);
	struct str plain = resolved(a, text);
	return lead || plain.p != text.p ? plain : cell;
}

/* --- beside a name ----------------------------------------------------------------------------------------------- */

/* Words of comparison say that the years have passed. */
static bool compares(struct str phrase)
{
	static const struct str words[] = {STR_INIT("超过"), STR_INIT("大于"), STR_INIT("以上"), STR_INIT("以下"),
					   STR_INIT("不足"), STR_INIT("不到"), STR_INIT("不满"), STR_INIT("未满"),
					   STR_INIT("已")};
	for (size_t i = 0; i < COUNT(words); i++)
		if (str_has(phrase, words[i]))
			return true;
	return false;
}

static bool is_phrase(struct str text, bool *bare)
{
	const struct lead *lead = lead_of(text);
	*bare = lead && lead->bare && !compares(text);
	return lead && str_has(text, STR("年"));
}

/* The last of them in `text`; text.n and more where it has none. */
static size_t last_of(struct str text, const struct str *signs, size_t n, size_t *length)
{
	for (size_t at = text.n; at-- > 0;)
		for (size_t i = 0; i < n; i++)
			if (str_starts(str_sub(text, at, text.n), signs[i])) {
				*length = signs[i].n;
				return at;
			}
	*length = 0;
	return text.n;
}

static bool cut_before(struct str *phrase, struct str *rest, bool *bare, struct str text)
{
	size_t of = str_find(text, STR("的"));
	if (of >= text.n)
		return false;
	*phrase = str_trim(str_sub(text, 0, of));
	*rest = str_trim(str_sub(text, of + STR("的").n, text.n));
	return rest->n && is_phrase(*phrase, bare);
}

static bool cut_behind(struct str *phrase, struct str *rest, bool *bare, struct str text)
{
	static const struct str opens[] = {STR_INIT("("), STR_INIT("（")}, closes[] = {STR_INIT(")"), STR_INIT("）")};
	static const struct str commas[] = {STR_INIT(","), STR_INIT("，"), STR_INIT("、"), STR_INIT(";"), STR_INIT("；")};
	size_t length, end = text.n, at;
	bool brackets = str_ends(text, closes[0]) || str_ends(text, closes[1]);
	if (brackets) {
		end = last_of(text, closes, COUNT(closes), &length);
		at = last_of(text, opens, COUNT(opens), &length);
	} else {
		at = last_of(text, commas, COUNT(commas), &length);
	}
	if (at >= end)
		return false;
	*phrase = str_trim(str_sub(text, at + length, end));
	*rest = str_trim(str_sub(text, 0, at));
	return rest->n && is_phrase(*phrase, bare);
}

bool years_cut(struct str *phrase, struct str *rest, bool *bare, struct str text)
{
	return cut_before(phrase, rest, bare, text) || cut_behind(phrase, rest, bare, text);
}
