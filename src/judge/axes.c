/* What the as-of date alone says of a rule: semantics.md, "Axes beside the verdict". */
#include "judge/program.h"

#include "rules/overlay.h"

/* Has the end's day come? A year is the interval of its days. */
static enum truth has_begun(const struct force_end *from, day as_of)
{
	if (!from->set)
		return TRUTH_TRUE;
	if (from->unknown)
		return TRUTH_UNKNOWN;
	return as_of >= from->date.last ? TRUTH_TRUE : as_of < from->date.first ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

/* The last day is a day in force. */
static enum truth still_holds(const struct force_end *to, day as_of)
{
	if (!to->set)
		return TRUTH_TRUE;
	if (to->unknown)
		return TRUTH_UNKNOWN;
	return as_of <= to->date.first ? TRUTH_TRUE : as_of > to->date.last ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

static enum in_force in_force_on(const struct rule *rule, day as_of)
{
	static const enum in_force of[] = {
		[TRUTH_FALSE] = IN_FORCE_NO, [TRUTH_UNKNOWN] = IN_FORCE_UNKNOWN, [TRUTH_TRUE] = IN_FORCE_YES};
	return of[truth_and(has_begun(&rule->from, as_of), still_holds(&rule->to, as_of))];
}

void deadline_set(enum deadline_state *state, int32_t *days, day deadline, day as_of)
{
	/* the day itself has 0 days left; overdue begins the day after, with 1 */
	bool over = as_of > deadline;
	*state = over ? DEADLINE_OVERDUE : DEADLINE_SCHEDULED;
	*days = over ? as_of - deadline : deadline - as_of;
}

void axes_set(struct ready_rule *r, day as_of)
{
	const struct rule *rule = r->rule;
	r->in_force = in_force_on(rule, as_of);
	const struct pack *plan = rule_plan(rule);
	r->horizon_passed = plan && plan->has_horizon && as_of > plan->horizon;
	if (rule->deadline == DEADLINE_DATE)
		deadline_set(&r->deadline, &r->deadline_days, rule->deadline_day, as_of);
}
