/* For machines that can do MARKS_AVX512 (base/marks.h). */
#if defined(__x86_64__) && !defined(__clang__)
#pragma GCC target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx2,bmi,bmi2,popcnt,pclmul")
#endif
#include "registry/line_shapes.h"

#include "base/limits.h"

#if defined(__x86_64__)

#include <immintrin.h>

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx2,bmi,bmi2,popcnt,pclmul"))), apply_to = function)
#endif

/* Sixteen quotes in a register, SHAPE_QUOTES in four. No arrays: those would stand in memory. */
enum { LANES = 16 };

struct four {
	__m512i a, b, c, d;
};

/* The quotes of a line, and from each how far it is to the next; what stands behind the last means nothing. */
struct quotes {
	struct four at, distances;
	uint64_t there; /* a bit each */
};

static inline __m512i load(const uint32_t *p)
{
	return _mm512_loadu_si512(p);
}

static inline struct four load_four(const uint32_t *p)
{
	return (struct four){load(p), load(p + LANES), load(p + 2 * LANES), load(p + 3 * LANES)};
}

static inline struct quotes read_quotes(const struct quoted_line *l)
{
	const struct four at = load_four(l->quotes), next = load_four(l->quotes + 1);
	const struct four distances = {_mm512_sub_epi32(next.a, at.a), _mm512_sub_epi32(next.b, at.b), _mm512_sub_epi32(next.c, at.c), _mm512_sub_epi32(next.d, at.d)};
	return (struct quotes){at, distances, _bzhi_u64(UINT64_MAX, (unsigned)l->n_quotes)};
}

static inline uint64_t bits_of(__mmask16 a, __mmask16 b, __mmask16 c, __mmask16 d)
{
	return _mm512_kunpackd(_mm512_kunpackw(d, c), _mm512_kunpackw(b, a));
}

static inline __mmask16 is_neither(__m512i all, __m512i one, __m512i other)
{
	return _mm512_mask_cmpneq_epi32_mask(_mm512_cmpneq_epi32_mask(all, one), all, other);
}

/*
 * Those behind which a value stands that is not quoted: more than what stands between texts. Of a line that is an object, where each text that is a key is followed by a text or such a value.
 */
static inline uint64_t find_bare(const struct quotes *q, const struct line_keys *k)
{
	const __m512i after = _mm512_set1_epi32((int)k->after.n + 1), before = _mm512_set1_epi32((int)k->before.n + 1);
	const struct four *d = &q->distances;
	const uint64_t bare = bits_of(is_neither(d->a, after, before), is_neither(d->b, after, before), is_neither(d->c, after, before), is_neither(d->d, after, before));
	return bare & UINT64_C(0xAAAAAAAAAAAAAAAA) & q->there >> 1;
}

/* Those that open keys: every second text, but that behind a value that is not quoted the next text is a key again. */
static inline uint64_t find_opens(uint64_t bare, uint64_t there)
{
	const __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bare), _mm_set1_epi8((char)0xFF), 0);
	const uint64_t odd = (uint64_t)_mm_cvtsi128_si64(product);
	return ((UINT64_C(0x1111111111111111) & ~odd) | (UINT64_C(0x4444444444444444) & odd)) & there;
}

/* Of the lengths at the bits, the squares of each with its place: sums of them tell apart which stands where. */
static inline __m512i weigh(__m512i lengths, uint64_t bits, unsigned from)
{
	enum { PLACE_BITS = 8 };
	const __m512i places = _mm512_add_epi32(_mm512_setr_epi32(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16), _mm512_set1_epi32((int)from));
	const __m512i placed = _mm512_or_si512(_mm512_slli_epi32(lengths, PLACE_BITS), places);
	return _mm512_maskz_mullo_epi32((__mmask16)(bits >> from), placed, placed);
}

/* Of which values are quoted, and of the lengths of keys; never 0. */
static inline uint32_t hash_of(const struct quotes *q, const struct line_keys *k, size_t n)
{
	const uint64_t bare = find_bare(q, k), opens = find_opens(bare, q->there);
	const struct four *d = &q->distances;
	const __m512i first = _mm512_add_epi32(weigh(d->a, opens, 0), weigh(d->b, opens, LANES));
	const __m512i second = _mm512_add_epi32(weigh(d->c, opens, 2 * LANES), weigh(d->d, opens, 3 * LANES));
	const uint32_t sum = (uint32_t)_mm512_reduce_add_epi32(_mm512_add_epi32(first, second));
	const uint64_t mixed = (sum ^ bare * UINT64_C(0xC2B2AE3D27D4EB4F) ^ n) * UINT64_C(0x9E3779B97F4A7C15);
	return (uint32_t)(mixed >> 32) | UINT32_C(1) << 31;
}

