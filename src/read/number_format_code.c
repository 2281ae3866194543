#include "read/number_format.h"

#include "text/utf8.h"

/* --- the signs of a code --------------------------------------------------------------------------------------- */

enum { LITERAL_BYTES = 256 /* words of a section; a code of Excel has at most 255 characters */ };

struct literal {
	char p[LITERAL_BYTES];
	size_t n;
	bool cut;
};

struct scan {            /* of one section */
	struct str rest; /* of the code */
	struct literal before, after;
	bool number; /* a placeholder, General or @ stood */
	bool between; /* `after` holds what stood behind a placeholder: a placeholder behind it makes it stand between digits */
	bool date, maybe_date, elapsed, scaled, general, text, fraction, exponent;
	bool point;     /* stood */
	unsigned zeros; /* before it: digits that are always shown */
	unsigned percents;
	enum format_when when;
	struct str limit;
};

static size_t character(struct str s)
{
	size_t n = 1;
	if (s.n)
		utf8_next(s, &n);
	return s.n ? n : 0;
}

static void skip(struct scan *s, size_t n)
{
	s->rest = str_sub(s->rest, n, s->rest.n);
}

static void add_literal(struct scan *s, struct str piece)
{
	struct literal *to = s->number ? &s->after : &s->before;
	if (piece.n > LITERAL_BYTES - to->n) {
		to->cut = true;
		return;
	}
	if (piece.n)
		memcpy(to->p + to->n, piece.p, piece.n);
	to->n += piece.n;
}

/* Up to the closing quote or bracket, which may be missing; takes it. */
static struct str take_until(struct scan *s, char close)
{
	const char *end = s->rest.n ? memchr(s->rest.p, close, s->rest.n) : NULL;
	size_t n = end ? (size_t)(end - s->rest.p) : s->rest.n;
	struct str inner = str_sub(s->rest, 0, n);
	skip(s, n + (end != NULL));
	return inner;
}

static bool all_of(struct str s, const char *either)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != either[0] && s.p[i] != either[1])
			return false;
	return s.n > 0;
}

/* What stands in [ ]: a colour, a currency, a kind of digits, elapsed time or a condition. */
static void take_bracket(struct scan *s)
{
	static const struct {
		const char *sign;
		enum format_when when;
	} conditions[] = {{"<=", WHEN_MOST}, {">=", WHEN_LEAST}, {"<>", WHEN_NOT},
			  {"<", WHEN_LESS},  {">", WHEN_MORE},   {"=", WHEN_EQUAL}};
	struct str inner = take_until(s, ']');
	if (all_of(inner, "hH") || all_of(inner, "mM") || all_of(inner, "sS"))
		s->elapsed = true;
	for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
		if (str_starts(inner, str_from(conditions[i].sign))) {
			s->when = conditions[i].when;
			s->limit = str_trim(str_sub(inner, strlen(conditions[i].sign), inner.n));
			return;
		}
}

static bool is_placeholder(char c)
{
	return c == '0' || c == '#' || c == '?';
}

/* A placeholder, General or @. */
static void take_number(struct scan *s)
{
	/* blanks between digits are thousands separators of some countries */
	if (s->number && str_trim((struct str){s->after.p, s->after.n}).n)
		s->between = true;
	if (s->number)
		s->after.n = 0;
	s->number = true;
}

/* , behind a placeholder: a thousands separator before another one, else it divides by 1000. */
static void take_comma(struct scan *s)
{
	size_t n = 1;
	while (n < s->rest.n && s->rest.p[n] == ',')
		n++;
	if (s->number && !s->general && !s->text && !(n < s->rest.n && is_placeholder(s->rest.p[n])))
		s->scaled = true;
	skip(s, n);
}

/* Letters of dates. Behind a placeholder they are words, as sloppy writers leave them: 0 m. */
static bool take_letter(struct scan *s)
{
	char c = s->rest.p[0];
	size_t n = 1;
	while (n < s->rest.n && s->rest.p[n] == c)
		n++;
	if (s->number)
		return false;
	if (strchr("yYmMdDhHsS", c))
		s->date = true;
	else if (strchr("eEgGbB", c) || (strchr("aA", c) && n >= 3))
		s->maybe_date = true;
	else
		return false;
	skip(s, n);
	return true;
}

