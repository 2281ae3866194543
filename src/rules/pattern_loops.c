#include "rules/pattern_loops.h"

#include "text/utf8.h"

#include <stdint.h>

enum {
	POSITIONS = 64, /* a bit each */
	RANGES = 12,    /* of a class; what is more is left out, so that less overlaps */
	COPIES = 8,     /* of what is counted: A{2,5} */
	DEPTH = 32,     /* of groups */
	PIECES = 1000,  /* copies of what is empty use up no positions */
	LAST_CHAR = 0x10ffff,
};

/* Characters, as ranges; one that was left out overlaps nothing. */
struct set {
	struct range {
		int32_t from, to;
	} ranges[RANGES];
	size_t n;
};

/* A part of the pattern: where a text of it may begin and end. */
struct part {
	uint64_t first, last;
	bool nullable;
};

struct loops {
	struct str pattern;
	size_t at;
	unsigned depth, pieces;
	bool given_up;
	struct set sets[POSITIONS];
	uint64_t follow[POSITIONS]; /* once or oftener */
	uint64_t twice[POSITIONS];
	uint64_t meets[POSITIONS];  /* positions whose characters overlap */
	unsigned n;
};

/* --- characters ------------------------------------------------------------------------------------------------- */

static void set_add(struct set *s, int32_t from, int32_t to)
{
	if (s->n < RANGES && from <= to)
		s->ranges[s->n++] = (struct range){from, to};
}

/* The other case of what a range has of one alphabet. */
static void set_add_case(struct set *s, int32_t from, int32_t to, int32_t first, int32_t other)
{
	int32_t last = first + 25;
	from = from > first ? from : first;
	to = to < last ? to : last;
	set_add(s, from - first + other, to - first + other);
}

static void set_add_any_case(struct set *s, int32_t from, int32_t to)
{
	set_add(s, from, to);
	set_add_case(s, from, to, 'a', 'A');
	set_add_case(s, from, to, 'A', 'a');
}

/* What none of the ranges has. A set that is full may have lost some: its complement is not known and left empty. */
static struct set set_negate(const struct set *s)
{
	struct set out = {0};
	int32_t from = 0;
	while (s->n < RANGES && from <= LAST_CHAR) {
		int32_t next = LAST_CHAR + 1, behind = from;
		for (size_t i = 0; i < s->n; i++) {
			const struct range *r = &s->ranges[i];
			if (r->from <= from && r->to >= behind)
				behind = r->to + 1;
			if (r->from > from && r->from < next)
				next = r->from;
		}
		if (behind == from)
			set_add(&out, from, next - 1);
		from = behind == from ? next : behind;
	}
	return out;
}

static bool sets_meet(const struct set *a, const struct set *b)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < b->n; j++)
			if (a->ranges[i].from <= b->ranges[j].to && b->ranges[j].from <= a->ranges[i].to)
				return true;
	return false;
}

/* --- parts ------------------------------------------------------------------------------------------------------ */

static const struct part nothing = {.nullable = true};

static struct part part_of_set(struct loops *l, const struct set *s)
{
	if (l->n == POSITIONS) {
		l->given_up = true;
		return nothing;
	}
	l->sets[l->n] = *s;
	uint64_t bit = (uint64_t)1 << l->n++;
	return (struct part){bit, bit, false};
}

static void part_follows(struct loops *l, uint64_t last, uint64_t first)
{
	for (unsigned i = 0; i < l->n; i++)
		if (last >> i & 1) {
			l->twice[i] |= l->follow[i] & first;
			l->follow[i] |= first;
		}
}

static struct part part_join(struct loops *l, struct part a, struct part b)
{
	part_follows(l, a.last, b.first);
	return (struct part){
		a.first | (a.nullable ? b.first : 0), b.last | (b.nullable ? a.last : 0), a.nullable && b.nullable};
}

/* What is never gone back into, once it has matched: one step that meets nothing. */
static struct part part_atomic(struct loops *l, struct part p, unsigned from)
{
	const struct set none = {0};
	bool nullable = p.nullable;
	for (unsigned i = from; i < l->n; i++)
		l->follow[i] = l->twice[i] = 0;
	p = part_of_set(l, &none);
	p.nullable = nullable;
	return p;
}

/* --- the syntax ------------------------------------------------------------------------------------------------- */

