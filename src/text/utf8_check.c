#include "text/utf8_check.h"

#include "text/utf8.h"

static bool is_clean_plain(struct str s)
{
	return utf8_valid(s) == s.n && (!s.n || !memchr(s.p, '\0', s.n));
}

static bool are_clean_plain(struct str s)
{
	bool control = false;
	for (size_t i = 0; i < s.n; i++)
		control |= (unsigned char)s.p[i] < ' ' && s.p[i] != '\n' && s.p[i] != '\r';
	return !control && utf8_valid(s) == s.n;
}

#if defined(__x86_64__)

#include <immintrin.h>

/*
 * What is wrong with a pair of bytes, a bit each; a pair is wrong where the high half of the first, its low half and the high half of
 * the second all say so (Keiser and Lemire, Validating UTF-8 In Less Than One Instruction Per Byte, 2020).
 */
enum {
	TOO_SHORT = 1 << 0,	 /* a lead byte, and no further byte behind it */
	TOO_LONG = 1 << 1,	 /* a further byte behind ASCII */
	OVERLONG_3 = 1 << 2,	 /* E0 80..9F */
	TOO_LARGE = 1 << 3,	 /* F4 90.. */
	SURROGATE = 1 << 4,	 /* ED A0.. */
	OVERLONG_2 = 1 << 5,	 /* C0, C1 */
	TOO_LARGE_1000 = 1 << 6, /* F5.. 80..8F, and F0 80..8F, which is overlong */
	TWO_CONTS = 1 << 7,	 /* two further bytes: right only as the third or fourth of a character */
	CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS,
};
#define OVERLONG_4 TOO_LARGE_1000

#define AVX2 __attribute__((target("avx2")))
/* sixteen of them, for the two halves of a word */
#define TABLE(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)

/* By the high half of the first byte of a pair, by its low half, by the high half of the second. */
#define HIGH_1                                                                                                                                   \
	TABLE(TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, (char)TWO_CONTS, (char)TWO_CONTS, (char)TWO_CONTS,   \
	      (char)TWO_CONTS, TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE,                                             \
	      TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4)
#define LOW_1                                                                                                                                    \
	TABLE((char)(CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4), (char)(CARRY | OVERLONG_2), (char)CARRY, (char)CARRY,                         \
	      (char)(CARRY | TOO_LARGE), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),                  \
	      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), \
	      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), \
	      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),                                 \
	      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000))
#define HIGH_2                                                                                                                                   \
	TABLE(TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,                                             \
	      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4),                                               \
	      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE), (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE), \
	      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE), TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT)

AVX2 static inline __m256i look_up(__m256i table, __m256i nibbles)
{
	return _mm256_shuffle_epi8(table, nibbles);
}

AVX2 static inline __m256i high_halves(__m256i bytes)
{
	return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
}

/* The bytes that stand n before each; `across` is the second half of what went before, and the first half of the bytes. */
#define BEFORE(bytes, across, n) _mm256_alignr_epi8((bytes), (across), 16 - (n))

AVX2 static inline __m256i wrong_pairs(__m256i bytes, __m256i before)
{
	const __m256i low = _mm256_and_si256(before, _mm256_set1_epi8(0x0F));
	return _mm256_and_si256(_mm256_and_si256(look_up(HIGH_1, high_halves(before)), look_up(LOW_1, low)), look_up(HIGH_2, high_halves(bytes)));
}

/* Not zero where something is wrong with the bytes, of which `last` are those that went before. */
AVX2 static inline __m256i wrong(__m256i bytes, __m256i last)
{
	const __m256i across = _mm256_permute2x128_si256(last, bytes, 0x21);
	const __m256i pairs = wrong_pairs(bytes, BEFORE(bytes, across, 1));
	const __m256i third = _mm256_subs_epu8(BEFORE(bytes, across, 2), _mm256_set1_epi8((char)(0xE0 - 0x80)));
	const __m256i fourth = _mm256_subs_epu8(BEFORE(bytes, across, 3), _mm256_set1_epi8((char)(0xF0 - 0x80)));
	const __m256i further = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
	return _mm256_xor_si256(pairs, further);
}

/* Not zero where one of the bytes is NUL; of lines, one that is a control character and ends none. */
AVX2 static inline __attribute__((always_inline)) __m256i controls(__m256i bytes, bool lines)
{
	if (!lines)
		return _mm256_cmpeq_epi8(bytes, _mm256_setzero_si256());
	const __m256i low = _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, _mm256_set1_epi8(' ' - 1)), bytes);
	return _mm256_andnot_si256(_mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\n')), _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\r'))), low);
}

