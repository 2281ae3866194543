/* Texts of equipment that are kept once read: the same answers, each text read once, bounded. */
#include "unit.h"

#include "base/limits.h"
#include "fixture.h"
#include "vocabulary/known_texts.h"

static struct item *items_of(struct arena *a, const struct reader *r, const struct fixture *x, const char *text, size_t *n)
{
	struct item *items;
	struct cell cell = {.field = x->v->role[ROLE_KIND], .column = STR("设备"), .text = str_from(text)};
	assert_true(items_from_cells(&items, n, a, r, &cell, 1, NULL));
	return items;
}

static void same_values(const struct fixture *x, const struct item *a, const struct item *b)
{
	for (size_t i = 0; i < x->v->n_fields; i++) {
		struct buf p, q;
		assert_int_equal(a->values[i] == NULL, b->values[i] == NULL);
		if (!a->values[i])
			continue;
		buf_init(&p);
		buf_init(&q);
		value_write(&p, a->values[i]);
		value_write(&q, b->values[i]);
		assert_true(str_eq(buf_str(&p), buf_str(&q)));
		assert_true(str_eq(a->values[i]->column, b->values[i]->column));
		buf_release(&p);
		buf_release(&q);
	}
}

/* Spread over several units, a value is changed: what is kept must not be. */
static void kept_texts_give_the_same(void **state)
{
	static const char *const texts[] = {"高炉", "128立方米高炉1座、185立方米2座", "纸机6条，总产能6万吨", "高炉煤气柜", "某某",
					    "平拉（格法）生产线1座", "J31-315机械压力机"};
	const struct fixture *x = *state;
	struct known_texts known;
	struct reader keeping = x->reader;
	known_texts_init(&known);
	keeping.known = &known;
	uint64_t first = 0;
	for (int round = 0; round < 3; round++, first = first ? first : known.read)
		for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
			struct arena a;
			size_t n, m;
			arena_init(&a);
			struct item *kept = items_of(&a, &keeping, x, texts[i], &n);
			struct item *plain = items_of(&a, &x->reader, x, texts[i], &m);
			assert_int_equal(n, m);
			for (size_t k = 0; k < n; k++) {
				assert_ptr_equal(kept[k].kind, plain[k].kind);
				assert_int_equal(kept[k].unit_count, plain[k].unit_count);
				assert_true(str_eq(kept[k].text, plain[k].text));
				assert_true(str_eq(kept[k].problem.en, plain[k].problem.en));
				same_values(x, &kept[k], &plain[k]);
			}
			known_texts_trim(&known);
			arena_release(&a);
		}
	assert_true(first >= sizeof texts / sizeof *texts);
	assert_int_equal(known.read, first);
	known_texts_release(&known);
}

static void what_is_kept_is_bounded(void **state)
{
	const struct fixture *x = *state;
	struct known_texts known;
	struct reader keeping = x->reader;
	known_texts_init(&known);
	keeping.known = &known;
	for (unsigned i = 0; i < 3 * LIMIT_KNOWN_TEXTS; i++) {
		struct arena a;
		char text[40];
		size_t n;
		arena_init(&a);
		snprintf(text, sizeof text, "%u立方米高炉1座", i);
		items_of(&a, &keeping, x, text, &n);
		known_texts_trim(&known);
		assert_true(known.n <= LIMIT_KNOWN_TEXTS);
		arena_release(&a);
	}
	assert_int_equal(known.read, 2 * 3 * LIMIT_KNOWN_TEXTS); /* as a name, then as a sentence */
	known_texts_release(&known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kept_texts_give_the_same),
		cmocka_unit_test(what_is_kept_is_bounded),
	};
	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
