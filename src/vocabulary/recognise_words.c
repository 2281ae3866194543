#include "vocabulary/recognise_words.h"

#include "value/count.h"
#include "value/date.h"
#include "vocabulary/name_pieces.h"

#include <string.h>

/* Bytes of the filed text in which a number with all that belongs to it stands. */
enum { NUMBER_WINDOW = 96, LONGEST_UNIT = 36, LONGEST_COUNTER = 24 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_ascii_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_boundary(struct str s, size_t at)
{
	return at >= s.n || ((unsigned char)s.p[at] & 0xc0) != 0x80;
}

static char char_at(struct str s, size_t at)
{
	return at < s.n ? s.p[at] : '\0';
}

static size_t literal(struct str s, size_t at, struct str word)
{
	return word.n && str_starts(str_sub(s, at, s.n), word) ? word.n : 0;
}

static size_t longest_of(struct str s, size_t at, const struct str *words, size_t n)
{
	size_t best = 0;
	for (size_t i = 0; i < n; i++) {
		size_t length = literal(s, at, words[i]);
		best = length > best ? length : best;
	}
	return best;
}

static size_t skip_blanks(struct str s, size_t at)
{
	while (char_at(s, at) == ' ')
		at++;
	return at;
}

/* --- numbers, in the fold of quantities ---------------------------------------------------------------------------- */

/* 185, 1,200, 3.0 */
static size_t digits_at(struct str s, size_t at)
{
	size_t n = 0;
	while (is_digit(char_at(s, at + n)))
		n++;
	while (n && (char_at(s, at + n) == '.' || char_at(s, at + n) == ',') && is_digit(char_at(s, at + n + 1)))
		for (n++; is_digit(char_at(s, at + n));)
			n++;
	return n;
}

/* 两, 十五, 一百零八; 万 and 亿 are multipliers of a unit */
static size_t numerals_at(struct str s, size_t at)
{
	static const struct str numerals[] = {
		STR_INIT("〇"), STR_INIT("零"), STR_INIT("一"), STR_INIT("二"), STR_INIT("两"), STR_INIT("三"),
		STR_INIT("四"), STR_INIT("五"), STR_INIT("六"), STR_INIT("七"), STR_INIT("八"), STR_INIT("九"),
		STR_INIT("十"), STR_INIT("百"), STR_INIT("廿"), STR_INIT("壹"), STR_INIT("贰"), STR_INIT("叁"),
		STR_INIT("肆"), STR_INIT("伍"), STR_INIT("陆"), STR_INIT("柒"), STR_INIT("捌"), STR_INIT("玖"),
		STR_INIT("拾"), STR_INIT("佰"),
	};
	size_t n = 0, length;
	while ((length = longest_of(s, at + n, numerals, sizeof numerals / sizeof *numerals)) > 0)
		n += length;
	return n;
}

static size_t number_at(struct str s, size_t at)
{
	size_t n = digits_at(s, at);
	return n ? n : numerals_at(s, at);
}

/* What is looked up at one position is forgotten at the next. */
static struct arena *scratch_of(const struct words_of *w)
{
	return (struct arena *)&w->scratch;
}

/* The longest unit, with its multiplier: 万吨/年. English ones end where the word ends. */
static size_t unit_at(const struct words_of *w, struct str s, size_t at)
{
	size_t most = s.n - at < LONGEST_UNIT ? s.n - at : LONGEST_UNIT;
	for (size_t n = most; n > 0; n--) {
		struct decimal ignored;
		struct str text = str_sub(s, at, at + n);
		/* m 2 of 11m 2座 is no area */
		bool blank = n > 1 && is_digit(text.p[n - 1]) && text.p[n - 2] == ' ';
		if (!is_boundary(s, at + n) || text.p[n - 1] == ' ' || blank)
			continue;
		bool times = char_at(s, at + n) == 'x' && is_digit(char_at(s, at + n + 1)); /* 30t×2 */
		if (is_ascii_letter(text.p[n - 1]) && !times && (is_ascii_letter(char_at(s, at + n)) || is_digit(char_at(s, at + n))))
			continue;
		size_t multiplier = unit_multiplier(&ignored, text);
		if (units_know(&w->v->units, scratch_of(w), str_sub(text, multiplier < n ? multiplier : 0, n)))
			return n;
	}
	return 0;
}

static size_t counter_at(const struct words_of *w, struct str s, size_t at)
{
	size_t n = longest_of(s, at, w->v->counters, w->v->n_counters);
	return n && is_ascii_letter(s.p[at + n - 1]) && is_ascii_letter(char_at(s, at + n)) ? 0 : n;
}

/* 20余座 */
static size_t open_counter_at(const struct words_of *w, struct str s, size_t at)
{
	static const struct str more[] = {STR_INIT("余"), STR_INIT("多"), STR_INIT("几")};
	size_t n = longest_of(s, at, more, sizeof more / sizeof *more);
	size_t counter = n ? counter_at(w, s, at + n) : 0;
	return counter ? n + counter : 0;
}

static size_t before_number(struct str s, size_t at)
{
	static const struct str words[] = {
		STR_INIT("约"), STR_INIT("近"), STR_INIT("不足"), STR_INIT("超过"), STR_INIT("大于"), STR_INIT("小于"),
		STR_INIT("低于"), STR_INIT("高于"), STR_INIT("不超过"), STR_INIT("不大于"), STR_INIT("不小于"),
		STR_INIT("不低于"), STR_INIT("≤"), STR_INIT("≥"), STR_INIT("<"), STR_INIT(">"), STR_INIT("至少"),
	};
	return longest_of(s, at, words, sizeof words / sizeof *words);
}

static size_t behind_number(struct str s, size_t at)
{
	static const struct str words[] = {
		STR_INIT("及以下"), STR_INIT("及以上"), STR_INIT("以下"), STR_INIT("以上"), STR_INIT("(含)以下"),
		STR_INIT("(含)以上"), STR_INIT("以下(含)"), STR_INIT("以上(含)"), STR_INIT("以内"), STR_INIT("左右"),
	};
	return longest_of(s, at, words, sizeof words / sizeof *words);
}

static size_t range_sign(struct str s, size_t at)
{
	static const struct str signs[] = {STR_INIT("~"), STR_INIT("-"), STR_INIT("—"), STR_INIT("至"), STR_INIT("到")};
	return longest_of(s, at, signs, sizeof signs / sizeof *signs);
}

/* What a number turned out to be; `to` in the fold of quantities. */
struct measured {
	enum word_type type;
	size_t to, number, unit; /* where the number and its unit begin */
	bool open;
};

static size_t times_sign(struct str s, size_t at)
{
	char c = char_at(s, at);
	return c == 'x' || c == 'X' || c == '*' ? 1 : literal(s, at, STR("×"));
}

static bool is_length(const struct words_of *w, struct str unit)
{
	static const struct str lengths[] = {STR_INIT("m"), STR_INIT("mm"), STR_INIT("cm"), STR_INIT("M"), STR_INIT("MM"),
					     STR_INIT("米"), STR_INIT("毫米"), STR_INIT("厘米")};
	(void)w;
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
		if (str_eq(unit, lengths[i]))
			return true;
	return false;
}

/* 3.0×11m, 3m×10m, 2×128m³: behind the first number. False where nothing is multiplied. */
static bool multiplied(const struct words_of *w, struct measured *out, struct str s, size_t at, bool round, size_t digits)
{
	size_t first = at + unit_at(w, s, at);
	bool first_length = is_length(w, str_sub(s, at, first));
	size_t sign_at = skip_blanks(s, first > at && !first_length ? at : first);
	size_t sign = times_sign(s, sign_at);
	size_t second = skip_blanks(s, sign_at + sign);
	size_t n = sign ? digits_at(s, second) : 0;
	/* 1575mm×4台 */
	size_t behind = skip_blanks(s, second + n), counter = n && !round ? counter_at(w, s, behind) : 0;
	if (counter && counter >= unit_at(w, s, behind))
		return false;
	if (!n && !(round && (first_length || first == at)))
		return false;
	size_t end = n ? second + n : first;
	size_t unit = n ? unit_at(w, s, skip_blanks(s, end)) : 0;
	bool length = is_length(w, str_sub(s, skip_blanks(s, end), skip_blanks(s, end) + unit));
	if (round || first_length || length) {
		out->type = WORD_DIMENSION;
		out->to = unit ? skip_blanks(s, end) + unit : end;
		return true;
	}
	out->type = WORD_TIMES;
	out->to = second;
	return digits <= 3;
}

static void measure_unit(const struct words_of *w, struct measured *out, struct str s, size_t at)
{
	size_t blank = skip_blanks(s, at);
	/* 100-tonne */
	if (char_at(s, blank) == '-' && is_ascii_letter(char_at(s, blank + 1)))
		blank++;
	size_t unit = unit_at(w, s, blank), counter = counter_at(w, s, blank), open = open_counter_at(w, s, blank);
	out->open |= open > 0;
	counter = open ? open : counter;
	if (counter && counter >= unit) {
		out->type = WORD_COUNT;
		out->unit = blank;
		out->to = blank + counter;
		return;
	}
	out->type = unit ? WORD_SIZE : WORD_NUMBER;
	out->unit = unit ? blank : at;
	out->to = unit ? blank + unit : at;
	out->to += behind_number(s, out->to);
}

/* 数十座, 多台 */
static bool open_count(const struct words_of *w, struct measured *out, struct str s, size_t at)
{
	static const struct str words[] = {STR_INIT("数"), STR_INIT("多"), STR_INIT("若干"), STR_INIT("几"),
					   STR_INIT("数十"), STR_INIT("几十"), STR_INIT("十几"), STR_INIT("十余"),
					   STR_INIT("十多"), STR_INIT("数百"), STR_INIT("上百")};
	size_t n = longest_of(s, at, words, sizeof words / sizeof *words);
	size_t counter = n ? counter_at(w, s, at + n) : 0;
	if (!counter)
		return false;
	*out = (struct measured){WORD_COUNT, at + n + counter, at, at + n, true};
	return true;
}

static bool measured_at(const struct words_of *w, struct measured *out, struct str s)
{
	static const struct str rounds[] = {STR_INIT("φ"), STR_INIT("Φ"), STR_INIT("ф"), STR_INIT("Ф"), STR_INIT("ø"),
					    STR_INIT("Ø"), STR_INIT("⌀"), STR_INIT("∅"), STR_INIT("直径")};
	size_t round = longest_of(s, 0, rounds, sizeof rounds / sizeof *rounds);
	size_t start = round ? round : skip_blanks(s, before_number(s, 0));
	size_t n = number_at(s, start);
	if (!n)
		return !round && open_count(w, out, s, 0);
	*out = (struct measured){.number = start, .open = start > 0};
	if (digits_at(s, start) && multiplied(w, out, s, start + n, round > 0, n))
		return true;
	if (round)
		return false;
	size_t end = start + n, sign_at = skip_blanks(s, end + unit_at(w, s, end));
	size_t sign = range_sign(s, sign_at), second = skip_blanks(s, sign_at + sign);
	size_t more = sign ? number_at(s, second) : 0;
	out->open |= more > 0;
	measure_unit(w, out, s, more ? second + more : end);
	/* a bare number in Chinese is part of a word (三相), a bare range perhaps of a model */
	return out->type != WORD_NUMBER || (digits_at(s, 0) == n && !more);
}

/* --- words --------------------------------------------------------------------------------------------------------- */

/* A word in Latin letters begins and ends where the letters do. */
static bool stands_apart(const struct folded *f, size_t from, size_t to)
{
	struct str s = f->text;
	bool letter_before = from && is_ascii_letter(s.p[from - 1]) && is_ascii_letter(s.p[from]);
	bool letter_behind = is_ascii_letter(char_at(s, to)) && is_ascii_letter(s.p[to - 1]);
	return (!letter_before || folded_gap(f, from)) && (!letter_behind || folded_gap(f, to));
}

static void take(struct word *best, enum word_type type, uint32_t index, size_t from, size_t to)
{
	if (to > best->to)
		*best = (struct word){.type = type, .index = index, .from = from, .to = to};
}

/* 隔膜法 before 烧碱装置, not 隔膜法烧碱 before 装置: of two, the one that a name follows. */
static void take_modifier(const struct words_of *w, struct word *best, uint32_t index, size_t from, size_t to)
{
	const struct tokens *c = &w->v->connectors;
	struct str s = w->text.text;
	uint32_t kind;
	to += longest_of(s, to, c->items, c->n);
	bool kept = best->type == WORD_MODIFIER && pieces_name_at(w->v, s, best->to, &kind) > 0;
	if (!kept || pieces_name_at(w->v, s, to, &kind) > 0)
		take(best, WORD_MODIFIER, index, from, to);
}

static void take_spellings(struct words_of *w, struct word *best, size_t at)
{
	const struct vocabulary *v = w->v;
	const struct str s = w->text.text, rest = str_sub(s, at, s.n);
	const bool word = map_may_begin(&v->not_names, rest) || map_may_begin(&v->nominal_words, rest) || map_may_begin(&v->modifier_words, rest);
	uint32_t index;
	struct map_prefix prefix;
	w->work += rest.n < v->longest_piece ? rest.n : v->longest_piece;
	if (!word && !map_may_begin(&v->kind_names, rest))
		return;
	map_prefix_begin(&prefix, rest);
	for (size_t to = at + 1; to <= s.n && to - at <= v->longest_piece; to++) {
		if (!is_boundary(s, to) || !stands_apart(&w->text, at, to))
			continue;
		map_prefix_reach(&prefix, to - at);
		if (map_get_prefix(&v->kind_names, &prefix, &index))
			take(best, WORD_NAME, index, at, to);
		if (!word)
			continue;
		if (map_get_prefix(&v->not_names, &prefix, &index))
			take(best, WORD_NOT_NAME, index, at, to);
		if (map_get_prefix(&v->nominal_words, &prefix, &index) && !(is_digit(s.p[to - 1]) && is_digit(char_at(s, to))))
			take(best, WORD_NOMINAL, index, at, to);
		if (map_get_prefix(&v->modifier_words, &prefix, &index))
			take_modifier(w, best, index, at, to);
	}
}

static void take_tokens(const struct words_of *w, struct word *best, size_t at, const struct tokens *t, enum word_type type)
{
	size_t n = longest_of(w->text.text, at, t->items, t->n);
	if (n)
		take(best, type, 0, at, at + n);
}

static void take_sign(const struct words_of *w, struct word *best, size_t at)
{
	static const struct {
		struct str text;
		enum word_type type;
	} signs[] = {
		{STR_INIT("、"), WORD_COMMA}, {STR_INIT(","), WORD_COMMA},  {STR_INIT("和"), WORD_COMMA},
		{STR_INIT("及"), WORD_COMMA}, {STR_INIT("与"), WORD_COMMA}, {STR_INIT("以及"), WORD_COMMA},
		{STR_INIT("/"), WORD_COMMA},  {STR_INIT("+"), WORD_COMMA},  {STR_INIT(";"), WORD_STOP},
		{STR_INIT("。"), WORD_STOP},  {STR_INIT(":"), WORD_COLON},  {STR_INIT("("), WORD_OPEN},
		{STR_INIT(")"), WORD_CLOSE},  {STR_INIT("["), WORD_OPEN},   {STR_INIT("]"), WORD_CLOSE},
		{STR_INIT("【"), WORD_OPEN},  {STR_INIT("】"), WORD_CLOSE},
	};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (literal(w->text.text, at, signs[i].text))
			take(best, signs[i].type, 0, at, at + signs[i].text.n);
}

static void take_words(struct words_of *w, struct word *best, size_t at)
{
	const struct vocabulary *v = w->v;
	take_spellings(w, best, at);
	size_t model = pieces_model_at(v, scratch_of(w), &w->text, at);
	if (model)
		take(best, WORD_MODEL, 0, at, at + model);
	take_sign(w, best, at);
	take_tokens(w, best, at, &v->each_tokens, WORD_EACH);
	take_tokens(w, best, at, &v->total_tokens, WORD_TOTAL);
	take_tokens(w, best, at, &v->part_tokens, WORD_PART);
	take_tokens(w, best, at, &v->more_tokens, WORD_MORE);
	take_tokens(w, best, at, &v->fillers, WORD_FILLER);
	take_tokens(w, best, at, &v->asides, WORD_ASIDE);
}

/* --- numbers in the text --------------------------------------------------------------------------------------------- */

/* The first folded byte that came from the filed byte `filed` or behind it. */
static size_t folded_behind(const struct folded *f, size_t from, size_t filed)
{
	while (from < f->text.n && f->to_filed[from] < filed)
		from++;
	return from;
}

/* What stands from folded byte `at` on in the fold of quantities, as far as a number may reach; *from is its place there. */
static struct str quantities_at(struct words_of *w, size_t at, size_t *from)
{
	const struct folded *q = &w->quantities;
	*from = folded_behind(q, w->cursor, w->text.to_filed[at]);
	size_t to = *from + NUMBER_WINDOW < q->text.n ? *from + NUMBER_WINDOW : q->text.n;
	while (to < q->text.n && !is_boundary(q->text, to))
		to--;
	w->work += to - *from;
	return str_sub(q->text, *from, to);
}

static void count_of(struct words_of *w, struct word *out, const struct measured *m, struct str number)
{
	bool open = false, read;
	read = count_read(&out->count, &open, scratch_of(w), w->v->counters, w->v->n_counters, number);
	out->open = m->open || open;
	out->bad = !read && !out->open;
}

/* 450立方米级 is about as much */
static bool is_vague(const struct folded *f, size_t to)
{
	return literal(f->text, to, STR("级")) > 0;
}

/* The number that begins at folded byte `at`; *value is what a cell would hold. False where there is none. */
static bool take_number(struct words_of *w, struct word *out, size_t at)
{
	struct measured m;
	size_t q_from, from = w->text.to_filed[at];
	/* the second byte of a filed character begins nothing */
	if (at && w->text.to_filed[at - 1] == from)
		return false;
	struct str q = quantities_at(w, at, &q_from);
	if (!measured_at(w, &m, q))
		return false;
	size_t filed_end = w->quantities.to_filed[q_from + m.to];
	*out = (struct word){.type = m.type, .from = at, .to = folded_behind(&w->text, at, filed_end)};
	out->value = str_sub(w->text.filed, from, filed_end);
	out->unit = str_sub(w->text.filed, w->quantities.to_filed[q_from + m.unit], filed_end);
	if (m.type == WORD_COUNT)
		count_of(w, out, &m, str_sub(q, m.number, m.to));
	else if (m.type == WORD_TIMES)
		count_of(w, out, &m, str_sub(q, m.number, m.number + digits_at(q, m.number)));
	else if (m.type == WORD_SIZE && m.unit && q.p[m.unit - 1] == '-')
		out->value = arena_printf(w->arena, "%.*s %.*s", STR_ARG(str_sub(q, 0, m.unit - 1)), STR_ARG(str_sub(q, m.unit, m.to)));
	if (out->to > at && m.type == WORD_SIZE && is_vague(&w->text, out->to)) {
		out->type = WORD_ASIDE;
		out->to += STR("级").n;
	}
	return out->to > at;
}

/* ×2, ×2台 behind 30t or a name */
static void take_times_behind(struct words_of *w, struct word *best, size_t at)
{
	const struct word *before = w->n ? &w->items[w->n - 1] : NULL;
	if (!before || before->to != at || best->to > at ||
	    (before->type != WORD_SIZE && before->type != WORD_NAME && before->type != WORD_NOMINAL && before->type != WORD_CLOSE))
		return;
	size_t q_from, sign;
	struct str q = quantities_at(w, at, &q_from);
	sign = times_sign(q, 0);
	size_t number = skip_blanks(q, sign), n = sign ? digits_at(q, number) : 0;
	size_t end = skip_blanks(q, number + n), counter = n ? counter_at(w, q, end) : 0;
	if (!n || n > 3 || (!counter && unit_at(w, q, end)))
		return;
	struct measured m = {.type = WORD_TIMES};
	size_t filed_end = w->quantities.to_filed[q_from + (counter ? end + counter : number + n)];
	*best = (struct word){.type = WORD_TIMES, .from = at, .to = folded_behind(&w->text, at, filed_end), .behind = true};
	count_of(w, best, &m, str_sub(q, number, number + n));
}

/* two 380 m3 blast furnaces */
static void take_english_number(const struct words_of *w, struct word *best, size_t at)
{
	static const struct str numbers[] = {STR_INIT("ONE"), STR_INIT("TWO"), STR_INIT("THREE"), STR_INIT("FOUR"), STR_INIT("FIVE"),
					     STR_INIT("SIX"), STR_INIT("SEVEN"), STR_INIT("EIGHT"), STR_INIT("NINE"), STR_INIT("TEN")};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		size_t n = literal(w->text.text, at, numbers[i]);
		if (n && stands_apart(&w->text, at, at + n) && folded_gap(&w->text, at + n) && at + n > best->to)
			*best = (struct word){.type = WORD_TIMES, .from = at, .to = at + n, .count = i + 1};
	}
}

