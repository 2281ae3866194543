/* Nodes of a condition: all ↔ any, not, what is left out. */
#include "proof/mutate_parts.h"

static struct condition *node_new(const struct root *root, enum condition_op op, struct span span)
{
	struct condition *c = ARENA_NEW(root->m->arena, struct condition);
	if (c)
		*c = (struct condition){.op = op, .span = span};
	return c;
}

/* "all" → "any": the children stand in the file, the word is what changes. */
static void swap_group(const struct root *root, const struct condition *node)
{
	struct condition *other = node_new(root, node->op == COND_ALL ? COND_ANY : COND_ALL, node->span);
	if (!other || node->n < 2)
		return;
	other->children = node->children;
	other->n = node->n;
	mutant_with(root, node, other, node->op == COND_ALL ? STR("all") : STR("any"),
		    node->op == COND_ALL ? STR("any") : STR("all"));
}

static void drop_not(const struct root *root, const struct condition *node)
{
	mutant_with(root, node, node->children[0], STR("not"), STR_NONE);
}

static void add_not(const struct root *root, const struct condition *node)
{
	struct condition *denied = node_new(root, COND_NOT, node->span);
	const struct condition **child = ARENA_ARRAY(root->m->arena, 1, const struct condition *);
	if (!denied || !child)
		return;
	child[0] = node;
	denied->children = child;
	denied->n = 1;
	mutant_with(root, node, denied, mutant_words(root->m->arena, node, true),
		    mutant_words(root->m->arena, denied, true));
}

static void drop(const struct root *root, const struct condition *node)
{
	if (node->op != COND_ALWAYS)
		mutant_with(root, node, NULL, mutant_words(root->m->arena, node, true), STR_NONE);
}

/* As if the catalogue held everything, or nothing. */
static void list_all_or_none(const struct root *root, const struct condition *node)
{
	struct condition *always = node_new(root, COND_ALWAYS, node->span);
	struct condition *never = node_new(root, COND_NOT, node->span);
	const struct condition **child = ARENA_ARRAY(root->m->arena, 1, const struct condition *);
	if (!always || !never || !child)
		return;
	child[0] = always;
	never->children = child;
	never->n = 1;
	mutant_instead(root, node, always);
	mutant_instead(root, node, never);
}

static void mutate_node(const struct root *root, const struct condition *node, const struct condition *parent)
{
	static mutate_fn *const rows[][3] = {
		[COND_ALWAYS] = {NULL},
		[COND_ALL] = {swap_group, add_not},
		[COND_ANY] = {swap_group, add_not},
		[COND_NOT] = {drop_not},
		[COND_COMPARE] = {mutate_comparison}, /* with the other relations it is denied, too */
		[COND_IN] = {mutate_choice},
		[COND_KNOWN] = {mutate_known},
		[COND_MATCHES] = {mutate_pattern, add_not},
		[COND_MODEL] = {mutate_models, add_not},
		[COND_LISTED] = {mutate_listed, list_all_or_none, add_not},
		[COND_JUDGEMENT] = {mutate_judgement, add_not},
	};
	for (size_t i = 0; i < 3 && rows[node->op][i]; i++)
		rows[node->op][i](root, node);
	if (node->op == COND_IN && node->field->type != FIELD_FLAG)
		add_not(root, node);
	if (!parent || parent->op != COND_NOT)
		drop(root, node);
	for (size_t i = 0; i < node->n; i++)
		mutate_node(root, node->children[i], node);
}

/* A rule without `where` has nothing there to be changed; one that condemns always might do so never. */
void mutate_condition(const struct root *root)
{
	if (root->tree->op != COND_ALWAYS)
		mutate_node(root, root->tree, NULL);
	else if (root->part == ROOT_OBSOLETE_IF || root->part == ROOT_READING_OBSOLETE_IF)
		add_not(root, root->tree);
}
