/*
 * The shared strings of a workbook (sharedStrings.xml): runs of rich text joined, phonetic guides left out. What the part
 * says of their number is not believed.
 */
#ifndef PHASEOUT_READ_XLSX_STRINGS_H
#define PHASEOUT_READ_XLSX_STRINGS_H

#include "read/archive.h"
#include "read/text_store.h"

enum read_status xlsx_strings_read(struct text_store *out, struct archive *a, struct str part);
/* What a failed text_store call means, in job->problem. */
enum read_status xlsx_strings_fail(struct read_job *job, enum text_store_status status);

#endif
