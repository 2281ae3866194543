#include "registry/state.h"

#include "base/limits.h"
#include "registry/classify.h"
#include "registry/rejects_file.h"
#include "registry/rows.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
	SHOWN_CHARS = 200,     /* of a row that was not judged */
	BAD_ROWS = 20,         /* rows with undecodable bytes that stop the run, where they are also … */
	BAD_ROWS_PERCENT = 1,  /* … more than this of those read */
};

static const struct reason {
	const char *name;
	const char *msgid; /* of rows that are skipped; NULL: rejected with words of their own */
} reasons[REASON_COUNT] = {
	[REASON_NONE] = {"none", NULL},
	[REASON_BAD_BYTES] = {"bad_bytes", NULL},
	[REASON_NUL] = {"nul", NULL},
	[REASON_FIELD_COUNT] = {"field_count", NULL},
	[REASON_UNCLOSED_QUOTE] = {"unclosed_quote", NULL},
	[REASON_STRAY_QUOTE] = {"stray_quote", NULL},
	[REASON_LONG_CELL] = {"long_cell", NULL},
	[REASON_LONG_RECORD] = {"long_record", NULL},
	[REASON_TOO_MANY_COLUMNS] = {"too_many_columns", NULL},
	[REASON_BAD_JSON] = {"bad_json", NULL},
	[REASON_BAD_OBJECT] = {"bad_object", NULL},
	[REASON_DUPLICATE_KEY] = {"duplicate_key", NULL},
	[REASON_NO_HEADER] = {"no_header", NULL},
	[REASON_TITLE] = {"title", "above the header"},
	[REASON_HEADER] = {"header", "the header"},
	[REASON_REPEATED_HEADER] = {"repeated_header", "the header again"},
	[REASON_BLANK] = {"blank", "blank"},
	[REASON_NOTE] = {"note", "a note"},
	[REASON_SUBTOTAL] = {"subtotal", "a sub-total"},
	[REASON_NO_EQUIPMENT] = {"no_equipment", "no equipment: the columns that name it are blank, 0 or say that there is none"},
	[REASON_NO_TABLE] = {"no_table", "of a sheet that holds no table"},
};

const char *row_reason_name(enum row_reason r)
{
	return reasons[r].name;
}

/* --- life ------------------------------------------------------------------------------------------------------ */

ssize_t registry_read_input(void *ctx, char *p, size_t n)
{
	struct registry *g = ctx;
	ssize_t got = input_read(g->input, p, n);
	if (got > 0)
		sha256_add(&g->sum, (struct str){p, (size_t)got});
	return got;
}

ssize_t registry_read_pending(void *ctx, char *p, size_t n)
{
	struct registry *g = ctx;
	if (!g->pending.n)
		return registry_read_input(g, p, n);
	if (n > g->pending.n)
		n = g->pending.n;
	memcpy(p, g->pending.p, n);
	g->pending = str_sub(g->pending, n, g->pending.n);
	return (ssize_t)n;
}

/* What is said on the command line goes before what the mapping says. */
static void fill_in(struct registry_options *o)
{
	const struct mapping *m = o->mapping;
	if (!m)
		return;
	if (o->encoding == ENCODING_AUTO)
		o->encoding = m->encoding;
	if (!o->separator)
		o->separator = m->separator;
	if (!o->header_row)
		o->header_row = m->header_row;
	if (!o->default_kind)
		o->default_kind = m->kind;
}

/* Once the format is known: a mapping may name a sheet of workbooks and a table of databases. */
static void fill_in_table(struct registry_options *o, enum format format)
{
	const struct mapping *m = o->mapping;
	bool database = format == FORMAT_SQLITE;
	if (o->sheet.p || !m)
		return;
	o->sheet = database ? m->table : m->sheet;
	if (!o->sheet.p)
		o->sheet = database ? m->sheet : m->table;
}

struct registry *registry_new(const struct reader *r, struct str name, struct input *in, const struct registry_options *options,
			      struct diags *diags)
{
	struct registry *g = calloc(1, sizeof *g);
	if (!g)
		return NULL;
	*g = (struct registry){.reader = *r, .name = name, .input = in, .options = *options, .diags = diags};
	fill_in(&g->options);
	if (g->options.mapping) {
		g->reader.more_unknown = &g->options.mapping->unknown_tokens;
		g->reader.more_not_applicable = &g->options.mapping->not_applicable_tokens;
	}
	arena_init(&g->arena);
	arena_init(&g->record_arena);
	known_texts_init(&g->known);
	long_rows_init(&g->long_rows);
	g->reader.known = &g->known;
	sha256_init(&g->sum);
	csv_init(&g->csv, registry_read_input, g);
	buf_init(&g->transcoding.ready);
	g->stopped = REGISTRY_ROW;
	return g;
}

