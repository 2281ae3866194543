#include "rules/leaf.h"
#include "rules/limit.h"
#include "rules/pattern.h"
#include "rules/read.h"
#include "yaml/schema.h"

struct condition *condition_new(struct rules_reader *r, enum condition_op op, struct span span)
{
	struct condition *c = ARENA_NEW(r->arena, struct condition);
	if (c) {
		c->op = op;
		c->span = span;
	}
	return c;
}

bool condition_list_add(struct rules_reader *r, struct condition_list *list, const struct condition *c)
{
	const struct condition **items = arena_grow(r->arena, list->items, list->n, &list->cap, sizeof *items);
	if (!items || !c)
		return false;
	list->items = items;
	list->items[list->n++] = c;
	return true;
}

_Static_assert(offsetof(struct kind, id) == 0 && offsetof(struct field, id) == 0 &&
		       offsetof(struct enum_value, id) == 0,
	       "hint_nearest reads the id where an item begins");

void hint_nearest(struct rules_reader *r, struct str id, const void *items, size_t n, size_t size)
{
	enum { HINT_DISTANCE = 3 };
	const struct str *near = NULL;
	for (size_t i = 0, best = HINT_DISTANCE + 1; i < n && best; i++) {
		const struct str *candidate = (const struct str *)(const void *)((const char *)items + i * size);
		size_t distance = str_distance(id, *candidate, best - 1);
		if (distance < best) {
			best = distance;
			near = candidate;
		}
	}
	if (near && id.n > HINT_DISTANCE)
		diag_hint(r->diags, "did you mean \"%.*s\"?", STR_ARG(*near));
}

const struct field *field_named(struct rules_reader *r, struct str id, struct span at)
{
	const struct vocabulary *v = r->vocabulary;
	const struct field *field = vocabulary_field(v, id);
	if (field)
		return field;
	diag_add(r->diags, DIAG_UNKNOWN_FIELD, r->file, at, "unknown field \"%.*s\"", STR_ARG(id));
	hint_nearest(r, id, v->fields, v->n_fields, sizeof *v->fields);
	return NULL;
}

/* --- what stands behind an operator -------------------------------------------------------------------------- */

static bool wrong_type(struct rules_reader *r, struct span at, const char *name)
{
	diag_add(r->diags, DIAG_WRONG_TYPE, r->file, at, "\"%s\" takes one value", name);
	return false;
}

static bool read_bool(struct rules_reader *r, bool *out, const struct node *value, const char *name)
{
	if (value->type != NODE_SCALAR)
		return wrong_type(r, value->span, name);
	*out = str_is(value->text, "true");
	if (*out || str_is(value->text, "false"))
		return true;
	diag_add(r->diags, DIAG_BAD_WORD, r->file, value->span, "\"%.*s\" is not true or false",
		 STR_ARG(value->text));
	return false;
}

/* A value below the kind of a rule may still be met: its kinds may lie below the rule's. */
static bool value_may_occur(const struct rules_reader *r, const struct enum_value *v)
{
	bool may = r->n_kinds == 0 || r->kinds_doubtful;
	for (size_t i = 0; i < r->n_kinds; i++) {
		may |= enum_value_is_for(v, r->kinds[i]);
		for (size_t j = 0; j < v->n_kinds; j++)
			may |= kind_is(v->kinds[j], r->kinds[i]);
	}
	return may;
}

static const struct enum_value *read_choice(struct rules_reader *r, const struct field *field,
					    const struct node *node)
{
	if (node->type != NODE_SCALAR) {
		wrong_type(r, node->span, "is");
		return NULL;
	}
	const struct enum_value *v = enumeration_value(field->enumeration, node->text);
	if (!v) {
		diag_add(r->diags, DIAG_UNKNOWN_VALUE, r->file, node->span, "\"%.*s\" is no value of \"%.*s\"",
			 STR_ARG(node->text), STR_ARG(field->id));
		hint_nearest(r, node->text, field->enumeration->values, field->enumeration->n_values,
			     sizeof *field->enumeration->values);
		return NULL;
	}
	if (!value_may_occur(r, v)) {
		diag_add(r->diags, DIAG_VALUE_KIND, r->file, node->span,
			 "no kind of this rule can have \"%.*s\" as its \"%.*s\"", STR_ARG(node->text),
			 STR_ARG(field->id));
		return NULL;
	}
	return v;
}