/* --- labels ------------------------------------------------------------------------------------------------------------ */

/* The number in 2# or 二号; 0 where it holds none that can be counted on. */
static uint64_t label_number(struct words_of *w, struct str label)
{
	uint64_t n = 0;
	bool open = false;
	static const struct str signs[] = {STR_INIT("#"), STR_INIT("号"), STR_INIT("第")};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (str_ends(label, signs[i]))
			label = str_sub(label, 0, label.n - signs[i].n);
		if (str_starts(label, signs[i]))
			label = str_sub(label, signs[i].n, label.n);
	}
	return count_read(&n, &open, scratch_of(w), NULL, 0, label) && !open ? n : 0;
}

static size_t bare_label_at(struct str s, size_t at)
{
	size_t n = 0;
	while (n < 2 && is_digit(char_at(s, at + n)))
		n++;
	return is_digit(char_at(s, at + n)) ? 0 : n;
}

static size_t label_list_sign(struct str s, size_t at, bool *range)
{
	static const struct str listed[] = {STR_INIT("、"), STR_INIT(","), STR_INIT("/"), STR_INIT("和"), STR_INIT("及"), STR_INIT("与")};
	static const struct str ranges[] = {STR_INIT("-"), STR_INIT("至"), STR_INIT("到")};
	size_t n = longest_of(s, at, ranges, sizeof ranges / sizeof *ranges);
	*range = n > 0;
	return n ? n : longest_of(s, at, listed, sizeof listed / sizeof *listed);
}

