/* The tables of a container (workbook, page, database) as a feed of records: what the helper process makes of it, sheet after sheet. */
#include "registry/state.h"

#include "base/limits.h"

#include <stdlib.h>
#include <unistd.h>

/* --- records ----------------------------------------------------------------------------------------------------- */

static bool reserve_fields(struct tables *t, size_t n)
{
	if (n <= t->cap_fields)
		return true;
	struct str *fields = realloc(t->fields, n * sizeof *fields);
	if (fields)
		t->fields = fields;
	unsigned char *sorts = realloc(t->sorts, n);
	if (sorts)
		t->sorts = sorts;
	if (!fields || !sorts)
		return false;
	t->cap_fields = n;
	return true;
}

static void blank_fields(struct tables *t, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		t->fields[i] = STR("");
		t->sorts[i] = CELL_TEXT;
	}
}

/* Cells come in ascending columns (container.h); those of a table without a header, or before it is known, say how wide the row is. */
static bool take_cells(struct registry *g, struct record *out, struct str cells, uint32_t n)
{
	struct tables *t = &g->tables;
	size_t at = 0;
	for (uint32_t i = 0; i < n; i++) {
		struct frame_cell cell;
		frame_take_cell(&cells, &cell);
		if (cell.column >= LIMIT_COLUMNS) {
			out->trouble = RECORD_MANY_COLUMNS;
			break;
		}
		if (!reserve_fields(t, cell.column + 1))
			return false;
		blank_fields(t, at, cell.column);
		t->fields[cell.column] = cell.text;
		t->sorts[cell.column] = (unsigned char)cell.sort;
		at = cell.column + 1;
		if (cell.text.n > LIMIT_CELL_BYTES && out->trouble == RECORD_GOOD) {
			out->trouble = RECORD_LONG_CELL;
			out->trouble_field = cell.column;
		}
	}
	out->n_fields = at;
	return true;
}

static bool say_beyond(struct registry *g, uint64_t row)
{
	if (g->tables.beyond_said)
		return true;
	g->tables.beyond_said = true;
	return registry_notice(g, words_printf(&g->arena, "cells stand beside the table, under no header, first in row %llu; they are not read",
					       (unsigned long long)row));
}

/* As wide as the header, where there is one: what stands beside the table is none of it. */
static bool fit_to_header(struct registry *g, struct record *out)
{
	struct tables *t = &g->tables;
	size_t n = g->header.columns.n;
	if (!n)
		return true;
	if (!reserve_fields(t, n))
		return false;
	if (out->n_fields > n && !say_beyond(g, out->number))
		return false;
	if (out->n_fields < n)
		blank_fields(t, out->n_fields, n);
	out->n_fields = n;
	if (out->trouble == RECORD_LONG_CELL && out->trouble_field >= n)
		out->trouble = RECORD_GOOD;
	return true;
}

static bool read_record(struct registry *g, struct record *out, struct str payload)
{
	uint32_t n;
	*out = (struct record){.lines = 1};
	frame_take_u64(&payload, &out->number);
	frame_take_u32(&payload, &n);
	out->line = out->number;
	if (!take_cells(g, out, payload, n) || !fit_to_header(g, out))
		return false;
	out->fields = g->tables.fields;
	out->sorts = g->tables.sorts;
	return true;
}

/* --- reading ahead ----------------------------------------------------------------------------------------------- */

static bool hold(struct registry *g, const struct record *r)
{
	struct tables *t = &g->tables;
	struct arena *a = &t->held_arena;
	struct record *held = arena_grow(a, t->held, t->n_held, &t->cap_held, sizeof *held);
	struct str *fields = ARENA_ARRAY(a, r->n_fields, struct str);
	unsigned char *sorts = ARENA_ARRAY(a, r->n_fields, unsigned char);
	if (!held || !fields || !sorts)
		return false;
	for (size_t i = 0; i < r->n_fields; i++) {
		fields[i] = arena_str(a, r->fields[i]);
		sorts[i] = r->sorts[i];
	}
	t->held = held;
	held[t->n_held] = *r;
	held[t->n_held].fields = fields;
	held[t->n_held++].sorts = sorts;
	return !a->failed;
}