static bool read_choices(struct rules_reader *r, struct condition *leaf, const struct node *const *nodes, size_t n)
{
	const struct enum_value **values = ARENA_ARRAY(r->arena, n, const struct enum_value *);
	if (!values)
		return false;
	bool good = true;
	for (size_t i = 0; i < n; i++)
		good &= (values[i] = read_choice(r, leaf->field, nodes[i])) != NULL;
	leaf->values = values;
	leaf->n_values = n;
	return good;
}

static bool read_models(struct rules_reader *r, struct condition *leaf, const struct node *const *nodes, size_t n,
			bool series)
{
	struct model_name *models = ARENA_ARRAY(r->arena, n, struct model_name);
	if (!models)
		return false;
	leaf->op = COND_MODEL;
	leaf->models = models;
	for (size_t i = 0; i < n; i++) {
		const struct node *node = nodes[i];
		if (node->type != NODE_SCALAR)
			return wrong_type(r, node->span, series ? "series" : "is");
		if (model_name_read(&models[leaf->n_models], r->arena, r->arena, node->text, series))
			leaf->n_models++;
		else
			diag_add(r->diags, DIAG_BAD_WORD, r->file, node->span, "\"%.*s\" names no model",
				 STR_ARG(node->text));
	}
	return leaf->n_models == n;
}

static bool read_is(struct rules_reader *r, struct condition *leaf, const struct node *value)
{
	leaf->op = COND_IN;
	if (leaf->field->type == FIELD_FLAG)
		return read_bool(r, &leaf->flag, value, "is");
	if (leaf->field->type == FIELD_MODEL)
		return read_models(r, leaf, &value, 1, false);
	return read_choices(r, leaf, &value, 1);
}

static bool is_list(struct rules_reader *r, const struct node *value, const char *name)
{
	if (value->type != NODE_SEQUENCE || !value->n) {
		diag_add(r->diags, value->type == NODE_SEQUENCE ? DIAG_EMPTY_LIST : DIAG_WRONG_TYPE, r->file,
			 value->span, "\"%s\" takes a list of values", name);
		return false;
	}
	repeats_check(r, value);
	return true;
}

static bool read_in(struct rules_reader *r, struct condition *leaf, const struct node *value)
{
	leaf->op = COND_IN;
	if (!is_list(r, value, "in"))
		return false;
	if (leaf->field->type == FIELD_MODEL)
		return read_models(r, leaf, value->items, value->n, false);
	return read_choices(r, leaf, value->items, value->n);
}

static bool read_series(struct rules_reader *r, struct condition *leaf, const struct node *value)
{
	return is_list(r, value, "series") && read_models(r, leaf, value->items, value->n, true);
}

/* The long form: {catalogue: ID, as_of: DATE, in_use_rule: ignored}. */
static const char *const ignored[] = {"ignored", NULL};
const struct schema_key listed_keys[] = {
	{.name = "catalogue", .shape = SHAPE_ID, .required = true},
	{.name = "as_of", .shape = SHAPE_DATE},
	{.name = "in_use_rule", .shape = SHAPE_WORD, .words = ignored},
	{.name = NULL},
};

static bool read_listed_at(struct rules_reader *r, struct condition *leaf, const struct node *value)
{
	const struct node *as_of = node_get(value, "as_of");
	struct date date;
	if (!schema_check(value, listed_keys, r->file, r->diags))
		return false;
	leaf->duties_ignored = node_get(value, "in_use_rule") != NULL;
	leaf->dated = as_of != NULL;
	if (leaf->dated && !date_parse_iso(&date, as_of->text))
		return false;
	leaf->day = leaf->dated ? date.last : 0;
	return true;
}

