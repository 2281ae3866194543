/*
 * Exact decimal numbers: sign, digits and a scale, up to LIMIT_DECIMAL_DIGITS digits written out plainly.
 *
 * Always: normalised (no trailing zeros behind the point, no -0), so that equal numbers are equal in every field but
 * `big`. 64 bits hold the digits wherever they fit (the fast path: 18 digits and some of 19 and 20); longer ones
 * stand in the arena that was given. Digits written out plainly count: the zeros of 1e400 and 0.001 do, needless ones
 * (007, 1.50) do not. Nothing is ever rounded. No double.
 */
#ifndef PHASEOUT_VALUE_DECIMAL_H
#define PHASEOUT_VALUE_DECIMAL_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdint.h>

struct decimal_digits; /* the long form */

struct decimal {
	const struct decimal_digits *big; /* NULL on the fast path */
	uint64_t digits;                  /* value = ± digits / 10^scale, where big is NULL */
	int32_t scale;                    /* >= 0 */
	bool negative;
};

enum decimal_status { DECIMAL_OK, DECIMAL_SYNTAX, DECIMAL_TOO_LONG, DECIMAL_NO_MEMORY };

/*
 * The whole of s: [+-] digits [. digits] [e|E [+-] digits], ASCII digits, at least one digit before the exponent
 * (".5" and "5." are read). No separators, no spaces, no NaN, no hexadecimal. An exponent is read exactly; a number
 * that takes more than LIMIT_DECIMAL_DIGITS digits written out is DECIMAL_TOO_LONG.
 */
enum decimal_status decimal_parse(struct decimal *out, struct arena *a, struct str s);
struct decimal decimal_from_int(int64_t n);
bool decimal_is_zero(const struct decimal *d);

/* <0, 0, >0. Never fails, allocates nothing. */
int decimal_cmp(const struct decimal *a, const struct decimal *b);
/* Compares a * fa with b * fb exactly, allocating nothing: how quantities in two units compare. */
int decimal_cmp_scaled(const struct decimal *a, const struct decimal *fa, const struct decimal *b,
		       const struct decimal *fb);
/* The same for two products of three: a value, its unit's numerator and the other unit's denominator. */
int decimal_cmp_products(const struct decimal *const a[3], const struct decimal *const b[3]);

/*
 * DECIMAL_TOO_LONG or DECIMAL_NO_MEMORY where the exact result cannot be had, and *out is as it was. `out` may be a
 * or b.
 */
enum decimal_status decimal_add(struct decimal *out, struct arena *arena, const struct decimal *a,
				const struct decimal *b);
enum decimal_status decimal_sub(struct decimal *out, struct arena *arena, const struct decimal *a,
				const struct decimal *b);
enum decimal_status decimal_mul(struct decimal *out, struct arena *arena, const struct decimal *a,
				const struct decimal *b);
/* Exact division: DECIMAL_TOO_LONG where the quotient is no finite decimal of that length; DECIMAL_SYNTAX by zero. */
enum decimal_status decimal_div(struct decimal *out, struct arena *arena, const struct decimal *a,
				const struct decimal *b);

/* Plain digits, no exponent, no needless zeros: "0.125", "-3", "12000". */
void decimal_write(struct buf *out, const struct decimal *d);

#endif
