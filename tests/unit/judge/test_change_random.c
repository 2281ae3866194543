/*
 * What would change a verdict, over random rules and records: what is promised holds for every value that is named, by
 * putting it into the record and judging that; no part is superfluous; and of one use or flag that brute force finds
 * nothing is missed.
 */
#include "unit.h"
#include "world.h"
#include "random_world.h"

#include "judge/change.h"

enum { ROUNDS = 6000, POINTS = 12 };

/* Values of one part, as they are put into the record. */
struct point {
	const struct kind *kind;
	const struct value *value; /* NULL: the kind */
};

struct points {
	struct point items[POINTS];
	size_t n;
};

static struct value *new_value(struct world *w, const struct field *f)
{
	struct value *v = must(ARENA_NEW(&w->arena, struct value));
	v->field = f;
	v->face = FACE_READ;
	return v;
}

static void add_number(struct points *p, struct world *w, const struct field *f, int64_t n)
{
	struct value *v = new_value(w, f);
	if (n < 0)
		return;
	if (f->type == FIELD_INTEGER)
		v->integer = (uint64_t)n;
	else
		v->quantity = (struct quantity){interval_point(decimal_from_int(n)), &w->m3};
	p->items[p->n++].value = v;
}

/* Limits are whole numbers here: the end, where it belongs to it, and the next one inside. */
static void add_bounds(struct points *p, struct world *w, const struct change_part *part)
{
	int64_t from = part->from.leaf ? (int64_t)part->from.leaf->number.digits + part->from.open : 0;
	int64_t to = part->to.leaf ? (int64_t)part->to.leaf->number.digits - part->to.open : from + 1000;
	add_number(p, w, part->field, from);
	add_number(p, w, part->field, (from + to) / 2);
	add_number(p, w, part->field, to);
}

static void points_of(struct points *p, struct world *w, const struct change_part *part)
{
	*p = (struct points){.n = 0};
	if (part->sort == CHANGE_BOUNDS)
		add_bounds(p, w, part);
	for (size_t i = 0; part->sort == CHANGE_VALUES && i < part->n; i++) {
		struct value *v = new_value(w, part->field);
		v->choice = part->values[i];
		p->items[p->n++].value = v;
	}
	for (size_t i = 0; part->sort == CHANGE_KIND && i < part->n; i++)
		p->items[p->n++].kind = part->kinds[i];
	if (part->sort == CHANGE_FLAG || part->sort == CHANGE_EVIDENCE) {
		struct value *v = new_value(w, part->field ? part->field : part->fields[0]);
		v->flag = part->sort == CHANGE_EVIDENCE || part->flag;
		p->items[p->n++].value = v;
	}
}

static void put_point_of(struct world *w, const struct change_part *part, const struct point *at)
{
	if (at->kind)
		w->item.kind = at->kind;
	else
		w->values[at->value->field->index] = at->value;
	for (size_t i = 1; part->sort == CHANGE_EVIDENCE && i < part->n; i++)
		put_flag(w, (int)part->fields[i]->index, true);
}

/* As where items are made. */
static void narrow(struct world *w)
{
	for (int i = 0; i < F_COUNT; i++) {
		const struct value *v = w->values[i];
		if (v && v->face == FACE_READ && v->field->type == FIELD_ENUM)
			w->item.kind = kind_narrowed(w->item.kind, v->choice);
	}
}

struct record {
	const struct value *values[F_COUNT];
	const struct kind *kind;
};

static struct record keep(const struct world *w)
{
	struct record r = {.kind = w->item.kind};
	memcpy(r.values, w->values, sizeof r.values);
	return r;
}

static void restore(struct world *w, const struct record *r)
{
	memcpy(w->values, r->values, sizeof r->values);
	w->item.kind = r->kind;
}

static const char *judged_with(struct world *w, const struct record *r, const struct rule *rule, const struct change *c,
			       const struct points *points, const size_t *at, size_t left_out, struct judgement *j)
{
	restore(w, r);
	for (size_t i = 0; i < c->n_parts; i++)
		if (i != left_out)
			put_point_of(w, &c->parts[i], &points[i].items[at[i]]);
	narrow(w);
	assert_true(judge_item(j, &w->arena, w->program, &w->item));
	const char *said = verdict_under(j, rule);
	/* a rule that does not speak of the kind is not considered at all */
	return strcmp(said, "not considered") == 0 ? "not_applicable" : said;
}

static bool next_points(size_t *at, const struct change *c, const struct points *points)
{
	for (size_t i = 0; i < c->n_parts; i++) {
		if (++at[i] < points[i].n)
			return true;
		at[i] = 0;
	}
	return false;
}