static bool read_listed(struct rules_reader *r, struct condition *leaf, const struct node *value)
{
	const struct node *name = value->type == NODE_MAPPING ? node_get(value, "catalogue") : value;
	leaf->op = COND_LISTED;
	if (value->type == NODE_SEQUENCE)
		return wrong_type(r, value->span, "listed_in");
	if (value->type == NODE_MAPPING && !read_listed_at(r, leaf, value))
		return false;
	leaf->catalogue_id = name->text;
	return catalogue_named(r, &leaf->catalogue, name->text, name->span);
}

static bool read_known(struct rules_reader *r, struct condition *leaf, const struct node *value)
{
	leaf->op = COND_KNOWN;
	return read_bool(r, &leaf->flag, value, "known");
}

static bool read_matches(struct rules_reader *r, struct condition *leaf, const struct node *value)
{
	leaf->op = COND_MATCHES;
	if (value->type != NODE_SCALAR)
		return wrong_type(r, value->span, "matches");
	leaf->pattern = value->text;
	return pattern_check(r, value);
}

/* --- operators ---------------------------------------------------------------------------------------------- */

#define TYPE(t) (1u << FIELD_##t)
enum {
	TYPES_MEASURED = TYPE(QUANTITY) | TYPE(RATIO) | TYPE(INTEGER) | TYPE(DATE),
	TYPES_SPELLED = TYPE(TEXT) | TYPE(MODEL) | TYPE(IDENTIFIER),
	TYPES_ALL = TYPES_MEASURED | TYPES_SPELLED | TYPE(ENUM) | TYPE(FLAG),
};

typedef bool operator_fn(struct rules_reader *, struct condition *, const struct node *);

static const struct operator_row {
	const char *name;
	operator_fn *read;
	unsigned types; /* of fields that it knows */
	enum relation relation;
} operators[] = {
	{"at_most", limit_read, TYPES_MEASURED, REL_AT_MOST},
	{"less_than", limit_read, TYPES_MEASURED, REL_LESS_THAN},
	{"at_least", limit_read, TYPES_MEASURED, REL_AT_LEAST},
	{"more_than", limit_read, TYPES_MEASURED, REL_MORE_THAN},
	{"is", read_is, TYPE(ENUM) | TYPE(FLAG) | TYPE(MODEL), 0},
	{"in", read_in, TYPE(ENUM) | TYPE(MODEL), 0},
	{"series", read_series, TYPE(MODEL), 0},
	{"listed_in", read_listed, TYPE(MODEL), 0},
	{"matches", read_matches, TYPES_SPELLED, 0},
	{"known", read_known, TYPES_ALL, 0},
};

const char *operator_name(size_t n, enum operator_takes *takes)
{
	if (n >= sizeof operators / sizeof *operators)
		return NULL;
	operator_fn *read = operators[n].read;
	*takes = read == read_in || read == read_series ? TAKES_LIST
		 : read == read_known			? TAKES_BOOL
		 : read == read_listed			? TAKES_LISTED
							: TAKES_ONE;
	return operators[n].name;
}

static const struct operator_row *operator_named(struct rules_reader *r, const struct node_entry *e)
{
	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
		if (str_is(e->key, operators[i].name))
			return &operators[i];
	diag_add(r->diags, DIAG_BAD_WORD, r->file, e->key_span, "unknown operator \"%.*s\"", STR_ARG(e->key));
	diag_hint(r->diags, "at_most, less_than, at_least, more_than, is, in, series, listed_in, matches, known");
	return NULL;
}

/* What a leaf of this field starts as; field NULL: the as-of date. */
struct subject {
	const struct field *field;
	struct str name;
	struct str wording;
};