static inline __m512i widen(const uint8_t *bytes)
{
	return _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)(const void *)bytes));
}

/* Does each quote stand where the shape has it? */
static inline bool stand_so(const struct line_shape *s, const struct quotes *q)
{
	const struct four *d = &q->distances;
	const uint8_t *wanted = s->distances;
	const __mmask16 a = _mm512_cmpneq_epi32_mask(d->a, widen(wanted)), b = _mm512_cmpneq_epi32_mask(d->b, widen(wanted + LANES));
	const __mmask16 c = _mm512_cmpneq_epi32_mask(d->c, widen(wanted + 2 * LANES)), e = _mm512_cmpneq_epi32_mask(d->d, widen(wanted + 3 * LANES));
	return !(bits_of(a, b, c, e) & s->fixed);
}

static inline bool has_ends(const struct line_shape *s, const struct line_keys *k, const struct quoted_line *l)
{
	const size_t tail = l->end - k->tail.n, closed = l->quotes[l->n_quotes - 1] + 1;
	return !(line_glue_differs(l->p + l->start, &k->head) | line_glue_differs(l->p + tail, &k->tail)) && l->start + k->head.n == l->quotes[0] && (line_shape_ends_bare(s) ? closed < tail : closed == tail);
}

static inline __m512i long_key_differs(const struct line_key *key, const char *p)
{
	const __m512i there = _mm512_loadu_si512(p);
	return _mm512_and_si512(_mm512_xor_si512(there, _mm512_loadu_si512(key->words)), _mm512_loadu_si512(key->masks));
}

/* Of one that is no longer than half of LINE_KEY_BYTES. */
static inline __m256i key_differs(const struct line_key *key, const char *p)
{
	const __m256i there = _mm256_loadu_si256((const __m256i *)(const void *)p), words = _mm256_loadu_si256((const __m256i *)(const void *)key->words);
	return _mm256_and_si256(_mm256_xor_si256(there, words), _mm256_loadu_si256((const __m256i *)(const void *)key->masks));
}

/* All but the first: where one stands, and what stands around it. */
static inline bool has_long_keys(const struct line_shape *s, const struct line_keys *k, const struct quoted_line *l)
{
	__m512i wrong = _mm512_setzero_si512();
	for (size_t i = 1; i < s->n_keys; i++)
		wrong = _mm512_or_si512(wrong, long_key_differs(&k->items[s->numbers[i]], l->p + l->quotes[s->opens[i]] - k->before.n));
	return !_mm512_test_epi64_mask(wrong, wrong);
}

static inline bool has_short_keys(const struct line_shape *s, const struct line_keys *k, const struct quoted_line *l)
{
	const char *p = l->p - k->before.n;
	__m256i wrong = _mm256_setzero_si256();
	/* the first, before which another thing stands, in a step like all */
	for (size_t i = 0; i < s->n_keys; i += SHAPE_STEP) {
		const uint8_t *numbers = s->numbers + i, *opens = s->opens + i;
		const __m256i first = key_differs(&k->items[numbers[0]], p + l->quotes[opens[0]]);
		wrong = _mm256_or_si256(wrong, i ? first : _mm256_setzero_si256());
		wrong = _mm256_or_si256(wrong, key_differs(&k->items[numbers[1]], p + l->quotes[opens[1]]));
		wrong = _mm256_or_si256(wrong, key_differs(&k->items[numbers[2]], p + l->quotes[opens[2]]));
		wrong = _mm256_or_si256(wrong, key_differs(&k->items[numbers[3]], p + l->quotes[opens[3]]));
	}
	return _mm256_testz_si256(wrong, wrong);
}

/* The head stands before the first, not what stands before the others. */
static inline bool has_first_key(const struct line_shape *s, const struct line_keys *k, const struct quoted_line *l)
{
	const __m512i but_before = _mm512_mask_set1_epi64(_mm512_set1_epi64(-1), 1, (long long)~k->before.mask);
	return !_mm512_test_epi64_mask(long_key_differs(&k->items[s->numbers[0]], l->p + l->quotes[0] - k->before.n), but_before);
}

