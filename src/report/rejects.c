#include "report/rejects.h"

#include "registry/rejects_file.h"
#include "report/labels.h"
#include "report/rejects_writer.h"
#include "report/report.h"

#include <inttypes.h>
#include <stdlib.h>

struct rejects_format {
	const char *extension;
	bool single;
	struct rejects_writer *(*make)(struct buf *out, int spill);
};

static const struct rejects_format formats[] = {
	{"csv", true, rejects_csv_new},
	{"xlsx", false, rejects_xlsx_new},
};

const struct rejects_format *rejects_format_by_path(struct str path)
{
	struct str extension = report_extension(path);

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		struct str known = str_from(formats[i].extension);
		if (extension.n == known.n && str_starts_any_case(extension, known))
			return &formats[i];
	}
	return NULL;
}

bool rejects_is_single(const struct rejects_format *f)
{
	return f->single;
}

/* --- a table ------------------------------------------------------------------------------------------------------ */

/* What a table's rows are written under, and what comes before it is known whole. */
struct head {
	struct arena arena;
	struct rejects_table table;
	struct rejects_line *above, *held; /* held: rejected rows above the header */
	size_t n_above, cap_above, n_held, cap_held;
	bool marked;   /* the file that is read is one of rejected rows: its first columns are not the registry's */
	bool complete; /* the header was passed */
	bool begun;    /* it was given to the writer */
};

struct rejects {
	struct sink base;
	struct rejects_writer *writer;
	enum lang lang;
	struct head heads[2]; /* the present table's, and the first one's until something was written */
	struct head *head, *first; /* NULL: none */
	struct arena line;    /* of one row */
	struct buf why;
	uint64_t n;           /* rows that were written */
};

/* What went wrong in the writer is the sink's trouble. */
static void hear(struct rejects *r)
{
	r->base.failed |= r->writer->failed || r->why.failed || r->line.failed;
	for (size_t i = 0; i < 2; i++)
		r->base.failed |= r->heads[i].arena.failed;
	r->base.trouble = r->writer->trouble;
	r->base.why = r->writer->why;
}

static void set_header(struct head *h, const struct input_info *in)
{
	size_t from = h->marked ? REJECTS_MARKS : 0, n = in->n_columns - from;
	struct str *cells = ARENA_ARRAY(&h->arena, REJECTS_MARKS + n, struct str);

	for (size_t i = 0; cells && i < REJECTS_MARKS; i++)
		cells[i] = rejects_marks[i];
	for (size_t i = 0; cells && i < n; i++)
		cells[REJECTS_MARKS + i] = arena_str(&h->arena, in->columns[from + i].header);
	h->table.header = (struct rejects_line){in->header_row ? in->header_row : 1, cells, cells ? REJECTS_MARKS + n : 0};
}

static void write_line(struct rejects *r, struct head *h, struct rejects_line line)
{
	if (!h->begun)
		r->writer->ops->begin_table(r->writer, &h->table);
	h->begun = true;
	r->first = NULL;
	r->writer->ops->line(r->writer, line.cells, line.n);
	r->n++;
}

/* The header was passed: what was rejected above it follows it. */
static void complete(struct rejects *r)
{
	struct head *h = r->head;

	if (!h || h->complete)
		return;
	h->complete = true;
	h->table.above = h->above;
	h->table.n_above = h->n_above;
	for (size_t i = 0; i < h->n_held; i++)
		write_line(r, h, h->held[i]);
}

static void rejects_begin(struct sink *s, const struct run_info *run)
{
	s->run = run;
	hear((struct rejects *)s);
}

