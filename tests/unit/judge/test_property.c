/*
 * "More information never turns …" (semantics.md, "Truth"): random rules over random records, which are then filled in
 * step by step, kinds among the rest. Each step says one thing more, so that a verdict that turns shows whether what it
 * named as open, presumed or assumed is what turned it.
 */
#include "unit.h"
#include "world.h"
#include "random_world.h"

enum { ROUNDS = 6000, STEPS = 8 };

/* --- what a finding names ---------------------------------------------------------------------------------------- */

static bool asks_of(const struct condition *c, int field)
{
	bool asks = c->field && (int)c->field->index == field;
	for (size_t i = 0; i < c->n; i++)
		asks |= asks_of(c->children[i], field);
	return asks;
}

/* Is it named that `said` (a field, -1 the kind) may turn the finding? */
static bool names(const struct finding *f, int said)
{
	bool named = false;
	for (size_t i = 0; i < f->n_presumed; i++) {
		const struct presumption *p = f->presumed[i];
		/* a model settles a kind as its name does */
		named |= p->field ? (int)p->field->index == said : said == -1 || said == F_MODEL;
		named |= p->fits_field && (int)p->fits_field->index == said;
	}
	for (size_t i = 0; i < f->rule->n_exceptions; i++) {
		const struct exception *e = &f->rule->exceptions[i];
		named |= finding_is_open(f, i) && asks_of(e->when, said);
	}
	return named;
}

static bool any_names(const struct judgement *j, int said)
{
	bool named = false;
	for (size_t i = 0; i < j->n_findings; i++)
		named |= names(&j->findings[i], said);
	for (size_t i = 0; i < j->n_not_applicable; i++)
		named |= names(&j->not_applicable[i], said);
	return named;
}

/* --- what must hold ---------------------------------------------------------------------------------------------- */

static void items_hold(const struct judgement *before, const struct judgement *after, int said, unsigned round)
{
	bool settled = before->verdict == VERDICT_CLEAR || before->verdict == VERDICT_EXEMPT ||
		       before->verdict == VERDICT_OUT_OF_SCOPE;
	if (any_names(before, said))
		return;
	if (before->verdict == VERDICT_OBSOLETE && after->verdict != VERDICT_OBSOLETE)
		fail_msg("round %u: obsolete%s became %s by field %d", round, before->whatever ? " whatever" : "",
			 verdict_name(after->verdict), said);
	if (settled && after->verdict == VERDICT_OBSOLETE)
		fail_msg("round %u: %s became obsolete by field %d", round, verdict_name(before->verdict), said);
}

/* A rule that is not considered any more does not apply. */
static void rules_hold(const struct finding *before, const struct finding *after, int said, unsigned round)
{
	enum rule_verdict is = after ? after->verdict : RULE_NOT_APPLICABLE;
	bool ok = true;
	switch (before->verdict) {
	case RULE_OBSOLETE:
		ok = is == RULE_OBSOLETE;
		break;
	case RULE_CLEAR:
		ok = is == RULE_CLEAR || is == RULE_NOT_APPLICABLE;
		break;
	case RULE_EXEMPT:
		ok = is != RULE_OBSOLETE && (is != RULE_UNDETERMINED || after->conflict);
		break;
	case RULE_NOT_APPLICABLE:
		ok = is == RULE_NOT_APPLICABLE || (before->decided_by && (is == RULE_CLEAR || after->conflict));
		break;
	case RULE_UNDETERMINED:
	case RULE_MANUAL:
		break;
	}
	if (!ok && !names(before, said))
		fail_msg("round %u: %.*s: %s became %s by field %d", round, STR_ARG(before->rule->id),
			 rule_verdict_name(before->verdict), rule_verdict_name(is), said);
}

static void monotone(void **state)
{
	unsigned moved = 0, of_kind = 0;
	(void)state;
	for (unsigned round = 1; round <= ROUNDS; round++) {
		struct world w;
		struct dice d = {round * 0x9e3779b97f4a7c15u};
		world_open(&w);
		random_presumptions(&w, &d);
		random_rules(&w, &d, false, false);
		random_record(&w, &d);
		struct judgement before = judged(&w);
		for (int step = 0; step < STEPS; step++) {
			int said = refine(&w, &d);
			struct judgement after = judged(&w);
			items_hold(&before, &after, said, round);
			for (size_t i = 0; i < w.set.n_rules; i++) {
				const struct finding *was = finding_of(&before, &w.rules[i]);
				if (was)
					rules_hold(was, finding_of(&after, &w.rules[i]), said, round);
			}
			moved += before.verdict != after.verdict;
			of_kind += before.verdict != after.verdict && said == -1;
			before = after;
		}
		world_close(&w);
	}
	assert_true(moved > ROUNDS / 8 && of_kind > ROUNDS / 100); /* else the records say nothing */
}

/* --- needs ------------------------------------------------------------------------------------------------------ */

static bool mentions(const struct need *n, const struct field *field)
{
	bool found = n->field == field;
	for (size_t i = 0; i < n->n_options; i++)
		found |= mentions(&n->options[i], field);
	for (size_t i = 0; i < n->n_with; i++)
		found |= mentions(&n->with[i], field);
	return found;
}

static bool needed(const struct needs *needs, const struct field *field)
{
	bool found = false;
	for (size_t i = 0; i < needs->n; i++)
		found |= mentions(&needs->items[i], field);
	return found;
}

static void fill_all(struct world *w, struct dice *d)
{
	for (int i = 0; i < F_COUNT; i++)
		if (is_unknown(w, i))
			fill(w, d, i);
	int64_t lo = (int64_t)w->values[F_SIZE]->quantity.v.lo.digits;
	put_size(w, lo, lo);
}

/* What is not asked for settles nothing (but by an exception); all that is unknown settles everything. */
static void needs_are_right(void **state)
{
	unsigned asked = 0;
	(void)state;
	for (unsigned round = 1; round <= ROUNDS; round++) {
		struct world w;
		struct dice d = {round * 0xd1342543de82ef95u};
		world_open(&w);
		random_rules(&w, &d, false, false);
		random_record(&w, &d);
		w.item.kind = &w.kinds[roll(&d, 3) ? K_ARC : K_INDUCTION];
		struct judgement before = judge_on(&w, true, 0);
		const struct finding *f = finding_of(&before, &w.rules[0]);
		bool open = f && f->verdict == RULE_UNDETERMINED && !f->conflict;
		for (int i = 0; open && i < F_COUNT; i++)
			if (is_unknown(&w, i) && !needed(&f->needs, &w.fields[i]))
				fill(&w, &d, i);
		struct judgement after = judge_on(&w, true, 0);
		const struct finding *g = finding_of(&after, &w.rules[0]);
		if (open && g->verdict != RULE_UNDETERMINED && !g->decided_by)
			fail_msg("round %u: settled without what it needs", round);
		fill_all(&w, &d);
		after = judge_on(&w, true, 0);
		g = finding_of(&after, &w.rules[0]);
		bool waits = open && g->verdict == RULE_UNDETERMINED && !g->conflict;
		for (size_t i = 0; waits && i < g->rule->n_exceptions; i++)
			waits = g->exceptions[i] != EXCEPTION_CLAIMED;
		if (waits)
			fail_msg("round %u: nothing is unknown, and it is undetermined", round);
		asked += open;
		world_close(&w);
	}
	assert_true(asked > ROUNDS / 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(monotone),
		cmocka_unit_test(needs_are_right),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