static bool take_general(struct scan *s)
{
	static const struct str names[] = {STR_INIT("general"), STR_INIT("g/通用格式")};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_starts_any_case(s->rest, names[i])) {
			take_number(s);
			s->general = true;
			skip(s, names[i].n);
			return true;
		}
	return false;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* E+ or E- and the placeholders behind it, which are no number of their own. */
static bool take_exponent(struct scan *s)
{
	if (!s->number || s->rest.n < 2 || (s->rest.p[0] != 'E' && s->rest.p[0] != 'e') ||
	    (s->rest.p[1] != '+' && s->rest.p[1] != '-'))
		return false;
	s->exponent = true;
	skip(s, 2);
	return true;
}

/* / between placeholders: a fraction, whose lower part may be digits. */
static bool take_fraction(struct scan *s)
{
	size_t n = 1;
	if (!s->number)
		return false;
	while (n < s->rest.n && (is_placeholder(s->rest.p[n]) || (s->rest.p[n] >= '1' && s->rest.p[n] <= '9')))
		n++;
	if (n == 1)
		return false;
	s->fraction = true;
	skip(s, n);
	return true;
}

static void take_token(struct scan *s)
{
	char c = s->rest.p[0];
	size_t n = character(s->rest);
	if (c == '"') {
		skip(s, 1);
		add_literal(s, take_until(s, '"'));
	} else if (c == '[') {
		skip(s, 1);
		take_bracket(s);
	} else if ((c == '\\' || c == '!') &&
		   s->rest.n > 1) { /* ! is the escape of Chinese and Japanese spreadsheets */
		skip(s, 1);
		n = character(s->rest);
		add_literal(s, str_sub(s->rest, 0, n));
		skip(s, n);
	} else if (c == '_' || c == '*') { /* room as wide as the next character; filled with it */
		skip(s, 1);
		skip(s, character(s->rest));
	} else if (is_placeholder(c) || c == '@') {
		take_number(s);
		s->text |= c == '@';
		s->zeros += !s->point && (c == '0' || s->zeros); /* behind a 0, # is one too */
		skip(s, 1);
	} else if (c == '.' && s->number && !s->after.n) {
		s->point = true;
		skip(s, 1);
	} else if (c == '.' && s->rest.n > 1 && is_placeholder(s->rest.p[1])) {
		take_number(s);
		s->point = true;
		skip(s, 1);
	} else if (c == ',') {
		take_comma(s);
	} else if (c == '%') {
		s->percents++;
		add_literal(s, STR("%"));
		skip(s, 1);
	} else if (!(c == '/' && take_fraction(s)) && !take_general(s) && !take_exponent(s) &&
		   !(is_letter(c) && take_letter(s))) {
		add_literal(s, str_sub(s->rest, 0, n));
		skip(s, n);
	}
}

/* --- what a section shows -------------------------------------------------------------------------------------- */

static struct str literal_str(const struct literal *l)
{
	return (struct str){l->p, l->n};
}

/* Blanks say nothing, nor does a currency, which [$¥-804] says as well. */
static bool says_nothing(struct str s)
{
	static const struct str currencies[] = {STR_INIT("¥"), STR_INIT("￥"), STR_INIT("$"), STR_INIT("€"),
						STR_INIT("£")};
	for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
		if (str_eq(s, currencies[i]))
			return true;
	return !s.n;
}

/* How accounts write a zero. */
static bool is_dash(struct str s)
{
	static const struct str dashes[] = {STR_INIT("-"), STR_INIT("–"), STR_INIT("—"), STR_INIT("——"),
					    STR_INIT("－")};
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
		if (str_eq(s, dashes[i]))
			return true;
	return false;
}

/* A section for negative numbers says so itself: (0), -0. The number's own sign stays instead. */
static void drop_sign(struct literal *l)
{
	size_t n = 0;
	for (size_t i = 0; i < l->n; i++)
		if (!strchr("-()", l->p[i]))
			l->p[n++] = l->p[i];
	l->n = n;
}

/* The words as they stand around a number: the blanks at their outer end are padding. */
static struct str words_before(const struct literal *l)
{
	struct str s = str_trim(literal_str(l));
	return says_nothing(s) ? STR_NONE : (struct str){s.p, (size_t)(l->p + l->n - s.p)};
}

