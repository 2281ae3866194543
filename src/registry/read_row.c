/* One record as a row: rejected, skipped, or read as items. */
#include "registry/state.h"

#include "base/limits.h"
#include "registry/classify.h"
#include "registry/rejects_file.h"
#include "registry/rows.h"
#include "text/utf8.h"

enum { SHOWN_CHARS = 200 }; /* of a row that was not judged */

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
				  .titles = g->kind_of_title ? &g->titles : NULL, .identities = g->options.identities};
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

bool registry_read_row(struct registry *g, const struct record *r, struct row *out, struct arena *a)
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
		if (ok && r->sorts && g->tables.merges.n && r->number > g->header.row && out->n_cells == r->n_fields)
			ok = merges_pass(&g->tables.merges, r->number, out->cells, r->sorts, r->n_fields);
		if (row_reason_rejects(out->reason))
			long_rows_note_rejected(&g->long_rows, out->number);
	}
	return ok && !a->failed;
}

/* The last machine of a registry in long format comes when its rows have ended. */
enum registry_status registry_last_row(struct registry *g, struct row *out)
{
	struct row_reading like = {.r = &g->reader, .default_kind = g->options.default_kind, .titles = g->kind_of_title ? &g->titles : NULL, .identities = g->options.identities};
	return give_collected(g, out, &like) ? REGISTRY_ROW : registry_stop_memory(g);
}