/* 1#、2#; 1、2、3号; 1-3#; 1#至4#: one label of so many machines. */
static void take_labels(struct words_of *w, struct word *best, size_t at)
{
	enum { MOST = 24, MOST_OF_RANGE = 99 };
	struct str s = w->text.text;
	uint64_t count = 0, before = 0;
	bool range = false, clear = true;
	/* the digit in 12# begins none */
	if (at && is_digit(s.p[at - 1]) && is_digit(s.p[at]) && !folded_gap(&w->text, at))
		return;
	size_t to = at;
	for (size_t i = 0; i < MOST; i++) {
		size_t label = pieces_label_at(&w->text, to, false), n = label ? label : bare_label_at(s, to);
		if (!n)
			return;
		uint64_t number = label_number(w, str_sub(s, to, to + n));
		if (range) {
			clear &= before && number > before && number - before < MOST_OF_RANGE;
			count += clear ? number - before : 0;
		} else {
			clear &= !before || number != before;
			count++;
		}
		before = number;
		to += n;
		if (label && to > best->to)
			*best = (struct word){.type = WORD_LABEL, .from = at, .to = to, .count = clear ? count : 0};
		size_t sign = label_list_sign(s, to, &range);
		if (!sign)
			return;
		to += sign;
	}
}

/* 1、450立方米高炉1座；2、…: it numbers what follows */
static void take_enumerator(const struct words_of *w, struct word *best, size_t at)
{
	struct str s = w->text.text;
	size_t n = bare_label_at(s, at), comma = n ? literal(s, at + n, STR("、")) : 0;
	bool begins = w->n == 0 || w->items[w->n - 1].type == WORD_STOP;
	if (begins && comma && best->type != WORD_LABEL && at + n + comma > best->to)
		*best = (struct word){.type = WORD_FILLER, .from = at, .to = at + n + comma};
}