static size_t change_holds(struct world *w, const struct record *r, const struct rule *rule, const struct change *c,
			   unsigned round)
{
	struct points points[CHANGE_PARTS];
	size_t at[CHANGE_PARTS] = {0}, tried = 0;
	struct judgement j;
	const char *want = rule_verdict_name(c->verdict);
	for (size_t i = 0; i < c->n_parts; i++) {
		points_of(&points[i], w, &c->parts[i]);
		if (!points[i].n)
			return 0; /* a model, a judgement without a field */
	}
	do {
		const char *got = judged_with(w, r, rule, c, points, at, CHANGE_PARTS, &j);
		if (strcmp(got, want) != 0)
			fail_msg("round %u, rule %.*s: %s was promised, %s it is", round, STR_ARG(rule->id), want, got);
		if (c->has_item && j.verdict != c->item)
			fail_msg("round %u, rule %.*s: the item should be %s and is %s", round, STR_ARG(rule->id),
				 verdict_name(c->item), verdict_name(j.verdict));
		tried++;
	} while (next_points(at, c, points));
	for (size_t i = 0; c->n_parts > 1 && i < c->n_parts; i++)
		if (strcmp(judged_with(w, r, rule, c, points, at, i, &j), want) == 0)
			fail_msg("round %u, rule %.*s: part %zu is superfluous", round, STR_ARG(rule->id), i);
	return tried;
}

/* --- nothing is missed ------------------------------------------------------------------------------------------- */

static bool asks(const struct rule *r, const struct field *f);

static bool asks_in(const struct condition *c, const struct field *f)
{
	bool found = c && c->field == f;
	for (size_t i = 0; c && i < c->n; i++)
		found |= asks_in(c->children[i], f);
	return found;
}

static bool asks(const struct rule *r, const struct field *f)
{
	bool found = asks_in(r->where, f) || asks_in(r->obsolete_if, f);
	for (size_t i = 0; i < r->n_exceptions; i++)
		found |= asks_in(r->exceptions[i].when, f);
	return found;
}

static bool lists(const struct changes *changes, const struct value *v, enum rule_verdict verdict)
{
	for (size_t i = 0; i < changes->n; i++) {
		const struct change *c = &changes->items[i];
		const struct change_part *p = c->parts;
		if (c->n_parts != 1 || c->verdict != verdict || p->field != v->field)
			continue;
		if (p->sort == CHANGE_FLAG && p->flag == v->flag)
			return true;
		for (size_t k = 0; p->sort == CHANGE_VALUES && k < p->n; k++)
			if (p->values[k] == v->choice)
				return true;
	}
	return false;
}

/* Of an obsolete item any settled verdict but obsolete is a change. */
static void misses_nothing(struct world *w, const struct record *r, const struct finding *f, const struct changes *changes,
			   const struct value *v, unsigned round)
{
	struct finding then;
	if (f->verdict != RULE_OBSOLETE || !asks(f->rule, v->field))
		return;
	restore(w, r);
	w->values[v->field->index] = v;
	narrow(w);
	assert_true(judge_rule(&then, &w->arena, w->program, f->rule, &w->item));
	bool settled = then.verdict != RULE_OBSOLETE && then.verdict != RULE_UNDETERMINED && then.verdict != RULE_MANUAL;
	if (settled && !lists(changes, v, then.verdict))
		fail_msg("round %u, rule %.*s: %.*s makes it %s, and that is not said", round, STR_ARG(f->rule->id),
			 STR_ARG(v->field->id), rule_verdict_name(then.verdict));
}

static void nothing_is_missed(struct world *w, const struct record *r, const struct finding *f,
			      const struct changes *changes, unsigned round)
{
	for (int u = 0; u < U_COUNT; u++) {
		struct value *v = new_value(w, &w->fields[F_USE]);
		v->choice = &w->uses[u];
		if (enum_value_is_for(v->choice, r->kind))
			misses_nothing(w, r, f, changes, v, round);
	}
	for (int yes = 0; yes < 2; yes++) {
		struct value *v = new_value(w, &w->fields[F_OLD]);
		v->flag = yes;
		misses_nothing(w, r, f, changes, v, round);
	}
}

static size_t round_holds(struct world *w, unsigned round)
{
	struct judgement j = judged(w);
	struct record r = keep(w);
	size_t tried = 0;
	for (size_t i = 0; i < j.n_findings; i++) {
		const struct finding *f = &j.findings[i];
		struct changes changes;
		restore(w, &r);
		assert_true(changes_find(&changes, &w->arena, w->program, &w->item, f));
		assert_false(changes.cut);
		for (size_t k = 0; k < changes.n; k++)
			tried += change_holds(w, &r, f->rule, &changes.items[k], round);
		nothing_is_missed(w, &r, f, &changes, round);
	}
	return tried;
}

static void what_is_promised_holds(void **state)
{
	size_t tried = 0;
	(void)state;
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct world w;
		struct dice d = {0x9e3779b97f4a7c15u * (round + 1)};
		world_open(&w);
		random_presumptions(&w, &d);
		random_rules(&w, &d, chance(&d, 2), false);
		random_record(&w, &d);
		narrow(&w);
		tried += round_holds(&w, round);
		world_close(&w);
	}
	printf("%zu records judged again\n", tried);
	assert_true(tried > ROUNDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_promised_holds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
