#include "proof/mutate_parts.h"

struct rule *mutant_rule(struct mutants *m)
{
	struct rule *rule = ARENA_NEW(m->arena, struct rule);
	if (rule)
		*rule = *m->rule;
	return rule;
}

void mutant_add(struct mutants *m, const struct rule *rule, struct span at, struct str from, struct str to)
{
	struct mutant *items = arena_grow(m->arena, m->items, m->n, &m->cap, sizeof *items);
	struct rule *numbered = ARENA_NEW(m->arena, struct rule);
	if (!items || !numbered || !rule)
		return;
	*numbered = *rule;
	numbered->index = (uint32_t)(m->n + 1);
	m->items = items;
	m->items[m->n++] = (struct mutant){.rule = numbered, .at = at.line ? at : rule->span, .from = from, .to = to};
}

/* --- a condition with another part ------------------------------------------------------------------------------- */

/* The tree with `instead` in the place of `node`; NULL where nothing is left. What lies beside the way is shared. */
static const struct condition *put(struct arena *a, const struct condition *tree, const struct condition *node,
				   const struct condition *instead)
{
	if (tree == node)
		return instead;
	struct condition *copy = tree->n ? ARENA_NEW(a, struct condition) : NULL;
	const struct condition **children = tree->n ? ARENA_ARRAY(a, tree->n, const struct condition *) : NULL;
	bool changed = false;
	size_t n = 0;
	if (!copy || !children)
		return tree;
	for (size_t i = 0; i < tree->n; i++) {
		const struct condition *child = put(a, tree->children[i], node, instead);
		changed |= child != tree->children[i];
		if (child)
			children[n++] = child;
	}
	if (!changed || !n)
		return n ? tree : NULL;
	if (n == 1 && tree->n > 1) /* as the loader takes a list of one */
		return children[0];
	*copy = *tree;
	copy->children = children;
	copy->n = n;
	return copy;
}

static struct exception *own_exceptions(struct rule *rule, struct arena *a)
{
	struct exception *own = ARENA_ARRAY(a, rule->n_exceptions, struct exception);
	if (own)
		memcpy(own, rule->exceptions, rule->n_exceptions * sizeof *own);
	rule->exceptions = own;
	return own;
}

static struct reading_of_rule *own_readings(struct rule *rule, struct arena *a)
{
	struct reading_of_rule *own = ARENA_ARRAY(a, rule->n_readings, struct reading_of_rule);
	if (own)
		memcpy(own, rule->readings, rule->n_readings * sizeof *own);
	rule->readings = own;
	return own;
}

static bool hang(struct rule *rule, struct arena *a, const struct root *root, const struct condition *tree)
{
	struct exception *exceptions = root->part == ROOT_WHEN ? own_exceptions(rule, a) : NULL;
	struct reading_of_rule *readings = root->part >= ROOT_READING_WHERE ? own_readings(rule, a) : NULL;
	if ((root->part == ROOT_WHEN && !exceptions) || (root->part >= ROOT_READING_WHERE && !readings))
		return false;
	switch (root->part) {
	case ROOT_WHERE:
		rule->where = tree;
		break;
	case ROOT_OBSOLETE_IF:
		rule->obsolete_if = tree;
		break;
	case ROOT_WHEN:
		exceptions[root->i].when = tree;
		break;
	case ROOT_READING_WHERE:
		readings[root->i].where = tree;
		break;
	case ROOT_READING_OBSOLETE_IF:
		readings[root->i].obsolete_if = tree;
		break;
	}
	return true;
}

void mutant_with(const struct root *root, const struct condition *node, const struct condition *instead, struct str from,
		 struct str to)
{
	struct arena *a = root->m->arena;
	struct rule *rule = mutant_rule(root->m);
	const struct condition *tree = put(a, root->tree, node, instead);
	struct condition *always = tree ? NULL : ARENA_NEW(a, struct condition);
	if (always) {
		*always = (struct condition){.op = COND_ALWAYS, .span = node->span};
		tree = always;
	}
	if (rule && tree && hang(rule, a, root, tree))
		mutant_add(root->m, rule, node->span, from, to);
}

void mutant_instead(const struct root *root, const struct condition *node, const struct condition *instead)
{
	struct arena *a = root->m->arena;
	if (instead)
		mutant_with(root, node, instead, mutant_words(a, node, false), mutant_words(a, instead, false));
}

/* ---------------------------------------------------------------------------------------------------------------- */

static void mutate_root(struct mutants *m, enum root_part part, size_t i, const struct condition *tree)
{
	if (tree)
		mutate_condition(&(struct root){m, part, i, tree});
}

void mutants_make(struct mutants *m)
{
	const struct rule *rule = m->rule;
	m->items = NULL;
	m->n = m->cap = m->untold = 0;
	if (!rule->unresolved) {
		mutate_root(m, ROOT_WHERE, 0, rule->where);
		mutate_root(m, ROOT_OBSOLETE_IF, 0, rule->obsolete_if);
		for (size_t i = 0; i < rule->n_exceptions; i++)
			mutate_root(m, ROOT_WHEN, i, rule->exceptions[i].when);
		for (size_t i = 0; i < rule->n_readings; i++) {
			mutate_root(m, ROOT_READING_WHERE, i, rule->readings[i].where);
			mutate_root(m, ROOT_READING_OBSOLETE_IF, i, rule->readings[i].obsolete_if);
		}
	}
	mutate_parts(m);
}
