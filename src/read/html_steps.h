/*
 * The steps of the tokenizer, one for each state. A step takes bytes from the start of s (s.n > 0) and answers how many;
 * where it takes none, the state is another one.
 */
#ifndef PHASEOUT_READ_HTML_STEPS_H
#define PHASEOUT_READ_HTML_STEPS_H

#include "read/html_token.h"

typedef size_t step_fn(struct html_tokens *t, struct str s);

/* html_token_tag.c */
step_fn step_tag_name, step_tag, step_name, step_after_name, step_equals, step_value;
void html_begin_tag(struct html_tokens *t, bool end_tag);
void html_add_to_value(struct html_tokens *t, struct str s);

/* The byte & was read in this state, to which the way leads back. */
static inline size_t html_refer(struct html_tokens *t)
{
	t->resume = t->state;
	t->state = STATE_REFERENCE;
	return 1;
}

static inline bool html_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static inline char html_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Where c first stands in s; s.n where it does not. */
static inline size_t html_until(struct str s, char c)
{
	const char *p = memchr(s.p, c, s.n);
	return p ? (size_t)(p - s.p) : s.n;
}

/* A letter of a name, which is known by its first bytes; one that is longer than any is kept too long to be one. */
static inline void html_hold(struct html_tokens *t, char c)
{
	if (t->n_held < sizeof t->held)
		t->held[t->n_held++] = c;
}

static inline struct str html_held(const struct html_tokens *t)
{
	return (struct str){t->held, t->n_held};
}

#endif