/* --- a field and its value ------------------------------------------------------------------------------------------- */

static size_t value_end(struct words_of *w, const struct field *f, size_t at)
{
	struct str s = w->text.text;
	size_t to = at;
	struct word number;
	if (f->type == FIELD_QUANTITY || f->type == FIELD_INTEGER)
		return take_number(w, &number, at) && (number.type == WORD_SIZE || number.type == WORD_NUMBER) ? number.to : at;
	if (f->type == FIELD_RATIO) {
		while (is_digit(char_at(s, to)) || (to > at && (char_at(s, to) == ':' || char_at(s, to) == '.' || char_at(s, to) == '~')))
			to++;
		return to;
	}
	if (f->type != FIELD_DATE)
		return at;
	static const struct str parts[] = {STR_INIT("年"), STR_INIT("月"), STR_INIT("日"), STR_INIT("号")};
	for (size_t n = 1; n; to += n)
		n = is_digit(char_at(s, to)) || char_at(s, to) == '-' || char_at(s, to) == '.' || char_at(s, to) == '/'
			    ? 1 : longest_of(s, to, parts, 4);
	return to;
}

/* 幅宽1760/1092mm: whose each is is not said. Where the list ends; `at` where there is none. */
static size_t value_list_end(struct words_of *w, const struct field *f, size_t at)
{
	static const struct str signs[] = {STR_INIT("/"), STR_INIT("、"), STR_INIT("和"), STR_INIT("或")};
	size_t to = at;
	for (bool more = f->type == FIELD_QUANTITY && at < w->text.text.n; more;) {
		size_t sign = longest_of(w->text.text, to, signs, sizeof signs / sizeof *signs);
		struct word number;
		more = sign && to + sign < w->text.text.n && take_number(w, &number, to + sign) &&
		       (number.type == WORD_SIZE || number.type == WORD_NUMBER);
		to = more ? number.to : to;
		more &= to < w->text.text.n;
	}
	return to;
}

