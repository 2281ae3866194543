/*
 * "More information never turns …" (semantics.md, "Truth"): random rules over random records, which are then filled in
 * step by step. The generator is seeded by the number of the round, so that a failing round can be run again.
 */
#include "unit.h"
#include "world.h"

enum { ROUNDS = 6000, STEPS = 4 };

struct dice {
	uint64_t state;
};

static uint32_t roll(struct dice *d, uint32_t sides)
{
	d->state ^= d->state << 13;
	d->state ^= d->state >> 7;
	d->state ^= d->state << 17;
	return (uint32_t)(d->state >> 20) % sides;
}

/* --- random worlds ---------------------------------------------------------------------------------------------- */

static const struct condition *random_leaf(struct world *w, struct dice *d)
{
	switch (roll(d, 6)) {
	case 0:
	case 1:
		return is_use(w, (int)roll(d, U_COUNT));
	case 2:
		return is_class(w, (int)roll(d, C_COUNT));
	case 3:
		return is_flag(w, F_OLD, roll(d, 2));
	case 4:
		return compares(w, F_NUMBER, (enum relation)roll(d, 4), roll(d, 4));
	default:
		return compares(w, F_SIZE, (enum relation)roll(d, 4), 10 * (1 + roll(d, 4)));
	}
}

static const struct condition *random_condition(struct world *w, struct dice *d, unsigned depth)
{
	uint32_t sort = depth ? roll(d, 5) : 0;
	if (sort < 2)
		return random_leaf(w, d);
	const struct condition *a = random_condition(w, d, depth - 1);
	if (sort == 2)
		return NOT(w, a);
	const struct condition *b = random_condition(w, d, depth - 1);
	return sort == 3 ? ALL2(w, a, b) : ANY2(w, a, b);
}

static void random_rules(struct world *w, struct dice *d)
{
	for (uint32_t i = 0, n = 1 + roll(d, 3); i < n; i++) {
		int kind = roll(d, 4) ? K_FURNACE : K_ARC;
		const struct condition *where = roll(d, 3) ? random_condition(w, d, 1) : always(w);
		struct rule *r = add_rule(w, kind, where, random_condition(w, d, 3));
		for (uint32_t x = roll(d, 3); x > 0; x--) {
			struct exception *e = add_exception(w, r, (enum effect)roll(d, 2), random_condition(w, d, 1));
			if (roll(d, 2))
				needs_paper(w, e, roll(d, 2) ? F_PAPER1 : F_PAPER2);
		}
	}
	if (roll(d, 3) == 0)
		presume_use(w, K_FURNACE, (int)roll(d, U_COUNT));
	w->item.kind = &w->kinds[roll(d, 3) ? K_ARC : K_INDUCTION];
}

static void fill(struct world *w, struct dice *d, int field)
{
	int64_t size = 10 * (1 + roll(d, 5));
	switch (field) {
	case F_USE:
		put_use(w, (int)roll(d, U_COUNT));
		break;
	case F_CLASS:
		put_class(w, (int)roll(d, C_COUNT));
		break;
	case F_SIZE:
		put_size(w, size, size);
		break;
	case F_NUMBER:
		put_number(w, roll(d, 5));
		break;
	case F_OLD:
	case F_PAPER1:
	case F_PAPER2:
		put_flag(w, field, roll(d, 2));
		break;
	default:
		break;
	}
}

static void random_record(struct world *w, struct dice *d)
{
	for (int i = 0; i < F_COUNT; i++) {
		uint32_t how = roll(d, 4);
		if (how < 2)
			fill(w, d, i);
		else if (how == 2)
			put(w, i, (enum face)(FACE_BLANK + roll(d, 6)));
	}
	if (!w->values[F_SIZE] && roll(d, 2))
		put_size(w, 10, 10 + 10 * roll(d, 4));
}

