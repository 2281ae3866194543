#include "vocabulary/load.h"

#include "text/fold.h"

static const char *const none_word[] = {"none", NULL};

static const struct schema_key value_keys[] = {
	{.name = "id", .shape = SHAPE_ID, .required = true},
	{.name = "words", .shape = SHAPE_WORDS, .required = true},
	{.name = "is_a", .shape = SHAPE_ID},
	{.name = "for", .shape = SHAPE_LIST, .element = SHAPE_ID},
	{.name = "spellings", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "means", .shape = SHAPE_WORD, .words = none_word},
	{.name = NULL},
};

static const struct schema_key enumeration_keys[] = {
	{.name = "id", .shape = SHAPE_ID, .required = true},
	{.name = "words", .shape = SHAPE_WORDS, .required = true},
	{.name = "closed", .shape = SHAPE_BOOL},
	{.name = "values", .shape = SHAPE_LIST, .required = true, .element = SHAPE_MAP, .keys = value_keys},
	{.name = NULL},
};

static void reserve(struct loader *l, size_t n)
{
	l->v->enumerations = ARENA_ARRAY(l->arena, n, struct enumeration);
	l->v->n_enumerations = n;
}

static void declare(struct loader *l, const struct source_file *file, const struct node *entry, size_t index)
{
	struct enumeration *e = &l->v->enumerations[index];
	const struct node *values = node_get(entry, "values");
	struct map ids;
	map_init(&ids, l->arena);
	*e = (struct enumeration){
		.id = node_text(entry, "id"),
		.words = loader_words(entry),
		.closed = node_bool(entry, "closed", false),
		.values = ARENA_ARRAY(l->arena, values->n, struct enum_value),
		.file = file,
		.span = node_span(entry, "id"),
		.index = (uint32_t)index,
	};
	map_init(&e->by_spelling, l->arena);
	loader_id(l, file, &l->v->enumeration_ids, entry, index);
	if (str_is(e->id, "industry"))
		l->v->industries = e;
	for (size_t i = 0; e->values && i < values->n; i++) {
		const struct node *value = values->items[i];
		e->values[i] = (struct enum_value){
			.id = node_text(value, "id"),
			.words = loader_words(value),
			.means_none = node_get(value, "means") != NULL,
			.span = node_span(value, "id"),
			.index = (uint32_t)i,
		};
		e->n_values++;
		loader_id(l, file, &ids, value, i);
	}
}

static void define(struct loader *l, const struct source_file *file, const struct node *entry, size_t index)
{
	struct enumeration *e = &l->v->enumerations[index];
	const struct node *values = node_get(entry, "values");
	for (size_t i = 0; i < e->n_values; i++) {
		struct enum_value *value = &e->values[i];
		const struct node *node = values->items[i];
		if (node_get(node, "is_a"))
			value->parent = loader_value(l, file, e, node_get(node, "is_a"));
		value->spellings = loader_texts(l, node_get(node, "spellings"), &value->n_spellings);
		value->kinds = loader_kinds(l, file, node_get(node, "for"), &value->n_kinds);
	}
}

/* --- spellings, kinds of the parent ------------------------------------------------------------------------------ */

static bool in_cycle(const struct enum_value *v, size_t n)
{
	const struct enum_value *p = v->parent;
	for (size_t steps = 0; p && p != v && steps < n; steps++)
		p = p->parent;
	return p == v;
}

static void inherit_kinds(struct enum_value *v)
{
	const struct enum_value *p = v;
	while (p && p->n_kinds == 0)
		p = p->parent;
	if (p) {
		v->kinds = p->kinds;
		v->n_kinds = p->n_kinds;
	}
}

static void untangle(struct loader *l, const struct source_file *file, const struct node *entry, size_t index)
{
	struct enumeration *e = &l->v->enumerations[index];
	for (size_t i = 0; i < e->n_values; i++) {
		struct enum_value *v = &e->values[i];
		if (!in_cycle(v, e->n_values))
			continue;
		diag_add(l->diags, DIAG_CYCLE, file, node_span(node_get(entry, "values")->items[i], "is_a"),
			 "value \"%.*s\" is, by is_a, below itself", STR_ARG(v->id));
		v->parent = NULL;
	}
	for (size_t i = 0; i < e->n_values; i++)
		inherit_kinds(&e->values[i]);
}

static void take_spelling(struct loader *l, const struct source_file *file, struct enumeration *e,
			  const struct enum_value *value, struct str spelling, struct span at)
{
	uint32_t other;
	struct str key = loader_key(l, file, spelling, at);
	if (key.n == 0)
		return;
	if (!map_get(&e->by_spelling, key, &other))
		map_put(&e->by_spelling, key, value->index);
	else if (!str_eq(e->values[other].id, value->id))
		diag_add(l->diags, DIAG_AMBIGUOUS_SPELLING, file, at,
			 "\"%.*s\" is spelt for value \"%.*s\" and for value \"%.*s\"", STR_ARG(spelling),
			 STR_ARG(e->values[other].id), STR_ARG(value->id));
}

static void link(struct loader *l, const struct source_file *file, const struct node *entry, size_t index)
{
	struct enumeration *e = &l->v->enumerations[index];
	const struct node *values = node_get(entry, "values");
	for (size_t i = 0; i < e->n_values; i++) {
		const struct enum_value *value = &e->values[i];
		const struct node *node = values->items[i], *list = node_get(node, "spellings");
		take_spelling(l, file, e, value, value->id, value->span);
		take_spelling(l, file, e, value, value->words.zh, node_span(node, "words"));
		take_spelling(l, file, e, value, value->words.en, node_span(node, "words"));
		for (size_t s = 0; list && s < list->n; s++)
			take_spelling(l, file, e, value, list->items[s]->text, list->items[s]->span);
	}
}

const struct section section_enumerations = {"enumerations", enumeration_keys, reserve, declare,
					     define,	     untangle,	       link};
