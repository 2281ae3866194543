#include "judge/program.h"

#include "base/limits.h"

#include <assert.h>

/* --- conditions as flat trees ----------------------------------------------------------------------------------- */

struct builder {
	struct arena *arena;
	struct diags *diags;
	struct ready_rule *rule;
	const struct source_file *file;
	bool bad;
};

uint32_t tree_size(const struct condition *c)
{
	uint32_t n = 1;
	for (size_t i = 0; c && i < c->n; i++)
		n += tree_size(c->children[i]);
	return c ? n : 0;
}

static uint32_t count_all(const struct rule *rule)
{
	uint32_t n = tree_size(rule->where) + tree_size(rule->obsolete_if);
	for (size_t i = 0; i < rule->n_exceptions; i++)
		n += tree_size(rule->exceptions[i].when);
	for (size_t i = 0; i < rule->n_readings; i++)
		n += tree_size(rule->readings[i].where) + tree_size(rule->readings[i].obsolete_if);
	return n;
}

static void lay(struct builder *b, const struct condition *c, unsigned depth)
{
	/* the loader refuses deeper ones */
	assert(depth <= LIMIT_CONDITION_DEPTH);
	struct ready_node *node = &b->rule->nodes[b->rule->n_nodes++];
	node->c = c;
	if (c->op == COND_MATCHES) {
		node->pattern = pattern_new(b->arena, c, b->file, b->diags);
		b->bad |= !node->pattern;
	}
	for (size_t i = 0; i < c->n; i++)
		lay(b, c->children[i], depth + 1);
	node->end = b->rule->n_nodes;
}

/* A condition that is not written holds always: an empty tree. */
static struct tree lay_tree(struct builder *b, const struct condition *c)
{
	struct tree tree = {.first = b->rule->n_nodes};
	if (c)
		lay(b, c, 1);
	tree.end = b->rule->n_nodes;
	return tree;
}

struct tree tree_lay(struct ready_rule *r, struct arena *a, const struct condition *c, const struct source_file *file,
		     struct diags *diags, bool *bad)
{
	struct builder b = {.arena = a, .diags = diags, .rule = r, .file = file};
	struct tree tree = lay_tree(&b, c);
	*bad |= b.bad;
	return tree;
}

static void lay_readings(struct builder *b)
{
	struct ready_rule *r = b->rule;
	for (size_t i = 0; i < r->rule->n_readings; i++) {
		const struct reading_of_rule *reading = &r->rule->readings[i];
		r->readings[i].where = reading->where ? lay_tree(b, reading->where) : r->where;
		r->readings[i].obsolete_if = reading->obsolete_if ? lay_tree(b, reading->obsolete_if) : r->obsolete_if;
	}
}

static bool rule_prepare(struct ready_rule *r, struct arena *a, const struct rule *rule, struct diags *diags)
{
	struct builder b = {.arena = a, .diags = diags, .rule = r, .file = rule->file};
	r->rule = rule;
	r->nodes = ARENA_ARRAY(a, count_all(rule), struct ready_node);
	r->exceptions = ARENA_ARRAY(a, rule->n_exceptions, struct tree);
	r->readings = arena_array(a, rule->n_readings, sizeof *r->readings);
	if (!r->nodes || !r->exceptions || !r->readings)
		return false;
	r->where = lay_tree(&b, rule->where);
	r->obsolete_if = lay_tree(&b, rule->obsolete_if);
	for (size_t i = 0; i < rule->n_exceptions; i++)
		r->exceptions[i] = lay_tree(&b, rule->exceptions[i].when);
	r->n_traced = r->n_nodes;
	for (uint32_t i = 0; i < r->n_traced; i++)
		r->n_leaves += tree_is_leaf(&r->nodes[i]);
	lay_readings(&b);
	return !b.bad;
}

/* --- the program ------------------------------------------------------------------------------------------------ */

struct program *program_new(struct arena *a, const struct vocabulary *v, const struct ruleset *rules,
			    const struct judge_options *options, struct diags *diags)
{
	struct program *p = ARENA_NEW(a, struct program);
	bool good = p != NULL;
	if (!p)
		return NULL;
	p->vocabulary = v;
	p->ruleset = rules;
	p->options = *options;
	p->matcher = matcher_new(a);
	p->rules = ARENA_ARRAY(a, rules->n_rules, struct ready_rule);
	if (!p->matcher || !p->rules)
		return NULL;
	p->n_rules = rules->n_rules;
	for (size_t i = 0; i < rules->n_rules; i++) {
		assert(rules->rules[i]->index == i);
		good &= rule_prepare(&p->rules[i], a, rules->rules[i], diags);
		axes_set(&p->rules[i], options->as_of);
	}
	good &= catalogues_prepare(p, a, diags);
	if (good && kinds_prepare_in(&p->kinds, a, p, NULL) && zones_prepare(p, a))
		return p;
	program_release(p);
	return NULL;
}

static void release_patterns(struct ready_rule *r)
{
	for (uint32_t n = 0; n < r->n_nodes; n++)
		pattern_release(r->nodes[n].pattern);
}

void program_release(struct program *p)
{
	for (size_t i = 0; p && i < p->n_rules; i++)
		release_patterns(&p->rules[i]);
	for (size_t i = 0; p && i < p->n_catalogues; i++)
		release_patterns(&p->catalogues[i].conditions);
}

enum application program_application(const struct program *p, const struct rule *rule)
{
	if (rule->unresolved)
		return NOT_RESOLVED;
	if (p->rules[rule->index].in_force == IN_FORCE_NO)
		return NOT_IN_FORCE;
	return APPLIES;
}

const struct judge_options *program_options(const struct program *p)
{
	return &p->options;
}
