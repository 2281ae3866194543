#include "vocabulary/load.h"

#include "text/fold.h"

static const struct schema_key saying_keys[] = {
	{.name = "names", .shape = SHAPE_LIST, .required = true, .element = SHAPE_TEXT},
	{.name = "field", .shape = SHAPE_ID, .required = true},
	{.name = "value", .shape = SHAPE_ID, .required = true},
	{.name = NULL},
};

static const struct schema_key nominal_keys[] = {
	{.name = "names", .shape = SHAPE_LIST, .required = true, .element = SHAPE_TEXT},
	{.name = "field", .shape = SHAPE_ID, .required = true},
	{.name = "value", .shape = SHAPE_TEXT, .required = true},
	{.name = NULL},
};

static const struct schema_key kind_keys[] = {
	{.name = "id", .shape = SHAPE_ID, .required = true},
	{.name = "words", .shape = SHAPE_WORDS, .required = true},
	{.name = "is_a", .shape = SHAPE_ID},
	{.name = "abstract", .shape = SHAPE_BOOL},
	{.name = "always_named", .shape = SHAPE_BOOL},
	{.name = "names", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "saying", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = saying_keys},
	{.name = "nominal", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = nominal_keys},
	{.name = "not_names", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "measures", .shape = SHAPE_MAP_OF, .element = SHAPE_ID},
	{.name = NULL},
};

static void reserve(struct loader *l, size_t n)
{
	l->v->kinds = ARENA_ARRAY(l->arena, n, struct kind);
	l->v->n_kinds = n;
}

static void declare(struct loader *l, const struct source_file *file, const struct node *entry, size_t index)
{
	struct kind *k = &l->v->kinds[index];
	*k = (struct kind){
		.id = node_text(entry, "id"),
		.words = loader_words(entry),
		.abstract = node_bool(entry, "abstract", false),
		.always_named = node_bool(entry, "always_named", false),
		.file = file,
		.span = node_span(entry, "id"),
		.index = (uint32_t)index,
	};
	loader_id(l, file, &l->v->kind_ids, entry, index);
	if (str_is(k->id, "any"))
		diag_add(l->diags, DIAG_BAD_ID, file, k->span, "\"any\" means every kind and is the id of none");
}

static void define_measures(struct loader *l, const struct source_file *file, struct kind *k, const struct node *map)
{
	k->measures = ARENA_ARRAY(l->arena, map ? map->n : 0, struct measure);
	for (size_t i = 0; k->measures && map && i < map->n; i++) {
		const struct node_entry *e = &map->entries[i];
		struct measure m = {loader_quantity(l, file, e->key, e->key_span), loader_field(l, file, e->value)};
		if (!m.quantity || !m.field)
			continue;
		bool known = m.field->quantity || m.field->type != FIELD_QUANTITY;
		if (m.field->quantity != m.quantity && known)
			diag_add(l->diags, DIAG_UNIT_KIND, file, e->value->span,
				 "field \"%.*s\" does not measure \"%.*s\"", STR_ARG(m.field->id), STR_ARG(e->key));
		k->measures[k->n_measures++] = m;
	}
}

static void define(struct loader *l, const struct source_file *file, const struct node *entry, size_t index)
{
	struct kind *k = &l->v->kinds[index];
	if (node_get(entry, "is_a"))
		k->parent = loader_kind(l, file, node_get(entry, "is_a"));
	k->names = loader_texts(l, node_get(entry, "names"), &k->n_names);
	k->not_names = loader_texts(l, node_get(entry, "not_names"), &k->n_not_names);
	define_measures(l, file, k, node_get(entry, "measures"));
}

/* --- spellings --------------------------------------------------------------------------------------------------- */

