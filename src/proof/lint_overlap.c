/*
 * Two rules that condemn the same machine. That alone is no mistake: a machine may be too old and too wasteful. It is one
 * where both do so on the same facts, so that a record which says nothing else is found twice; and where all that one rule
 * condemns another condemns as well, and no later. A narrower rule with an earlier deadline is a stage, and none.
 */
#include "proof/cells.h"
#include "proof/lint_checks.h"
#include "proof/pairs.h"
#include "proof/within.h"
#include "rules/condition_equal.h"

static bool is_within(const struct rules_lint *l, const struct rule *a, const struct rule *b)
{
	return condemned_within(l->vocabulary, l->scratch, a, b);
}

/* What a person decides is manual where it is unknown: a flag in its place is another rule. */
static bool asks_person(const struct rule *rule)
{
	return condition_asks_person(rule->where) || condition_asks_person(rule->obsolete_if);
}

/* --- the same facts ----------------------------------------------------------------------------------------------- */

static void ask_rule(struct problem *p, const struct rule *rule)
{
	problem_add(p, rule->where);
	problem_add(p, rule->obsolete_if);
	for (size_t i = 0; i < rule->n_exceptions; i++)
		problem_add(p, rule->exceptions[i].when);
}

/* What only one of the rules asks says nothing. */
static void silence_own(struct problem *p, const struct rule *rule)
{
	struct problem its = {.vocabulary = p->vocabulary, .arena = p->arena};
	ask_rule(&its, rule);
	for (size_t i = 0; i < p->n_variables; i++)
		if (!p->variables[i].leaf->as_of && !problem_variable(&its, p->variables[i].leaf->field))
			p->variables[i].silent = true;
}

/* A machine of the kind that both condemn, by what both ask; its record is written to `out`. */
static bool meet_as(const struct rules_lint *l, struct buf *out, const struct rule *a, const struct rule *b,
		    const struct kind *kind)
{
	struct arena own;
	arena_init(&own);
	struct problem p = {.vocabulary = l->vocabulary, .arena = &own, .shown = true, .kind = kind};
	struct demands one = hit_of(&own, a), other = hit_of(&own, b);
	struct demand *both = ARENA_ARRAY(&own, one.n + other.n, struct demand);
	bool met = false;
	if (both) {
		memcpy(both, one.items, one.n * sizeof *both);
		memcpy(both + one.n, other.items, other.n * sizeof *both);
		ask_rule(&p, a);
		ask_rule(&p, b);
		silence_own(&p, a);
		silence_own(&p, b);
		met = demands_show(&p, both, one.n + other.n);
	}
	if (met) {
		buf_printf(out, "kind: %.*s", STR_ARG(kind ? kind->id : STR("any")));
		size_t before = out->n;
		buf_adds(out, ", ");
		problem_write_record(out, &p);
		if (out->n == before + 2)
			out->n = before;
	}
	l->scratch->failed |= own.failed;
	arena_release(&own);
	return met;
}

static bool meet(const struct rules_lint *l, struct buf *out, const struct rule *a, const struct rule *b)
{
	const struct kind *kind;
	size_t at = 0;
	while (kind_shared(&kind, &at, a, b))
		if (meet_as(l, out, a, b, kind))
			return true;
	return false;
}

/* --- pairs -------------------------------------------------------------------------------------------------------- */

static bool is_duplicate(const struct rule *a, const struct rule *b)
{
	return a->pack == b->pack && same_kinds(a, b) && condition_equal(a->where, b->where) &&
	       condition_equal(a->obsolete_if, b->obsolete_if);
}

static void say_superfluous(const struct rules_lint *l, const struct rule *less, const struct rule *more)
{
	diag_add(l->diags, DIAG_SUPERFLUOUS_RULE, less->file, less->span,
		 "every machine that \"%.*s\" condemns is condemned by \"%.*s\" too, and no later", STR_ARG(less->id),
		 STR_ARG(more->id));
}

static void say_overlap(const struct rules_lint *l, const struct rule *rule, const struct rule *before, struct str record)
{
	diag_add(l->diags, DIAG_OVERLAP, rule->file, rule->span,
		 "\"%.*s\" and \"%.*s\" both condemn one machine on the same facts", STR_ARG(before->id),
		 STR_ARG(rule->id));
	diag_hint(l->diags, "such a record: {%.*s}", STR_ARG(record));
}

/* Does `less`, which lies within `more`, say nothing of its own: no earlier deadline, no day without the other? */
static bool is_superfluous(const struct rule *less, const struct rule *more)
{
	return time_within(less, more) && !deadline_earlier(less, more) && asks_person(less) == asks_person(more);
}

static bool is_stage(const struct rule *less, const struct rule *more)
{
	return deadline_earlier(less, more) || asks_person(less) != asks_person(more);
}

static bool compared(const struct rule *a, const struct rule *b)
{
	const struct kind *kind;
	size_t at = 0;
	return a != b && !a->unresolved && !b->unresolved && same_authority(a, b) && same_time(a, b) &&
	       kind_shared(&kind, &at, a, b) && !is_duplicate(a, b);
}

/* Of two that condemn the same machines at the same time the later one is superfluous. */
static bool makes_superfluous(const struct rules_lint *l, const struct rule *more, const struct rule *less)
{
	if (!compared(less, more) || !is_superfluous(less, more) || !is_within(l, less, more))
		return false;
	return more->index < less->index || !is_superfluous(more, less) || !is_within(l, more, less);
}

static const struct rule *superfluous_beside(const struct rules_lint *l, const struct rule *rule)
{
	size_t i = 0;
	while (i < l->rules->n_rules && !makes_superfluous(l, l->rules->rules[i], rule))
		i++;
	return i < l->rules->n_rules ? l->rules->rules[i] : NULL;
}

static void pair_check(const struct rules_lint *l, const struct rule *rule, const struct rule *before)
{
	struct buf record;
	if (makes_superfluous(l, rule, before))
		return;
	if ((is_stage(rule, before) && is_within(l, rule, before)) || (is_stage(before, rule) && is_within(l, before, rule)))
		return;
	buf_init(&record);
	if (meet(l, &record, rule, before))
		say_overlap(l, rule, before, buf_str(&record));
	l->scratch->failed |= record.failed;
	buf_release(&record);
}

/* More of a rule that is superfluous is not asked. */
void lint_overlap(const struct rules_lint *l, const struct rule *rule)
{
	const struct rule *more = superfluous_beside(l, rule);
	if (more)
		say_superfluous(l, rule, more);
	for (size_t i = 0; i < rule->index && !more; i++)
		if (compared(rule, l->rules->rules[i]))
			pair_check(l, rule, l->rules->rules[i]);
}
