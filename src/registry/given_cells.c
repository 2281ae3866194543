#include "registry/given_cells.h"

#include "text/fold.h"

/* --- the mapping against the header ---------------------------------------------------------------------------- */

static void refuse_mapped(const struct columns *columns, const struct mapping *m, const struct field *f, enum rank rank, struct span at,
			  struct diags *diags)
{
	for (size_t i = 0; i < columns->n; i++) {
		const struct column *c = &columns->items[i];
		if (!c->mapped || c->field != f || field_may_repeat(f) || rank_effective(c->rank) != rank_effective(rank))
			continue;
		diag_add(diags, DIAG_FIELD_TWICE, m->file, at, "field \"%.*s\" is given here, and column \"%.*s\" is mapped to it", STR_ARG(f->id),
			 STR_ARG(c->header));
		return;
	}
}

/* Where a table reads a column as what its header would make of it, the table has the say. */
static void take_from_header(struct column *c, struct arena *a, const struct derivation *d)
{
	c->named = true;
	if (c->mapped || c->field != d->field)
		return;
	c->field = NULL;
	c->unit = (struct unit_use){.unit = NULL};
	c->assumed_meaning = false;
	c->why = words_printf(a, "the mapping's table reads it");
}

static size_t find_column(struct columns *columns, struct arena *a, const struct mapping *m, const struct derivation *d, struct diags *diags)
{
	struct str key = fold_key(a, d->column.name);
	size_t found = SIZE_MAX;
	for (size_t i = 0; i < columns->n; i++) {
		if (!str_eq(columns->items[i].key, key))
			continue;
		if (found != SIZE_MAX) {
			diag_add(diags, DIAG_FIELD_TWICE, m->file, d->column.span, "two columns of the registry are called \"%.*s\"",
				 STR_ARG(d->column.name));
			return found;
		}
		found = i;
	}
	if (found == SIZE_MAX)
		columns_refuse_absent(columns, a, m, d->column.name, d->column.span, diags);
	else
		take_from_header(&columns->items[found], a, d);
	return found;
}

bool given_cells_find(struct columns *columns, struct arena *a, const struct mapping *m, struct diags *diags)
{
	size_t *derived = ARENA_ARRAY(a, m->n_derivations, size_t);
	columns->mapping = m;
	columns->derived = derived;
	for (size_t i = 0; i < m->n_constants; i++)
		refuse_mapped(columns, m, m->constants[i].field, RANK_PLAIN, m->constants[i].span, diags);
	for (size_t i = 0; derived && i < m->n_derivations; i++) {
		const struct derivation *d = &m->derivations[i];
		derived[i] = find_column(columns, a, m, d, diags);
		refuse_mapped(columns, m, d->field, d->rank, d->column.span, diags);
	}
	return derived && !a->failed;
}

/* --- a row ----------------------------------------------------------------------------------------------------- */

bool given_cells_read(const struct columns *columns, size_t index)
{
	for (size_t i = 0; columns->mapping && i < columns->mapping->n_derivations; i++)
		if (columns->derived[i] == index)
			return true;
	return false;
}

/* The next column that holds texts for the table: its own, then what later rows of the machine say in it. */
static size_t next_column(const struct columns *columns, size_t own, size_t after)
{
	size_t i = after == SIZE_MAX ? own : after + 1;
	while (i < columns->n && columns->items[i].key.p != columns->items[own].key.p)
		i++;
	return i < columns->n ? i : SIZE_MAX;
}

size_t given_cells_most(const struct columns *columns)
{
	const struct mapping *m = columns->mapping;
	size_t n = m ? m->n_constants : 0;
	for (size_t i = 0; m && i < m->n_derivations; i++)
		for (size_t c = SIZE_MAX; (c = next_column(columns, columns->derived[i], c)) != SIZE_MAX;)
			n++;
	return n;
}

static struct cell constant_cell(const struct constant *c)
{
	return (struct cell){.field = c->field, .column = STR("constants"), .rank = RANK_PLAIN, .basis = c->field->basis, .text = c->text};
}

