/*
 * The leaves of a condition: one field and its operators, each a row of a table (leaf.c).
 *
 * Always: what is added to a list is checked (rules/condition.h); where something was reported nothing is added
 * for it.
 */
#ifndef PHASEOUT_RULES_LEAF_H
#define PHASEOUT_RULES_LEAF_H

#include "rules/load.h"
#include "yaml/schema.h"

struct condition_list {
	const struct condition **items;
	size_t n, cap;
};

/* A zeroed condition with its place; NULL when memory is exhausted. */
struct condition *condition_new(struct rules_reader *r, enum condition_op op, struct span span);
bool condition_list_add(struct rules_reader *r, struct condition_list *list, const struct condition *c);

/* `FIELD: {operator: limit, …, wording: …}` or `as_of: {…}`: a leaf for each operator. False after diagnostics. */
bool leaves_read(struct rules_reader *r, struct condition_list *out, const struct node_entry *entry,
		 uint32_t *next_index);
/* `judgement: {zh, en, field}`. */
bool judgement_read(struct rules_reader *r, struct condition_list *out, const struct node_entry *entry,
		    uint32_t *next_index);

/* What an operator takes. */
enum operator_takes { TAKES_ONE, TAKES_LIST, TAKES_BOOL, TAKES_LISTED };
/* The name of the n-th operator from 0; NULL behind the last. */
const char *operator_name(size_t n, enum operator_takes *takes);
/* What stands in `judgement: {…}` and in `listed_in: {…}`. */
extern const struct schema_key judgement_keys[], listed_keys[];

/* A hint for the diagnostic added last: the nearest id of n items of `size` bytes, each of which begins with its id
 * (struct str). */
void hint_nearest(struct rules_reader *r, struct str id, const void *items, size_t n, size_t size);
/* A field by its id, else a diagnostic with the nearest id as a hint, and NULL. */
const struct field *field_named(struct rules_reader *r, struct str id, struct span at);

#endif
