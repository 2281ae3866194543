/*
 * What Excel stored in a cell that it wrote into a page: x:num, x:bool, x:err beside the text that it shows.
 *
 * Always: the text that is shown counts, and becomes what it was in the workbook only where that is certain: a plain number
 * that is the stored one as shown (rounded, with commas) is the stored one. A date, a per cent, a number with its unit stays
 * text: the page does not say what its format does to the number.
 */
#ifndef PHASEOUT_READ_HTML_STORED_H
#define PHASEOUT_READ_HTML_STORED_H

#include "base/frames.h"
#include "read/html_tag.h"
#include "read/number_text.h"

enum { STORED_BYTES = 64 }; /* of x:num; Excel writes at most 17 digits */

struct html_stored {
	bool number, boolean, error; /* which attribute the cell has */
	char text[STORED_BYTES];     /* of x:num; empty: the shown number is the stored one */
	size_t n;
};

void html_stored_take(struct html_stored *out, const struct html_start *cell);
/* The text that counts: `shown`, or the stored number, written to `room`. */
struct str html_stored_text(enum cell_sort *sort, char room[NUMBER_TEXT_BYTES], const struct html_stored *stored, struct str shown);

#endif
