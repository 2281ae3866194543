/*
 * The lint of rules against the judge: what it says of small random rules holds of every record of a grid. A branch that is
 * told to add nothing is taken out, and no verdict changes; one that can never hold is made false, and the same records are
 * obsolete; so with exceptions and readings.
 */
#include "unit.h"

#include "proof/small_grid.h"
#include "proof/lint.h"

enum { NODES = 64, RECORDS = 4096 };

struct round {
	struct world world;
	struct dice dice;
	int fields[2];
	bool dated;
	struct condition *nodes[NODES]; /* by the line of their span, from 1 */
	size_t n_nodes;
};

struct verdicts {
	struct arena arena;
	unsigned char of[RECORDS];
	unsigned char reading[RECORDS];
	size_t n;
};

static void judge_record(struct world *w, void *ctx)
{
	struct verdicts *v = ctx;
	struct finding f;
	arena_clear(&v->arena);
	assert_true(v->n < RECORDS);
	assert_true(judge_rule(&f, &v->arena, w->program, &w->rules[0], &w->item));
	v->reading[v->n] = f.n_readings > 0;
	v->of[v->n++] = (unsigned char)f.verdict;
}

static void judge_all(struct round *r, struct verdicts *out)
{
	*out = (struct verdicts){.n = 0};
	arena_init(&out->arena);
	each_record(&r->world, r->fields, r->dated, judge_record, out);
	arena_release(&out->arena);
}

/* --- rules ------------------------------------------------------------------------------------------------------ */

/* Conditions are shared by none: each gets a line of its own. */
static void number_nodes(struct round *r, const struct condition *c)
{
	assert_true(r->n_nodes < NODES);
	r->nodes[r->n_nodes++] = (struct condition *)c;
	r->nodes[r->n_nodes - 1]->span.line = r->n_nodes;
	for (size_t i = 0; i < c->n; i++)
		number_nodes(r, c->children[i]);
}

static const struct condition *some(struct round *r, unsigned depth)
{
	return condition_on(&r->world, &r->dice, r->fields, depth);
}

static void make_rule(struct round *r)
{
	struct world *w = &r->world;
	struct rule *rule = add_rule(w, -1, chance(&r->dice, 2) ? always(w) : some(r, 1), some(r, 3));
	number_nodes(r, rule->where);
	number_nodes(r, rule->obsolete_if);
	if (chance(&r->dice, 2))
		number_nodes(r, add_exception(w, rule, EFFECT_EXEMPT, some(r, 1))->when);
	if (rule->n_exceptions && chance(&r->dice, 2))
		number_nodes(r, add_exception(w, rule, EFFECT_EXEMPT, some(r, 1))->when);
	if (chance(&r->dice, 3)) {
		struct reading_of_rule *reading = must(ARENA_NEW(&w->arena, struct reading_of_rule));
		*reading = (struct reading_of_rule){.id = STR("reading"), .obsolete_if = some(r, 1)};
		rule->readings = reading;
		rule->n_readings = 1;
		number_nodes(r, reading->obsolete_if);
	}
}

static void open_round(struct round *r, uint64_t seed)
{
	*r = (struct round){.dice = {seed * 0x9e3779b97f4a7c15ull + 1}};
	world_open(&r->world);
	for (int i = 0; i < 8; i++)
		roll(&r->dice, 2);
	r->fields[0] = asked[roll(&r->dice, ASKED)];
	r->fields[1] = asked[roll(&r->dice, ASKED)];
	r->dated = r->fields[0] == F_MADE || r->fields[1] == F_MADE;
	if (chance(&r->dice, 3))
		presume_use(&r->world, chance(&r->dice, 2) ? K_ARC : K_INDUCTION, (int)roll(&r->dice, U_COUNT));
	make_rule(r);
}

/* --- what was said, done ---------------------------------------------------------------------------------------- */

static bool denied_at(const struct condition *c, const struct condition *node, bool denied, bool *found)
{
	if (c == node) {
		*found = true;
		return denied;
	}
	for (size_t i = 0; i < c->n && !*found; i++) {
		bool at = denied_at(c->children[i], node, denied != (c->op == COND_NOT), found);
		if (*found)
			return at;
	}
	return denied;
}

/* Is the node read under a `not`, or three, in the tree that it stands in? */
static bool is_denied(const struct rule *rule, const struct condition *node)
{
	const struct condition *trees[] = {rule->where, rule->obsolete_if, NULL, NULL, NULL};
	bool found = false, denied = false;
	for (size_t i = 0; i < rule->n_exceptions; i++)
		trees[2 + i] = rule->exceptions[i].when;
	if (rule->n_readings)
		trees[4] = rule->readings[0].obsolete_if;
	for (size_t i = 0; i < sizeof trees / sizeof *trees && !found; i++)
		if (trees[i])
			denied = denied_at(trees[i], node, false, &found);
	assert_true(found);
	return denied;
}

/* A condition that is always true, or never: the node becomes it. */
static void make_constant(struct round *r, struct condition *node, bool truth)
{
	const struct condition *c = always(&r->world);
	*node = truth ? *c : *NOT(&r->world, c);
}

