/* Foreign text as the cells and the names of a workbook (Office Open XML) can hold it. */
#ifndef PHASEOUT_REPORT_XLSX_TEXT_H
#define PHASEOUT_REPORT_XLSX_TEXT_H

#include "base/arena.h"
#include "base/buf.h"

enum {
	XLSX_CELL = 32767, /* UTF-16 units that a cell holds */
	XLSX_NAME = 31,    /* and the name of a sheet */
};

/*
 * Adds a cell's text: what XML cannot say, and what reads like such an escape (_x0041_), as _xHHHH_ (ST_Xstring, ECMA-376 part 1, 22.9.2.19); NUL and bytes that are no
 * UTF-8 as U+FFFD. False where it was cut, between characters, to XLSX_CELL.
 */
bool xlsx_text(struct buf *out, struct str s);

/*
 * A name for a sheet after what was wanted: at most XLSX_NAME long, without []:*?/\ and what cannot be seen, none of `n` names in `taken` in any case. .p NULL when memory is
 * exhausted.
 */
struct str xlsx_sheet_name(struct arena *a, struct str wanted, const struct str *taken, size_t n);

#endif
