/*
 * The file of rejected rows: those of one run as they were filed, each with the reason, to be mended and read again.
 *
 * Always: it has every row that the accounts count as rejected, and no other; where it has not, the run is a defect. A table's rows stand under its own header (one row, also where
 * the original has two), and what stood above the header stands above it in the same rows, for it may say the unit or the kind: the same options and the same mapping read both
 * files. Why, from where and which row are the first three columns (registry/rejects_file.h): a row with too many fields then goes on under no header, as it did, and
 * one with too few ends early; in the last three, either would move the reason into a column of the registry. They are no further columns where the file that was read is one of
 * rejected rows itself: its rows keep the place that stands in them.
 *
 * A row that could not be told apart (an open quote, a record over its limit) has its text in the first column of the registry, and the reason says so. NUL and bytes that
 * are no characters are U+FFFD, which no number and no name holds. A file without rejected rows has the first table's header: it tells that there were none.
 */
#ifndef PHASEOUT_REPORT_REJECTS_H
#define PHASEOUT_REPORT_REJECTS_H

#include "screen/sink.h"
#include "text/message.h"

struct rejects_format;
/* By the extension of its file; NULL where that is none. */
const struct rejects_format *rejects_format_by_path(struct str path);
/* Has a file of this format one header only, so that it can hold the rows of one table? */
bool rejects_is_single(const struct rejects_format *f);

/*
 * `spill` is an open, empty file that a workbook is made in, the caller's to close when the sink is freed; of other formats it is not used. NULL when memory is exhausted.
 */
struct sink *rejects_sink_new(struct buf *out, const struct rejects_format *format, enum lang lang, int spill);

#endif
