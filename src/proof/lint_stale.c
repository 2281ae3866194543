/*
 * Dates that time, or another date, has overtaken. A pack of which every rule has ended is a past edition, kept for replays:
 * nothing of it is stale. What is over and what is not side by side is a mistake, as is a term that ran out with nobody
 * saying what holds since then.
 */
#include "proof/lint_checks.h"

static bool is_dated(const struct force_end *end)
{
	return end->set && !end->unknown;
}

static bool has_ended(const struct rule *rule, day as_of)
{
	return is_dated(&rule->to) && rule->to.date.last < as_of;
}

static bool goes_on(const struct pack *pack, day as_of)
{
	size_t i = 0;
	while (i < pack->n_rules && has_ended(&pack->rules[i], as_of))
		i++;
	return i < pack->n_rules;
}

/* A day as messages name it. */
static struct str day_text(struct arena *a, day d)
{
	int y, m, dd;
	date_to_ymd(d, &y, &m, &dd);
	return arena_printf(a, "%04d-%02d-%02d", y, m, dd);
}

static void deadline_check(const struct rules_lint *l, const struct rule *rule)
{
	if (rule->deadline != DEADLINE_DATE)
		return;
	struct str due = day_text(l->scratch, rule->deadline_day);
	if (is_dated(&rule->to) && rule->deadline_day > rule->to.date.last)
		diag_add(l->diags, DIAG_STALE, rule->file, rule->span,
			 "\"%.*s\" is due on %.*s, when the rule is no longer in force", STR_ARG(rule->id), STR_ARG(due));
	if (is_dated(&rule->from) && rule->deadline_day < rule->from.date.first)
		diag_add(l->diags, DIAG_STALE, rule->file, rule->span,
			 "\"%.*s\" was due on %.*s, before the rule is in force", STR_ARG(rule->id), STR_ARG(due));
}

/* A test that says so (in_force: no), or that the rule is not applicable, knows it. */
static void tests_check(const struct rules_lint *l, const struct rule *rule)
{
	for (size_t i = 0; i < rule->n_tests; i++) {
		const struct rule_test *t = &rule->tests[i];
		bool before = is_dated(&rule->from) && t->as_of < rule->from.date.first;
		bool behind = is_dated(&rule->to) && t->as_of > rule->to.date.last;
		if (!t->has_as_of || t->has_in_force || t->expect == RULE_NOT_APPLICABLE || !(before || behind))
			continue;
		diag_add(l->diags, DIAG_STALE, rule->file, t->span,
			 "a test as of %.*s, when the rule is not in force: \"in_force\" was expected",
			 STR_ARG(day_text(l->scratch, t->as_of)));
	}
}

void lint_stale(const struct rules_lint *l, const struct rule *rule)
{
	if (has_ended(rule, l->as_of) && goes_on(rule->pack, l->as_of))
		diag_add(l->diags, DIAG_STALE, rule->file, rule->span,
			 "\"%.*s\" ended on %.*s, while others of its pack go on", STR_ARG(rule->id),
			 STR_ARG(day_text(l->scratch, rule->to.date.last)));
	deadline_check(l, rule);
	tests_check(l, rule);
}

void lint_terms(const struct rules_lint *l)
{
	for (size_t i = 0; i < l->rules->n_packs; i++) {
		const struct pack *p = l->rules->packs[i];
		size_t open = 0;
		for (size_t j = 0; j < p->n_rules; j++)
			open += p->rules[j].to.unknown;
		if (p->has_horizon && p->horizon < l->as_of && open && !p->after_horizon.zh.p)
			diag_add(l->diags, DIAG_STALE, p->file, p->horizon_span,
				 "the term of the pack ran out on %.*s, and %zu rules do not say when they end: "
				 "\"after_horizon\" was expected",
				 STR_ARG(day_text(l->scratch, p->horizon)), open);
	}
}
