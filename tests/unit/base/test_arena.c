#include "unit.h"

#include "base/arena.h"

#include <stdalign.h>

static int begin(void **state)
{
	static struct arena a;
	arena_init(&a);
	*state = &a;
	return 0;
}

static int end(void **state)
{
	arena_release(*state);
	return 0;
}

static bool is_zero(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i])
			return false;
	return true;
}

static void test_zeroed_aligned_apart(void **state)
{
	char *given[300];
	for (size_t i = 0; i < 300; i++) {
		size_t size = i * 7;
		given[i] = arena_alloc(*state, size);
		assert_non_null(given[i]);
		assert_int_equal((uintptr_t)given[i] % alignof(max_align_t), 0);
		assert_true(is_zero(given[i], size));
		memset(given[i], (int)(i % 255 + 1), size);
	}
	for (size_t i = 0; i < 300; i++)
		for (size_t k = 0; k < i * 7; k++)
			assert_int_equal((unsigned char)given[i][k], i % 255 + 1);
}

static void test_zeroed_after_clear(void **state)
{
	struct arena *a = *state;
	for (int round = 0; round < 3; round++) {
		for (size_t size = 1; size < 100 * 1000; size *= 3) {
			char *p = arena_alloc(a, size);
			assert_true(is_zero(p, size));
			memset(p, 0xff, size);
		}
		arena_clear(a);
	}
}

static void test_failure(void **state)
{
	struct arena *a = *state;
	assert_non_null(arena_alloc(a, 1));
	assert_false(a->failed);
	assert_null(arena_alloc(a, SIZE_MAX));
	assert_true(a->failed);
	assert_non_null(arena_alloc(a, 1));
	assert_true(a->failed);
	arena_clear(a);
	assert_false(a->failed);
	assert_null(arena_array(a, SIZE_MAX / 2, 3));
	assert_true(a->failed);
	arena_clear(a);
	assert_null(arena_array(a, SIZE_MAX / 4 + 2, 4));
	assert_true(a->failed);
}

static void test_grow(void **state)
{
	struct arena *a = *state;
	uint32_t *items = NULL;
	size_t cap = 0;
	for (uint32_t n = 0; n < 1000; n++) {
		items = arena_grow(a, items, n, &cap, sizeof *items);
		assert_non_null(items);
		assert_true(cap > n);
		items[n] = n;
	}
	for (uint32_t n = 0; n < 1000; n++)
		assert_int_equal(items[n], n);

	size_t before = cap = SIZE_MAX / 8;
	assert_null(arena_grow(a, items, cap, &cap, sizeof *items));
	assert_int_equal(cap, before);
	assert_int_equal(items[999], 999);
}

/* Used again where the present block is full, zeroed, and freed no second time. */
static void test_given_back(void **state)
{
	enum { LARGE = 100000, PART = 30000, SMALL = 1000 };
	struct arena *a = *state;
	char *large = arena_alloc(a, LARGE), *other = arena_alloc(a, LARGE);
	memset(large, 0xff, LARGE);
	memset(other, 0xff, LARGE);
	arena_give_back(a, large, LARGE);
	arena_give_back(a, NULL, 0);
	for (int i = 0; i < 3; i++) {
		char *again = arena_alloc(a, PART);
		assert_true(again >= large && again + PART <= large + LARGE);
		assert_true(is_zero(again, PART));
		memset(again, 0xff, PART);
	}
	char *elsewhere = arena_alloc(a, PART);
	assert_true(elsewhere < large || elsewhere >= large + LARGE);
	assert_int_equal((unsigned char)other[LARGE - 1], 0xff);

	char *small = arena_alloc(a, SMALL);
	arena_give_back(a, small, SMALL); /* so little that it is let go */
	arena_give_back(a, other, LARGE);
	arena_clear(a);
	char *cleared = arena_alloc(a, 2 * LARGE);
	assert_true(is_zero(cleared, 2 * LARGE));
	arena_give_back(a, cleared, LARGE);
	arena_clear(a);
	assert_true(is_zero(arena_alloc(a, LARGE), LARGE));
	assert_true(is_zero(arena_alloc(a, LARGE), LARGE));
	assert_true(is_zero(arena_alloc(a, LARGE), LARGE));
}

static void test_strings(void **state)
{
	struct arena *a = *state;
	char source[] = "高炉";
	struct str copy = arena_str(a, str_from(source));
	source[0] = 'x';
	assert_str(copy, "高炉");
	assert_int_equal(copy.p[copy.n], '\0');
	copy = arena_str(a, STR_NONE);
	assert_non_null(copy.p);
	assert_int_equal(copy.n, 0);

	struct str s = arena_printf(a, "%s:%d", "x", 42);
	assert_str(s, "x:42");
	assert_int_equal(s.p[s.n], '\0');
	assert_int_equal(arena_printf(a, "%50000s", "x").n, 50000);
	assert_str(arena_printf(a, "%s", ""), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_zeroed_aligned_apart, begin, end),
		cmocka_unit_test_setup_teardown(test_zeroed_after_clear, begin, end),
		cmocka_unit_test_setup_teardown(test_failure, begin, end),
		cmocka_unit_test_setup_teardown(test_grow, begin, end),
		cmocka_unit_test_setup_teardown(test_given_back, begin, end),
		cmocka_unit_test_setup_teardown(test_strings, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
