/*
 * Natural numbers of bounded length on the stack: the workshop of decimal.c and of nobody else.
 *
 * Always: base 10^9, least limb first, no zero limb at the top (0 has no limb). WIDE_LIMBS holds the product of three
 * numbers of LIMIT_DECIMAL_DIGITS digits, the longest thing that is ever compared; the callers stay within it
 * (asserted).
 */
#ifndef PHASEOUT_VALUE_WIDE_H
#define PHASEOUT_VALUE_WIDE_H

#include "base/limits.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	WIDE_BASE = 1000000000,
	WIDE_LIMB_DIGITS = 9,
	WIDE_LONG_LIMBS = (LIMIT_DECIMAL_DIGITS + WIDE_LIMB_DIGITS - 1) / WIDE_LIMB_DIGITS,
	WIDE_LIMBS = 3 * WIDE_LONG_LIMBS + 2,
};

struct wide {
	size_t n;
	uint32_t limb[WIDE_LIMBS];
};

void wide_set_u64(struct wide *w, uint64_t value);
void wide_set_limbs(struct wide *w, const uint32_t *limbs, size_t n);

/* <0, 0, >0 */
int wide_cmp(const struct wide *a, const struct wide *b);
/* `out` may be a or b. */
void wide_add(struct wide *out, const struct wide *a, const struct wide *b);
/* a >= b; `out` may be a or b. */
void wide_sub(struct wide *out, const struct wide *a, const struct wide *b);
/* `out` is neither a nor b. */
void wide_mul(struct wide *out, const struct wide *a, const struct wide *b);
/* a = q * b + r with r < b; b > 0. All four are apart. */
void wide_div(struct wide *q, struct wide *r, const struct wide *a, const struct wide *b);

/* w * 10^k, and w / 10^k without its remainder. */
void wide_shift_up(struct wide *w, size_t k);
void wide_shift_down(struct wide *w, size_t k);

/* Decimal digits: 0 has none. */
size_t wide_digits(const struct wide *w);
/* How many zeros the number ends in; w > 0. */
size_t wide_trailing_zeros(const struct wide *w);

#endif
