#include "rules/catalogue_schema.h"

static const char *const trust_words[] = {"V", "V~", "M", "I", NULL};

static const struct schema_key batch_keys[] = {
	{.name = "id", .shape = SHAPE_ID, .required = true},
	{.name = "notice", .shape = SHAPE_TEXT, .required = true},
	{.name = "announced", .shape = SHAPE_DATE, .required = true},
	{.name = "trust", .shape = SHAPE_WORD, .required = true, .words = trust_words},
	{.name = "note", .shape = SHAPE_WORDS},
	{.name = NULL},
};

static const struct schema_key gap_keys[] = {
	{.name = "kinds", .shape = SHAPE_LIST, .required = true, .element = SHAPE_ID},
	{.name = "batch", .shape = SHAPE_ID, .required = true},
	{.name = "caveat", .shape = SHAPE_WORDS, .required = true},
	{.name = NULL},
};

static const struct schema_key case_keys[] = {
	{.name = "when", .shape = SHAPE_ANY, .any = "condition"},
	{.name = "by", .shape = SHAPE_TEXT, .required = true},
	{.name = NULL},
};

static const struct schema_key duty_keys[] = {
	{.name = "text", .shape = SHAPE_TEXT, .required = true},
	{.name = "cases", .shape = SHAPE_LIST, .required = true, .element = SHAPE_MAP, .keys = case_keys},
	{.name = "otherwise", .shape = SHAPE_WORDS},
	{.name = NULL},
};

static const struct schema_key catalogue_keys[] = {
	{.name = "id", .shape = SHAPE_ID, .required = true},
	{.name = "version", .shape = SHAPE_TEXT, .required = true},
	{.name = "title", .shape = SHAPE_WORDS, .required = true},
	{.name = "authority", .shape = SHAPE_WORDS, .required = true},
	{.name = "entries", .shape = SHAPE_TEXT, .required = true},
	{.name = "sha256", .shape = SHAPE_ID, .required = true},
	{.name = "trust", .shape = SHAPE_WORD, .required = true, .words = trust_words},
	{.name = "batches", .shape = SHAPE_LIST, .required = true, .element = SHAPE_MAP, .keys = batch_keys},
	{.name = "known_gaps", .shape = SHAPE_LIST, .may_be_empty = true, .element = SHAPE_MAP, .keys = gap_keys},
	{.name = "conditions", .shape = SHAPE_MAP_OF, .may_be_empty = true, .element = SHAPE_ANY, .any = "condition"},
	{.name = "duties", .shape = SHAPE_MAP_OF, .may_be_empty = true, .element = SHAPE_MAP, .keys = duty_keys},
	{.name = NULL},
};

static const struct schema_key file_keys[] = {
	{.name = "schema", .shape = SHAPE_TEXT, .required = true},
	{.name = "catalogue", .shape = SHAPE_MAP, .required = true, .keys = catalogue_keys},
	{.name = NULL},
};

const struct schema catalogue_schema[1] = {{"phaseout/catalogue-1", file_keys}};
