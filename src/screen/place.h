/* Where a cell stands, as a spreadsheet says it: Sheet!B17, 'my sheet'!B17. In a file without sheets the row's number alone. */
#ifndef PHASEOUT_SCREEN_PLACE_H
#define PHASEOUT_SCREEN_PLACE_H

#include "screen/sink.h"

/*
 * `header` is a column's, as items and values carry it (struct column.header: told by its address); of no known column only the row is written.
 */
void place_write(struct buf *out, const struct input_info *in, struct str sheet, struct str header, uint64_t row);
/* The cell alone: B17; false, and nothing, where the file has no sheets or the header is no column's. */
bool place_write_cell(struct buf *out, const struct input_info *in, struct str header, uint64_t row);

#endif
