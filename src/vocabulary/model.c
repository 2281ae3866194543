#include "vocabulary/model.h"

#include "text/fold.h"
#include "value/date.h"

/* What was left out before a character of the key. */
enum { LEFT_OUT_GAP = 1, LEFT_OUT_DASH = 2 };

/* A text as models are compared: folded, without dashes between a letter and a digit; a gap between two digits is a space. */
struct key {
	char *text;
	unsigned char *left_out; /* n of them */
	size_t n;
};

struct model_text {
	const struct vocabulary *vocabulary;
	struct key key;
};

/* A part of the text between separators of a list. */
struct segment {
	const struct model_text *text;
	struct arena *scratch;
	const char *s;
	const unsigned char *left_out;
	size_t n;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_plain(char c)
{
	return is_digit(c) || is_letter(c);
}

static bool is_ascii(char c)
{
	return ((unsigned char)c & 0x80) == 0;
}

/* --- keys -------------------------------------------------------------------------------------------------------- */

static void put(struct key *k, char c, unsigned left_out)
{
	k->text[k->n] = c;
	k->left_out[k->n++] = (unsigned char)left_out;
}

static bool key_make(struct key *out, struct arena *a, struct str filed)
{
	struct folded f;
	if (!fold_name(&f, a, filed))
		return false;
	/* a space may be put in before each character */
	*out = (struct key){.text = arena_alloc(a, 2 * f.text.n + 1), .left_out = arena_alloc(a, 2 * f.text.n + 1)};
	if (!out->text || !out->left_out)
		return false;
	unsigned left_out = 0;
	for (size_t i = 0; i < f.text.n; i++) {
		char c = f.text.p[i], before = out->n ? out->text[out->n - 1] : '\0';
		char behind = i + 1 < f.text.n ? f.text.p[i + 1] : '\0';
		if (folded_gap(&f, i))
			left_out |= LEFT_OUT_GAP;
		bool joins = (is_letter(before) && is_digit(behind)) || (is_digit(before) && is_letter(behind));
		if (c == '-' && joins) {
			left_out |= LEFT_OUT_DASH;
			continue;
		}
		if (left_out == LEFT_OUT_GAP && is_digit(before) && is_digit(c))
			put(out, ' ', 0);
		put(out, c, left_out);
		left_out = 0;
	}
	return true;
}

static char confused(char c)
{
	return c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
}

static bool is_joint(char c)
{
	return c == '-' || c == ' ';
}

/* `places`, where it is not NULL: from a byte of the skeleton to the key's. Returns the length. */
static size_t skeleton_make(char *out, uint32_t *places, const char *s, size_t n)
{
	size_t to = 0;
	for (size_t i = 0; i < n; i++) {
		if (is_joint(s[i]))
			continue;
		if (places)
			places[to] = (uint32_t)i;
		out[to++] = confused(s[i]);
	}
	return to;
}

bool model_name_read(struct model_name *out, struct arena *a, struct str filed, bool series)
{
	struct key k;
	size_t digits = 0, letters = 0;
	if (!key_make(&k, a, filed))
		return false;
	for (size_t i = 0; i < k.n; i++) {
		digits += is_digit(k.text[i]);
		letters += is_letter(k.text[i]);
	}
	char *skeleton = arena_alloc(a, k.n + 1);
	if (!skeleton || !is_plain(k.n ? k.text[0] : '\0') || (!digits && !letters))
		return false;
	*out = (struct model_name){.filed = filed, .key = {k.text, k.n}, .series = series};
	if (letters)
		out->skeleton = (struct str){skeleton, skeleton_make(skeleton, NULL, k.text, k.n)};
	return true;
}

const struct model_text *model_text_read(struct arena *a, const struct vocabulary *v, struct str filed)
{
	struct model_text *t = ARENA_NEW(a, struct model_text);
	if (!t || !key_make(&t->key, a, filed))
		return NULL;
	t->vocabulary = v;
	return t;
}

/* --- what stands around ------------------------------------------------------------------------------------------ */

static char char_at(const struct segment *s, size_t i)
{
	return i < s->n ? s->s[i] : '\0';
}

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

static bool starts_with_any(struct str text, const struct str *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts(text, words[i]))
			return true;
	return false;
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

static enum model_found worse(enum model_found a, enum model_found b)
{
	return a < b ? a : b;
}

static enum model_found better(enum model_found a, enum model_found b)
{
	return a > b ? a : b;
}

/* The name stands at the bytes [from, to) of the segment. */
static enum model_found around(const struct segment *s, const struct model_name *name, size_t from, size_t to)
{
	size_t size = name->series && is_letter(s->s[from]) ? size_before(s, from) : 0;
	enum model_found head = before(s, from - size, name->series && !size);
	/* A200JD80: letters before the size */
	if (size && head == MODEL_ABSENT)
		head = MODEL_SUSPECT;
	return worse(head, name->series ? behind_series(s, to, size > 0) : behind_model(s, to));
}

/* --- finding ----------------------------------------------------------------------------------------------------- */

/* Where the name ends that begins at `at`; 0: it does not stand there. *loose: another joint than the dash listed. */
static size_t match_end(const struct segment *s, struct str key, size_t at, bool *loose)
{
	*loose = false;
	if (at + key.n > s->n)
		return 0;
	for (size_t i = 0; i < key.n; i++) {
		char c = s->s[at + i];
		bool other_joint = key.p[i] == '-' && (c == ' ' || c == '.' || c == '_');
		if (c != key.p[i] && !other_joint)
			return 0;
		*loose |= other_joint;
	}
	return at + key.n;
}

static enum model_found find_exactly(const struct segment *s, const struct model_name *name)
{
	enum model_found best = MODEL_ABSENT;
	for (size_t at = 0; at < s->n && best != MODEL_LISTED; at++) {
		bool loose;
		size_t to = match_end(s, name->key, at, &loose);
		if (to)
			best = better(best, worse(around(s, name, at, to), loose ? MODEL_SUSPECT : MODEL_LISTED));
	}
	return best;
}

/* O for 0, I or l for 1, a dash that is missing: never listed, at most suspect. */
static enum model_found find_confused(const struct segment *s, const struct model_name *name)
{
	struct str wanted = name->skeleton;
	char *text = arena_alloc(s->scratch, s->n + 1);
	uint32_t *places = ARENA_ARRAY(s->scratch, s->n + 1, uint32_t);
	if (!text || !places || !wanted.n)
		return MODEL_ABSENT;
	size_t n = skeleton_make(text, places, s->s, s->n);
	for (size_t at = 0; at + wanted.n <= n; at++) {
		bool in_number = at && is_digit(text[at - 1]) && is_digit(text[at]);
		if (in_number || memcmp(text + at, wanted.p, wanted.n) != 0)
			continue;
		size_t from = places[at], to = (size_t)places[at + wanted.n - 1] + 1;
		if (around(s, name, from, to) != MODEL_ABSENT)
			return MODEL_SUSPECT;
	}
	return MODEL_ABSENT;
}

static enum model_found find_one(const struct segment *s, const struct model_name *name)
{
	enum model_found found = find_exactly(s, name);
	return found != MODEL_ABSENT ? found : find_confused(s, name);
}

static enum model_found find_any(const struct segment *s, const struct model_name *names, size_t n)
{
	enum model_found best = MODEL_ABSENT;
	for (size_t i = 0; i < n && best != MODEL_LISTED; i++)
		best = better(best, find_one(s, &names[i]));
	return best;
}

/* Does the part name a model at all? 2台, 30KW, 立式 do not. */
static bool names_model(const struct segment *s)
{
	bool digit = false;
	for (size_t i = 0; i < s->n; i++)
		digit |= is_digit(s->s[i]);
	return digit && !is_measure(s, rest(s, 0));
}

static bool is_separator(const char *s, size_t n, size_t *length)
{
	static const struct str separators[] = {STR_INIT("、"), STR_INIT(","), STR_INIT(";"), STR_INIT("。")};
	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
		*length = separators[i].n;
		if (str_starts((struct str){s, n}, separators[i]))
			return true;
	}
	return false;
}

