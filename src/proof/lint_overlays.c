/*
 * What an overlay changes, against what it says that it does. A rule is tighter where it condemns all that it condemned
 * before, on every day and no later, and more, or some of it earlier; looser where it is the other way round. What is
 * tighter in one way and looser in another is neither: that are two changes, of which one is a rule of its own.
 */
#include "proof/bench.h"
#include "proof/lint_checks.h"
#include "proof/pairs.h"
#include "proof/within.h"
#include "rules/condition_equal.h"
#include "rules/overlay.h"

/* --- the way ----------------------------------------------------------------------------------------------------- */

enum aspect { WHAT, WHEN, DEADLINE, ASPECTS };

struct way {
	bool tighter[ASPECTS], looser[ASPECTS];
};

static struct way way_of(const struct rules_lint *l, const struct rule *before, const struct rule *after)
{
	const struct vocabulary *v = l->vocabulary;
	return (struct way){
		.tighter = {[WHAT] = !condemned_within(v, l->scratch, after, before),
			    [WHEN] = !time_within(after, before),
			    [DEADLINE] = deadline_earlier(after, before)},
		.looser = {[WHAT] = !condemned_within(v, l->scratch, before, after),
			   [WHEN] = !time_within(before, after),
			   [DEADLINE] = deadline_earlier(before, after)},
	};
}

static bool any(const bool *aspects)
{
	return aspects[WHAT] || aspects[WHEN] || aspects[DEADLINE];
}

static void say_not_tighter(const struct rules_lint *l, const struct amendment *m, const bool *looser)
{
	struct diags *d = l->diags;
	struct str id = m->before->id;
	if (looser[WHAT])
		diag_add(d, DIAG_NOT_TIGHTER, NULL, m->span,
			 "it is not certain that \"%.*s\" condemns all that it condemned before", STR_ARG(id));
	if (looser[WHEN])
		diag_add(d, DIAG_NOT_TIGHTER, NULL, m->span,
			 "\"%.*s\" is not in force on every day on which it was before", STR_ARG(id));
	if (looser[DEADLINE])
		diag_add(d, DIAG_NOT_TIGHTER, NULL, m->span, "the deadline of \"%.*s\" is later than before", STR_ARG(id));
}

static void say_not_looser(const struct rules_lint *l, const struct amendment *m, const bool *tighter)
{
	struct diags *d = l->diags;
	struct str id = m->before->id;
	if (tighter[WHAT])
		diag_add(d, DIAG_NOT_LOOSER, NULL, m->span,
			 "it is not certain that \"%.*s\" condemned before all that it condemns now", STR_ARG(id));
	if (tighter[WHEN])
		diag_add(d, DIAG_NOT_LOOSER, NULL, m->span,
			 "\"%.*s\" is in force on days on which it was not before", STR_ARG(id));
	if (tighter[DEADLINE])
		diag_add(d, DIAG_NOT_LOOSER, NULL, m->span, "the deadline of \"%.*s\" is earlier than before", STR_ARG(id));
}

/* False where something was said. */
static bool way_check(const struct rules_lint *l, const struct amendment *m)
{
	const struct way way = way_of(l, m->before, m->after);
	bool tighten = m->sort == AMEND_TIGHTEN;
	const bool *wrong = tighten ? way.looser : way.tighter, *right = tighten ? way.tighter : way.looser;
	if (any(wrong) && tighten)
		say_not_tighter(l, m, wrong);
	else if (any(wrong))
		say_not_looser(l, m, wrong);
	else if (!any(right))
		diag_add(l->diags, DIAG_IDLE_CHANGE, NULL, m->span,
			 "\"%.*s\" condemns what it condemned before, no more, no less, no earlier and no later",
			 STR_ARG(m->before->id));
	return !any(wrong) && any(right);
}

/* --- keys that say nothing new ----------------------------------------------------------------------------------- */

static void same_condition(const struct rules_lint *l, const struct condition *before, const struct condition *after,
			   const char *key)
{
	if (before != after && condition_equal(before, after))
		diag_add(l->diags, DIAG_IDLE_CHANGE, NULL, after->span, "\"%s\" says what the rule said before", key);
}

/* Where the overlay wrote it, its place knows its file. */
static void keys_check(const struct rules_lint *l, const struct amendment *m)
{
	const struct rule *before = m->before, *after = m->after;
	const struct source_file *own = m->overlay->head.file;
	same_condition(l, before->where, after->where, "where");
	same_condition(l, before->obsolete_if, after->obsolete_if, "obsolete_if");
	if (after->kinds_span.file == own && before->kinds != after->kinds && same_kinds(before, after))
		diag_add(l->diags, DIAG_IDLE_CHANGE, NULL, after->kinds_span, "\"%s\" says what the rule said before",
			 "kinds");
	if (after->deadline_span.file == own && before->deadline_span.file != own && before->deadline == after->deadline &&
	    before->deadline_day == after->deadline_day)
		diag_add(l->diags, DIAG_IDLE_CHANGE, NULL, after->deadline_span, "\"%s\" says what the rule said before",
			 "deadline");
}

/* --- tests ------------------------------------------------------------------------------------------------------- */

static bool judge(struct bench *b, struct finding *out, const struct rule *rule, const struct rule_test *t)
{
	return bench_judge(b, out, NULL, rule, t->record, t->n_record, t->as_of);
}

/* Does one of the overlay's tests turn out otherwise than it would have before? False also when memory is exhausted. */
static bool tests_show(const struct rules_lint *l, const struct amendment *m)
{
	struct rule pair[] = {*m->before, *m->after};
	const struct rule *both[] = {&pair[0], &pair[1]};
	struct ruleset set = *l->rules;
	struct bench b;
	bool shown = false, good = true;
	pair[0].index = 0;
	pair[1].index = 1;
	set.rules = both;
	set.n_rules = 2;
	set.n_overlays = 0;
	bench_init(&b, l->vocabulary, &set, l->diags);
	for (size_t i = 0; good && !shown && i < m->n_tests; i++) {
		struct finding before, after;
		good = judge(&b, &before, &pair[0], &pair[1].tests[i]) && judge(&b, &after, &pair[1], &pair[1].tests[i]);
		shown = good && (before.verdict != after.verdict || before.in_force != after.in_force ||
				 before.deadline != after.deadline);
	}
	bench_release(&b);
	l->scratch->failed |= !good;
	return shown;
}

void lint_overlay(const struct rules_lint *l, const struct overlay *o)
{
	for (size_t i = 0; i < o->n_amendments; i++) {
		const struct amendment *m = o->amendments[i];
		if (m->sort != AMEND_TIGHTEN && m->sort != AMEND_LOOSEN)
			continue;
		keys_check(l, m);
		if (way_check(l, m) && !tests_show(l, m))
			diag_add(l->diags, DIAG_MISSING_TEST, NULL, m->span,
				 "no test of the overlay shows what it changes of \"%.*s\"", STR_ARG(m->before->id));
	}
}
