#include "registry/survey.h"

#include "base/limits.h"
#include "registry/given_cells.h"
#include "registry/rows.h"
#include "registry/state.h"

struct surveying {
	struct survey *out;
	struct arena *a;
	struct registry *g;
	size_t cap_titles;
};

static const struct decoder utf8 = {ENCODING_UTF8, NULL};

/* --- columns --------------------------------------------------------------------------------------------------- */

static bool find_may_be(struct surveying *s, struct column_survey *c)
{
	const struct reader *r = &s->g->reader;
	struct cell cell = column_cell(c->column, STR_NONE);
	const struct field **list = ARENA_ARRAY(s->a, r->vocabulary->n_fields, const struct field *);
	const struct field *f = NULL;
	while (list && (f = cell_may_be(s->a, r, &cell, f)))
		list[c->n_may_be++] = f;
	c->may_be = list;
	return list;
}

static bool find_tables(struct surveying *s, struct column_survey *c, size_t index)
{
	const struct columns *columns = &s->g->header.columns;
	size_t n = columns->mapping ? columns->mapping->n_derivations : 0;
	const struct derivation **tables = ARENA_ARRAY(s->a, n, const struct derivation *);
	for (size_t i = 0; tables && i < n; i++)
		if (columns->derived[i] == index)
			tables[c->n_tables++] = &columns->mapping->derivations[i];
	c->tables = tables;
	return tables;
}

/* Remarks and their like are read by nothing. */
static bool begin_column(struct surveying *s, struct column_survey *c, size_t index, const struct wide *wide)
{
	const struct column *column = &s->g->header.columns.items[index];
	if (wide)
		column = &wide->column;
	*c = (struct column_survey){.column = column, .wide = wide};
	if (!find_tables(s, c, index))
		return false;
	bool read = column->field && column->field->role != ROLE_REMARK;
	if (!read && !c->n_tables)
		return true;
	c->says = ARENA_ARRAY(s->a, s->g->reader.vocabulary->n_fields, uint64_t);
	return c->says && (!read || find_may_be(s, c));
}

static bool begin_columns(struct surveying *s)
{
	const struct columns *columns = &s->g->header.columns;
	struct survey *out = s->out;
	out->n_columns = columns->n;
	out->columns = ARENA_ARRAY(s->a, columns->n, struct column_survey);
	bool wide = !columns_name_kind(columns);
	for (size_t i = 0; out->columns && i < columns->n; i++)
		if (!begin_column(s, &out->columns[i], i, wide ? columns->items[i].wide : NULL))
			return false;
	return out->columns;
}

/* Objects may bring keys that none had before. */
static bool grow_columns(struct surveying *s)
{
	const struct columns *columns = &s->g->header.columns;
	struct survey *out = s->out;
	if (columns->n == out->n_columns)
		return true;
	struct column_survey *all = ARENA_ARRAY(s->a, columns->n, struct column_survey);
	bool wide = !columns_name_kind(columns);
	for (size_t i = 0; all && i < columns->n; i++) {
		if (i < out->n_columns)
			all[i] = out->columns[i];
		else if (!begin_column(s, &all[i], i, wide ? columns->items[i].wide : NULL))
			return false;
	}
	out->columns = all;
	out->n_columns = columns->n;
	return all;
}

/* An equipment's number goes before a row's, whatever the order of the columns. */
static void add_key(struct survey *out, const struct columns *columns, size_t index)
{
	size_t i = out->n_keys++;
	for (; i > 0 && columns->items[out->keys[i - 1]].place > columns->items[index].place; i--)
		out->keys[i] = out->keys[i - 1];
	out->keys[i] = index;
}

static bool find_keys(struct surveying *s)
{
	const struct columns *columns = &s->g->header.columns;
	struct survey *out = s->out;
	out->keys = ARENA_ARRAY(s->a, columns->n + columns->n_identity + 1, size_t);
	out->keys_joined = columns->n_identity > 0;
	if (!out->keys)
		return false;
	for (size_t i = 0; i < columns->n_identity; i++)
		out->keys[out->n_keys++] = columns->identity[i];
	for (size_t i = 0; i < columns->n && !out->keys_joined; i++)
		if (columns->items[i].field && columns->items[i].field->role == ROLE_KEY)
			add_key(out, columns, i);
	if (!out->keys_joined && columns->fallback_key != SIZE_MAX)
		out->keys[out->n_keys++] = columns->fallback_key;
	return true;
}

