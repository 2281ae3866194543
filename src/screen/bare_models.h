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

#if defined(__AVX512VBMI__) && defined(__AVX512VL__)

#include <immintrin.h>

static inline __mmask16 bare_between(__mmask16 wanted, __m128i bytes, char from, char to)
{
	return _mm_mask_cmple_epu8_mask(wanted, _mm_sub_epi8(bytes, _mm_set1_epi8(from)), _mm_set1_epi8((char)(to - from)));
}

/* Is a text of up to 16 bytes bare? *digits: a bit for each of its digits. Not asked where letters->none. */
static inline __attribute__((always_inline)) bool bare_at_once(const struct bare_letters *letters, struct str text, unsigned *digits)
{
	const unsigned wanted = _bzhi_u32(0xFFFF, (unsigned)text.n);
	const __m128i all = _mm_maskz_loadu_epi8((__mmask16)wanted, text.p);
	const bool phi = letters->utf8 & (text.n > 1) & ((_mm_cvtsi128_si32(all) & 0xFFFF) == 0xA6CE); /* Φ: CE A6 */
	const unsigned capitals = bare_between((__mmask16)wanted, all, 'A', 'Z'), marks = bare_between((__mmask16)wanted, all, '-', '/');
	*digits = bare_between((__mmask16)wanted, all, '0', '9');
	const unsigned by = _mm_cmpeq_epi8_mask(all, _mm_set1_epi8('x')) & *digits << 1 & *digits >> 1; /* Φ3.6x24 */
	/* of each letter, by its place in the alphabet, whether a unit begins with it */
	const __m256i places = _mm256_zextsi128_si256(_mm_sub_epi8(all, _mm_set1_epi8('A')));
	const unsigned unsafe = _mm256_movepi8_mask(_mm256_permutexvar_epi8(places, _mm256_movm_epi8(letters->unsafe)));
	const unsigned behind = *digits << 1 & capitals, others = wanted & ~(phi ? 3u : 0u);
	return (((*digits | capitals | marks | by) & others) == others) & (phi | (capitals & 1) | !text.n) & !(behind & (capitals >> 1 | unsafe));
}

#elif defined(__SSE2__)

#include <emmintrin.h>

/* A bit for each of 16 bytes that lies between two. */
static inline unsigned bare_between(__m128i bytes, char from, char to)
{
	const __m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8(from));
	const __m128i most = _mm_set1_epi8((char)(to - from));
	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(above, most), above));
}

/* Is none of the capitals, a bit each, one that a unit begins with? */
static inline bool bare_are_safe(const struct bare_letters *letters, const char *bytes, unsigned capitals)
{
	bool safe = true;
	for (; capitals; capitals &= capitals - 1)
		safe &= !(letters->unsafe >> (bytes[__builtin_ctz(capitals)] - 'A') & 1);
	return safe;
}

/* Is a text of up to 16 bytes bare? *digits: a bit for each of its digits. Not asked where letters->none. */
static inline __attribute__((always_inline)) bool bare_at_once(const struct bare_letters *letters, struct str text, unsigned *digits)
{
	uint16_t begin;
	memcpy(&begin, text.p, sizeof begin);
	const bool phi = letters->utf8 & (text.n > 1) & (begin == 0xA6CE); /* Φ: CE A6 */
	const __m128i all = _mm_loadu_si128((const __m128i *)(const void *)text.p);
	const unsigned wanted = ((1u << text.n) - 1u) & (phi ? ~3u : ~0u);
	const unsigned capitals = bare_between(all, 'A', 'Z') & wanted, marks = bare_between(all, '-', '/');
	*digits = bare_between(all, '0', '9') & wanted;
	const unsigned by = bare_between(all, 'x', 'x') & *digits << 1 & *digits >> 1; /* Φ3.6x24 */
	const unsigned behind = *digits << 1 & capitals;
	const bool bare = (((*digits | capitals | marks | by) & wanted) == wanted) & (phi | (capitals & 1) | !text.n) & !(behind & capitals >> 1);
	return bare && (!behind || bare_are_safe(letters, text.p, behind));
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

/* plain_models_none, of a text as above that has a digit; one that is shorter than a start is as if noughts stood behind it, which no start has. */
static inline bool bare_begins_with_none(const struct plain_models *m, struct str text)
{
	uint64_t first;
	memcpy(&first, text.p, sizeof first);
	first &= text.n < sizeof first ? (UINT64_C(1) << 8 * text.n) - 1 : UINT64_MAX;
	for (unsigned lengths = m->lengths; lengths; lengths &= lengths - 1)
		if (bare_has_start(m, plain_start_key(first, (size_t)__builtin_ctz(lengths))))
			return false;
	return true;
}

/* Is it a bare model of which m->class is the class? Of a text as above. */
static inline bool bare_is_none(const struct bare_letters *letters, const struct plain_models *m, struct str text)
{
	unsigned digits;
	if (text.n > BARE_WIDTH || letters->none)
		return model_is_bare_slowly(letters, text) && plain_models_none(m, text);
	return bare_at_once(letters, text, &digits) && digits && bare_begins_with_none(m, text);
}

#endif
