/* What stands before and behind a name decides whether it is the name of another thing. */
#include "vocabulary/model_key.h"

static struct str rest(const struct segment *s, size_t from)
{
	return str_sub((struct str){s->s, s->n}, from, s->n);
}

/* 3150KN, 11KW, 2台, 1立方米: a number with a unit or a counter, and nothing else. */
static bool is_measure(const struct segment *s, struct str text)
{
	const struct vocabulary *v = s->text->vocabulary;
	size_t n = 0;
	while (n < text.n && (is_digit(text.p[n]) || text.p[n] == '.' || text.p[n] == '~'))
		n++;
	struct str unit = str_sub(text, n, text.n);
	if (!n || !unit.n)
		return false;
	for (size_t i = 0; i < v->n_counters; i++)
		if (str_eq(v->counters[i], unit))
			return true;
	/* the fold has made capitals of the unit's letters */
	return units_know(&v->units, s->scratch, unit);
}

/* In brackets: (2台), (旧), (30KW) say nothing of the model; (A), (1), (改) may. */
static enum model_found bracket_behind(const struct segment *s, size_t at)
{
	static const struct str altered[] = {STR_INIT("改"), STR_INIT("仿")};
	size_t end = str_find(rest(s, at), STR(")"));
	struct str inside = str_sub(rest(s, at), 0, end);
	if (!inside.n || is_measure(s, inside))
		return MODEL_LISTED;
	return is_ascii(inside.p[0]) || starts_with_any(inside, altered, 2) ? MODEL_SUSPECT : MODEL_LISTED;
}

/* Words behind a model; 型 closes it, 改 makes another of it. */
static enum model_found words_behind(const struct segment *s, size_t at)
{
	static const struct str altered[] = {STR_INIT("改"), STR_INIT("仿")}, type = STR_INIT("型");
	struct str text = rest(s, at);
	if (starts_with_any(text, altered, 2))
		return MODEL_SUSPECT;
	if (!str_starts(text, type))
		return MODEL_LISTED;
	char next = char_at(s, at + type.n);
	return is_plain(next) || next == '-' ? MODEL_SUSPECT : MODEL_LISTED;
}

/* ×5: stages of a pump, or how many there are. */
static bool is_multiple(const struct segment *s, size_t at)
{
	size_t n = 1;
	while (is_digit(char_at(s, at + n)))
		n++;
	return char_at(s, at) == 'x' && n > 1 && !is_plain(char_at(s, at + n)) && char_at(s, at + n) != '-';
}

static enum model_found behind_model(const struct segment *s, size_t at)
{
	char last = s->s[at - 1], next = char_at(s, at), then = char_at(s, at + 1);
	if (at == s->n)
		return MODEL_LISTED;
	if (is_digit(next) && is_digit(last))
		return MODEL_ABSENT;
	if (next == '.' && is_digit(then))
		return MODEL_ABSENT;
	if (!is_ascii(next))
		return words_behind(s, at);
	if (is_plain(next))
		return (s->left_out[at] & LEFT_OUT_GAP) && is_measure(s, rest(s, at)) ? MODEL_LISTED : MODEL_SUSPECT;
	if (next == 'x')
		return is_multiple(s, at) ? MODEL_LISTED : MODEL_SUSPECT;
	if (next == '(')
		return bracket_behind(s, at + 1);
	bool goes_on = next == '-' || next == '/' || next == '+' || next == ' ' || next == '_';
	return goes_on && is_plain(then) && !is_measure(s, rest(s, at + 1)) ? MODEL_SUSPECT : MODEL_LISTED;
}

/* Y is not Y2-160: one digit and a dash, or nothing, are the name of another series, or may be. */
static enum model_found digits_behind(const struct segment *s, size_t at, bool sized)
{
	bool parted = s->left_out[at] != 0, several = is_digit(char_at(s, at + 1));
	if (sized || parted || several)
		return MODEL_LISTED;
	char then = char_at(s, at + 1);
	if (then == '-' || then == '\0')
		return then == '-' ? MODEL_ABSENT : MODEL_SUSPECT;
	return MODEL_LISTED;
}

/* A token that is listed with its dash (SJ-) is named only where one follows, written or left out: S- is no S7. */
static bool dash_behind(const struct segment *s, size_t at)
{
	return char_at(s, at) == '-' || (at < s->n && (s->left_out[at] & LEFT_OUT_DASH));
}

static enum model_found behind_series(const struct segment *s, size_t at, bool sized)
{
	char last = s->s[at - 1], next = char_at(s, at);
	if (is_digit(last)) {
		bool number_goes_on = is_digit(next) || (next == '.' && is_digit(char_at(s, at + 1)));
		return number_goes_on ? MODEL_ABSENT : MODEL_LISTED;
	}
	if (is_letter(next))
		return s->left_out[at] ? MODEL_LISTED : MODEL_ABSENT;
	return is_digit(next) ? digits_behind(s, at, sized) : MODEL_LISTED;
}

/* How many bytes of a size stand before a series: 200, 2.5, 2½ (folded to 21/2), 6". */
static size_t size_before(const struct segment *s, size_t at)
{
	size_t from = at;
	while (from && (is_digit(s->s[from - 1]) || s->s[from - 1] == '.' || s->s[from - 1] == '/' || s->s[from - 1] == '"'))
		from--;
	return at - from;
}

static enum model_found before(const struct segment *s, size_t at, bool series)
{
	const struct tokens *negations = &s->text->vocabulary->negations;
	if (!at)
		return MODEL_LISTED;
	char last = s->s[at - 1], first = s->s[at];
	bool parted = (s->left_out[at] & LEFT_OUT_GAP) != 0;
	struct str head = {s->s, at};
	for (size_t i = 0; i < negations->n; i++)
		if (str_ends(head, negations->items[i]))
			return MODEL_SUSPECT;
	if (!is_ascii(last))
		return MODEL_LISTED;
	if (is_letter(last) && parted)
		return MODEL_LISTED;
	if (is_letter(last))
		return series && is_letter(first) ? MODEL_ABSENT : MODEL_SUSPECT;
	if (is_digit(last))
		return is_digit(first) ? MODEL_ABSENT : MODEL_SUSPECT;
	if (last == '.' && is_digit(first))
		return MODEL_ABSENT;
	bool prefix = last == '-' || last == '.' || last == '/' || last == '+' || last == 'x' || last == ' ';
	return prefix ? MODEL_SUSPECT : MODEL_LISTED;
}

enum model_found model_around(const struct segment *s, const struct model_name *name, size_t from, size_t to)
{
	size_t size = name->series && is_letter(s->s[from]) ? size_before(s, from) : 0;
	enum model_found head = before(s, from - size, name->series && !size);
	/* A200JD80: letters before the size */
	if (size && head == MODEL_ABSENT)
		head = MODEL_SUSPECT;
	if (name->dash && !dash_behind(s, to))
		return MODEL_ABSENT;
	return worse(head, name->series ? behind_series(s, to, size > 0) : behind_model(s, to));
}

bool names_model(const struct segment *s)
{
	bool digit = false;
	for (size_t i = 0; i < s->n; i++)
		digit |= is_digit(s->s[i]);
	return digit && !is_measure(s, rest(s, 0));
}