/* 车速180米/分, 浴比：1:8, 投产日期2003年1月. */
static void take_field(struct words_of *w, struct word *best, size_t at)
{
	enum { SHORTEST = 6 }; /* two Chinese characters */
	struct str s = w->text.text;
	uint32_t index;
	for (size_t to = at + SHORTEST; to <= s.n && to - at <= 48; to++) {
		if (!is_boundary(s, to) || !map_get(&w->v->header_words, str_sub(s, at, to), &index))
			continue;
		const struct field *f = w->v->header_uses[index].field;
		if (f->role != ROLE_NONE)
			continue;
		size_t value = to;
		value += literal(s, value, STR(":"));
		value += longest_of(s, value, w->v->fillers.items, w->v->fillers.n);
		size_t end = value < s.n ? value_end(w, f, value) : value;
		if (end <= value || end <= best->to)
			continue;
		size_t list = value_list_end(w, f, end);
		*best = (struct word){.type = list > end ? WORD_ASIDE : WORD_FIELD, .index = index, .from = at, .to = list};
		best->value = folded_source(&w->text, value, end);
	}
}

/* 2003年, 2003年1月, 2003年1月5日 */
static size_t date_at(struct str s, size_t at)
{
	static const struct str ends[] = {STR_INIT("月"), STR_INIT("日")};
	size_t n = 0;
	while (is_digit(char_at(s, at + n)))
		n++;
	size_t year = n == 4 && (s.p[at] == '1' || s.p[at] == '2') ? literal(s, at + 4, STR("年")) : 0;
	if (!year)
		return 0;
	size_t to = at + n + year;
	for (size_t i = 0; i < 2; i++) {
		size_t digits = bare_label_at(s, to), end = digits ? literal(s, to + digits, ends[i]) : 0;
		if (!end)
			break;
		to += digits + end;
	}
	return to - at;
}

