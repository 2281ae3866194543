/* The name of a cell: B17. Rows count from 1, columns from 0; nothing lies beyond XFD1048576. */
#ifndef PHASEOUT_READ_XLSX_REF_H
#define PHASEOUT_READ_XLSX_REF_H

#include "base/str.h"

#include <stdint.h>

enum { XLSX_ROWS = 1048576, XLSX_COLUMNS = 16384, XLSX_REF_BYTES = 16 };

struct xlsx_ref {
	uint32_t row, column;
};

struct xlsx_range {
	struct xlsx_ref first, last;
};

/* False where s is no such name, or of a cell beyond the last one. */
bool xlsx_ref_read(struct xlsx_ref *out, struct str s);
/* A1:C2; A1 is a range of one cell. False also where the last cell stands before the first one. */
bool xlsx_range_read(struct xlsx_range *out, struct str s);
struct str xlsx_ref_text(char out[XLSX_REF_BYTES], struct xlsx_ref ref);
/* An integer from 0 without a sign, white space around it; false for anything else and from 10^18 on. */
bool xlsx_integer(uint64_t *out, struct str s);

#endif