/* .n is 0 where the name cannot be taken. */
static struct str take_name(struct loader *l, const struct source_file *file, const struct kind *k, struct str name,
			    struct span at)
{
	uint32_t other;
	struct str key = loader_key(l, file, name, at);
	if (key.n == 0)
		return key;
	if (!map_get(&l->v->kind_names, key, &other)) {
		map_put(&l->v->kind_names, key, k->index);
		return key;
	}
	/* Two kinds of one id were reported as such. */
	if (!str_eq(l->v->kinds[other].id, k->id))
		diag_add(l->diags, DIAG_AMBIGUOUS_SPELLING, file, at, "\"%.*s\" names kind \"%.*s\" and kind \"%.*s\"",
			 STR_ARG(name), STR_ARG(l->v->kinds[other].id), STR_ARG(k->id));
	return STR_NONE;
}

static void take_saying(struct loader *l, const struct source_file *file, const struct kind *k, const struct node *map)
{
	const struct field *field = loader_field(l, file, node_get(map, "field"));
	const struct node *names = node_get(map, "names");
	if (!field)
		return;
	if (!field->enumeration && field->type == FIELD_ENUM)
		return; /* which, was reported */
	if (!field->enumeration) {
		diag_add(l->diags, DIAG_OPERATOR_TYPE, file, node_span(map, "field"),
			 "field \"%.*s\" is no enumeration; a name says one of its values", STR_ARG(field->id));
		return;
	}
	const struct enum_value *value = loader_value(l, file, field->enumeration, node_get(map, "value"));
	if (value && !enum_value_is_for(value, k))
		diag_add(l->diags, DIAG_VALUE_KIND, file, node_span(map, "value"),
			 "value \"%.*s\" is for other kinds than \"%.*s\"", STR_ARG(value->id), STR_ARG(k->id));
	for (size_t i = 0; value && i < names->n; i++) {
		struct str text = names->items[i]->text;
		struct str key = take_name(l, file, k, text, names->items[i]->span);
		struct saying *sayings =
			arena_grow(l->arena, l->v->sayings, l->v->n_sayings, &l->cap_sayings, sizeof *sayings);
		if (!sayings || key.n == 0)
			continue;
		l->v->sayings = sayings;
		map_put(&l->v->name_sayings, key, (uint32_t)l->v->n_sayings);
		sayings[l->v->n_sayings++] = (struct saying){k, field, value, text};
	}
}

/* The measure that a type name implies; false after a diagnostic. */
static bool read_nominal(struct loader *l, const struct source_file *file, const struct field *field,
			 const struct node *text, struct quantity *out)
{
	struct quantity_read read;
	struct quantity_ask ask = {.units = &l->v->units, .kind = field->quantity};
	quantity_read(&read, l->arena, &ask, text->text);
	*out = read.q;
	if (read.status != QUANTITY_OK || !interval_is_point(&read.q.v) || read.notes)
		diag_add(l->diags, DIAG_BAD_NUMBER, file, text->span, "\"%.*s\" is no plain number with a unit of \"%.*s\"",
			 STR_ARG(text->text), STR_ARG(field->quantity->id));
	else if (field->has_plausible && !quantity_within(&read.q, &field->plausible))
		diag_add(l->diags, DIAG_BAD_NUMBER, file, text->span, "\"%.*s\" lies outside the plausible range of \"%.*s\"",
			 STR_ARG(text->text), STR_ARG(field->id));
	else
		return true;
	return false;
}

static void take_type_name(struct loader *l, const struct source_file *file, const struct nominal *meaning,
			   const struct node *name)
{
	struct vocabulary *v = l->v;
	struct str key = loader_key(l, file, name->text, name->span);
	struct nominal *nominals = arena_grow(l->arena, v->nominals, v->n_nominals, &l->cap_nominals, sizeof *nominals);
	uint32_t next = NOMINAL_LAST;
	if (!nominals || key.n == 0)
		return;
	v->nominals = nominals;
	map_get(&v->nominal_words, key, &next);
	for (uint32_t i = next; i != NOMINAL_LAST; i = nominals[i].next)
		if (nominals[i].kind == meaning->kind) {
			diag_add(l->diags, DIAG_AMBIGUOUS_SPELLING, file, name->span,
				 "type name \"%.*s\" of kind \"%.*s\" stands twice", STR_ARG(name->text),
				 STR_ARG(meaning->kind->id));
			return;
		}
	map_put(&v->nominal_words, key, (uint32_t)v->n_nominals);
	nominals[v->n_nominals] = *meaning;
	nominals[v->n_nominals].name = name->text;
	nominals[v->n_nominals++].next = next;
}

