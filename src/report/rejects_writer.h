/*
 * What the file of rejected rows is written by: a table of functions a format.
 *
 * Always: begin_table, then lines of that table, the next one, …, end. A table stands until the next one begins. Cells are text from foreign hands and may hold NUL and bytes
 * that are no UTF-8 (names of files); the first REJECTS_MARKS are the file's own.
 */
#ifndef PHASEOUT_REPORT_REJECTS_WRITER_H
#define PHASEOUT_REPORT_REJECTS_WRITER_H

#include "base/arena.h"
#include "screen/sink.h"

struct rejects_line {
	uint64_t row; /* in which it stands, from 1 */
	const struct str *cells;
	size_t n;
};

struct rejects_table {
	struct str file, sheet;           /* sheet.p NULL where the file has no names for its tables */
	const struct rejects_line *above; /* what stands above the header; blank rows are none */
	size_t n_above;
	struct rejects_line header;       /* where the table has none: the file's own columns alone */
};

struct rejects_writer;

struct rejects_writer_ops {
	void (*begin_table)(struct rejects_writer *w, const struct rejects_table *table);
	void (*line)(struct rejects_writer *w, const struct str *cells, size_t n);
	void (*end)(struct rejects_writer *w);
	bool (*more)(struct rejects_writer *w); /* as of struct sink_ops; NULL */
	bool (*fits)(struct str cell);          /* is it written whole? NULL: every one is */
	void (*free)(struct rejects_writer *w);
};

struct rejects_writer {
	const struct rejects_writer_ops *ops;
	struct buf *out;
	bool failed; /* out of memory */
	enum sink_trouble trouble;
	struct words why; /* of the trouble */
	struct arena arena; /* for those words */
};

/* NULL when memory is exhausted. */
struct rejects_writer *rejects_csv_new(struct buf *out, int spill);
struct rejects_writer *rejects_xlsx_new(struct buf *out, int spill);

/* Of the first trouble only. */
static inline void rejects_trouble(struct rejects_writer *w, enum sink_trouble trouble, struct words why)
{
	if (w->trouble != SINK_FINE)
		return;
	w->trouble = trouble;
	w->why = why;
}

#endif
