#include "vocabulary/known_texts.h"

#include "base/limits.h"

struct known_text {
	struct naming naming;
	const struct recognised *sentence; /* NULL: not asked for yet */
};

void known_texts_init(struct known_texts *k)
{
	*k = (struct known_texts){.n = 0};
	arena_init(&k->arena);
	map_init(&k->texts, &k->arena);
}

void known_texts_release(struct known_texts *k)
{
	arena_release(&k->arena);
}

void known_texts_trim(struct known_texts *k)
{
	if (k->n < LIMIT_KNOWN_TEXTS && k->bytes < LIMIT_KNOWN_TEXT_BYTES && !k->arena.failed)
		return;
	arena_clear(&k->arena);
	map_init(&k->texts, &k->arena);
	k->items = NULL;
	k->n = k->cap = k->bytes = 0;
}

/* NULL when memory is exhausted. */
static struct known_text *find(struct known_texts *k, const struct reader *r, struct str text)
{
	uint32_t i;
	if (map_get(&k->texts, text, &i))
		return &k->items[i];
	struct known_text *items = arena_grow(&k->arena, k->items, k->n, &k->cap, sizeof *items);
	struct str own = arena_str(&k->arena, text);
	if (!items || !own.p)
		return NULL;
	k->items = items;
	struct known_text *t = &items[k->n];
	*t = (struct known_text){.sentence = NULL};
	naming_read(&t->naming, &k->arena, r, own);
	k->read++;
	k->bytes += text.n;
	return map_put(&k->texts, own, (uint32_t)k->n++) && !k->arena.failed ? t : NULL;
}

bool known_naming(struct naming *out, struct arena *a, const struct reader *r, struct str text)
{
	struct known_text *t = r->known ? find(r->known, r, text) : NULL;
	if (r->known && !t)
		return false;
	if (t)
		*out = t->naming;
	else
		naming_read(out, a, r, text);
	return true;
}

static const struct recognised *read_sentence(struct arena *a, const struct reader *r, struct str text)
{
	struct recognised *said = ARENA_NEW(a, struct recognised);
	return said && recognise(said, a, r, STR_NONE, text) ? said : NULL;
}

const struct recognised *known_sentence(struct arena *a, const struct reader *r, struct str text)
{
	struct known_texts *k = r->known;
	struct known_text *t = k ? find(k, r, text) : NULL;
	if (!k)
		return read_sentence(a, r, text);
	if (!t)
		return NULL;
	/* its own copy of the text: the caller's goes with the row */
	if (!t->sentence)
		t->sentence = read_sentence(&k->arena, r, arena_str(&k->arena, text));
	return t->sentence;
}
