/* The rows of fix.c's table: for its files only. */
#ifndef PHASEOUT_RULES_FIXING_H
#define PHASEOUT_RULES_FIXING_H

#include "rules/fix.h"
#include "yaml/node.h"

struct fixing {
	struct arena *arena;
	const struct source_file *file;
	const struct node *root; /* NULL where the file is no YAML of ours */
	struct edit *edits;
	size_t n, cap;
};

typedef void fix_fn(struct fixing *f, const struct diag *d);

/* Bytes [from, to) of the file become `text`. */
void fix_add(struct fixing *f, const struct diag *d, size_t from, size_t to, struct str text);

fix_fn fix_tabs; /* fix_tabs.c */

#endif
