/*
 * A page's tags as tables, rows and cells: what the standard's tree construction makes of a table (WHATWG HTML, 13.2.6.4.9
 * on), without a tree.
 *
 * Always: tables, rows and cells begin and end in order and nest: table (row (cell)*)*. A table within a cell is a table of
 * its own, whose text is none of the cell's; but where the sink says that it is part of its cell, its text is the cell's,
 * its rows lines. Tables are numbered from 0 as they begin, those that are parts included: the same on each walk of a page.
 * A cell that is not shown (display:none) is none, as for a browser; its text is counted in `unshown`. Text outside of cells
 * and captions is left out.
 */
#ifndef PHASEOUT_READ_HTML_WALK_H
#define PHASEOUT_READ_HTML_WALK_H

#include "base/limits.h"
#include "read/html_grid.h"
#include "read/html_stored.h"
#include "read/html_text.h"
#include "read/html_token.h"
#include "read/reader.h"

struct html_cell {
	uint32_t row;              /* from 1 */
	uint32_t column;           /* from 0, below GRID_COLUMNS */
	uint32_t rows, columns;    /* that it reaches over; rows 0: to the end of its group */
	enum cell_sort sort;
	bool overlaps;             /* a cell of an earlier row */
	struct str text;
	bool filled;               /* the text is not blank */
	uint32_t first_inner;      /* tables from this number on began within it */
};

struct html_table { /* one that is open */
	struct html_table *outer;  /* whose cell or caption it stands in; NULL: none */
	uint32_t number;
	bool hidden;               /* it is not shown */
	bool in_row, in_cell, in_caption;
	bool cell_shown;
	enum html_tag group_tag;   /* thead, tbody, tfoot; TAG_NONE: none is open */
	enum html_tag cell_tag;    /* td or th */
	unsigned parts;            /* open tables that are part of its cell */
	unsigned unshown;          /* open elements that were not shown when it began */
	size_t level, cell_level;  /* where it and its cell or caption stand in the stack */
	struct html_cell cell;
	struct html_stored stored;
	struct html_text text;     /* of the cell or caption */
	struct html_grid grid;
	/* for the sink */
	uint32_t row_first_inner;  /* tables from this number on began within the row */
	uint32_t filled_in_row, records;
	bool sends;
};

struct html_sink { /* any may be NULL; what is not READ_OK ends the walk */
	bool (*is_part)(void *ctx, const struct html_table *outer, uint32_t number);
	enum read_status (*table)(void *ctx, struct html_table *t);
	enum read_status (*caption)(void *ctx, struct html_table *t, struct str text);
	enum read_status (*row)(void *ctx, struct html_table *t);
	enum read_status (*cell)(void *ctx, struct html_table *t, const struct html_cell *cell);
	enum read_status (*row_end)(void *ctx, struct html_table *t);
	enum read_status (*group_end)(void *ctx, struct html_table *t);
	enum read_status (*table_end)(void *ctx, struct html_table *t);
};

struct html_element { /* one that is open */
	enum html_tag tag;
	bool wall;      /* a table, cell or caption: end tags of what stands in it reach no farther */
	bool part;      /* of a table that is part of its cell */
	bool unshown;
	unsigned styles;
};

struct html_choice { /* <select>: what a browser shows of it */
	bool open, multiple, in_option, option_selected, has_selected, has_any;
	struct html_text option, shown;
};

struct html_walk {
	struct read_job *job;
	const struct html_sink *sink;
	void *ctx;
	enum read_status status;
	struct html_tokens tokens;
	struct html_element stack[LIMIT_HTML_DEPTH];
	size_t n;
	unsigned open[HTML_TAG_COUNT]; /* elements of each tag in the stack */
	unsigned unshown;           /* elements in the stack that are not shown */
	unsigned raised, pre;       /* of each style */
	struct html_table *top;     /* the innermost open table */
	struct html_table *spare;
	struct html_choice choice;
	struct html_text title;
	bool in_title, has_title;
	/* what the page was found to be */
	uint32_t tables;
	uint64_t unshown_cells;     /* that are filled */
	bool frames;                /* it is made of other pages */
	bool cut_off;               /* it ends within a table, tag or comment */
};

void html_walk_init(struct html_walk *w, struct read_job *job, const struct html_sink *sink, void *ctx);
void html_walk_release(struct html_walk *w);
/* Answers w->status; once that is not READ_OK, nothing more is taken. */
enum read_status html_walk_add(struct html_walk *w, struct str bytes);
enum read_status html_walk_end(struct html_walk *w);

#endif
