#include "registry/state.h"

#include "base/limits.h"
#include "registry/given_cells.h"
#include "registry/probe.h"
#include "registry/separator.h"

#include <string.h>

enum registry_status registry_stop(struct registry *g, enum registry_status status, struct words problem)
{
	g->problem = problem;
	g->stopped = status;
	return status;
}

bool registry_notice(struct registry *g, struct words words)
{
	struct words *notices = arena_grow(&g->arena, g->notices, g->n_notices, &g->cap_notices, sizeof *notices);
	if (!notices)
		return false;
	g->notices = notices;
	notices[g->n_notices++] = words;
	return true;
}

static enum registry_status unreadable(struct registry *g, struct words problem)
{
	return registry_stop(g, REGISTRY_UNREADABLE, problem);
}

static enum registry_status no_memory(struct registry *g)
{
	return registry_stop(g, REGISTRY_NO_MEMORY, words_printf(&g->arena, "memory is exhausted"));
}

/* --- encoding -------------------------------------------------------------------------------------------------- */

static enum registry_status open_decoder(struct registry *g)
{
	decoder_close(&g->decoder);
	if (decoder_open(&g->decoder, g->settled.encoding))
		return REGISTRY_ROW;
	return unreadable(g, words_printf(&g->arena, "this system cannot convert %s; save it as CSV UTF-8 and try again",
					  encoding_name(g->settled.encoding)));
}

static bool say_encoding(struct registry *g)
{
	const char *name = encoding_name(g->settled.encoding);
	if (g->options.encoding != ENCODING_AUTO || g->settled.open)
		return true;
	if (g->settled.damaged && !registry_notice(g, words_printf(&g->arena,
			"read as %s, though some of its bytes are none; say --encoding if it is another", name)))
		return false;
	if (g->settled.damaged || g->settled.encoding == ENCODING_UTF8)
		return true;
	return registry_notice(g, words_printf(&g->arena, "read as %s: it is no UTF-8, and %zu characters fit", name,
					       g->settled.chars));
}

static enum registry_status settle(struct registry *g, struct str window, bool whole)
{
	encoding_settle(&g->settled, window, whole);
	if (g->options.encoding != ENCODING_AUTO) {
		g->settled.encoding = g->options.encoding;
		g->settled.open = false;
	}
	if (!say_encoding(g))
		return no_memory(g);
	return open_decoder(g);
}

static enum registry_status ambiguous_separator(struct registry *g)
{
	return unreadable(g, words_printf(&g->arena, "separated by |, which can be part of a GB18030 character; save it as "
						     "CSV UTF-8 and try again"));
}

enum registry_status registry_settle_late(struct registry *g, struct str window, bool whole)
{
	bool bom = g->settled.bom;
	enum registry_status status = settle(g, window, whole);
	g->settled.bom = bom;
	if (g->separator == '|' && g->settled.encoding == ENCODING_GB18030)
		return ambiguous_separator(g);
	return status;
}

/* --- separator ------------------------------------------------------------------------------------------------- */

static enum registry_status find_separator(struct registry *g, struct str window, bool whole)
{
	g->separator = g->options.separator;
	if (!g->separator && !separator_find(&g->separator, window, whole, g->settled.encoding))
		return no_memory(g);
	if (g->separator == '|' && g->settled.encoding == ENCODING_GB18030)
		return ambiguous_separator(g);
	csv_set_separator(&g->csv, g->separator);
	return REGISTRY_ROW;
}

/* --- header ---------------------------------------------------------------------------------------------------- */

static enum registry_status no_header(struct registry *g)
{
	const struct header *h = &g->header;
	struct words seen = h->seen;
	if (h->trouble == CSV_LONG_RECORD || h->trouble == CSV_MANY_COLUMNS)
		return registry_stop(g, REGISTRY_LIMIT,
				     words_printf(&g->arena, "its first rows are longer than %d bytes or %d columns; no header row was found",
						  (int)LIMIT_RECORD_BYTES, (int)LIMIT_COLUMNS));
	if (h->trouble == CSV_UNCLOSED_QUOTE || h->trouble == CSV_STRAY_QUOTE)
		return unreadable(g, words_printf(&g->arena, "no header row was found: a quote that opens on line %llu is closed nowhere or amid text, and hides it",
						  (unsigned long long)h->quote_line));
	if (g->options.header_row)
		return unreadable(g, words_printf(&g->arena, "there is no row %llu for a header: only %zu rows were found in its first %d bytes",
						  (unsigned long long)g->options.header_row, h->n_rows, (int)ENCODING_WINDOW));
	struct words w = words_printf(&g->arena,
		"no header row was found in its first %zu rows; expected names of columns such as 设备名称, 有效容积（m³）; say --header-row or give a mapping",
		h->n_rows);
	if (!seen.en.p || !w.en.p)
		return unreadable(g, w);
	return unreadable(g, (struct words){arena_printf(&g->arena, "%.*s（%.*s）", STR_ARG(w.zh), STR_ARG(seen.zh)),
					    arena_printf(&g->arena, "%.*s (%.*s)", STR_ARG(w.en), STR_ARG(seen.en))});
}

