#include "base/marks.h"

/* How many bytes are looked at together: a bit of a word for each. */
enum { BLOCK = 64 };

static bool is_mark(char c, const struct mark_set *set)
{
	return c == set->bytes[0] || c == set->bytes[1] || c == set->bytes[2] || c == set->bytes[3];
}

static void find_plain(struct marks *out, const char *p, size_t from, size_t n, const struct mark_set *set)
{
	for (size_t i = from; i < n; i++) {
		if (!is_mark(p[i], set))
			continue;
		if (out->others && p[i] != set->bytes[0])
			out->others[out->n_others++] = (uint32_t)out->n;
		out->all[out->n++] = (uint32_t)i;
	}
}

#if defined(__x86_64__)

#include <immintrin.h>

/*
 * The bits of a word as offsets. Eight at a time without asking whether there are so many: what is written too much is written over
 * by the next, and MARKS_SLACK is for the last.
 */
static inline size_t spread_sse2(uint32_t *out, uint64_t bits, uint32_t base)
{
	const size_t count = (size_t)__builtin_popcountll(bits);
	for (size_t done = 0; done < count; done += 8)
		for (size_t k = 0; k < 8; k++) {
			out[done + k] = base + (uint32_t)__builtin_ctzll(bits | (UINT64_C(1) << 63));
			bits &= bits - 1;
		}
	return count;
}

/*
 * Of the marks of a block, `bits`, those that are others, `other_bits`: how many marks stand before each, and before the block. One is put without asking, as most blocks of a table
 * have no more.
 */
static inline __attribute__((always_inline)) size_t spread_others(uint32_t *out, uint64_t bits, uint64_t other_bits, size_t before)
{
	const size_t count = (size_t)__builtin_popcountll(other_bits);
	size_t done = 0;
	do {
		out[done++] = (uint32_t)(before + (size_t)__builtin_popcountll(bits & ((other_bits & -other_bits) - 1)));
		other_bits &= other_bits - 1;
	} while (__builtin_expect(done < count, 0));
	return count;
}

/* A loop over blocks: the bits that are one of four vectors' bytes, and their offsets. A macro, as what a machine can do is said of each function. */
#define FIND_LOOP(name, way, target, vector, set1, with_others)                                                                  \
	target static void name(struct marks *out, const char *p, size_t from, size_t n, const struct mark_set *set)             \
	{                                                                                                                        \
		const vector first = set1(set->bytes[0]);                                                                        \
		const vector firsts[4] = {first, first, first, first};                                                           \
		const vector wanted[4] = {first, set1(set->bytes[1]), set1(set->bytes[2]), set1(set->bytes[3])};                 \
		size_t found = out->n, others = out->n_others, at = from;                                                        \
		for (; n - at >= BLOCK; at += BLOCK) {                                                                           \
			const uint64_t bits = bits_##way(p + at, wanted);                                                        \
			if (with_others)                                                                                         \
				others += spread_others(out->others + others, bits, bits & ~bits_##way(p + at, firsts), found);  \
			found += spread_##way(out->all + found, bits, (uint32_t)at);                                             \
		}                                                                                                                \
		out->n = found;                                                                                                  \
		out->n_others = others;                                                                                          \
		find_plain(out, p, at, n, set);                                                                                  \
	}
/* One without others, and one with them: nothing is asked in the loop. */
#define FIND_BY(way, target, vector, set1)                               \
	FIND_LOOP(find_##way, way, target, vector, set1, false)          \
	FIND_LOOP(find_others_##way, way, target, vector, set1, true)

static inline uint64_t bits_sse2(const char *p, const __m128i wanted[4])
{
	uint64_t bits = 0;
	for (size_t i = 0; i < BLOCK; i += sizeof(__m128i)) {
		const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		const __m128i one = _mm_or_si128(_mm_cmpeq_epi8(bytes, wanted[0]), _mm_cmpeq_epi8(bytes, wanted[1]));
		const __m128i two = _mm_or_si128(_mm_cmpeq_epi8(bytes, wanted[2]), _mm_cmpeq_epi8(bytes, wanted[3]));
		bits |= (uint64_t)(uint16_t)_mm_movemask_epi8(_mm_or_si128(one, two)) << i;
	}
	return bits;
}

FIND_BY(sse2, , __m128i, _mm_set1_epi8)

#define TARGET_AVX2 __attribute__((target("avx2,bmi,popcnt")))

TARGET_AVX2 static inline uint64_t bits_avx2(const char *p, const __m256i wanted[4])
{
	uint64_t bits = 0;
	for (size_t i = 0; i < BLOCK; i += sizeof(__m256i)) {
		const __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(p + i));
		const __m256i one = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, wanted[0]), _mm256_cmpeq_epi8(bytes, wanted[1]));
		const __m256i two = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, wanted[2]), _mm256_cmpeq_epi8(bytes, wanted[3]));
		bits |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_or_si256(one, two)) << i;
	}
	return bits;
}

