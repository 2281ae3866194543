#include "rules/condition_schema.h"

#include "rules/leaf.h"

static void list_of(struct json *j, const char *definition)
{
	json_object(j);
	json_field(j, "type", STR("array"));
	json_key(j, "minItems");
	json_int(j, 1);
	json_key(j, "items");
	if (definition)
		json_schema_reference(j, definition);
	else
		json_schema_scalar(j);
	json_end(j, '}');
}

static void begin_object(struct json *j)
{
	json_object(j);
	json_field(j, "type", STR("object"));
	json_key(j, "minProperties");
	json_int(j, 1);
	json_key(j, "properties");
	json_object(j);
}

/* `always`, or a mapping of fields and of all, any, not, judgement. */
static void write_condition(struct json *j)
{
	static const char *const groups[] = {"all", "any"};
	json_object(j);
	json_key(j, "anyOf");
	json_array(j);
	json_object(j);
	json_field(j, "const", STR("always"));
	json_end(j, '}');
	begin_object(j);
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
		json_key(j, groups[i]);
		list_of(j, "condition");
	}
	json_key(j, "not");
	json_schema_reference(j, "condition");
	json_key(j, "judgement");
	json_schema_keys(j, judgement_keys);
	json_end(j, '}');
	json_key(j, "additionalProperties");
	json_schema_reference(j, "operators");
	json_end(j, '}');
	json_end(j, ']');
	json_end(j, '}');
}

static void write_listed(struct json *j)
{
	json_object(j);
	json_key(j, "anyOf");
	json_array(j);
	json_schema_scalar(j);
	json_schema_keys(j, listed_keys);
	json_end(j, ']');
	json_end(j, '}');
}

static void write_bool(struct json *j)
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

static void write_operand(struct json *j, enum operator_takes takes)
{
	switch (takes) {
	case TAKES_ONE:
		json_schema_scalar(j);
		break;
	case TAKES_LIST:
		list_of(j, NULL);
		break;
	case TAKES_BOOL:
		write_bool(j);
		break;
	case TAKES_LISTED:
		write_listed(j);
		break;
	}
}

/* What is asked of a field. */
static void write_operators(struct json *j)
{
	const char *name;
	enum operator_takes takes;
	begin_object(j);
	for (size_t i = 0; (name = operator_name(i, &takes)); i++) {
		json_key(j, name);
		write_operand(j, takes);
	}
	json_key(j, "wording");
	json_schema_scalar(j);
	json_end(j, '}');
	json_key(j, "additionalProperties");
	json_bool(j, false);
	json_end(j, '}');
}

/* An id, or {any_of: [a, [b, c]]}. */
static void write_need(struct json *j)
{
	json_object(j);
	json_key(j, "anyOf");
	json_array(j);
	json_schema_scalar(j);
	begin_object(j);
	json_key(j, "any_of");
	json_object(j);
	json_field(j, "type", STR("array"));
	json_key(j, "items");
	json_object(j);
	json_key(j, "anyOf");
	json_array(j);
	json_schema_scalar(j);
	list_of(j, NULL);
	json_end(j, ']');
	json_end(j, '}');
	json_end(j, '}');
	json_end(j, '}');
	json_key(j, "required");
	json_array(j);
	json_str(j, STR("any_of"));
	json_end(j, ']');
	json_key(j, "additionalProperties");
	json_bool(j, false);
	json_end(j, '}');
	json_end(j, ']');
	json_end(j, '}');
}

const struct json_definition condition_definitions[] = {
	{"condition", write_condition},
	{"operators", write_operators},
	{"need", write_need},
};
const size_t condition_definition_count = sizeof condition_definitions / sizeof *condition_definitions;
