#include "text/utf16.h"

#include "text/utf8.h"

enum { ODD_BYTE = 0xff };

void utf16_init(struct utf16 *u, bool big_endian)
{
	*u = (struct utf16){.big_endian = big_endian};
}

static bool is_high(unsigned unit)
{
	return unit >= 0xd800 && unit <= 0xdbff;
}

static bool is_low(unsigned unit)
{
	return unit >= 0xdc00 && unit <= 0xdfff;
}

/* Writes what the unit completes to `to` (at least 6 bytes) and returns its length. */
static size_t add_unit(struct utf16 *u, char *to, unsigned unit)
{
	unsigned high = u->high;
	size_t n = 0;
	u->high = 0;
	if (high && is_low(unit))
		return utf8_put(to, (int32_t)(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00)));
	if (high)
		n = utf8_put(to, (int32_t)high);
	if (is_high(unit)) {
		u->high = unit;
		return n;
	}
	return n + utf8_put(to + n, (int32_t)unit);
}

static unsigned unit_of(const struct utf16 *u, unsigned char first, unsigned char second)
{
	return u->big_endian ? (unsigned)first << 8 | second : (unsigned)second << 8 | first;
}

void utf16_add(struct utf16 *u, struct buf *out, struct str bytes)
{
	const unsigned char *p = (const unsigned char *)bytes.p, *end = p + bytes.n;
	/* a unit is three bytes at most; the first may also bring the surrogate before it */
	if (p == end || !buf_reserve(out, (bytes.n + 1) / 2 * 3 + 3))
		return;
	char *to = out->p + out->n;
	if (u->has_byte) {
		u->has_byte = false;
		to += add_unit(u, to, unit_of(u, u->byte, *p++));
	}
	for (; end - p >= 2; p += 2)
		to += add_unit(u, to, unit_of(u, p[0], p[1]));
	if (p < end) {
		u->has_byte = true;
		u->byte = *p;
	}
	out->n = (size_t)(to - out->p);
	out->p[out->n] = '\0';
}

void utf16_end(struct utf16 *u, struct buf *out)
{
	char lone[4];
	if (u->high)
		buf_add(out, (struct str){lone, utf8_put(lone, (int32_t)u->high)});
	if (u->has_byte)
		buf_addc(out, (char)(unsigned char)ODD_BYTE);
	utf16_init(u, u->big_endian);
}

bool utf16_lone(struct str s, size_t at, unsigned *unit)
{
	const unsigned char *p = (const unsigned char *)s.p;
	if (at >= s.n || s.n - at < 3 || p[at] != 0xed || (p[at + 1] & 0xe0) != 0xa0 || (p[at + 2] & 0xc0) != 0x80)
		return false;
	*unit = 0xd000u | (p[at + 1] & 0x3fu) << 6 | (p[at + 2] & 0x3fu);
	return true;
}