/* 投产 and 建成投产, of which 投产时间 is a header */
static bool names_date(struct words_of *w, struct str word, uint32_t *index)
{
	struct str longer = arena_printf(scratch_of(w), "%.*s时间", STR_ARG(word));
	if (!map_get(&w->v->header_words, word, index) && !map_get(&w->v->header_words, longer, index))
		return false;
	const struct field *f = w->v->header_uses[*index].field;
	return f->type == FIELD_DATE && f->role == ROLE_NONE;
}

/* 2003年投产; another year is of nothing that is known. */
static void take_date(struct words_of *w, struct word *best, size_t at)
{
	enum { LONGEST = 24 };
	struct str s = w->text.text;
	uint32_t index;
	size_t n = at && is_digit(s.p[at - 1]) && !folded_gap(&w->text, at) ? 0 : date_at(s, at), to = at + n;
	if (!n || best->to > to)
		return;
	*best = (struct word){.type = WORD_ASIDE, .from = at, .to = to};
	for (size_t end = to + 1; end <= s.n && end - to <= LONGEST; end++) {
		w->work++;
		if (!is_boundary(s, end) || !names_date(w, str_sub(s, to, end), &index))
			continue;
		*best = (struct word){.type = WORD_FIELD, .index = index, .from = at, .to = end};
		best->value = folded_source(&w->text, at, to);
	}
}