void registry_free(struct registry *g)
{
	if (!g)
		return;
	if (g->feed)
		g->feed->close(g);
	csv_release(&g->csv);
	decoder_close(&g->decoder);
	known_texts_release(&g->known);
	long_rows_release(&g->long_rows);
	arena_release(&g->record_arena);
	arena_release(&g->arena);
	free(g);
}

/* --- what happens to it ------------------------------------------------------------------------------------------ */

enum registry_status registry_stop(struct registry *g, enum registry_status status, struct words problem)
{
	g->problem = problem;
	g->stopped = status;
	return status;
}

enum registry_status registry_stop_unreadable(struct registry *g, struct words problem)
{
	return registry_stop(g, REGISTRY_UNREADABLE, problem);
}

enum registry_status registry_stop_memory(struct registry *g)
{
	return registry_stop(g, REGISTRY_NO_MEMORY, words_printf(&g->arena, "memory is exhausted"));
}

/* What is said of a sheet begins with its name. */
bool registry_notice(struct registry *g, struct words words)
{
	struct words *notices = arena_grow(&g->arena, g->notices, g->n_notices, &g->cap_notices, sizeof *notices);
	if (!notices)
		return false;
	if (g->sheet.p && words.en.p)
		words = (struct words){arena_printf(&g->arena, "%.*s：%.*s", STR_ARG(g->sheet), STR_ARG(words.zh)),
				       arena_printf(&g->arena, "%.*s: %.*s", STR_ARG(g->sheet), STR_ARG(words.en))};
	g->notices = notices;
	notices[g->n_notices++] = words;
	return true;
}

/* --- one row --------------------------------------------------------------------------------------------------- */

static bool decode_cells(struct str **out, struct registry *g, struct arena *a, const struct record *r)
{
	struct str *cells = ARENA_ARRAY(a, r->n_fields, struct str);
	for (size_t i = 0; cells && i < r->n_fields; i++) {
		cells[i] = r->fields[i].n ? decode(&g->decoder, a, r->fields[i]) : STR("");
		if (!cells[i].p)
			return false;
		if (g->guarded)
			cells[i] = rejects_unguard(cells[i]);
	}
	*out = cells;
	return cells;
}

static void skip_row(struct row *out, enum row_reason reason)
{
	out->reason = reason;
	out->problem = (struct words){str_from(message(LANG_ZH, reasons[reason].msgid)),
				      str_from(message(LANG_EN, reasons[reason].msgid))};
}

static void reject_count(struct registry *g, const struct record *r, struct row *out, struct arena *a)
{
	out->reason = REASON_FIELD_COUNT;
	if (r->lines > 1)
		out->problem = words_printf(a, "%zu fields on lines %llu to %llu, the header has %zu", r->n_fields,
					    (unsigned long long)r->line, (unsigned long long)(r->line + r->lines - 1),
					    g->header.columns.n);
	else
		out->problem = words_printf(a, "%zu fields, the header has %zu", r->n_fields, g->header.columns.n);
}

/* Cells that were merged are blank in CSV but for the first. Whether they were cannot be told. */
static void look_at_enterprise(struct registry *g, struct row *out, const struct str *cells)
{
	const struct columns *columns = &g->header.columns;
	bool column = false, filled = false;
	for (size_t i = 0; i < columns->n; i++) {
		const struct field *f = columns->items[i].field;
		if (!f || f->role != ROLE_ENTERPRISE)
			continue;
		column = true;
		filled |= str_trim(cells[i]).n > 0;
	}
	out->blank_enterprise = column && !filled && g->enterprise_filled;
	g->enterprise_filled |= filled;
}

/* Once a table: in which row a cell first belongs to several. */
static bool say_merged(struct registry *g, const uint32_t *shared, const struct record *r)
{
	for (size_t i = 0; i < r->n_fields && !g->tables.merged_said; i++) {
		if (!shared[i])
			continue;
		g->tables.merged_said = true;
		return registry_notice(g, words_printf(&g->arena, "cells merged over several rows, first in row %llu, are read in each of their rows",
						       (unsigned long long)r->number));
	}
	return true;
}

