#include "rules/pattern_positions.h"

#include "rules/char_set.h"
#include "text/utf8.h"

enum {
	COPIES = 8,     /* of what is counted: A{2,5} */
	DEPTH = 32,     /* of groups */
	PIECES = 1000,  /* copies of what is empty use up no positions */
};

/* A part of the pattern: where a text of it may begin and end. */
struct part {
	uint64_t first, last;
	bool nullable;
};

struct parser {
	struct str pattern;
	size_t at;
	unsigned depth, pieces;
	bool given_up;
	struct char_set sets[PATTERN_POSITIONS];
	struct pattern_positions *out;
};

/* --- parts ------------------------------------------------------------------------------------------------------ */

static const struct part nothing = {.nullable = true};

static struct part part_of_set(struct parser *r, const struct char_set *s)
{
	if (r->out->n == PATTERN_POSITIONS) {
		r->given_up = true;
		return nothing;
	}
	r->sets[r->out->n] = *s;
	uint64_t bit = (uint64_t)1 << r->out->n++;
	return (struct part){bit, bit, false};
}

static void part_follows(struct parser *r, uint64_t last, uint64_t first)
{
	for (unsigned i = 0; i < r->out->n; i++)
		if (last >> i & 1) {
			r->out->twice[i] |= r->out->follow[i] & first;
			r->out->follow[i] |= first;
		}
}

static struct part part_join(struct parser *r, struct part a, struct part b)
{
	part_follows(r, a.last, b.first);
	return (struct part){
		a.first | (a.nullable ? b.first : 0), b.last | (b.nullable ? a.last : 0), a.nullable && b.nullable};
}

/* What is never gone back into, once it has matched: one step that meets nothing. */
static struct part part_atomic(struct parser *r, struct part p, unsigned from)
{
	const struct char_set none = {0};
	bool nullable = p.nullable;
	for (unsigned i = from; i < r->out->n; i++)
		r->out->follow[i] = r->out->twice[i] = 0;
	p = part_of_set(r, &none);
	p.nullable = nullable;
	return p;
}

/* --- the syntax ------------------------------------------------------------------------------------------------- */

static struct part alternatives(struct parser *r);

static bool ahead(const struct parser *r, const char *text)
{
	return str_starts(str_sub(r->pattern, r->at, r->pattern.n), str_from(text));
}

static bool take(struct parser *r, const char *text)
{
	bool is = ahead(r, text);
	r->at += is ? strlen(text) : 0;
	return is;
}

static int32_t take_char(struct parser *r)
{
	size_t length = 0;
	if (r->at >= r->pattern.n)
		return -1;
	int32_t c = utf8_next(str_sub(r->pattern, r->at, r->pattern.n), &length);
	r->at += length;
	return c;
}

static void take_past(struct parser *r, char end)
{
	while (r->at < r->pattern.n && r->pattern.p[r->at++] != end)
		;
}

static int32_t hex_digits(struct parser *r, size_t most)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	int32_t n = 0;
	for (size_t i = 0; i < most && r->at < r->pattern.n; i++, r->at++) {
		const char *d = memchr(digits, r->pattern.p[r->at], sizeof digits - 1);
		if (!d)
			break;
		n = n * 16 + (int32_t)((d - digits) % 16);
	}
	return n;
}

static void add_spaces(struct char_set *s)
{
	char_set_add(s, '\t', '\r');
	char_set_add(s, ' ', ' ');
}

static void add_word(struct char_set *s)
{
	char_set_add(s, '0', '9');
	char_set_add(s, '_', '_');
	char_set_add_any_case(s, 'a', 'z');
}

/* \d \w \s and their opposites, \N; false where it is none of them. */
static bool escaped_class(struct char_set *out, int32_t c)
{
	struct char_set s = {0};
	if (c == 'd' || c == 'D')
		char_set_add(&s, '0', '9');
	else if (c == 'w' || c == 'W')
		add_word(&s);
	else if (c == 's' || c == 'S')
		add_spaces(&s);
	else if (c == 'N')
		char_set_add(&s, '\n', '\n');
	else
		return false;
	*out = c < 'a' ? char_set_negate(&s) : s;
	return true;
}

