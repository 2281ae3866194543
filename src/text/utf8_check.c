#include "text/utf8_check.h"

#include "text/utf8.h"

static bool is_clean_plain(struct str s)
{
	return utf8_valid(s) == s.n && (!s.n || !memchr(s.p, '\0', s.n));
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
	const __m256i high_1 = TABLE(TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, (char)TWO_CONTS, (char)TWO_CONTS,
				     (char)TWO_CONTS, (char)TWO_CONTS, TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE,
				     TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4);
	const __m256i low_1 =
		TABLE((char)(CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4), (char)(CARRY | OVERLONG_2), (char)CARRY, (char)CARRY,
		      (char)(CARRY | TOO_LARGE), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
		      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
		      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
		      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
		      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000));
	const __m256i high_2 =
		TABLE(TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
		      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4),
		      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE), (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE),
		      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE), TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT);
	const __m256i low = _mm256_and_si256(before, _mm256_set1_epi8(0x0F));
	return _mm256_and_si256(_mm256_and_si256(look_up(high_1, high_halves(before)), look_up(low_1, low)), look_up(high_2, high_halves(bytes)));
}

/* Not zero where something is wrong with the bytes, of which `last` are those that went before. */
AVX2 static inline __m256i wrong(__m256i bytes, __m256i last)
{
	const __m256i across = _mm256_permute2x128_si256(last, bytes, 0x21);
	const __m256i pairs = wrong_pairs(bytes, BEFORE(bytes, across, 1));
	const __m256i third = _mm256_subs_epu8(BEFORE(bytes, across, 2), _mm256_set1_epi8((char)(0xE0 - 0x80)));
	const __m256i fourth = _mm256_subs_epu8(BEFORE(bytes, across, 3), _mm256_set1_epi8((char)(0xF0 - 0x80)));
	const __m256i further = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
	return _mm256_or_si256(_mm256_xor_si256(pairs, further), _mm256_cmpeq_epi8(bytes, _mm256_setzero_si256()));
}

AVX2 static bool is_clean_avx2(struct str s)
{
	enum { BLOCK = sizeof(__m256i) };
	__m256i found = _mm256_setzero_si256(), last = _mm256_set1_epi8(' ');
	size_t at = 0;
	for (; s.n - at >= BLOCK; at += BLOCK) {
		const __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(s.p + at));
		found = _mm256_or_si256(found, wrong(bytes, last));
		last = bytes;
	}
	/* what is left, and behind it ASCII, before which no character may stand unfinished */
	char tail[BLOCK];
	memset(tail, ' ', sizeof tail);
	memcpy(tail, s.p + at, s.n - at);
	found = _mm256_or_si256(found, wrong(_mm256_loadu_si256((const __m256i *)(const void *)tail), last));
	return _mm256_testz_si256(found, found);
}

bool utf8_is_clean(struct str s)
{
	return s.n && __builtin_cpu_supports("avx2") ? is_clean_avx2(s) : is_clean_plain(s);
}

#else

bool utf8_is_clean(struct str s)
{
	return is_clean_plain(s);
}

#endif