/* Says more of one field: an unknown value becomes known, an interval one of its points. */
static void refine(struct world *w, struct dice *d)
{
	int field = (int)roll(d, F_COUNT);
	const struct value *v = w->values[field];
	if (!v || v->face != FACE_READ) {
		fill(w, d, field);
	} else if (field == F_SIZE && !interval_is_point(&v->quantity.v)) {
		int64_t lo = (int64_t)v->quantity.v.lo.digits, hi = (int64_t)v->quantity.v.hi.digits;
		int64_t at = lo + 10 * roll(d, (uint32_t)((hi - lo) / 10 + 1));
		put_size(w, at, at);
	}
}

/* --- what must hold --------------------------------------------------------------------------------------------- */

static bool carries(const struct finding *f)
{
	bool any = f->n_presumed || f->n_assumed;
	for (size_t i = 0; i < f->rule->n_exceptions; i++)
		any |= finding_is_open(f, i);
	return any;
}

static bool any_carries(const struct judgement *j, bool hits_only)
{
	bool any = false;
	for (size_t i = 0; i < j->n_findings; i++)
		if (!hits_only || j->findings[i].verdict == RULE_OBSOLETE || j->findings[i].n_under)
			any |= carries(&j->findings[i]);
	for (size_t i = 0; !hits_only && i < j->n_not_applicable; i++)
		any |= carries(&j->not_applicable[i]);
	return any;
}

static void items_hold(const struct judgement *before, const struct judgement *after, unsigned round)
{
	bool settled = before->verdict == VERDICT_CLEAR || before->verdict == VERDICT_EXEMPT ||
		       before->verdict == VERDICT_OUT_OF_SCOPE;
	if (before->verdict == VERDICT_OBSOLETE && after->verdict != VERDICT_OBSOLETE && !any_carries(before, true))
		fail_msg("round %u: obsolete%s became %s", round, before->whatever ? " whatever" : "",
			 verdict_name(after->verdict));
	if (settled && after->verdict == VERDICT_OBSOLETE && !any_carries(before, false))
		fail_msg("round %u: %s became obsolete", round, verdict_name(before->verdict));
}

static void rules_hold(const struct finding *before, const struct finding *after, unsigned round)
{
	bool carried = carries(before), ok = true;
	switch (before->verdict) {
	case RULE_OBSOLETE:
		ok = after->verdict == RULE_OBSOLETE || carried;
		break;
	case RULE_CLEAR:
		ok = after->verdict == RULE_CLEAR || after->verdict == RULE_NOT_APPLICABLE || carried;
		break;
	case RULE_EXEMPT:
		ok = after->verdict != RULE_OBSOLETE;
		break;
	case RULE_NOT_APPLICABLE:
		ok = after->verdict == RULE_NOT_APPLICABLE || before->decided_by || carried;
		ok &= after->verdict != RULE_OBSOLETE || carried;
		break;
	case RULE_UNDETERMINED:
	case RULE_MANUAL:
		break;
	}
	if (!ok)
		fail_msg("round %u: %.*s: %s became %s", round, STR_ARG(before->rule->id),
			 rule_verdict_name(before->verdict), rule_verdict_name(after->verdict));
}

static void monotone(void **state)
{
	unsigned moved = 0;
	(void)state;
	for (unsigned round = 1; round <= ROUNDS; round++) {
		struct world w;
		struct dice d = {round * 0x9e3779b97f4a7c15u};
		world_open(&w);
		random_rules(&w, &d);
		random_record(&w, &d);
		struct judgement before = judged(&w);
		for (int step = 0; step < STEPS; step++) {
			refine(&w, &d);
			struct judgement after = judged(&w);
			items_hold(&before, &after, round);
			for (int i = 0; i < (int)w.set.n_rules; i++) {
				const struct finding *was = finding_of(&before, &w.rules[i]);
				const struct finding *is = finding_of(&after, &w.rules[i]);
				assert_int_equal(was == NULL, is == NULL);
				if (was)
					rules_hold(was, is, round);
			}
			moved += before.verdict != after.verdict;
			before = after;
		}
		world_close(&w);
	}
	assert_true(moved > ROUNDS / 10); /* else the records say nothing */
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

static bool is_unknown(const struct world *w, int field)
{
	const struct value *v = w->values[field];
	return !v || v->face != FACE_READ;
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
		random_rules(&w, &d);
		random_record(&w, &d);
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