/* The part that begins at *at; *at moves behind it and its separator. */
static struct segment next_segment(const struct model_text *t, struct arena *scratch, size_t *at)
{
	const struct key *k = &t->key;
	size_t from = *at, to = from, length = 0;
	while (to < k->n && !is_separator(k->text + to, k->n - to, &length))
		to++;
	*at = to < k->n ? to + length : to;
	return (struct segment){t, scratch, k->text + from, k->left_out + from, to - from};
}

enum model_found model_find(const struct model_text *text, struct arena *scratch, const struct model_name *names,
			    size_t n)
{
	size_t parts[MODEL_LISTED + 1] = {0};
	for (size_t at = 0; at < text->key.n;) {
		struct segment s = next_segment(text, scratch, &at);
		enum model_found found = find_any(&s, names, n);
		if (found != MODEL_ABSENT || names_model(&s))
			parts[found]++;
	}
	if (parts[MODEL_LISTED] && !parts[MODEL_SUSPECT] && !parts[MODEL_ABSENT])
		return MODEL_LISTED;
	return parts[MODEL_LISTED] || parts[MODEL_SUSPECT] ? MODEL_SUSPECT : MODEL_ABSENT;
}

bool model_is_named(struct arena *scratch, const struct vocabulary *v, struct str filed)
{
	const struct model_text *text = model_text_read(scratch, v, filed);
	for (size_t at = 0; text && at < text->key.n;) {
		struct segment s = next_segment(text, scratch, &at);
		if (names_model(&s))
			return true;
	}
	return false;
}

/* --- whole cells ------------------------------------------------------------------------------------------------- */

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