/* The character that an escape stands for; -1: it stands for none that is known here. */
static int32_t escaped_char(struct parser *r, int32_t c)
{
	static const char named[] = "tnrfea", means[] = "\t\n\r\f\x1b\a";
	const char *name = c > 0 && c < 0x80 ? memchr(named, (int)c, sizeof named - 1) : NULL;
	if (name)
		return means[name - named];
	if (c == 'x' && take(r, "{")) {
		int32_t n = hex_digits(r, 6);
		take_past(r, '}');
		return n;
	}
	if (c == 'x')
		return hex_digits(r, 2);
	bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	return letter || (c >= '0' && c <= '9') ? -1 : c;
}

/* What reads nothing. In a group it may keep a loop from going round in two ways: (\b\w+\b)*. */
static struct part asserted(struct parser *r)
{
	r->given_up |= r->depth > 1;
	return nothing;
}

static struct part escape(struct parser *r)
{
	int32_t c = take_char(r);
	struct char_set s = {0};
	bool asserts = c == 'b' || c == 'B' || c == 'A' || c == 'z' || c == 'Z' || c == 'G' || c == 'K';
	if (asserts)
		return asserted(r);
	if (escaped_class(&s, c))
		return part_of_set(r, &s);
	int32_t plain = escaped_char(r, c);
	r->given_up |= plain < 0; /* a backreference, \Q, \p, … */
	char_set_add_any_case(&s, plain, plain);
	return part_of_set(r, &s);
}

/* One member of a class: a character, -1 after a whole class that was added. */
static int32_t class_member(struct parser *r, struct char_set *s)
{
	struct char_set more = {0};
	int32_t c = take_char(r);
	if (c != '\\')
		return c;
	c = take_char(r);
	if (escaped_class(&more, c)) {
		for (size_t i = 0; i < more.n; i++)
			char_set_add(s, more.ranges[i].from, more.ranges[i].to);
		return -1;
	}
	c = c == 'b' ? '\b' : escaped_char(r, c);
	r->given_up |= c < 0;
	return c;
}

static struct part class(struct parser *r)
{
	bool denied = take(r, "^");
	struct char_set s = {0};
	for (size_t members = 0; r->at < r->pattern.n && (members == 0 || !ahead(r, "]")) && !r->given_up; members++) {
		r->given_up |= ahead(r, "[:") || ahead(r, "[.") || ahead(r, "[=");
		int32_t from = class_member(r, &s), to = from;
		bool range = from >= 0 && ahead(r, "-") && r->at + 1 < r->pattern.n && r->pattern.p[r->at + 1] != ']';
		if (range) {
			r->at++;
			to = class_member(r, &s);
		}
		if (from >= 0 && to >= 0)
			char_set_add_any_case(&s, from, to);
	}
	take(r, "]");
	if (denied)
		s = char_set_negate(&s);
	return part_of_set(r, &s);
}

static struct part group(struct parser *r)
{
	static const char *const looks[] = {"?=", "?!", "?<=", "?<!"};
	unsigned from = r->out->n;
	bool looks_around = false, atomic = false;
	for (size_t i = 0; i < sizeof looks / sizeof *looks && !looks_around; i++)
		looks_around = take(r, looks[i]);
	if (looks_around || (atomic = take(r, "?>")) || take(r, "?:"))
		; /* what follows is the body */
	else if (take(r, "?<") || take(r, "?P<"))
		take_past(r, '>');
	else
		r->given_up |= ahead(r, "?") || ahead(r, "*");
	struct part p = alternatives(r);
	take(r, ")");
	if (looks_around) {
		part_atomic(r, p, from);
		return asserted(r);
	}
	return atomic ? part_atomic(r, p, from) : p;
}

static struct part atom(struct parser *r)
{
	struct char_set s = {0};
	int32_t c = take_char(r);
	switch (c) {
	case '(':
		return group(r);
	case '[':
		return class(r);
	case '\\':
		return escape(r);
	case '^':
	case '$':
		return asserted(r);
	case '.':
		char_set_add(&s, '\n', '\n');
		s = char_set_negate(&s);
		return part_of_set(r, &s);
	default:
		char_set_add_any_case(&s, c, c);
		return part_of_set(r, &s);
	}
}

/* --- repeating -------------------------------------------------------------------------------------------------- */

struct count {
	size_t least, most;
	bool for_ever;
};

