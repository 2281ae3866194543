/* A mapping file while it is read: what mapping.c and its parts share. Nobody else includes it. */
#ifndef PHASEOUT_REGISTRY_MAPPING_READER_H
#define PHASEOUT_REGISTRY_MAPPING_READER_H

#include "registry/mapping.h"
#include "yaml/schema.h"

struct mapping_reader {
	struct arena *arena;
	const struct vocabulary *v;
	const struct source_file *file;
	struct diags *diags;
	struct mapping *out;
};

static inline size_t length_of(const struct node *list)
{
	return list && list->type == NODE_SEQUENCE ? list->n : 0;
}

static inline bool is_text(const struct node *node)
{
	return node && node->type == NODE_SCALAR;
}

/*
 * mapping_columns.c. All of these are quiet about what the schema has refused.
 */
extern const char *const mapping_rank_words[];
extern const struct schema mapping_schema[1]; /* mapping.c */
extern const struct schema_key mapping_column_keys[];

void mapping_columns_read(struct mapping_reader *r, const struct node *list);
/* Columns, or parameters: `key` is what names one ("column", "parameter"). Nobody may be named twice. */
struct mapped_column *mapping_named_read(size_t *n, struct map *names, struct mapping_reader *r, const struct node *list, const char *key);
/* The name of a column, trimmed; .name.p NULL where there is none, or (with a diagnostic) a blank one. */
struct named_column mapping_name(struct mapping_reader *r, const struct node *name);
/* NULL with a diagnostic where there is no such field. */
const struct field *mapping_field(struct mapping_reader *r, struct str id, struct span at);
enum rank mapping_rank(const struct node *map);

/* mapping_given.c: behind the tokens and the conversions. */
extern const struct schema_key mapping_derive_keys[];
void mapping_given_read(struct mapping_reader *r, const struct node *constants, const struct node *derive);

/* mapping_long.c: behind the columns and the derivations. */
extern const struct schema_key mapping_long_keys[];
void mapping_long_read(struct mapping_reader *r, const struct node *map);

#endif
