/*
 * A table of keys as a JSON Schema (draft-07), so that an editor tells the mistakes that the loader tells.
 *
 * Always: made from the tables themselves, so that the two cannot differ. What a table leaves to its owner (SHAPE_ANY) is described by a definition of
 * that name. Scalars may be numbers and booleans too: editors type them, and in our profile all are texts.
 */
#ifndef PHASEOUT_YAML_JSON_SCHEMA_H
#define PHASEOUT_YAML_JSON_SCHEMA_H

#include "text/json.h"
#include "yaml/schema.h"

/* What stands behind the keys of SHAPE_ANY: the schema_key's `any` names one. */
struct json_definition {
	const char *name;
	void (*write)(struct json *j); /* one value, a schema */
};

struct json_schema {
	const char *title;
	const struct schema *schemas;	/* of one name; the first is meant where its key `by` is there, else the second */
	size_t n_schemas;		/* 1 or 2 */
	const char *by;			/* n_schemas 2 */
	const struct json_definition *definitions;
	size_t n_definitions;
};

void json_schema_write(struct json *j, const struct json_schema *s);

/* For definitions: a scalar; a reference to a definition; the mapping of a table. */
void json_schema_scalar(struct json *j);
void json_schema_reference(struct json *j, const char *definition);
void json_schema_keys(struct json *j, const struct schema_key *keys);

#endif