static bool digits(struct parser *r, size_t *out)
{
	size_t from = r->at;
	for (*out = 0; r->at < r->pattern.n && r->pattern.p[r->at] >= '0' && r->pattern.p[r->at] <= '9'; r->at++)
		*out = *out < 100000 ? *out * 10 + (size_t)(r->pattern.p[r->at] - '0') : *out;
	return r->at > from;
}

/* {2} {2,} {2,5} {,5}; a brace that says none of these is itself. */
static bool braces(struct parser *r, struct count *out)
{
	size_t from = r->at;
	if (!take(r, "{"))
		return false;
	bool least = digits(r, &out->least);
	bool comma = take(r, ",");
	bool most = comma ? digits(r, &out->most) : least;
	if (!comma)
		out->most = out->least;
	out->for_ever = comma && !most;
	if (take(r, "}") && (least || most))
		return true;
	r->at = from;
	return false;
}

static bool repeats(struct parser *r, struct count *out)
{
	*out = (struct count){1, 1, false};
	if (take(r, "*"))
		*out = (struct count){0, 1, true};
	else if (take(r, "+"))
		*out = (struct count){1, 1, true};
	else if (take(r, "?"))
		*out = (struct count){0, 1, false};
	else
		return braces(r, out);
	return true;
}

/* One more copy of what begins at `from`. */
static struct part copy(struct parser *r, size_t from)
{
	size_t at = r->at;
	r->at = from;
	struct part p = atom(r);
	r->at = at;
	return p;
}

/* A loop, and before it the copies that have to be. */
static struct part loop(struct parser *r, size_t from, struct part p, struct count n)
{
	struct part before = nothing;
	for (size_t i = 1; i < n.least && !r->given_up; i++) {
		before = part_join(r, before, p);
		p = copy(r, from);
	}
	part_follows(r, p.last, p.first);
	p.nullable |= n.least == 0;
	return part_join(r, before, p);
}

/* A{2,4} is A A (A (A)?)?, so that no text of it is read in two ways. */
static struct part copies(struct parser *r, size_t from, struct part p, struct count n)
{
	struct part rest = nothing;
	for (size_t i = n.most; i > 0 && !r->given_up; i--) {
		rest = part_join(r, p, rest);
		rest.nullable |= i > n.least;
		if (i > 1)
			p = copy(r, from);
	}
	return rest;
}

static struct part piece(struct parser *r)
{
	size_t from = r->at;
	unsigned position = r->out->n;
	struct count n;
	r->given_up |= ++r->pieces > PIECES;
	struct part p = atom(r);
	if (!repeats(r, &n))
		return p;
	bool possessive = take(r, "+");
	if (!possessive)
		take(r, "?");
	if (possessive) {
		p.nullable |= n.least == 0;
		return part_atomic(r, p, position);
	}
	/* 10 to 20 of them in a loop can be divided in as many ways as one or more can; just 20 cannot */
	if (!n.for_ever && n.most > COPIES && n.most > n.least)
		n = (struct count){n.least > 0, 1, true};
	r->given_up |= n.least > COPIES || (!n.for_ever && n.most > COPIES);
	return n.for_ever ? loop(r, from, p, n) : copies(r, from, p, n);
}

static struct part sequence(struct parser *r)
{
	struct part all = nothing;
	while (r->at < r->pattern.n && !ahead(r, "|") && !ahead(r, ")") && !r->given_up)
		all = part_join(r, all, piece(r));
	return all;
}

static struct part alternatives(struct parser *r)
{
	r->given_up |= ++r->depth > DEPTH;
	struct part all = r->given_up ? nothing : sequence(r);
	while (!r->given_up && take(r, "|")) {
		struct part other = sequence(r);
		all = (struct part){all.first | other.first, all.last | other.last, all.nullable || other.nullable};
	}
	r->depth--;
	return all;
}

bool pattern_positions_read(struct pattern_positions *out, struct str pattern)
{
	struct parser r = {.pattern = pattern, .out = out};
	*out = (struct pattern_positions){0};
	alternatives(&r);
	for (unsigned i = 0; i < out->n; i++)
		for (unsigned j = 0; j < out->n; j++)
			out->meets[i] |= (uint64_t)char_sets_meet(&r.sets[i], &r.sets[j]) << j;
	return !r.given_up && r.at == pattern.n;
}
