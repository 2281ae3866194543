#include "yaml/json_schema.h"

static void text_field(struct json *j, const char *key, const char *text)
{
	json_field(j, key, str_from(text));
}

/* {"type": TYPE, and what the caller adds */
static void begin_typed(struct json *j, const char *type)
{
	json_object(j);
	text_field(j, "type", type);
}

static void least(struct json *j, const char *key, bool may_be_empty)
{
	if (may_be_empty)
		return;
	json_key(j, key);
	json_int(j, 1);
}

static void no_more(struct json *j)
{
	json_key(j, "additionalProperties");
	json_bool(j, false);
}

/* --- scalars ----------------------------------------------------------------------------------------------------- */

static void scalar_types(struct json *j)
{
	static const char *const types[] = {"string", "number", "boolean"};
	json_key(j, "type");
	json_array(j);
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		json_str(j, str_from(types[i]));
	json_end(j, ']');
}

void json_schema_scalar(struct json *j)
{
	json_object(j);
	scalar_types(j);
	json_end(j, '}');
}

static void said(struct json *j)
{
	json_object(j);
	scalar_types(j);
	least(j, "minLength", false);
	json_end(j, '}');
}

/* A pattern is asked of strings only: a number or a boolean that the editor made of the text fits. */
static void patterned(struct json *j, const char *pattern)
{
	json_object(j);
	scalar_types(j);
	text_field(j, "pattern", pattern);
	json_end(j, '}');
}

#define ID "^[A-Za-z0-9_.:-]+$"
/* 10%, 1/60, but nothing divided by nought */
#define NUMBER "^[+-]?[0-9]+(\\.[0-9]+)?(%|/(?!0+(\\.0+)?$)[0-9]+(\\.[0-9]+)?)?$"
/* The days of the Gregorian calendar, from year 1. */
#define LEAP "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
#define DATE                                                                                                                                       \
	"^(?!0000)([0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|" LEAP \
	"-02-29)$"

static void one_of(struct json *j, const char *const *words)
{
	json_object(j);
	json_key(j, "enum");
	json_array(j);
	for (; *words; words++)
		json_str(j, str_from(*words));
	json_end(j, ']');
	json_end(j, '}');
}

static void truth(struct json *j)
{
	json_object(j);
	json_key(j, "enum");
	json_array(j);
	json_str(j, STR("true"));
	json_str(j, STR("false"));
	json_bool(j, true);
	json_bool(j, false);
	json_end(j, ']');
	json_end(j, '}');
}

static void words(struct json *j)
{
	static const struct schema_key languages[] = {
		{.name = "zh", .shape = SHAPE_TEXT, .required = true},
		{.name = "en", .shape = SHAPE_TEXT, .required = true},
		{.name = NULL},
	};
	json_schema_keys(j, languages);
}

/* --- shapes ------------------------------------------------------------------------------------------------------ */

static void write_shape(struct json *j, enum shape shape, const struct schema_key *k);

void json_schema_reference(struct json *j, const char *definition)
{
	struct buf to;
	buf_init(&to);
	buf_printf(&to, "#/definitions/%s", definition);
	json_object(j);
	json_field(j, "$ref", buf_str(&to));
	json_end(j, '}');
	j->out->failed |= to.failed;
	buf_release(&to);
}

/* As schema.c reads the elements of a collection inside a collection. */
static struct schema_key inner_key(const struct schema_key *k)
{
	struct schema_key inner = *k;
	inner.element = k->keys ? SHAPE_MAP : k->words ? SHAPE_WORD : SHAPE_TEXT;
	inner.required = false;
	return inner;
}

static void write_list(struct json *j, const struct schema_key *k)
{
	const struct schema_key inner = inner_key(k);
	begin_typed(j, "array");
	least(j, "minItems", k->may_be_empty);
	json_key(j, "items");
	write_shape(j, k->element, &inner);
	json_end(j, '}');
}

static void write_one_or_list(struct json *j, const struct schema_key *k)
{
	const struct schema_key inner = inner_key(k);
	json_object(j);
	json_key(j, "anyOf");
	json_array(j);
	write_list(j, k);
	write_shape(j, k->element, &inner);
	json_end(j, ']');
	json_end(j, '}');
}

static void write_free_keys(struct json *j, const struct schema_key *k, const char *pattern)
{
	const struct schema_key inner = inner_key(k);
	begin_typed(j, "object");
	least(j, "minProperties", k->may_be_empty);
	json_key(j, "propertyNames");
	json_object(j);
	text_field(j, "pattern", pattern);
	json_end(j, '}');
	json_key(j, "additionalProperties");
	write_shape(j, k->element, &inner);
	json_end(j, '}');
}

