#include "base/map.h"

struct map_slot {
	uint32_t hash;
	uint32_t entry; /* from 1; 0 in a free slot */
};

struct map_entry {
	const char *key;
	uint32_t n;
	uint32_t value;
};

#define HASH_OF_NOTHING UINT64_C(0xcbf29ce484222325)

static uint64_t hash_more(uint64_t h, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
	return h;
}

static uint64_t hash_mixed(uint64_t h)
{
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	return h ^ h >> 32;
}

uint64_t str_hash(struct str s)
{
	return hash_mixed(hash_more(HASH_OF_NOTHING, s));
}

void map_init(struct map *m, struct arena *arena)
{
	*m = (struct map){.arena = arena};
}

/* --- what keys begin with ---------------------------------------------------------------------------------------- */

/* Bytes of the character that begins so; of what begins none, 1. */
static size_t character_bytes(char first)
{
	const unsigned char c = (unsigned char)first;
	return c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* The bit of the text's first character. False where it is not whole. */
static bool find_begin(size_t *out, struct str text)
{
	uint32_t bytes = 0;
	const size_t n = text.n ? character_bytes(*text.p) : 1;
	if (text.n < n)
		return false;
	memcpy(&bytes, text.p, n);
	*out = (size_t)((bytes * UINT32_C(0x9E3779B1)) >> 8) % MAP_BEGINS;
	return true;
}

static void note_begin(struct map *m, struct str key)
{
	size_t bit;
	if (find_begin(&bit, key))
		m->begins[bit / 64] |= UINT64_C(1) << bit % 64;
	else
		memset(m->begins, 0xFF, sizeof m->begins);
}

bool map_may_begin(const struct map *m, struct str text)
{
	size_t bit;
	return !find_begin(&bit, text) || m->begins[bit / 64] >> bit % 64 & 1;
}

/* --- keys ------------------------------------------------------------------------------------------------------------ */

static bool holds(const struct map *m, const struct map_slot *s, struct str key, uint32_t hash)
{
	if (s->hash != hash)
		return false;
	const struct map_entry *e = &m->entries[s->entry - 1];
	return str_eq((struct str){e->key, e->n}, key);
}

static struct map_slot *find(const struct map *m, struct str key, uint32_t hash)
{
	const size_t mask = m->cap - 1;
	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		struct map_slot *s = &m->slots[i];
		if (!s->entry || holds(m, s, key, hash))
			return s;
	}
}

static struct map_slot *free_slot(struct map_slot *slots, size_t cap, uint32_t hash)
{
	size_t i = hash & (cap - 1);
	while (slots[i].entry)
		i = (i + 1) & (cap - 1);
	return &slots[i];
}

static bool more_slots(struct map *m)
{
	const size_t cap = m->cap ? m->cap * 2 : 16;
	struct map_slot *slots = ARENA_ARRAY(m->arena, cap, struct map_slot);
	if (!slots)
		return false;
	for (size_t i = 0; i < m->cap; i++)
		if (m->slots[i].entry)
			*free_slot(slots, cap, m->slots[i].hash) = m->slots[i];
	arena_give_back(m->arena, m->slots, m->cap * sizeof *slots);
	m->slots = slots;
	m->cap = cap;
	return true;
}

static bool more_entries(struct map *m)
{
	const size_t before = m->room;
	struct map_entry *entries = arena_grow(m->arena, m->entries, m->n, &m->room, sizeof *entries);
	if (!entries)
		return false;
	arena_give_back(m->arena, m->entries, before * sizeof *entries);
	m->entries = entries;
	return true;
}

/* A quarter of the slots stays free; 2^32 entries and longer keys there are not. */
static bool make_room(struct map *m, struct str key)
{
	if (key.n > UINT32_MAX || m->n >= UINT32_MAX / 2)
		return false;
	return (m->n * 4 < m->cap * 3 || more_slots(m)) && (m->n < m->room || more_entries(m));
}

bool map_put(struct map *m, struct str key, uint32_t value)
{
	if (!make_room(m, key))
		return false;
	const uint32_t hash = (uint32_t)str_hash(key);
	struct map_slot *s = find(m, key, hash);
	if (!s->entry) {
		m->entries[m->n] = (struct map_entry){key.p ? key.p : "", (uint32_t)key.n, value};
		*s = (struct map_slot){hash, (uint32_t)++m->n};
		note_begin(m, key);
	}
	m->entries[s->entry - 1].value = value;
	return true;
}

static bool get(const struct map *m, struct str key, uint32_t hash, uint32_t *out)
{
	const struct map_slot *s = find(m, key, hash);
	if (!s->entry)
		return false;
	if (out)
		*out = m->entries[s->entry - 1].value;
	return true;
}

bool map_get(const struct map *m, struct str key, uint32_t *out)
{
	return m->cap && get(m, key, (uint32_t)str_hash(key), out);
}

void map_prefix_begin(struct map_prefix *p, struct str text)
{
	*p = (struct map_prefix){.text = text, .hash = HASH_OF_NOTHING};
}

void map_prefix_reach(struct map_prefix *p, size_t n)
{
	p->hash = hash_more(p->hash, str_sub(p->text, p->n, n));
	p->n = n;
}

bool map_get_prefix(const struct map *m, const struct map_prefix *p, uint32_t *out)
{
	return m->cap && get(m, str_sub(p->text, 0, p->n), (uint32_t)hash_mixed(p->hash), out);
}
