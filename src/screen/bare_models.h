/*
 * Models that are no more than that, told at once: the same as model_is_bare and plain_models_none say (screen/plain_cells.h), for whoever asks of row after row.
 *
 * The way through hardly depends on the text: what a processor cannot guess it need not.
 */
#ifndef PHASEOUT_SCREEN_BARE_MODELS_H
#define PHASEOUT_SCREEN_BARE_MODELS_H

#include "screen/plain_cells.h"

#include <string.h>

enum {
	BARE_WIDTH = 16,    /* bytes of a text that are looked at together */
	BARE_AHEAD = 16,    /* bytes from its beginning that can be read of a text that is asked for */
};

#if defined(__SSE2__)

#include <immintrin.h>

/* The bytes of a text of up to BARE_WIDTH, and which of them are of what sort: a bit each. */
struct bare_bytes {
	__m128i all;
	unsigned there, digits, capitals, marks, exes; /* marks: - . / */
};

#if defined(__AVX512VBMI__) && defined(__AVX512VL__)

static inline unsigned bare_between(__mmask16 there, __m128i bytes, char from, char to)
{
	return _mm_mask_cmple_epu8_mask(there, _mm_sub_epi8(bytes, _mm_set1_epi8(from)), _mm_set1_epi8((char)(to - from)));
}

static inline struct bare_bytes bare_bytes(struct str text)
{
	const __mmask16 there = (__mmask16)_bzhi_u32(0xFFFF, (unsigned)text.n);
	const __m128i all = _mm_maskz_loadu_epi8(there, text.p);
	return (struct bare_bytes){all, there, bare_between(there, all, '0', '9'), bare_between(there, all, 'A', 'Z'), bare_between(there, all, '-', '/'), _mm_cmpeq_epi8_mask(all, _mm_set1_epi8('x'))};
}

/* Is none of the capitals, a bit each, one that a unit begins with? By their places in the alphabet. */
static inline bool bare_are_safe(const struct bare_letters *letters, const struct bare_bytes *b, unsigned capitals)
{
	const __m256i places = _mm256_zextsi128_si256(_mm_sub_epi8(b->all, _mm_set1_epi8('A')));
	return !(capitals & (unsigned)_mm256_movepi8_mask(_mm256_permutexvar_epi8(places, _mm256_movm_epi8(letters->unsafe))));
}

#else

static inline unsigned bare_between(unsigned there, __m128i bytes, char from, char to)
{
	const __m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8(from));
	const __m128i most = _mm_set1_epi8((char)(to - from));
	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(above, most), above)) & there;
}

static inline struct bare_bytes bare_bytes(struct str text)
{
	const unsigned there = (1u << text.n) - 1u;
	const __m128i all = _mm_loadu_si128((const __m128i *)(const void *)text.p);
	return (struct bare_bytes){all, there, bare_between(there, all, '0', '9'), bare_between(there, all, 'A', 'Z'), bare_between(there, all, '-', '/'), bare_between(there, all, 'x', 'x')};
}

static inline bool bare_are_safe(const struct bare_letters *letters, const struct bare_bytes *b, unsigned capitals)
{
	char bytes[BARE_WIDTH];
	bool safe = true;
	if (!capitals)
		return true;
	_mm_storeu_si128((__m128i *)(void *)bytes, b->all);
	for (; capitals; capitals &= capitals - 1)
		safe &= !(letters->unsafe >> (bytes[__builtin_ctz(capitals)] - 'A') & 1);
	return safe;
}

#endif

/* Is a text of up to 16 bytes bare? *digits: a bit for each of its digits. Not asked where letters->none. */
static inline __attribute__((always_inline)) bool bare_at_once(const struct bare_letters *letters, struct str text, unsigned *digits)
{
	const struct bare_bytes b = bare_bytes(text);
	const bool phi = letters->utf8 & (text.n > 1) & ((_mm_cvtsi128_si32(b.all) & 0xFFFF) == 0xA6CE); /* Φ: CE A6 */
	const unsigned wanted = b.there & (phi ? ~3u : ~0u), by = b.exes & b.digits << 1 & b.digits >> 1; /* Φ3.6x24 */
	const unsigned behind = b.digits << 1 & b.capitals;
	*digits = b.digits;
	return (((b.digits | b.capitals | b.marks | by) & wanted) == wanted) & (phi | (b.capitals & 1) | !text.n) & !(behind & b.capitals >> 1) & bare_are_safe(letters, &b, behind);
}

#else

static inline bool bare_at_once(const struct bare_letters *letters, struct str text, unsigned *digits)
{
	*digits = 0;
	for (size_t i = 0; i < text.n; i++)
		*digits |= (unsigned)(text.p[i] >= '0' && text.p[i] <= '9') << i;
	return model_is_bare_slowly(letters, text);
}

#endif

/* model_is_bare, of a text of which BARE_AHEAD bytes can be read. */
static inline bool model_is_bare_ahead(const struct bare_letters *letters, struct str text)
{
	unsigned digits;
	return text.n > BARE_WIDTH || letters->none ? model_is_bare_slowly(letters, text) : bare_at_once(letters, text, &digits);
}

/* Does one of them begin with it? */
static inline bool bare_has_start(const struct plain_models *m, uint64_t key)
{
	for (size_t probe = 0; probe < m->cap; probe++) {
		const uint64_t found = m->slots[plain_start_slot(m, key, probe)];
		if (!found || found == key)
			return found != 0;
	}
	return false;
}

/* Does a text with these first bytes begin with none? One that is shorter than a start has noughts behind it, which no start has. */
static inline bool bare_begins_with_none(const struct plain_models *m, uint64_t first)
{
	for (unsigned lengths = m->lengths; lengths; lengths &= lengths - 1)
		if (bare_has_start(m, plain_start_key(first, (size_t)__builtin_ctz(lengths))))
			return false;
	return true;
}

/* The first bytes of a text as above, noughts behind it. */
static inline uint64_t bare_first_bytes(struct str text)
{
	uint64_t first;
	memcpy(&first, text.p, sizeof first);
	return first & (text.n < sizeof first ? (UINT64_C(1) << 8 * text.n) - 1 : UINT64_MAX);
}

/* Is it a bare model of which m->class is the class? Of a text as above. */
static inline bool bare_is_none(const struct bare_letters *letters, const struct plain_models *m, struct str text)
{
	unsigned digits;
	if (text.n > BARE_WIDTH || letters->none)
		return model_is_bare_slowly(letters, text) && plain_models_none(m, text);
	return bare_at_once(letters, text, &digits) && digits && bare_begins_with_none(m, bare_first_bytes(text));
}

#endif
