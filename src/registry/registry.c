#include "registry/state.h"

#include "registry/classify.h"
#include "registry/rows.h"

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
	[REASON_TITLE] = {"title", "above the header"},
	[REASON_HEADER] = {"header", "the header"},
	[REASON_REPEATED_HEADER] = {"repeated_header", "the header again"},
	[REASON_BLANK] = {"blank", "blank"},
	[REASON_NOTE] = {"note", "a note"},
	[REASON_SUBTOTAL] = {"subtotal", "a sub-total"},
	[REASON_NO_EQUIPMENT] = {"no_equipment", "no equipment: the columns that name it are blank, 0 or say that there is none"},
};

const char *row_reason_name(enum row_reason r)
{
	return reasons[r].name;
}

/* --- life ------------------------------------------------------------------------------------------------------ */

static ssize_t read_input(void *ctx, char *p, size_t n)
{
	struct registry *g = ctx;
	ssize_t got = input_read(g->input, p, n);
	if (got > 0)
		sha256_add(&g->sum, (struct str){p, (size_t)got});
	return got;
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
	known_texts_init(&g->known);
	g->reader.known = &g->known;
	sha256_init(&g->sum);
	csv_init(&g->csv, read_input, g);
	g->stopped = REGISTRY_ROW;
	return g;
}

void registry_free(struct registry *g)
{
	if (!g)
		return;
	csv_release(&g->csv);
	decoder_close(&g->decoder);
	known_texts_release(&g->known);
	arena_release(&g->arena);
	free(g);
}

/* --- one row --------------------------------------------------------------------------------------------------- */

static bool decode_cells(struct str **out, struct registry *g, struct arena *a, const struct csv_record *r)
{
	struct str *cells = ARENA_ARRAY(a, r->n_fields, struct str);
	for (size_t i = 0; cells && i < r->n_fields; i++) {
		cells[i] = decode(&g->decoder, a, r->fields[i]);
		if (!cells[i].p)
			return false;
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

static void reject_count(struct registry *g, const struct csv_record *r, struct row *out, struct arena *a)
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

static bool read_data_row(struct registry *g, const struct csv_record *r, struct row *out, struct arena *a)
{
	struct str *cells;
	if (!decode_cells(&cells, g, a, r))
		return false;
	enum row_reason reason = classify(a, &g->reader, &g->header.columns, cells, r->n_fields);
	if (reason != REASON_NONE)
		skip_row(out, reason);
	else if (r->n_fields != g->header.columns.n)
		reject_count(g, r, out, a);
	else {
		out->cells = cells;
		known_texts_trim(&g->known);
		look_at_enterprise(g, out, cells);
		const struct row_reading row = {.a = a, .r = &g->reader, .columns = &g->header.columns, .cells = cells,
						.default_kind = g->options.default_kind,
						.titles = g->kind_of_title ? &g->titles : NULL};
		if (!row_items(out, &row, g->name))
			return false;
		if (!out->n_items)
			skip_row(out, REASON_NO_EQUIPMENT);
	}
	return true;
}

static bool read_title_row(struct registry *g, const struct csv_record *r, struct row *out, struct arena *a)
{
	struct str *cells;
	if (!decode_cells(&cells, g, a, r))
		return false;
	skip_row(out, row_is_blank(cells, r->n_fields) ? REASON_BLANK : REASON_TITLE);
	return true;
}

static bool read_row(struct registry *g, const struct csv_record *r, struct row *out, struct arena *a)
{
	*out = (struct row){.number = r->number, .line = r->line};
	bool ok = true;
	if (r->number >= g->header.first_row && r->number <= g->header.row)
		skip_row(out, REASON_HEADER);
	else if (!registry_rejects(g, r, out, a))
		ok = r->number < g->header.row ? read_title_row(g, r, out, a) : read_data_row(g, r, out, a);
	if (ok && out->reason != REASON_NONE) {
		out->text = decode_start(&g->decoder, a, r->raw, SHOWN_CHARS);
		ok = out->text.p != NULL;
	}
	return ok && !a->failed;
}

/* --- all of them ----------------------------------------------------------------------------------------------- */

static enum registry_status stop_for_memory(struct registry *g)
{
	return registry_stop(g, REGISTRY_NO_MEMORY, words_printf(&g->arena, "memory is exhausted"));
}

static enum registry_status next_record(struct registry *g, struct csv_record *r)
{
	switch (csv_next(&g->csv, r)) {
	case CSV_RECORD:
		return REGISTRY_ROW;
	case CSV_END:
		g->stopped = REGISTRY_END;
		return REGISTRY_END;
	case CSV_FAILED:
		return registry_stop(g, REGISTRY_UNREADABLE,
				     words_printf(&g->arena, "could not be read to its end: %s", strerror(g->input->error)));
	case CSV_NO_MEMORY:
		break;
	}
	return stop_for_memory(g);
}

/* Until now all was ASCII: the encoding is settled from here, and the record read again. */
static enum registry_status settle_now(struct registry *g, struct csv_record *r)
{
	struct str window;
	csv_again(&g->csv, r);
	if (csv_peek(&g->csv, &window, ENCODING_WINDOW) != CSV_RECORD)
		return next_record(g, r);
	enum registry_status status = registry_settle_late(g, window, window.n < ENCODING_WINDOW);
	return status == REGISTRY_ROW ? next_record(g, r) : status;
}

/* One byte in a hundred thousand is damage; one row in a hundred is another encoding. */
static enum registry_status check_bad_rows(struct registry *g, const struct csv_record *r)
{
	if (g->bad_rows < BAD_ROWS || g->bad_rows * 100 <= r->number * BAD_ROWS_PERCENT)
		return REGISTRY_ROW;
	enum encoding e = g->settled.encoding;
	return registry_stop(g, REGISTRY_UNREADABLE,
			     words_printf(&g->arena,
					  "%llu of its first %llu rows hold bytes that are no %s; %llu of these are valid %s: try --encoding %s",
					  (unsigned long long)g->bad_rows, (unsigned long long)r->number, encoding_name(e),
					  (unsigned long long)g->bad_rows_other, encoding_name(encoding_other(e)),
					  encoding_name(encoding_other(e))));
}

enum registry_status registry_next(struct registry *g, struct row *out, struct arena *a)
{
	struct csv_record r;
	if (!g->prepared) {
		g->prepared = true;
		registry_prepare(g);
	}
	if (g->stopped != REGISTRY_ROW)
		return g->stopped;
	enum registry_status status = next_record(g, &r);
	bool settles = status == REGISTRY_ROW && g->settled.open && r.trouble != CSV_LONG_RECORD &&
		       ascii_length(r.raw) < r.raw.n;
	if (settles)
		status = settle_now(g, &r);
	if (status != REGISTRY_ROW)
		return status;
	if (!read_row(g, &r, out, a))
		return stop_for_memory(g);
	return check_bad_rows(g, &r);
}

/* --- what was found out ---------------------------------------------------------------------------------------- */

struct words registry_problem(const struct registry *g)
{
	return g->problem;
}

uint64_t registry_rows(const struct registry *g)
{
	return g->csv.number;
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
