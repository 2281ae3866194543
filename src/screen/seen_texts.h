/*
 * Texts of cells with their classes: a table of a fixed size for short ones, another for longer ones.
 *
 * Always: one thread puts, others look at the same time: a slot is filled before it can be found, and stays what it is until all are forgotten, when nobody
 * looks. However the hashes fall, a text is sought in a few places only.
 */
#ifndef PHASEOUT_SCREEN_SEEN_TEXTS_H
#define PHASEOUT_SCREEN_SEEN_TEXTS_H

#include "base/str.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum {
	SEEN_NOT = UINT16_MAX,        /* no class: the text is not there */
	SEEN_HEAD = 7,                /* bytes of a slot before its text */
	SHORT_SLOT = 32,              /* bytes of a slot: powers of two */
	LONG_SLOT = 64,
	SHORT_BYTES = SHORT_SLOT - SEEN_HEAD, /* of a text */
	SEEN_BYTES = LONG_SLOT - SEEN_HEAD,   /* of a longer one; those beyond are not kept */
	SEEN_PROBES = 4,
	SEEN_SLACK = SHORT_SLOT,      /* bytes from its beginning that can be read of a text that is asked for, whatever stands behind it */
};

struct seen {
	_Atomic uint32_t column; /* of which plan's column it was read; 0: nothing stands here */
	uint16_t class;
	uint8_t n;
	char text[];             /* noughts behind it */
};

struct seen_table {
	char *slots;
	size_t n, size; /* powers of two: how many, and the bytes of one */
};

struct seen_texts {
	struct seen_table short_ones, long_ones;
};

/* False when memory is exhausted; seen_texts_release in either case. */
bool seen_texts_init(struct seen_texts *t);
void seen_texts_release(struct seen_texts *t);
void seen_texts_forget(struct seen_texts *t);
/* A text that is not there, of at most SEEN_BYTES; column is not 0. False where it finds no place. */
bool seen_put(struct seen_texts *t, uint32_t column, struct str text, uint16_t class);
uint16_t seen_long_class(const struct seen_texts *t, uint32_t column, struct str text);

/* --- hashes and words ------------------------------------------------------------------------------------------------- */

#define SEEN_SPREAD UINT64_C(0x9E3779B97F4A7C15)

static inline uint64_t seen_stir(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * SEEN_SPREAD;
	return hash ^ hash >> 32;
}

static inline uint64_t word_at(const char *p)
{
	uint64_t word;
	memcpy(&word, p, sizeof word);
	return word;
}

/* A short text as four words, nought behind its end. SHORT_SLOT bytes can be read. */
struct short_text {
	uint64_t words[4];
};

/* At seen_mask + SHORT_SLOT - n stand n bytes of ones, then noughts: lengths change from row to row, and what is masked needs no guess of them. */
extern const unsigned char seen_mask[2 * SHORT_SLOT];

static inline uint64_t masked_word(const char *p, const unsigned char *mask)
{
	uint64_t ones;
	memcpy(&ones, mask, sizeof ones);
	return word_at(p) & ones;
}

static inline struct short_text short_text(struct str s)
{
	const unsigned char *mask = seen_mask + SHORT_SLOT - s.n;
	return (struct short_text){{masked_word(s.p, mask), masked_word(s.p + 8, mask + 8), masked_word(s.p + 16, mask + 16), masked_word(s.p + 24, mask + 24)}};
}

static inline bool same_words(struct short_text t, const uint64_t *words)
{
	return !((t.words[0] ^ words[0]) | (t.words[1] ^ words[1]) | (t.words[2] ^ words[2]) | (t.words[3] ^ words[3]));
}

static inline uint64_t hash_short(uint64_t hash, const struct short_text *t)
{
	hash = (hash ^ t->words[0]) * SEEN_SPREAD + t->words[1] * UINT64_C(0xC2B2AE3D27D4EB4F) + t->words[2] * UINT64_C(0x165667B19E3779F9) + t->words[3] * UINT64_C(0x85EBCA77C2B2AE63);
	return (hash ^ hash >> 32) * SEEN_SPREAD;
}

static inline struct seen *seen_slot(const struct seen_table *t, uint64_t hash, size_t probe)
{
	return (struct seen *)(void *)(t->slots + (((hash >> 20) + probe) & (t->n - 1)) * t->size);
}

/* Slots hold a short text with noughts behind it. */
static inline bool is_short(const struct seen *s, const struct short_text *t)
{
	const char *p = s->text;
	return !((word_at(p) ^ t->words[0]) | (word_at(p + 8) ^ t->words[1]) | (word_at(p + 16) ^ t->words[2]) | ((unsigned char)p[24] ^ t->words[3]));
}

static inline uint16_t seen_short_class(const struct seen_texts *all, uint32_t column, struct str text)
{
	const struct short_text t = short_text(text);
	const uint64_t hash = hash_short(column, &t);
	for (size_t i = 0; i < SEEN_PROBES; i++) {
		const struct seen *s = seen_slot(&all->short_ones, hash, i);
		const uint32_t of = atomic_load_explicit(&s->column, memory_order_acquire);
		if (of == column && s->n == text.n && is_short(s, &t))
			return s->class;
		if (!of)
			break;
	}
	return SEEN_NOT;
}

/* Its class, or SEEN_NOT. The text has SEEN_BYTES at most; SEEN_SLACK bytes from its beginning can be read. */
static inline uint16_t seen_class(const struct seen_texts *t, uint32_t column, struct str text)
{
	return text.n <= SHORT_BYTES ? seen_short_class(t, column, text) : seen_long_class(t, column, text);
}

#endif