/* What stands under the header; where the file has merged cells, as they are meant. */
static bool read_cells(struct row_reading *row, struct registry *g, const struct record *r, struct str *cells)
{
	row->cells = cells;
	row->sorts = r->sorts;
	if (!g->tables.merges.n || !r->sorts)
		return true;
	unsigned char *sorts = ARENA_ARRAY(row->a, r->n_fields, unsigned char);
	uint32_t *shared = ARENA_ARRAY(row->a, r->n_fields, uint32_t);
	if (!sorts || !shared)
		return false;
	memcpy(sorts, r->sorts, r->n_fields);
	row->sorts = sorts;
	row->shared = shared;
	return merges_fill(&g->tables.merges, r->number, cells, sorts, shared, r->n_fields) && say_merged(g, shared, r);
}

/* The items of each part, told apart by their numbers in the row. */
static bool read_parts(struct registry *g, const struct record *r, struct row *out, const struct row_reading *like)
{
	size_t cap = 0;
	for (size_t i = 0; i < r->n_parts; i++) {
		struct row of_part = *out;
		struct row_reading row = *like;
		struct str *cells = ARENA_ARRAY(like->a, r->n_fields, struct str);
		if (!cells)
			return false;
		memcpy(cells, like->cells, r->n_fields * sizeof *cells);
		g->feed->part(g, i, cells);
		row.cells = cells;
		out->cells = i ? out->cells : cells; /* what a row looks like, with one of its machines */
		of_part.items = NULL;
		of_part.n_items = 0;
		if (!row_items(&of_part, &row, g->name))
			return false;
		out->n_absent += of_part.n_absent;
		if (!row_append(out, like->a, &cap, of_part.items, of_part.n_items))
			return false;
	}
	for (size_t i = 0; i < out->n_items; i++)
		out->items[i].number = (uint32_t)i + 1;
	return true;
}

/* The machine that was collected, where one is; else out->n_rows is 0. */
static bool give_collected(struct registry *g, struct row *out, const struct row_reading *like)
{
	out->n_rows = 0;
	if (!g->long_rows.pending)
		return true;
	if (!long_rows_take(&g->long_rows, out, like, g->name))
		return false;
	if (!out->n_items)
		skip_row(out, REASON_NO_EQUIPMENT);
	return true;
}

/* Long format: the row is one more of a machine, or begins another, and the one before is given. */
static bool collect(struct registry *g, const struct record *r, struct row *out, const struct row_reading *row)
{
	struct words problem = {STR_NONE, STR_NONE};
	bool goes_on = long_rows_goes_on(&g->long_rows, row);
	if (goes_on)
		out->n_rows = 0;
	else if (!give_collected(g, out, row))
		return false;
	if (!long_rows_add(&g->long_rows, row, g->sheet, r->number, r->line, &g->headings, &problem))
		return false;
	return !problem.en.p || registry_notice(g, (struct words){arena_str(&g->arena, problem.zh), arena_str(&g->arena, problem.en)});
}

static bool read_items(struct registry *g, const struct record *r, struct row *out, struct arena *a, struct str *cells)
{
	struct row_reading row = {.a = a, .r = &g->reader, .columns = &g->header.columns, .default_kind = g->options.default_kind,
				  .titles = g->kind_of_title ? &g->titles : NULL};
	if (!read_cells(&row, g, r, cells))
		return false;
	known_texts_trim(&g->known);
	look_at_enterprise(g, out, cells);
	if (g->header.columns.long_columns)
		return collect(g, r, out, &row);
	bool ok = r->has_parts ? read_parts(g, r, out, &row) : row_items(out, &row, g->name);
	if (ok && !out->n_items)
		skip_row(out, REASON_NO_EQUIPMENT);
	return ok;
}

static bool read_data_row(struct registry *g, const struct record *r, struct row *out, struct arena *a)
{
	struct str *cells;
	if (!decode_cells(&cells, g, a, r))
		return false;
	out->cells = cells;
	out->n_cells = r->n_fields;
	enum row_reason reason = classify(a, &g->reader, &g->header.columns, cells, r->n_fields);
	if (reason != REASON_NONE)
		skip_row(out, reason);
	else if (r->n_fields != g->header.columns.n)
		reject_count(g, r, out, a);
	else
		return read_items(g, r, out, a, cells);
	return true;
}

