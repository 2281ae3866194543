/* A mapping's long format: a row a parameter, as pollution permits print it. */
#include "registry/mapping_reader.h"

#include "text/fold.h"

static const struct schema_key parameter_keys[] = {
	{.name = "parameter", .shape = SHAPE_TEXT, .required = true},
	{.name = "field", .shape = SHAPE_ID},
	{.name = "unit", .shape = SHAPE_TEXT},
	{.name = "rank", .shape = SHAPE_WORD, .words = mapping_rank_words},
	{.name = "ignore", .shape = SHAPE_BOOL},
	{.name = NULL},
};

const struct schema_key mapping_long_keys[] = {
	{.name = "item", .shape = SHAPE_LIST, .required = true, .element = SHAPE_TEXT},
	{.name = "parameter", .shape = SHAPE_TEXT, .required = true},
	{.name = "value", .shape = SHAPE_TEXT, .required = true},
	{.name = "unit", .shape = SHAPE_TEXT},
	{.name = "parameters", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = parameter_keys},
	{.name = NULL},
};

/* A column has one part in it: neither two of these, nor (`others`, which may be NULL) one of these and a field's. */
static bool take(struct mapping_reader *r, struct map *taken, const struct map *others, struct named_column c)
{
	struct str key = fold_key(r->arena, c.name);
	uint32_t line;
	if (!map_get(taken, key, &line) && !(others && map_get(others, key, &line)))
		return map_put(taken, key, (uint32_t)c.span.line);
	diag_add(r->diags, DIAG_FIELD_TWICE, r->file, c.span, "column \"%.*s\" has two parts in the mapping; the first at line %zu", STR_ARG(c.name),
		 (size_t)line);
	return true;
}

/* Columns with a part of their own. What makes an item may also be a field: 设施编号 is its number. */
static bool take_others(struct mapping_reader *r, struct map *taken)
{
	const struct mapping *m = r->out;
	bool ok = true;
	for (size_t i = 0; ok && i < m->n_columns; i++)
		ok = map_put(taken, fold_key(r->arena, m->columns[i].column), (uint32_t)m->columns[i].span.line);
	for (size_t i = 0; ok && i < m->n_derivations; i++)
		ok = map_put(taken, fold_key(r->arena, m->derivations[i].column.name), (uint32_t)m->derivations[i].column.span.line);
	return ok;
}

static bool read_items(struct mapping_reader *r, struct long_format *out, const struct node *list, struct map *taken)
{
	struct named_column *item = ARENA_ARRAY(r->arena, length_of(list), struct named_column);
	out->item = item;
	for (size_t i = 0; item && i < length_of(list); i++) {
		struct named_column c = mapping_name(r, list->items[i]);
		if (!c.name.p)
			continue;
		item[out->n_item++] = c;
		if (!take(r, taken, NULL, c))
			return false;
	}
	return item;
}

static bool read_name(struct mapping_reader *r, struct named_column *out, const struct node *name, struct map *taken, const struct map *others)
{
	*out = mapping_name(r, name);
	return !out->name.p || take(r, taken, others, *out);
}

void mapping_long_read(struct mapping_reader *r, const struct node *map)
{
	struct long_format *out = ARENA_NEW(r->arena, struct long_format);
	struct map taken, others;
	if (!out || !map || map->type != NODE_MAPPING)
		return;
	map_init(&taken, r->arena);
	map_init(&others, r->arena);
	if (!take_others(r, &others) || !read_items(r, out, node_get(map, "item"), &taken) ||
	    !read_name(r, &out->parameter, node_get(map, "parameter"), &taken, &others) ||
	    !read_name(r, &out->value, node_get(map, "value"), &taken, &others) ||
	    !read_name(r, &out->unit, node_get(map, "unit"), &taken, &others))
		return;
	out->parameters = mapping_named_read(&out->n_parameters, &out->parameter_names, r, node_get(map, "parameters"), "parameter");
	r->out->long_format = out;
}
