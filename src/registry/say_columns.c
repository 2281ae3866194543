#include "registry/state.h"

#include "registry/given_cells.h"

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

bool registry_say_columns(struct registry *g)
{
	const struct columns *columns = &g->header.columns;
	bool kind_column = columns_name_kind(columns), kind = g->options.default_kind != NULL;
	for (size_t i = 0; i < columns->n; i++) {
		const struct column *c = &columns->items[i];
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
