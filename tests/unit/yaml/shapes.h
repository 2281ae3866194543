/* A kind of file that has every shape: of the fixtures in tests/cases/shape, by the loader and as a JSON Schema. */
#ifndef PHASEOUT_TESTS_YAML_SHAPES_H
#define PHASEOUT_TESTS_YAML_SHAPES_H

#include "yaml/schema.h"

static const char *const colours[] = {"red", "green", "greenish", NULL};

static const struct schema_key part_keys[] = {
	{.name = "id", .shape = SHAPE_ID, .required = true},
	{.name = "size", .shape = SHAPE_NUMBER},
	{.name = NULL},
};

static const struct schema_key keys[] = {
	{.name = "schema", .shape = SHAPE_TEXT, .required = true},
	{.name = "id", .shape = SHAPE_ID, .required = true},
	{.name = "title", .shape = SHAPE_WORDS},
	{.name = "remark", .shape = SHAPE_TEXT},
	{.name = "abstract", .shape = SHAPE_BOOL},
	{.name = "factor", .shape = SHAPE_NUMBER},
	{.name = "deadline", .shape = SHAPE_DATE},
	{.name = "colour", .shape = SHAPE_WORD, .words = colours},
	{.name = "part", .shape = SHAPE_MAP, .keys = part_keys},
	{.name = "parts", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = part_keys},
	{.name = "kinds", .shape = SHAPE_LIST, .element = SHAPE_ID},
	{.name = "notes", .shape = SHAPE_LIST, .may_be_empty = true, .element = SHAPE_TEXT},
	{.name = "colours", .shape = SHAPE_ONE_OR_LIST, .element = SHAPE_WORD, .words = colours},
	{.name = "sources", .shape = SHAPE_MAP_OF, .element = SHAPE_MAP, .keys = part_keys},
	{.name = "spellings", .shape = SHAPE_MAP_OF, .element = SHAPE_LIST},
	{.name = "table", .shape = SHAPE_TABLE, .element = SHAPE_TEXT},
	{.name = "where", .shape = SHAPE_ANY},
	{.name = NULL},
};

static const struct schema shape_schemas[] = {{"test/shape-1", keys}, {"test/other-1", part_keys}};

#endif
