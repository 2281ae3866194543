#include "yaml/schema.h"

#include "base/buf.h"
#include "yaml/mistakes.h"
#include "yaml/shape.h"

/* One check; texts for people are made in `said`. */
struct checker {
	struct mistakes mistakes;
	struct buf said;
};

#define TELL(c, id, at, ...)                                                                                   \
	(mistakes_room(&(c)->mistakes, (at))                                                                   \
	         ? diag_add((c)->mistakes.diags, (id), (c)->mistakes.file, (at), __VA_ARGS__)                  \
	         : (void)0)

/* A value that is looked at: the name by which messages call it, and what it may be. */
struct slot {
	struct str name;
	const struct node *node;
	const struct schema_key *key;
	bool element; /* stands in the list of that name */
};

static bool check_shape(struct checker *c, enum shape shape, struct slot s);

/* --- hints ------------------------------------------------------------------------------------------------------- */

/* The nearest of the names, where it is near; NULL where none is. */
struct nearest {
	struct str wanted;
	const char *name;
	size_t distance;
};

enum { NEAR = 2 };

static void consider(struct nearest *n, const char *name)
{
	struct str candidate = str_from(name);
	size_t shorter = candidate.n < n->wanted.n ? candidate.n : n->wanted.n;
	size_t distance = str_distance(n->wanted, candidate, NEAR);
	if (distance <= NEAR && distance < shorter && (!n->name || distance < n->distance)) {
		n->name = name;
		n->distance = distance;
	}
}

static void list_name(struct checker *c, const char *name)
{
	if (c->said.n)
		buf_adds(&c->said, ", ");
	buf_adds(&c->said, name);
}

/* `told_before`: no hint without a mistake that it belongs to. */
static void hint_names(struct checker *c, size_t told_before, const struct nearest *n)
{
	struct diags *diags = c->mistakes.diags;
	if (c->mistakes.n == told_before)
		return;
	if (c->said.failed)
		diags->failed = true;
	else if (n->name)
		diag_hint(diags, "did you mean \"%s\"?", n->name);
	else
		diag_hint(diags, "known here: %.*s", STR_ARG(buf_str(&c->said)));
}

/* --- scalars ----------------------------------------------------------------------------------------------------- */

static const char *const bools[] = {"true", "false", NULL};

static bool wrong_type(struct checker *c, struct slot s, const char *expected)
{
	static const char *const found[] = {
		[NODE_SCALAR] = "a text", [NODE_SEQUENCE] = "a list", [NODE_MAPPING] = "a mapping"};
	const char *wanted = mistakes_word(&c->mistakes, expected);
	const char *is = mistakes_word(&c->mistakes, found[s.node->type]);
	if (s.element)
		TELL(c, DIAG_WRONG_TYPE, s.node->span, "each element of \"%.*s\" must be %s, not %s", STR_ARG(s.name),
		     wanted, is);
	else
		TELL(c, DIAG_WRONG_TYPE, s.node->span, "\"%.*s\" must be %s, not %s", STR_ARG(s.name), wanted, is);
	return false;
}

static bool check_text(struct checker *c, struct slot s)
{
	return s.node->type == NODE_SCALAR || wrong_type(c, s, "a text");
}

static bool check_id(struct checker *c, struct slot s)
{
	if (s.node->type != NODE_SCALAR)
		return wrong_type(c, s, "an id");
	if (shape_is_id(s.node->text))
		return true;
	TELL(c, DIAG_BAD_ID, s.node->span, "\"%.*s\" is no id; letters, digits and _ . : - were expected",
	     STR_ARG(s.node->text));
	return false;
}

static bool check_number(struct checker *c, struct slot s)
{
	if (s.node->type != NODE_SCALAR)
		return wrong_type(c, s, "a number");
	if (shape_is_number(s.node->text))
		return true;
	TELL(c, DIAG_BAD_NUMBER, s.node->span, "\"%.*s\" is no number; 12, 1.5, 10%% or 1/60 were expected",
	     STR_ARG(s.node->text));
	return false;
}

static bool check_date(struct checker *c, struct slot s)
{
	if (s.node->type != NODE_SCALAR)
		return wrong_type(c, s, "a date");
	if (shape_is_date(s.node->text))
		return true;
	TELL(c, DIAG_BAD_DATE, s.node->span,
	     "\"%.*s\" is no date; 2013, 2013-12 or 2013-12-31 were expected", STR_ARG(s.node->text));
	return false;
}

