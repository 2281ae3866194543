#include "unit.h"

#include "value/wide.h"

/* A fixed sequence of numbers, so that a failure comes back. */
static uint32_t next(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*state >> 33);
}

/* Limbs at both ends of their range are frequent: there the estimate of a quotient's digit goes wrong. */
static uint32_t next_limb(uint64_t *state)
{
	static const uint32_t edges[] = {0, 1, WIDE_BASE - 1, WIDE_BASE - 2, WIDE_BASE / 2, WIDE_BASE / 2 - 1};
	uint32_t choice = next(state) % 12;
	return choice < 6 ? edges[choice] : next(state) % WIDE_BASE;
}

static void random_wide(struct wide *w, uint64_t *state, size_t limbs)
{
	uint32_t limb[WIDE_LIMBS];
	for (size_t i = 0; i < limbs; i++)
		limb[i] = next_limb(state);
	wide_set_limbs(w, limb, limbs);
}

static void assert_same(const struct wide *a, const struct wide *b)
{
	assert_int_equal(wide_cmp(a, b), 0);
	assert_int_equal(a->n, b->n);
}

static void test_division_undoes_multiplication(void **state)
{
	uint64_t seed = 20131231;
	struct wide a, b, q, r, back;
	(void)state;
	for (int i = 0; i < 200000; i++) {
		random_wide(&a, &seed, next(&seed) % 9);
		random_wide(&b, &seed, 1 + next(&seed) % 5);
		if (b.n == 0)
			continue;
		wide_div(&q, &r, &a, &b);
		assert_true(wide_cmp(&r, &b) < 0);
		wide_mul(&back, &q, &b);
		wide_add(&back, &back, &r);
		assert_same(&back, &a);
	}
}

/* Knuth's step D6 (the digit was one too large), which chance hardly meets: 4/3 limbs of base 10^9. */
static void test_division_adds_back(void **state)
{
	static const uint32_t dividend[] = {0, 0, 0, WIDE_BASE / 2}, divisor[] = {1, 0, WIDE_BASE / 2};
	struct wide a, b, q, r, back;
	(void)state;
	wide_set_limbs(&a, dividend, 4);
	wide_set_limbs(&b, divisor, 3);
	wide_div(&q, &r, &a, &b);
	assert_int_equal(q.n, 1);
	assert_int_equal(q.limb[0], WIDE_BASE - 1);
	wide_mul(&back, &q, &b);
	wide_add(&back, &back, &r);
	assert_same(&back, &a);
}

static void test_subtraction_undoes_addition(void **state)
{
	uint64_t seed = 1;
	struct wide a, b, sum, back;
	(void)state;
	for (int i = 0; i < 50000; i++) {
		random_wide(&a, &seed, next(&seed) % 7);
		random_wide(&b, &seed, next(&seed) % 7);
		wide_add(&sum, &a, &b);
		assert_true(wide_cmp(&sum, &a) >= 0);
		wide_sub(&back, &sum, &b);
		assert_same(&back, &a);
		wide_sub(&sum, &sum, &a);
		assert_same(&sum, &b);
	}
}

static void test_shifts(void **state)
{
	uint64_t seed = 7;
	struct wide a, shifted;
	(void)state;
	for (size_t k = 0; k < 60; k++) {
		random_wide(&a, &seed, 1 + next(&seed) % 6);
		if (a.n == 0)
			continue;
		shifted = a;
		wide_shift_up(&shifted, k);
		assert_int_equal(wide_digits(&shifted), wide_digits(&a) + k);
		assert_int_equal(wide_trailing_zeros(&shifted), wide_trailing_zeros(&a) + k);
		wide_shift_down(&shifted, k);
		assert_same(&shifted, &a);
		wide_shift_down(&shifted, wide_digits(&a));
		assert_int_equal(shifted.n, 0);
		assert_int_equal(wide_digits(&shifted), 0);
	}
	wide_set_u64(&a, 0);
	wide_shift_up(&a, 5);
	assert_int_equal(a.n, 0);
	wide_set_u64(&a, UINT64_MAX);
	assert_int_equal(wide_digits(&a), 20);
	wide_shift_down(&a, 19);
	assert_int_equal(a.limb[0], 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_division_undoes_multiplication),
		cmocka_unit_test(test_division_adds_back),
		cmocka_unit_test(test_subtraction_undoes_addition),
		cmocka_unit_test(test_shifts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