/* Rows of one table, however wide each is filled: the header's may be joined of two. */
static bool level_held(struct tables *t)
{
	size_t widest = 0;
	for (size_t i = 0; i < t->n_held; i++)
		if (t->held[i].n_fields > widest)
			widest = t->held[i].n_fields;
	for (size_t i = 0; i < t->n_held; i++) {
		struct record *r = &t->held[i];
		struct str *fields = ARENA_ARRAY(&t->held_arena, widest, struct str);
		unsigned char *sorts = ARENA_ARRAY(&t->held_arena, widest, unsigned char);
		if (!fields || !sorts)
			return false;
		for (size_t k = 0; k < widest; k++) {
			fields[k] = k < r->n_fields ? r->fields[k] : STR("");
			sorts[k] = k < r->n_fields ? r->sorts[k] : CELL_TEXT;
		}
		r->fields = fields;
		r->sorts = sorts;
		r->n_fields = widest;
	}
	return true;
}

static enum registry_status stop_for(struct registry *g, enum container_status status)
{
	static const enum registry_status of[] = {
		[CONTAINER_UNREADABLE] = REGISTRY_UNREADABLE, [CONTAINER_LIMIT] = REGISTRY_LIMIT,   [CONTAINER_USAGE] = REGISTRY_USAGE,
		[CONTAINER_BROKEN] = REGISTRY_DEFECT,	      [CONTAINER_NO_MEMORY] = REGISTRY_NO_MEMORY,
	};
	return registry_stop(g, of[status], container_problem(&g->tables.container));
}

/* What the helper had to say since the last time. */
static bool pass_notices(struct registry *g)
{
	struct tables *t = &g->tables;
	size_t n;
	const struct words *notices = container_notices(&t->container, &n);
	struct str sheet = g->sheet;
	bool ok = true;
	g->sheet = STR_NONE; /* they are of the file, and name a sheet where they speak of one */
	for (; ok && t->noticed < n; t->noticed++)
		ok = registry_notice(g, notices[t->noticed]);
	g->sheet = sheet;
	return ok;
}

/* The next frame into t->frame; REGISTRY_END behind the last. */
static enum registry_status next_frame(struct registry *g)
{
	struct tables *t = &g->tables;
	if (t->ahead) {
		t->ahead = false;
		return REGISTRY_ROW;
	}
	enum container_status status = container_next(&t->container, &t->frame);
	if (!pass_notices(g))
		return registry_stop_memory(g);
	if (status == CONTAINER_END)
		return REGISTRY_END;
	return status == CONTAINER_FRAME ? REGISTRY_ROW : stop_for(g, status);
}

static bool take_merge(struct registry *g, struct str payload)
{
	uint32_t first_row = 0, last_row = 0, column = 0;
	frame_take_u32(&payload, &first_row);
	frame_take_u32(&payload, &last_row);
	frame_take_u32(&payload, &column);
	return merges_add(&g->tables.merges, first_row, last_row, column);
}

/* Rows enough to find a header in; the frame that ended the table is looked at again. */
static enum registry_status read_ahead(struct registry *g)
{
	struct tables *t = &g->tables;
	uint64_t wanted = g->options.header_row, last = 0;
	enum registry_status status;
	while ((wanted ? last <= wanted : t->n_held <= LIMIT_TITLE_ROWS) && t->n_held < LIMIT_HELD_ROWS) {
		struct record r;
		status = next_frame(g);
		if (status != REGISTRY_ROW)
			return status;
		if (t->frame.type == FRAME_TABLE) {
			t->ahead = true;
			return REGISTRY_ROW;
		}
		bool ok = t->frame.type == FRAME_MERGE ? take_merge(g, t->frame.payload)
						       : read_record(g, &r, t->frame.payload) && hold(g, &r);
		if (!ok)
			return registry_stop_memory(g);
		if (t->frame.type == FRAME_ROW)
			last = r.number;
	}
	return REGISTRY_ROW;
}

/* --- a table ----------------------------------------------------------------------------------------------------- */

static bool has_several_cells(const struct record *r)
{
	size_t filled = 0;
	for (size_t i = 0; i < r->n_fields; i++)
		filled += str_trim(r->fields[i]).n > 0;
	return filled > 1;
}

/* Rows without a header cannot be judged; whether they should have been is seen by whether they look like a table. */
static bool begin_headless(struct registry *g)
{
	struct tables *t = &g->tables;
	g->header = (struct header){.row = 0};
	g->prose = true;
	for (size_t i = 0; i < t->n_held; i++)
		g->prose &= !has_several_cells(&t->held[i]);
	return registry_notice(g, g->prose ? words_printf(&g->arena, "this sheet holds no table; its rows are skipped") : g->no_header);
}