static bool check_listed(struct checker *c, struct slot s, const char *const *words)
{
	if (s.node->type != NODE_SCALAR)
		return wrong_type(c, s, "a word");
	if (shape_is_word(s.node->text, words))
		return true;
	struct nearest near = {.wanted = s.node->text};
	buf_clear(&c->said);
	for (const char *const *w = words; *w; w++) {
		consider(&near, *w);
		list_name(c, *w);
	}
	size_t before = c->mistakes.n;
	TELL(c, DIAG_BAD_WORD, s.node->span, "\"%.*s\" must be one of %.*s, not \"%.*s\"", STR_ARG(s.name),
	     STR_ARG(buf_str(&c->said)), STR_ARG(s.node->text));
	if (near.name)
		hint_names(c, before, &near);
	return false;
}

static bool check_bool(struct checker *c, struct slot s)
{
	return check_listed(c, s, bools);
}

static bool check_word(struct checker *c, struct slot s)
{
	return check_listed(c, s, s.key->words);
}

/* --- mappings ---------------------------------------------------------------------------------------------------- */

static const struct schema_key *find_key(const struct schema_key *keys, struct str name)
{
	for (; keys->name; keys++)
		if (str_is(name, keys->name))
			return keys;
	return NULL;
}

static void unknown_key(struct checker *c, const struct node_entry *e, const struct schema_key *keys)
{
	struct nearest near = {.wanted = e->key};
	buf_clear(&c->said);
	for (; keys->name; keys++) {
		consider(&near, keys->name);
		list_name(c, keys->name);
	}
	size_t before = c->mistakes.n;
	TELL(c, DIAG_UNKNOWN_KEY, e->key_span, "unknown key \"%.*s\"", STR_ARG(e->key));
	hint_names(c, before, &near);
}

/* A text that has to be there has to say something. */
static bool check_said(struct checker *c, const struct node_entry *e, const struct schema_key *k)
{
	if (!k->required || k->shape != SHAPE_TEXT || e->value->type != NODE_SCALAR || e->value->text.n)
		return true;
	TELL(c, DIAG_EMPTY_VALUE, e->key_span, "\"%.*s\" has no value", STR_ARG(e->key));
	return false;
}

static bool check_keys(struct checker *c, const struct node *map, const struct schema_key *keys)
{
	bool good = true;
	for (const struct schema_key *k = keys; k->name; k++) {
		if (!k->required || node_get(map, k->name))
			continue;
		good = false;
		TELL(c, DIAG_MISSING_KEY, map->span, "the key \"%s\" is missing", k->name);
	}
	for (size_t i = 0; i < map->n && !c->mistakes.full; i++) {
		const struct node_entry *e = &map->entries[i];
		const struct schema_key *k = find_key(keys, e->key);
		if (k) {
			good &= check_shape(c, k->shape, (struct slot){e->key, e->value, k, false});
			good &= check_said(c, e, k);
		} else {
			unknown_key(c, e, keys);
			good = false;
		}
	}
	return good;
}

static bool check_not_empty(struct checker *c, struct slot s)
{
	if (s.node->n > 0 || s.key->may_be_empty)
		return true;
	TELL(c, DIAG_EMPTY_LIST, s.node->span, "\"%.*s\" is empty", STR_ARG(s.name));
	return false;
}

static bool check_map(struct checker *c, struct slot s)
{
	if (s.node->type != NODE_MAPPING)
		return wrong_type(c, s, "a mapping");
	if (!check_not_empty(c, s))
		return false;
	return s.node->n == 0 || !s.key->keys || check_keys(c, s.node, s.key->keys);
}

static bool check_words(struct checker *c, struct slot s)
{
	static const struct schema_key languages[] = {
		{.name = "zh", .shape = SHAPE_TEXT, .required = true},
		{.name = "en", .shape = SHAPE_TEXT, .required = true},
		{.name = NULL},
	};
	if (s.node->type != NODE_MAPPING)
		return wrong_type(c, s, "words in two languages, {zh: …, en: …}");
	return check_keys(c, s.node, languages);
}

/* --- collections of one shape ------------------------------------------------------------------------------------ */

/* The row by which the elements of a collection inside a collection are checked. */
static struct schema_key inner_key(const struct schema_key *k)
{
	struct schema_key inner = *k;
	inner.element = k->keys ? SHAPE_MAP : k->words ? SHAPE_WORD : SHAPE_TEXT;
	return inner;
}

static bool check_list(struct checker *c, struct slot s)
{
	if (s.node->type != NODE_SEQUENCE)
		return wrong_type(c, s, "a list");
	struct schema_key inner = inner_key(s.key);
	bool good = check_not_empty(c, s);
	for (size_t i = 0; i < s.node->n && !c->mistakes.full; i++)
		good &= check_shape(c, s.key->element, (struct slot){s.name, s.node->items[i], &inner, true});
	return good;
}

