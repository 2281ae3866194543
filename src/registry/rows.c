#include "registry/rows.h"

#include "registry/given_cells.h"
#include "registry/identity.h"

/* The mapping's identity, joined by "/"; STR_NONE where all of it is blank. */
static struct str identity_of(struct arena *a, const struct columns *columns, const struct str *cells)
{
	struct str key = STR_NONE;
	bool filled = false;
	for (size_t i = 0; i < columns->n_identity; i++) {
		struct str part = str_trim(cells[columns->identity[i]]);
		filled |= part.n > 0;
		key = i ? arena_printf(a, "%.*s/%.*s", STR_ARG(key), STR_ARG(part)) : part;
	}
	return filled ? key : STR_NONE;
}

static struct str key_of(struct arena *a, const struct columns *columns, const struct str *cells, struct str equipment)
{
	if (columns->n_identity)
		return identity_of(a, columns, cells);
	if (equipment.n)
		return equipment;
	if (columns->fallback_key == SIZE_MAX)
		return STR_NONE;
	struct str key = str_trim(cells[columns->fallback_key]);
	return key.n ? key : STR_NONE;
}

struct cell column_cell(const struct column *c, struct str text)
{
	return (struct cell){
		.field = c->field,
		.column = c->header,
		.spelling = c->place < c->field->n_headers ? c->field->headers[c->place].key : STR_NONE,
		.rank = c->rank,
		.basis = c->basis,
		.assumed_meaning = c->assumed_meaning,
		.unit_from_mapping = c->unit_from_mapping,
		.unit_from_title = c->unit_from_title,
		.unit = c->unit,
		.text = text,
	};
}

/* The row's cell of a column, with what it was in its file; `c` may be what the column says of a machine. */
static struct cell row_cell(const struct row_reading *row, const struct column *c, size_t index)
{
	struct cell cell = column_cell(c, row->cells[index]);
	if (row->sorts)
		cell.sort = (enum cell_sort)row->sorts[index];
	if (row->shared)
		cell.shared_rows = row->shared[index];
	return cell;
}

/* --- who it is of ---------------------------------------------------------------------------------------------- */

static bool finish(struct row *out, const struct row_reading *row, struct str file)
{
	for (size_t i = 0; i < out->n_items; i++) {
		struct item *item = &out->items[i];
		item->file = file;
		item->sheet = out->sheet;
		item->row = out->number;
		item->number = (uint32_t)i + 1;
		if (row->identities && !identity_give(item, row))
			return false;
		item->key = key_of(row->a, row->columns, row->cells, item->key);
	}
	return !row->a->failed;
}

/* remarks are read by people only */
static bool is_read(const struct column *c)
{
	return c->field && c->field->role != ROLE_REMARK;
}

static struct cell title_cell(const struct row_reading *row)
{
	return (struct cell){
		.field = row->r->vocabulary->role[ROLE_KIND],
		.column = row->titles->kind_title,
		.spelling = STR_NONE,
		.rank = RANK_PLAIN,
		.of_title = true,
		.text = row->titles->kind_text,
	};
}

/* Of thousands of columns most may mean nothing. */
static size_t count_read(const struct columns *columns)
{
	size_t n = 0;
	for (size_t i = 0; i < columns->n; i++)
		n += is_read(&columns->items[i]);
	return n;
}

static bool plain_items(struct row *out, const struct row_reading *row)
{
	const struct columns *columns = row->columns;
	struct cell *all = ARENA_ARRAY(row->a, count_read(columns) + given_cells_most(columns) + 1, struct cell);
	size_t n = 0;
	if (!all)
		return false;
	if (row->titles)
		all[n++] = title_cell(row);
	for (size_t i = 0; i < columns->n; i++)
		if (is_read(&columns->items[i]))
			all[n++] = row_cell(row, &columns->items[i], i);
	n += given_cells(all + n, row, false);
	return items_from_cells(&out->items, &out->n_items, row->a, row->r, all, n, row->default_kind);
}

/* --- wide format ----------------------------------------------------------------------------------------------- */

static bool names_its_kind(const struct row_reading *row)
{
	for (size_t i = 0; i < row->columns->n; i++) {
		const struct column *c = &row->columns->items[i];
		struct value v;
		if (!c->field || c->field->role != ROLE_KIND)
			continue;
		value_read(&v, row->a, row->r, c->field, NULL, c->unit, row->cells[i]);
		if (v.face == FACE_READ)
			return true;
	}
	return given_cells_name_kind(row);
}

