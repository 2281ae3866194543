/*
 * The answer on a terminal. Each listed item is a row (row, enterprise, equipment, verdict, rule) with its reasons
 * under it; rejected rows stand where they were read; then the accounts: rows, items, rules, rules not applied,
 * inputs, date.
 *
 * Always: nothing of an item is cut, long texts wrap; memory does not grow with the registry (column widths come
 * from the terminal and the rules, not from the rows).
 */
#ifndef PHASEOUT_REPORT_TABLE_H
#define PHASEOUT_REPORT_TABLE_H

#include "report/report.h"

struct sink *table_sink_new(struct buf *out, const struct report_options *options);

#endif
