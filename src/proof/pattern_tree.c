#include "proof/pattern_tree.h"

#include "text/utf8.h"

enum { MOST_REPEATS = 1000, DEEPEST = 32 };

struct parse {
	struct arena *arena;
	struct str s;
	size_t at;
	unsigned depth;
	bool bad;
};

static struct pattern_node *alternatives(struct parse *p);

static bool next_is(const struct parse *p, char c)
{
	return p->at < p->s.n && p->s.p[p->at] == c;
}

static struct pattern_node *node_new(struct parse *p, enum pattern_op op, size_t at)
{
	struct pattern_node *n = ARENA_NEW(p->arena, struct pattern_node);
	p->bad |= !n;
	if (n)
		*n = (struct pattern_node){.op = op, .at = at, .end = p->at};
	return n;
}

static void child_add(struct parse *p, struct pattern_node *to, struct pattern_node *child)
{
	struct pattern_node **children =
		to && child ? arena_grow(p->arena, to->children, to->n, &to->cap, sizeof *children) : NULL;
	p->bad |= !children;
	if (!children)
		return;
	to->children = children;
	to->children[to->n++] = child;
	to->end = child->end;
}

static void range_add(struct parse *p, struct pattern_node *to, int32_t from, int32_t end, size_t at)
{
	struct pattern_range *ranges = arena_grow(p->arena, to->ranges, to->n_ranges, &to->cap_ranges, sizeof *ranges);
	p->bad |= !ranges || end < from;
	if (!ranges)
		return;
	to->ranges = ranges;
	to->ranges[to->n_ranges++] = (struct pattern_range){from, end, at, p->at};
}

/* One character as it stands. */
static int32_t letter(struct parse *p)
{
	size_t length = 0;
	int32_t c = p->at < p->s.n ? utf8_next(str_sub(p->s, p->at, p->s.n), &length) : -1;
	p->at += length;
	p->bad |= c < 0;
	return c;
}

/*
 * Behind a backslash: what it means as a class, else the letter that it is; *out -1 where it is a class. What \D, \W and
 * \S leave out is said by `negated`, which a class has room for only as a whole.
 */
