/* The first records of a table, which are looked through as often as is needed before the table is read: a file's first bytes, or records that were read ahead. */
#ifndef PHASEOUT_REGISTRY_OPENING_H
#define PHASEOUT_REGISTRY_OPENING_H

#include "registry/csv.h"

struct opening {
	struct csv csv;             /* over the first bytes, where `held` is NULL */
	struct str bytes;
	char separator;
	bool whole;                 /* they are all there are: the last record is not cut */
	const struct record *held;
	size_t n_held, at;
};

void opening_of_bytes(struct opening *o, struct str bytes, char separator, bool whole);
void opening_of_records(struct opening *o, const struct record *held, size_t n);
/* From the first record again. */
void opening_restart(struct opening *o);
void opening_release(struct opening *o);

/* The next record that is all there; one whose quote is open at the end of the bytes is told, too. CSV_RECORD, CSV_END or CSV_NO_MEMORY. */
enum csv_status opening_next(struct opening *o, struct record *out);

#endif
