#include "screen/identity_table.h"

#include "base/sha256.h"

#include <stdlib.h>

enum { SMALLEST = 8 };

void identity_table_init(struct identity_table *t)
{
	memset(t, 0, sizeof *t);
}

void identity_table_release(struct identity_table *t)
{
	for (size_t i = 0; i < IDENTITY_PARTS; i++)
		free(t->parts[i].slots);
	identity_table_init(t);
}

uint64_t identity_hash(struct str identity)
{
	char sum[SHA256_HEX + 1];
	uint64_t hash = 0;

	sha256_of(identity, sum);
	for (size_t i = 0; i < 16; i++)
		hash = hash << 4 | (uint64_t)(sum[i] <= '9' ? sum[i] - '0' : sum[i] - 'a' + 10);
	return hash;
}

static size_t part_of(uint64_t hash)
{
	return hash >> 56;
}

/* The first slot that a hash may stand in, by bits that do not choose the part. */
static uint32_t home(uint64_t hash, uint32_t cap)
{
	return (uint32_t)((hash & 0xffffffff) * cap >> 32);
}

static void place_in(struct identity_part *p, struct identity_slot slot)
{
	uint32_t at = home(slot.hash, p->cap);

	while (p->slots[at].place)
		at = at + 1 < p->cap ? at + 1 : 0;
	p->slots[at] = slot;
}

static bool grow(struct identity_part *p)
{
	struct identity_part larger = {.n = p->n, .cap = p->cap ? p->cap + p->cap / 2 : SMALLEST};

	if (larger.cap <= p->cap)
		return false;
	larger.slots = calloc(larger.cap, sizeof *larger.slots);
	if (!larger.slots)
		return false;
	for (uint32_t i = 0; i < p->cap; i++)
		if (p->slots[i].place)
			place_in(&larger, p->slots[i]);
	free(p->slots);
	*p = larger;
	return true;
}

bool identity_table_next(const struct identity_table *t, uint64_t hash, uint32_t *step, uint64_t *place)
{
	const struct identity_part *p = &t->parts[part_of(hash)];

	while (*step < p->cap) {
		uint32_t at = (uint32_t)(((uint64_t)home(hash, p->cap) + (*step)++) % p->cap);
		if (!p->slots[at].place)
			return false;
		if (p->slots[at].hash == hash) {
			*place = p->slots[at].place;
			return true;
		}
	}
	return false;
}

bool identity_table_add(struct identity_table *t, uint64_t hash, uint64_t place)
{
	struct identity_part *p = &t->parts[part_of(hash)];

	if ((uint64_t)(p->n + 1) * 8 > (uint64_t)p->cap * 7 && !grow(p))
		return false;
	place_in(p, (struct identity_slot){hash, place});
	p->n++;
	return true;
}
