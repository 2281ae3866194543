#include "value/numeral.h"

#include "base/limits.h"

#include <inttypes.h>
#include <stdio.h>

enum token_type {
	TOKEN_NONE,
	TOKEN_DIGIT,
	TOKEN_PAIR,  /* 两: a digit, but not in 二〇〇三 */
	TOKEN_ZERO,
	TOKEN_PLACE, /* 十 百 千 */
	TOKEN_TENS,  /* 廿 卅 */
	TOKEN_SCALE, /* 万 亿 */
	TOKEN_POINT,
	TOKEN_HALF,
};

struct token {
	struct str text;
	enum token_type type;
	uint64_t value;
};

static const struct token tokens[] = {
	{STR_INIT("一"), TOKEN_DIGIT, 1},     {STR_INIT("二"), TOKEN_DIGIT, 2},     {STR_INIT("三"), TOKEN_DIGIT, 3},
	{STR_INIT("四"), TOKEN_DIGIT, 4},     {STR_INIT("五"), TOKEN_DIGIT, 5},     {STR_INIT("六"), TOKEN_DIGIT, 6},
	{STR_INIT("七"), TOKEN_DIGIT, 7},     {STR_INIT("八"), TOKEN_DIGIT, 8},     {STR_INIT("九"), TOKEN_DIGIT, 9},
	{STR_INIT("壹"), TOKEN_DIGIT, 1},     {STR_INIT("贰"), TOKEN_DIGIT, 2},     {STR_INIT("貳"), TOKEN_DIGIT, 2},
	{STR_INIT("叁"), TOKEN_DIGIT, 3},     {STR_INIT("叄"), TOKEN_DIGIT, 3},     {STR_INIT("肆"), TOKEN_DIGIT, 4},
	{STR_INIT("伍"), TOKEN_DIGIT, 5},     {STR_INIT("陆"), TOKEN_DIGIT, 6},     {STR_INIT("陸"), TOKEN_DIGIT, 6},
	{STR_INIT("柒"), TOKEN_DIGIT, 7},     {STR_INIT("捌"), TOKEN_DIGIT, 8},     {STR_INIT("玖"), TOKEN_DIGIT, 9},
	{STR_INIT("两"), TOKEN_PAIR, 2},      {STR_INIT("兩"), TOKEN_PAIR, 2},      {STR_INIT("〇"), TOKEN_ZERO, 0},
	{STR_INIT("零"), TOKEN_ZERO, 0},      {STR_INIT("○"), TOKEN_ZERO, 0},      {STR_INIT("十"), TOKEN_PLACE, 10},
	{STR_INIT("拾"), TOKEN_PLACE, 10},    {STR_INIT("百"), TOKEN_PLACE, 100},   {STR_INIT("佰"), TOKEN_PLACE, 100},
	{STR_INIT("千"), TOKEN_PLACE, 1000},  {STR_INIT("仟"), TOKEN_PLACE, 1000},  {STR_INIT("廿"), TOKEN_TENS, 2},
	{STR_INIT("卅"), TOKEN_TENS, 3},      {STR_INIT("万"), TOKEN_SCALE, 10000}, {STR_INIT("萬"), TOKEN_SCALE, 10000},
	{STR_INIT("点"), TOKEN_POINT, 0},     {STR_INIT("點"), TOKEN_POINT, 0},     {STR_INIT("半"), TOKEN_HALF, 0},
	{STR_INIT("亿"), TOKEN_SCALE, 100000000}, {STR_INIT("億"), TOKEN_SCALE, 100000000},
};

static const struct token no_token = {.type = TOKEN_NONE};

static const struct token *token_at(struct str s, size_t at)
{
	struct str rest = str_sub(s, at, s.n);
	if (rest.n == 0 || (unsigned char)rest.p[0] < 0x80)
		return &no_token;
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
		if (str_starts(rest, tokens[i].text))
			return &tokens[i];
	return &no_token;
}

