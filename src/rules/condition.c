#include "rules/condition.h"

#include "base/limits.h"
#include "rules/leaf.h"

struct tree {
	struct rules_reader *r;
	uint32_t *next_index;
};

static const struct condition *tree_read(struct tree *t, const struct node *node);

/* Several conditions as one; NULL when there is none or memory is exhausted. */
static const struct condition *join(struct tree *t, enum condition_op op, const struct condition_list *list,
				    struct span span)
{
	if (list->n == 1 && op != COND_NOT)
		return list->items[0];
	struct condition *c = list->n ? condition_new(t->r, op, span) : NULL;
	if (!c)
		return NULL;
	c->children = list->items;
	c->n = list->n;
	return c;
}

static bool group_read(struct tree *t, struct condition_list *out, const struct node_entry *e, enum condition_op op)
{
	struct condition_list list = {0};
	bool good = true;
	if (e->value->type != NODE_SEQUENCE || !e->value->n) {
		diag_add(t->r->diags, e->value->type == NODE_SEQUENCE ? DIAG_EMPTY_LIST : DIAG_WRONG_TYPE, t->r->file,
			 e->value->span, "\"%.*s\" takes a list of conditions", STR_ARG(e->key));
		return false;
	}
	for (size_t i = 0; i < e->value->n; i++) {
		const struct condition *c = tree_read(t, e->value->items[i]);
		good &= c && condition_list_add(t->r, &list, c);
	}
	return good && condition_list_add(t->r, out, join(t, op, &list, e->key_span));
}

static bool all_read(struct tree *t, struct condition_list *out, const struct node_entry *e)
{
	return group_read(t, out, e, COND_ALL);
}

static bool any_read(struct tree *t, struct condition_list *out, const struct node_entry *e)
{
	return group_read(t, out, e, COND_ANY);
}

static bool not_read(struct tree *t, struct condition_list *out, const struct node_entry *e)
{
	struct condition_list one = {0};
	const struct condition *c = tree_read(t, e->value);
	return c && condition_list_add(t->r, &one, c) &&
	       condition_list_add(t->r, out, join(t, COND_NOT, &one, e->key_span));
}

static bool person_read(struct tree *t, struct condition_list *out, const struct node_entry *e)
{
	return judgement_read(t->r, out, e, t->next_index);
}

static bool field_read(struct tree *t, struct condition_list *out, const struct node_entry *e)
{
	return leaves_read(t->r, out, e, t->next_index);
}

typedef bool entry_fn(struct tree *, struct condition_list *, const struct node_entry *);

static entry_fn *entry_reader(struct str key)
{
	static const struct {
		const char *key;
		entry_fn *read;
	} rows[] = {{"all", all_read}, {"any", any_read}, {"not", not_read}, {"judgement", person_read}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (str_is(key, rows[i].key))
			return rows[i].read;
	return field_read;
}

static const struct condition *tree_read(struct tree *t, const struct node *node)
{
	struct condition_list list = {0};
	bool good = true;
	if (node->type != NODE_MAPPING || !node->n) {
		diag_add(t->r->diags, DIAG_WRONG_TYPE, t->r->file, node->span,
			 "a condition is a mapping of fields, or of all, any, not, judgement");
		return NULL;
	}
	for (size_t i = 0; i < node->n; i++)
		good &= entry_reader(node->entries[i].key)(t, &list, &node->entries[i]);
	return good ? join(t, COND_ALL, &list, node->span) : NULL;
}

static size_t depth_of(const struct condition *c)
{
	size_t deepest = 0;
	for (size_t i = 0; i < c->n; i++) {
		size_t d = depth_of(c->children[i]);
		deepest = d > deepest ? d : deepest;
	}
	return deepest + 1;
}

const struct condition *condition_read(struct rules_reader *r, const struct node *node, uint32_t *next_index)
{
	if (node->type == NODE_SCALAR && str_is(node->text, "always"))
		return condition_new(r, COND_ALWAYS, node->span);
	struct tree t = {r, next_index};
	const struct condition *c = tree_read(&t, node);
	if (c && depth_of(c) > LIMIT_CONDITION_DEPTH) {
		diag_add(r->diags, DIAG_TOO_DEEP, r->file, node->span, "a condition deeper than %d levels",
			 LIMIT_CONDITION_DEPTH);
		return NULL;
	}
	return c;
}

bool condition_each_leaf(const struct condition *c, condition_leaf_fn *fn, void *ctx)
{
	if (c->op == COND_ALWAYS)
		return true;
	if (!c->n)
		return fn(ctx, c);
	for (size_t i = 0; i < c->n; i++)
		if (!condition_each_leaf(c->children[i], fn, ctx))
			return false;
	return true;
}
