/* One cell while it is read: what the readers of the field types share. */
#ifndef PHASEOUT_VOCABULARY_READ_CELL_H
#define PHASEOUT_VOCABULARY_READ_CELL_H

#include "vocabulary/reading.h"

struct reading {
	struct value *out; /* FACE_UNREADABLE until something better is known */
	struct arena *a;
	const struct reader *r;
	const struct field *field;
	const struct kind *kind;
	struct unit_use header;
	struct str cell; /* trimmed */
	struct str key;	 /* folded by fold_key; not empty */
};

/* reading_quantity.c */
void read_quantity(struct reading *c);

#endif
