#include "base/marks.h"

#include <string.h>

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

/* --- fields with quotes ----------------------------------------------------------------------------------------------- */

/* Of the bytes of a block those that are one of a set: a bit each. */
struct found {
	uint64_t a, b, c, d;
};

/* Which byte of the set is which, where fields are sought. */
enum { SEPARATOR, LF, CR, QUOTE };

/* What has been seen of the blocks before. */
struct fields {
	uint64_t inside; /* all ones: it ended within quotes */
	uint64_t marks;  /* of the last */
	uint64_t closed; /* 1: its last byte closed quotes */
	uint64_t odd;    /* not 0: quotes or line ends stood where they should not */
	uint64_t quotes, crs; /* not 0: there were some */
};

/* Of a block with quotes, or that begins within them or just behind: `marks` and `lines` become those that stand outside. `parity`: of each byte, how many quotes stand up to it. */
static inline __attribute__((always_inline)) void leave_quotes(struct fields *s, uint64_t quotes, uint64_t parity, uint64_t *marks, uint64_t *lines)
{
	const uint64_t inside = parity ^ s->inside, outside = *marks & ~inside, closing = quotes & ~inside;
	s->odd |= (*lines & inside) | (quotes & inside & ~(outside << 1 | s->marks >> 63)) | ((closing << 1 | s->closed) & ~outside);
	s->quotes |= quotes;
	s->inside = -(inside >> 63);
	s->closed = closing >> 63;
	*marks = outside;
	*lines &= ~inside;
}

static inline uint64_t parity_plain(uint64_t bits)
{
	for (unsigned by = 1; by < BLOCK; by *= 2)
		bits ^= bits << by;
	return bits;
}

static inline struct found found_plain(const char *p, const char *wanted)
{
	struct found f = {0};
	for (size_t i = 0; i < BLOCK; i++) {
		f.a |= (uint64_t)(p[i] == wanted[0]) << i;
		f.b |= (uint64_t)(p[i] == wanted[1]) << i;
		f.c |= (uint64_t)(p[i] == wanted[2]) << i;
		f.d |= (uint64_t)(p[i] == wanted[3]) << i;
	}
	return f;
}

static inline size_t spread_plain(uint32_t *out, uint64_t bits, uint32_t base)
{
	size_t n = 0;
	for (; bits; bits &= bits - 1)
		out[n++] = base + (uint32_t)__builtin_ctzll(bits);
	return n;
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

/* A loop over blocks, the last of which is filled up with noughts. A macro, as what a machine can do is said of each function. */
#define FIELDS_LOOP(way, target, vector, set1)                                                                                           \
	/* Of one block: the marks behind the n_all-th and the n_others-th are found; returns how many there are. */                     \
	target static inline __attribute__((always_inline)) size_t find_in_block_##way(struct fields *s, struct marks *out, size_t n_all, size_t *n_others, \
										       const char *p, size_t at, const vector *wanted)  \
	{                                                                                                                                \
		const struct found f = found_##way(p, wanted);                                                                           \
		uint64_t lines = f.b | f.c, bits = f.a | lines;                                                                          \
		if (f.d | s->inside | s->closed)                                                                                         \
			leave_quotes(s, f.d, parity_##way(f.d), &bits, &lines);                                                          \
		s->marks = bits;                                                                                                         \
		s->crs |= f.c;                                                                                                           \
		*n_others += spread_others(out->others + *n_others, bits, lines, n_all);                                                 \
		return n_all + spread_##way(out->all + n_all, bits, (uint32_t)at);                                                       \
	}                                                                                                                                \
	target static void find_fields_##way(struct marks *out, struct fields *state, const char *p, size_t n, const char *set)          \
	{                                                                                                                                \
		const vector wanted[4] = {set1(set[0]), set1(set[1]), set1(set[2]), set1(set[3])};                                       \
		struct marks m = *out;                                                                                                   \
		struct fields s = *state;                                                                                                \
		size_t all = 0, others = 0, at = 0;                                                                                      \
		for (; n - at >= BLOCK; at += BLOCK)                                                                                     \
			all = find_in_block_##way(&s, &m, all, &others, p + at, at, wanted);                                             \
		if (at < n) {                                                                                                            \
			char last[BLOCK] = {0};                                                                                          \
			const uint64_t odd = s.odd;                                                                                      \
			memcpy(last, p + at, n - at);                                                                                    \
			all = find_in_block_##way(&s, &m, all, &others, last, at, wanted);                                               \
			s.odd = odd | (s.odd & ((UINT64_C(1) << (n - at)) - 1));                                                         \
		}                                                                                                                        \
		out->n = all;                                                                                                            \
		out->n_others = others;                                                                                                  \
		*state = s;                                                                                                              \
	}

#define SAME(c) (c)
FIELDS_LOOP(plain, , char, SAME)

/* --- by what the machine can do ---------------------------------------------------------------------------------------- */

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

/* A loop over blocks: the bits that are one of four vectors' bytes, and their offsets. */
#define FIND_LOOP(name, way, target, vector, set1, with_others)                                                                  \
	target static void name(struct marks *out, const char *p, size_t from, size_t n, const struct mark_set *set)             \
	{                                                                                                                        \
		const vector wanted[4] = {set1(set->bytes[0]), set1(set->bytes[1]), set1(set->bytes[2]), set1(set->bytes[3])};   \
		size_t found = out->n, others = out->n_others, at = from;                                                        \
		for (; n - at >= BLOCK; at += BLOCK) {                                                                           \
			const struct found f = found_##way(p + at, wanted);                                                      \
			const uint64_t bits = f.a | f.b | f.c | f.d;                                                             \
			if (with_others)                                                                                         \
				others += spread_others(out->others + others, bits, bits & ~f.a, found);                         \
			found += spread_##way(out->all + found, bits, (uint32_t)at);                                             \
		}                                                                                                                \
		out->n = found;                                                                                                  \
		out->n_others = others;                                                                                          \
		find_plain(out, p, at, n, set);                                                                                  \
	}
/* One without others, and one with them: nothing is asked in the loop. */
#define FIND_BY(way, target, vector, set1)                               \
	FIND_LOOP(find_##way, way, target, vector, set1, false)          \
	FIND_LOOP(find_others_##way, way, target, vector, set1, true)    \
	FIELDS_LOOP(way, target, vector, set1)

static inline struct found found_sse2(const char *p, const __m128i wanted[4])
{
	struct found f = {0};
	for (size_t i = 0; i < BLOCK; i += sizeof(__m128i)) {
		const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		f.a |= (uint64_t)(uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, wanted[0])) << i;
		f.b |= (uint64_t)(uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, wanted[1])) << i;
		f.c |= (uint64_t)(uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, wanted[2])) << i;
		f.d |= (uint64_t)(uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, wanted[3])) << i;
	}
	return f;
}

