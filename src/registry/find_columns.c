#include "registry/state.h"

#include "base/limits.h"
#include "registry/given_cells.h"

/* --- header ---------------------------------------------------------------------------------------------------- */

/* Records that cannot be told apart hide it: nothing else of the file can be read either. */
static enum registry_status hidden_header(struct registry *g)
{
	const struct header *h = &g->header;
	if (h->trouble == RECORD_LONG_RECORD || h->trouble == RECORD_MANY_COLUMNS)
		return registry_stop(g, REGISTRY_LIMIT,
				     words_printf(&g->arena, "its first rows are longer than %d bytes or %d columns; no header row was found",
						  (int)LIMIT_RECORD_BYTES, (int)LIMIT_COLUMNS));
	return registry_stop_unreadable(
		g, words_printf(&g->arena, "no header row was found: a quote that opens on line %llu is closed nowhere or amid text, and hides it",
				(unsigned long long)h->quote_line));
}

static struct words say_no_header(struct registry *g)
{
	const struct header *h = &g->header;
	struct words seen = h->seen;
	if (g->options.header_row)
		return words_printf(&g->arena, "there is no row %llu for a header: only %zu rows were found in its first %d bytes",
				    (unsigned long long)g->options.header_row, h->n_rows, (int)ENCODING_WINDOW);
	struct words w = words_printf(&g->arena,
		"no header row was found in its first %zu rows; expected names of columns such as 设备名称, 有效容积（m³）; say --header-row or give a mapping",
		h->n_rows);
	if (!seen.en.p || !w.en.p)
		return w;
	return (struct words){arena_printf(&g->arena, "%.*s（%.*s）", STR_ARG(w.zh), STR_ARG(seen.zh)),
			      arena_printf(&g->arena, "%.*s (%.*s)", STR_ARG(w.en), STR_ARG(seen.en))};
}

static enum registry_status no_header(struct registry *g)
{
	if (g->header.trouble != RECORD_GOOD && g->header.trouble != RECORD_LONG_CELL)
		return hidden_header(g);
	g->no_header = say_no_header(g);
	return g->no_header.en.p ? REGISTRY_UNREADABLE : registry_stop_memory(g);
}

/* Headers that name other equipment, or several machines, say more than a title. */
static bool fits_machines(const struct kind *k, const struct columns *columns)
{
	const struct kind *named = columns->n_machines ? columns->machines[0].kind : k;
	return columns->n_machines < 2 && (kind_is(named, k) || kind_is(k, named));
}

static bool read_titles(struct registry *g, struct opening *opening)
{
	struct columns *columns = &g->header.columns;
	struct titles *titles = &g->titles;
	bool ok = titles_read(titles, &g->arena, &g->reader, &g->decoder, opening, g->header.first_row) &&
		  columns_take_units(columns, &g->arena, &g->headings, titles);
	g->kind_of_title = ok && titles->kind && !g->options.default_kind && !g->reader.strict && !columns_name_kind(columns) &&
			   fits_machines(titles->kind, columns);
	return ok;
}

bool registry_read_headings(struct registry *g)
{
	if (!g->headings_read)
		g->headings_read = headings_init(&g->headings, &g->arena, g->reader.vocabulary);
	return g->headings_read;
}

enum registry_status registry_find_columns(struct registry *g, struct opening *opening)
{
	size_t errors = g->diags->errors;
	if (!registry_read_headings(g))
		return registry_stop_memory(g);
	const struct header_search search = {
		.headings = &g->headings,
		.mapping = g->options.mapping,
		.decoder = &g->decoder,
		.wanted = g->options.header_row,
		.diags = g->diags,
	};
	g->no_header = (struct words){STR_NONE, STR_NONE};
	if (!header_find(&g->header, &g->arena, &search, opening))
		return registry_stop_memory(g);
	if (g->diags->errors > errors)
		return registry_stop(g, REGISTRY_REFUSED, words_printf(&g->arena, "the mapping does not fit"));
	if (!g->header.row || !g->header.columns.n)
		return no_header(g);
	opening_restart(opening);
	if (!read_titles(g, opening))
		return registry_stop_memory(g);
	if (g->header.trouble == RECORD_MANY_COLUMNS)
		return registry_stop(g, REGISTRY_LIMIT, words_printf(&g->arena, "the header row has more than %d columns", (int)LIMIT_COLUMNS));
	return REGISTRY_ROW;
}
