#include "registry/long_rows.h"

#include "base/limits.h"
#include "registry/given_cells.h"
#include "text/fold.h"

enum { TOLD = 20 }; /* parameters that mean nothing: what is said of them, one by one */

void long_rows_init(struct long_rows *l)
{
	*l = (struct long_rows){.pending = false};
	arena_init(&l->arenas[0]);
	arena_init(&l->arenas[1]);
	arena_init(&l->arena);
	map_init(&l->known, &l->arena);
}

void long_rows_release(struct long_rows *l)
{
	arena_release(&l->arenas[0]);
	arena_release(&l->arenas[1]);
	arena_release(&l->arena);
}

/* --- the mapping against the header ---------------------------------------------------------------------------- */

static size_t find(struct columns *columns, struct arena *a, const struct mapping *m, struct named_column name, struct diags *diags)
{
	struct str key = fold_key(a, name.name);
	for (size_t i = 0; i < columns->n; i++)
		if (str_eq(columns->items[i].key, key))
			return i;
	columns_refuse_absent(columns, a, m, name.name, name.span, diags);
	return SIZE_MAX;
}

static void take_from_header(struct columns *columns, size_t index, struct arena *a)
{
	if (index == SIZE_MAX)
		return;
	struct column *c = &columns->items[index];
	c->named = true;
	c->field = NULL;
	c->why = words_printf(a, "the mapping reads it with the parameters");
}

bool long_columns_find(struct columns *columns, struct arena *a, const struct mapping *m, struct diags *diags)
{
	const struct long_format *f = m->long_format;
	if (!f)
		return true;
	struct long_columns *out = ARENA_NEW(a, struct long_columns);
	size_t *item = ARENA_ARRAY(a, f->n_item, size_t);
	if (!out || !item)
		return false;
	*out = (struct long_columns){.item = item, .n_item = f->n_item};
	for (size_t i = 0; i < f->n_item; i++) {
		item[i] = find(columns, a, m, f->item[i], diags);
		if (item[i] != SIZE_MAX)
			columns->items[item[i]].named = true;
	}
	out->parameter = find(columns, a, m, f->parameter, diags);
	out->value = find(columns, a, m, f->value, diags);
	out->unit = f->unit.name.p ? find(columns, a, m, f->unit, diags) : SIZE_MAX;
	take_from_header(columns, out->parameter, a);
	take_from_header(columns, out->value, a);
	take_from_header(columns, out->unit, a);
	columns->long_columns = out;
	return !a->failed;
}

/* --- parameters ------------------------------------------------------------------------------------------------ */

/* Blank, /, 无, 不详: no name and no unit. */
static bool says_nothing(struct arena *a, const struct vocabulary *v, struct str text)
{
	struct str key = fold_key(a, text);
	return !key.n || tokens_have(&v->unknown_tokens, key) || tokens_have(&v->not_applicable_tokens, key) || tokens_have(&v->no_tokens, key);
}

/* 容积（m³）; a unit that is / or 无, or stands in the name already, is none. */
static struct str header_of(struct arena *a, const struct vocabulary *v, const struct headings *h, struct str name, struct str unit)
{
	struct heading heading;
	bool none = says_nothing(a, v, unit);
	if (!none && (!heading_read(&heading, a, h, name) || heading.unit.unit))
		return name;
	return none ? name : arena_printf(a, "%.*s（%.*s）", STR_ARG(name), STR_ARG(unit));
}

static struct words say_unknown(struct arena *a, const struct column *c)
{
	struct words w = words_printf(a, "parameter \"%.*s\" means nothing here", STR_ARG(c->header));
	if (!c->why.en.p)
		return w;
	return (struct words){arena_printf(a, "%.*s：%.*s", STR_ARG(w.zh), STR_ARG(c->why.zh)),
			      arena_printf(a, "%.*s: %.*s", STR_ARG(w.en), STR_ARG(c->why.en))};
}