static bool begin(struct surveying *s)
{
	const struct registry *g = s->g;
	*s->out = (struct survey){
		.sheet = g->sheet,
		.no_header = g->no_header,
		.format = g->format,
		.given = g->options,
		.settled = g->settled,
		.separator = g->separator,
		.header_row = g->header.row,
		.title_kind = g->kind_of_title ? g->titles.kind : NULL,
		.title_kind_row = g->titles.kind_row,
	};
	return g->no_header.en.p || (begin_columns(s) && find_keys(s));
}

/* --- rows ------------------------------------------------------------------------------------------------------ */

/* 某县清单,,,,: a table's row has as many fields as its header. */
static struct str without_empty_end(struct str text, char separator)
{
	while (text.n && (text.p[text.n - 1] == separator || text.p[text.n - 1] == ' '))
		text.n--;
	return text;
}

static bool add_title(struct surveying *s, const struct row *row)
{
	struct survey *out = s->out;
	if (row->reason != REASON_TITLE || out->n_titles == LIMIT_TITLE_ROWS)
		return true;
	struct title_row *titles = arena_grow(s->a, out->titles, out->n_titles, &s->cap_titles, sizeof *titles);
	struct str text = arena_str(s->a, without_empty_end(row->text, out->separator));
	if (!titles || !text.p)
		return false;
	out->titles = titles;
	titles[out->n_titles++] = (struct title_row){row->number, text};
	return true;
}

static bool add_sample(struct surveying *s, struct column_survey *c, struct str text)
{
	if (!text.n || c->n_samples == SURVEY_SAMPLES)
		return true;
	text = decode_start(&utf8, s->a, text, SURVEY_CHARS);
	for (size_t i = 0; i < c->n_samples; i++)
		if (str_eq(c->samples[i], text))
			return true;
	c->samples[c->n_samples++] = text;
	return text.p;
}

static bool add_trouble(struct surveying *s, struct column_survey *c, uint64_t row, enum face face, struct str text,
			struct words why)
{
	if (c->trouble.row)
		return true;
	c->trouble.row = row;
	c->trouble.face = face;
	c->trouble.text = decode_start(&utf8, s->a, text, SURVEY_CHARS);
	if (why.en.p)
		c->trouble.why = (struct words){arena_str(s->a, why.zh), arena_str(s->a, why.en)};
	return !s->a->failed;
}

/* The kind that all items of the row are; NULL where they differ or are not recognised. */
static const struct kind *kind_of(const struct row *row)
{
	for (size_t i = 1; i < row->n_items; i++)
		if (row->items[i].kind != row->items[0].kind)
			return NULL;
	return row->n_items ? row->items[0].kind : NULL;
}

/* What names the equipment was read where every item has its kind: cells of several columns may do so together. */
static bool look_at_kind(struct surveying *s, struct column_survey *c, const struct row *row, struct str text)
{
	const struct item *item = row->items;
	for (size_t i = 0; i < row->n_items && item->kind; i++)
		item = &row->items[i];
	if (!row->n_items || item->kind) {
		c->faces[FACE_READ]++;
		return true;
	}
	c->faces[FACE_UNREADABLE]++;
	return add_trouble(s, c, row->number, FACE_UNREADABLE, text, item->problem);
}

static bool look_at_cell(struct surveying *s, struct column_survey *c, const struct row *row, struct str cell, struct arena *a)
{
	const struct field *f = c->column->field;
	struct str text = str_trim(cell);
	if (!add_sample(s, c, text))
		return false;
	if (!f || !text.n || f->role == ROLE_REMARK) {
		c->faces[text.n ? FACE_READ : FACE_BLANK]++;
		return true;
	}
	if (c->wide && wide_is_absent(a, &s->g->reader, cell)) {
		c->faces[FACE_NOT_APPLICABLE]++;
		return true;
	}
	if (f->role == ROLE_KIND)
		return look_at_kind(s, c, row, text);
	struct cell filed = column_cell(c->column, cell);
	const struct value *v = cell_read(a, &s->g->reader, c->wide ? c->wide->kind : kind_of(row), &filed);
	if (!v)
		return false;
	c->faces[v->face]++;
	bool troubled = v->face == FACE_UNREADABLE || v->face == FACE_UNLISTED || v->face == FACE_IMPLAUSIBLE;
	return !troubled || add_trouble(s, c, row->number, v->face, text, v->problem);
}