static bool read_title_row(struct registry *g, const struct record *r, struct row *out, struct arena *a)
{
	struct str *cells;
	if (!decode_cells(&cells, g, a, r))
		return false;
	skip_row(out, row_is_blank(cells, r->n_fields) ? REASON_BLANK : REASON_TITLE);
	return true;
}

/* A row of a sheet that has no header: prose is skipped, what looks like a table is not. */
static bool read_headless_row(struct registry *g, const struct record *r, struct row *out, struct arena *a)
{
	struct str *cells;
	if (!decode_cells(&cells, g, a, r))
		return false;
	out->cells = cells;
	out->n_cells = r->n_fields;
	if (row_is_blank(cells, r->n_fields))
		skip_row(out, REASON_BLANK);
	else if (g->prose)
		skip_row(out, REASON_NO_TABLE);
	else {
		out->reason = REASON_NO_HEADER;
		out->problem = g->no_header;
	}
	return true;
}

/* As filed; .p NULL of cells. */
static struct str raw_of(struct registry *g, const struct record *r)
{
	return r->raw.p || !g->feed->raw ? r->raw : g->feed->raw(g);
}

/* A record of cells has no text as filed but theirs. */
static struct str text_of(struct registry *g, const struct record *r, struct arena *a)
{
	struct str raw = raw_of(g, r);
	struct buf b;
	if (raw.p)
		return decode_start(&g->decoder, a, raw, SHOWN_CHARS);
	buf_init(&b);
	for (size_t i = 0; i < r->n_fields && b.n < SHOWN_CHARS * 4; i++) {
		buf_adds(&b, i ? "\t" : "");
		buf_add(&b, r->fields[i]);
	}
	while (b.n && b.p[b.n - 1] == '\t')
		b.n--;
	struct str text = b.failed ? STR_NONE : decode_start(&g->decoder, a, buf_str(&b), SHOWN_CHARS);
	buf_release(&b);
	return text;
}

/* The cells of a record that was rejected, or all of it where it has none, for whoever has to mend it. */
static bool keep_cells(struct registry *g, const struct record *r, struct row *out, struct arena *a)
{
	struct str *cells;
	if (out->cells)
		return true;
	struct str raw = r->n_fields ? STR_NONE : raw_of(g, r);
	if (raw.p) {
		out->whole = decode_start(&g->decoder, a, raw, LIMIT_REJECT_CHARS);
		out->whole_cut = r->raw_cut || utf8_count(out->whole) > LIMIT_REJECT_CHARS;
		return out->whole.p;
	}
	if (!decode_cells(&cells, g, a, r))
		return false;
	out->cells = cells;
	out->n_cells = r->n_fields;
	return true;
}

static bool read_row(struct registry *g, const struct record *r, struct row *out, struct arena *a)
{
	*out = (struct row){.sheet = g->sheet, .number = r->number, .last = r->number, .n_rows = 1, .line = r->line};
	bool ok = true;
	if (g->header.row && r->number >= g->header.first_row && r->number <= g->header.row)
		skip_row(out, REASON_HEADER);
	else if (!registry_rejects(g, r, out, a))
		ok = g->no_header.en.p		   ? read_headless_row(g, r, out, a)
		     : r->number < g->header.row ? read_title_row(g, r, out, a)
						 : read_data_row(g, r, out, a);
	if (ok && out->reason != REASON_NONE) {
		out->text = text_of(g, r, a);
		ok = out->text.p && keep_cells(g, r, out, a);
		if (row_reason_rejects(out->reason))
			long_rows_note_rejected(&g->long_rows, out->number);
	}
	return ok && !a->failed;
}

/* --- all of them ----------------------------------------------------------------------------------------------- */

enum registry_status registry_peek(struct registry *g, struct str *window)
{
	switch (csv_peek(&g->csv, window, ENCODING_WINDOW)) {
	case CSV_RECORD:
		return REGISTRY_ROW;
	case CSV_END:
		return registry_stop_unreadable(g, words_printf(&g->arena, "empty: it has 0 bytes"));
	case CSV_FAILED:
		return registry_stop_unreadable(g, words_printf(&g->arena, "could not be read to its end: %s", strerror(g->input->error)));
	case CSV_NO_MEMORY:
		break;
	}
	return registry_stop_memory(g);
}

