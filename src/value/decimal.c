#include "value/decimal.h"

#include "value/wide.h"

#include <assert.h>

__extension__ typedef unsigned __int128 u128;

struct decimal_digits {
	size_t n;
	uint32_t limb[]; /* as in wide.h */
};

enum { MAX_SCALE = LIMIT_DECIMAL_DIGITS - 1, U64_POWERS = 20 };

static const uint64_t powers[U64_POWERS] = {
	1u, 10u, 100u, 1000u, 10000u, 100000u, 1000000u, 10000000u, 100000000u, 1000000000u, 10000000000u,
	100000000000u,
	1000000000000u, 10000000000000u, 100000000000000u, 1000000000000000u, 10000000000000000u, 100000000000000000u,
	1000000000000000000u, 10000000000000000000u,
};

static void load(struct wide *w, const struct decimal *d)
{
	if (d->big)
		wide_set_limbs(w, d->big->limb, d->big->n);
	else
		wide_set_u64(w, d->digits);
}

static void pack_u64(struct decimal *out, bool negative, uint64_t digits, int32_t scale)
{
	while (scale > 0 && digits % 10 == 0) {
		digits /= 10;
		scale--;
	}
	*out = (struct decimal){.digits = digits, .scale = digits ? scale : 0, .negative = negative && digits};
}

static bool wide_fits_u64(const struct wide *w, uint64_t *out)
{
	u128 value = 0;
	if (w->n > 3)
		return false;
	for (size_t i = w->n; i-- > 0;)
		value = value * WIDE_BASE + w->limb[i];
	*out = (uint64_t)value;
	return value <= UINT64_MAX;
}

