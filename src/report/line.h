/*
 * Findings a line each, in the manner of compilers, for grep, awk and editors:
 *
 *     FILE:ROW[:ITEM]: VERDICT[ RULE[,RULE…]]: EQUIPMENT: why[; why…][ [needs …]][ [unless …]][ [presumed …]]…
 *     FILE:ROW: rejected: TEXT: why
 *
 * Words are in the language asked for; the frame (colons, brackets, commas between rules) is the same in each. What is no
 * item or row begins with "# ": the stamp first, the accounts last. A file without the accounts is cut off.
 */
#ifndef PHASEOUT_REPORT_LINE_H
#define PHASEOUT_REPORT_LINE_H

#include "report/report.h"

struct sink *line_sink_new(struct buf *out, const struct report_options *options);

#endif
