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

struct map {
	struct arena *arena;
	struct map_slot *slots;
	size_t cap; /* 0 or a power of two */
	struct map_entry *entries; /* as they were put */
	size_t n, room;
};

void map_init(struct map *m, struct arena *arena);
/* False when memory is exhausted. A key that stands already gets the new value. */
bool map_put(struct map *m, struct str key, uint32_t value);
/* True and *out where the key stands; out may be NULL. */
bool map_get(const struct map *m, struct str key, uint32_t *out);

/* FNV-1a with a final mix, the map's own hash: also for callers that keep tables of their own. */
uint64_t str_hash(struct str s);

#endif