/* ± w / 10^scale; w is used up. */
static enum decimal_status pack(struct decimal *out, struct arena *a, bool negative, struct wide *w, int64_t scale)
{
	if (w->n == 0) {
		*out = (struct decimal){0};
		return DECIMAL_OK;
	}
	if (scale > 0) {
		size_t zeros = wide_trailing_zeros(w);
		if (zeros > (size_t)scale)
			zeros = (size_t)scale;
		wide_shift_down(w, zeros);
		scale -= (int64_t)zeros;
	}
	if (scale > MAX_SCALE || wide_digits(w) > LIMIT_DECIMAL_DIGITS)
		return DECIMAL_TOO_LONG;
	*out = (struct decimal){.scale = (int32_t)scale, .negative = negative};
	if (wide_fits_u64(w, &out->digits))
		return DECIMAL_OK;
	out->digits = 0;
	struct decimal_digits *big = arena_alloc(a, sizeof *big + w->n * sizeof *big->limb);
	if (!big)
		return DECIMAL_NO_MEMORY;
	big->n = w->n;
	memcpy(big->limb, w->limb, w->n * sizeof *big->limb);
	out->big = big;
	return DECIMAL_OK;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct literal {
	bool negative;
	size_t from, to;  /* from the first digit that is not 0 to behind the last one; equal where the number is 0 */
	int64_t top, low; /* the powers of ten of those two digits */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t digits_from(struct str s, size_t i)
{
	while (i < s.n && is_digit(s.p[i]))
		i++;
	return i;
}

/* Anything beyond 10^15 is as far out as that: no text is that long. */
static bool scan_exponent(struct str s, size_t i, int64_t *out)
{
	const int64_t far = 1000000000000000;
	int64_t value = 0;
	bool negative = i < s.n && s.p[i] == '-';
	if (i < s.n && (s.p[i] == '-' || s.p[i] == '+'))
		i++;
	if (i == s.n || digits_from(s, i) != s.n)
		return false;
	for (; i < s.n; i++)
		if (value < far)
			value = value * 10 + (s.p[i] - '0');
	*out = negative ? -value : value;
	return true;
}

static void find_digits(struct literal *l, struct str s, size_t from, size_t point, size_t end)
{
	for (size_t i = from; i < end; i++) {
		if (s.p[i] == '0' || i == point)
			continue;
		int64_t power = i < point ? (int64_t)(point - i) - 1 : -(int64_t)(i - point);
		if (l->from == l->to) {
			l->from = i;
			l->top = power;
		}
		l->to = i + 1;
		l->low = power;
	}
}

static bool scan(struct literal *l, struct str s)
{
	size_t from = s.n && (s.p[0] == '-' || s.p[0] == '+');
	size_t point = digits_from(s, from), end = point;
	int64_t exponent = 0;
	if (end < s.n && s.p[end] == '.')
		end = digits_from(s, end + 1);
	if (point == from && end <= point + 1)
		return false;
	if (end < s.n && ((s.p[end] != 'e' && s.p[end] != 'E') || !scan_exponent(s, end + 1, &exponent)))
		return false;
	*l = (struct literal){.negative = s.p[0] == '-'};
	find_digits(l, s, from, point, end);
	l->top += exponent;
	l->low += exponent;
	return true;
}

static uint64_t literal_u64(const struct literal *l, struct str s)
{
	uint64_t value = 0;
	for (size_t i = l->from; i < l->to; i++)
		if (s.p[i] != '.')
			value = value * 10 + (uint64_t)(s.p[i] - '0');
	return value * powers[l->low > 0 ? l->low : 0];
}

static void literal_wide(struct wide *w, const struct literal *l, struct str s)
{
	size_t power = l->low > 0 ? (size_t)l->low : 0;
	w->n = ((size_t)(l->top - l->low) + power) / WIDE_LIMB_DIGITS + 1;
	memset(w->limb, 0, w->n * sizeof *w->limb);
	for (size_t i = l->to; i-- > l->from;) {
		if (s.p[i] == '.')
			continue;
		w->limb[power / WIDE_LIMB_DIGITS] +=
			(uint32_t)(s.p[i] - '0') * (uint32_t)powers[power % WIDE_LIMB_DIGITS];
		power++;
	}
}

enum decimal_status decimal_parse(struct decimal *out, struct arena *a, struct str s)
{
	struct literal l;
	struct wide w;
	*out = (struct decimal){0};
	if (!scan(&l, s))
		return DECIMAL_SYNTAX;
	if (l.from == l.to)
		return DECIMAL_OK;
	if ((l.top > 0 ? l.top : 0) - (l.low < 0 ? l.low : 0) >= LIMIT_DECIMAL_DIGITS)
		return DECIMAL_TOO_LONG;
	int32_t scale = l.low < 0 ? (int32_t)-l.low : 0;
	if (l.top - (l.low < 0 ? l.low : 0) < U64_POWERS - 2) {
		*out = (struct decimal){.digits = literal_u64(&l, s), .scale = scale, .negative = l.negative};
		return DECIMAL_OK;
	}
	literal_wide(&w, &l, s);
	return pack(out, a, l.negative, &w, scale);
}

struct decimal decimal_from_int(int64_t n)
{
	return (struct decimal){.digits = n < 0 ? 0 - (uint64_t)n : (uint64_t)n, .negative = n < 0};
}

bool decimal_is_zero(const struct decimal *d)
{
	return !d->big && d->digits == 0;
}

/* --- comparing ---------------------------------------------------------------------------------------------------- */

/*
 * a / 10^a_scale against b / 10^b_scale; both are used up. With equal lengths before the point neither outgrows a
 * wide.
 */
static int cmp_wide(struct wide *a, int64_t a_scale, struct wide *b, int64_t b_scale)
{
	if (a->n == 0 || b->n == 0)
		return wide_cmp(a, b);
	int64_t a_length = (int64_t)wide_digits(a) - a_scale, b_length = (int64_t)wide_digits(b) - b_scale;
	if (a_length != b_length)
		return a_length < b_length ? -1 : 1;
	if (a_scale < b_scale)
		wide_shift_up(a, (size_t)(b_scale - a_scale));
	else
		wide_shift_up(b, (size_t)(a_scale - b_scale));
	return wide_cmp(a, b);
}

static int cmp_u64(uint64_t a, int32_t a_scale, uint64_t b, int32_t b_scale)
{
	u128 x = a, y = b;
	if (a_scale < b_scale)
		x *= powers[b_scale - a_scale];
	else
		y *= powers[a_scale - b_scale];
	return (x > y) - (x < y);
}

static int cmp_magnitude(const struct decimal *a, const struct decimal *b)
{
	struct wide x, y;
	int32_t apart = a->scale > b->scale ? a->scale - b->scale : b->scale - a->scale;
	if (!a->big && !b->big && apart < U64_POWERS)
		return cmp_u64(a->digits, a->scale, b->digits, b->scale);
	load(&x, a);
	load(&y, b);
	return cmp_wide(&x, a->scale, &y, b->scale);
}

int decimal_cmp(const struct decimal *a, const struct decimal *b)
{
	if (a->negative != b->negative)
		return a->negative ? -1 : 1;
	return a->negative ? cmp_magnitude(b, a) : cmp_magnitude(a, b);
}

struct product {
	bool negative;
	int32_t scale;
	bool fits; /* in `small` */
	u128 small;
};

static void product_set(struct product *p, const struct decimal *const f[3])
{
	*p = (struct product){.fits = true, .small = 1};
	bool zero = false;
	for (size_t i = 0; i < 3; i++) {
		p->negative ^= f[i]->negative;
		p->scale += f[i]->scale;
		zero |= decimal_is_zero(f[i]);
		p->fits = p->fits && !f[i]->big && !__builtin_mul_overflow(p->small, (u128)f[i]->digits, &p->small);
	}
	p->negative = p->negative && !zero;
}

static bool product_rescale(struct product *p, int32_t by)
{
	if (by >= U64_POWERS)
		return false;
	return by <= 0 || !__builtin_mul_overflow(p->small, (u128)powers[by], &p->small);
}

static void product_wide(struct wide *w, const struct decimal *const f[3])
{
	struct wide x, y;
	load(&x, f[0]);
	load(&y, f[1]);
	wide_mul(w, &x, &y);
	x = *w;
	load(&y, f[2]);
	wide_mul(w, &x, &y);
}

int decimal_cmp_products(const struct decimal *const a[3], const struct decimal *const b[3])
{
	struct product x, y;
	int order;
	product_set(&x, a);
	product_set(&y, b);
	if (x.negative != y.negative)
		return x.negative ? -1 : 1;
	if (x.fits && y.fits && product_rescale(&x, y.scale - x.scale) && product_rescale(&y, x.scale - y.scale)) {
		order = (x.small > y.small) - (x.small < y.small);
	} else {
		struct wide v, w;
		product_wide(&v, a);
		product_wide(&w, b);
		order = cmp_wide(&v, x.scale, &w, y.scale);
	}
	return x.negative ? -order : order;
}

int decimal_cmp_scaled(const struct decimal *a, const struct decimal *fa, const struct decimal *b,
		       const struct decimal *fb)
{
	const struct decimal one = decimal_from_int(1);
	const struct decimal *const x[3] = {a, fa, &one}, *const y[3] = {b, fb, &one};
	return decimal_cmp_products(x, y);
}

/* --- reckoning ---------------------------------------------------------------------------------------------------- */

static bool add_u64(struct decimal *out, const struct decimal *a, const struct decimal *b)
{
	uint64_t sum;
	if (a->big || b->big || a->scale != b->scale)
		return false;
	if (a->negative == b->negative) {
		if (__builtin_add_overflow(a->digits, b->digits, &sum))
			return false;
		pack_u64(out, a->negative, sum, a->scale);
		return true;
	}
	const struct decimal *more = a->digits >= b->digits ? a : b, *less = more == a ? b : a;
	pack_u64(out, more->negative, more->digits - less->digits, a->scale);
	return true;
}

enum decimal_status decimal_add(struct decimal *out, struct arena *arena, const struct decimal *a,
				const struct decimal *b)
{
	struct wide x, y;
	if (add_u64(out, a, b))
		return DECIMAL_OK;
	int32_t scale = a->scale > b->scale ? a->scale : b->scale;
	bool negative = a->negative;
	load(&x, a);
	load(&y, b);
	wide_shift_up(&x, (size_t)(scale - a->scale));
	wide_shift_up(&y, (size_t)(scale - b->scale));
	if (a->negative == b->negative) {
		wide_add(&x, &x, &y);
	} else if (wide_cmp(&x, &y) >= 0) {
		wide_sub(&x, &x, &y);
	} else {
		wide_sub(&x, &y, &x);
		negative = b->negative;
	}
	return pack(out, arena, negative, &x, scale);
}

enum decimal_status decimal_sub(struct decimal *out, struct arena *arena, const struct decimal *a,
				const struct decimal *b)
{
	struct decimal minus = *b;
	minus.negative = !b->negative && !decimal_is_zero(b);
	return decimal_add(out, arena, a, &minus);
}

enum decimal_status decimal_mul(struct decimal *out, struct arena *arena, const struct decimal *a,
				const struct decimal *b)
{
	struct wide x, y, product;
	uint64_t digits;
	bool negative = a->negative != b->negative;
	if (!a->big && !b->big && a->scale + b->scale <= MAX_SCALE &&
	    !__builtin_mul_overflow(a->digits, b->digits, &digits)) {
		pack_u64(out, negative, digits, a->scale + b->scale);
		return DECIMAL_OK;
	}
	load(&x, a);
	load(&y, b);
	wide_mul(&product, &x, &y);
	return pack(out, arena, negative, &product, (int64_t)a->scale + b->scale);
}

static bool div_u64(struct decimal *out, const struct decimal *a, const struct decimal *b)
{
	const int32_t room = 18; /* 64 bits times 10^18 are within 128 */
	int32_t scale = room + a->scale - b->scale;
	if (a->big || b->big || scale < 0 || scale > MAX_SCALE)
		return false;
	u128 dividend = (u128)a->digits * powers[room], quotient = dividend / b->digits;
	if (dividend % b->digits != 0)
		return false;
	while (scale > 0 && quotient % 10 == 0 && quotient) {
		quotient /= 10;
		scale--;
	}
	if (quotient > UINT64_MAX)
		return false;
	pack_u64(out, a->negative != b->negative, (uint64_t)quotient, scale);
	return true;
}

/* The quotient is sought with MAX_SCALE places: one that needs more is too long anyway. */
enum decimal_status decimal_div(struct decimal *out, struct arena *arena, const struct decimal *a,
				const struct decimal *b)
{
	struct wide x, y, quotient, rest;
	if (decimal_is_zero(b))
		return DECIMAL_SYNTAX;
	if (div_u64(out, a, b))
		return DECIMAL_OK;
	int32_t more = MAX_SCALE + b->scale - a->scale;
	load(&x, a);
	load(&y, b);
	wide_shift_up(&x, (size_t)more);
	wide_div(&quotient, &rest, &x, &y);
	if (rest.n != 0)
		return DECIMAL_TOO_LONG;
	return pack(out, arena, a->negative != b->negative, &quotient, MAX_SCALE);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

/* Digits without leading zeros, at least one; returns how many. */
static size_t digits_text(char text[WIDE_LONG_LIMBS * WIDE_LIMB_DIGITS + 1], const struct wide *w)
{
	size_t n = wide_digits(w);
	if (n == 0) {
		text[0] = '0';
		return 1;
	}
	for (size_t i = 0; i < n; i++) {
		uint64_t limb = w->limb[i / WIDE_LIMB_DIGITS] / powers[i % WIDE_LIMB_DIGITS];
		text[n - 1 - i] = (char)('0' + limb % 10);
	}
	return n;
}

void decimal_write(struct buf *out, const struct decimal *d)
{
	char text[WIDE_LONG_LIMBS * WIDE_LIMB_DIGITS + 1];
	struct wide w;
	load(&w, d);
	size_t n = digits_text(text, &w), scale = (size_t)d->scale;
	if (d->negative)
		buf_addc(out, '-');
	if (n <= scale)
		buf_adds(out, "0.");
	for (size_t zeros = n; zeros < scale; zeros++)
		buf_addc(out, '0');
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && i == n - scale)
			buf_addc(out, '.');
		buf_addc(out, text[i]);
	}
}
