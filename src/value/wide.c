#include "value/wide.h"

#include <assert.h>
#include <string.h>

static const uint32_t powers[WIDE_LIMB_DIGITS] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};

static void trim(struct wide *w)
{
	while (w->n && w->limb[w->n - 1] == 0)
		w->n--;
}

static void push(struct wide *w, uint64_t limb)
{
	assert(w->n < WIDE_LIMBS && limb < WIDE_BASE);
	w->limb[w->n++] = (uint32_t)limb;
}

void wide_set_u64(struct wide *w, uint64_t value)
{
	for (w->n = 0; value; value /= WIDE_BASE)
		push(w, value % WIDE_BASE);
}

void wide_set_limbs(struct wide *w, const uint32_t *limbs, size_t n)
{
	assert(n <= WIDE_LIMBS);
	memcpy(w->limb, limbs, n * sizeof *limbs);
	w->n = n;
	trim(w);
}

int wide_cmp(const struct wide *a, const struct wide *b)
{
	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	for (size_t i = a->n; i-- > 0;)
		if (a->limb[i] != b->limb[i])
			return a->limb[i] < b->limb[i] ? -1 : 1;
	return 0;
}

void wide_add(struct wide *out, const struct wide *a, const struct wide *b)
{
	const struct wide *more = a->n >= b->n ? a : b, *less = a->n >= b->n ? b : a;
	size_t long_n = more->n, short_n = less->n;
	uint32_t carry = 0;
	for (size_t i = 0; i < long_n; i++) {
		uint32_t sum = more->limb[i] + (i < short_n ? less->limb[i] : 0) + carry;
		carry = sum >= WIDE_BASE;
		out->limb[i] = carry ? sum - WIDE_BASE : sum;
	}
	out->n = long_n;
	if (carry)
		push(out, carry);
}

void wide_sub(struct wide *out, const struct wide *a, const struct wide *b)
{
	size_t n = a->n, short_n = b->n;
	uint32_t borrow = 0;
	for (size_t i = 0; i < n; i++) {
		uint32_t take = (i < short_n ? b->limb[i] : 0) + borrow;
		borrow = a->limb[i] < take;
		out->limb[i] = a->limb[i] + (borrow ? WIDE_BASE : 0) - take;
	}
	assert(!borrow && short_n <= n);
	out->n = n;
	trim(out);
}

void wide_mul(struct wide *out, const struct wide *a, const struct wide *b)
{
	assert(a->n + b->n <= WIDE_LIMBS);
	memset(out->limb, 0, (a->n + b->n) * sizeof *out->limb);
	for (size_t i = 0; i < a->n; i++) {
		uint64_t carry = 0;
		for (size_t j = 0; j < b->n; j++) {
			carry += (uint64_t)a->limb[i] * b->limb[j] + out->limb[i + j];
			out->limb[i + j] = (uint32_t)(carry % WIDE_BASE);
			carry /= WIDE_BASE;
		}
		out->limb[i + b->n] = (uint32_t)carry;
	}
	out->n = a->n + b->n;
	trim(out);
}

static void mul_small(struct wide *w, uint32_t factor)
{
	uint64_t carry = 0;
	for (size_t i = 0; i < w->n; i++) {
		carry += (uint64_t)w->limb[i] * factor;
		w->limb[i] = (uint32_t)(carry % WIDE_BASE);
		carry /= WIDE_BASE;
	}
	if (carry)
		push(w, carry);
}

/* Returns the remainder. */
static uint32_t div_small(struct wide *w, uint32_t divisor)
{
	uint64_t rest = 0;
	for (size_t i = w->n; i-- > 0;) {
		rest = rest * WIDE_BASE + w->limb[i];
		w->limb[i] = (uint32_t)(rest / divisor);
		rest %= divisor;
	}
	trim(w);
	return (uint32_t)rest;
}

