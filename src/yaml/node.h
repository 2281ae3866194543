/*
 * A YAML file as a tree, in the restricted profile of rules-format.md: mappings, sequences and strings, nothing
 * else.
 *
 * Always: every scalar is a string; keys of a mapping are unique; every node knows its place; the tree, with all
 * strings, lives in the arena it was read into. A file with any error gives no tree, and all its errors.
 */
#ifndef PHASEOUT_YAML_NODE_H
#define PHASEOUT_YAML_NODE_H

#include "base/diags.h"

enum node_type { NODE_SCALAR, NODE_SEQUENCE, NODE_MAPPING };

struct node_entry;

struct node {
	enum node_type type;
	struct span span;             /* a scalar: its characters; else where it begins */
	struct str text;              /* a scalar */
	bool quoted;                  /* a scalar in quotes or a block scalar: an empty one is then allowed */
	const struct node **items;    /* a sequence */
	const struct node_entry *entries; /* a mapping, in file order */
	size_t n;
};

struct node_entry {
	struct str key;
	struct span key_span;
	const struct node *value;
};

/*
 * Reads one file in the profile. NULL where it has an error; every mistake is in `diags` then. `file` must outlive
 * the tree (spans point into it).
 */
const struct node *yaml_read(struct arena *a, const struct source_file *file, struct diags *diags);
/* The same; every place knows its file, which must outlive whatever is made of the tree. */
const struct node *yaml_read_placed(struct arena *a, const struct source_file *file, struct diags *diags);

/* The value behind a key; NULL where it is not there or `map` is NULL or no mapping. */
const struct node *node_get(const struct node *map, const char *key);
/* The text of a scalar behind a key; STR_NONE where it is not there. */
struct str node_text(const struct node *map, const char *key);

#endif