/* A file in which no sheet has a header is no registry. */
static enum registry_status end(struct registry *g)
{
	struct tables *t = &g->tables;
	if (t->n_read) {
		enum registry_status status = registry_sum_file(g);
		if (status == REGISTRY_ROW)
			g->stopped = REGISTRY_END;
		return g->stopped;
	}
	g->sheet = STR_NONE;
	if (!t->n_tables)
		return registry_stop_unreadable(g, words_printf(&g->arena, "it holds no table"));
	if (t->n_tables == 1 && g->no_header.en.p)
		return registry_stop_unreadable(g, g->no_header);
	return registry_stop_unreadable(g, words_printf(&g->arena, "no header row was found in any of its %zu sheets", t->n_tables));
}

static enum registry_status find_columns(struct registry *g)
{
	struct tables *t = &g->tables;
	struct opening opening;
	if (!level_held(t))
		return registry_stop_memory(g);
	opening_of_records(&opening, t->held, t->n_held);
	enum registry_status status = registry_find_columns(g, &opening);
	opening_release(&opening);
	if (g->stopped != REGISTRY_ROW)
		return status;
	if (status != REGISTRY_ROW && t->ended && t->n_tables == 1)
		return end(g); /* all of the file is known: nothing of it can be read */
	t->n_read += status == REGISTRY_ROW;
	bool said = status == REGISTRY_ROW ? registry_say_columns(g) : begin_headless(g);
	return said ? REGISTRY_ROW : registry_stop_memory(g);
}

static bool take_name(struct registry *g, struct str payload)
{
	unsigned char state = 0;
	struct str name = STR_NONE;
	frame_take_byte(&payload, &state);
	frame_take_text(&payload, &name);
	g->sheet = decode(&g->decoder, &g->arena, name);
	return g->sheet.p && (state != SHEET_HIDDEN || registry_notice(g, words_printf(&g->arena, "a hidden sheet; it is read like the others")));
}

static enum registry_status begin_table(struct registry *g)
{
	struct tables *t = &g->tables;
	arena_clear(&t->held_arena);
	t->held = NULL;
	t->n_held = t->cap_held = t->held_at = 0;
	t->beyond_said = t->merged_said = false;
	t->n_tables++;
	merges_clear(&t->merges);
	g->header = (struct header){.row = 0};
	g->titles = (struct titles){.kind = NULL};
	g->no_header = (struct words){STR_NONE, STR_NONE};
	g->kind_of_title = g->enterprise_filled = g->prose = false;
	if (!take_name(g, t->frame.payload))
		return registry_stop_memory(g);
	enum registry_status status = read_ahead(g);
	if (status == REGISTRY_END)
		t->ended = true;
	else if (status != REGISTRY_ROW)
		return status;
	return t->n_held ? find_columns(g) : REGISTRY_ROW;
}

static enum registry_status next(struct registry *g, struct record *out)
{
	struct tables *t = &g->tables;
	enum registry_status status;
	for (;;) {
		if (t->held_at < t->n_held) {
			*out = t->held[t->held_at++];
			g->rows++;
			return REGISTRY_ROW;
		}
		status = t->ended ? REGISTRY_END : next_frame(g);
		if (status == REGISTRY_END)
			return end(g);
		if (status != REGISTRY_ROW)
			return status;
		if (t->frame.type == FRAME_ROW)
			break;
		status = begin_table(g);
		if (status != REGISTRY_ROW)
			return status;
	}
	if (!read_record(g, out, t->frame.payload))
		return registry_stop_memory(g);
	g->rows++;
	return REGISTRY_ROW;
}

/* --- opening ------------------------------------------------------------------------------------------------------ */

static enum registry_status prepare(struct registry *g, struct str window, bool whole)
{
	struct tables *t = &g->tables;
	int fd = -1;
	(void)whole;
	arena_init(&t->held_arena);
	merges_init(&t->merges);
	t->spool = -1;
	g->settled = (struct settled){.encoding = ENCODING_UTF8};
	g->decoder = (struct decoder){.encoding = ENCODING_UTF8};
	if (!g->options.helper)
		return registry_stop_unreadable(g, words_printf(&g->arena, "%s files are read by the program phaseout-read, which is not installed",
								format_name(g->format)));
	enum registry_status status = registry_whole_file(g, window, &fd);
	if (status != REGISTRY_ROW)
		return status;
	t->open = true;
	if (!container_open(&t->container, g->options.helper, format_name(g->format), g->options.sheet, fd))
		return stop_for(g, t->container.status);
	return REGISTRY_ROW;
}

static void close_tables(struct registry *g)
{
	struct tables *t = &g->tables;
	if (t->open)
		container_close(&t->container);
	if (t->spool >= 0)
		close(t->spool);
	free(t->fields);
	free(t->sorts);
	merges_release(&t->merges);
	arena_release(&t->held_arena);
}

const struct feed tables_feed = {.prepare = prepare, .next = next, .close = close_tables};
