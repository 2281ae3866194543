/*
 * The merged ranges of a sheet, as its rows go by.
 *
 * Rules: what a merged range of data says stands once, in its first cell, and is meant for every row of it: a blank cell of its first column takes that text, as long as the
 * range goes and no further. Ranges that begin in the header or above it fill nothing. Ranges of one row fill nothing: their text is the first cell's.
 */
#ifndef PHASEOUT_REGISTRY_MERGES_H
#define PHASEOUT_REGISTRY_MERGES_H

#include "base/arena.h"
#include "registry/record.h"

struct merge {
	uint32_t first_row, last_row, column;
	char *text;             /* of the first cell, while the range is open; owned */
	size_t n;
	unsigned char sort;
};

struct merges {
	struct arena arena;     /* of this sheet */
	struct merge *items;    /* by first row, once sorted */
	size_t n, cap, next;    /* next: the first that no row has reached yet */
	size_t *open;           /* those that the present row may stand in */
	size_t n_open, cap_open;
	size_t bytes;           /* of the texts of those */
	bool sorted;
	bool over;              /* texts beyond LIMIT_RECORD_BYTES stood open at once: some cells were not filled */
};

void merges_init(struct merges *m);
void merges_release(struct merges *m);
/* Ready for another sheet. */
void merges_clear(struct merges *m);
/* False when memory is exhausted. */
bool merges_add(struct merges *m, uint32_t first_row, uint32_t last_row, uint32_t column);

/* A row that is not judged: remembers what begins in it, for the rows behind it. False when memory is exhausted. */
bool merges_pass(struct merges *m, uint64_t row, const struct str *fields, const unsigned char *sorts, size_t n);
/*
 * A row of data: remembers what begins in it, fills what it stands in. `shared`, one a field, gets how many rows' range a cell belongs to (0: none). False when memory is exhausted.
 */
bool merges_fill(struct merges *m, uint64_t row, struct str *fields, unsigned char *sorts, uint32_t *shared, size_t n);

#endif
