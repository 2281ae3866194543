#include "registry/mapping.h"

#include "base/sha256.h"
#include "text/fold.h"
#include "vocabulary/conversion.h"

static const char *const rank_names[] = {"actual", "approved", "design", NULL};

static const struct schema_key column_keys[] = {
	{.name = "column", .shape = SHAPE_TEXT, .required = true},
	{.name = "field", .shape = SHAPE_ID},
	{.name = "unit", .shape = SHAPE_TEXT},
	{.name = "rank", .shape = SHAPE_WORD, .words = rank_names},
	{.name = "ignore", .shape = SHAPE_BOOL},
	{.name = NULL},
};

static const struct schema_key missing_keys[] = {
	{.name = "unknown", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "not_applicable", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = NULL},
};

static const struct schema_key mapping_keys[] = {
	{.name = "schema", .shape = SHAPE_TEXT, .required = true},
	{.name = "columns", .shape = SHAPE_LIST, .required = true, .element = SHAPE_MAP, .keys = column_keys},
	{.name = "header_row", .shape = SHAPE_TEXT},
	{.name = "encoding", .shape = SHAPE_TEXT},
	{.name = "separator", .shape = SHAPE_TEXT},
	{.name = "kind", .shape = SHAPE_TEXT},
	{.name = "identity", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "missing", .shape = SHAPE_MAP, .keys = missing_keys},
	{.name = "conversions", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = conversion_keys},
	{.name = NULL},
};

static const struct schema mapping_schema = {"phaseout/mapping-1", mapping_keys};

struct mapping_reader {
	struct arena *arena;
	const struct vocabulary *v;
	const struct source_file *file;
	struct diags *diags;
	struct mapping *out;
};

static size_t length_of(const struct node *list)
{
	return list && list->type == NODE_SEQUENCE ? list->n : 0;
}

static bool is_text(const struct node *node)
{
	return node && node->type == NODE_SCALAR;
}

/* --- columns --------------------------------------------------------------------------------------------------- */

enum { NEAR = 3 };

static void hint_field(struct mapping_reader *r, struct str id)
{
	const struct field *best = NULL;
	size_t distance = NEAR + 1;
	for (size_t i = 0; i < r->v->n_fields; i++) {
		size_t d = str_distance(r->v->fields[i].id, id, NEAR);
		if (d < distance) {
			distance = d;
			best = &r->v->fields[i];
		}
	}
	if (best)
		diag_hint(r->diags, "did you mean \"%.*s\"?", STR_ARG(best->id));
}

static void read_field(struct mapping_reader *r, struct mapped_column *out, const struct node *name)
{
	out->field = vocabulary_field(r->v, name->text);
	if (out->field)
		return;
	diag_add(r->diags, DIAG_UNKNOWN_FIELD, r->file, name->span, "unknown field \"%.*s\"", STR_ARG(name->text));
	hint_field(r, name->text);
}

static void read_unit(struct mapping_reader *r, struct mapped_column *out, const struct node *unit)
{
	const struct field *f = out->field;
	if (!f || !is_text(unit))
		return;
	if (!f->quantity)
		diag_add(r->diags, DIAG_UNIT_KIND, r->file, unit->span, "field \"%.*s\" has no unit", STR_ARG(f->id));
	else if (!units_read(&r->v->units, &out->unit, r->arena, f->quantity, unit->text) &&
		 !conversion_find(&out->unit, r->out->conversions, r->out->n_conversions, &r->v->units, r->arena,
				  f->quantity, unit->text))
		diag_add(r->diags, DIAG_UNKNOWN_UNIT, r->file, unit->span, "\"%.*s\" is no unit of \"%.*s\"",
			 STR_ARG(unit->text), STR_ARG(f->quantity->id));
}

static enum rank read_rank(const struct node *map)
{
	struct str name = node_text(map, "rank");
	for (size_t i = 0; rank_names[i]; i++)
		if (str_is(name, rank_names[i]))
			return (enum rank)i;
	return RANK_PLAIN;
}

static void read_column(struct mapping_reader *r, struct mapped_column *out, const struct node *map)
{
	const struct node *column = node_get(map, "column"), *field = node_get(map, "field");
	*out = (struct mapped_column){.column = str_trim(node_text(map, "column")), .rank = read_rank(map), .span = map->span};
	out->ignore = node_bool(map, "ignore", false);
	if (is_text(column))
		out->span = column->span;
	if (is_text(field) && out->ignore)
		diag_add(r->diags, DIAG_WRONG_TYPE, r->file, field->span, "a column that is ignored has no field");
	else if (is_text(field))
		read_field(r, out, field);
	else if (!out->ignore && column)
		diag_add(r->diags, DIAG_MISSING_KEY, r->file, map->span, "a column needs a \"field\", or ignore: \"true\"");
	read_unit(r, out, node_get(map, "unit"));
}

static void refuse_named_twice(struct mapping_reader *r, size_t index)
{
	const struct mapped_column *c = &r->out->columns[index];
	struct str key = fold_key(r->arena, c->column);
	for (size_t i = 0; i < index; i++) {
		if (!key.n || !str_eq(fold_key(r->arena, r->out->columns[i].column), key))
			continue;
		diag_add(r->diags, DIAG_FIELD_TWICE, r->file, c->span, "column \"%.*s\" is mapped twice; first at line %zu",
			 STR_ARG(c->column), r->out->columns[i].span.line);
		return;
	}
}

