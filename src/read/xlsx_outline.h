/*
 * A sheet's part without its rows: what stands before and behind them. Merged ranges stand behind the rows in the part
 * and are needed before them; parsing millions of cells for a line behind them would cost as much again as reading
 * them.
 *
 * Always: where `whole` is true, parsing `around` meets the same elements outside of sheetData, at the same places, as
 * parsing the part would, if the part is well-formed (which reading its rows shows); else nothing is known of it. That
 * is sound because nothing is cut but from a tag <sheetData> to the next </sheetData>, in a part that has no comment,
 * CDATA section or instruction, so that each < begins a tag; and no merged range stands in what is cut.
 */
#ifndef PHASEOUT_READ_XLSX_OUTLINE_H
#define PHASEOUT_READ_XLSX_OUTLINE_H

#include "read/archive.h"

enum xlsx_outline_place { OUTLINE_BEFORE, OUTLINE_ROWS, OUTLINE_BEHIND, OUTLINE_LOST /* it cannot be cut */ };

struct xlsx_outline {
	bool merges; /* an element may stand in the part that is a merged range */
	bool whole;
	struct buf around;
	/* while it is read */
	enum xlsx_outline_place place;
	struct buf window; /* bytes that are not settled yet, and some before them */
};

void xlsx_outline_init(struct xlsx_outline *o);
void xlsx_outline_release(struct xlsx_outline *o);
/* Reads the part to its end, so that damage in it is known before a row of it is sent. */
enum read_status xlsx_outline_read(struct xlsx_outline *out, struct archive *a, struct str part);

#endif
