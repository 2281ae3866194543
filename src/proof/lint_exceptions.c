/* Exceptions that decide nothing, and those that leave nothing to decide. */
#include "proof/lint_checks.h"
#include "proof/satisfy.h"

static bool together(const struct rules_lint *l, const struct condition *where, const struct condition *obsolete_if,
		     struct demand when)
{
	const struct demand all[] = {{where, DEMAND_TRUE}, {obsolete_if, DEMAND_TRUE}, when};
	return demands_may_hold(l->vocabulary, l->scratch, all, sizeof all / sizeof *all);
}

/* Under the rule as adopted, or under one of its readings. */
static bool ever_matters(const struct rules_lint *l, const struct rule *rule, struct demand when)
{
	bool may = together(l, rule->where, rule->obsolete_if, when);
	for (size_t i = 0; i < rule->n_readings && !may; i++) {
		const struct reading_of_rule *r = &rule->readings[i];
		may = together(l, r->where ? r->where : rule->where,
			       r->obsolete_if ? r->obsolete_if : rule->obsolete_if, when);
	}
	return may;
}

static bool can_be(const struct rules_lint *l, struct demand d)
{
	return demands_may_hold(l->vocabulary, l->scratch, &d, 1);
}

void lint_exceptions(const struct rules_lint *l, const struct rule *rule)
{
	const struct condition always = {.op = COND_ALWAYS};
	if (!together(l, rule->where, rule->obsolete_if, (struct demand){&always, DEMAND_TRUE}))
		return; /* the rule never holds: that was told */
	for (size_t i = 0; i < rule->n_exceptions; i++) {
		const struct exception *e = &rule->exceptions[i];
		struct demand when = {e->when, DEMAND_TRUE}, not = {e->when, DEMAND_NOT_TRUE};
		if (!ever_matters(l, rule, when) && can_be(l, when))
			diag_add(l->diags, DIAG_IDLE_EXCEPTION, rule->file, e->span,
				 "the exception \"%.*s\" can never hold where the rule does", STR_ARG(e->id));
		else if (!together(l, rule->where, rule->obsolete_if, not))
			diag_add(l->diags, DIAG_ALWAYS_EXCEPTED, rule->file, e->span,
				 "the exception \"%.*s\" holds wherever the rule does: nothing is ever obsolete",
				 STR_ARG(e->id));
	}
}
