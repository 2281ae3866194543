/* Texts with their classes: found where they were put, of one column, and nothing else; gone when all are forgotten. */
#include "unit.h"

#include "screen/seen_texts.h"

struct text {
	char bytes[SEEN_BYTES + SEEN_SLACK];
	size_t n;
};

/* Of the seed's own, over few letters; behind it stands what has nothing to do with it. */
static struct str make(struct text *out, uint32_t seed)
{
	uint32_t x = seed * 2654435761u + 1;
	out->n = (x >> 20) % (SEEN_BYTES + 1);
	for (size_t i = 0; i < sizeof out->bytes; i++) {
		x = x * 1664525u + 1013904223u;
		out->bytes[i] = i < out->n ? (char)('a' + (x >> 24) % 3) : (char)(x >> 24);
	}
	return (struct str){out->bytes, out->n};
}

static void found_where_they_were_put(void **state)
{
	enum { TEXTS = 3000, COLUMNS = 3 };
	struct seen_texts t;
	struct text text;
	static bool kept[TEXTS];
	unsigned n = 0;
	(void)state;
	assert_true(seen_texts_init(&t));
	for (uint32_t i = 0; i < TEXTS; i++) {
		const struct str s = make(&text, i);
		const uint32_t column = 1 + i % COLUMNS;
		if (seen_class(&t, column, s) == SEEN_NOT)
			kept[i] = seen_put(&t, column, s, (uint16_t)i);
		n += kept[i];
	}
	assert_true(n > TEXTS / 2);
	for (uint32_t i = 0; i < TEXTS; i++) {
		const struct str s = make(&text, i);
		if (!kept[i])
			continue;
		assert_int_equal(seen_class(&t, 1 + i % COLUMNS, s), i);
		/* whatever stands behind it */
		memset(text.bytes + text.n, (int)i, sizeof text.bytes - text.n);
		assert_int_equal(seen_class(&t, 1 + i % COLUMNS, s), i);
	}
	seen_texts_forget(&t);
	for (uint32_t i = 0; i < TEXTS; i++)
		assert_int_equal(seen_class(&t, 1 + i % COLUMNS, make(&text, i)), SEEN_NOT);
	seen_texts_release(&t);
}

static void nothing_else(void **state)
{
	struct seen_texts t;
	struct text text = {.n = 0};
	(void)state;
	assert_true(seen_texts_init(&t));
	for (size_t n = 0; n <= SEEN_BYTES; n++) {
		memset(text.bytes, 'x', sizeof text.bytes);
		const struct str s = {text.bytes, n};
		assert_true(seen_put(&t, 7, s, (uint16_t)n));
		assert_int_equal(seen_class(&t, 7, s), n);
		assert_int_equal(seen_class(&t, 8, s), SEEN_NOT);
		for (size_t i = 0; i < n; i++) {
			text.bytes[i] = 'y';
			assert_int_equal(seen_class(&t, 7, s), SEEN_NOT);
			text.bytes[i] = '\0';
			assert_int_equal(seen_class(&t, 7, s), SEEN_NOT);
			text.bytes[i] = 'x';
		}
	}
	seen_texts_release(&t);
}

/* More than there is room for: some find no place, none is taken for another. */
static void crowded(void **state)
{
	enum { TEXTS = 60000 };
	struct seen_texts t;
	char bytes[64] = {0};
	unsigned refused = 0;
	(void)state;
	assert_true(seen_texts_init(&t));
	for (unsigned i = 0; i < TEXTS; i++)
		refused += !seen_put(&t, 1, (struct str){bytes, (size_t)snprintf(bytes, sizeof bytes, "text %u", i)}, (uint16_t)(i % 60000));
	assert_true(refused > TEXTS / 2 && refused < TEXTS);
	for (unsigned i = 0; i < TEXTS; i++) {
		const uint16_t class = seen_class(&t, 1, (struct str){bytes, (size_t)snprintf(bytes, sizeof bytes, "text %u", i)});
		assert_true(class == SEEN_NOT || class == i);
	}
	seen_texts_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(found_where_they_were_put), cmocka_unit_test(nothing_else), cmocka_unit_test(crowded)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
