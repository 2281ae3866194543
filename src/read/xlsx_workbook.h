/*
 * What a workbook is made of: its sheets in their order, and where its parts lie. Found through relationships alone, as a
 * spreadsheet finds them; no name of a part is taken for granted.
 */
#ifndef PHASEOUT_READ_XLSX_WORKBOOK_H
#define PHASEOUT_READ_XLSX_WORKBOOK_H

#include "read/archive.h"

enum xlsx_sheet_sort { SHEET_OF_CELLS, SHEET_OF_CHART, SHEET_OF_DIALOG, SHEET_OF_MACROS };

struct xlsx_sheet {
	struct str name, part;
	enum sheet_state state;
	enum xlsx_sheet_sort sort;
};

struct xlsx_workbook {
	struct xlsx_sheet *sheets;
	size_t n_sheets;
	struct str strings, styles; /* their parts; empty: there is none */
	bool since_1904;
	bool to_calculate; /* whoever wrote it asks to calculate it when it is opened: what formulas gave is not stored, or old */
};

/*
 * Everything lives in the job's arena. READ_UNREADABLE where the archive is no workbook, saying what it is where that can
 * be told.
 */
enum read_status xlsx_workbook_read(struct xlsx_workbook *out, struct archive *a);

#endif