#define parity_sse2 parity_plain

FIND_BY(sse2, , __m128i, _mm_set1_epi8)

#define TARGET_AVX2 __attribute__((target("avx2,bmi,popcnt,pclmul")))

TARGET_AVX2 static inline struct found found_avx2(const char *p, const __m256i wanted[4])
{
	struct found f = {0};
	for (size_t i = 0; i < BLOCK; i += sizeof(__m256i)) {
		const __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(p + i));
		f.a |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, wanted[0])) << i;
		f.b |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, wanted[1])) << i;
		f.c |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, wanted[2])) << i;
		f.d |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, wanted[3])) << i;
	}
	return f;
}

/* A product without carries by all ones. */
TARGET_AVX2 static inline uint64_t parity_avx2(uint64_t bits)
{
	return (uint64_t)_mm_cvtsi128_si64(_mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bits), _mm_set1_epi8((char)0xFF), 0));
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

#define TARGET_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,popcnt,pclmul")))

TARGET_AVX512 static inline struct found found_avx512(const char *p, const __m512i wanted[4])
{
	const __m512i bytes = _mm512_loadu_si512(p);
	return (struct found){
		.a = _mm512_cmpeq_epi8_mask(bytes, wanted[0]),
		.b = _mm512_cmpeq_epi8_mask(bytes, wanted[1]),
		.c = _mm512_cmpeq_epi8_mask(bytes, wanted[2]),
		.d = _mm512_cmpeq_epi8_mask(bytes, wanted[3]),
	};
}

TARGET_AVX512 static inline uint64_t parity_avx512(uint64_t bits)
{
	return (uint64_t)_mm_cvtsi128_si64(_mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bits), _mm_set1_epi8((char)0xFF), 0));
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
	_mm512_storeu_si512(out, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(left))));
	for (size_t done = 16; __builtin_expect(done < count, 0); done += 16) {
		left = _mm512_alignr_epi64(_mm512_setzero_si512(), left, 2);
		_mm512_storeu_si512(out + done, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(left))));
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
		return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
		       __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul");
	case MARKS_AVX512:
		return marks_can(MARKS_AVX2) && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
		       __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2");
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
#define find_fields_sse2 find_fields_plain
#define find_fields_avx2 find_fields_plain
#define find_fields_avx512 find_fields_plain

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

/* Is each CR one of CR LF, and each LF? But for what stands behind the last of them. */
static bool are_pairs(const struct marks *m, const char *p)
{
	for (size_t i = 0; i + 1 < m->n_others; i += 2) {
		const uint32_t at = m->all[m->others[i]];
		if (p[at] != '\r' || p[m->all[m->others[i + 1]]] != '\n' || m->all[m->others[i + 1]] != at + 1)
			return false;
	}
	return true;
}

bool marks_find_fields(enum marks_way way, struct marks *out, const char *p, size_t n, char separator, struct fields_seen *seen)
{
	static void (*const ways[])(struct marks *, struct fields *, const char *, size_t, const char *) = {
		[MARKS_PLAIN] = find_fields_plain,
		[MARKS_SSE2] = find_fields_sse2,
		[MARKS_AVX2] = find_fields_avx2,
		[MARKS_AVX512] = find_fields_avx512,
	};
	const char set[] = {[SEPARATOR] = separator, [LF] = '\n', [CR] = '\r', [QUOTE] = '"'};
	struct fields s = {.marks = UINT64_C(1) << 63};
	ways[way](out, &s, p, n, set);
	*seen = (struct fields_seen){.quotes = s.quotes != 0, .cr = s.crs != 0};
	return !s.odd && !(s.crs && !are_pairs(out, p));
}
