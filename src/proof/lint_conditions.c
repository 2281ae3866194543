/* Conditions that can never hold, branches that add nothing. */
#include "proof/lint_checks.h"
#include "proof/satisfy.h"
#include "rules/condition_equal.h"

struct walk {
	const struct rules_lint *l;
	const struct rule *rule;
	struct demand *given; /* what has to hold beside the node that is looked at */
	size_t n, cap;
};

static void push(struct walk *w, const struct condition *c, enum demanded what)
{
	struct demand *given = arena_grow(w->l->scratch, w->given, w->n, &w->cap, sizeof *given);
	if (!given)
		return;
	w->given = given;
	w->given[w->n++] = (struct demand){c, what};
}

/* Under a `not` a condition serves by being false. */
static enum demanded served(bool denied)
{
	return denied ? DEMAND_FALSE : DEMAND_TRUE;
}

static bool may_hold(struct walk *w, const struct condition *c, bool denied)
{
	size_t n = w->n;
	push(w, c, served(denied));
	bool may = w->n == n || demands_may_hold(w->l->vocabulary, w->l->scratch, w->given, w->n);
	w->n = n;
	return may;
}

static bool two_may_hold(struct walk *w, struct demand a, struct demand b)
{
	const struct demand both[] = {a, b};
	return demands_may_hold(w->l->vocabulary, w->l->scratch, both, 2);
}

/* All children have to serve, or one of them. */
static bool joins(const struct condition *c, bool denied)
{
	return c->op == (denied ? COND_ANY : COND_ALL);
}

static bool divides(const struct condition *c, bool denied)
{
	return c->op == (denied ? COND_ALL : COND_ANY);
}

/* --- never ------------------------------------------------------------------------------------------------------- */

static void say_never(struct walk *w, const struct condition *c, bool denied)
{
	const struct demand self = {c, served(denied)};
	struct diags *d = w->l->diags;
	if (!demands_may_hold(w->l->vocabulary, w->l->scratch, &self, 1)) {
		diag_add(d, DIAG_NEVER_HOLDS, w->rule->file, c->span,
			 denied ? "no value of a registry can deny this" : "no value of a registry can satisfy this");
		return;
	}
	diag_add(d, DIAG_NEVER_HOLDS, w->rule->file, c->span,
		 "this can never be so together with what else has to hold");
	for (size_t i = w->n; i-- > 0;)
		if (!two_may_hold(w, w->given[i], self)) {
			diag_hint(d, "it contradicts line %zu", w->given[i].condition->span.line);
			break;
		}
}

/* The node cannot serve: which part of it is it that cannot, beside what stands before it? */
static void blame(struct walk *w, const struct condition *c, bool denied)
{
	size_t n = w->n, i = 0;
	if (c->op == COND_NOT) {
		blame(w, c->children[0], !denied);
		return;
	}
	for (; joins(c, denied) && i < c->n && may_hold(w, c->children[i], denied); i++)
		push(w, c->children[i], served(denied));
	if (joins(c, denied) && i < c->n)
		blame(w, c->children[i], denied);
	else
		say_never(w, c, denied);
	w->n = n;
}

/* --- branches ---------------------------------------------------------------------------------------------------- */

/* What a person decides is manual where it is unknown: true of the same records, a flag is not the same. */
static bool swaps_person(const struct condition *a, const struct condition *b)
{
	return (condition_asks_person(a) || condition_asks_person(b)) && !condition_equal(a, b);
}

/* Whether `more` is true wherever `less` is, and `less` false wherever `more` is: then `less` changes nothing beside it. */
static bool covers(struct walk *w, const struct condition *more, const struct condition *less, bool denied)
{
	bool apart = two_may_hold(w, (struct demand){less, served(denied)},
				  (struct demand){more, denied ? DEMAND_NOT_FALSE : DEMAND_NOT_TRUE});
	bool doubt = two_may_hold(w, (struct demand){more, served(!denied)},
				  (struct demand){less, denied ? DEMAND_NOT_TRUE : DEMAND_NOT_FALSE});
	return !apart && !doubt;
}

static void branches_compare(struct walk *w, const struct condition *c, bool denied)
{
	enum { MOST = 64 }; /* no rule has as many; each is compared with each */
	for (size_t i = 0; i < c->n && c->n <= MOST; i++)
		for (size_t j = 0; j < c->n; j++) {
			const struct condition *less = c->children[i], *more = c->children[j];
			/* of two that say the same, the later one is told */
			if (i == j || swaps_person(less, more) || !covers(w, more, less, denied) || (i < j && covers(w, less, more, denied)))
				continue;
			diag_add(w->l->diags, DIAG_SUPERFLUOUS_BRANCH, w->rule->file, less->span,
				 "this branch adds nothing to that of line %zu", more->span.line);
			break;
		}
}

/* The node may serve; what of it cannot? */
static void branches_check(struct walk *w, const struct condition *c, bool denied)
{
	size_t n = w->n;
	if (divides(c, denied))
		branches_compare(w, c, denied);
	for (size_t i = 0; i < c->n; i++) {
		const struct condition *child = c->children[i];
		bool child_denied = denied != (c->op == COND_NOT);
		for (size_t j = 0; j < c->n && joins(c, denied); j++)
			if (j != i)
				push(w, c->children[j], served(denied));
		if (divides(c, denied) && !may_hold(w, child, denied))
			blame(w, child, denied);
		else
			branches_check(w, child, child_denied);
		w->n = n;
	}
}

/* --- a rule ------------------------------------------------------------------------------------------------------ */

/* What condemns is only asked of what the clause speaks of; what it speaks of may well be more than it condemns. */
static void pair_check(struct walk *w, const struct condition *where, const struct condition *obsolete_if,
		       bool new_where, bool new_obsolete_if)
{
	w->n = 0;
	if (!may_hold(w, where, false)) {
		if (new_where)
			blame(w, where, false);
		return;
	}
	if (new_where)
		branches_check(w, where, false);
	push(w, where, DEMAND_TRUE);
	if (may_hold(w, obsolete_if, false)) {
		if (new_obsolete_if)
			branches_check(w, obsolete_if, false);
		return;
	}
	w->n = new_obsolete_if ? 1 : 0;
	if (!new_obsolete_if)
		push(w, obsolete_if, DEMAND_TRUE);
	blame(w, new_obsolete_if ? obsolete_if : where, false);
}

void lint_conditions(const struct rules_lint *l, const struct rule *rule)
{
	struct walk w = {.l = l, .rule = rule};
	pair_check(&w, rule->where, rule->obsolete_if, true, true);
	for (size_t i = 0; i < rule->n_readings; i++) {
		const struct reading_of_rule *r = &rule->readings[i];
		if (r->where || r->obsolete_if)
			pair_check(&w, r->where ? r->where : rule->where,
				   r->obsolete_if ? r->obsolete_if : rule->obsolete_if, r->where, r->obsolete_if);
	}
	for (size_t i = 0; i < rule->n_exceptions; i++) {
		w.n = 0;
		if (may_hold(&w, rule->exceptions[i].when, false))
			branches_check(&w, rule->exceptions[i].when, false);
		else
			blame(&w, rule->exceptions[i].when, false);
	}
}
