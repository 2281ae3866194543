#include "unit.h"

#include "base/map.h"

static void test_few(void **state)
{
	(void)state;
	struct arena a;
	struct map m;
	uint32_t value = 99;
	arena_init(&a);
	map_init(&m, &a);
	assert_false(map_get(&m, STR("a"), &value));
	assert_int_equal(value, 99);

	assert_true(map_put(&m, STR("a"), 1));
	assert_true(map_put(&m, STR("ab"), 2));
	assert_true(map_put(&m, STR("a\0b"), 3));
	assert_true(map_get(&m, STR("a"), &value));
	assert_int_equal(value, 1);
	assert_true(map_get(&m, STR("ab"), &value));
	assert_int_equal(value, 2);
	assert_true(map_get(&m, STR("a\0b"), &value));
	assert_int_equal(value, 3);
	assert_false(map_get(&m, STR("b"), NULL));
	assert_true(map_get(&m, STR("a"), NULL));

	assert_true(map_put(&m, STR("a"), 4));
	assert_int_equal(m.n, 3);
	assert_true(map_get(&m, STR("a"), &value));
	assert_int_equal(value, 4);

	/* The empty key is a key, with and without a pointer. */
	assert_false(map_get(&m, STR(""), NULL));
	assert_true(map_put(&m, STR_NONE, 5));
	assert_true(map_get(&m, STR(""), &value));
	assert_int_equal(value, 5);
	assert_true(map_get(&m, STR_NONE, &value));
	assert_int_equal(m.n, 4);
	arena_release(&a);
}

static void test_many(void **state)
{
	(void)state;
	enum { MANY = 20000 };
	struct arena a;
	struct map m;
	arena_init(&a);
	map_init(&m, &a);
	for (uint32_t i = 0; i < MANY; i++)
		assert_true(map_put(&m, arena_printf(&a, "key %u", i), i * 3));
	assert_int_equal(m.n, MANY);
	for (uint32_t i = 0; i < MANY; i++) {
		char key[32];
		uint32_t value;
		int n = snprintf(key, sizeof key, "key %u", i);
		assert_true(map_get(&m, (struct str){key, (size_t)n}, &value));
		assert_int_equal(value, i * 3);
	}
	assert_false(map_get(&m, STR("key 20000"), NULL));
	assert_false(map_get(&m, STR("key"), NULL));
	arena_release(&a);
}

static void test_hash(void **state)
{
	(void)state;
	assert_true(str_hash(STR("ab")) != str_hash(STR("ba")));
	assert_true(str_hash(STR("")) != str_hash(STR("\0")));
	assert_true(str_hash(STR("高炉")) == str_hash(str_from("高炉")));
	assert_true(str_hash(STR("\xff")) != str_hash(STR("\x7f")));
}

/* Texts that begin others: each as if it were asked for alone; and where no key begins so, none of them stands. */
static void test_prefixes(void **state)
{
	static const char *const keys[] = {"高炉", "高", "高炉煤气柜", "转炉", "φ", "a", "ab", "abcdef", "\xF0\x9F\x94\xA5x", "电", "\xE9\xAB"};
	static const char *const texts[] = {"高炉煤气柜在用", "高", "高高炉", "转", "转炉煤气", "φ3.6", "abcdefg", "b", "\xF0\x9F\x94\xA5xy", "\xF0\x9F\x94", "\xE9\xAB", "炼铁高炉", "", "\x80"};
	size_t none = 0;
	(void)state;
	for (size_t n_keys = 0; n_keys <= sizeof keys / sizeof *keys; n_keys++) {
		struct arena a;
		struct map m;
		arena_init(&a);
		map_init(&m, &a);
		for (size_t i = 0; i < n_keys; i++)
			assert_true(map_put(&m, str_from(keys[i]), (uint32_t)i));
		for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
			const struct str text = str_from(texts[i]);
			const bool may = map_may_begin(&m, text);
			struct map_prefix p;
			map_prefix_begin(&p, text);
			for (size_t n = 0; n <= text.n; n += 1 + i % 2) {
				uint32_t wanted = 77, value = 77;
				const bool stands = map_get(&m, str_sub(text, 0, n), &wanted);
				map_prefix_reach(&p, n);
				assert_int_equal(map_get_prefix(&m, &p, &value), stands);
				assert_int_equal(value, wanted);
				assert_true(may || !stands);
			}
			none += !may;
		}
		arena_release(&a);
	}
	assert_true(none > 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_few),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_hash),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