static struct part alternatives(struct loops *l);

static bool ahead(const struct loops *l, const char *text)
{
	return str_starts(str_sub(l->pattern, l->at, l->pattern.n), str_from(text));
}

static bool take(struct loops *l, const char *text)
{
	bool is = ahead(l, text);
	l->at += is ? strlen(text) : 0;
	return is;
}

static int32_t take_char(struct loops *l)
{
	size_t length = 0;
	if (l->at >= l->pattern.n)
		return -1;
	int32_t c = utf8_next(str_sub(l->pattern, l->at, l->pattern.n), &length);
	l->at += length;
	return c;
}

static void take_past(struct loops *l, char end)
{
	while (l->at < l->pattern.n && l->pattern.p[l->at++] != end)
		;
}

static int32_t hex_digits(struct loops *l, size_t most)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	int32_t n = 0;
	for (size_t i = 0; i < most && l->at < l->pattern.n; i++, l->at++) {
		const char *d = memchr(digits, l->pattern.p[l->at], sizeof digits - 1);
		if (!d)
			break;
		n = n * 16 + (int32_t)((d - digits) % 16);
	}
	return n;
}

static void add_spaces(struct set *s)
{
	set_add(s, '\t', '\r');
	set_add(s, ' ', ' ');
}

static void add_word(struct set *s)
{
	set_add(s, '0', '9');
	set_add(s, '_', '_');
	set_add_any_case(s, 'a', 'z');
}

/* \d \w \s and their opposites, \N; false where it is none of them. */
static bool escaped_class(struct set *out, int32_t c)
{
	struct set s = {0};
	if (c == 'd' || c == 'D')
		set_add(&s, '0', '9');
	else if (c == 'w' || c == 'W')
		add_word(&s);
	else if (c == 's' || c == 'S')
		add_spaces(&s);
	else if (c == 'N')
		set_add(&s, '\n', '\n');
	else
		return false;
	*out = c < 'a' ? set_negate(&s) : s;
	return true;
}

/* The character that an escape stands for; -1: it stands for none that is known here. */
static int32_t escaped_char(struct loops *l, int32_t c)
{
	static const char named[] = "tnrfea", means[] = "\t\n\r\f\x1b\a";
	const char *name = c > 0 && c < 0x80 ? memchr(named, (int)c, sizeof named - 1) : NULL;
	if (name)
		return means[name - named];
	if (c == 'x' && take(l, "{")) {
		int32_t n = hex_digits(l, 6);
		take_past(l, '}');
		return n;
	}
	if (c == 'x')
		return hex_digits(l, 2);
	bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	return letter || (c >= '0' && c <= '9') ? -1 : c;
}

/* What reads nothing. In a group it may keep a loop from going round in two ways: (\b\w+\b)*. */
static struct part asserted(struct loops *l)
{
	l->given_up |= l->depth > 1;
	return nothing;
}

static struct part escape(struct loops *l)
{
	int32_t c = take_char(l);
	struct set s = {0};
	bool asserts = c == 'b' || c == 'B' || c == 'A' || c == 'z' || c == 'Z' || c == 'G' || c == 'K';
	if (asserts)
		return asserted(l);
	if (escaped_class(&s, c))
		return part_of_set(l, &s);
	int32_t plain = escaped_char(l, c);
	l->given_up |= plain < 0; /* a backreference, \Q, \p, … */
	set_add_any_case(&s, plain, plain);
	return part_of_set(l, &s);
}

/* One member of a class: a character, -1 after a whole class that was added. */
static int32_t class_member(struct loops *l, struct set *s)
{
	struct set more = {0};
	int32_t c = take_char(l);
	if (c != '\\')
		return c;
	c = take_char(l);
	if (escaped_class(&more, c)) {
		for (size_t i = 0; i < more.n; i++)
			set_add(s, more.ranges[i].from, more.ranges[i].to);
		return -1;
	}
	c = c == 'b' ? '\b' : escaped_char(l, c);
	l->given_up |= c < 0;
	return c;
}

