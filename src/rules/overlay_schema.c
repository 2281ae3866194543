#include "rules/pack_schema.h"

static const struct schema_key overlay_keys[] = {
	{.name = "id", .shape = SHAPE_ID, .required = true},
	{.name = "version", .shape = SHAPE_TEXT, .required = true},
	{.name = "of", .shape = SHAPE_TEXT, .required = true},
	{.name = "title", .shape = SHAPE_WORDS, .required = true},
	{.name = "authority", .shape = SHAPE_WORDS, .required = true},
	{.name = "jurisdiction", .shape = SHAPE_TEXT},
	{.name = "horizon", .shape = SHAPE_DATE},
	{.name = "sources", .shape = SHAPE_MAP_OF, .required = true, .element = SHAPE_MAP, .keys = source_keys},
	{.name = NULL},
};

static const struct schema_key except_keys[] = {
	{.name = "add", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = exception_keys},
	{.name = "drop", .shape = SHAPE_LIST, .element = SHAPE_ID},
	{.name = NULL},
};

/* What a change may say anew of a rule: the rest is as it was. */
static const struct schema_key change_keys[] = {
	{.name = "rule", .shape = SHAPE_ID, .required = true},
	{.name = "clause", .shape = SHAPE_MAP, .required = true, .keys = clause_keys},
	{.name = "reason", .shape = SHAPE_WORDS, .required = true},
	{.name = "title", .shape = SHAPE_WORDS},
	{.name = "action", .shape = SHAPE_WORD, .words = action_words},
	{.name = "in_force", .shape = SHAPE_MAP, .keys = in_force_keys},
	{.name = "deadline", .shape = SHAPE_TEXT},
	{.name = "kinds", .shape = SHAPE_LIST, .element = SHAPE_ID},
	{.name = "where", .shape = SHAPE_ANY, .any = "condition"},
	{.name = "obsolete_if", .shape = SHAPE_ANY, .any = "condition"},
	{.name = "except", .shape = SHAPE_MAP, .keys = except_keys},
	{.name = "near", .shape = SHAPE_MAP_OF, .may_be_empty = true, .element = SHAPE_NUMBER},
	{.name = "capacity", .shape = SHAPE_ID},
	{.name = "interpretation", .shape = SHAPE_WORDS},
	{.name = "readings", .shape = SHAPE_LIST, .may_be_empty = true, .element = SHAPE_MAP, .keys = reading_keys},
	{.name = "caveat", .shape = SHAPE_WORDS},
	{.name = "tests", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = test_keys},
	{.name = NULL},
};

static const struct schema_key disable_keys[] = {
	{.name = "rule", .shape = SHAPE_ID, .required = true},
	{.name = "clause", .shape = SHAPE_MAP, .required = true, .keys = clause_keys},
	{.name = "reason", .shape = SHAPE_WORDS, .required = true},
	{.name = NULL},
};

static const struct schema_key file_keys[] = {
	{.name = "schema", .shape = SHAPE_TEXT, .required = true},
	{.name = "overlay", .shape = SHAPE_MAP, .required = true, .keys = overlay_keys},
	{.name = "add", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = rule_keys},
	{.name = "tighten", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = change_keys},
	{.name = "loosen", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = change_keys},
	{.name = "disable", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = disable_keys},
	{.name = NULL},
};

const struct schema overlay_schema[1] = {{"phaseout/overlay-1", file_keys}};