static bool read_parameter(struct long_rows *l, struct column *out, const struct mapping *m, const struct headings *h, struct str name, struct str unit,
			   struct words *problem)
{
	struct arena *a = &l->arena;
	struct diags unheard;
	uint32_t i;
	struct str header = header_of(a, h->vocabulary, h, name, unit);
	const struct long_format *f = m->long_format;
	const struct mapped_column *mapped = map_get(&f->parameter_names, fold_key(a, name), &i) ? &f->parameters[i] : NULL;
	diags_init(&unheard, NULL, NULL);
	bool ok = header.p && column_read(out, a, h, m, mapped, header, &unheard);
	if (unheard.errors) { /* a unit that is none of the field that the mapping names */
		out->field = NULL;
		out->why = words_printf(a, "its unit is none of the field that the mapping names");
	}
	diags_release(&unheard);
	if (ok && !out->field && !(mapped && mapped->ignore) && l->told < TOLD) {
		l->told++;
		*problem = say_unknown(a, out);
	}
	return ok && !a->failed;
}

/* Registries write the same parameters over and over; hostile ones do not, and are forgotten between machines. */
static const struct column *known_parameter(struct long_rows *l, const struct mapping *m, const struct headings *h, struct str name, struct str unit,
					    struct words *problem)
{
	uint32_t i;
	struct arena *a = &l->arena;
	if (l->n_parameters == LIMIT_COLUMNS) {
		arena_clear(a);
		map_init(&l->known, a);
		l->parameters = NULL;
		l->n_parameters = l->cap_parameters = 0;
	}
	struct str key = arena_printf(a, "%.*s\n%.*s", STR_ARG(name), STR_ARG(unit));
	if (key.p && map_get(&l->known, key, &i))
		return &l->parameters[i];
	struct column *grown = arena_grow(a, l->parameters, l->n_parameters, &l->cap_parameters, sizeof *grown);
	struct str own_name = arena_str(a, name), own_unit = arena_str(a, unit);
	if (!grown || a->failed)
		return NULL;
	l->parameters = grown;
	if (!read_parameter(l, &grown[l->n_parameters], m, h, own_name, own_unit, problem) || !map_put(&l->known, key, (uint32_t)l->n_parameters))
		return NULL;
	return &grown[l->n_parameters++];
}

/* --- rows ------------------------------------------------------------------------------------------------------ */

bool long_rows_goes_on(const struct long_rows *l, const struct row_reading *row)
{
	const struct long_columns *c = row->columns->long_columns;
	bool blank = true, same = true;
	if (!l->pending || l->columns.items != row->columns->items)
		return false;
	for (size_t i = 0; i < c->n_item; i++) {
		struct str cell = str_trim(row->cells[c->item[i]]);
		blank &= !cell.n;
		same &= str_eq(cell, str_trim(l->cells[c->item[i]]));
	}
	return blank || same;
}

static bool add_cell(struct long_rows *l, struct column column, struct str text, unsigned char sort)
{
	struct arena *a = &l->arenas[l->collecting];
	struct long_cell *more = arena_grow(a, l->more, l->n_more, &l->cap_more, sizeof *more);
	struct str own = arena_str(a, text);
	if (!more || !own.p)
		return false;
	column.header = arena_str(a, column.header); /* parameters may be forgotten before the machine is given out */
	l->more = more;
	more[l->n_more++] = (struct long_cell){column, own, sort};
	return column.header.p;
}

static unsigned char sort_of(const struct row_reading *row, size_t i)
{
	return row->sorts ? row->sorts[i] : CELL_TEXT;
}

/* What the row says beside its parameter. */
static bool add_shared(struct long_rows *l, const struct row_reading *row)
{
	struct arena *a = &l->arenas[l->collecting];
	for (size_t i = 0; i < l->columns.n; i++) {
		struct str cell = str_trim(row->cells[i]);
		bool read = l->columns.items[i].field || given_cells_read(&l->columns, i);
		if (!cell.n || !read || str_eq(cell, str_trim(l->cells[i])))
			continue;
		bool blank = !str_trim(l->cells[i]).n;
		if (!blank && !add_cell(l, l->columns.items[i], row->cells[i], sort_of(row, i)))
			return false;
		if (!blank)
			continue;
		l->cells[i] = arena_str(a, row->cells[i]);
		l->sorts[i] = sort_of(row, i);
	}
	return !a->failed;
}

