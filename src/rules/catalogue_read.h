/*
 * Parts of a catalogue's files as they are read: meaning only, as in read.h. What was not to be had in catalogue.yaml
 * is not reported again where the table names it.
 */
#ifndef PHASEOUT_RULES_CATALOGUE_READ_H
#define PHASEOUT_RULES_CATALOGUE_READ_H

#include "rules/read.h"

struct catalogue_reader {
	struct rules_reader *r; /* its `file` is catalogue.yaml */
	struct catalogue *out;
	bool doubtful;          /* catalogue.yaml has mistakes of shape: what it lacks is not reported */
};

/* catalogue_parts.c: batches, conditions, duties, gaps; `map` is what stands under `catalogue:`. */
void catalogue_parts_read(struct catalogue_reader *c, const struct node *map);
const struct catalogue_batch *catalogue_batch_named(const struct catalogue *c, struct str id);

/* catalogue_entries.c: the table's lines, which have all been declared. */
void catalogue_entries_read(struct catalogue_reader *c);

#endif
