#include "rules/pattern_start.h"

/* Behind a class that begins at i. */
static size_t pass_class(struct str p, size_t i)
{
	i++;
	i += i < p.n && p.p[i] == '^';
	i += i < p.n && p.p[i] == ']';
	while (i < p.n && p.p[i] != ']')
		i += p.p[i] == '\\' ? 2 : 1;
	return i + 1;
}

/* A group whose syntax may change what stands behind it, or is a comment. */
static bool is_strange_group(struct str p, size_t i)
{
	return i + 2 < p.n && p.p[i + 1] == '?' && !memchr(":=!<>", p.p[i + 2], 5);
}

/* Is there an alternative to all of it, or what might hide one? */
static bool may_be_otherwise(struct str p)
{
	size_t depth = 0, i = 0;
	while (i < p.n) {
		const char c = p.p[i];
		if ((c == '|' && !depth) || (c == '(' && (is_strange_group(p, i) || (i + 1 < p.n && p.p[i + 1] == '*'))) || (c == '\\' && i + 1 < p.n && p.p[i + 1] == 'Q'))
			return true;
		depth += c == '(';
		depth -= c == ')' && depth;
		i = c == '[' ? pass_class(p, i) : i + (c == '\\' ? 2 : 1);
	}
	return false;
}

static bool is_plain(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '/';
}

struct str pattern_start(struct arena *a, struct str pattern)
{
	size_t from = pattern.n && pattern.p[0] == '^', to = from;
	while (to < pattern.n && is_plain(pattern.p[to]))
		to++;
	/* the last one may be there any number of times, or not at all */
	if (to > from && to < pattern.n && memchr("?*+{", pattern.p[to], 4))
		to--;
	if (may_be_otherwise(pattern))
		to = from;
	struct str start = arena_str(a, str_sub(pattern, from, to));
	for (size_t i = 0; start.p && i < start.n; i++)
		if (start.p[i] >= 'a' && start.p[i] <= 'z')
			((char *)start.p)[i] = (char)(start.p[i] - 'a' + 'A');
	return start;
}