static void read_columns(struct mapping_reader *r, const struct node *list)
{
	struct mapping *m = r->out;
	bool maps = false;
	m->columns = ARENA_ARRAY(r->arena, length_of(list), struct mapped_column);
	for (size_t i = 0; m->columns && i < length_of(list); i++) {
		if (list->items[i]->type != NODE_MAPPING)
			continue;
		read_column(r, &m->columns[m->n_columns], list->items[i]);
		refuse_named_twice(r, m->n_columns);
		maps |= !m->columns[m->n_columns++].ignore;
	}
	if (length_of(list) && !maps)
		diag_add(r->diags, DIAG_MAPS_NOTHING, r->file, list->span,
			 "the mapping maps no column to a field; without a mapping columns are recognised by their headers");
}

/* --- the rest -------------------------------------------------------------------------------------------------- */

static void read_header_row(struct mapping_reader *r, const struct node *node)
{
	uint64_t n = 0;
	bool good = is_text(node) && node->text.n > 0 && node->text.n <= 9;
	for (size_t i = 0; good && i < node->text.n; i++) {
		good = node->text.p[i] >= '0' && node->text.p[i] <= '9';
		n = n * 10 + (uint64_t)(node->text.p[i] - '0');
	}
	if (good && n > 0)
		r->out->header_row = n;
	else if (node)
		diag_add(r->diags, DIAG_BAD_NUMBER, r->file, node->span, "\"%.*s\" is no number of a row; rows count from 1",
			 STR_ARG(node->text));
}

static void read_encoding(struct mapping_reader *r, const struct node *node)
{
	if (is_text(node) && !encoding_parse(&r->out->encoding, node->text))
		diag_add(r->diags, DIAG_BAD_WORD, r->file, node->span, "\"%.*s\" is no encoding; expected utf-8 or gb18030",
			 STR_ARG(node->text));
}

static void read_separator(struct mapping_reader *r, const struct node *node)
{
	if (!is_text(node))
		return;
	struct str text = node->text;
	if (str_is(text, "tab") || str_is(text, "\\t"))
		text = STR("\t");
	if (text.n == 1 && strchr(",;\t|", *text.p))
		r->out->separator = *text.p;
	else
		diag_add(r->diags, DIAG_BAD_WORD, r->file, node->span, "\"%.*s\" is no separator; expected one of , ; | or tab",
			 STR_ARG(node->text));
}

static void read_kind(struct mapping_reader *r, const struct node *node)
{
	uint32_t i;
	if (!is_text(node))
		return;
	r->out->kind = vocabulary_kind(r->v, node->text);
	if (!r->out->kind && map_get(&r->v->kind_names, fold_key(r->arena, node->text), &i))
		r->out->kind = &r->v->kinds[i];
	if (!r->out->kind)
		diag_add(r->diags, DIAG_UNKNOWN_KIND, r->file, node->span, "unknown kind \"%.*s\"", STR_ARG(node->text));
	else if (r->out->kind->abstract)
		diag_add(r->diags, DIAG_UNKNOWN_KIND, r->file, node->span,
			 "\"%.*s\" is a general word; the name of one kind of equipment was expected", STR_ARG(node->text));
}

static void read_identity(struct mapping_reader *r, const struct node *list)
{
	struct mapping *m = r->out;
	m->identity = ARENA_ARRAY(r->arena, length_of(list), struct str);
	struct span *spans = ARENA_ARRAY(r->arena, length_of(list), struct span);
	for (size_t i = 0; m->identity && spans && i < length_of(list); i++)
		if (is_text(list->items[i])) {
			spans[m->n_identity] = list->items[i]->span;
			m->identity[m->n_identity++] = str_trim(list->items[i]->text);
		}
	m->identity_spans = spans;
}

static void read_tokens(struct mapping_reader *r, struct tokens *out, const struct node *list)
{
	out->items = ARENA_ARRAY(r->arena, length_of(list), struct str);
	for (size_t i = 0; out->items && i < length_of(list); i++)
		if (is_text(list->items[i]))
			out->items[out->n++] = fold_key(r->arena, list->items[i]->text);
}

static void read_all(struct mapping_reader *r, const struct node *root)
{
	const struct node *missing = node_get(root, "missing");
	/* before the columns, whose units they may convert */
	r->out->conversions = conversions_read(&r->out->n_conversions, r->arena, r->v, r->file,
					       node_get(root, "conversions"), r->diags);
	read_columns(r, node_get(root, "columns"));
	if (node_get(root, "header_row"))
		read_header_row(r, node_get(root, "header_row"));
	read_encoding(r, node_get(root, "encoding"));
	read_separator(r, node_get(root, "separator"));
	read_kind(r, node_get(root, "kind"));
	read_identity(r, node_get(root, "identity"));
	read_tokens(r, &r->out->unknown_tokens, node_get(missing, "unknown"));
	read_tokens(r, &r->out->not_applicable_tokens, node_get(missing, "not_applicable"));
}

const struct mapping *mapping_read(struct arena *a, const struct vocabulary *v, const struct source_file *file,
				   struct diags *diags)
{
	size_t errors = diags->errors;
	struct mapping *m = ARENA_NEW(a, struct mapping);
	const struct node *root = yaml_read(a, file, diags);
	if (!m || !root || !schema_of(root, &mapping_schema, 1, file, diags))
		return NULL;
	struct mapping_reader r = {a, v, file, diags, m};
	m->file = file;
	sha256_of(file->text, m->sha256);
	schema_check(root, mapping_keys, file, diags);
	read_all(&r, root);
	return diags->errors == errors && !a->failed && !diags->failed ? m : NULL;
}
