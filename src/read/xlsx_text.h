/*
 * The text of a cell or a shared string as it is collected from its pieces (ECMA-376 ST_Xstring: _x000D_ is the character
 * U+000D, _x005F_ an underscore).
 *
 * Always: at most LIMIT_CELL_BYTES and one more are kept, so that whoever reads sees that it is over; what is kept is
 * decoded. An escape is decoded as far as it makes characters: half a surrogate pair stays as it was written. Escapes do
 * not reach across runs.
 */
#ifndef PHASEOUT_READ_XLSX_TEXT_H
#define PHASEOUT_READ_XLSX_TEXT_H

#include "base/buf.h"

struct xlsx_text {
	struct buf buf;
	size_t decoded; /* bytes at the start of buf that are final */
};

void xlsx_text_init(struct xlsx_text *t);
void xlsx_text_release(struct xlsx_text *t);
void xlsx_text_clear(struct xlsx_text *t);
void xlsx_text_add(struct xlsx_text *t, struct str piece);
/* A run ends: what looked like the start of an escape is text. */
void xlsx_text_end_run(struct xlsx_text *t);

#endif
