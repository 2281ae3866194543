/*
 * Findings for a spreadsheet: UTF-8 with a byte order mark, CRLF, RFC 4180. A line for each finding of a listed
 * item, one for an item without findings, one for each rejected row (verdict "rejected"). Column names, ids and
 * notes are the same in every language.
 */
#ifndef PHASEOUT_REPORT_CSV_H
#define PHASEOUT_REPORT_CSV_H

#include "report/report.h"

struct sink *csv_sink_new(struct buf *out, const struct report_options *options);

#endif
