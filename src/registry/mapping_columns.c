/* The columns of a mapping, and the parameters of its long format: which field each is. */
#include "registry/mapping_reader.h"

#include "text/fold.h"
#include "vocabulary/conversion.h"

const char *const mapping_rank_words[] = {[RANK_ACTUAL] = "actual", [RANK_APPROVED] = "approved", [RANK_DESIGN] = "design", NULL};

const struct schema_key mapping_column_keys[] = {
	{.name = "column", .shape = SHAPE_TEXT, .required = true},
	{.name = "field", .shape = SHAPE_ID},
	{.name = "unit", .shape = SHAPE_TEXT},
	{.name = "rank", .shape = SHAPE_WORD, .words = mapping_rank_words},
	{.name = "ignore", .shape = SHAPE_BOOL},
	{.name = NULL},
};

bool field_may_repeat(const struct field *f)
{
	return f->role == ROLE_REGION || f->role == ROLE_REMARK || f->role == ROLE_FOLLOW_UP || f->role == ROLE_KEY || f->role == ROLE_CREDIT_CODE;
}

/* --- names ----------------------------------------------------------------------------------------------------- */

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

const struct field *mapping_field(struct mapping_reader *r, struct str id, struct span at)
{
	const struct field *f = vocabulary_field(r->v, id);
	if (f)
		return f;
	diag_add(r->diags, DIAG_UNKNOWN_FIELD, r->file, at, "unknown field \"%.*s\"", STR_ARG(id));
	hint_field(r, id);
	return NULL;
}

struct named_column mapping_name(struct mapping_reader *r, const struct node *name)
{
	if (!is_text(name))
		return (struct named_column){.name = STR_NONE};
	struct named_column out = {str_trim(name->text), name->span};
	if (fold_key(r->arena, out.name).n)
		return out;
	if (name->text.n) /* of an empty text the schema has told */
		diag_add(r->diags, DIAG_EMPTY_VALUE, r->file, name->span, "a name of a column is blank");
	return (struct named_column){.name = STR_NONE};
}

enum rank mapping_rank(const struct node *map)
{
	struct str name = node_text(map, "rank");
	for (size_t i = 0; mapping_rank_words[i]; i++)
		if (str_is(name, mapping_rank_words[i]))
			return (enum rank)i;
	return RANK_PLAIN;
}

/* --- one column ------------------------------------------------------------------------------------------------ */

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

static void read_column(struct mapping_reader *r, struct mapped_column *out, const struct node *map, const char *key)
{
	const struct node *name = node_get(map, key), *field = node_get(map, "field");
	struct named_column named = mapping_name(r, name);
	*out = (struct mapped_column){.column = named.name, .rank = mapping_rank(map), .span = is_text(name) ? name->span : map->span};
	out->ignore = node_bool(map, "ignore", false);
	if (is_text(field) && out->ignore)
		diag_add(r->diags, DIAG_WRONG_TYPE, r->file, field->span, "a column that is ignored has no field");
	else if (is_text(field))
		out->field = mapping_field(r, field->text, field->span);
	else if (!out->ignore && name)
		diag_add(r->diags, DIAG_MISSING_KEY, r->file, map->span, "a column needs a \"field\", or ignore: \"true\"");
	read_unit(r, out, node_get(map, "unit"));
}

struct mapped_column *mapping_named_read(size_t *n, struct map *names, struct mapping_reader *r, const struct node *list, const char *key)
{
	struct mapped_column *all = ARENA_ARRAY(r->arena, length_of(list), struct mapped_column);
	*n = 0;
	map_init(names, r->arena);
	for (size_t i = 0; all && i < length_of(list); i++) {
		struct mapped_column *c = &all[*n];
		uint32_t first;
		if (list->items[i]->type != NODE_MAPPING)
			continue;
		read_column(r, c, list->items[i], key);
		struct str folded = fold_key(r->arena, c->column);
		if (folded.n && map_get(names, folded, &first))
			diag_add(r->diags, DIAG_FIELD_TWICE, r->file, c->span, "column \"%.*s\" is mapped twice; first at line %zu",
				 STR_ARG(c->column), all[first].span.line);
		else if (folded.n && !map_put(names, folded, (uint32_t)*n))
			return NULL;
		++*n;
	}
	return all;
}

void mapping_columns_read(struct mapping_reader *r, const struct node *list)
{
	struct mapping *m = r->out;
	m->columns = mapping_named_read(&m->n_columns, &m->column_names, r, list, "column");
}
