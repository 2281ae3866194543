/* Rules that decide nothing: none of their records is clear, or no record decides them at all. */
#include "proof/lint_checks.h"
#include "proof/satisfy.h"

typedef bool may_fn(const struct vocabulary *v, struct arena *scratch, const struct demand *demands, size_t n);

static bool may_condemn(const struct rules_lint *l, const struct rule *rule, may_fn *may)
{
	const struct demand both[] = {{rule->where, DEMAND_TRUE}, {rule->obsolete_if, DEMAND_TRUE}};
	return may(l->vocabulary, l->scratch, both, 2);
}

/* What is not condemned is clear, whether or not the rule speaks of it. */
static bool may_clear(const struct rules_lint *l, const struct rule *rule, may_fn *may)
{
	const struct demand both[] = {{rule->where, DEMAND_NOT_FALSE}, {rule->obsolete_if, DEMAND_FALSE}};
	return may(l->vocabulary, l->scratch, both, 2);
}

void lint_undecided(const struct rules_lint *l, const struct rule *rule)
{
	if (!may_condemn(l, rule, demands_may_hold))
		return; /* it never holds: that was told */
	if (rule->obsolete_if->op != COND_ALWAYS && !may_clear(l, rule, demands_may_hold))
		diag_add(l->diags, DIAG_NEVER_CLEAR, rule->file, rule->obsolete_if->span,
			 "every value that a registry can give satisfies this: nothing is ever clear");
	else if (!may_condemn(l, rule, demands_may_be_recorded) &&
		 !may_clear(l, rule, demands_may_be_recorded))
		diag_add(l->diags, DIAG_UNDECIDED, rule->file, rule->obsolete_if->span,
			 "no registry can decide \"%.*s\": nothing records what a person would judge", STR_ARG(rule->id));
}
