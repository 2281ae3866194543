#include "proof/mutants.h"

#include "proof/bench.h"
#include "proof/compare_test.h"
#include "proof/grid.h"

struct hunt {
	const struct vocabulary *vocabulary;
	const struct ruleset *rules;
	struct diags *diags;
	struct arena arena; /* of one rule */
	struct arena tried; /* of one judgement */
	struct mutants mutants;
	struct court court;
	const struct rule_test **tests; /* those that hold of the rule, with their records read */
	struct item *items;
	size_t n_tests;
	struct rule_mutants counts;
};

/* --- tests ------------------------------------------------------------------------------------------------------- */

enum test_answer { TEST_HOLDS, TEST_FAILS, TEST_ERROR };

static enum test_answer ask(struct hunt *h, size_t rule, const struct rule_test *t, const struct item *item)
{
	struct finding found;
	struct diags differences;
	arena_clear(&h->tried);
	if (!court_judge(&found, &h->tried, &h->court, rule, item, t->as_of))
		return TEST_ERROR;
	diags_init(&differences, NULL, NULL);
	test_compare(&h->tried, h->court.set.rules[rule], t, &found, &differences);
	bool failed = differences.failed || h->tried.failed, holds = !differences.errors;
	diags_release(&differences);
	return failed ? TEST_ERROR : holds ? TEST_HOLDS : TEST_FAILS;
}

static bool read_tests(struct hunt *h, const struct rule *rule)
{
	h->tests = ARENA_ARRAY(&h->arena, rule->n_tests, const struct rule_test *);
	h->items = ARENA_ARRAY(&h->arena, rule->n_tests, struct item);
	h->n_tests = 0;
	for (size_t i = 0; i < rule->n_tests; i++) {
		const struct rule_test *t = &rule->tests[i];
		if (!h->tests || !h->items ||
		    !record_item(&h->items[h->n_tests], &h->arena, h->vocabulary, rule, t->record, t->n_record))
			return false;
		enum test_answer answer = ask(h, 0, t, &h->items[h->n_tests]);
		if (answer == TEST_ERROR)
			return false;
		if (answer == TEST_HOLDS)
			h->tests[h->n_tests++] = t;
	}
	return true;
}

/* --- a mutant ---------------------------------------------------------------------------------------------------- */

static void say_survivor(struct hunt *h, const struct mutant *m, enum diag_id id)
{
	const struct rule *rule = h->mutants.rule;
	if (m->to.p)
		diag_add(h->diags, id, rule->file, m->at, "no test of \"%.*s\" fails where \"%.*s\" becomes \"%.*s\"",
			 STR_ARG(rule->id), STR_ARG(m->from), STR_ARG(m->to));
	else
		diag_add(h->diags, id, rule->file, m->at, "no test of \"%.*s\" fails where \"%.*s\" is left out",
			 STR_ARG(rule->id), STR_ARG(m->from));
}

static bool try_grid(struct hunt *h, size_t i)
{
	const struct mutant *m = &h->mutants.items[i];
	struct str test = STR_NONE, other = STR_NONE;
	switch (grid_tell(&h->court, i + 1, m->sort, &h->arena, &test, &other)) {
	case GRID_SAME:
		h->counts.equivalent++;
		return true;
	case GRID_DIFFERS:
		h->counts.surviving++;
		say_survivor(h, m, DIAG_MUTANT_SURVIVES);
		diag_hint(h->diags, "this test is missing: %.*s; with the change it would be %.*s", STR_ARG(test),
			  STR_ARG(other));
		return true;
	case GRID_CUT:
		h->counts.undecided++;
		say_survivor(h, m, DIAG_MUTANT_UNDECIDED);
		diag_hint(h->diags, "of the records that were tried none tells them apart, and not all could be tried");
		return true;
	case GRID_FAILED:
		break;
	}
	return false;
}

static bool try_mutant(struct hunt *h, size_t i)
{
	for (size_t t = 0; t < h->n_tests; t++) {
		enum test_answer answer = ask(h, i + 1, h->tests[t], &h->items[t]);
		if (answer == TEST_ERROR)
			return false;
		if (answer == TEST_FAILS) {
			h->counts.killed++;
			return true;
		}
	}
	return try_grid(h, i);
}

static bool hunt_rule(struct hunt *h, const struct rule *rule)
{
	arena_clear(&h->arena);
	h->counts = (struct rule_mutants){.rule = rule};
	h->mutants = (struct mutants){.arena = &h->arena, .vocabulary = h->vocabulary, .rule = rule};
	mutants_make(&h->mutants);
	h->counts.n = h->mutants.n;
	h->counts.untold = h->mutants.untold;
	bool good = court_init(&h->court, &h->mutants, h->rules, h->diags) && !h->arena.failed && read_tests(h, rule);
	for (size_t i = 0; good && i < h->mutants.n; i++)
		good = try_mutant(h, i);
	court_release(&h->court);
	return good && !h->arena.failed;
}

bool mutants_run(const struct vocabulary *v, const struct ruleset *rules, struct diags *diags, rule_mutants_fn *each,
		 void *ctx)
{
	struct hunt h = {.vocabulary = v, .rules = rules, .diags = diags};
	bool good = true;
	arena_init(&h.arena);
	arena_init(&h.tried);
	for (size_t i = 0; good && i < rules->n_rules; i++) {
		good = hunt_rule(&h, rules->rules[i]);
		if (good)
			each(ctx, &h.counts);
	}
	arena_release(&h.tried);
	arena_release(&h.arena);
	return good && !diags->failed;
}