static struct part class(struct loops *l)
{
	bool denied = take(l, "^");
	struct set s = {0};
	for (size_t members = 0; l->at < l->pattern.n && (members == 0 || !ahead(l, "]")) && !l->given_up; members++) {
		l->given_up |= ahead(l, "[:") || ahead(l, "[.") || ahead(l, "[=");
		int32_t from = class_member(l, &s), to = from;
		bool range = from >= 0 && ahead(l, "-") && l->at + 1 < l->pattern.n && l->pattern.p[l->at + 1] != ']';
		if (range) {
			l->at++;
			to = class_member(l, &s);
		}
		if (from >= 0 && to >= 0)
			set_add_any_case(&s, from, to);
	}
	take(l, "]");
	if (denied)
		s = set_negate(&s);
	return part_of_set(l, &s);
}

static struct part group(struct loops *l)
{
	static const char *const looks[] = {"?=", "?!", "?<=", "?<!"};
	unsigned from = l->n;
	bool looks_around = false, atomic = false;
	for (size_t i = 0; i < sizeof looks / sizeof *looks && !looks_around; i++)
		looks_around = take(l, looks[i]);
	if (looks_around || (atomic = take(l, "?>")) || take(l, "?:"))
		; /* what follows is the body */
	else if (take(l, "?<") || take(l, "?P<"))
		take_past(l, '>');
	else
		l->given_up |= ahead(l, "?") || ahead(l, "*");
	struct part p = alternatives(l);
	take(l, ")");
	if (looks_around) {
		part_atomic(l, p, from);
		return asserted(l);
	}
	return atomic ? part_atomic(l, p, from) : p;
}

static struct part atom(struct loops *l)
{
	struct set s = {0};
	int32_t c = take_char(l);
	switch (c) {
	case '(':
		return group(l);
	case '[':
		return class(l);
	case '\\':
		return escape(l);
	case '^':
	case '$':
		return asserted(l);
	case '.':
		set_add(&s, '\n', '\n');
		s = set_negate(&s);
		return part_of_set(l, &s);
	default:
		set_add_any_case(&s, c, c);
		return part_of_set(l, &s);
	}
}

/* --- repeating -------------------------------------------------------------------------------------------------- */

struct count {
	size_t least, most;
	bool for_ever;
};

static bool digits(struct loops *l, size_t *out)
{
	size_t from = l->at;
	for (*out = 0; l->at < l->pattern.n && l->pattern.p[l->at] >= '0' && l->pattern.p[l->at] <= '9'; l->at++)
		*out = *out < 100000 ? *out * 10 + (size_t)(l->pattern.p[l->at] - '0') : *out;
	return l->at > from;
}

/* {2} {2,} {2,5} {,5}; a brace that says none of these is itself. */
static bool braces(struct loops *l, struct count *out)
{
	size_t from = l->at;
	if (!take(l, "{"))
		return false;
	bool least = digits(l, &out->least);
	bool comma = take(l, ",");
	bool most = comma ? digits(l, &out->most) : least;
	if (!comma)
		out->most = out->least;
	out->for_ever = comma && !most;
	if (take(l, "}") && (least || most))
		return true;
	l->at = from;
	return false;
}

static bool repeats(struct loops *l, struct count *out)
{
	*out = (struct count){1, 1, false};
	if (take(l, "*"))
		*out = (struct count){0, 1, true};
	else if (take(l, "+"))
		*out = (struct count){1, 1, true};
	else if (take(l, "?"))
		*out = (struct count){0, 1, false};
	else
		return braces(l, out);
	return true;
}

/* One more copy of what begins at `from`. */
static struct part copy(struct loops *l, size_t from)
{
	size_t at = l->at;
	l->at = from;
	struct part p = atom(l);
	l->at = at;
	return p;
}

/* A loop, and before it the copies that have to be. */
static struct part loop(struct loops *l, size_t from, struct part p, struct count n)
{
	struct part before = nothing;
	for (size_t i = 1; i < n.least && !l->given_up; i++) {
		before = part_join(l, before, p);
		p = copy(l, from);
	}
	part_follows(l, p.last, p.first);
	p.nullable |= n.least == 0;
	return part_join(l, before, p);
}

/* A{2,4} is A A (A (A)?)?, so that no text of it is read in two ways. */
static struct part copies(struct loops *l, size_t from, struct part p, struct count n)
{
	struct part rest = nothing;
	for (size_t i = n.most; i > 0 && !l->given_up; i--) {
		rest = part_join(l, p, rest);
		rest.nullable |= i > n.least;
		if (i > 1)
			p = copy(l, from);
	}
	return rest;
}