AVX2 static inline __attribute__((always_inline)) bool look_avx2(struct str s, bool lines)
{
	enum { BLOCK = sizeof(__m256i) };
	__m256i found = _mm256_setzero_si256(), last = _mm256_set1_epi8(' ');
	size_t at = 0;
	for (; s.n - at >= BLOCK; at += BLOCK) {
		const __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(s.p + at));
		found = _mm256_or_si256(found, _mm256_or_si256(wrong(bytes, last), controls(bytes, lines)));
		last = bytes;
	}
	/* what is left, and behind it ASCII, before which no character may stand unfinished */
	char tail[BLOCK];
	memset(tail, ' ', sizeof tail);
	memcpy(tail, s.p + at, s.n - at);
	const __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)tail);
	found = _mm256_or_si256(found, _mm256_or_si256(wrong(bytes, last), controls(bytes, lines)));
	return _mm256_testz_si256(found, found);
}

AVX2 static bool is_clean_avx2(struct str s)
{
	return look_avx2(s, false);
}

AVX2 static bool are_clean_avx2(struct str s)
{
	return look_avx2(s, true);
}

#define AVX512 __attribute__((target("avx512f,avx512bw")))

AVX512 static inline __m512i four_times(__m256i table)
{
	return _mm512_broadcast_i32x4(_mm256_castsi256_si128(table));
}

AVX512 static inline __m512i high_halves_512(__m512i bytes)
{
	return _mm512_and_si512(_mm512_srli_epi16(bytes, 4), _mm512_set1_epi8(0x0F));
}

#define BEFORE_512(bytes, across, n) _mm512_alignr_epi8((bytes), (across), 16 - (n))

/* The bits of all that is wrong with 64 bytes, as `wrong` says it of 32. */
AVX512 static inline __m512i wrong_512(__m512i bytes, __m512i last)
{
	const __m512i across = _mm512_alignr_epi32(bytes, last, 12), before = BEFORE_512(bytes, across, 1);
	const __m512i low = _mm512_and_si512(before, _mm512_set1_epi8(0x0F));
	const __m512i first = _mm512_and_si512(_mm512_shuffle_epi8(four_times(HIGH_1), high_halves_512(before)), _mm512_shuffle_epi8(four_times(LOW_1), low));
	const __m512i pairs = _mm512_and_si512(first, _mm512_shuffle_epi8(four_times(HIGH_2), high_halves_512(bytes)));
	const __m512i third = _mm512_subs_epu8(BEFORE_512(bytes, across, 2), _mm512_set1_epi8((char)(0xE0 - 0x80)));
	const __m512i fourth = _mm512_subs_epu8(BEFORE_512(bytes, across, 3), _mm512_set1_epi8((char)(0xF0 - 0x80)));
	const __m512i further = _mm512_and_si512(_mm512_or_si512(third, fourth), _mm512_set1_epi8((char)0x80));
	return _mm512_xor_si512(pairs, further);
}

/* As `controls`, a bit each. */
AVX512 static inline __attribute__((always_inline)) __mmask64 controls_512(__m512i bytes, bool lines)
{
	if (!lines)
		return _mm512_testn_epi8_mask(bytes, bytes);
	const __mmask64 low = _mm512_cmplt_epu8_mask(bytes, _mm512_set1_epi8(' '));
	return low & ~(_mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n')) | _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\r')));
}

AVX512 static inline __attribute__((always_inline)) bool look_avx512(struct str s, bool lines)
{
	enum { BLOCK = sizeof(__m512i) };
	__m512i found = _mm512_setzero_si512(), last = _mm512_set1_epi8(' ');
	__mmask64 low = 0;
	size_t at = 0;
	for (; s.n - at >= BLOCK; at += BLOCK) {
		const __m512i bytes = _mm512_loadu_si512(s.p + at);
		found = _mm512_or_si512(found, wrong_512(bytes, last));
		low |= controls_512(bytes, lines);
		last = bytes;
	}
	const __mmask64 left = (UINT64_C(1) << (s.n - at)) - 1;
	const __m512i tail = _mm512_mask_loadu_epi8(_mm512_set1_epi8(' '), left, s.p + at);
	found = _mm512_or_si512(found, wrong_512(tail, last));
	low |= controls_512(tail, lines);
	return !low && !_mm512_test_epi8_mask(found, found);
}

AVX512 static bool is_clean_avx512(struct str s)
{
	return look_avx512(s, false);
}

AVX512 static bool are_clean_avx512(struct str s)
{
	return look_avx512(s, true);
}

#else

#define is_clean_avx2 is_clean_plain
#define is_clean_avx512 is_clean_plain
#define are_clean_avx2 are_clean_plain
#define are_clean_avx512 are_clean_plain

#endif

bool utf8_is_clean_by(enum marks_way way, struct str s)
{
	if (!s.n || way < MARKS_AVX2)
		return is_clean_plain(s);
	return way == MARKS_AVX512 ? is_clean_avx512(s) : is_clean_avx2(s);
}

bool utf8_lines_are_clean(enum marks_way way, struct str s)
{
	if (!s.n || way < MARKS_AVX2)
		return are_clean_plain(s);
	return way == MARKS_AVX512 ? are_clean_avx512(s) : are_clean_avx2(s);
}

bool utf8_is_clean(struct str s)
{
	return utf8_is_clean_by(marks_best(), s);
}