/* 年产65万吨 */
static void take_yearly(struct words_of *w, struct word *best, size_t at)
{
	struct word size;
	size_t n = longest_of(w->text.text, at, w->v->yearly_tokens.items, w->v->yearly_tokens.n);
	if (!n || at + n >= w->text.text.n || !take_number(w, &size, at + n) || size.type != WORD_SIZE || size.to <= best->to)
		return;
	*best = size;
	best->from = at;
	best->yearly = true;
}

/* --- the run --------------------------------------------------------------------------------------------------------- */

static bool has_line_end(struct str s)
{
	return memchr(s.p, '\n', s.n) != NULL;
}

static bool add(struct words_of *w, const struct word *word)
{
	struct word *items = arena_grow(w->arena, w->items, w->n, &w->cap, sizeof *items);
	if (!items)
		return false;
	w->items = items;
	struct word *to = &items[w->n];
	*to = *word;
	to->filed = folded_source(&w->text, word->from, word->to);
	to->place = (uint32_t)w->n;
	if (w->n && items[w->n - 1].to == word->from) {
		const char *before = items[w->n - 1].filed.p + items[w->n - 1].filed.n;
		to->glued = before >= to->filed.p;
		to->new_line = !to->glued && has_line_end((struct str){before, (size_t)(to->filed.p - before)});
	}
	w->n++;
	return true;
}

static bool add_unknown(struct words_of *w, size_t from, size_t to)
{
	return from == to || add(w, &(struct word){.type = WORD_UNKNOWN, .from = from, .to = to});
}

