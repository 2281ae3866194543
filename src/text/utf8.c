#include "text/utf8.h"

/* RFC 3629, section 4: the bytes that may stand second behind each lead byte; all further ones are 80..BF. */
static const struct lead {
	unsigned char from, to;         /* lead bytes */
	unsigned char second, second_to;
	unsigned char length, bits;     /* bits: those of the lead that belong to the character */
} leads[] = {
	{0xe1, 0xec, 0x80, 0xbf, 3, 0x0f}, /* Chinese first */
	{0xc2, 0xdf, 0x80, 0xbf, 2, 0x1f},
	{0xe0, 0xe0, 0xa0, 0xbf, 3, 0x0f}, /* no overlong forms */
	{0xed, 0xed, 0x80, 0x9f, 3, 0x0f}, /* no surrogates */
	{0xee, 0xef, 0x80, 0xbf, 3, 0x0f},
	{0xf0, 0xf0, 0x90, 0xbf, 4, 0x07}, /* no overlong forms */
	{0xf1, 0xf3, 0x80, 0xbf, 4, 0x07},
	{0xf4, 0xf4, 0x80, 0x8f, 4, 0x07}, /* nothing above U+10FFFF */
};

int32_t utf8_next(struct str s, size_t *length)
{
	const unsigned char *p = (const unsigned char *)s.p;
	*length = 1;
	if (p[0] < 0x80)
		return p[0];
	const struct lead *l = leads, *end = leads + sizeof leads / sizeof *leads;
	while (l < end && (p[0] < l->from || p[0] > l->to))
		l++;
	if (l == end || s.n < l->length || p[1] < l->second || p[1] > l->second_to)
		return -1;
	int32_t c = (p[0] & l->bits) << 6 | (p[1] & 0x3f);
	for (size_t i = 2; i < l->length; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return -1;
		c = c << 6 | (p[i] & 0x3f);
	}
	*length = l->length;
	return c;
}

/* How many ASCII bytes stand at p, 8 at a time. */
static size_t ascii_run(const char *p, size_t n)
{
	size_t i = 0;
	for (; n - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
		uint64_t word;
		memcpy(&word, p + i, sizeof word);
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < n && !((unsigned char)p[i] & 0x80))
		i++;
	return i;
}

/* The bulk of Chinese text, without the walk through the table: E1..EC and two more bytes. */
static bool is_common(const unsigned char *p)
{
	return (unsigned)p[0] - 0xe1 <= 0xec - 0xe1 && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80;
}

size_t utf8_valid(struct str s)
{
	size_t i = 0;
	while (i < s.n) {
		while (s.n - i >= 3 && is_common((const unsigned char *)s.p + i))
			i += 3;
		if (i == s.n)
			break;
		if (!((unsigned char)s.p[i] & 0x80)) {
			i += ascii_run(s.p + i, s.n - i);
			continue;
		}
		size_t length;
		if (utf8_next((struct str){s.p + i, s.n - i}, &length) < 0)
			return i;
		i += length;
	}
	return i;
}

size_t utf8_count(struct str s)
{
	size_t count = 0, length;
	for (size_t i = 0; i < s.n; i += length, count++)
		utf8_next((struct str){s.p + i, s.n - i}, &length);
	return count;
}

size_t utf8_put(char *out, int32_t code_point)
{
	static const unsigned char leads_by_length[] = {0, 0, 0xc0, 0xe0, 0xf0};
	uint32_t c = (uint32_t)code_point;
	size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (size_t i = length - 1; i > 0; i--) {
		out[i] = (char)(0x80 | (c & 0x3f));
		c >>= 6;
	}
	out[0] = (char)(leads_by_length[length] | c);
	return length;
}

struct str utf8_clip(struct str s, size_t most)
{
	size_t n = s.n < most ? s.n : most, cut = n;
	while (cut < s.n && cut && n - cut < 4 && ((unsigned char)s.p[cut] & 0xc0) == 0x80)
		cut--;
	return str_sub(s, 0, n - cut < 4 ? cut : n);
}
