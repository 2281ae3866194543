/*
 * Plain numbers read at once: the same as plain_number says (screen/plain_cells.h), for whoever asks of row after row.
 */
#ifndef PHASEOUT_SCREEN_NUMBERS_AHEAD_H
#define PHASEOUT_SCREEN_NUMBERS_AHEAD_H

#include "screen/plain_cells.h"

#include <endian.h>
#include <string.h>

/* Eight digits, the first in the lowest byte, as a number: two by two, four by four. */
static inline uint32_t eight_digits(uint64_t digits)
{
	digits = (digits * 10 + (digits >> 8)) & UINT64_C(0x00FF00FF00FF00FF);
	digits = (digits * 100 + (digits >> 16)) & UINT64_C(0x0000FFFF0000FFFF);
	return (uint32_t)(digits * 10000 + (digits >> 32));
}

/* Of a text from whose beginning 8 bytes can be read. */
static inline __attribute__((always_inline)) bool plain_number_ahead(int64_t *out, struct str text)
{
	enum { WORD = sizeof(uint64_t) };
	static const int64_t powers[PLAIN_PLACES + 1] = {1000000, 100000, 10000, 1000, 100, 10, 1};
	uint64_t bytes;
	if (!text.n || text.n > WORD)
		return plain_number(out, text);
	memcpy(&bytes, text.p, sizeof bytes);
	bytes = le64toh(bytes) << 8 * (WORD - text.n); /* the last digit is the highest byte, noughts before the first */
	/* bytes that are a point: all bits of the byte are set in none before the first of them */
	const uint64_t x = bytes ^ UINT64_C(0x2E2E2E2E2E2E2E2E), points = (x - UINT64_C(0x0101010101010101)) & ~x & UINT64_C(0x8080808080808080);
	const unsigned places = points ? (unsigned)__builtin_clzll(points) / 8 : 0, point = points != 0;
	/* the digits before the point move up behind those that stand behind it */
	const uint64_t behind = places ? UINT64_MAX << 8 * (WORD - places) : 0;
	const uint64_t digits = point ? (bytes & behind) | ((bytes << 8) & ~behind) : bytes;
	const unsigned n = (unsigned)text.n - point, whole = n - places;
	const uint64_t there = n ? UINT64_MAX << 8 * (WORD - n) : 0, values = (digits ^ UINT64_C(0x3030303030303030)) & there;
	const bool wrong = ((values + UINT64_C(0x7676767676767676)) | values) & UINT64_C(0x8080808080808080);
	if (wrong || !whole || (point && !places) || places > PLAIN_PLACES || (whole > 1 && *text.p == '0'))
		return plain_number(out, text);
	*out = eight_digits(values) * powers[places];
	return true;
}

#endif
