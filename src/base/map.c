#include "base/map.h"

struct map_slot {
	struct str key; /* p is NULL in a free slot */
	uint64_t hash;
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

static struct map_slot *find(const struct map *m, struct str key, uint64_t hash)
{
	size_t mask = m->cap - 1;
	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		struct map_slot *s = &m->slots[i];
		if (!s->key.p || (s->hash == hash && str_eq(s->key, key)))
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
	for (size_t i = 0; i < m->cap; i++)
		if (m->slots[i].key.p)
			*find(&bigger, m->slots[i].key, m->slots[i].hash) = m->slots[i];
	*m = bigger;
	return true;
}

bool map_put(struct map *m, struct str key, uint32_t value)
{
	if (m->n * 4 >= m->cap * 3 && !grow(m))
		return false;
	uint64_t hash = str_hash(key);
	struct map_slot *s = find(m, key, hash);
	if (!s->key.p) {
		m->n++;
		*s = (struct map_slot){.key = {key.p ? key.p : "", key.n}, .hash = hash};
	}
	s->value = value;
	return true;
}

bool map_get(const struct map *m, struct str key, uint32_t *out)
{
	if (!m->cap)
		return false;
	const struct map_slot *s = find(m, key, str_hash(key));
	if (!s->key.p)
		return false;
	if (out)
		*out = s->value;
	return true;
}
