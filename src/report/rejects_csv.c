/* The file of rejected rows as CSV: UTF-8 with a byte order mark, CRLF, one header. */
#include "report/rejects_writer.h"

#include "report/sink_text.h"

#include <stdlib.h>

struct rejects_csv {
	struct rejects_writer base;
	bool begun;
	struct buf head;        /* the first table's: what stands above the header, and the header */
	struct str file, sheet; /* the first table */
};

static void write_line(struct buf *out, const struct str *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		buf_adds(out, i ? "," : "");
		sink_csv_filed(out, cells[i]);
	}
	buf_adds(out, "\r\n");
}

static void write_head(struct buf *out, const struct rejects_table *t)
{
	uint64_t row = 1;

	for (size_t i = 0; i < t->n_above; i++) {
		for (; row < t->above[i].row; row++)
			buf_adds(out, "\r\n");
		write_line(out, t->above[i].cells, t->above[i].n);
		row++;
	}
	for (; row < t->header.row; row++)
		buf_adds(out, "\r\n");
	write_line(out, t->header.cells, t->header.n);
}

static void refuse(struct rejects_csv *w, const struct rejects_table *t)
{
	const char *dot = " · ";

	rejects_trouble(&w->base, SINK_USAGE,
			words_printf(&w->base.arena,
				     "rows were rejected of two tables with different headers, \"%.*s%s%.*s\" and \"%.*s%s%.*s\"; a CSV file has one header: say "
				     "--rejects with a file that ends in .xlsx, which has a sheet for each",
				     STR_ARG(w->file), w->sheet.p ? dot : "", STR_ARG(w->sheet), STR_ARG(t->file), t->sheet.p ? dot : "", STR_ARG(t->sheet)));
}

static void csv_begin_table(struct rejects_writer *base, const struct rejects_table *t)
{
	struct rejects_csv *w = (struct rejects_csv *)base;
	struct buf head;

	buf_init(&head);
	write_head(&head, t);
	w->base.failed |= head.failed;
	if (w->begun) {
		if (!str_eq(buf_str(&head), buf_str(&w->head)))
			refuse(w, t);
		buf_release(&head);
		return;
	}
	w->begun = true;
	w->head = head;
	w->file = arena_str(&w->base.arena, t->file);
	w->sheet = t->sheet.p ? arena_str(&w->base.arena, t->sheet) : STR_NONE;
	w->base.failed |= w->base.arena.failed;
	buf_adds(w->base.out, "\xef\xbb\xbf");
	buf_add(w->base.out, buf_str(&w->head));
}

static void csv_line(struct rejects_writer *w, const struct str *cells, size_t n)
{
	write_line(w->out, cells, n);
}

static void csv_end(struct rejects_writer *w)
{
	(void)w;
}

static void csv_free(struct rejects_writer *base)
{
	struct rejects_csv *w = (struct rejects_csv *)base;

	buf_release(&w->head);
	arena_release(&w->base.arena);
	free(w);
}

static const struct rejects_writer_ops csv_ops = {.begin_table = csv_begin_table, .line = csv_line, .end = csv_end, .free = csv_free};

struct rejects_writer *rejects_csv_new(struct buf *out, int spill)
{
	struct rejects_csv *w = malloc(sizeof *w);

	(void)spill;
	if (!w)
		return NULL;
	*w = (struct rejects_csv){.base = {.ops = &csv_ops, .out = out}};
	arena_init(&w->base.arena);
	buf_init(&w->head);
	return &w->base;
}