TARGET_AVX2 static inline size_t spread_avx2(uint32_t *out, uint64_t bits, uint32_t base)
{
	const size_t count = (size_t)__builtin_popcountll(bits);
	for (size_t done = 0; done < count; done += 8)
		for (size_t k = 0; k < 8; k++) {
			out[done + k] = base + (uint32_t)_tzcnt_u64(bits);
			bits = _blsr_u64(bits);
		}
	return count;
}

FIND_BY(avx2, TARGET_AVX2, __m256i, _mm256_set1_epi8)

#define TARGET_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,popcnt")))

TARGET_AVX512 static inline uint64_t bits_avx512(const char *p, const __m512i wanted[4])
{
	const __m512i bytes = _mm512_loadu_si512(p);
	return _mm512_cmpeq_epi8_mask(bytes, wanted[0]) | _mm512_cmpeq_epi8_mask(bytes, wanted[1]) |
	       _mm512_cmpeq_epi8_mask(bytes, wanted[2]) | _mm512_cmpeq_epi8_mask(bytes, wanted[3]);
}

/* The numbers 0 to 63, those whose bits are set pushed together, sixteen at a time made words. */
TARGET_AVX512 static inline size_t spread_avx512(uint32_t *out, uint64_t bits, uint32_t at)
{
	const __m512i places = _mm512_set_epi8(63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37,
					       36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10,
					       9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
	const size_t count = (size_t)__builtin_popcountll(bits);
	const __m512i base = _mm512_set1_epi32((int)at);
	__m512i left = _mm512_maskz_compress_epi8(bits, places);
	for (size_t done = 0; done < count; done += 16) {
		_mm512_storeu_si512(out + done, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(left))));
		left = _mm512_alignr_epi64(_mm512_setzero_si512(), left, 2);
	}
	return count;
}

FIND_BY(avx512, TARGET_AVX512, __m512i, _mm512_set1_epi8)

bool marks_can(enum marks_way way)
{
	switch (way) {
	case MARKS_PLAIN:
	case MARKS_SSE2:
		return true;
	case MARKS_AVX2:
		return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
	case MARKS_AVX512:
		return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi") &&
		       __builtin_cpu_supports("avx512vbmi2");
	case MARKS_WAYS:
		break;
	}
	return false;
}

#else

#define find_sse2 find_plain
#define find_avx2 find_plain
#define find_avx512 find_plain
#define find_others_sse2 find_plain
#define find_others_avx2 find_plain
#define find_others_avx512 find_plain

bool marks_can(enum marks_way way)
{
	return way == MARKS_PLAIN;
}

#endif

enum marks_way marks_best(void)
{
	enum marks_way way = MARKS_AVX512;
	while (!marks_can(way))
		way--;
	return way;
}

void marks_find(enum marks_way way, struct marks *out, const char *p, size_t from, size_t n, const struct mark_set *set)
{
	static void (*const ways[][2])(struct marks *, const char *, size_t, size_t, const struct mark_set *) = {
		[MARKS_PLAIN] = {find_plain, find_plain},
		[MARKS_SSE2] = {find_sse2, find_others_sse2},
		[MARKS_AVX2] = {find_avx2, find_others_avx2},
		[MARKS_AVX512] = {find_avx512, find_others_avx512},
	};
	ways[way][out->others != NULL](out, p, from, n, set);
}