static bool has_kind_column(const struct columns *columns)
{
	for (size_t i = 0; i < columns->n; i++)
		if (columns->items[i].field && columns->items[i].field->role == ROLE_KIND)
			return true;
	return given_cells_have(columns, ROLE_KIND);
}

/* Headers that name other equipment, or several machines, say more than a title. */
static bool fits_machines(const struct kind *k, const struct columns *columns)
{
	const struct kind *named = columns->n_machines ? columns->machines[0].kind : k;
	return columns->n_machines < 2 && (kind_is(named, k) || kind_is(k, named));
}

static bool read_titles(struct registry *g, const struct headings *headings, struct str window)
{
	struct columns *columns = &g->header.columns;
	struct titles *titles = &g->titles;
	struct csv csv;
	csv_init_bytes(&csv, window);
	csv_set_separator(&csv, g->separator);
	bool ok = titles_read(titles, &g->arena, &g->reader, &g->decoder, &csv, g->header.first_row) &&
		  columns_take_units(columns, &g->arena, headings, titles);
	csv_release(&csv);
	g->kind_of_title = ok && titles->kind && !g->options.default_kind && !g->reader.strict && !has_kind_column(columns) &&
			   fits_machines(titles->kind, columns);
	return ok;
}

static enum registry_status find_header(struct registry *g, struct str window, bool whole)
{
	struct headings headings;
	struct csv csv;
	size_t errors = g->diags->errors;
	bool ok;

	if (!headings_init(&headings, &g->arena, g->reader.vocabulary))
		return no_memory(g);
	struct header_search search = {
		.headings = &headings,
		.mapping = g->options.mapping,
		.decoder = &g->decoder,
		.wanted = g->options.header_row,
		.whole = whole,
		.diags = g->diags,
	};
	csv_init_bytes(&csv, window);
	csv_set_separator(&csv, g->separator);
	ok = header_find(&g->header, &g->arena, &search, &csv);
	csv_release(&csv);
	if (!ok)
		return no_memory(g);
	if (g->diags->errors > errors)
		return registry_stop(g, REGISTRY_REFUSED, words_printf(&g->arena, "the mapping does not fit"));
	if (!g->header.row || !g->header.columns.n)
		return no_header(g);
	if (!read_titles(g, &headings, window))
		return no_memory(g);
	if (g->header.trouble == CSV_MANY_COLUMNS)
		return registry_stop(g, REGISTRY_LIMIT, words_printf(&g->arena, "the header row has more than %d columns", (int)LIMIT_COLUMNS));
	return REGISTRY_ROW;
}

/* --- what to say of the columns -------------------------------------------------------------------------------- */

/* A column of the mapping's identity means no field, but it is used. */
static bool maps_to_nothing(const struct columns *columns, size_t index)
{
	const struct column *c = &columns->items[index];
	for (size_t i = 0; i < columns->n_identity; i++)
		if (columns->identity[i] == index)
			return false;
	return !c->field && !c->mapped && !c->named && !c->wide && !c->why.en.p && c->header.n;
}

static bool say_unknown_columns(struct registry *g)
{
	const struct columns *columns = &g->header.columns;
	struct buf list;
	bool ok = true;
	buf_init(&list);
	for (size_t i = 0; i < columns->n; i++)
		if (maps_to_nothing(columns, i)) {
			buf_adds(&list, list.n ? ", " : "");
			buf_add(&list, columns->items[i].header);
		}
	if (list.n)
		ok = registry_notice(g, words_printf(&g->arena, "columns that map to nothing: %.*s", STR_ARG(buf_str(&list))));
	ok = ok && !list.failed;
	buf_release(&list);
	return ok;
}

