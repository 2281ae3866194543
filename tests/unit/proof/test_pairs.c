/*
 * What lint says of two rules beside each other. Overlap and subsumption against the judge: small random rules over every
 * record of a grid. Gaps by a table: points, open and closed ends, whole numbers, days, closed lists, what is missing.
 */
#include "unit.h"

#include "proof/small_grid.h"
#include "proof/lint.h"

/* --- two rules against the judge ---------------------------------------------------------------------------------- */

struct seen {
	struct arena arena;
	bool known; /* whether something is stated is asked: of a field without limits no value is at hand to state it */
	bool shared[F_COUNT]; /* fields that both ask */
	bool both;            /* a record that both condemn … */
	bool same_facts;      /* … that says nothing else than what both ask */
	bool only[2];         /* one that this alone condemns */
};

static bool note_field(void *ctx, const struct condition *leaf)
{
	bool *of_rule = ctx;
	if (leaf->field)
		of_rule[leaf->field->index] = true;
	return true;
}

static bool not_known(void *ctx, const struct condition *leaf)
{
	(void)ctx;
	return leaf->op != COND_KNOWN;
}

static bool asks_known(const struct rule *rule)
{
	bool asks = !condition_each_leaf(rule->where, not_known, NULL) || !condition_each_leaf(rule->obsolete_if, not_known, NULL);
	for (size_t j = 0; j < rule->n_exceptions; j++)
		asks |= !condition_each_leaf(rule->exceptions[j].when, not_known, NULL);
	return asks;
}

static void find_shared(struct seen *s, const struct world *w)
{
	bool of_rule[2][F_COUNT] = {{false}};
	for (int i = 0; i < 2; i++) {
		const struct rule *rule = &w->rules[i];
		condition_each_leaf(rule->where, note_field, of_rule[i]);
		condition_each_leaf(rule->obsolete_if, note_field, of_rule[i]);
		for (size_t j = 0; j < rule->n_exceptions; j++)
			condition_each_leaf(rule->exceptions[j].when, note_field, of_rule[i]);
	}
	s->known = asks_known(&w->rules[0]) || asks_known(&w->rules[1]);
	for (int i = 0; i < F_COUNT; i++)
		s->shared[i] = of_rule[0][i] && of_rule[1][i];
}

static void judge_both(struct world *w, void *ctx)
{
	struct seen *s = ctx;
	struct finding f;
	bool hit[2], says_more = false;
	arena_clear(&s->arena);
	for (int i = 0; i < 2; i++) {
		assert_true(judge_rule(&f, &s->arena, w->program, &w->rules[i], &w->item));
		hit[i] = f.verdict == RULE_OBSOLETE;
	}
	for (int i = 0; i < F_COUNT; i++)
		says_more |= w->values[i] && !s->shared[i];
	s->both |= hit[0] && hit[1];
	s->same_facts |= hit[0] && hit[1] && !says_more;
	s->only[0] |= hit[0] && !hit[1];
	s->only[1] |= hit[1] && !hit[0];
}

static void set_deadline(struct dice *d, struct rule *rule)
{
	if (chance(d, 2))
		return;
	rule->deadline = DEADLINE_DATE;
	rule->deadline_day = day_of(2013 + (int)roll(d, 2), 12, 31);
}

static bool is_earlier(const struct rule *a, const struct rule *b)
{
	return b->deadline != DEADLINE_NONE && (a->deadline == DEADLINE_NONE || a->deadline_day < b->deadline_day);
}

struct told {
	size_t overlap, superfluous, exact;
};

static void check_superfluous(uint64_t seed, const struct seen *s, const struct world *w, int less)
{
	if (s->only[less])
		fail_msg("seed %ju: r%d condemns what the other does not", (uintmax_t)seed, less);
	if (is_earlier(&w->rules[less], &w->rules[1 - less]))
		fail_msg("seed %ju: r%d condemns earlier", (uintmax_t)seed, less);
}