/* 不详 is no text that a table has forgotten. But 无, which may be a word of the field itself, is one. */
static bool says_nothing(const struct row_reading *row, const struct field *f, struct str text)
{
	struct value v;
	value_read(&v, row->a, row->r, f, NULL, (struct unit_use){.unit = NULL}, text);
	return v.face == FACE_UNKNOWN_TOKEN || v.face == FACE_NOT_APPLICABLE;
}

/* #N/A, a formula without its value: nothing stands there that could be looked up. */
static bool has_no_value(enum cell_sort sort)
{
	return sort == CELL_ERROR || sort == CELL_FORMULA || sort == CELL_SCALED;
}

static struct cell derived_cell(const struct row_reading *row, const struct derivation *d, size_t column)
{
	struct str filed = row->cells[column], key = fold_key(row->a, filed);
	enum cell_sort sort = row->sorts ? (enum cell_sort)row->sorts[column] : CELL_TEXT;
	uint32_t i;
	struct cell c = {.field = d->field, .column = row->columns->items[column].header, .spelling = d->spelling, .rank = d->rank,
			 .basis = d->field->basis, .text = filed, .shared_rows = row->shared ? row->shared[column] : 0};
	if (has_no_value(sort))
		c.sort = sort;
	if (!key.n || has_no_value(sort))
		return c;
	if (map_get(&d->table, key, &i)) {
		c.text = d->texts[i];
		c.filed = filed;
	} else if (says_nothing(row, d->field, filed)) {
		return c;
	} else if (d->otherwise.p) {
		c.text = d->otherwise;
		c.filed = filed;
	} else {
		c.unlisted = true;
	}
	return c;
}

static bool is_read(const struct field *f)
{
	return f->role != ROLE_REMARK;
}

size_t given_cells(struct cell *out, const struct row_reading *row, bool several)
{
	const struct mapping *m = row->columns->mapping;
	size_t n = 0;
	for (size_t i = 0; m && i < m->n_constants; i++)
		if (is_read(m->constants[i].field))
			out[n++] = constant_cell(&m->constants[i]);
	for (size_t i = 0; m && i < m->n_derivations; i++)
		for (size_t c = SIZE_MAX; is_read(m->derivations[i].field) && (c = next_column(row->columns, row->columns->derived[i], c)) != SIZE_MAX;)
			out[n++] = derived_cell(row, &m->derivations[i], c);
	for (size_t i = 0; i < n; i++)
		out[i].of_row = several;
	return n;
}

/* --- roles ----------------------------------------------------------------------------------------------------- */

bool given_cells_have(const struct columns *columns, enum field_role role)
{
	const struct mapping *m = columns->mapping;
	for (size_t i = 0; m && i < m->n_constants; i++)
		if (m->constants[i].field->role == role)
			return true;
	for (size_t i = 0; m && i < m->n_derivations; i++)
		if (m->derivations[i].field->role == role)
			return true;
	return false;
}

bool columns_name_kind(const struct columns *columns)
{
	for (size_t i = 0; i < columns->n; i++)
		if (columns->items[i].field && columns->items[i].field->role == ROLE_KIND)
			return true;
	return given_cells_have(columns, ROLE_KIND);
}

bool given_cells_name_kind(const struct row_reading *row)
{
	const struct mapping *m = row->columns->mapping;
	for (size_t i = 0; m && i < m->n_constants; i++)
		if (m->constants[i].field->role == ROLE_KIND && !says_nothing(row, m->constants[i].field, m->constants[i].text))
			return true;
	for (size_t i = 0; m && i < m->n_derivations; i++) {
		if (m->derivations[i].field->role != ROLE_KIND)
			continue;
		struct cell c = derived_cell(row, &m->derivations[i], row->columns->derived[i]);
		if (str_trim(c.text).n && !says_nothing(row, c.field, c.text))
			return true;
	}
	return false;
}
