/* What the item as a whole is under a supposition, where that holds for all that the supposition names. */
#include "judge/change_search.h"

static const struct rule *rule_behind(const struct judgement *j)
{
	static const enum verdict of[] = {
		[RULE_OBSOLETE] = VERDICT_OBSOLETE,
		[RULE_UNDETERMINED] = VERDICT_UNDETERMINED,
		[RULE_MANUAL] = VERDICT_MANUAL,
		[RULE_EXEMPT] = VERDICT_EXEMPT,
		[RULE_CLEAR] = VERDICT_CLEAR,
	};
	for (size_t i = 0; i < j->n_findings; i++)
		if (of[j->findings[i].verdict] == j->verdict)
			return j->findings[i].rule;
	return NULL;
}

/*
 * May the finding become another when this leaf, which is unknown, is settled? Not where it is out of account by what is known:
 * another part of the conditions fails, or an obsolete item's own facts are all shown.
 */
static bool may_turn(const struct finding *f, const struct leaf_trace *t)
{
	if (f->verdict == RULE_NOT_APPLICABLE)
		return f->decided_by != NULL;
	if (f->verdict == RULE_OBSOLETE)
		return t->part == PART_EXCEPTION;
	return f->verdict != RULE_CLEAR || t->part == PART_WHERE;
}

static bool leaf_asks(const struct leaf_trace *t, const struct field *field)
{
	return t->leaf->field == field || (t->listing && listing_asks(t->listing, field));
}

/*
 * May another rule say otherwise than it did here? A stretch of numbers that decides its own rule need not decide another,
 * one integer stands for many, and what is supposed of a model is supposed of its own rule's leaves.
 */
static bool leaf_is_undecided(const struct finding *f, const struct leaf_trace *t, const struct supposition *s)
{
	bool open = t->truth == TRUTH_UNKNOWN && may_turn(f, t);
	for (size_t i = 0; i < s->n_values; i++) {
		const struct field *field = s->values[i]->field;
		if (leaf_asks(t, field) && (field->type == FIELD_INTEGER || open))
			return true;
	}
	for (size_t i = 0; i < s->n_leaves; i++)
		if (s->leaves[i].leaf->field && leaf_asks(t, s->leaves[i].leaf->field))
			return true;
	return false;
}

static bool is_undecided(const struct finding *f, const struct supposition *const *all, size_t n)
{
	for (size_t i = 0; i < f->n_leaves; i++)
		for (size_t k = 0; k < n; k++)
			if (leaf_is_undecided(f, &f->leaves[i], all[k]))
				return true;
	return false;
}

static bool any_undecided(const struct finding *f, size_t n_findings, const struct supposition *const *all, size_t n,
			  const struct rule *own)
{
	for (size_t i = 0; i < n_findings; i++)
		if (f[i].rule != own && is_undecided(&f[i], all, n))
			return true;
	return false;
}

/* Does the judgement hold for all that is supposed? What one rule condemns no other saves. */
static bool holds_throughout(const struct judgement *j, const struct supposition *const *all, size_t n,
			     const struct rule *own)
{
	for (size_t i = 0; i < j->n_findings; i++)
		if (j->findings[i].verdict == RULE_OBSOLETE &&
		    (j->findings[i].rule == own || !is_undecided(&j->findings[i], all, n)))
			return true;
	return !any_undecided(j->findings, j->n_findings, all, n, own) &&
	       !any_undecided(j->not_applicable, j->n_not_applicable, all, n, own);
}

bool whole_judge(struct whole *out, struct search *s, const struct supposition *const *all, size_t n)
{
	struct facts f;
	struct judgement j;
	*out = (struct whole){0};
	s->trials++;
	arena_clear(&s->scratch);
	if (!search_suppose(&f, s, all, n) || !facts_judge(&j, &f))
		return false;
	if (holds_throughout(&j, all, n, s->ready->rule))
		*out = (struct whole){true, j.verdict, rule_behind(&j)};
	return !s->scratch.failed;
}

bool whole_same(const struct whole *a, const struct whole *b)
{
	return a->known == b->known && a->verdict == b->verdict && a->rule == b->rule;
}
