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

#if defined(__AVX2__)
#include <immintrin.h>
#endif

enum {
	SEEN_NOT = UINT16_MAX,        /* no class: the text is not there */
	SEEN_TAIL = 7,                /* bytes of a slot behind its text */
	SHORT_SLOT = 32,              /* bytes of a slot: powers of two */
	LONG_SLOT = 64,
	SHORT_BYTES = SHORT_SLOT - SEEN_TAIL, /* of a text */
	SEEN_BYTES = LONG_SLOT - SEEN_TAIL,   /* of a longer one; those beyond are not kept */
	SEEN_PROBES = 4,
	SEEN_SLACK = SHORT_SLOT,      /* bytes from its beginning that can be read of a text that is asked for, whatever stands behind it */
};

/* The end of a slot: its text, which begins the slot, reaches into the first byte of this. */
struct seen {
	char last;
	uint8_t n;
	uint16_t class;
	_Atomic uint32_t column; /* of which plan's column it was read; 0: nothing stands here */
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

/* At seen_mask + SHORT_SLOT - n stand n bytes of ones, then noughts. */
extern const unsigned char seen_mask[2 * SHORT_SLOT];

static inline uint64_t word_at(const char *p)
{
	uint64_t word;
	memcpy(&word, p, sizeof word);
	return word;
}

/*
 * A short text as four words, nought behind its end. SHORT_SLOT bytes can be read. Lengths change from row to row, and what is masked needs no guess of them.
 */
#if defined(__AVX2__)

struct short_text {
	__m256i bytes;
};

static inline struct short_text short_text(struct str s)
{
#if defined(__AVX512VL__) && defined(__AVX512BW__)
	return (struct short_text){_mm256_maskz_loadu_epi8(_bzhi_u32(UINT32_MAX, (unsigned)s.n), s.p)};
#else
	const __m256i mask = _mm256_loadu_si256((const __m256i *)(const void *)(seen_mask + SHORT_SLOT - s.n));
	return (struct short_text){_mm256_and_si256(_mm256_loadu_si256((const __m256i *)(const void *)s.p), mask)};
#endif
}

static inline void short_words(uint64_t words[4], const struct short_text *t)
{
	words[0] = (uint64_t)_mm256_extract_epi64(t->bytes, 0);
	words[1] = (uint64_t)_mm256_extract_epi64(t->bytes, 1);
	words[2] = (uint64_t)_mm256_extract_epi64(t->bytes, 2);
	words[3] = (uint64_t)_mm256_extract_epi64(t->bytes, 3);
}

/* A bit for each of its 32 bytes that is the same. */
static inline uint32_t short_same(const struct short_text *t, const void *bytes)
{
	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(t->bytes, _mm256_loadu_si256(bytes)));
}

static inline bool same_words(struct short_text t, const uint64_t *words)
{
	return short_same(&t, words) == UINT32_MAX;
}

/* Slots hold a short text with noughts behind it. */
static inline bool is_short(const char *slot, const struct short_text *t)
{
	return ((short_same(t, slot) + 1) & ((UINT32_C(1) << SHORT_BYTES) - 1)) == 0;
}

#else

struct short_text {
	uint64_t words[4];
};

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

static inline void short_words(uint64_t words[4], const struct short_text *t)
{
	memcpy(words, t->words, sizeof t->words);
}

static inline bool same_words(struct short_text t, const uint64_t *words)
{
	return !((t.words[0] ^ words[0]) | (t.words[1] ^ words[1]) | (t.words[2] ^ words[2]) | (t.words[3] ^ words[3]));
}

static inline bool is_short(const char *slot, const struct short_text *t)
{
	return !((word_at(slot) ^ t->words[0]) | (word_at(slot + 8) ^ t->words[1]) | (word_at(slot + 16) ^ t->words[2]) | ((unsigned char)slot[24] ^ t->words[3]));
}

#endif

static inline uint64_t hash_short(uint64_t hash, const struct short_text *t)
{
	uint64_t w[4];
	short_words(w, t);
	hash = (hash ^ w[0]) * SEEN_SPREAD + w[1] * UINT64_C(0xC2B2AE3D27D4EB4F) + w[2] * UINT64_C(0x165667B19E3779F9) + w[3] * UINT64_C(0x85EBCA77C2B2AE63);
	return (hash ^ hash >> 32) * SEEN_SPREAD;
}

static inline char *seen_slot(const struct seen_table *t, uint64_t hash, size_t probe)
{
	return t->slots + (((hash >> 20) + probe) & (t->n - 1)) * t->size;
}

static inline struct seen *seen_of(char *slot, size_t size)
{
	return (struct seen *)(void *)(slot + size - sizeof(struct seen));
}

static inline uint16_t seen_short_class(const struct seen_texts *all, uint32_t column, struct str text)
{
	const struct short_text t = short_text(text);
	const uint64_t hash = hash_short(column, &t);
	for (size_t i = 0; i < SEEN_PROBES; i++) {
		char *slot = seen_slot(&all->short_ones, hash, i);
		const struct seen *s = seen_of(slot, SHORT_SLOT);
		const uint32_t of = atomic_load_explicit(&s->column, memory_order_acquire);
		if (of == column && s->n == text.n && is_short(slot, &t))
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
