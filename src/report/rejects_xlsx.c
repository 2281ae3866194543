/*
 * The file of rejected rows as a workbook: a sheet a table, every cell a text in a column of texts, so that nothing that is typed into it is made a number or a date.
 *
 * Always: the same rows give the same bytes. Memory does not grow with the rows: they go through files, and the workbook that was made of them is read back and handed on
 * piece by piece.
 */
#include "report/rejects_writer.h"

#include "registry/rejects_file.h"
#include "report/xlsx_library.h"
#include "report/xlsx_text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	ROWS = 1048576,           /* of a sheet */
	SHEET_BYTES = 1 << 30,    /* of its texts, so that its XML is below the 4 GiB of a ZIP's entry, whatever is escaped */
	PIECE = 16 * 1024,
	CREATED = 315532800,      /* 1980-01-01, as the library dates the entries of the ZIP: the same rows give the same bytes */
	WHY_WIDTH = 60, CELL_WIDTH = 16,
	TEXT = 49,                /* the number format "@" */
};

struct rejects_xlsx {
	struct rejects_writer base;
	struct xlsx_library lib;
	int spill;
	char path[64];            /* of the spill: the library opens files by name */
	lxw_workbook *book;
	lxw_format *text;
	lxw_worksheet *sheet;
	const struct rejects_table *table;
	lxw_row_t row;            /* the next one of the sheet */
	size_t bytes;             /* of texts in it */
	struct str *names;
	uint64_t *rows;           /* of each sheet, as written: what is read back is held against it */
	size_t n_sheets, cap_names, cap_rows;
	struct buf cell;
};

static void unwritten(struct rejects_xlsx *w, struct words why)
{
	rejects_trouble(&w->base, SINK_UNWRITTEN, why);
}

static void unwritten_by(struct rejects_xlsx *w, lxw_error error)
{
	if (error == LXW_ERROR_MEMORY_MALLOC_FAILED)
		w->base.failed = true;
	else
		unwritten(w, words_printf(&w->base.arena, "could not be written: %s", w->lib.lxw_strerror(error)));
}

static bool goes_on(const struct rejects_xlsx *w)
{
	return !w->base.failed && w->base.trouble == SINK_FINE;
}

/* --- sheets ------------------------------------------------------------------------------------------------------ */

static void write_cells(struct rejects_xlsx *w, const struct str *cells, size_t n)
{
	bool any = false;

	for (size_t i = 0; i < n && goes_on(w); i++) {
		buf_clear(&w->cell);
		xlsx_text(&w->cell, cells[i]);
		w->base.failed |= w->cell.failed;
		if (!w->cell.n || w->base.failed)
			continue;
		any = true;
		w->bytes += w->cell.n;
		lxw_error error = w->lib.worksheet_write_string(w->sheet, w->row, (lxw_col_t)i, w->cell.p, w->text);
		if (error != LXW_NO_ERROR)
			unwritten_by(w, error);
	}
	w->rows[w->n_sheets - 1] += any;
	w->row++;
}

/* registry.csv gives "registry". */
static struct str name_of_file(struct str path)
{
	size_t from = path.n, to = path.n;

	while (from && path.p[from - 1] != '/')
		from--;
	for (size_t i = path.n; i > from + 1 && to == path.n; i--)
		if (path.p[i - 1] == '.')
			to = i - 1;
	return str_sub(path, from, to);
}

/* Its name is kept for the next one not to have it. */
static const char *take_name(struct rejects_xlsx *w)
{
	struct arena *a = &w->base.arena;
	struct str wanted = w->table->sheet.p ? w->table->sheet : name_of_file(w->table->file);
	struct str *names = arena_grow(a, w->names, w->n_sheets, &w->cap_names, sizeof *names);
	uint64_t *rows = arena_grow(a, w->rows, w->n_sheets, &w->cap_rows, sizeof *rows);

	if (!names || !rows)
		return NULL;
	w->names = names;
	w->rows = rows;
	names[w->n_sheets] = xlsx_sheet_name(a, wanted, names, w->n_sheets);
	rows[w->n_sheets] = 0;
	return names[w->n_sheets++].p;
}

