#include "judge/trial.h"

bool evidence_shown(const struct facts *f, const struct field *flag)
{
	const struct value *v = fact_of(f, flag, false).value;
	return v && v->face == FACE_READ && v->flag;
}

static bool all_shown(const struct facts *f, const struct exception *e)
{
	for (size_t i = 0; i < e->n_evidence; i++)
		if (!evidence_shown(f, e->evidence[i]))
			return false;
	return true;
}

/* A presumption may deny an exception, never show one: where it is what makes `when` true, `when` is unknown. */
static enum truth when_truth(struct trial *t, size_t i)
{
	struct tree when = t->ready->exceptions[i];
	tree_evaluate(t, when, true);
	if (tree_truth(t, when) != TRUTH_TRUE || !t->facts->kind->n_presumptions)
		return tree_truth(t, when);
	tree_evaluate(t, when, false);
	t->unpresumed[i] = true;
	return tree_truth(t, when);
}

void exceptions_judge(struct trial *t)
{
	const struct rule *rule = t->ready->rule;
	static const enum exception_state of[] = {
		[TRUTH_FALSE] = EXCEPTION_DENIED,
		[TRUTH_UNKNOWN] = EXCEPTION_OPEN,
		[TRUTH_TRUE] = EXCEPTION_CLAIMED,
	};
	for (size_t i = 0; i < rule->n_exceptions; i++) {
		t->states[i] = of[when_truth(t, i)];
		if (t->states[i] == EXCEPTION_CLAIMED && all_shown(t->facts, &rule->exceptions[i]))
			t->states[i] = EXCEPTION_SHOWN;
	}
}