static struct part piece(struct loops *l)
{
	size_t from = l->at;
	unsigned position = l->n;
	struct count n;
	l->given_up |= ++l->pieces > PIECES;
	struct part p = atom(l);
	if (!repeats(l, &n))
		return p;
	bool possessive = take(l, "+");
	if (!possessive)
		take(l, "?");
	if (possessive) {
		p.nullable |= n.least == 0;
		return part_atomic(l, p, position);
	}
	/* 10 to 20 of them in a loop can be divided in as many ways as one or more can; just 20 cannot */
	if (!n.for_ever && n.most > COPIES && n.most > n.least)
		n = (struct count){n.least > 0, 1, true};
	l->given_up |= n.least > COPIES || (!n.for_ever && n.most > COPIES);
	return n.for_ever ? loop(l, from, p, n) : copies(l, from, p, n);
}

static struct part sequence(struct loops *l)
{
	struct part all = nothing;
	while (l->at < l->pattern.n && !ahead(l, "|") && !ahead(l, ")") && !l->given_up)
		all = part_join(l, all, piece(l));
	return all;
}

static struct part alternatives(struct loops *l)
{
	l->given_up |= ++l->depth > DEPTH;
	struct part all = l->given_up ? nothing : sequence(l);
	while (!l->given_up && take(l, "|")) {
		struct part other = sequence(l);
		all = (struct part){all.first | other.first, all.last | other.last, all.nullable || other.nullable};
	}
	l->depth--;
	return all;
}

/* --- two ways round --------------------------------------------------------------------------------------------- */

/* Pairs of positions that two walks over one text may stand on: a row of bits for each first position. */
struct pairs {
	uint64_t rows[POSITIONS];
};

/* Pairs from which, or (with the edges turned round) to which, (start, start) leads. */
static void pairs_reach(const struct loops *l, const uint64_t *edges, unsigned start, bool forward, struct pairs *out)
{
	struct pairs fresh = {{0}};
	bool more = true;
	*out = (struct pairs){{0}};
	fresh.rows[start] = (uint64_t)1 << start;
	while (more) {
		struct pairs next = {{0}};
		more = false;
		for (unsigned i = 0; i < l->n; i++)
			for (unsigned j = 0; j < l->n; j++) {
				/* backwards, the pair that is left has to meet: forwards, the one that is come to */
				if (!(fresh.rows[i] >> j & 1) || (!forward && !(l->meets[i] >> j & 1)))
					continue;
				for (unsigned k = 0; k < l->n; k++)
					if (edges[i] >> k & 1)
						next.rows[k] |= edges[j] & (forward ? l->meets[k] : UINT64_MAX);
			}
		for (unsigned i = 0; i < l->n; i++) {
			fresh.rows[i] = next.rows[i] & ~out->rows[i];
			out->rows[i] |= fresh.rows[i];
			more |= fresh.rows[i] != 0;
		}
	}
}

static bool two_ways_round(const struct loops *l, const uint64_t *back, unsigned start)
{
	struct pairs there, home;
	pairs_reach(l, l->follow, start, true, &there);
	if (!(there.rows[start] >> start & 1))
		return false; /* on no loop */
	pairs_reach(l, back, start, false, &home);
	for (unsigned i = 0; i < l->n; i++) {
		uint64_t both = there.rows[i] & home.rows[i], self = (uint64_t)1 << i;
		if (both & ~self)
			return true;
		/* a step that came about twice, on the way round */
		for (unsigned k = 0; both & self && k < l->n; k++)
			if (l->twice[i] >> k & 1 && (k == start || home.rows[k] >> k & 1))
				return true;
	}
	return false;
}

bool pattern_loops_in_two_ways(struct str pattern)
{
	struct loops l = {.pattern = pattern};
	uint64_t back[POSITIONS] = {0};
	bool found = false;
	alternatives(&l);
	if (l.given_up || l.at < pattern.n)
		return false;
	for (unsigned i = 0; i < l.n; i++)
		for (unsigned j = 0; j < l.n; j++) {
			l.meets[i] |= (uint64_t)sets_meet(&l.sets[i], &l.sets[j]) << j;
			back[j] |= (l.follow[i] >> j & 1) << i;
		}
	for (unsigned i = 0; i < l.n && !found; i++)
		found = two_ways_round(&l, back, i);
	return found;
}
