/*
 * How long a model takes that is looked up in the ministry's catalogue: each name of the list asked one by one, the index,
 * and a text that was seen before. Run from the repository's root; nothing is asserted of the times.
 */
#include "disk.h"
#include "judge/model_memo.h"
#include "rules/load.h"

#include <time.h>

enum { ROUNDS = 20000, NAIVE_ROUNDS = 200 };

struct bench {
	struct arena rules, row;
	const struct vocabulary *vocabulary;
	const struct catalogue *catalogue;
	const struct model_index *index;
	struct model_memo *memo;
	size_t hits; /* so that nothing is left out as useless */
};

typedef void look_fn(struct bench *b, struct str text);

static void naive(struct bench *b, struct str text)
{
	const struct model_text *read = model_text_read(&b->row, b->vocabulary, text);
	for (size_t i = 0; read && i < b->catalogue->n_entries; i++) {
		const struct catalogue_entry *e = &b->catalogue->entries[i];
		b->hits += model_find(read, &b->row, e->names, e->n_names) != MODEL_ABSENT;
	}
}

static void first(struct bench *b, struct str text)
{
	const struct model_text *read = model_text_read(&b->row, b->vocabulary, text);
	struct model_hits hits;
	if (read && model_index_find(&hits, &b->row, b->index, read))
		b->hits += hits.n;
}

static void seen(struct bench *b, struct str text)
{
	struct model_hits hits;
	if (model_memo_get(&hits, &b->row, b->memo, 0, text))
		b->hits += hits.n;
}

static double ns_each(struct bench *b, look_fn *look, struct str text, size_t rounds)
{
	struct timespec from, to;
	clock_gettime(CLOCK_MONOTONIC, &from);
	for (size_t i = 0; i < rounds; i++) {
		arena_clear(&b->row);
		look(b, text);
	}
	clock_gettime(CLOCK_MONOTONIC, &to);
	return ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) / (double)rounds;
}

static void measure(struct bench *b, const char *model)
{
	struct str text = str_from(model);
	const struct model_text *read = model_text_read(&b->rules, b->vocabulary, text);
	struct model_hits hits;
	if (!read || !model_index_find(&hits, &b->rules, b->index, read))
		return;
	model_memo_put(b->memo, 0, text, &hits);
	printf("%-24s %2zu hits  naive %9.0f ns  first %6.0f ns  seen %5.0f ns\n", model, hits.n, ns_each(b, naive, text, NAIVE_ROUNDS),
	       ns_each(b, first, text, ROUNDS), ns_each(b, seen, text, ROUNDS));
}

static bool load(struct bench *b, struct diags *diags)
{
	struct str pack = STR("sd-2013");
	b->vocabulary = vocabulary_load(&b->rules, disk_read_rules, &b->rules, diags);
	const struct ruleset *set =
		b->vocabulary ? ruleset_load(&b->rules, b->vocabulary, &pack, 1, disk_read_rules, &b->rules, diags) : NULL;
	if (!set || !set->n_catalogues)
		return false;
	b->catalogue = set->catalogues[0];
	struct model_group *groups = ARENA_ARRAY(&b->rules, b->catalogue->n_entries, struct model_group);
	for (size_t i = 0; groups && i < b->catalogue->n_entries; i++)
		groups[i] = (struct model_group){b->catalogue->entries[i].names, b->catalogue->entries[i].n_names};
	b->index = groups ? model_index_new(&b->rules, groups, b->catalogue->n_entries) : NULL;
	b->memo = model_memo_new();
	return b->index && b->memo;
}

int main(void)
{
	static const char *const models[] = {"JO2-41-4",      "Y160M-4",          "YX3-355L2-6-315", "S11-M-630/10-0.4", "200JD80×5",
					     "4-72-11№10C右90°", "SZL10-1.25-AIII", "IS100-65-200A",   "J0２—41一4",         "电机 JO2-41-4、Y2-160M 各1台"};
	struct bench b = {.hits = 0};
	struct diags diags;
	arena_init(&b.rules);
	arena_init(&b.row);
	diags_init(&diags, NULL, NULL);
	bool good = load(&b, &diags);
	for (size_t i = 0; good && i < sizeof models / sizeof *models; i++)
		measure(&b, models[i]);
	model_memo_free(b.memo);
	diags_release(&diags);
	arena_release(&b.row);
	arena_release(&b.rules);
	return !good || !b.hits;
}