static void write_properties(struct json *j, const struct schema_key *keys)
{
	json_key(j, "properties");
	json_object(j);
	for (const struct schema_key *k = keys; k->name; k++) {
		json_key(j, k->name);
		write_shape(j, k->shape, k);
	}
	json_end(j, '}');
	json_key(j, "required");
	json_array(j);
	for (const struct schema_key *k = keys; k->name; k++)
		if (k->required)
			json_str(j, str_from(k->name));
	json_end(j, ']');
	no_more(j);
}

void json_schema_keys(struct json *j, const struct schema_key *keys)
{
	begin_typed(j, "object");
	write_properties(j, keys);
	json_end(j, '}');
}

/* Nothing in it, where it may be empty, also lacks what is required. */
static void write_map(struct json *j, const struct schema_key *k)
{
	if (!k->keys) {
		begin_typed(j, "object");
		least(j, "minProperties", k->may_be_empty);
		json_end(j, '}');
	} else if (k->may_be_empty) {
		json_object(j);
		json_key(j, "anyOf");
		json_array(j);
		json_schema_keys(j, k->keys);
		begin_typed(j, "object");
		json_key(j, "maxProperties");
		json_int(j, 0);
		json_end(j, '}');
		json_end(j, ']');
		json_end(j, '}');
	} else {
		json_schema_keys(j, k->keys);
	}
}

static void write_any(struct json *j, const struct schema_key *k)
{
	if (k->any)
		json_schema_reference(j, k->any);
	else
		json_bool(j, true);
}

/* Calls itself through the elements of collections, as deep as the tables are. */
static void write_shape(struct json *j, enum shape shape, const struct schema_key *k)
{
	switch (shape) {
	case SHAPE_TEXT:
		if (k->required)
			said(j);
		else
			json_schema_scalar(j);
		break;
	case SHAPE_ID:
		patterned(j, ID);
		break;
	case SHAPE_BOOL:
		truth(j);
		break;
	case SHAPE_NUMBER:
		patterned(j, NUMBER);
		break;
	case SHAPE_DATE:
		patterned(j, DATE);
		break;
	case SHAPE_WORD:
		one_of(j, k->words);
		break;
	case SHAPE_WORDS:
		words(j);
		break;
	case SHAPE_MAP:
		write_map(j, k);
		break;
	case SHAPE_LIST:
		write_list(j, k);
		break;
	case SHAPE_ONE_OR_LIST:
		write_one_or_list(j, k);
		break;
	case SHAPE_MAP_OF:
		write_free_keys(j, k, ID);
		break;
	case SHAPE_TABLE:
		write_free_keys(j, k, "\\S");
		break;
	case SHAPE_ANY:
		write_any(j, k);
		break;
	}
}

/* --- a file ------------------------------------------------------------------------------------------------------ */

static void write_definitions(struct json *j, const struct json_schema *s)
{
	if (!s->n_definitions)
		return;
	json_key(j, "definitions");
	json_object(j);
	for (size_t i = 0; i < s->n_definitions; i++) {
		json_key(j, s->definitions[i].name);
		s->definitions[i].write(j);
	}
	json_end(j, '}');
}

/* `if` the key is there, the first of the two. */
static void write_two(struct json *j, const struct json_schema *s)
{
	json_key(j, "if");
	json_object(j);
	json_key(j, "required");
	json_array(j);
	json_str(j, str_from(s->by));
	json_end(j, ']');
	json_end(j, '}');
	json_key(j, "then");
	json_schema_keys(j, s->schemas[0].keys);
	json_key(j, "else");
	json_schema_keys(j, s->schemas[1].keys);
}

void json_schema_write(struct json *j, const struct json_schema *s)
{
	json_object(j);
	text_field(j, "$schema", "http://json-schema.org/draft-07/schema#");
	text_field(j, "title", s->title);
	text_field(j, "type", "object");
	json_key(j, "allOf"); /* the line by which a file says what it is */
	json_array(j);
	json_object(j);
	json_key(j, "properties");
	json_object(j);
	json_key(j, "schema");
	json_object(j);
	text_field(j, "const", s->schemas[0].name);
	json_end(j, '}');
	json_end(j, '}');
	json_end(j, '}');
	json_end(j, ']');
	if (s->n_schemas == 2)
		write_two(j, s);
	else
		write_properties(j, s->schemas[0].keys);
	write_definitions(j, s);
	json_end(j, '}');
}
