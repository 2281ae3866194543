/* Within json_flat: the keys that were met, so that none stands twice in an object. */
#ifndef PHASEOUT_REGISTRY_JSON_KEYS_H
#define PHASEOUT_REGISTRY_JSON_KEYS_H

#include "registry/json_flat.h"

/* Adds the key of an object. NULL where it is new; else the one that stands there already. */
const struct json_key *json_keys_add(struct json_flat *f, const struct json_level *object, struct str key, struct json_place place);
uint64_t json_keys_hash(const struct json_level *object);
void json_keys_clear(struct json_flat *f);
void json_keys_release(struct json_flat *f);

/* Room for one more element behind the `n` of the caller's; false when memory is exhausted. */
#define JSON_GROW(f, items, n, cap) ((n) < (cap) || json_grow((f), (void **)&(items), &(cap), sizeof *(items)))
bool json_grow(struct json_flat *f, void **items, size_t *cap, size_t size);

#endif
