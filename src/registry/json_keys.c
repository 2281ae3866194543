#include "registry/json_keys.h"

#include "base/map.h"

#include <stdlib.h>

bool json_grow(struct json_flat *f, void **items, size_t *cap, size_t size)
{
	size_t more = *cap ? *cap * 2 : 64;
	void *p = realloc(*items, more * size);
	f->no_memory |= !p;
	if (!p)
		return false;
	*items = p;
	*cap = more;
	return true;
}

uint64_t json_keys_hash(const struct json_level *object)
{
	return (str_hash(object->path) + object->sub) * 0x9e3779b97f4a7c15u;
}

/* The slot of the key, or the free one where it belongs. */
static size_t find(const struct json_flat *f, const struct json_level *object, struct str key, uint64_t hash)
{
	size_t mask = f->n_slots - 1;
	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		if (!f->slots[i])
			return i;
		const struct json_key *k = &f->keys[f->slots[i] - 1];
		if (k->hash == hash && k->sub == object->sub && str_eq(k->key, key) && str_eq(k->path, object->path))
			return i;
	}
}

static bool more_slots(struct json_flat *f)
{
	size_t n = f->n_slots ? f->n_slots * 2 : 256;
	uint32_t *slots = calloc(n, sizeof *slots);
	f->no_memory |= !slots;
	if (!slots)
		return false;
	free(f->slots);
	f->slots = slots;
	f->n_slots = n;
	for (size_t i = 0; i < f->n_keys; i++) {
		size_t slot = f->keys[i].hash & (n - 1);
		while (slots[slot])
			slot = (slot + 1) & (n - 1);
		slots[slot] = (uint32_t)i + 1;
		f->keys[i].slot = slot;
	}
	return true;
}

const struct json_key *json_keys_add(struct json_flat *f, const struct json_level *object, struct str key, struct json_place place)
{
	if (!JSON_GROW(f, f->keys, f->n_keys, f->cap_keys) || (f->n_keys * 2 >= f->n_slots && !more_slots(f)))
		return NULL;
	uint64_t hash = str_hash(key) ^ object->hash;
	size_t slot = find(f, object, key, hash);
	if (f->slots[slot])
		return &f->keys[f->slots[slot] - 1];
	f->keys[f->n_keys++] = (struct json_key){object->path, key, object->sub, hash, slot, place};
	f->slots[slot] = (uint32_t)f->n_keys;
	return NULL;
}

/* Only the slots in use: after one large object there are many. */
void json_keys_clear(struct json_flat *f)
{
	for (size_t i = 0; i < f->n_keys; i++)
		f->slots[f->keys[i].slot] = 0;
	f->n_keys = 0;
}

void json_keys_release(struct json_flat *f)
{
	free(f->keys);
	free(f->slots);
}
