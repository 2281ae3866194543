/*
 * The rows of a sheet, as they stand in its part: each cell as a spreadsheet shows it, with what it was (base/frames.h).
 *
 * Always: rows and cells come in ascending order or the sheet is refused with the cell's name, as is a shared string that
 * is not there. A formula is the value that is stored with it; where none is stored it is told as a formula.
 */
#ifndef PHASEOUT_READ_XLSX_ROWS_H
#define PHASEOUT_READ_XLSX_ROWS_H

#include "read/text_store.h"
#include "read/xlsx_styles.h"
#include "read/xlsx_workbook.h"

struct xlsx_rows { /* what the rows of every sheet need */
	struct archive *archive;
	struct text_store *strings;
	const struct xlsx_styles *styles;
	bool since_1904;
	bool formulas; /* a value that a formula gave was sent */
};

enum read_status xlsx_rows_send(struct xlsx_rows *rows, const struct xlsx_sheet *sheet);

#endif
