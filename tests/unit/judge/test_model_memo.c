/* Models that were looked up before: what is kept is what was found, and no text makes the memo larger. */
#include "unit.h"

#include "base/limits.h"
#include "judge/model_memo.h"

enum { KEPT_TEXT = 48, KEPT_HITS = 8 };

struct kept {
	struct arena a;
	struct model_memo *memo;
};

static void open_memo(struct kept *k)
{
	arena_init(&k->a);
	k->memo = model_memo_new();
	assert_non_null(k->memo);
}

static void close_memo(struct kept *k)
{
	model_memo_free(k->memo);
	arena_release(&k->a);
}

static struct model_hits hits_of(struct kept *k, uint32_t first, size_t n)
{
	struct model_hits hits = {ARENA_ARRAY(&k->a, n, struct model_hit), n};
	for (size_t i = 0; i < n; i++)
		hits.items[i] = (struct model_hit){first + (uint32_t)i, i % 2 ? MODEL_SUSPECT : MODEL_LISTED};
	return hits;
}

static bool has(struct kept *k, uint32_t catalogue, struct str text, const struct model_hits *want)
{
	struct model_hits got;
	if (!model_memo_get(&got, &k->a, k->memo, catalogue, text))
		return false;
	assert_int_equal(got.n, want->n);
	for (size_t i = 0; i < got.n; i++) {
		assert_int_equal(got.items[i].group, want->items[i].group);
		assert_int_equal(got.items[i].found, want->items[i].found);
	}
	return true;
}

static void what_was_found_is_kept(void **state)
{
	struct kept k;
	(void)state;
	open_memo(&k);
	struct model_hits none = hits_of(&k, 0, 0), some = hits_of(&k, 7, 3), other = hits_of(&k, 9, 1);
	assert_false(has(&k, 0, STR("JO2-41-4"), &some));
	model_memo_put(k.memo, 0, STR("JO2-41-4"), &some);
	model_memo_put(k.memo, 1, STR("JO2-41-4"), &other);
	model_memo_put(k.memo, 0, STR(""), &none);
	assert_true(has(&k, 0, STR("JO2-41-4"), &some));
	assert_true(has(&k, 1, STR("JO2-41-4"), &other));
	assert_true(has(&k, 0, STR(""), &none));
	assert_false(has(&k, 0, STR("JO2-41-"), &some));
	assert_false(has(&k, 2, STR("JO2-41-4"), &some));
	close_memo(&k);
}

static void long_texts_and_long_answers_are_not_kept(void **state)
{
	char text[KEPT_TEXT + 1];
	struct kept k;
	(void)state;
	open_memo(&k);
	memset(text, 'J', sizeof text);
	struct model_hits one = hits_of(&k, 1, 1), most = hits_of(&k, 1, KEPT_HITS), more = hits_of(&k, 1, KEPT_HITS + 1);
	struct str fits = {text, KEPT_TEXT}, too_long = {text, KEPT_TEXT + 1};
	model_memo_put(k.memo, 0, fits, &one);
	model_memo_put(k.memo, 0, too_long, &one);
	assert_true(has(&k, 0, fits, &one));
	assert_false(has(&k, 0, too_long, &one));
	model_memo_put(k.memo, 0, STR("most"), &most);
	model_memo_put(k.memo, 0, STR("more"), &more);
	assert_true(has(&k, 0, STR("most"), &most));
	assert_false(has(&k, 0, STR("more"), &more));
	close_memo(&k);
}

/* Ten times as many as fit: what is there is right, and some of it is. */
static void others_are_driven_out(void **state)
{
	struct kept k;
	size_t kept = 0, n = 10 * (size_t)LIMIT_KNOWN_MODELS;
	(void)state;
	open_memo(&k);
	for (size_t i = 0; i < n; i++) {
		struct model_hits hits = hits_of(&k, (uint32_t)i, 1 + i % 3);
		model_memo_put(k.memo, 0, arena_printf(&k.a, "M%zu", i), &hits);
	}
	for (size_t i = 0; i < n; i++) {
		struct model_hits hits = hits_of(&k, (uint32_t)i, 1 + i % 3);
		kept += has(&k, 0, arena_printf(&k.a, "M%zu", i), &hits);
	}
	assert_true(kept > LIMIT_KNOWN_MODELS / 2 && kept <= LIMIT_KNOWN_MODELS);
	close_memo(&k);
}

static void without_a_memo_nothing_is_kept(void **state)
{
	struct kept k;
	(void)state;
	open_memo(&k);
	struct model_memo *memo = k.memo;
	struct model_hits one = hits_of(&k, 1, 1);
	k.memo = NULL;
	model_memo_put(NULL, 0, STR("JO2"), &one);
	assert_false(has(&k, 0, STR("JO2"), &one));
	k.memo = memo;
	close_memo(&k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_found_is_kept),
		cmocka_unit_test(long_texts_and_long_answers_are_not_kept),
		cmocka_unit_test(others_are_driven_out),
		cmocka_unit_test(without_a_memo_nothing_is_kept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