static bool ascii_digit(struct str s, size_t at)
{
	return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

static size_t ascii_digits(struct str s, size_t at)
{
	while (ascii_digit(s, at))
		at++;
	return at;
}

size_t numeral_skip_spaces(struct str folded, size_t at)
{
	while (at < folded.n && folded.p[at] == ' ')
		at++;
	return at;
}

bool numeral_begins(struct str folded, size_t at)
{
	enum token_type t = token_at(folded, at)->type;
	return ascii_digit(folded, at) || (at < folded.n && folded.p[at] == '.' && ascii_digit(folded, at + 1)) ||
	       t == TOKEN_DIGIT || t == TOKEN_PAIR || t == TOKEN_ZERO || t == TOKEN_TENS || t == TOKEN_HALF ||
	       (t == TOKEN_PLACE && token_at(folded, at)->value == 10);
}

bool numeral_only(struct str folded)
{
	size_t at = 0;
	while (at < folded.n && token_at(folded, at)->type != TOKEN_NONE)
		at += token_at(folded, at)->text.n;
	return folded.n > 0 && at == folded.n;
}

/* --- ASCII digits ------------------------------------------------------------------------------------------------- */

/* The end of 1,200,000 that begins at `from`; 0 where that is none. 0,125 is none: a comma there is a decimal one. */
static size_t grouped_end(struct str s, size_t from)
{
	size_t at = ascii_digits(s, from), groups = 0;
	if (at == from || at - from > 3 || s.p[from] == '0')
		return 0;
	while (at < s.n && s.p[at] == ',' && ascii_digits(s, at + 1) == at + 4) {
		at += 4;
		groups++;
	}
	if (groups == 0 || (at < s.n && s.p[at] == ','))
		return 0;
	return at;
}

static size_t fraction_end(struct str s, size_t at)
{
	return at < s.n && s.p[at] == '.' ? ascii_digits(s, at + 1) : at;
}

static size_t exponent_end(struct str s, size_t at)
{
	size_t digits = at + 1;
	if (at >= s.n || (s.p[at] != 'e' && s.p[at] != 'E'))
		return at;
	if (digits < s.n && (s.p[digits] == '+' || s.p[digits] == '-'))
		digits++;
	size_t end = ascii_digits(s, digits);
	return end > digits ? end : at;
}

static enum decimal_status parse_without_commas(struct decimal *out, struct arena *a, struct str s)
{
	char *text = arena_alloc(a, s.n + 1);
	size_t n = 0;
	if (!text)
		return DECIMAL_NO_MEMORY;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ',')
			text[n++] = s.p[i];
	return decimal_parse(out, a, (struct str){text, n});
}

static enum decimal_status scan_ascii(struct numeral *out, struct arena *a, struct str s, size_t from)
{
	size_t end = grouped_end(s, from);
	out->grouped = end > 0;
	if (out->grouped) {
		out->end = fraction_end(s, end);
		return parse_without_commas(&out->value, a, str_sub(s, from, out->end));
	}
	out->end = exponent_end(s, fraction_end(s, ascii_digits(s, from)));
	return decimal_parse(&out->value, a, str_sub(s, from, out->end));
}

/* --- Chinese numerals --------------------------------------------------------------------------------------------- */

/* A part of a number below 万: 二十五, 一百零八, 〇五, 1200 */
struct section {
	uint64_t value;
	size_t end;
	bool lone;       /* one digit and nothing else: behind 万 五 is 5000, while 零五 is 5 */
	size_t ascii;    /* digits, where it is of ASCII digits */
	size_t thousand; /* where the 千 of 五千 begins; 0 where it is not that form */
};

static bool is_plain_digit(enum token_type t)
{
	return t == TOKEN_DIGIT || t == TOKEN_ZERO;
}

