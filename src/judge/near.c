/* Near misses: semantics.md, the axis "near". A signal, never a verdict. */
#include "judge/trial.h"

struct cause {
	const struct condition *leaf;
	size_t n;
};

/* Only into what makes the whole as it is: a child of another truth did not decide. */
static void find_cause(struct cause *out, const struct trial *t, uint32_t at)
{
	const struct ready_node *nodes = t->ready->nodes;
	if (tree_is_leaf(&nodes[at])) {
		out->leaf = nodes[at].c;
		out->n++;
		return;
	}
	for (uint32_t i = at + 1; i < nodes[at].end; i = nodes[i].end)
		if (nodes[at].c->op == COND_NOT || t->truth[i] == t->truth[at])
			find_cause(out, t, i);
}

static const struct near_rule *near_rule_of(const struct rule *rule, const struct condition *leaf)
{
	for (size_t i = 0; leaf->op == COND_COMPARE && leaf->field && i < rule->n_near; i++)
		if (rule->near[i].field == leaf->field)
			return &rule->near[i];
	return NULL;
}

/* How far the nearer end lies from the limit, in the unit of both; false where it cannot be had exactly. */
static bool distance(struct quantity *out, struct arena *a, const struct quantity *q, const struct quantity *limit)
{
	const struct interval *v = &q->v;
	bool above = !v->lo_infinite && decimal_cmp(&v->lo, &limit->v.lo) >= 0;
	const struct decimal *end = above ? &v->lo : &v->hi;
	struct decimal d;
	if (!above && (v->hi_infinite || decimal_cmp(end, &limit->v.lo) > 0))
		return false;
	if (decimal_sub(&d, a, above ? end : &limit->v.lo, above ? &limit->v.lo : end) != DECIMAL_OK)
		return false;
	*out = (struct quantity){interval_point(d), limit->unit};
	return true;
}

/* In the limit's unit, or, where the value is no finite decimal of that, in the value's. */
static bool one_unit(struct quantity *q, struct quantity *limit, struct arena *a)
{
	if (q->unit == limit->unit || quantity_in_unit(q, a, &(struct quantity){q->v, q->unit}, limit->unit))
		return true;
	return quantity_in_unit(limit, a, &(struct quantity){limit->v, limit->unit}, q->unit);
}

void near_find(struct finding *f, const struct trial *t)
{
	struct arena *a = t->facts->arena;
	struct tree tree = t->ready->obsolete_if;
	struct cause cause = {0};
	struct quantity q, limit, d;
	struct decimal within;
	if (!t->ready->rule->n_near || tree.first == tree.end)
		return;
	find_cause(&cause, t, tree.first);
	const struct near_rule *near = cause.n == 1 ? near_rule_of(t->ready->rule, cause.leaf) : NULL;
	if (!near || !value_measure(&q, fact_of(t->facts, near->field, true).value))
		return;
	leaf_limit(&limit, cause.leaf);
	if (!one_unit(&q, &limit, a) || !distance(&d, a, &q, &limit))
		return;
	if (decimal_mul(&within, a, &limit.v.lo, &near->fraction) != DECIMAL_OK || decimal_cmp(&d.v.lo, &within) > 0)
		return;
	f->near = cause.leaf;
	f->near_distance = d;
	if (cause.leaf->field->type != FIELD_QUANTITY)
		f->near_distance.unit = NULL;
}
