/*
 * What a mapping may hold: a table of keys. Reading a file is: yaml_read, schema_check (shape), then the owner's
 * own pass (meaning). Variation is a row in a table.
 */
#ifndef PHASEOUT_YAML_SCHEMA_H
#define PHASEOUT_YAML_SCHEMA_H

#include "yaml/node.h"

enum shape {
	SHAPE_TEXT,    /* any scalar; behind a required key not the empty one */
	SHAPE_ID,      /* [A-Za-z0-9_.:-]+ */
	SHAPE_BOOL,    /* true or false */
	SHAPE_NUMBER,  /* a plain decimal, perhaps with % or a fraction 1/60; not typed further here */
	SHAPE_DATE,    /* YYYY, YYYY-MM, YYYY-MM-DD */
	SHAPE_WORD,    /* one of `words` */
	SHAPE_WORDS,   /* {zh: …, en: …}, both and no other, neither empty */
	SHAPE_MAP,     /* a mapping with the keys of `keys` */
	SHAPE_LIST,    /* a list whose elements have `element` (TEXT, ID, MAP with `keys`, …) */
	SHAPE_ONE_OR_LIST, /* `element`, or a list of it */
	SHAPE_MAP_OF,  /* a mapping with free keys (ids), each value of `element` */
	SHAPE_TABLE,   /* the same with any text as a key, but for a blank one */
	SHAPE_ANY,     /* looked at by the owner */
};

struct schema_key {
	const char *name;          /* NULL ends the table */
	enum shape shape;
	bool required;
	bool may_be_empty;         /* a list or mapping with nothing in it */
	enum shape element;
	const struct schema_key *keys;
	const char *const *words;  /* NULL-terminated */
	const char *any;           /* SHAPE_ANY, or lists and maps of it: the definition by which a JSON Schema describes it (json_schema.h); NULL: anything */
};

/*
 * The table of a whole file has a row for `schema` itself. Where `element` is a list, a map of … or one-or-list, its
 * own elements are mappings if there are `keys`, words if there are `words`, else texts.
 */

/* A kind of file, by its `schema:` line. */
struct schema {
	const char *name; /* "phaseout/rules-1" */
	const struct schema_key *keys;
};

/*
 * Reports unknown keys ("did you mean"), missing ones and wrong types, all of them (LIMIT_YAML_MISTAKES at most).
 * True where there was none.
 */
bool schema_check(const struct node *map, const struct schema_key *keys, const struct source_file *file,
                  struct diags *diags);

/*
 * Which of the `n` schemas the file says it is; NULL, with a diagnostic that names those known, where it is none of
 * them.
 */
const struct schema *schema_of(const struct node *root, const struct schema *schemas, size_t n,
                               const struct source_file *file, struct diags *diags);

/* true/false of a SHAPE_BOOL scalar behind a key; `otherwise` where it is not there. */
bool node_bool(const struct node *map, const char *key, bool otherwise);

#endif
