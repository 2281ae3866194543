#include "registry/rows.h"
#include "registry/state.h"

#include <stdlib.h>
#include <string.h>

enum {
	BAD_ROWS = 20,         /* rows with undecodable bytes that stop the run, where they are also … */
	BAD_ROWS_PERCENT = 1,  /* … more than this of those read */
};

/* --- life ------------------------------------------------------------------------------------------------------ */

ssize_t registry_read_input(void *ctx, char *p, size_t n)
{
	struct registry *g = ctx;
	ssize_t got = input_read(g->input, p, n);
	if (got > 0 && !g->options.unsummed)
		sha256_add(&g->sum, (struct str){p, (size_t)got});
	return got;
}

ssize_t registry_read_pending(void *ctx, char *p, size_t n)
{
	struct registry *g = ctx;
	if (!g->pending.n)
		return registry_read_input(g, p, n);
	return (ssize_t)str_take(&g->pending, p, n);
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
	blocks_free(g->blocks);
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

enum registry_status registry_stop_reading(struct registry *g, int error)
{
	return registry_stop_unreadable(g, words_printf(&g->arena, "could not be read to its end: %s", strerror(error)));
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

/* --- all of them ----------------------------------------------------------------------------------------------- */

enum registry_status registry_peek(struct registry *g, struct str *window)
{
	switch (csv_peek(&g->csv, window, ENCODING_WINDOW)) {
	case CSV_RECORD:
		return REGISTRY_ROW;
	case CSV_END:
		return registry_stop_unreadable(g, words_printf(&g->arena, "empty: it has 0 bytes"));
	case CSV_FAILED:
		return registry_stop_reading(g, g->input->error);
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

/* Now and then the caller hears that rows pass. */
static enum registry_status pass(struct registry *g)
{
	enum { OFTEN = 256 };
	return ++g->passed % OFTEN ? REGISTRY_ROW : REGISTRY_PASSED;
}

static enum registry_status read_record(struct registry *g, const struct record *r, struct row *out, struct arena *a)
{
	if (registry_passes(g, r))
		return pass(g);
	if (!registry_read_row(g, r, out, a))
		return registry_stop_memory(g);
	return check_bad_rows(g, r);
}

static enum registry_status read_next(struct registry *g, struct row *out, struct arena *a)
{
	struct record r;
	bool given = true;
	enum registry_status status = g->blocks ? registry_next_of_blocks(g, &r, &given) : g->feed->next(g, &r);
	if (status != REGISTRY_ROW || !given)
		return status;
	status = read_record(g, &r, out, a);
	if (status == REGISTRY_ROW && !g->blocks)
		registry_open_blocks(g);
	return status;
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
		return registry_last_row(g, out);
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

const struct reader *registry_reader(const struct registry *g)
{
	return &g->reader;
}

struct cell registry_cell(const struct registry *g, struct arena *a, size_t column, struct str field)
{
	struct str text = field.n ? decode(&g->decoder, a, field) : STR("");
	return column_cell(&g->header.columns.items[column], text);
}

const char *registry_sha256(struct registry *g)
{
	if (!g->summed && !g->options.unsummed)
		sha256_end(&g->sum, g->sha256);
	g->summed = true;
	return g->sha256;
}

const struct words *registry_notices(const struct registry *g, size_t *n)
{
	*n = g->n_notices;
	return g->notices;
}