static void take_out(struct round *r, const struct condition *child)
{
	for (size_t i = 0; i < r->n_nodes; i++) {
		struct condition *parent = r->nodes[i];
		for (size_t k = 0; k < parent->n; k++) {
			if (parent->children[k] != child)
				continue;
			const struct condition **children = (const struct condition **)(void *)parent->children;
			children[k] = children[--parent->n];
			return;
		}
	}
	fail();
}

static void same_verdicts(uint64_t seed, const struct diag *d, const struct verdicts *a, const struct verdicts *b)
{
	for (size_t i = 0; i < a->n; i++)
		if (a->of[i] != b->of[i])
			fail_msg("seed %ju: %.*s (node %zu): record %zu becomes %s from %s", (uintmax_t)seed, STR_ARG(d->text),
				 d->span.line, i, rule_verdict_name(b->of[i]), rule_verdict_name(a->of[i]));
}

static void same_obsolete(uint64_t seed, const struct diag *d, const struct verdicts *a, const struct verdicts *b)
{
	for (size_t i = 0; i < a->n; i++)
		if ((a->of[i] == RULE_OBSOLETE) != (b->of[i] == RULE_OBSOLETE))
			fail_msg("seed %ju: %.*s (node %zu): record %zu becomes %s from %s", (uintmax_t)seed, STR_ARG(d->text),
				 d->span.line, i, rule_verdict_name(b->of[i]), rule_verdict_name(a->of[i]));
}

static void none_is(uint64_t seed, const struct diag *d, const struct verdicts *a, enum rule_verdict verdict)
{
	for (size_t i = 0; i < a->n; i++)
		if (a->of[i] == verdict)
			fail_msg("seed %ju: %.*s, and record %zu is %s", (uintmax_t)seed, STR_ARG(d->text), i,
				 rule_verdict_name(verdict));
}

static void no_reading_differs(uint64_t seed, const struct diag *d, const struct verdicts *a)
{
	for (size_t i = 0; i < a->n; i++)
		if (a->reading[i])
			fail_msg("seed %ju: %.*s, and of record %zu it differs", (uintmax_t)seed, STR_ARG(d->text), i);
}

static void prove(uint64_t seed, struct round *r, const struct diag *d)
{
	static struct verdicts before, after;
	struct rule *rule = &r->world.rules[0];
	struct condition *node = d->span.line ? r->nodes[d->span.line - 1] : NULL;
	judge_all(r, &before);
	switch ((int)d->id) {
	case DIAG_SUPERFLUOUS_BRANCH:
		take_out(r, node);
		judge_all(r, &after);
		same_verdicts(seed, d, &before, &after);
		break;
	case DIAG_NEVER_HOLDS:
		make_constant(r, node, is_denied(rule, node));
		judge_all(r, &after);
		same_obsolete(seed, d, &before, &after);
		break;
	case DIAG_IDLE_EXCEPTION:
		rule->exceptions[0] = rule->exceptions[str_has(d->text, STR("x0")) ? rule->n_exceptions - 1 : 0];
		rule->n_exceptions--;
		judge_all(r, &after);
		same_obsolete(seed, d, &before, &after);
		break;
	case DIAG_ALWAYS_EXCEPTED:
		none_is(seed, d, &before, RULE_OBSOLETE);
		break;
	case DIAG_IDLE_READING:
		no_reading_differs(seed, d, &before);
		break;
	case DIAG_NEVER_CLEAR:
		none_is(seed, d, &before, RULE_CLEAR);
		break;
	case DIAG_UNDECIDED:
		none_is(seed, d, &before, RULE_CLEAR);
		none_is(seed, d, &before, RULE_OBSOLETE);
		break;
	case DIAG_GAP:
		break; /* how rules divide a field: test_gaps.c */
	default:
		fail_msg("seed %ju: %.*s", (uintmax_t)seed, STR_ARG(d->text));
	}
}

/* Each is proven of the rule as it was: what one of them takes away, another one may lean on. */
static void one_round(uint64_t seed, size_t *told)
{
	struct round *r = malloc(sizeof *r);
	assert_non_null(r);
	for (size_t i = 0, n = 1; i < n; i++) {
		struct arena scratch;
		open_round(r, seed);
		arena_init(&scratch);
		bool clean = rules_lint(&r->world.set, &r->world.v, day_of(2013, 6, 30), &scratch, &r->world.diags);
		n = r->world.diags.n;
		assert_true(clean == (n == 0) && !scratch.failed);
		if (i < n) {
			told[r->world.diags.items[i].id]++;
			prove(seed, r, &r->world.diags.items[i]);
		}
		arena_release(&scratch);
		world_close(&r->world);
	}
	free(r);
}

static void what_is_told_of_a_rule_is_so(void **state)
{
	enum { ROUNDS = 1000 };
	static const enum diag_id ids[] = {DIAG_NEVER_HOLDS, DIAG_SUPERFLUOUS_BRANCH, DIAG_IDLE_EXCEPTION, DIAG_ALWAYS_EXCEPTED,
					   DIAG_IDLE_READING, DIAG_NEVER_CLEAR};
	size_t told[DIAG_ID_COUNT] = {0};
	(void)state;
	for (uint64_t seed = 1; seed <= ROUNDS; seed++)
		one_round(seed, told);
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		if (told[ids[i]] < 2)
			fail_msg("%s was told %zu times: throw more dice", diag_name(ids[i]), told[ids[i]]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_told_of_a_rule_is_so)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
