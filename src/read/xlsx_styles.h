/* The number formats of a workbook's cells (styles.xml): by the index that a cell names. */
#ifndef PHASEOUT_READ_XLSX_STYLES_H
#define PHASEOUT_READ_XLSX_STYLES_H

#include "read/archive.h"
#include "read/number_format.h"

struct xlsx_styles {
	struct number_format *formats; /* formats[0] is General */
	uint32_t *of_cell;             /* by the cell's index: which format */
	size_t n_cells;
	bool around_text; /* a format puts words around texts */
};

/* Everything lives in the job's arena. */
enum read_status xlsx_styles_read(struct xlsx_styles *out, struct archive *a, struct str part);
/* General where the workbook has no such index. */
const struct number_format *xlsx_styles_format(const struct xlsx_styles *s, uint64_t cell);

#endif
