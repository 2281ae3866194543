#include "screen/seen_texts.h"

#include <stdlib.h>

enum { SHORT_SEEN = 16384, LONG_SEEN = 2048 }; /* slots: powers of two */

#define ONES 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF
const unsigned char seen_mask[2 * SHORT_SLOT] = {ONES, ONES, ONES, ONES};

bool seen_texts_init(struct seen_texts *t)
{
	t->short_ones = (struct seen_table){calloc(SHORT_SEEN, SHORT_SLOT), SHORT_SEEN, SHORT_SLOT};
	t->long_ones = (struct seen_table){calloc(LONG_SEEN, LONG_SLOT), LONG_SEEN, LONG_SLOT};
	return t->short_ones.slots && t->long_ones.slots;
}

void seen_texts_release(struct seen_texts *t)
{
	free(t->short_ones.slots);
	free(t->long_ones.slots);
}

void seen_texts_forget(struct seen_texts *t)
{
	memset(t->short_ones.slots, 0, t->short_ones.n * t->short_ones.size);
	memset(t->long_ones.slots, 0, t->long_ones.n * t->long_ones.size);
}

static uint64_t hash_long(uint64_t hash, struct str s)
{
	for (size_t i = 0; i + 8 < s.n; i += 8)
		hash = seen_stir(hash, word_at(s.p + i));
	return seen_stir(hash ^ (uint64_t)s.n << 56, word_at(s.p + s.n - 8));
}

static uint64_t hash_of_short(uint64_t hash, struct str s)
{
	const struct short_text t = short_text(s);
	return hash_short(hash, &t);
}

uint16_t seen_long_class(const struct seen_texts *t, uint32_t column, struct str text)
{
	const uint64_t hash = hash_long(column, text);
	for (size_t i = 0; i < SEEN_PROBES; i++) {
		char *slot = seen_slot(&t->long_ones, hash, i);
		const struct seen *s = seen_of(slot, LONG_SLOT);
		const uint32_t of = atomic_load_explicit(&s->column, memory_order_acquire);
		if (of == column && s->n == text.n && memcmp(slot, text.p, text.n) == 0)
			return s->class;
		if (!of)
			break;
	}
	return SEEN_NOT;
}

bool seen_put(struct seen_texts *all, uint32_t column, struct str text, uint16_t class)
{
	const bool is_short = text.n <= SHORT_BYTES;
	const struct seen_table *table = is_short ? &all->short_ones : &all->long_ones;
	const uint64_t hash = is_short ? hash_of_short(column, text) : hash_long(column, text);
	for (size_t i = 0; i < SEEN_PROBES; i++) {
		char *slot = seen_slot(table, hash, i);
		struct seen *s = seen_of(slot, table->size);
		if (atomic_load_explicit(&s->column, memory_order_relaxed))
			continue;
		s->class = class;
		s->n = (uint8_t)text.n;
		memcpy(slot, text.p, text.n);
		atomic_store_explicit(&s->column, column, memory_order_release);
		return true;
	}
	return false;
}
