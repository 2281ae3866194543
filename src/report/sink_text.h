/*
 * Foreign text on its way out: the one place through which it passes, a function a format. What a registry says
 * may not move a reader's cursor, turn the order of what follows, or start a formula in a spreadsheet. (JSON:
 * text/json.h.)
 */
#ifndef PHASEOUT_REPORT_SINK_TEXT_H
#define PHASEOUT_REPORT_SINK_TEXT_H

#include "base/buf.h"

/*
 * One line for a terminal: line breaks and tabs are a space each, everything else unsafe is spelled out
 * (text/width.h).
 */
void sink_terminal(struct buf *out, struct str s);

/*
 * One cell of a CSV file, quoted where RFC 4180 asks for it. A text whose first sign, after spaces and quotes, is
 * one that a spreadsheet takes for a formula (= + - @, their full-width forms, TAB, CR, LF) gets an apostrophe
 * before it; taking one apostrophe off a cell that then still begins so gives the text back. Control characters but
 * TAB, CR and LF, and bad bytes, are spelled out as for a terminal.
 */
void sink_csv(struct buf *out, struct str s);

/*
 * One cell of a file of rejected rows in CSV, which this program reads back as it was filed: quoted and guarded as above, but only against what a spreadsheet really takes for
 * a formula, by an apostrophe that the reader takes off (registry/rejects_file.h). Control characters stay; a NUL, which no text may hold, is U+FFFD.
 */
void sink_csv_filed(struct buf *out, struct str s);

/* Text of an HTML page, good between tags and between double quotes; what a terminal may not get is spelled out here too. */
void sink_html(struct buf *out, struct str s);

/*
 * Text within a line of Markdown (CommonMark, with tables): no sign of it opens or ends anything, also in a cell. White space is one space.
 * `begins`: nothing stands before it in its line, or only digits; then it makes no heading and no list either.
 */
void sink_markdown(struct buf *out, struct str s, bool begins);

#endif