static void check_pair(struct told *told, uint64_t seed, const struct seen *s, const struct world *w, bool exact)
{
	bool overlap = false, superfluous = false;
	for (size_t i = 0; i < w->diags.n; i++) {
		const struct diag *d = &w->diags.items[i];
		superfluous |= d->id == DIAG_SUPERFLUOUS_RULE;
		overlap |= d->id == DIAG_OVERLAP;
		if (d->id == DIAG_SUPERFLUOUS_RULE)
			check_superfluous(seed, s, w, str_has(d->text, STR("that \"r1\"")));
		if (d->id == DIAG_OVERLAP && !s->same_facts)
			fail_msg("seed %ju: no record is condemned by both on the same facts", (uintmax_t)seed);
	}
	bool stage = (!s->only[0] && is_earlier(&w->rules[0], &w->rules[1])) ||
		     (!s->only[1] && is_earlier(&w->rules[1], &w->rules[0]));
	bool duplicate = w->diags.n && !superfluous && !overlap && !s->only[0] && !s->only[1];
	told->overlap += overlap;
	told->superfluous += superfluous;
	told->exact += exact;
	if (exact && s->same_facts && !overlap && !superfluous && !stage && !duplicate)
		fail_msg("seed %ju: both condemn one machine on the same facts, and nothing was said", (uintmax_t)seed);
}

static void one_pair(struct told *told, uint64_t seed)
{
	struct world *w = malloc(sizeof *w);
	struct dice d = {seed * 0x9e3779b97f4a7c15ull + 1};
	struct seen seen = {.both = false};
	struct arena scratch;
	assert_non_null(w);
	world_open(w);
	for (int i = 0; i < 8; i++)
		roll(&d, 2);
	const int fields[] = {asked[roll(&d, ASKED - 1)], asked[roll(&d, ASKED - 1)]};
	bool dated = fields[0] == F_MADE || fields[1] == F_MADE, flags = fields[0] == F_OLD || fields[1] == F_OLD;
	for (int i = 0; i < 2; i++) {
		const struct condition *where = chance(&d, 2) ? always(w) : condition_on(w, &d, fields, 1);
		struct rule *rule = add_rule(w, K_ARC, where, condition_on(w, &d, fields, 2));
		set_deadline(&d, rule);
		if (chance(&d, 4))
			add_exception(w, rule, EFFECT_EXEMPT, condition_on(w, &d, fields, 1));
	}
	arena_init(&scratch);
	arena_init(&seen.arena);
	rules_lint(&w->set, &w->v, day_of(2013, 6, 30), &scratch, &w->diags);
	assert_false(scratch.failed);
	find_shared(&seen, w);
	each_record(w, fields, dated, judge_both, &seen);
	check_pair(told, seed, &seen, w, !flags && !seen.known); /* a person's judgement stands for a flag that is not the same */
	arena_release(&seen.arena);
	arena_release(&scratch);
	world_close(w);
	free(w);
}

static void what_is_told_of_two_rules_is_so(void **state)
{
	enum { ROUNDS = 3000 };
	struct told told = {0};
	(void)state;
	for (uint64_t seed = 1; seed <= ROUNDS; seed++)
		one_pair(&told, seed);
	if (told.overlap < 50 || told.superfluous < 50 || told.exact < 400)
		fail_msg("%zu overlaps, %zu superfluous, %zu exact: throw more dice", told.overlap, told.superfluous, told.exact);
}

/* --- gaps --------------------------------------------------------------------------------------------------------- */

/* What is said of the rules of the world: the texts of one diagnostic, joined. */
static void assert_told(struct world *w, enum diag_id id, const char *expected)
{
	struct arena scratch;
	struct buf all;
	arena_init(&scratch);
	buf_init(&all);
	rules_lint(&w->set, &w->v, day_of(2013, 6, 30), &scratch, &w->diags);
	assert_false(scratch.failed);
	for (size_t i = 0; i < w->diags.n; i++)
		if (w->diags.items[i].id == id) {
			buf_adds(&all, all.n ? "; " : "");
			buf_add(&all, w->diags.items[i].text);
		}
	buf_addc(&all, '\0');
	assert_string_equal(all.p, expected);
	buf_release(&all);
	arena_release(&scratch);
	world_close(w);
}

static const struct condition *range(struct world *w, int field, enum relation from, int64_t lo, enum relation to,
				     int64_t hi)
{
	return ALL2(w, compares(w, field, from, lo), compares(w, field, to, hi));
}

