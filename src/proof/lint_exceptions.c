/* Exceptions and readings that decide nothing, exceptions that leave nothing to decide. */
#include "proof/lint_checks.h"
#include "proof/satisfy.h"
#include "rules/condition_equal.h"

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

/* Is there a record of the rule that none of its exceptions takes? */
static bool leave_some(const struct rules_lint *l, const struct rule *rule)
{
	struct demand *all = ARENA_ARRAY(l->scratch, rule->n_exceptions + 2, struct demand);
	if (!all)
		return true;
	all[0] = (struct demand){rule->where, DEMAND_TRUE};
	all[1] = (struct demand){rule->obsolete_if, DEMAND_TRUE};
	for (size_t i = 0; i < rule->n_exceptions; i++)
		all[i + 2] = (struct demand){rule->exceptions[i].when, DEMAND_NOT_SHOWN};
	return demands_may_hold(l->vocabulary, l->scratch, all, rule->n_exceptions + 2);
}

void lint_exceptions(const struct rules_lint *l, const struct rule *rule)
{
	const struct condition always = {.op = COND_ALWAYS};
	size_t errors = l->diags->errors;
	if (!together(l, rule->where, rule->obsolete_if, (struct demand){&always, DEMAND_TRUE}))
		return; /* the rule never holds: that was told */
	for (size_t i = 0; i < rule->n_exceptions; i++) {
		const struct exception *e = &rule->exceptions[i];
		struct demand when = {e->when, DEMAND_TRUE}, not = {e->when, DEMAND_NOT_SHOWN};
		if (!ever_matters(l, rule, when) && can_be(l, when))
			diag_add(l->diags, DIAG_IDLE_EXCEPTION, rule->file, e->span,
				 "the exception \"%.*s\" can never hold where the rule does", STR_ARG(e->id));
		else if (!together(l, rule->where, rule->obsolete_if, not))
			diag_add(l->diags, DIAG_ALWAYS_EXCEPTED, rule->file, e->span,
				 "the exception \"%.*s\" holds wherever the rule does: nothing is ever obsolete",
				 STR_ARG(e->id));
	}
	if (rule->n_exceptions > 1 && l->diags->errors == errors && !leave_some(l, rule))
		diag_add(l->diags, DIAG_ALWAYS_EXCEPTED, rule->file, rule->span,
			 "one or another exception holds wherever the rule does: nothing is ever obsolete");
}

/* --- readings --------------------------------------------------------------------------------------------------- */

/* True and false of exactly the same records; what asks a person is the same only where it says the same. */
static bool same(const struct rules_lint *l, const struct condition *a, const struct condition *b)
{
	if (condition_asks_person(a) || condition_asks_person(b))
		return condition_equal(a, b);
	const struct demand apart[][2] = {
		{{a, DEMAND_TRUE}, {b, DEMAND_NOT_TRUE}},
		{{a, DEMAND_NOT_TRUE}, {b, DEMAND_TRUE}},
		{{a, DEMAND_FALSE}, {b, DEMAND_NOT_FALSE}},
		{{a, DEMAND_NOT_FALSE}, {b, DEMAND_FALSE}},
	};
	bool may = false;
	for (size_t i = 0; i < sizeof apart / sizeof *apart && !may; i++)
		may = demands_may_hold(l->vocabulary, l->scratch, apart[i], 2);
	return !may;
}

void lint_readings(const struct rules_lint *l, const struct rule *rule)
{
	for (size_t i = 0; i < rule->n_readings; i++) {
		const struct reading_of_rule *r = &rule->readings[i];
		if (r->kinds || (r->where && !same(l, r->where, rule->where)) ||
		    (r->obsolete_if && !same(l, r->obsolete_if, rule->obsolete_if)))
			continue;
		diag_add(l->diags, DIAG_IDLE_READING, rule->file, r->span,
			 "the reading \"%.*s\" says what the rule says", STR_ARG(r->id));
	}
}
