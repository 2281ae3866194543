#include "judge/suppose.h"

#include "judge/trial.h"

bool judge_supposing(enum rule_verdict out[3], struct arena *a, const struct program *p, const struct rule *rule, const struct item *item,
		     const struct condition *leaf)
{
	for (int truth = 0; truth < 3; truth++) {
		struct facts f = facts_of(a, p, item);
		const struct supposed_leaf supposed = {leaf, (enum truth)truth};
		const struct ready_rule *ready = &p->rules[rule->index];
		struct candidate c;
		struct trial t;
		struct outcome o;
		f.supposed = &supposed;
		f.n_supposed = 1;
		if (!candidate_for(&c, a, ready, f.kind) || !trial_init(&t, &f, &c))
			return false;
		outcome_of(&o, &t, c.kind, ready->where, ready->obsolete_if);
		out[truth] = o.verdict;
	}
	return !a->failed;
}

bool condition_limit(struct quantity *out, const struct condition *leaf)
{
	bool measured = leaf->field && (leaf->field->type == FIELD_QUANTITY || leaf->field->type == FIELD_RATIO || leaf->field->type == FIELD_INTEGER);
	if (leaf->op != COND_COMPARE || !measured)
		return false;
	leaf_limit(out, leaf);
	return true;
}

bool item_measure(struct quantity *out, struct arena *a, const struct program *p, const struct item *item, const struct condition *leaf)
{
	struct facts f = facts_of(a, p, item);
	const struct value *v = fact_of(&f, leaf->field, false).value;
	return v && v->face == FACE_READ && value_measure(out, v);
}

const struct value *item_capacity(struct arena *a, const struct item *item, const struct rule *rule)
{
	const struct value *v = rule->capacity ? capacity_together(a, item_value(item, rule->capacity)) : NULL;
	return v && v->face == FACE_READ && !v->shared_rows ? v : NULL;
}