static void points_and_ranges(void **state)
{
	static struct world w;
	static const struct {
		int field;
		enum relation below;
		int64_t hi;
		enum relation above;
		int64_t lo;
		const char *gap; /* NULL: they meet */
	} rows[] = {
		{F_SIZE, REL_LESS_THAN, 30, REL_MORE_THAN, 30, "size: 30 m3"},
		{F_SIZE, REL_AT_MOST, 30, REL_MORE_THAN, 30, NULL},
		{F_SIZE, REL_LESS_THAN, 30, REL_AT_LEAST, 30, NULL},
		{F_SIZE, REL_AT_MOST, 30, REL_AT_LEAST, 30, NULL}, /* a point in both: an overlap */
		{F_SIZE, REL_AT_MOST, 30, REL_MORE_THAN, 31, "size: (30,31] m3"},
		{F_SIZE, REL_LESS_THAN, 30, REL_AT_LEAST, 31, "size: [30,31) m3"},
		{F_SIZE, REL_LESS_THAN, 30, REL_MORE_THAN, 31, "size: [30,31] m3"},
		{F_SIZE, REL_AT_MOST, 30, REL_AT_LEAST, 31, "size: (30,31) m3"},
		{F_RATIO, REL_LESS_THAN, 8, REL_MORE_THAN, 8, "ratio: 8"},
		{F_RATIO, REL_AT_MOST, 8, REL_AT_LEAST, 9, "ratio: (8,9)"},
		{F_NUMBER, REL_AT_MOST, 2, REL_AT_LEAST, 3, NULL}, /* nothing lies between whole numbers */
		{F_NUMBER, REL_LESS_THAN, 2, REL_MORE_THAN, 2, "number: 2"},
		{F_NUMBER, REL_AT_MOST, 2, REL_MORE_THAN, 4, "number: 3 - 4"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char expected[128] = "";
		world_open(&w);
		add_rule(&w, K_ARC, always(&w), compares(&w, rows[i].field, rows[i].below, rows[i].hi));
		add_rule(&w, K_ARC, always(&w), range(&w, rows[i].field, rows[i].above, rows[i].lo, REL_AT_MOST, 90));
		if (rows[i].gap)
			snprintf(expected, sizeof expected,
				 "between \"r0\", below, and \"r1\", above, no rule speaks of %s", rows[i].gap);
		assert_told(&w, DIAG_GAP, expected);
	}
}

static void what_sets_rules_apart(void **state)
{
	static struct world w;
	static const char *const gap = "between \"r0\", below, and \"r1\", above, no rule speaks of size: (20,30] m3";
	(void)state;
	for (int apart = 0; apart < 6; apart++) {
		world_open(&w);
		struct pack other = w.pack;
		w.enums[0].closed = false;
		struct rule *a = add_rule(&w, K_ARC, is_use(&w, U_STEEL), size_at_most(&w, 20));
		struct rule *b = add_rule(&w, apart == 1 ? K_INDUCTION : K_ARC, is_use(&w, apart == 2 ? U_IRON : U_STEEL),
					  range(&w, F_SIZE, REL_MORE_THAN, 30, REL_AT_MOST, 40));
		other.authority.zh = STR("另一");
		b->pack = apart == 3 ? &other : b->pack;
		if (apart == 4) {
			a->to = (struct force_end){true, false, {day_of(2014, 1, 1), day_of(2014, 12, 31), DATE_YEAR}};
			b->from = (struct force_end){true, false, {day_of(2015, 1, 1), day_of(2015, 12, 31), DATE_YEAR}};
		}
		if (apart == 5) /* the field in one condition with another */
			b->obsolete_if = ANY2(&w, is_flag(&w, F_OLD, true), b->obsolete_if);
		assert_told(&w, DIAG_GAP, apart ? "" : gap);
	}
}

static void branches_and_readings(void **state)
{
	static struct world w;
	(void)state;
	/* one rule that leaves out a point forgets it; one that leaves out a range means to */
	world_open(&w);
	add_rule(&w, K_ARC, always(&w), ANY2(&w, compares(&w, F_SIZE, REL_LESS_THAN, 30), compares(&w, F_SIZE, REL_MORE_THAN, 30)));
	assert_told(&w, DIAG_GAP, "the rule condemns what is below and what is above, and leaves out size: 30 m3");
	world_open(&w);
	add_rule(&w, K_ARC, always(&w), ANY2(&w, compares(&w, F_SIZE, REL_LESS_THAN, 30), compares(&w, F_SIZE, REL_MORE_THAN, 31)));
	assert_told(&w, DIAG_GAP, "");
	/* what neither the rule nor its reading has */
	for (int meets = 0; meets < 2; meets++) {
		world_open(&w);
		struct rule *rule = add_rule(&w, K_ARC, always(&w), compares(&w, F_SIZE, REL_LESS_THAN, 30));
		struct reading_of_rule reading = {.id = STR("other"),
						  .obsolete_if = compares(&w, F_SIZE, REL_AT_LEAST, meets ? 30 : 31)};
		rule->readings = &reading;
		rule->n_readings = 1;
		assert_told(&w, DIAG_GAP,
			    meets ? ""
				  : "the rule condemns what is below and what is above, and leaves out size: [30,31) m3");
	}
}

static void closed_lists(void **state)
{
	static struct world w;
	(void)state;
	/* iron, steel and alloy are the roots of the closed list; iron_a stands under iron */
	for (int spoken = 0; spoken < 5; spoken++) {
		world_open(&w);
		add_rule(&w, K_ARC, is_use(&w, U_IRON), size_at_most(&w, 20));
		struct rule *last = add_rule(&w, K_ARC, is_use(&w, U_STEEL), size_at_most(&w, 30));
		if (spoken == 1)
			last = add_rule(&w, K_ARC, is_use(&w, U_ALLOY), size_at_most(&w, 40));
		if (spoken == 2)
			add_exception(&w, last, EFFECT_EXEMPT, is_use(&w, U_ALLOY));
		if (spoken == 3)
			w.enums[0].closed = false;
		if (spoken == 4)
			w.uses[U_ALLOY].means_none = true;
		assert_told(&w, DIAG_GAP,
			    spoken ? "" : "\"r0\" to \"r1\" divide the closed list use, and none speaks of \"alloy\"");
	}
	/* one of three is no division that forgot the others */
	world_open(&w);
	add_rule(&w, K_ARC, is_use(&w, U_IRON), size_at_most(&w, 20));
	add_rule(&w, K_ARC, is_use(&w, U_IRON_A), size_at_most(&w, 30));
	assert_told(&w, DIAG_GAP, "");
}

static void what_is_missing(void **state)
{
	static struct world w;
	(void)state;
	world_open(&w);
	add_rule(&w, K_ARC, always(&w), size_at_most(&w, 30));
	add_rule(&w, K_ARC, always(&w), compares(&w, F_SIZE, REL_MORE_THAN, 30));
	assert_told(&w, DIAG_UNDECIDED, "\"r0\" to \"r1\" condemn every size; where it is missing none of them decides");
	world_open(&w); /* all that can be read: the plausible range */
	w.fields[F_SIZE].has_plausible = true;
	w.fields[F_SIZE].plausible =
		(struct quantity){{decimal_from_int(10), decimal_from_int(40), false, false, false, false}, &w.m3};
	add_rule(&w, K_ARC, always(&w), size_at_most(&w, 30));
	add_rule(&w, K_ARC, always(&w), range(&w, F_SIZE, REL_MORE_THAN, 30, REL_AT_MOST, 40));
	assert_told(&w, DIAG_UNDECIDED, "\"r0\" to \"r1\" condemn every size; where it is missing none of them decides");
	world_open(&w); /* a point is left */
	add_rule(&w, K_ARC, always(&w), compares(&w, F_SIZE, REL_LESS_THAN, 30));
	add_rule(&w, K_ARC, always(&w), compares(&w, F_SIZE, REL_MORE_THAN, 30));
	assert_told(&w, DIAG_UNDECIDED, "");
	world_open(&w); /* a person whose word nothing records; one whose word a flag records */
	add_rule(&w, K_ARC, always(&w), judgement(&w, -1));
	add_rule(&w, K_INDUCTION, always(&w), judgement(&w, F_OLD));
	assert_told(&w, DIAG_UNDECIDED, "no registry can decide \"r0\": nothing records what a person would judge");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_told_of_two_rules_is_so), cmocka_unit_test(points_and_ranges),
		cmocka_unit_test(what_sets_rules_apart),	   cmocka_unit_test(branches_and_readings),
		cmocka_unit_test(closed_lists),		   cmocka_unit_test(what_is_missing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
