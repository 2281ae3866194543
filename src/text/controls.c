#include "text/controls.h"

static bool holds_plain(struct str s)
{
	bool found = false;
	for (size_t i = 0; i < s.n; i++)
		found |= (unsigned char)s.p[i] < ' ' && s.p[i] != '\n' && s.p[i] != '\r';
	return found;
}

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

AVX2 static bool holds_avx2(struct str s)
{
	enum { BLOCK = sizeof(__m256i) };
	const __m256i most = _mm256_set1_epi8(' ' - 1), lf = _mm256_set1_epi8('\n'), cr = _mm256_set1_epi8('\r');
	__m256i found = _mm256_setzero_si256();
	size_t at = 0;
	for (; s.n - at >= BLOCK; at += BLOCK) {
		const __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(s.p + at));
		const __m256i low = _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, most), bytes);
		const __m256i ends = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, lf), _mm256_cmpeq_epi8(bytes, cr));
		found = _mm256_or_si256(found, _mm256_andnot_si256(ends, low));
	}
	return !_mm256_testz_si256(found, found) || holds_plain(str_sub(s, at, s.n));
}

#define AVX512 __attribute__((target("avx512f,avx512bw")))

AVX512 static bool holds_avx512(struct str s)
{
	enum { BLOCK = sizeof(__m512i) };
	const __m512i blank = _mm512_set1_epi8(' '), lf = _mm512_set1_epi8('\n'), cr = _mm512_set1_epi8('\r');
	__mmask64 found = 0;
	size_t at = 0;
	for (; s.n - at >= BLOCK; at += BLOCK) {
		const __m512i bytes = _mm512_loadu_si512(s.p + at);
		const __mmask64 low = _mm512_cmplt_epu8_mask(bytes, blank);
		found |= low & ~(_mm512_cmpeq_epi8_mask(bytes, lf) | _mm512_cmpeq_epi8_mask(bytes, cr));
	}
	return found || holds_plain(str_sub(s, at, s.n));
}

#else

#define holds_avx2 holds_plain
#define holds_avx512 holds_plain

#endif

bool holds_controls(enum marks_way way, struct str s)
{
	return way == MARKS_AVX512 ? holds_avx512(s) : way == MARKS_AVX2 ? holds_avx2(s) : holds_plain(s);
}