static bool check_one_or_list(struct checker *c, struct slot s)
{
	if (s.node->type == NODE_SEQUENCE)
		return check_list(c, s);
	struct schema_key inner = inner_key(s.key);
	return check_shape(c, s.key->element, (struct slot){s.name, s.node, &inner, false});
}

static bool check_free_key(struct checker *c, const struct slot *s, const struct node_entry *e)
{
	bool table = s->key->shape == SHAPE_TABLE;
	if (table ? str_trim(e->key).n > 0 : shape_is_id(e->key))
		return true;
	if (table)
		TELL(c, DIAG_EMPTY_VALUE, e->key_span, "a key of \"%.*s\" is blank", STR_ARG(s->name));
	else
		TELL(c, DIAG_BAD_ID, e->key_span, "\"%.*s\" is no id; letters, digits and _ . : - were expected",
		     STR_ARG(e->key));
	return false;
}

static bool check_map_of(struct checker *c, struct slot s)
{
	if (s.node->type != NODE_MAPPING)
		return wrong_type(c, s, "a mapping");
	struct schema_key inner = inner_key(s.key);
	bool good = check_not_empty(c, s);
	for (size_t i = 0; i < s.node->n && !c->mistakes.full; i++) {
		const struct node_entry *e = &s.node->entries[i];
		good &= check_free_key(c, &s, e);
		good &= check_shape(c, s.key->element, (struct slot){e->key, e->value, &inner, false});
	}
	return good;
}

static bool check_any(struct checker *c, struct slot s)
{
	(void)c;
	(void)s;
	return true;
}

/* Calls itself through the elements of collections; the tree is at most LIMIT_YAML_DEPTH deep. */
static bool check_shape(struct checker *c, enum shape shape, struct slot s)
{
	static bool (*const checks[])(struct checker *, struct slot) = {
		[SHAPE_TEXT] = check_text,     [SHAPE_ID] = check_id,
		[SHAPE_BOOL] = check_bool,     [SHAPE_NUMBER] = check_number,
		[SHAPE_DATE] = check_date,     [SHAPE_WORD] = check_word,
		[SHAPE_WORDS] = check_words,   [SHAPE_MAP] = check_map,
		[SHAPE_LIST] = check_list,     [SHAPE_ONE_OR_LIST] = check_one_or_list,
		[SHAPE_MAP_OF] = check_map_of, [SHAPE_TABLE] = check_map_of,
		[SHAPE_ANY] = check_any,
	};
	return checks[shape](c, s);
}

/* --- a file ------------------------------------------------------------------------------------------------------ */

static bool is_mapping(struct checker *c, const struct node *map)
{
	if (map && map->type == NODE_MAPPING)
		return true;
	struct span at = map ? map->span : (struct span){0};
	TELL(c, DIAG_WRONG_TYPE, at, "a mapping of keys to values was expected here");
	return false;
}

bool schema_check(const struct node *map, const struct schema_key *keys, const struct source_file *file,
                  struct diags *diags)
{
	struct checker c = {.mistakes = {.diags = diags, .file = file}};
	buf_init(&c.said);
	bool good = is_mapping(&c, map) && check_keys(&c, map, keys);
	buf_release(&c.said);
	return good;
}

static const struct schema *find_schema(struct checker *c, const struct node *root, const struct schema *schemas,
                                        size_t n)
{
	const struct node *said = node_get(root, "schema");
	struct nearest near = {.wanted = node_text(root, "schema")};
	for (size_t i = 0; i < n; i++) {
		if (near.wanted.p && str_is(near.wanted, schemas[i].name))
			return &schemas[i];
		consider(&near, schemas[i].name);
		list_name(c, schemas[i].name);
	}
	if (!said)
		TELL(c, DIAG_UNKNOWN_SCHEMA, root->span, "the line \"schema: …\" is missing");
	else if (said->type != NODE_SCALAR)
		wrong_type(c, (struct slot){STR("schema"), said, NULL, false}, "a text");
	else
		TELL(c, DIAG_UNKNOWN_SCHEMA, said->span, "unknown schema \"%.*s\"", STR_ARG(near.wanted));
	hint_names(c, 0, &near);
	return NULL;
}

const struct schema *schema_of(const struct node *root, const struct schema *schemas, size_t n,
                               const struct source_file *file, struct diags *diags)
{
	struct checker c = {.mistakes = {.diags = diags, .file = file}};
	buf_init(&c.said);
	const struct schema *found = is_mapping(&c, root) ? find_schema(&c, root, schemas, n) : NULL;
	buf_release(&c.said);
	return found;
}

bool node_bool(const struct node *map, const char *key, bool otherwise)
{
	struct str text = node_text(map, key);
	return text.p ? str_is(text, "true") : otherwise;
}