static enum registry_status prepare(struct registry *g)
{
	struct str window;
	struct words problem = {STR_NONE, STR_NONE};
	enum registry_status status = registry_peek(g, &window);
	if (status != REGISTRY_ROW)
		return status;
	/* UTF-16 without its mark looks like anything but text */
	if (!encoding_is_utf16(g->options.encoding))
		g->format = format_find(&problem, &g->arena, window);
	if (g->format == FORMAT_COUNT)
		return registry_stop_unreadable(g, problem);
	fill_in_table(&g->options, g->format);
	g->feed = format_is_container(g->format) ? &tables_feed : g->format == FORMAT_JSON ? &json_feed : &text_feed;
	return g->feed->prepare(g, window, window.n < ENCODING_WINDOW);
}

/* One byte in a hundred thousand is damage; one row in a hundred is another encoding. */
static enum registry_status check_bad_rows(struct registry *g, const struct record *r)
{
	if (g->bad_rows < BAD_ROWS || g->bad_rows * 100 <= r->number * BAD_ROWS_PERCENT)
		return REGISTRY_ROW;
	enum encoding e = g->settled.encoding;
	if (g->feed != &text_feed || encoding_other(e) == e)
		return REGISTRY_ROW;
	return registry_stop(g, REGISTRY_UNREADABLE,
			     words_printf(&g->arena,
					  "%llu of its first %llu rows hold bytes that are no %s; %llu of these are valid %s: try --encoding %s",
					  (unsigned long long)g->bad_rows, (unsigned long long)r->number, encoding_name(e),
					  (unsigned long long)g->bad_rows_other, encoding_name(encoding_other(e)),
					  encoding_name(encoding_other(e))));
}

static enum registry_status read_next(struct registry *g, struct row *out, struct arena *a)
{
	struct record r;
	enum registry_status status = g->feed->next(g, &r);
	if (status != REGISTRY_ROW)
		return status;
	if (!read_row(g, &r, out, a))
		return registry_stop_memory(g);
	return check_bad_rows(g, &r);
}

/* The last machine of a registry in long format comes when its rows have ended. */
static enum registry_status give_last(struct registry *g, struct row *out)
{
	struct row_reading like = {.r = &g->reader, .default_kind = g->options.default_kind, .titles = g->kind_of_title ? &g->titles : NULL};
	return give_collected(g, out, &like) ? REGISTRY_ROW : registry_stop_memory(g);
}

enum registry_status registry_next(struct registry *g, struct row *out, struct arena *a)
{
	enum registry_status status = REGISTRY_ROW;
	if (!g->prepared) {
		g->prepared = true;
		prepare(g);
	}
	out->n_rows = 0;
	while (g->stopped == REGISTRY_ROW && status == REGISTRY_ROW && !out->n_rows)
		status = read_next(g, out, a);
	if (g->stopped == REGISTRY_END && g->long_rows.pending)
		return give_last(g, out);
	return g->stopped == REGISTRY_ROW ? status : g->stopped;
}

/* --- what was found out ---------------------------------------------------------------------------------------- */

struct words registry_problem(const struct registry *g)
{
	return g->problem;
}

uint64_t registry_rows(const struct registry *g)
{
	return g->rows;
}

struct str registry_sheet(const struct registry *g)
{
	return g->sheet;
}

size_t registry_table(const struct registry *g)
{
	return format_is_container(g->format) ? g->tables.n_tables : g->prepared;
}

enum format registry_format(const struct registry *g)
{
	return g->format;
}

unsigned registry_sandbox(const struct registry *g)
{
	return g->tables.open ? container_sandbox(&g->tables.container) : 0;
}

enum encoding registry_encoding(const struct registry *g)
{
	return g->settled.encoding;
}

bool registry_has_bom(const struct registry *g)
{
	return g->settled.bom;
}

char registry_separator(const struct registry *g)
{
	return g->separator;
}

uint64_t registry_header_row(const struct registry *g)
{
	return g->header.row;
}

const struct column *registry_columns(const struct registry *g, size_t *n)
{
	*n = g->header.columns.n;
	return g->header.columns.items;
}

const char *registry_sha256(struct registry *g)
{
	if (!g->summed)
		sha256_end(&g->sum, g->sha256);
	g->summed = true;
	return g->sha256;
}

const struct words *registry_notices(const struct registry *g, size_t *n)
{
	*n = g->n_notices;
	return g->notices;
}
