/*
 * What an entry of a catalogue asks beside the model: its restrictions and its duty. The entries that name the item are
 * looked at, and no others: what would make the item another machine of the list is another model.
 */
#include "judge/change_search.h"

static bool is_known(const struct search *s, const struct condition *leaf)
{
	for (size_t i = 0; i < s->n_listed; i++)
		if (s->listed[i].leaf == leaf)
			return true;
	return false;
}

static bool add_leaf(struct search *s, const struct listed_leaf *one)
{
	if (one->leaf->op == COND_ALWAYS || one->leaf->as_of || is_known(s, one->leaf))
		return true;
	struct listed_leaf *listed = arena_grow(s->arena, s->listed, s->n_listed, &s->cap_listed, sizeof *listed);
	if (!listed)
		return false;
	s->listed = listed;
	listed[s->n_listed++] = *one;
	return true;
}

static bool add_tree(struct search *s, struct facts *f, uint32_t catalogue, const struct trial *t, struct tree tree)
{
	bool good = true;
	for (uint32_t i = tree.first; good && i < tree.end; i++) {
		const struct condition *c = t->ready->nodes[i].c;
		struct listed_leaf one = {.leaf = c, .catalogue = catalogue, .node = i, .truth = (enum truth)t->truth[i]};
		one.presumed = fact_of(f, c->field, c->op != COND_KNOWN).presumed != NULL;
		good = !tree_is_leaf(&t->ready->nodes[i]) || add_leaf(s, &one);
	}
	return good;
}

static bool add_entry(struct search *s, struct facts *f, const struct listing *l, const struct listed_entry *e)
{
	struct entry_trees own;
	bool good = entry_trees_of(&own, f, l, e, true);
	for (size_t i = 0; good && i < own.n; i++)
		good = add_tree(s, f, l->leaf->catalogue->index, &own.t, own.trees[i]);
	return good;
}

bool listed_find(struct search *s)
{
	struct facts f = facts_of(s->arena, s->program, s->item);
	for (size_t i = 0; i < s->finding->n_leaves; i++) {
		const struct listing *l = s->finding->leaves[i].listing;
		for (size_t k = 0; l && k < l->n; k++)
			if (!add_entry(s, &f, l, &l->entries[k]))
				return false;
	}
	return true;
}

bool listed_truths(unsigned char *out, const struct search *s, struct facts *f)
{
	for (size_t i = 0; i < s->n_listed; i++) {
		const struct listed_leaf *leaf = &s->listed[i];
		const struct ready_rule *conditions = &s->program->catalogues[leaf->catalogue].conditions;
		struct trial t = {.facts = f, .ready = conditions, .truth = arena_alloc(f->arena, conditions->n_nodes)};
		if (!t.truth)
			return false;
		tree_evaluate(&t, (struct tree){leaf->node, leaf->node + 1}, true);
		out[i] = t.truth[leaf->node];
	}
	return true;
}

enum truth listed_unmet(const struct search *s, const struct condition *leaf)
{
	const struct kind *k = search_named(s);
	day as_of = s->program->options.as_of, until = leaf->dated && leaf->day < as_of ? leaf->day : as_of;
	enum truth truth = TRUTH_FALSE;
	for (size_t i = 0; k && leaf->op == COND_LISTED && i < leaf->catalogue->n_entries; i++) {
		const struct catalogue_entry *e = &leaf->catalogue->entries[i];
		bool is = false, may_be = false; /* a machine that is described */
		for (size_t n = 0; e->match == MATCH_DESCRIPTION && n < e->n_kinds; n++) {
			is |= kind_is(k, e->kinds[n]);
			may_be |= kind_is(e->kinds[n], k) && kind_leaves_open(k, e->kinds[n]);
		}
		if ((is || may_be) && e->batch->announced <= until)
			truth = truth_or(truth, !is || e->n_restricts || e->duty ? TRUTH_UNKNOWN : TRUTH_TRUE);
	}
	return truth;
}

bool listed_names(const struct search *s, const struct condition *leaf)
{
	bool named = false;
	for (size_t i = 0; i < s->finding->n_leaves; i++) {
		const struct listing *l = s->finding->leaves[i].listing;
		for (size_t k = 0; l && l->leaf == leaf && k < l->n; k++)
			named |= l->entries[k].found == TRUTH_TRUE;
	}
	return named;
}