static void set_columns(struct rejects_xlsx *w)
{
	lxw_col_t last = (lxw_col_t)w->table->header.n;

	w->lib.worksheet_set_column(w->sheet, 0, 0, WHY_WIDTH, w->text);
	w->lib.worksheet_set_column(w->sheet, 1, last > REJECTS_MARKS ? last - 1 : REJECTS_MARKS - 1, CELL_WIDTH, w->text);
	w->lib.worksheet_freeze_panes(w->sheet, (lxw_row_t)w->table->header.row, 0);
}

static void begin_sheet(struct rejects_xlsx *w)
{
	const char *name = take_name(w);

	w->base.failed |= !name;
	if (!goes_on(w))
		return;
	errno = 0;
	w->sheet = w->lib.workbook_add_worksheet(w->book, name);
	if (!w->sheet) {
		unwritten(w, words_printf(&w->base.arena, "could not be written: %s", strerror(errno ? errno : EIO)));
		return;
	}
	w->bytes = 0;
	set_columns(w);
	for (size_t i = 0; i < w->table->n_above; i++) {
		w->row = (lxw_row_t)w->table->above[i].row - 1;
		write_cells(w, w->table->above[i].cells, w->table->above[i].n);
	}
	w->row = (lxw_row_t)w->table->header.row - 1;
	write_cells(w, w->table->header.cells, w->table->header.n);
}

static void xlsx_begin_table(struct rejects_writer *base, const struct rejects_table *t)
{
	struct rejects_xlsx *w = (struct rejects_xlsx *)base;

	w->table = t;
	if (goes_on(w))
		begin_sheet(w);
}

static void xlsx_line(struct rejects_writer *base, const struct str *cells, size_t n)
{
	struct rejects_xlsx *w = (struct rejects_xlsx *)base;

	if (goes_on(w) && (w->row >= ROWS || w->bytes > SHEET_BYTES))
		begin_sheet(w);
	if (goes_on(w))
		write_cells(w, cells, n);
}

static bool xlsx_fits(struct str cell)
{
	struct buf b;

	if (cell.n * 7 <= XLSX_CELL) /* a byte is one unit at most, or an escape of seven */
		return true;
	buf_init(&b);
	bool fits = xlsx_text(&b, cell);
	buf_release(&b);
	return fits;
}

/* --- reading back ------------------------------------------------------------------------------------------------- */

/* What is counted in a sheet's XML: its rows, and that it is there to its end. No text holds "<". */
struct tally {
	char tail[16]; /* the last bytes of the piece before, for what is cut between two */
	size_t n_tail;
	uint64_t rows;
	bool ended;
};

static void tally_piece(struct tally *t, const char *piece, size_t n)
{
	static const struct str row = STR_INIT("<row "), end = STR_INIT("</worksheet>");
	char both[sizeof t->tail + PIECE];

	memcpy(both, t->tail, t->n_tail);
	memcpy(both + t->n_tail, piece, n);
	struct str all = {both, t->n_tail + n};
	/* a row that ends in the tail was counted with it */
	size_t from = t->n_tail >= row.n ? t->n_tail - row.n + 1 : 0;
	for (size_t at; (at = str_find(str_sub(all, from, all.n), row)) <= all.n - from; from += at + row.n)
		t->rows++;
	t->ended = str_ends(all, end);
	t->n_tail = all.n < sizeof t->tail ? all.n : sizeof t->tail;
	memcpy(t->tail, all.p + all.n - t->n_tail, t->n_tail);
}

static bool read_sheet(const struct xlsx_library *lib, void *zip, struct tally *out)
{
	char piece[PIECE];
	int n = 0;

	if (lib->unz_open_file(zip) != 0)
		return false;
	while ((n = lib->unz_read(zip, piece, sizeof piece)) > 0)
		tally_piece(out, piece, (size_t)n);
	return lib->unz_close_file(zip) == 0 && n == 0;
}

