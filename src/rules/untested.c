#include "rules/untested.h"

#include <stdint.h>

enum { OF_RULE = 4 }; /* how far the keys of a rule are indented in a list of rules */

static struct str line_at(struct str text, size_t from)
{
	const struct str rest = str_sub(text, from, text.n);
	const char *end = memchr(rest.p, '\n', rest.n);
	return end ? str_sub(rest, 0, (size_t)(end - rest.p)) : rest;
}

/* The line without blanks and CR at its end. */
static struct str trimmed(struct str line)
{
	while (line.n && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\r'))
		line.n--;
	return line;
}

static size_t indent(struct str line)
{
	size_t n = 0;
	while (n < line.n && line.p[n] == ' ')
		n++;
	return n;
}

/* Does a text begin that goes on over lines, in which anything may stand? */
static bool opens_text(struct str line)
{
	const struct str l = trimmed(line);
	size_t n = l.n;
	while (n && ((l.p[n - 1] >= '0' && l.p[n - 1] <= '9') || l.p[n - 1] == '+' || l.p[n - 1] == '-'))
		n--;
	return n && (l.p[n - 1] == '|' || l.p[n - 1] == '>');
}

static bool is_tests(struct str line)
{
	return str_is(trimmed(line), "    tests:");
}

struct str tests_left_out(struct arena *a, struct str text)
{
	bool within = false, found = false;
	if (!text.n || memchr(text.p, '\t', text.n))
		return text;
	const struct str copy = arena_str(a, text);
	char *to = (char *)(uintptr_t)copy.p;
	for (size_t from = 0; to && from < text.n; from += line_at(text, from).n + 1) {
		const struct str line = line_at(text, from);
		if (opens_text(line))
			return text;
		within = is_tests(line) || (within && (!trimmed(line).n || indent(line) > OF_RULE));
		found |= within;
		if (within)
			memset(to + from, ' ', trimmed(line).n);
	}
	return found ? copy : text;
}
