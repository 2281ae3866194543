#include "registry/rows.h"

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
		.unit = c->unit,
		.text = text,
	};
}

bool row_items(struct row *out, struct arena *a, const struct reader *r, const struct columns *columns, struct str file,
	       const struct str *cells, const struct kind *default_kind)
{
	struct cell *all = ARENA_ARRAY(a, columns->n, struct cell);
	size_t n = 0;
	if (!all)
		return false;
	/* remarks are read by people only */
	for (size_t i = 0; i < columns->n; i++)
		if (columns->items[i].field && columns->items[i].field->role != ROLE_REMARK)
			all[n++] = column_cell(&columns->items[i], cells[i]);
	if (!items_from_cells(&out->items, &out->n_items, a, r, all, n, default_kind))
		return false;
	for (size_t i = 0; i < out->n_items; i++) {
		struct item *item = &out->items[i];
		item->file = file;
		item->row = out->number;
		item->key = key_of(a, columns, cells, item->key);
	}
	return !a->failed;
}
