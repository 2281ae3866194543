/* Diagnostics as a person reads them: file:line:col, severity, text, id; the line and a caret under it; a hint. */
#ifndef PHASEOUT_TEXT_SOURCE_H
#define PHASEOUT_TEXT_SOURCE_H

#include "base/buf.h"
#include "base/diags.h"
#include "text/message.h"

/*
 *     rules/x.yaml:3:7: error: duplicate key "id"; it stands first at line 2 [PO103 duplicate-key]
 *       id: b
 *       ^~
 *     hint: …
 *
 * The line stands without its leading blanks (unless they are what is pointed at). A line longer than 160 columns is
 * cut around the caret. The caret stands at the display column; tabs become one space; all text is safe for a terminal.
 * A column beyond the line points behind its end.
 */
void source_draw(struct buf *out, const struct diag *d, enum lang lang);
/* All of them in diags_sort's order. */
void source_draw_all(struct buf *out, struct diags *d, enum lang lang);

/* Line and column (from 1, in characters) of a byte offset. CR, LF and CR LF end a line. */
struct span source_span(struct str text, size_t offset, size_t length);

#endif
