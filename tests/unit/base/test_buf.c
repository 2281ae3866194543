#include "unit.h"

#include "base/buf.h"

static void test_adding(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b);
	assert_int_equal(buf_str(&b).n, 0);
	buf_add(&b, STR_NONE);
	assert_int_equal(b.n, 0);
	assert_int_equal(b.p[0], '\0');
	buf_add(&b, STR("a\0b"));
	buf_addc(&b, 'c');
	buf_adds(&b, "高炉");
	buf_printf(&b, "[%d]", 42);
	buf_printf(&b, "%s", "");
	assert_int_equal(b.n, 3 + 1 + 6 + 4);
	assert_memory_equal(b.p, "a\0bc高炉[42]", b.n + 1);

	size_t cap = b.cap;
	buf_clear(&b);
	assert_int_equal(b.n, 0);
	assert_int_equal(b.p[0], '\0');
	assert_int_equal(b.cap, cap);
	buf_release(&b);
	assert_null(b.p);
	buf_release(&b);
}

static void test_growing(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b);
	for (size_t i = 0; i < 10000; i++) {
		buf_addc(&b, (char)('a' + i % 26));
		assert_int_equal(b.p[b.n], '\0');
	}
	for (size_t i = 0; i < 10000; i++)
		assert_int_equal(b.p[i], 'a' + i % 26);
	/* Formatted text at the very edge of the room that there is. */
	for (size_t i = 0; i < 300; i++) {
		size_t n = b.n;
		buf_printf(&b, "%zu", i);
		assert_int_equal(strlen(b.p + n), b.n - n);
	}
	buf_release(&b);
}

static void test_failure(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b);
	buf_adds(&b, "ab");
	assert_false(buf_reserve(&b, SIZE_MAX - 1));
	assert_true(b.failed);
	buf_adds(&b, "cd");
	buf_printf(&b, "%d", 1);
	assert_str(buf_str(&b), "ab");
	assert_false(buf_reserve(&b, 0));
	buf_clear(&b);
	assert_false(b.failed);
	buf_adds(&b, "cd");
	assert_str(buf_str(&b), "cd");
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_adding),
		cmocka_unit_test(test_growing),
		cmocka_unit_test(test_failure),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