/* 二〇〇三, 二〇, 〇: digit by digit. Two digits without a zero (二三) are a guess, not a number. */
static bool scan_digit_string(struct section *out, struct str s, size_t from)
{
	size_t at = from, n = 0;
	bool zero = false;
	uint64_t value = 0;
	for (; n < 10; n++) {
		const struct token *t = token_at(s, at);
		if (!is_plain_digit(t->type))
			break;
		zero |= t->type == TOKEN_ZERO;
		value = value * 10 + t->value;
		at += t->text.n;
	}
	enum token_type next = token_at(s, at)->type;
	if (n == 0 || n == 10 || (n == 1 && !zero) || (n == 2 && !zero) || next == TOKEN_PLACE || next == TOKEN_PAIR ||
	    next == TOKEN_TENS)
		return false;
	*out = (struct section){.value = value, .end = at};
	return true;
}

struct places {
	uint64_t total, place; /* place: of the last 千 百 十, 10000 at the start */
	int digit;             /* waiting for its place, -1: none */
	bool zero;             /* 零 stands before what comes next */
	size_t count;          /* tokens */
};

static bool add_place(struct places *p, uint64_t place)
{
	if (place >= p->place || (p->zero && place * 10 >= p->place))
		return false;
	if (p->digit < 0 && place != 10)
		return false;
	p->total += (p->digit < 0 ? 1 : (uint64_t)p->digit) * place;
	p->place = place;
	p->digit = -1;
	p->zero = false;
	return true;
}

static bool add_token(struct places *p, const struct token *t)
{
	p->count++;
	if (t->type == TOKEN_PLACE)
		return add_place(p, t->value);
	if (p->digit >= 0)
		return false;
	if (t->type == TOKEN_ZERO) {
		bool again = p->zero;
		p->zero = true;
		return !again && p->place > 10;
	}
	p->digit = (int)t->value;
	return t->type != TOKEN_TENS || add_place(p, 10);
}

static bool finish_places(struct places *p)
{
	if (p->digit < 0)
		return !p->zero;
	if (p->zero || p->place == 10 || p->place == 10000)
		p->total += (uint64_t)p->digit;
	else
		p->total += (uint64_t)p->digit * p->place / 10; /* 一百二 is 120 */
	return true;
}

static bool scan_places(struct section *out, struct str s, size_t from)
{
	struct places p = {.place = 10000, .digit = -1};
	size_t at = from, last = from;
	*out = (struct section){.value = 0};
	for (;;) {
		const struct token *t = token_at(s, at);
		if (t->type == TOKEN_NONE || t->type >= TOKEN_SCALE)
			break;
		if (!add_token(&p, t))
			return false;
		last = at;
		at += t->text.n;
	}
	out->lone = p.count == 1 && p.digit > 0;
	if (p.count == 0 || !finish_places(&p))
		return false;
	out->thousand = p.count == 2 && p.place == 1000 ? last : 0;
	out->value = p.total;
	out->end = at;
	return true;
}

/* The 千 of 1亿2千万 counts the 万, as that of 二千万 does. */
static void take_thousands(struct section *out, struct str s)
{
	const struct token *t = token_at(s, out->end);
	size_t behind = out->end + t->text.n;
	if (t->type != TOKEN_PLACE || t->value != 1000 || token_at(s, behind)->type != TOKEN_SCALE)
		return;
	out->value *= t->value;
	out->end = behind;
}

static bool scan_section(struct section *out, struct str s, size_t from)
{
	if (!ascii_digit(s, from))
		return scan_digit_string(out, s, from) || scan_places(out, s, from);
	*out = (struct section){.end = ascii_digits(s, from)};
	out->ascii = out->end - from;
	if (out->ascii > 8 || (out->end < s.n && (s.p[out->end] == '.' || s.p[out->end] == ',')))
		return false;
	for (size_t i = from; i < out->end; i++)
		out->value = out->value * 10 + (uint64_t)(s.p[i] - '0');
	take_thousands(out, s);
	return true;
}