static void escaped(struct parse *p, int32_t *out, struct pattern_node *into, size_t at)
{
	const char c = p->at < p->s.n ? p->s.p[p->at] : 0;
	const char lower = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	*out = -1;
	if (lower == 'd' || lower == 'w' || lower == 's') {
		p->at++;
		p->bad |= c != lower && into->op == PATTERN_CLASS;
		into->negated |= c != lower;
		if (lower == 's')
			range_add(p, into, ' ', ' ', at);
		else
			range_add(p, into, '0', '9', at);
		if (lower == 'w') {
			range_add(p, into, 'A', 'Z', at);
			range_add(p, into, '_', '_', at);
		}
	} else if ((lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || !c) {
		p->bad = true;
	} else {
		*out = letter(p);
	}
}

static struct pattern_node *class_read(struct parse *p)
{
	struct pattern_node *n = node_new(p, PATTERN_CLASS, p->at++);
	if (!n)
		return NULL;
	n->negated = next_is(p, '^');
	p->at += n->negated;
	for (bool first = true; !p->bad && (first || !next_is(p, ']')); first = false) {
		const size_t at = p->at;
		int32_t from, to;
		p->bad |= p->at >= p->s.n || next_is(p, '['); /* also [:alpha:] */
		if (p->bad)
			break;
		if (next_is(p, '\\')) {
			p->at++;
			escaped(p, &from, n, at);
			if (from < 0)
				continue;
		} else {
			from = letter(p);
		}
		to = from;
		if (next_is(p, '-') && p->at + 1 < p->s.n && p->s.p[p->at + 1] != ']') {
			p->at++;
			p->bad |= next_is(p, '\\');
			to = letter(p);
		}
		range_add(p, n, from, to, at);
	}
	p->at++;
	n->end = p->at;
	return n;
}

static struct pattern_node *group_read(struct parse *p)
{
	const size_t at = p->at++;
	if (next_is(p, '?')) {
		p->bad |= p->at + 1 >= p->s.n || p->s.p[p->at + 1] != ':';
		p->at += 2;
	}
	p->bad |= next_is(p, '*') || ++p->depth > DEEPEST;
	struct pattern_node *n = p->bad ? NULL : alternatives(p);
	p->bad |= !next_is(p, ')');
	p->at++;
	p->depth--;
	if (!n)
		return NULL;
	n->at = at;
	n->end = p->at;
	return n;
}

static struct pattern_node *atom(struct parse *p)
{
	const size_t at = p->at;
	if (next_is(p, '('))
		return group_read(p);
	if (next_is(p, '['))
		return class_read(p);
	struct pattern_node *n = node_new(p, PATTERN_LETTER, at);
	if (!n)
		return NULL;
	if (next_is(p, '.')) {
		p->at++;
		n->op = PATTERN_DOT;
	} else if (next_is(p, '\\')) {
		p->at++;
		escaped(p, &n->letter, n, at);
		n->op = n->n_ranges ? PATTERN_CLASS : PATTERN_LETTER;
	} else {
		p->bad |= strchr("^$*+?{", p->s.p[p->at]) != NULL;
		n->letter = letter(p);
	}
	n->end = p->at;
	return n;
}

static int number(struct parse *p, int otherwise)
{
	int n = 0;
	const size_t at = p->at;
	while (p->at < p->s.n && p->s.p[p->at] >= '0' && p->s.p[p->at] <= '9' && n <= MOST_REPEATS)
		n = n * 10 + p->s.p[p->at++] - '0';
	p->bad |= n > MOST_REPEATS;
	return p->at == at ? otherwise : n;
}

static void braces(struct parse *p, struct pattern_node *n)
{
	p->at++;
	n->least = number(p, -1);
	n->most = n->least;
	if (next_is(p, ',')) {
		p->at++;
		n->most = number(p, PATTERN_ENDLESS);
	}
	p->bad |= n->least < 0 || !next_is(p, '}');
	p->at++;
}

static struct pattern_node *repeated(struct parse *p)
{
	struct pattern_node *what = atom(p);
	if (!what || p->at >= p->s.n || !strchr("?*+{", p->s.p[p->at]))
		return what;
	struct pattern_node *n = node_new(p, PATTERN_REPEAT, what->at);
	if (!n)
		return NULL;
	const char c = p->s.p[p->at];
	child_add(p, n, what);
	n->repeat_at = p->at;
	n->least = c == '+';
	n->most = c == '?' ? 1 : PATTERN_ENDLESS;
	if (c == '{')
		braces(p, n);
	else
		p->at++;
	n->end = p->at;
	p->bad |= p->at < p->s.n && strchr("?+*{", p->s.p[p->at]); /* lazy, possessive */
	return n;
}

static struct pattern_node *sequence(struct parse *p)
{
	struct pattern_node *n = node_new(p, PATTERN_SEQUENCE, p->at);
	while (n && !p->bad && p->at < p->s.n && !next_is(p, '|') && !next_is(p, ')'))
		child_add(p, n, repeated(p));
	return n;
}

static struct pattern_node *alternatives(struct parse *p)
{
	struct pattern_node *n = node_new(p, PATTERN_ALTERNATIVES, p->at);
	child_add(p, n, sequence(p));
	while (!p->bad && next_is(p, '|')) {
		p->at++;
		child_add(p, n, sequence(p));
	}
	if (n)
		n->end = p->at;
	return n;
}

struct pattern_node *pattern_tree_read(struct arena *a, struct str pattern)
{
	struct parse p = {.arena = a, .s = pattern};
	struct pattern_node *n = alternatives(&p);
	return p.bad || p.at != pattern.n ? NULL : n;
}