static bool stands(const struct rejects_xlsx *w, void *zip)
{
	char name[64];

	for (size_t i = 0; i < w->n_sheets; i++) {
		struct tally tally = {.n_tail = 0};
		snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", i + 1);
		if (w->lib.unz_locate(zip, name, 0) != 0 || !read_sheet(&w->lib, zip, &tally))
			return false;
		if (!tally.ended || tally.rows != w->rows[i])
			return false;
	}
	return true;
}

/* The library does not look whether its temporary files took what it wrote (a full disk). */
static void look_back(struct rejects_xlsx *w)
{
	void *zip = w->lib.unz_open(w->path);
	bool good = zip && stands(w, zip);

	if (zip)
		w->lib.unz_close(zip);
	if (!good)
		unwritten(w, words_printf(&w->base.arena, "could not be written: the workbook is not whole; perhaps there is no room for temporary files"));
}

/* --- the end ------------------------------------------------------------------------------------------------------ */

static void xlsx_end(struct rejects_writer *base)
{
	struct rejects_xlsx *w = (struct rejects_xlsx *)base;

	if (!goes_on(w))
		return;
	lxw_error error = w->lib.workbook_close(w->book);
	w->book = NULL;
	if (error != LXW_NO_ERROR)
		unwritten_by(w, error);
	else
		look_back(w);
	if (goes_on(w) && lseek(w->spill, 0, SEEK_SET) != 0)
		unwritten(w, words_printf(&w->base.arena, "could not be written: %s", strerror(errno)));
}

static bool xlsx_more(struct rejects_writer *base)
{
	struct rejects_xlsx *w = (struct rejects_xlsx *)base;
	ssize_t n = -1;

	if (!goes_on(w) || !buf_reserve(base->out, PIECE))
		return false;
	do
		n = read(w->spill, base->out->p + base->out->n, PIECE);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		unwritten(w, words_printf(&base->arena, "could not be written: %s", strerror(errno)));
	if (n > 0)
		base->out->n += (size_t)n;
	return n > 0;
}

static void xlsx_free(struct rejects_writer *base)
{
	struct rejects_xlsx *w = (struct rejects_xlsx *)base;

	if (w->book)
		w->lib.lxw_workbook_free(w->book);
	buf_release(&w->cell);
	arena_release(&w->base.arena);
	free(w);
}

static const struct rejects_writer_ops xlsx_ops = {
	.begin_table = xlsx_begin_table, .line = xlsx_line, .end = xlsx_end, .more = xlsx_more, .fits = xlsx_fits, .free = xlsx_free};

static void open_book(struct rejects_xlsx *w)
{
	/* where there is room: /tmp is often kept in memory */
	char folder[] = "/var/tmp";
	lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = folder};
	lxw_doc_properties properties = {.created = CREATED};
	const char *why;

	if (!xlsx_library_open(&w->lib, &why)) {
		unwritten(w, words_printf(&w->base.arena, "workbooks are written by libxlsxwriter, which cannot be opened (%s); say --rejects with a file that "
							  "ends in .csv", why));
		return;
	}
	w->book = w->lib.workbook_new_opt(w->path, &options);
	w->text = w->book ? w->lib.workbook_add_format(w->book) : NULL;
	w->base.failed = !w->text || w->lib.workbook_set_properties(w->book, &properties) != LXW_NO_ERROR;
	if (w->text)
		w->lib.format_set_num_format_index(w->text, TEXT);
}

struct rejects_writer *rejects_xlsx_new(struct buf *out, int spill)
{
	struct rejects_xlsx *w = malloc(sizeof *w);

	if (!w)
		return NULL;
	*w = (struct rejects_xlsx){.base = {.ops = &xlsx_ops, .out = out}, .spill = spill};
	arena_init(&w->base.arena);
	buf_init(&w->cell);
	snprintf(w->path, sizeof w->path, "/proc/self/fd/%d", spill);
	open_book(w);
	return &w->base;
}