static struct word word_at(struct words_of *w, size_t at)
{
	struct word best = {.from = at, .to = at}, number;
	arena_clear(&w->scratch);
	w->cursor = folded_behind(&w->quantities, w->cursor, w->text.to_filed[at]);
	take_words(w, &best, at);
	take_labels(w, &best, at);
	if (take_number(w, &number, at) && number.to > best.to)
		best = number;
	take_date(w, &best, at);
	take_field(w, &best, at);
	take_yearly(w, &best, at);
	take_times_behind(w, &best, at);
	take_english_number(w, &best, at);
	take_enumerator(w, &best, at);
	return best;
}

static bool is_of_noun(const struct word *w)
{
	return w->type == WORD_NAME || w->type == WORD_NOT_NAME || w->type == WORD_MODIFIER || w->type == WORD_UNKNOWN;
}

/* 有限公司, 转炉的炉壳, 转炉原料间, 高炉配套设施: the little word is part of the noun. */
static bool belongs_to_noun(const struct words_of *w, const struct word *word)
{
	size_t i = word->place;
	const struct word *next = i + 1 < w->n && w->items[i + 1].glued ? word + 1 : NULL;
	const struct word *before = i && word->glued ? word - 1 : NULL;
	if (!next || !is_of_noun(next))
		return false;
	bool unknown = next->type == WORD_UNKNOWN;
	switch ((int)word->type) {
	case WORD_FILLER:
	case WORD_MORE:
		return unknown && !is_digit(w->text.text.p[word->from]);
	case WORD_LABEL: /* 25号文 */
		return unknown;
	case WORD_ASIDE:
		return before && before->type == WORD_NAME;
	case WORD_COMMA:
	case WORD_TOTAL:
	case WORD_EACH:
		return unknown && before && before->type == WORD_UNKNOWN && (unsigned char)w->text.text.p[word->from] >= 0x80 &&
		       !literal(w->text.text, word->from, STR("、"));
	default:
		return false;
	}
}

/* 1 blast furnace */
static bool is_english_count(const struct words_of *w, const struct word *word)
{
	const struct word *next = word->place + 1 < w->n ? word + 1 : NULL;
	return word->type == WORD_NUMBER && next && next->type == WORD_NAME && !next->glued && next->to > next->from &&
	       is_ascii_letter(w->text.text.p[next->from]);
}

/* The words that are glued to each other are one noun. */
static void find_runs(struct words_of *w)
{
	for (size_t i = 0; i < w->n; i++) {
		struct word *word = &w->items[i];
		if (belongs_to_noun(w, word))
			word->type = WORD_UNKNOWN;
		if (is_english_count(w, word)) {
			word->type = WORD_TIMES;
			count_of(w, word, &(struct measured){.type = WORD_TIMES}, word->value);
		}
	}
	for (size_t from = 0, to; from < w->n; from = to) {
		bool unknown = false, named = false;
		for (to = from; to < w->n && is_of_noun(&w->items[to]) && (to == from || w->items[to].glued); to++) {
			unknown |= w->items[to].type == WORD_UNKNOWN || w->items[to].type == WORD_NOT_NAME;
			named |= w->items[to].type == WORD_NAME;
		}
		for (size_t i = from; i < to; i++) {
			w->items[i].run_from = (uint32_t)from;
			w->items[i].run_to = (uint32_t)to;
			w->items[i].run_unknown = unknown;
			w->items[i].run_named = named;
		}
		to = to > from ? to : from + 1;
	}
	w->work += 2 * w->n;
}

bool words_cut(struct words_of *out, struct arena *a, const struct vocabulary *v, struct str filed)
{
	*out = (struct words_of){.v = v, .arena = a};
	arena_init(&out->scratch);
	bool done = fold_name(&out->text, a, filed) && fold_quantity(&out->quantities, a, filed);
	size_t unknown = 0, n = done ? out->text.text.n : 0;
	for (size_t at = 0; done && at < n;) {
		struct word word = {.from = at, .to = at};
		if (is_boundary(out->text.text, at))
			word = word_at(out, at);
		if (word.to == at) {
			at++;
			continue;
		}
		done = !out->scratch.failed && add_unknown(out, unknown, at) && add(out, &word);
		at = unknown = word.to;
	}
	done = done && add_unknown(out, unknown, n) && !a->failed && !out->scratch.failed;
	arena_release(&out->scratch);
	arena_init(&out->scratch);
	if (done)
		find_runs(out);
	done &= !out->scratch.failed;
	arena_release(&out->scratch);
	return done;
}
