/*
 * How models are compared, for the files of vocabulary/model*.c only: keys of names and texts, the parts of a text, what
 * may stand around a name.
 */
#ifndef PHASEOUT_VOCABULARY_MODEL_KEY_H
#define PHASEOUT_VOCABULARY_MODEL_KEY_H

#include "vocabulary/model.h"

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

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool is_plain(char c)
{
	return is_digit(c) || is_letter(c);
}

static inline bool is_ascii(char c)
{
	return ((unsigned char)c & 0x80) == 0;
}

static inline char char_at(const struct segment *s, size_t i)
{
	return i < s->n ? s->s[i] : '\0';
}

static inline enum model_found worse(enum model_found a, enum model_found b)
{
	return a < b ? a : b;
}

static inline enum model_found better(enum model_found a, enum model_found b)
{
	return a > b ? a : b;
}

static inline bool starts_with_any(struct str text, const struct str *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts(text, words[i]))
			return true;
	return false;
}

/* May this stand where the key has a dash? The match is loose then. */
static inline bool is_other_joint(char c)
{
	return c == ' ' || c == '.' || c == '_';
}

/* --- model_key.c ------------------------------------------------------------------------------------------------- */

/* False when memory is exhausted. */
bool key_make(struct key *out, struct arena *a, struct str filed);
/* `places`, where it is not NULL: from a byte of the skeleton to the key's. Returns the length. */
size_t skeleton_make(char *out, uint32_t *places, const char *s, size_t n);
/* The part that begins at *at; *at moves behind it and its separator. */
struct segment next_segment(const struct model_text *t, struct arena *scratch, size_t *at);

/* --- model_around.c ---------------------------------------------------------------------------------------------- */

/* The name stands at the bytes [from, to) of the segment. */
enum model_found model_around(const struct segment *s, const struct model_name *name, size_t from, size_t to);
/* Does the part name a model at all? 2台, 30KW, 立式 do not. */
bool names_model(const struct segment *s);

#endif
