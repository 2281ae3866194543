/*
 * The pack that ships is proved clean; and the oracle that proves it is held against completions: where it settles a record
 * with something unknown, whatever the unknown turns out to be may make nothing obsolete, nor let anything off.
 */
#include "unit.h"

#include "proof/boundaries.h"
#include "proof/coverage.h"
#include "proof/samples.h"
#include "rules/fixture.h"

/* --- the pack --------------------------------------------------------------------------------------------------- */

struct tally {
	size_t rules, run, failed, silent;
};

static void count_records(void *ctx, const struct rule_boundaries *r)
{
	struct tally *t = ctx;
	t->rules++;
	t->run += r->run;
	t->failed += r->failed;
	t->silent += !r->run && !r->rule->unresolved;
}

static void every_rule_is_proved(void **state)
{
	struct fixture f;
	struct tally t = {0};
	(void)state;
	fixture_init(&f, NULL);
	const struct ruleset *s = fixture_load(&f, "sd-2013");
	assert_non_null(s);
	assert_true(boundaries_run(f.vocabulary, s, &f.diags, count_records, &t));
	if (f.diags.n)
		fail_msg("%s", fixture_drawn(&f, &f.diags).p);
	assert_int_equal(t.rules, s->n_rules);
	assert_int_equal(t.failed, 0);
	assert_int_equal(t.silent, 0);
	assert_true(t.run > 100 * s->n_rules);
	fixture_release(&f);
}

static void count_outcomes(void *ctx, const struct rule_coverage *r)
{
	struct tally *t = ctx;
	t->rules++;
	t->run += r->seen;
	t->failed += r->wanted - r->seen;
}

static void every_outcome_is_tested(void **state)
{
	struct fixture f;
	struct tally t = {0};
	(void)state;
	fixture_init(&f, NULL);
	const struct ruleset *s = fixture_load(&f, "sd-2013");
	assert_non_null(s);
	assert_true(coverage_run(f.vocabulary, s, &f.diags, count_outcomes, &t));
	if (f.diags.n)
		fail_msg("%s", fixture_drawn(&f, &f.diags).p);
	assert_int_equal(t.rules, s->n_rules);
	assert_int_equal(t.failed, 0);
	assert_true(t.run > 3 * s->n_rules);
	fixture_release(&f);
}

/* --- completions ------------------------------------------------------------------------------------------------ */

enum { FIELDS = 16, ROUNDS = 400 };

/* A rule's fields, each with the cells that its leaves ask about. */
struct asked {
	struct samples samples[FIELDS];
	const struct field *fields[FIELDS];
	bool settles[FIELDS]; /* asked in where or obsolete_if, and in no exception or `known` */
	size_t n;
	struct samples fresh;
	bool exception;
};

static bool ask(void *ctx, const struct condition *leaf)
{
	struct asked *a = ctx;
	size_t i = 0;
	if (!leaf->field || !oracle_knows(leaf))
		return true;
	while (i < a->n && a->fields[i] != leaf->field)
		i++;
	if (i == a->n) {
		assert_true(a->n < FIELDS);
		a->samples[a->n] = a->fresh;
		a->fields[a->n] = leaf->field;
		a->settles[a->n++] = true;
	}
	a->settles[i] &= !a->exception && leaf->op != COND_KNOWN;
	samples_of_leaf(&a->samples[i], leaf);
	return true;
}

static struct asked asked_by(struct arena *a, const struct vocabulary *v, const struct rule *rule)
{
	struct asked asked = {.fresh = {.arena = a, .vocabulary = v, .rule = rule, .kind = rule->n_kinds ? rule->kinds[0] : NULL}};
	condition_each_leaf(rule->where, ask, &asked);
	condition_each_leaf(rule->obsolete_if, ask, &asked);
	asked.exception = true;
	for (size_t i = 0; i < rule->n_exceptions; i++)
		condition_each_leaf(rule->exceptions[i].when, ask, &asked);
	return asked;
}

static bool is_settled(enum rule_verdict v)
{
	return v != RULE_UNDETERMINED && v != RULE_MANUAL;
}

static bool lies_within(struct arena *a, const struct saying_cell *inner, const struct saying_cell *outer)
{
	return outer->says == SAYS_UNKNOWN ||
	       (outer->says == SAYS_NUMBER && inner->says == SAYS_NUMBER && inner->unit == outer->unit &&
		longhand_cmp(a, inner->lo, outer->lo) >= 0 && longhand_cmp(a, inner->hi, outer->hi) <= 0) ||
	       (outer->says == SAYS_DAYS && inner->says == SAYS_DAYS && inner->first >= outer->first &&
		inner->last <= outer->last);
}

/* Of semantics.md, "Truth": an obsolete item stays obsolete, another never becomes so. How many completions were tried. */
static size_t complete(const struct oracle *o, const struct rule *rule, const struct asked *asked, struct saying_record *r,
		       struct saying_cell *cells)
{
	enum rule_verdict settled = oracle_verdict(o, rule, NULL, r, NULL);
	size_t tried = 0;
	if (!is_settled(settled))
		return 0;
	for (size_t i = 0; i < asked->n; i++) {
		const struct saying_cell was = cells[i];
		for (size_t k = 0; asked->settles[i] && k < asked->samples[i].n; k++) {
			const struct saying_cell *now = &asked->samples[i].items[k].cell;
			if (now->says == SAYS_NOTHING || asked->samples[i].items[k].unfit || !lies_within(o->arena, now, &was))
				continue;
			cells[i] = *now;
			enum rule_verdict v = oracle_verdict(o, rule, NULL, r, NULL);
			if ((v == RULE_OBSOLETE) != (settled == RULE_OBSOLETE))
				fail_msg("%.*s: \"%.*s\" is %s, completed by \"%.*s\" it is %s", STR_ARG(rule->id),
					 STR_ARG(was.text), rule_verdict_name(settled), STR_ARG(now->text), rule_verdict_name(v));
			tried++;
		}
		cells[i] = was;
	}
	return tried;
}

static void what_is_settled_stays(void **state)
{
	struct fixture f;
	struct arena a, each;
	uint64_t dice = 1;
	size_t tried = 0;
	(void)state;
	fixture_init(&f, NULL);
	arena_init(&a);
	arena_init(&each);
	const struct ruleset *s = fixture_load(&f, "sd-2013");
	assert_non_null(s);
	for (size_t n = 0; n < s->n_rules; n++) {
		const struct rule *rule = s->rules[n];
		struct asked asked = asked_by(&a, f.vocabulary, rule);
		for (int round = 0; round < ROUNDS && asked.n; round++) {
			struct saying_cell cells[FIELDS];
			struct saying_record r = {asked.fresh.kind, cells, asked.n, 16435};
			struct oracle o = {.vocabulary = f.vocabulary, .arena = &each};
			for (size_t i = 0; i < asked.n; i++) {
				dice = dice * 6364136223846793005u + 1442695040888963407u;
				const struct sample *one = &asked.samples[i].items[(dice >> 33) % asked.samples[i].n];
				cells[i] = one->cell;
				if (one->unfit)
					cells[i].says = SAYS_UNKNOWN;
			}
			tried += complete(&o, rule, &asked, &r, cells);
			arena_clear(&each);
		}
		arena_clear(&a);
	}
	assert_true(tried > 10000);
	arena_release(&each);
	arena_release(&a);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_rule_is_proved),
		cmocka_unit_test(every_outcome_is_tested),
		cmocka_unit_test(what_is_settled_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
