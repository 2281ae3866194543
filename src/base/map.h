/*
 * From a string to a number (mostly an index into an array that the caller keeps).
 *
 * Always: keys are views that outlive the map; a key stands once. Memory comes from the arena given at the start. The
 * hash is seeded per map by nothing (results never depend on its order: a map cannot be walked).
 */
#ifndef PHASEOUT_BASE_MAP_H
#define PHASEOUT_BASE_MAP_H

#include "base/arena.h"

#include <stdint.h>

struct map_slot;
struct map_entry;

enum { MAP_BEGINS = 1024 };

struct map {
	struct arena *arena;
	struct map_slot *slots;
	size_t cap; /* 0 or a power of two */
	struct map_entry *entries; /* as they were put */
	size_t n, room;
	uint64_t begins[MAP_BEGINS / 64]; /* a bit for the first character of each key */
};

void map_init(struct map *m, struct arena *arena);
/* False when memory is exhausted. A key that stands already gets the new value. */
bool map_put(struct map *m, struct str key, uint32_t value);
/* True and *out where the key stands; out may be NULL. */
bool map_get(const struct map *m, struct str key, uint32_t *out);

/* False where no key begins with the first character of the text, so that none of the texts at its beginning need be asked for. */
bool map_may_begin(const struct map *m, struct str text);

/* Texts that begin one text, the longer ones behind the shorter: each of its bytes is hashed once for all of them, and for all maps that are asked. */
struct map_prefix {
	struct str text;
	size_t n;
	uint64_t hash;
};
void map_prefix_begin(struct map_prefix *p, struct str text);
/* Its first n bytes, not fewer than before: as map_get_prefix asks for them. */
void map_prefix_reach(struct map_prefix *p, size_t n);
bool map_get_prefix(const struct map *m, const struct map_prefix *p, uint32_t *out);

/* FNV-1a with a final mix, the map's own hash: also for callers that keep tables of their own. */
uint64_t str_hash(struct str s);

#endif