/* The limbs of u at [at, at + v->n] less q * v; returns whether that went below zero. */
static bool take_multiple(uint32_t *u, const struct wide *v, uint64_t q)
{
	uint64_t carry = 0;
	uint32_t borrow = 0;
	for (size_t i = 0; i <= v->n; i++) {
		carry += i < v->n ? q * v->limb[i] : 0;
		uint32_t take = (uint32_t)(carry % WIDE_BASE) + borrow;
		carry /= WIDE_BASE;
		borrow = u[i] < take;
		u[i] = u[i] + (borrow ? WIDE_BASE : 0) - take;
	}
	return borrow;
}

static void give_back(uint32_t *u, const struct wide *v)
{
	uint32_t carry = 0;
	for (size_t i = 0; i <= v->n; i++) {
		uint32_t sum = u[i] + (i < v->n ? v->limb[i] : 0) + carry;
		carry = sum >= WIDE_BASE;
		u[i] = carry ? sum - WIDE_BASE : sum;
	}
}

/* Knuth, The Art of Computer Programming 4.3.1, algorithm D, in base 10^9; v->n >= 2. */
static void div_long(struct wide *q, struct wide *u, struct wide *v)
{
	uint32_t scale = (uint32_t)(WIDE_BASE / (v->limb[v->n - 1] + 1u));
	size_t n = v->n, u_n = u->n;
	mul_small(v, scale);
	mul_small(u, scale);
	if (u->n == u_n)
		u->limb[u->n++] = 0; /* the extra digit that D1 wants */
	q->n = u->n - n;
	for (size_t j = q->n; j-- > 0;) {
		uint64_t top = (uint64_t)u->limb[j + n] * WIDE_BASE + u->limb[j + n - 1];
		uint64_t guess = top / v->limb[n - 1], rest = top % v->limb[n - 1];
		while (guess >= WIDE_BASE || guess * v->limb[n - 2] > rest * WIDE_BASE + u->limb[j + n - 2]) {
			guess--;
			rest += v->limb[n - 1];
			if (rest >= WIDE_BASE)
				break;
		}
		if (take_multiple(u->limb + j, v, guess)) {
			guess--;
			give_back(u->limb + j, v);
		}
		q->limb[j] = (uint32_t)guess;
	}
	trim(q);
	trim(u);
	div_small(u, scale);
}

void wide_div(struct wide *q, struct wide *r, const struct wide *a, const struct wide *b)
{
	assert(b->n > 0 && a->n < WIDE_LIMBS);
	if (wide_cmp(a, b) < 0) {
		q->n = 0;
		*r = *a;
		return;
	}
	if (b->n == 1) {
		*q = *a;
		wide_set_u64(r, div_small(q, b->limb[0]));
		return;
	}
	struct wide divisor = *b;
	*r = *a;
	div_long(q, r, &divisor);
}

void wide_shift_up(struct wide *w, size_t k)
{
	size_t limbs = k / WIDE_LIMB_DIGITS;
	if (w->n == 0)
		return;
	mul_small(w, powers[k % WIDE_LIMB_DIGITS]);
	assert(w->n + limbs <= WIDE_LIMBS);
	memmove(w->limb + limbs, w->limb, w->n * sizeof *w->limb);
	memset(w->limb, 0, limbs * sizeof *w->limb);
	w->n += limbs;
}

void wide_shift_down(struct wide *w, size_t k)
{
	size_t limbs = k / WIDE_LIMB_DIGITS;
	if (limbs >= w->n) {
		w->n = 0;
		return;
	}
	memmove(w->limb, w->limb + limbs, (w->n - limbs) * sizeof *w->limb);
	w->n -= limbs;
	div_small(w, powers[k % WIDE_LIMB_DIGITS]);
}

size_t wide_digits(const struct wide *w)
{
	if (w->n == 0)
		return 0;
	size_t digits = (w->n - 1) * WIDE_LIMB_DIGITS;
	for (uint32_t top = w->limb[w->n - 1]; top; top /= 10)
		digits++;
	return digits;
}

size_t wide_trailing_zeros(const struct wide *w)
{
	size_t i = 0, zeros;
	assert(w->n > 0);
	while (w->limb[i] == 0)
		i++;
	zeros = i * WIDE_LIMB_DIGITS;
	for (uint32_t limb = w->limb[i]; limb % 10 == 0; limb /= 10)
		zeros++;
	return zeros;
}