static inline bool fits(const struct line_shape *s, const struct line_keys *k, const struct quoted_line *l, const struct quotes *q)
{
	return s->n_quotes == l->n_quotes && stand_so(s, q) && has_ends(s, k, l) && has_first_key(s, k, l) && (k->longer ? has_long_keys(s, k, l) : has_short_keys(s, k, l));
}

static inline __m512i quotes_of(const struct quotes *q, const uint8_t *places)
{
	const __m512i at = widen(places);
	const __m512i low = _mm512_permutex2var_epi32(q->at.a, at, q->at.b), high = _mm512_permutex2var_epi32(q->at.c, at, q->at.d);
	return _mm512_mask_mov_epi32(low, _mm512_test_epi32_mask(at, _mm512_set1_epi32(2 * LANES)), high);
}

static inline void write_cells(const struct line_shape *s, const struct line_keys *k, const struct quotes *q, uint32_t *cells, size_t n)
{
	const __m512i after = _mm512_set1_epi32((int)k->after.n), before = _mm512_set1_epi32((int)k->before.n), ones = _mm512_set1_epi32(-1);
	for (size_t i = 0; i < n; i += LANES) {
		const __mmask16 there = (__mmask16)_bzhi_u32(UINT32_MAX, (unsigned)(n - i < LANES ? n - i : LANES));
		const __mmask16 filled = (__mmask16)(s->filled >> i), bare = (__mmask16)(s->bare >> i);
		const __m512i from = quotes_of(q, s->from + i), to = quotes_of(q, s->to + i);
		_mm512_mask_storeu_epi32(cells + i, there, _mm512_mask_mov_epi32(ones, filled, _mm512_mask_add_epi32(from, bare, from, after)));
		_mm512_mask_storeu_epi32(cells + n + i, there, _mm512_maskz_mov_epi32(filled, _mm512_mask_sub_epi32(to, bare, to, before)));
	}
}

void line_shapes_hash(const struct line_shapes *s, const struct line_keys *k, const struct quoted_line *lines, size_t n, uint32_t *hashes)
{
	for (size_t i = 0; i < n; i++) {
		const struct quoted_line *l = &lines[i];
		const size_t bytes = l->end - l->start;
		const bool good = l->n_quotes && l->n_quotes % 2 == 0 && l->n_quotes <= SHAPE_QUOTES && bytes <= LIMIT_CELL_BYTES && bytes >= k->head.n + k->tail.n;
		const struct quotes q = read_quotes(l);
		hashes[i] = good && s->n_columns <= SHAPE_COLUMNS ? hash_of(&q, k, l->n_quotes) : 0;
	}
}

/* NULL where there is none. */
static inline const struct line_shape *shape_at(const struct line_shapes *s, uint32_t place)
{
	const size_t number = s->index[place % SHAPE_INDEX];
	return number ? &s->all[number - 1] : NULL;
}

bool line_shapes_cut(const struct line_shapes *s, const struct line_keys *k, const struct quoted_line *l, uint32_t hash, uint32_t *cells, uint64_t *bare)
{
	const struct quotes q = read_quotes(l);
	for (uint32_t i = 0; i < SHAPE_PROBES; i++) {
		const struct line_shape *shape = shape_at(s, hash + i);
		if (!shape || shape->hash != hash || !fits(shape, k, l, &q))
			continue;
		write_cells(shape, k, &q, cells, s->n_columns);
		if (line_shape_ends_bare(shape))
			cells[s->n_columns + shape->last] = (uint32_t)(l->end - k->tail.n);
		*bare = shape->bare;
		return true;
	}
	return false;
}

#if defined(__clang__)
#pragma clang attribute pop
#endif

#else

void line_shapes_hash(const struct line_shapes *s, const struct line_keys *k, const struct quoted_line *lines, size_t n, uint32_t *hashes)
{
	(void)s;
	(void)k;
	(void)lines;
	for (size_t i = 0; i < n; i++)
		hashes[i] = 0;
}

bool line_shapes_cut(const struct line_shapes *s, const struct line_keys *k, const struct quoted_line *l, uint32_t hash, uint32_t *cells, uint64_t *bare)
{
	(void)s;
	(void)k;
	(void)l;
	(void)hash;
	(void)cells;
	(void)bare;
	return false;
}

#endif