static bool begin(struct long_rows *l, const struct row_reading *row, struct str sheet, uint64_t number, uint64_t line)
{
	struct arena *a = &l->arenas[l->collecting];
	arena_clear(a);
	l->pending = true;
	l->columns = *row->columns;
	l->sheet = sheet;
	l->first = number;
	l->line = line;
	l->n_rows = l->rejected = 0;
	l->more = NULL;
	l->n_more = l->cap_more = 0;
	l->cells = ARENA_ARRAY(a, l->columns.n, struct str);
	l->sorts = ARENA_ARRAY(a, l->columns.n, unsigned char);
	for (size_t i = 0; l->cells && l->sorts && i < l->columns.n; i++) {
		l->cells[i] = arena_str(a, row->cells[i]);
		l->sorts[i] = sort_of(row, i);
	}
	return !a->failed;
}

static bool add_parameter(struct long_rows *l, const struct row_reading *row, const struct headings *h, struct words *problem)
{
	const struct long_columns *c = row->columns->long_columns;
	struct str name = str_trim(row->cells[c->parameter]), value = row->cells[c->value];
	struct str unit = c->unit == SIZE_MAX ? STR_NONE : str_trim(row->cells[c->unit]);
	bool nameless = says_nothing(row->a, h->vocabulary, name);
	if (nameless && !says_nothing(row->a, h->vocabulary, value) && l->told < TOLD) {
		l->told++;
		*problem = words_printf(row->a, "\"%.*s\" is the value of a parameter without a name; it is not read", STR_ARG(str_trim(value)));
	}
	if (nameless)
		return true;
	const struct column *column = known_parameter(l, row->columns->mapping, h, name, unit, problem);
	return column && (!column->field || add_cell(l, *column, value, sort_of(row, c->value)));
}

bool long_rows_add(struct long_rows *l, const struct row_reading *row, struct str sheet, uint64_t number, uint64_t line,
		   const struct headings *h, struct words *problem)
{
	bool ok = l->pending ? add_shared(l, row) : begin(l, row, sheet, number, line);
	l->last = number;
	l->n_rows++;
	return ok && add_parameter(l, row, h, problem);
}

void long_rows_note_rejected(struct long_rows *l, uint64_t number)
{
	if (l->pending)
		l->rejected = number;
}

/* --- the machine ----------------------------------------------------------------------------------------------- */

static bool note_rejected(struct row *out, struct arena *a, uint64_t number)
{
	for (size_t i = 0; number && i < out->n_items; i++) {
		struct item *item = &out->items[i];
		struct words *notes = ARENA_ARRAY(a, item->n_notes + 1, struct words);
		if (!notes)
			return false;
		if (item->n_notes)
			memcpy(notes, item->notes, item->n_notes * sizeof *notes);
		notes[item->n_notes++] = words_printf(a, "row %ju stands among its rows and could not be read; what that says is missing", (uintmax_t)number);
		item->notes = notes;
	}
	return !a->failed;
}

bool long_rows_take(struct long_rows *l, struct row *out, const struct row_reading *like, struct str file)
{
	struct arena *a = &l->arenas[l->collecting];
	size_t n = l->columns.n + l->n_more;
	struct columns *columns = ARENA_NEW(a, struct columns);
	struct str *cells = ARENA_ARRAY(a, n, struct str);
	unsigned char *sorts = ARENA_ARRAY(a, n, unsigned char);
	struct column *items = ARENA_ARRAY(a, n, struct column);
	l->pending = false;
	l->collecting = !l->collecting;
	if (!columns || !cells || !sorts || !items)
		return false;
	for (size_t i = 0; i < n; i++) {
		bool base = i < l->columns.n;
		const struct long_cell *more = base ? NULL : &l->more[i - l->columns.n];
		items[i] = base ? l->columns.items[i] : more->column;
		items[i].wide = NULL;
		cells[i] = base ? l->cells[i] : more->text;
		sorts[i] = base ? l->sorts[i] : more->sort;
	}
	*columns = l->columns;
	columns->items = items;
	columns->n = n;
	columns->n_machines = 0;
	struct row_reading row = *like;
	row.a = a;
	row.columns = columns;
	row.cells = cells;
	row.sorts = sorts;
	row.shared = NULL;
	*out = (struct row){.sheet = l->sheet, .number = l->first, .last = l->last, .n_rows = l->n_rows, .line = l->line, .cells = cells,
			    .n_cells = l->columns.n};
	return row_items(out, &row, file) && note_rejected(out, a, l->rejected);
}
