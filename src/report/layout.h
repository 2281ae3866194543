/*
 * Text set for a terminal: rows of cells and labelled paragraphs, aligned by display width, wrapped instead of
 * cut.
 *
 * Always: every text passes sink_terminal here, and nothing else is written but blanks, line ends and our own
 * colours; a row has as many lines as its longest cell needs; no line ends in blanks.
 */
#ifndef PHASEOUT_REPORT_LAYOUT_H
#define PHASEOUT_REPORT_LAYOUT_H

#include "base/buf.h"

enum ink { INK_PLAIN, INK_BOLD, INK_DIM, INK_RED, INK_YELLOW, INK_GREEN, INK_CYAN, INK_MAGENTA };

enum { LAYOUT_GAP = 2, LAYOUT_CELLS = 8 };

struct layout {
	struct buf *out;
	unsigned columns; /* 0: no limit */
	bool color;
};

struct layout_cell {
	struct str text;
	size_t width;     /* columns; 0: as wide as it is (only for the last) */
	bool right;
	enum ink ink;
};

/* At most LAYOUT_CELLS cells, LAYOUT_GAP apart. */
void layout_row(const struct layout *l, const struct layout_cell *cells, size_t n);
/*
 * `indent` blanks, the label in `label_width` columns, the text wrapped behind it. An empty label leaves its place
 * blank.
 */
void layout_paragraph(const struct layout *l, size_t indent, struct str label, size_t label_width, struct str text);
/* A line of its own, wrapped. */
void layout_line(const struct layout *l, enum ink ink, struct str text);
void layout_blank(const struct layout *l);

/*
 * The start of *rest that fits in `columns` (at least one character); *rest moves behind it and the blanks that
 * follow. Breaks between words, between wide characters, and never before a mark that closes or parts (，。、）…).
 */
struct str layout_break(struct str *rest, size_t columns);

#endif
