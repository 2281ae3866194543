/*
 * A view of bytes that somebody else owns.
 *
 * Always: p is not NULL where n > 0; the bytes need not end in NUL and may be any bytes at all (text is checked
 * to be UTF-8 at the registry's and the YAML reader's door, not here). A view lives as long as its owner.
 */
#ifndef PHASEOUT_BASE_STR_H
#define PHASEOUT_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *p;
	size_t n;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
#define STR_INIT(literal) {(literal), sizeof(literal) - 1} /* in static tables */
#define STR_NONE ((struct str){NULL, 0})
/* for printf: "%.*s", STR_ARG(s) */
#define STR_ARG(s) ((s).n > 0x7fffffff ? 0x7fffffff : (int)(s).n), ((s).p ? (s).p : "")

static inline struct str str_from(const char *c)
{
	return (struct str){c, c ? strlen(c) : 0};
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_is(struct str a, const char *literal)
{
	return str_eq(a, str_from(literal));
}

/* Bytewise order, a prefix before what it begins. */
int str_cmp(struct str a, struct str b);

static inline bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq((struct str){s.p, prefix.n}, prefix);
}

/* The same, ASCII letters of s in any case; the prefix has them in lower case. */
bool str_starts_any_case(struct str s, struct str prefix);

static inline bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq((struct str){s.p + s.n - suffix.n, suffix.n}, suffix);
}

/* The bytes from `from` up to, not including, `to`; both are cut to the length. */
static inline struct str str_sub(struct str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return (struct str){s.p ? s.p + from : NULL, to - from};
}

/* Copies up to n bytes from the start of *rest to p, and takes them off it; how many. */
static inline size_t str_take(struct str *rest, char *p, size_t n)
{
	if (n > rest->n)
		n = rest->n;
	if (n)
		memcpy(p, rest->p, n);
	*rest = str_sub(*rest, n, rest->n);
	return n;
}

/* Where `needle` first stands in `s`, in bytes, or s.n + 1 where it does not. */
size_t str_find(struct str s, struct str needle);

static inline bool str_has(struct str s, struct str needle)
{
	return str_find(s, needle) <= s.n;
}

/* Without ASCII white space (space, tab, CR, LF, VT, FF) and U+3000, U+00A0, U+FEFF at both ends. */
struct str str_trim(struct str s);

/* Edit distance in bytes, for "did you mean"; stops at `most` + 1. */
size_t str_distance(struct str a, struct str b, size_t most);

#endif