static void rejects_table_begin(struct sink *s, const struct input_info *in, const struct words *notices, size_t n_notices)
{
	struct rejects *r = (struct rejects *)s;

	(void)notices; /* they are said beside the answer */
	(void)n_notices;
	complete(r);
	/* the writer keeps what a begun table is called, and the first one may be needed at the end */
	struct head *h = r->first ? &r->heads[r->first == &r->heads[0]] : &r->heads[0];
	arena_clear(&h->arena);
	*h = (struct head){.arena = h->arena, .marked = in->header_row && rejects_are_marked(in->columns, in->n_columns)};
	h->table.file = arena_str(&h->arena, in->name);
	h->table.sheet = in->sheet.p ? arena_str(&h->arena, in->sheet) : STR_NONE;
	set_header(h, in);
	if (!r->head)
		r->first = h;
	r->head = h;
	hear(r);
}

/* --- a row -------------------------------------------------------------------------------------------------------- */

static bool all_fit(const struct rejects *r, const struct str *cells, size_t n)
{
	bool fit = true;

	for (size_t i = 0; r->writer->ops->fits && i < n; i++)
		fit &= r->writer->ops->fits(cells[i]);
	return fit;
}

static struct str say_why(struct rejects *r, const struct row *row, const struct str *cells, size_t n)
{
	struct buf *b = &r->why;

	buf_clear(b);
	buf_add(b, row_reason_label(r->lang, row->reason));
	if (row->problem.en.n) {
		buf_adds(b, message(r->lang, ": "));
		buf_add(b, words_in(row->problem, r->lang));
	}
	if (!row->cells && row->whole_cut)
		buf_adds(b, message(r->lang, "; it could not be told apart: the beginning of its text stands in one cell, the rest in the original file only"));
	else if (!row->cells)
		buf_adds(b, message(r->lang, "; it could not be told apart: its text stands in one cell"));
	if (row->reason == REASON_TOO_MANY_COLUMNS)
		buf_printf(b, message(r->lang, "; only its first %zu cells stand here"), row->n_cells);
	if (!all_fit(r, cells, n))
		buf_adds(b, message(r->lang, "; a cell is longer than a spreadsheet can hold: only its beginning stands here"));
	return buf_str(b);
}

static struct str say_file(struct arena *a, const struct rejects_table *t)
{
	return t->sheet.p ? arena_printf(a, "%.*s · %.*s", STR_ARG(t->file), STR_ARG(t->sheet)) : t->file;
}

/* The row's own cells, or its text where it could not be told apart, behind room for the marks. NULL when memory is exhausted. */
static struct str *own_cells(struct arena *a, const struct head *h, const struct row *row, size_t *n)
{
	size_t from = !h->marked || !row->cells ? 0 : row->n_cells < REJECTS_MARKS ? row->n_cells : REJECTS_MARKS;
	const struct str *own = row->cells ? row->cells + from : &row->whole;
	size_t n_own = row->cells ? row->n_cells - from : 1;
	struct str *cells = ARENA_ARRAY(a, REJECTS_MARKS + n_own, struct str);

	for (size_t i = 0; cells && i < REJECTS_MARKS; i++)
		cells[i] = STR("");
	for (size_t i = 0; cells && i < n_own; i++)
		cells[REJECTS_MARKS + i] = arena_str(a, own[i]);
	*n = cells ? REJECTS_MARKS + n_own : 0;
	return cells;
}

/* A row of a file of rejected rows has its place already. */
static void say_place(struct str *cells, struct arena *a, const struct head *h, const struct row *row)
{
	bool kept = h->marked && row->cells && row->n_cells >= REJECTS_MARKS && row->cells[REJECTS_FILE].n && row->cells[REJECTS_ROW].n;

	cells[REJECTS_FILE] = kept ? arena_str(a, row->cells[REJECTS_FILE]) : say_file(a, &h->table);
	cells[REJECTS_ROW] = kept ? arena_str(a, row->cells[REJECTS_ROW]) : arena_printf(a, "%" PRIu64, row->number);
}

static struct rejects_line reject(struct rejects *r, struct arena *a, const struct row *row)
{
	size_t n;
	struct str *cells = own_cells(a, r->head, row, &n);