/* Which equipment headers name, where it matters: no other column does, or they mean nothing else. */
static bool say_wide(struct registry *g, bool kind_column)
{
	const struct columns *columns = &g->header.columns;
	struct words list = {STR_NONE, STR_NONE};
	for (size_t i = 0; i < columns->n; i++) {
		const struct column *c = &columns->items[i];
		if (!c->wide || (kind_column && c->field))
			continue;
		const struct words kind = c->wide->kind->words, field = c->wide->column.field->words;
		struct words before = list;
		const char *separator = before.en.p ? ", " : "";
		before.en = before.en.p ? before.en : STR("");
		before.zh = before.zh.p ? before.zh : STR("");
		WORDS_SAY(&list, &g->arena, "%.*s%s\"%.*s\" (%.*s: %.*s)", STR_ARG(words_in(before, in)), separator, STR_ARG(c->header),
			  STR_ARG(words_in(kind, in)), STR_ARG(words_in(field, in)));
	}
	if (!list.en.p)
		return true;
	struct words w = {STR_NONE, STR_NONE};
	WORDS_SAY(&w, &g->arena, "columns that name equipment; a filled cell is an item where no other column names it: %.*s", STR_ARG(words_in(list, in)));
	return registry_notice(g, w);
}

static bool say_titles(struct registry *g)
{
	const struct columns *columns = &g->header.columns;
	const struct titles *t = &g->titles;
	struct words w = {STR_NONE, STR_NONE};
	if (g->kind_of_title && !columns->n_machines) {
		WORDS_SAY(&w, &g->arena, "no column names the equipment; all rows are taken to be \"%.*s\", as the title in row %ju says (\"%.*s\")",
			  STR_ARG(words_in(t->kind->words, in)), (uintmax_t)t->kind_row, STR_ARG(t->kind_title));
		if (!registry_notice(g, w))
			return false;
	}
	for (size_t i = 0; i < columns->n; i++) {
		const struct column *c = columns->items[i].wide ? &columns->items[i].wide->column : &columns->items[i];
		const struct title_unit *u = c->unit_title;
		if (u && !registry_notice(g, words_printf(&g->arena, "the unit of column \"%.*s\" is %.*s, as row %ju says (\"%.*s\")",
							  STR_ARG(c->header), STR_ARG(u->text), (uintmax_t)u->row, STR_ARG(u->title))))
			return false;
	}
	return true;
}

static bool say_columns(struct registry *g)
{
	const struct columns *columns = &g->header.columns;
	bool kind_column = given_cells_have(columns, ROLE_KIND), kind = g->options.default_kind != NULL;
	for (size_t i = 0; i < columns->n; i++) {
		const struct column *c = &columns->items[i];
		kind_column |= c->field && c->field->role == ROLE_KIND;
		if (c->field || c->mapped || c->named || c->wide || !c->why.en.p)
			continue;
		struct words w = words_printf(&g->arena, "column \"%.*s\" maps to nothing", STR_ARG(c->header));
		w.en = arena_printf(&g->arena, "%.*s: %.*s", STR_ARG(w.en), STR_ARG(c->why.en));
		w.zh = arena_printf(&g->arena, "%.*s：%.*s", STR_ARG(w.zh), STR_ARG(c->why.zh));
		if (!registry_notice(g, w))
			return false;
	}
	if (!say_wide(g, kind_column) || !say_titles(g))
		return false;
	kind |= kind_column || columns->n_machines || g->kind_of_title;
	if (!kind && !registry_notice(g, words_printf(&g->arena, "no column names the equipment; say --kind if all rows are of one")))
		return false;
	return say_unknown_columns(g) && !g->arena.failed;
}

/* --------------------------------------------------------------------------------------------------------------- */

static enum registry_status peek(struct registry *g, struct str *window)
{
	switch (csv_peek(&g->csv, window, ENCODING_WINDOW)) {
	case CSV_RECORD:
		return REGISTRY_ROW;
	case CSV_END:
		return unreadable(g, words_printf(&g->arena, "empty: it has 0 bytes"));
	case CSV_FAILED:
		return unreadable(g, words_printf(&g->arena, "could not be read to its end: %s", strerror(g->input->error)));
	case CSV_NO_MEMORY:
		break;
	}
	return no_memory(g);
}

enum registry_status registry_prepare(struct registry *g)
{
	struct str window;
	enum registry_status status = peek(g, &window);
	if (status != REGISTRY_ROW)
		return status;
	bool whole = window.n < ENCODING_WINDOW;
	struct words why = probe(&g->arena, window);
	if (why.en.p)
		return unreadable(g, why);
	status = settle(g, window, whole);
	if (status != REGISTRY_ROW)
		return status;
	if (g->settled.bom) {
		csv_skip(&g->csv, UTF8_BOM_BYTES);
		window = str_sub(window, UTF8_BOM_BYTES, window.n);
		if (!window.n)
			return unreadable(g, words_printf(&g->arena, "empty: it holds nothing but a byte order mark"));
	}
	status = find_separator(g, window, whole);
	if (status == REGISTRY_ROW)
		status = find_header(g, window, whole);
	if (status == REGISTRY_ROW && !say_columns(g))
		return no_memory(g);
	return status;
}