static struct str words_after(const struct literal *l)
{
	struct str s = str_trim(literal_str(l));
	return says_nothing(s) ? STR_NONE : (struct str){l->p, (size_t)(s.p + s.n - l->p)};
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* 1, 0., but not No. */
static bool ends_with_number(struct str s)
{
	bool point = s.n && (s.p[s.n - 1] == '.' || s.p[s.n - 1] == ',');
	if (point && s.n == 1)
		return true;
	return s.n > point && is_digit(s.p[s.n - 1 - point]);
}

static bool starts_with_number(struct str s)
{
	bool point = s.n && (s.p[0] == '.' || s.p[0] == ',');
	return s.n > point && is_digit(s.p[point]);
}

/* -, but not GL- */
static bool ends_with_sign(struct str s)
{
	return s.n && s.p[s.n - 1] == '-' && (s.n == 1 || s.p[s.n - 2] == ' ');
}

/* Words that make another number of the one they stand at: 0"00", "-"0. */
static bool changes_number(struct str before, struct str after)
{
	before = str_trim(before);
	return ends_with_number(before) || ends_with_sign(before) || starts_with_number(str_trim(after));
}

static enum format_sort sort_of(const struct scan *s, struct str before, struct str after)
{
	if (s->elapsed || s->text || s->fraction)
		return FORMAT_PLAIN;
	if (s->date || (s->maybe_date && !s->number))
		return FORMAT_DATE;
	if (s->between || s->scaled || s->before.cut || s->after.cut)
		return FORMAT_OTHER;
	if (!s->number)
		return before.n ? FORMAT_OTHER : FORMAT_PLAIN;
	return changes_number(before, after) ? FORMAT_OTHER : FORMAT_NUMBER;
}

static bool settle(struct format_section *out, struct arena *a, struct scan *s, unsigned place)
{
	if (place == 1 && s->when == WHEN_SIGN) {
		drop_sign(&s->before);
		drop_sign(&s->after);
	}
	if (place == 2 && is_dash(str_trim(literal_str(&s->before))))
		s->before.n = 0;
	struct str before = words_before(&s->before), after = words_after(&s->after);
	*out = (struct format_section){.sort = sort_of(s, before, after), .when = s->when, .percents = s->percents};
	if (!s->exponent)
		out->digits = s->zeros < FORMAT_DIGITS ? s->zeros : FORMAT_DIGITS;
	out->limit = arena_str(a, s->limit);
	out->before = arena_str(a, before);
	out->after = arena_str(a, after);
	return out->limit.p && out->before.p && out->after.p;
}

static bool is_plain(const struct format_section *s)
{
	return s->sort == FORMAT_PLAIN ||
	       (s->sort == FORMAT_NUMBER && !s->percents && s->digits < 2 && !s->before.n && !s->after.n);
}

bool number_format_parse(struct number_format *out, struct arena *a, struct str code)
{
	struct scan s = {.rest = code};
	bool more = true;
	*out = (struct number_format){0};
	for (unsigned place = 0; more && place < FORMAT_SECTIONS; place++) {
		s = (struct scan){.rest = s.rest};
		while (s.rest.n && s.rest.p[0] != ';')
			take_token(&s);
		more = s.rest.n > 0;
		skip(&s, 1);
		/* the fourth section is for texts, and so is the last one where it has an @ */
		bool for_text = place == FORMAT_SECTIONS - 1 || (!more && s.text);
		if (for_text && s.text) {
			out->text_before = arena_str(a, words_before(&s.before));
			out->text_after = arena_str(a, words_after(&s.after));
		}
		if (!for_text && !settle(&out->sections[out->n++], a, &s, place))
			return false;
	}
	out->plain = true;
	for (unsigned i = 0; i < out->n; i++)
		out->plain &= is_plain(&out->sections[i]);
	return !a->failed;
}

struct str number_format_built_in(uint64_t id)
{
	if (id == 9 || id == 10)
		return STR("0%");
	/* 27 to 36 and 50 to 58 are dates of Chinese, Japanese and Korean spreadsheets; 46 is elapsed time */
	if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id == 45 || id == 47 || (id >= 50 && id <= 58))
		return STR("yyyy-mm-dd");
	return STR("General");
}