	if (cells) {
		cells[REJECTS_WHY] = arena_str(a, say_why(r, row, cells, n));
		say_place(cells, a, r->head, row);
	}
	return (struct rejects_line){row->number, cells, n};
}

/* --- what stands above a header ----------------------------------------------------------------------------------- */

static void keep(struct arena *a, struct rejects_line **lines, size_t *n, size_t *cap, struct rejects_line line)
{
	struct rejects_line *grown = arena_grow(a, *lines, *n, cap, sizeof *grown);

	if (!grown)
		return;
	*lines = grown;
	grown[(*n)++] = line;
}

static void keep_above(struct head *h, const struct row *row)
{
	size_t n;
	struct str *cells = own_cells(&h->arena, h, row, &n);

	keep(&h->arena, &h->above, &h->n_above, &h->cap_above, (struct rejects_line){row->number, cells, n});
}

static void rejects_row(struct sink *s, struct str file, const struct row *row)
{
	struct rejects *r = (struct rejects *)s;
	struct head *h = r->head;
	bool rejected = row_reason_rejects(row->reason), above = row->number < h->table.header.row;

	(void)file; /* rows come table by table */
	arena_clear(&r->line);
	if (!above)
		complete(r);
	if (rejected && above)
		keep(&h->arena, &h->held, &h->n_held, &h->cap_held, reject(r, &h->arena, row));
	else if (rejected)
		write_line(r, h, reject(r, &r->line, row));
	else if (row->reason == REASON_TITLE)
		keep_above(h, row);
	hear(r);
}

/* A row that was judged stands behind the header. */
static void rejects_item(struct sink *s, const struct item *item, const struct judgement *j)
{
	(void)item;
	(void)j;
	complete((struct rejects *)s);
}

/* --- the end ------------------------------------------------------------------------------------------------------ */

/* Rows that are held yet belong to a table that ended above its header: they are written at the end. */
static bool rejects_agrees(const struct sink *s, const struct totals *t)
{
	const struct rejects *r = (const struct rejects *)s;
	const struct head *h = r->head;

	return r->n + (h && !h->complete ? h->n_held : 0) == t->rejected;
}

static void rejects_end(struct sink *s, const struct summary *summary)
{
	struct rejects *r = (struct rejects *)s;

	(void)summary;
	complete(r);
	if (r->first)
		r->writer->ops->begin_table(r->writer, &r->first->table);
	r->writer->ops->end(r->writer);
	hear(r);
}

static bool rejects_more(struct sink *s)
{
	struct rejects *r = (struct rejects *)s;
	bool more = r->writer->ops->more && r->writer->ops->more(r->writer);

	hear(r);
	return more;
}

static void rejects_free(struct sink *s)
{
	struct rejects *r = (struct rejects *)s;

	r->writer->ops->free(r->writer);
	arena_release(&r->heads[0].arena);
	arena_release(&r->heads[1].arena);
	arena_release(&r->line);
	buf_release(&r->why);
	free(r);
}

static const struct sink_ops rejects_ops = {
	.begin = rejects_begin,
	.table_begin = rejects_table_begin,
	.item = rejects_item,
	.row = rejects_row,
	.agrees = rejects_agrees,
	.end = rejects_end,
	.more = rejects_more,
	.free = rejects_free,
};

struct sink *rejects_sink_new(struct buf *out, const struct rejects_format *format, enum lang lang, int spill)
{
	struct rejects *r = malloc(sizeof *r);
	struct rejects_writer *writer = r ? format->make(out, spill) : NULL;

	if (!writer) {
		free(r);
		return NULL;
	}
	*r = (struct rejects){.base = {.ops = &rejects_ops, .out = out}, .writer = writer, .lang = lang};
	arena_init(&r->heads[0].arena);
	arena_init(&r->heads[1].arena);
	arena_init(&r->line);
	buf_init(&r->why);
	return &r->base;
}