/* 一点五; `end` is where the 点 stands. */
static enum decimal_status scan_fraction(struct numeral *out, struct arena *a, struct str s, uint64_t whole, size_t end)
{
	char text[LIMIT_DECIMAL_DIGITS + 1];
	size_t before = (size_t)snprintf(text, sizeof text, "%" PRIu64 ".", whole);
	size_t at = end + token_at(s, end)->text.n, used = before;
	for (; is_plain_digit(token_at(s, at)->type); at += token_at(s, at)->text.n) {
		if (used == sizeof text)
			return DECIMAL_TOO_LONG;
		text[used++] = (char)('0' + token_at(s, at)->value);
	}
	if (used == before)
		return DECIMAL_SYNTAX;
	out->end = at;
	return decimal_parse(&out->value, a, (struct str){text, used});
}

/* --- both --------------------------------------------------------------------------------------------------------- */

/* 万, 亿, and 千 behind ASCII digits (3万5千); 0 where none follows. */
static uint64_t scale_at(struct str s, const struct section *section)
{
	const struct token *t = token_at(s, section->end);
	return t->type == TOKEN_SCALE || (section->ascii && t->type == TOKEN_PLACE && t->value == 1000) ? t->value : 0;
}

static uint64_t power_of_ten(size_t digits)
{
	uint64_t value = 1;
	while (digits-- > 0 && value < UINT64_MAX / 10)
		value *= 10;
	return value;
}

/* The last section of a compound, behind a scale: 三万五 is 35000, 3万5000 too, and 3万5 says nothing clear. */
static bool close_compound(uint64_t *total, const struct section *section, uint64_t scale)
{
	if (section->ascii && power_of_ten(section->ascii) != scale)
		return false;
	*total += section->lone ? section->value * (scale / 10) : section->value;
	return true;
}

/* 3万5千, 三万零五, 1亿2000万: the sections behind the first; false where there is none that fits. */
static bool scan_compound(struct numeral *out, struct str s, const struct section *first)
{
	struct section section = *first;
	uint64_t total = 0, last = 0, scale;
	size_t parts = 0;
	while ((scale = scale_at(s, &section)) != 0) {
		size_t behind = section.end + token_at(s, section.end)->text.n;
		struct section next;
		if (last && (scale >= last || section.value * scale >= last))
			return false;
		total += section.value * scale;
		last = scale;
		out->end = behind;
		if (!numeral_begins(s, behind) || !scan_section(&next, s, behind))
			break;
		section = next;
		parts++;
		if (scale_at(s, &section))
			continue;
		if (section.value >= scale || !close_compound(&total, &section, scale))
			return false;
		out->end = section.end;
		break;
	}
	out->value = decimal_from_int((int64_t)total);
	out->compound = true;
	return parts > 0;
}

static enum decimal_status scan_chinese(struct numeral *out, struct arena *a, struct str s, size_t from)
{
	struct section first;
	if (token_at(s, from)->type == TOKEN_HALF) {
		out->end = from + token_at(s, from)->text.n;
		return decimal_parse(&out->value, a, STR("0.5"));
	}
	if (!scan_section(&first, s, from))
		return DECIMAL_SYNTAX;
	if (token_at(s, first.end)->type == TOKEN_POINT)
		return scan_fraction(out, a, s, first.value, first.end);
	struct numeral compound = *out;
	if (scan_compound(&compound, s, &first)) {
		*out = compound;
		return DECIMAL_OK;
	}
	out->value = decimal_from_int((int64_t)first.value);
	out->end = first.end;
	if (first.thousand) {
		out->short_value = decimal_from_int((int64_t)(first.value / 1000));
		out->short_end = first.thousand;
	}
	return DECIMAL_OK;
}

enum decimal_status numeral_scan(struct numeral *out, struct arena *a, struct str folded, size_t from)
{
	struct section first;
	*out = (struct numeral){.end = from};
	if (!numeral_begins(folded, from))
		return DECIMAL_SYNTAX;
	if (!ascii_digit(folded, from) && folded.p[from] != '.')
		return scan_chinese(out, a, folded, from);
	if (ascii_digit(folded, from) && scan_section(&first, folded, from) && scan_compound(out, folded, &first))
		return DECIMAL_OK;
	*out = (struct numeral){.end = from};
	return scan_ascii(out, a, folded, from);
}
