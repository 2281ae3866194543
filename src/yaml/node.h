/*
 * A YAML file as a tree, in the restricted profile of rules-format.md: mappings, sequences and strings, nothing
 * else.
 *
 * Always: every scalar is a string; keys of a mapping are unique; every node knows its place; the tree lives in the
 * arena it was read into, and so do strings that do not stand in the file as they are: most are parts of its text, with
 * no NUL behind them. A file with any error gives no tree, and all its errors.
 */
#ifndef PHASEOUT_YAML_NODE_H
#define PHASEOUT_YAML_NODE_H

#include "base/diags.h"

#include <stdint.h>

enum node_type { NODE_SCALAR, NODE_SEQUENCE, NODE_MAPPING };

struct node_entry;

struct node {
	struct span span;                 /* a scalar: its characters; else where it begins */
	struct str text;                  /* a scalar: part of the file's text, or in the arena; else STR_NONE, which those who do not ask the type rely on */
	union {
		const struct node **items;        /* a sequence */
		const struct node_entry *entries; /* a mapping, in file order */
	};
	uint32_t n;                       /* 0 of a scalar */
	bool quoted;                      /* a scalar in quotes or a block scalar: an empty one is then allowed */
	enum node_type type : 8;
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
/*
 * The same with a shorter life: the tree lives in `tree`, strings in the file or in `texts`. Read is `text`, which is the
 * file's, or as long with blanks instead of what is passed over; it need not outlive the call.
 */
const struct node *yaml_read_apart(struct arena *tree, struct arena *texts, const struct source_file *file, struct str text,
				   struct diags *diags);
/* As yaml_read; every place knows its file, which must outlive whatever is made of the tree. */
const struct node *yaml_read_placed(struct arena *a, const struct source_file *file, struct diags *diags);

/* The value behind a key; NULL where it is not there or `map` is NULL or no mapping. */
const struct node *node_get(const struct node *map, const char *key);
/* The text of a scalar behind a key; STR_NONE where it is not there. */
struct str node_text(const struct node *map, const char *key);

#endif