static const struct condition *operator_read(struct rules_reader *r, const struct subject *s,
					     const struct node_entry *e, uint32_t *next_index)
{
	const struct operator_row *op = operator_named(r, e);
	struct condition *leaf = op ? condition_new(r, COND_COMPARE, e->key_span) : NULL;
	if (!leaf)
		return NULL;
	unsigned type = 1u << (s->field ? s->field->type : FIELD_DATE);
	bool fits = (op->types & type) && (s->field || op->read == limit_read);
	if (!fits) {
		diag_add(r->diags, DIAG_OPERATOR_TYPE, r->file, e->key_span, "\"%s\" cannot be asked of \"%.*s\"",
			 op->name, STR_ARG(s->name));
		return NULL;
	}
	leaf->field = s->field;
	leaf->as_of = !s->field;
	leaf->relation = op->relation;
	if (!op->read(r, leaf, e->value))
		return NULL;
	if (leaf->op == COND_COMPARE)
		leaf->wording = s->wording;
	leaf->index = (*next_index)++;
	return leaf;
}

/* A wording is the word of one comparison: with two under one field nobody could say whose it is. */
static bool wording_fits(struct rules_reader *r, const struct node *map)
{
	const struct node *wording = node_get(map, "wording");
	size_t compared = 0;
	for (size_t i = 0; i < map->n; i++)
		for (size_t j = 0; j < sizeof operators / sizeof *operators; j++)
			compared += operators[j].read == limit_read && str_is(map->entries[i].key, operators[j].name);
	if (!wording || (wording->type == NODE_SCALAR && compared == 1))
		return true;
	diag_add(r->diags, DIAG_WORDING, r->file, wording->span,
		 "a wording belongs to one comparison; here stand %zu", compared);
	return false;
}

bool leaves_read(struct rules_reader *r, struct condition_list *out, const struct node_entry *entry,
		 uint32_t *next_index)
{
	const struct node *map = entry->value;
	struct subject s = {.name = entry->key};
	if (!str_is(entry->key, "as_of") && !(s.field = field_named(r, entry->key, entry->key_span)))
		return false;
	if (map->type != NODE_MAPPING || !map->n) {
		diag_add(r->diags, DIAG_WRONG_TYPE, r->file, map->span,
			 "\"%.*s\" takes operators, as in {at_most: …}", STR_ARG(entry->key));
		return false;
	}
	s.wording = node_text(map, "wording");
	bool good = wording_fits(r, map);
	for (size_t i = 0; i < map->n; i++) {
		if (str_is(map->entries[i].key, "wording"))
			continue;
		const struct condition *leaf = operator_read(r, &s, &map->entries[i], next_index);
		good &= leaf && condition_list_add(r, out, leaf);
	}
	return good;
}

const struct schema_key judgement_keys[] = {
	{.name = "zh", .shape = SHAPE_TEXT, .required = true},
	{.name = "en", .shape = SHAPE_TEXT, .required = true},
	{.name = "field", .shape = SHAPE_ID},
	{.name = NULL},
};

bool judgement_read(struct rules_reader *r, struct condition_list *out, const struct node_entry *entry,
		    uint32_t *next_index)
{
	if (!schema_check(entry->value, judgement_keys, r->file, r->diags))
		return false;
	const struct node *name = node_get(entry->value, "field");
	const struct field *field = name ? field_named(r, name->text, name->span) : NULL;
	if (name && !field)
		return false;
	if (field && field->type != FIELD_FLAG) {
		diag_add(r->diags, DIAG_OPERATOR_TYPE, r->file, name->span,
			 "\"%.*s\" cannot record a judgement: it is no flag", STR_ARG(field->id));
		return false;
	}
	struct condition *leaf = condition_new(r, COND_JUDGEMENT, entry->key_span);
	if (!leaf)
		return false;
	leaf->field = field;
	leaf->judgement = (struct words){node_text(entry->value, "zh"), node_text(entry->value, "en")};
	leaf->index = (*next_index)++;
	return condition_list_add(r, out, leaf);
}
