/* The merged ranges of a sheet. They stand behind the rows in its part, and whoever reads needs them before. */
#ifndef PHASEOUT_READ_XLSX_MERGES_H
#define PHASEOUT_READ_XLSX_MERGES_H

#include "read/merges.h"
#include "read/xlsx_outline.h"

struct xlsx_merges { /* the memory is kept from sheet to sheet */
	struct merges merges; /* of the sheet that was sent last */
	struct xlsx_outline outline;
};

void xlsx_merges_init(struct xlsx_merges *m);
void xlsx_merges_release(struct xlsx_merges *m);
/*
 * Sends the ranges of the sheet in that part, in order of their first rows, and reads the part to its end, so that what
 * is damaged in it is known before a row is sent.
 */
enum read_status xlsx_merges_send(struct xlsx_merges *m, struct archive *a, struct str part);

#endif
