/*
 * The cells of one sheet of an old workbook (read/xls_book.h), in order, whatever order they were written in.
 *
 * Always: every cell that has a value is sent, or the file is refused; so it is where a cell stands twice with other
 * values. A number is shown as its format shows it (read/number_format.h), TRUE and #N/A are what they are, a formula
 * is its stored value. Of a formula that was never calculated the file holds 0 or an empty text: where no formula of
 * the workbook shows that the program that wrote it calculates, or the formula asks to be calculated, such a value is
 * not believed and the cell is a CELL_FORMULA; its text is "=?", as formulas themselves are not read.
 */
#ifndef PHASEOUT_READ_XLS_SHEET_H
#define PHASEOUT_READ_XLS_SHEET_H

#include "read/merges.h"
#include "read/xls_book.h"

struct xls_sheets { /* what is kept from sheet to sheet */
	struct xls_book *book;
	const struct xls_sheet *sheet; /* the present one */
	struct merges merges;
	struct buf room, text; /* for what a cell shows, and holds */
	uint64_t *cells;       /* of the present sheet: row, column, place in the stream */
	size_t n, cap;
	bool sorted;
	bool uncalculated; /* a sheet with formulas was saved before they were calculated */
};

void xls_sheets_init(struct xls_sheets *s, struct xls_book *book);
void xls_sheets_release(struct xls_sheets *s);

/* Sends the sheet's table, ranges and rows. `merges.ignored` then tells of this sheet. */
enum read_status xls_sheet_send(struct xls_sheets *s, const struct xls_sheet *sheet);

#endif