/* A text that a table has not; what else could not be read of the column is told with its own field. */
static bool look_at_unlisted(struct surveying *s, struct column_survey *c, const struct row *row, const struct value *v)
{
	for (size_t i = 0; i < c->n_tables; i++)
		if (c->tables[i]->field == v->field)
			return add_trouble(s, c, row->number, v->face, str_trim(v->as_filed), v->problem);
	return true;
}

/* An item's value knows its column by the header that it was read under. */
static bool look_at_values(struct surveying *s, const struct row *row, const struct item *item)
{
	struct survey *out = s->out;
	for (size_t f = 0; f < s->g->reader.vocabulary->n_fields; f++) {
		const struct value *v = item->values[f];
		if (!v || (v->face != FACE_READ && v->face != FACE_UNLISTED) || !v->column.p)
			continue;
		for (size_t i = 0; i < out->n_columns; i++) {
			struct column_survey *c = &out->columns[i];
			if (!c->says || c->column->header.p != v->column.p || c->column->field == v->field)
				continue;
			if (v->face == FACE_READ)
				c->says[f]++;
			else if (!look_at_unlisted(s, c, row, v))
				return false;
		}
	}
	return true;
}

static bool look_at_row(struct surveying *s, const struct row *row, struct arena *a)
{
	struct survey *out = s->out;
	if (row->number <= out->header_row)
		return add_title(s, row);
	if (row->reason != REASON_NONE) {
		out->rejected += row_reason_rejects(row->reason);
		out->skipped += !row_reason_rejects(row->reason);
		return true;
	}
	out->judged += row->n_rows;
	for (size_t i = 0; i < out->n_columns; i++)
		if (!look_at_cell(s, &out->columns[i], row, row->cells[i], a))
			return false;
	for (size_t i = 0; i < row->n_items; i++)
		if (!look_at_values(s, row, &row->items[i]))
			return false;
	return true;
}

static uint64_t rows_seen(const struct survey *s)
{
	return s->judged + s->rejected + s->skipped;
}

/* The next table's survey; the first is the caller's. */
static bool begin_table(struct surveying *s, bool first)
{
	if (!first) {
		s->out->next = ARENA_NEW(s->a, struct survey);
		s->out = s->out->next;
		s->cap_titles = 0;
	}
	return s->out && begin(s);
}

/* One row; *enough where no more need be read. Those of a sheet are passed over to come to the next. */
static bool take_row(struct surveying *s, const struct row *row, struct arena *a, bool *enough)
{
	struct survey *out = s->out;
	if (out->no_header.en.p)
		return true;
	if (rows_seen(out) < LIMIT_MAP_ROWS || row->number <= out->header_row)
		return grow_columns(s) && look_at_row(s, row, a);
	out->more = true;
	*enough = !format_is_container(out->format);
	return true;
}

enum registry_status survey_read(struct survey *out, struct arena *a, struct registry *g)
{
	struct surveying s = {.out = out, .a = a, .g = g};
	struct row row;
	struct arena scratch;
	enum registry_status status = REGISTRY_END;
	size_t table = 0;
	bool ok = true, enough = false;

	arena_init(&scratch);
	while (ok && !enough && (status = registry_next(g, &row, &scratch)) == REGISTRY_ROW) {
		ok = table == registry_table(g) || begin_table(&s, !table);
		table = registry_table(g);
		ok = ok && take_row(&s, &row, &scratch, &enough);
		arena_clear(&scratch);
	}
	arena_release(&scratch);
	if (!ok || a->failed)
		return REGISTRY_NO_MEMORY;
	for (struct survey *each = table ? out : NULL; each; each = each->next)
		each->settled = g->settled; /* it may have been settled late */
	return status == REGISTRY_ROW ? REGISTRY_END : status;
}
