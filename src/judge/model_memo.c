#include "judge/model_memo.h"

#include "base/limits.h"
#include "base/map.h"

#include <stdlib.h>

enum { WAYS = 4, SETS = LIMIT_KNOWN_MODELS / WAYS, TEXT = 48, HITS = 8 };

_Static_assert((SETS & (SETS - 1)) == 0, "sets are taken by the low bits of the hash");

struct kept {
	uint64_t hash;
	uint32_t catalogue;
	bool used;
	unsigned char n_text, n_hits;
	char text[TEXT];
	struct model_hit hits[HITS];
};

struct set {
	struct kept ways[WAYS];
	unsigned char next; /* which is driven out */
};

struct model_memo {
	struct set sets[SETS];
};

struct model_memo *model_memo_new(void)
{
	return calloc(1, sizeof(struct model_memo));
}

void model_memo_free(struct model_memo *m)
{
	free(m);
}

bool model_memo_get(struct model_hits *out, struct arena *a, const struct model_memo *m, uint32_t catalogue, struct str text)
{
	if (!m || text.n > TEXT)
		return false;
	uint64_t hash = str_hash(text);
	const struct set *set = &m->sets[hash % SETS];
	for (size_t i = 0; i < WAYS; i++) {
		const struct kept *k = &set->ways[i];
		if (!k->used || k->hash != hash || k->catalogue != catalogue || !str_eq(text, (struct str){k->text, k->n_text}))
			continue;
		*out = (struct model_hits){ARENA_ARRAY(a, k->n_hits, struct model_hit), k->n_hits};
		if (out->items && k->n_hits)
			memcpy(out->items, k->hits, k->n_hits * sizeof *k->hits);
		return true;
	}
	return false;
}

void model_memo_put(struct model_memo *m, uint32_t catalogue, struct str text, const struct model_hits *hits)
{
	if (!m || text.n > TEXT || hits->n > HITS)
		return;
	uint64_t hash = str_hash(text);
	struct set *set = &m->sets[hash % SETS];
	struct kept *k = &set->ways[set->next];
	set->next = (unsigned char)((set->next + 1) % WAYS);
	*k = (struct kept){.hash = hash, .catalogue = catalogue, .used = true, .n_text = (unsigned char)text.n,
			   .n_hits = (unsigned char)hits->n};
	if (text.n)
		memcpy(k->text, text.p, text.n);
	if (hits->n)
		memcpy(k->hits, hits->items, hits->n * sizeof *k->hits);
}