/* Which machines the row has; their number. Where all rows are of one kind, the only machine is the row's, whatever its cells say. */
static size_t find_present(bool *present, const struct row_reading *row)
{
	const struct columns *columns = row->columns;
	size_t n = 0;
	if ((row->default_kind || row->titles) && columns->n_machines == 1)
		present[0] = true;
	for (size_t i = 0; i < columns->n; i++) {
		const struct wide *w = columns->items[i].wide;
		if (w && wide_measures(w) && !wide_is_absent(row->a, row->r, row->cells[i]))
			present[w->machine] = true;
	}
	for (size_t i = 0; i < columns->n_machines; i++)
		n += present[i];
	return n;
}

/* A cell beside the machines' says something of equipment: what, cannot be told. */
static bool says_more(const struct row_reading *row)
{
	for (size_t i = 0; i < row->columns->n; i++) {
		const struct column *c = &row->columns->items[i];
		if (!c->field || c->wide)
			continue;
		bool of_equipment = c->field->role == ROLE_COUNT ||
				    (c->field->role == ROLE_NONE && c->field->type != FIELD_IDENTIFIER && !c->field->of_enterprise);
		if (of_equipment && !wide_is_absent(row->a, row->r, row->cells[i]))
			return true;
	}
	return false;
}

/* Has the machine a filled column of its own for the field? */
static bool has_own(const struct row_reading *row, size_t machine, const struct field *f)
{
	for (size_t i = 0; i < row->columns->n; i++) {
		const struct wide *w = row->columns->items[i].wide;
		if (w && w->machine == machine && w->column.field == f && str_trim(row->cells[i]).n)
			return true;
	}
	return false;
}

/* What names the machine, the first of its columns that is filled before others. */
static struct cell name_cell(const struct row_reading *row, size_t machine)
{
	const struct column *first = NULL;
	for (size_t i = 0; i < row->columns->n; i++) {
		const struct column *c = &row->columns->items[i];
		if (!c->wide || c->wide->machine != machine || !wide_measures(c->wide))
			continue;
		bool absent = wide_is_absent(row->a, row->r, row->cells[i]);
		if (!first || !absent)
			first = c;
		if (!absent)
			break;
	}
	return (struct cell){
		.field = row->r->vocabulary->role[ROLE_KIND],
		.column = first->header,
		.spelling = STR_NONE,
		.rank = RANK_PLAIN,
		.text = row->columns->machines[machine].text,
	};
}

/* The machine's own cells and those that all machines of the row share. */
static size_t machine_cells(struct cell *all, const struct row_reading *row, size_t machine, bool several)
{
	size_t n = 0;
	all[n++] = name_cell(row, machine);
	for (size_t i = 0; i < row->columns->n; i++) {
		const struct column *c = &row->columns->items[i];
		if (c->wide && c->wide->machine == machine) {
			all[n++] = row_cell(row, &c->wide->column, i);
		} else if (!c->wide && is_read(c) && !(several && has_own(row, machine, c->field))) {
			all[n] = row_cell(row, c, i);
			all[n++].of_row = several;
		}
	}
	return n + given_cells(all + n, row, several);
}

bool row_append(struct row *out, struct arena *a, size_t *cap, const struct item *items, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct item *grown = arena_grow(a, out->items, out->n_items, cap, sizeof *grown);
		if (!grown)
			return false;
		out->items = grown;
		grown[out->n_items++] = items[i];
	}
	return true;
}

static bool wide_items(struct row *out, const struct row_reading *row)
{
	const struct columns *columns = row->columns;
	bool *present = ARENA_ARRAY(row->a, columns->n_machines, bool);
	struct cell *cells = ARENA_ARRAY(row->a, columns->n + given_cells_most(columns) + 1, struct cell);
	size_t cap = 0;
	if (!present || !cells)
		return false;
	size_t n_present = find_present(present, row);
	if (!n_present)
		return !says_more(row) || plain_items(out, row);
	out->n_absent = columns->n_machines - n_present;
	for (size_t i = 0; i < columns->n_machines; i++) {
		struct item *items;
		size_t n, n_cells = present[i] ? machine_cells(cells, row, i, n_present > 1) : 0;
		if (present[i] && (!items_from_cells(&items, &n, row->a, row->r, cells, n_cells, row->default_kind) ||
				   !row_append(out, row->a, &cap, items, n)))
			return false;
	}
	return true;
}

bool row_items(struct row *out, const struct row_reading *row, struct str file)
{
	bool wide = row->columns->n_machines && !names_its_kind(row);
	bool ok = wide ? wide_items(out, row) : plain_items(out, row);
	return ok && finish(out, row, file);
}
