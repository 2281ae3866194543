/* The other readings of a clause, judged in the same pass; listed where the verdict differs. */
#include "judge/trial.h"

void readings_judge(struct finding *f, const struct trial *t)
{
	const struct ready_rule *r = t->ready;
	size_t n = r->rule->n_readings;
	if (!n)
		return;
	const struct reading_of_rule **differ = ARENA_ARRAY(t->facts->arena, n, const struct reading_of_rule *);
	enum rule_verdict *verdicts = ARENA_ARRAY(t->facts->arena, n, enum rule_verdict);
	for (size_t i = 0; differ && verdicts && i < n; i++) {
		struct outcome o;
		outcome_of(&o, t, t->candidate->reading_kinds[i], r->readings[i].where, r->readings[i].obsolete_if);
		if (o.verdict == f->verdict)
			continue;
		differ[f->n_readings] = &r->rule->readings[i];
		verdicts[f->n_readings++] = o.verdict;
	}
	f->readings = differ;
	f->reading_verdicts = verdicts;
}
