#include "base/map.h"

struct map_slot {
	const char *key; /* NULL in a free slot */
	uint32_t n;
	uint32_t hash;   /* its higher half: the lower one has led here */
	uint32_t value;
};

uint64_t str_hash(struct str s)
{
	uint64_t h = 0xcbf29ce484222325u;
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	return h ^ h >> 32;
}

void map_init(struct map *m, struct arena *arena)
{
	*m = (struct map){.arena = arena};
}

static bool holds(const struct map_slot *s, struct str key, uint64_t hash)
{
	return s->hash == hash >> 32 && s->n == key.n && memcmp(s->key, key.p ? key.p : "", key.n) == 0;
}

static struct map_slot *find(const struct map *m, struct str key, uint64_t hash)
{
	size_t mask = m->cap - 1;
	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		struct map_slot *s = &m->slots[i];
		if (!s->key || holds(s, key, hash))
			return s;
	}
}

static bool grow(struct map *m)
{
	struct map bigger = *m;
	bigger.cap = m->cap ? m->cap * 2 : 16;
	bigger.slots = ARENA_ARRAY(m->arena, bigger.cap, struct map_slot);
	if (!bigger.slots)
		return false;
	for (size_t i = 0; i < m->cap; i++) {
		const struct map_slot *s = &m->slots[i];
		const struct str key = {s->key, s->n};
		if (s->key)
			*find(&bigger, key, str_hash(key)) = *s;
	}
	arena_give_back(m->arena, m->slots, m->cap * sizeof *m->slots);
	*m = bigger;
	return true;
}

bool map_put(struct map *m, struct str key, uint32_t value)
{
	if (key.n > UINT32_MAX || (m->n * 4 >= m->cap * 3 && !grow(m)))
		return false;
	uint64_t hash = str_hash(key);
	struct map_slot *s = find(m, key, hash);
	if (!s->key) {
		m->n++;
		*s = (struct map_slot){key.p ? key.p : "", (uint32_t)key.n, (uint32_t)(hash >> 32), 0};
	}
	s->value = value;
	return true;
}

bool map_get(const struct map *m, struct str key, uint32_t *out)
{
	if (!m->cap)
		return false;
	const struct map_slot *s = find(m, key, str_hash(key));
	if (!s->key)
		return false;
	if (out)
		*out = s->value;
	return true;
}
