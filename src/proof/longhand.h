/*
 * Decimal numbers by long hand, as on paper: a second arithmetic, against which the program's own is proved. Nothing of
 * value/ is used but the writing of its numbers.
 *
 * Always: not negative; the value is `digits` / 10^scale; digits has no needless zeros in front and is never empty.
 */
#ifndef PHASEOUT_PROOF_LONGHAND_H
#define PHASEOUT_PROOF_LONGHAND_H

#include "value/decimal.h"

struct longhand {
	struct str digits; /* STR_NONE: memory was exhausted, which shows in the arena */
	size_t scale;
};

/* ASCII digits with at most one point amid them; false for anything else. */
bool longhand_read(struct longhand *out, struct arena *a, struct str s);
/* A number of the program; not negative. */
struct longhand longhand_of(struct arena *a, const struct decimal *d);
/* 10^-places */
struct longhand longhand_unit(size_t places);
/* Plain digits, without needless zeros behind the point. */
struct str longhand_write(struct arena *a, struct longhand n);

int longhand_cmp(struct arena *a, struct longhand x, struct longhand y); /* <0, 0, >0 */
struct longhand longhand_add(struct arena *a, struct longhand x, struct longhand y);
struct longhand longhand_sub(struct arena *a, struct longhand x, struct longhand y); /* x >= y */
struct longhand longhand_mul(struct arena *a, struct longhand x, struct longhand y);
/* False where the quotient does not end within LONGHAND_PLACES places, or y is 0. */
bool longhand_div(struct longhand *out, struct arena *a, struct longhand x, struct longhand y);

enum { LONGHAND_PLACES = 60 };

#endif
