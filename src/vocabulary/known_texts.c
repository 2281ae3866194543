#include "vocabulary/known_texts.h"

#include "base/limits.h"

struct known_text {
	struct str text; /* its own copy: the caller's goes with the row */
	struct naming naming;
	bool named;
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

/* NULL when memory is exhausted. A new one has nothing read yet. */
static struct known_text *find(struct known_texts *k, struct str key)
{
	uint32_t i;
	if (map_get(&k->texts, key, &i))
		return &k->items[i];
	struct known_text *items = arena_grow(&k->arena, k->items, k->n, &k->cap, sizeof *items);
	struct str own = arena_str(&k->arena, key);
	if (!items || !own.p)
		return NULL;
	k->items = items;
	struct known_text *t = &items[k->n];
	*t = (struct known_text){.text = own};
	k->bytes += key.n;
	return map_put(&k->texts, own, (uint32_t)k->n++) ? t : NULL;
}

bool known_naming(struct naming *out, struct arena *a, const struct reader *r, struct str text)
{
	struct known_texts *k = r->known;
	if (!k) {
		naming_read(out, a, r, text);
		return true;
	}
	struct known_text *t = find(k, text);
	if (t && !t->named) {
		naming_read(&t->naming, &k->arena, r, t->text);
		t->named = true;
		k->read++;
	}
	if (t)
		*out = t->naming;
	return t && !k->arena.failed;
}

static const struct recognised *read_sentence(struct arena *a, const struct reader *r, const struct kind *of, struct str text)
{
	struct recognised *said = ARENA_NEW(a, struct recognised);
	return said && recognise(said, a, r, of, STR_NONE, text) ? said : NULL;
}

const struct recognised *known_sentence(struct arena *a, const struct reader *r, const struct kind *of, struct str text)
{
	struct known_texts *k = r->known;
	if (!k)
		return read_sentence(a, r, of, text);
	/* a line end stands between a kind's id and a text, and begins no text */
	struct str id = of ? of->id : STR("");
	struct known_text *t = find(k, of ? arena_printf(a, "\n%.*s\n%.*s", STR_ARG(id), STR_ARG(text)) : text);
	if (t && !t->sentence) {
		size_t before = of ? id.n + 2 : 0;
		t->sentence = read_sentence(&k->arena, r, of, str_sub(t->text, before, t->text.n));
		k->read++;
	}
	return t && !k->arena.failed ? t->sentence : NULL;
}
