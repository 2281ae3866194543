#include "unit.h"

#include "base/limits.h"
#include "read/text_store.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

enum { ENDS_IN_MEMORY = 256 * 1024 /* as text_store.c has it: what is behind is asked of the file */ };

static struct str text_of(char out[64], uint64_t i)
{
	/* of all lengths, so that texts end everywhere in a page */
	int n = snprintf(out, 64, "%llu:%.*s", (unsigned long long)i, (int)(i % 41),
			 "高炉高炉高炉高炉高炉高炉高炉高炉高炉");
	return (struct str){out, (size_t)n};
}

static void expect(struct text_store *s, uint64_t i)
{
	char want[64];
	struct str got;
	assert_int_equal(text_store_get(&got, s, i), TEXT_STORE_OK);
	if (!str_eq(got, text_of(want, i)))
		fail_msg("text %llu is \"%.*s\"", (unsigned long long)i, STR_ARG(got));
}

static void test_all_come_back(void **state)
{
	static const uint64_t numbers[] = {0, 1, 1000, ENDS_IN_MEMORY, ENDS_IN_MEMORY + 1, 600000};
	(void)state;
	for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
		struct text_store s;
		uint64_t n = numbers[k];
		char text[64];
		int fd = memfd_create("spill", 0);
		assert_true(fd >= 0);
		text_store_init(&s, fd);
		for (uint64_t i = 0; i < n; i++)
			assert_int_equal(text_store_add(&s, text_of(text, i)), TEXT_STORE_OK);
		assert_int_equal(s.n, n);
		for (uint64_t i = 0; i < n; i++)
			expect(&s, i);
		for (uint64_t i = 0; n && i < 100000; i++)
			expect(&s, i * 2654435761u % n);
		/* memory is flat */
		assert_true(s.memory.n <= LIMIT_SHARED_STRING_BYTES && s.ends_cap <= ENDS_IN_MEMORY);
		assert_int_equal(s.spill != NULL, s.bytes > LIMIT_SHARED_STRING_BYTES || n > ENDS_IN_MEMORY);
		text_store_release(&s);
		close(fd);
	}
}

/* The border between memory and file, to the byte, and the longest texts. */
static void test_border(void **state)
{
	static char big[LIMIT_CELL_BYTES + 2];
	(void)state;
	memset(big, 'x', sizeof big);
	for (int over = 0; over < 2; over++) {
		struct text_store s;
		struct str got;
		int fd = memfd_create("spill", 0);
		uint64_t n = LIMIT_SHARED_STRING_BYTES / LIMIT_CELL_BYTES;
		text_store_init(&s, fd);
		for (uint64_t i = 0; i < n; i++)
			assert_int_equal(text_store_add(&s, (struct str){big, LIMIT_CELL_BYTES}), TEXT_STORE_OK);
		assert_null(s.spill);
		assert_int_equal(text_store_add(&s, str_sub(STR("甲"), 0, over ? 3 : 0)), TEXT_STORE_OK);
		assert_int_equal(s.spill != NULL, over);
		assert_int_equal(text_store_add(&s, STR("")), TEXT_STORE_OK);
		/* cut right behind the limit and one more */
		assert_int_equal(text_store_add(&s, (struct str){big, LIMIT_CELL_BYTES + 2}), TEXT_STORE_OK);
		assert_int_equal(text_store_get(&got, &s, n - 1), TEXT_STORE_OK);
		assert_int_equal(got.n, LIMIT_CELL_BYTES);
		assert_int_equal(text_store_get(&got, &s, n), TEXT_STORE_OK);
		assert_str(got, over ? "甲" : "");
		assert_int_equal(text_store_get(&got, &s, n + 1), TEXT_STORE_OK);
		assert_int_equal(got.n, 0);
		assert_int_equal(text_store_get(&got, &s, n + 2), TEXT_STORE_OK);
		assert_int_equal(got.n, LIMIT_CELL_BYTES + 1);
		assert_memory_equal(got.p, big, got.n);
		text_store_release(&s);
		close(fd);
	}
}

static void test_without_a_file(void **state)
{
	static char text[LIMIT_CELL_BYTES];
	struct text_store s;
	(void)state;
	memset(text, 'x', sizeof text);
	text_store_init(&s, -1);
	for (size_t i = 0; i < LIMIT_SHARED_STRING_BYTES / sizeof text; i++)
		assert_int_equal(text_store_add(&s, (struct str){text, sizeof text}), TEXT_STORE_OK);
	assert_int_equal(text_store_add(&s, STR("x")), TEXT_STORE_NO_FILE);
	text_store_release(&s);

	text_store_init(&s, -1);
	for (size_t i = 0; i < ENDS_IN_MEMORY; i++)
		assert_int_equal(text_store_add(&s, STR("")), TEXT_STORE_OK);
	assert_int_equal(text_store_add(&s, STR("")), TEXT_STORE_NO_FILE);
	text_store_release(&s);
}

static void test_a_file_that_takes_nothing(void **state)
{
	struct text_store s;
	struct str got;
	int fd = memfd_create("spill", MFD_ALLOW_SEALING);
	(void)state;
	assert_int_equal(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW), 0);
	text_store_init(&s, fd);
	for (size_t i = 0; i <= ENDS_IN_MEMORY; i++)
		assert_int_equal(text_store_add(&s, STR("")), TEXT_STORE_OK);
	assert_int_equal(text_store_get(&got, &s, 0), TEXT_STORE_FILE);
	text_store_release(&s);
	close(fd);
}

static void test_number_of_texts(void **state)
{
	struct text_store s;
	int fd = memfd_create("spill", 0);
	(void)state;
	text_store_init(&s, fd);
	for (uint64_t i = 0; i < LIMIT_SHARED_STRINGS; i++)
		if (text_store_add(&s, STR("")) != TEXT_STORE_OK)
			fail_msg("text %llu", (unsigned long long)i);
	assert_int_equal(text_store_add(&s, STR("")), TEXT_STORE_MANY);
	assert_int_equal(s.n, LIMIT_SHARED_STRINGS);
	text_store_release(&s);
	close(fd);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_come_back),   cmocka_unit_test(test_border),
		cmocka_unit_test(test_without_a_file),  cmocka_unit_test(test_a_file_that_takes_nothing),
		cmocka_unit_test(test_number_of_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
