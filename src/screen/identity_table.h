/*
 * Where the first claim on each identity stands: from a hash to places in a file.
 *
 * Always: 16 bytes an identity; the table is between 7/12 and 7/8 full, in parts that grow by themselves, so that it never takes more than 28 bytes an identity. A hash may
 * have several places: whoever looks one up sees whether it is the identity that was meant.
 */
#ifndef PHASEOUT_SCREEN_IDENTITY_TABLE_H
#define PHASEOUT_SCREEN_IDENTITY_TABLE_H

#include "base/str.h"

#include <stdint.h>

struct identity_slot {
	uint64_t hash, place; /* place from 1; 0: free */
};

struct identity_part {
	struct identity_slot *slots;
	uint32_t n, cap;
};

enum { IDENTITY_PARTS = 256 };

struct identity_table {
	struct identity_part parts[IDENTITY_PARTS];
};

void identity_table_init(struct identity_table *t);
void identity_table_release(struct identity_table *t);

/* Nobody can choose identities that have one hash. */
uint64_t identity_hash(struct str identity);

/* The places of a hash, one after the other: *step begins with 0. False behind the last. */
bool identity_table_next(const struct identity_table *t, uint64_t hash, uint32_t *step, uint64_t *place);
/* False when memory is exhausted. */
bool identity_table_add(struct identity_table *t, uint64_t hash, uint64_t place);

#endif
