/* What html_walk.h makes of a page, as text: tables, rows and cells as they begin and end. For tests and the fuzz target. */
#ifndef PHASEOUT_TESTS_HTML_LOG_H
#define PHASEOUT_TESTS_HTML_LOG_H

#include "read/html_walk.h"

struct html_log {
	struct buf out;
	bool parts;      /* every second table within a cell is part of it */
	unsigned depth;  /* open tables */
	bool in_row;
	bool broken;     /* events did not nest */
};

static inline bool log_is_part(void *ctx, const struct html_table *outer, uint32_t number)
{
	const struct html_log *l = ctx;
	(void)outer;
	return l->parts && number % 2;
}

static inline enum read_status log_table(void *ctx, struct html_table *t)
{
	struct html_log *l = ctx;
	l->depth++;
	buf_printf(&l->out, "<%u%s", t->number, t->hidden ? " hidden" : "");
	return READ_OK;
}

static inline enum read_status log_caption(void *ctx, struct html_table *t, struct str text)
{
	struct html_log *l = ctx;
	(void)t;
	buf_adds(&l->out, "caption ");
	buf_add(&l->out, text);
	return READ_OK;
}

static inline enum read_status log_row(void *ctx, struct html_table *t)
{
	struct html_log *l = ctx;
	l->broken |= !l->depth;
	buf_printf(&l->out, "\n%u: ", t->grid.row);
	return READ_OK;
}

static inline enum read_status log_cell(void *ctx, struct html_table *t, const struct html_cell *cell)
{
	struct html_log *l = ctx;
	l->broken |= !t->in_row || cell->row != t->grid.row || cell->column >= GRID_COLUMNS || cell->text.n > LIMIT_CELL_BYTES + 1;
	buf_printf(&l->out, "[%u %ux%u %d ", cell->column, cell->rows, cell->columns, (int)cell->sort);
	buf_add(&l->out, cell->text);
	buf_addc(&l->out, ']');
	return READ_OK;
}

static inline enum read_status log_table_end(void *ctx, struct html_table *t)
{
	struct html_log *l = ctx;
	l->broken |= !l->depth || t->in_row || t->in_cell;
	l->depth--;
	buf_adds(&l->out, ">\n");
	return READ_OK;
}

/* The page in pieces of so many bytes, the first one of `first`; both at least 1. False where events did not nest. */
static inline bool html_log(struct buf *out, struct str page, size_t first, size_t piece, bool parts)
{
	static const struct html_sink sink = {.is_part = log_is_part,
					      .table = log_table,
					      .caption = log_caption,
					      .row = log_row,
					      .cell = log_cell,
					      .table_end = log_table_end};
	struct html_log l = {.parts = parts};
	struct arena a;
	struct html_walk w;
	arena_init(&a);
	buf_init(&l.out);
	struct read_job job = {.arena = &a};
	html_walk_init(&w, &job, &sink, &l);
	for (size_t i = 0, n = first; i < page.n; i += n, n = piece)
		if (html_walk_add(&w, str_sub(page, i, i + n)) != READ_OK)
			break;
	html_walk_end(&w);
	buf_add(out, buf_str(&l.out));
	buf_printf(out, "%d, %u tables, %ju unshown%s%s, title %.*s", (int)w.status, w.tables,
		   (uintmax_t)w.unshown_cells, w.frames ? ", frames" : "", w.cut_off ? ", cut off" : "",
		   STR_ARG(html_text_str(&w.title)));
	bool well = !l.broken && (w.status != READ_OK || !l.depth);
	html_walk_release(&w);
	buf_release(&l.out);
	arena_release(&a);
	return well;
}

#endif