static void take_nominal(struct loader *l, const struct source_file *file, const struct kind *k, const struct node *map)
{
	const struct node *names = node_get(map, "names");
	struct nominal meaning = {.kind = k, .field = loader_field(l, file, node_get(map, "field"))};
	if (!meaning.field || (meaning.field->type == FIELD_QUANTITY && (!meaning.field->quantity || l->units_doubtful)))
		return; /* which, was reported */
	if (!meaning.field->quantity) {
		diag_add(l->diags, DIAG_OPERATOR_TYPE, file, node_span(map, "field"),
			 "field \"%.*s\" is no quantity; a type name implies a measure", STR_ARG(meaning.field->id));
		return;
	}
	if (!read_nominal(l, file, meaning.field, node_get(map, "value"), &meaning.quantity))
		return;
	for (size_t i = 0; i < names->n; i++)
		take_type_name(l, file, &meaning, names->items[i]);
}

static void take_not_names(struct loader *l, const struct source_file *file, const struct kind *k,
			   const struct node *list)
{
	uint32_t other;
	for (size_t i = 0; list && i < list->n; i++) {
		struct str key = loader_key(l, file, list->items[i]->text, list->items[i]->span);
		if (map_get(&l->v->kind_names, key, &other) && other == k->index)
			diag_add(l->diags, DIAG_AMBIGUOUS_SPELLING, file, list->items[i]->span,
				 "\"%.*s\" both names kind \"%.*s\" and does not", STR_ARG(list->items[i]->text),
				 STR_ARG(k->id));
		else if (key.n)
			map_put(&l->v->not_names, key, k->index);
	}
}

static bool in_cycle(const struct kind *k, size_t n)
{
	const struct kind *p = k->parent;
	for (size_t steps = 0; p && p != k && steps < n; steps++)
		p = p->parent;
	return p == k;
}

static void untangle(struct loader *l, const struct source_file *file, const struct node *entry, size_t index)
{
	struct kind *k = &l->v->kinds[index];
	if (!in_cycle(k, l->v->n_kinds))
		return;
	diag_add(l->diags, DIAG_CYCLE, file, node_span(entry, "is_a"), "kind \"%.*s\" is, by is_a, below itself",
		 STR_ARG(k->id));
	k->parent = NULL;
}

static void link(struct loader *l, const struct source_file *file, const struct node *entry, size_t index)
{
	const struct kind *k = &l->v->kinds[index];
	const struct node *names = node_get(entry, "names"), *saying = node_get(entry, "saying");
	const struct node *nominal = node_get(entry, "nominal");
	take_name(l, file, k, k->id, k->span);
	take_name(l, file, k, k->words.zh, node_span(entry, "words"));
	take_name(l, file, k, k->words.en, node_span(entry, "words"));
	for (size_t i = 0; names && i < names->n; i++)
		take_name(l, file, k, names->items[i]->text, names->items[i]->span);
	for (size_t i = 0; saying && i < saying->n; i++)
		take_saying(l, file, k, saying->items[i]);
	for (size_t i = 0; nominal && i < nominal->n; i++)
		take_nominal(l, file, k, nominal->items[i]);
	take_not_names(l, file, k, node_get(entry, "not_names"));
}

const struct section section_kinds = {"kinds", kind_keys, reserve, declare, define, untangle, link};
