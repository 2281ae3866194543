/*
 * Rules that divide one field between them: of one pack and the same kinds, in force at one time, alike but for the limits
 * of that field; and of one rule its branches and readings. What lies between two of them and belongs to none is a gap: the
 * 300 of "less than 300" and "more than 300", a range, a value of a closed list whose siblings have rules. Where they leave
 * nothing out, only a missing value is undecided, and a rule without limits would have decided it.
 */
#include "proof/cells.h"
#include "proof/lint_checks.h"
#include "proof/pairs.h"
#include "rules/condition_equal.h"

/* --- a rule by one field ------------------------------------------------------------------------------------------ */

struct conditions {
	const struct condition **items;
	size_t n, cap;
};

/* What has to hold, as the rule is adopted or under a reading: `own` asks nothing but the field, `rest` nothing of it. */
struct part {
	const struct rule *rule;
	const struct reading_of_rule *reading;
	struct conditions own, rest;
	bool mixed; /* the field and another in one condition */
};

struct asks {
	const struct field *field;
	bool it, others;
};

static bool note_leaf(void *ctx, const struct condition *leaf)
{
	struct asks *asks = ctx;
	bool it = leaf->field == asks->field && !leaf->as_of;
	asks->it |= it;
	asks->others |= !it;
	return true;
}

static void add_condition(struct arena *a, struct conditions *list, const struct condition *c)
{
	const struct condition **items = arena_grow(a, list->items, list->n, &list->cap, sizeof *items);
	if (!items)
		return;
	list->items = items;
	list->items[list->n++] = c;
}

static void add_conjuncts(struct arena *a, struct part *out, const struct condition *c, const struct field *field)
{
	struct asks asks = {.field = field};
	if (c->op == COND_ALWAYS)
		return;
	for (size_t i = 0; i < c->n && c->op == COND_ALL; i++)
		add_conjuncts(a, out, c->children[i], field);
	if (c->op == COND_ALL)
		return;
	condition_each_leaf(c, note_leaf, &asks);
	out->mixed |= asks.it && asks.others;
	add_condition(a, asks.it ? &out->own : &out->rest, c);
}

static struct part part_of(struct arena *a, const struct rule *rule, const struct reading_of_rule *reading,
			   const struct field *field)
{
	struct part out = {.rule = rule, .reading = reading};
	add_conjuncts(a, &out, reading && reading->where ? reading->where : rule->where, field);
	add_conjuncts(a, &out, reading && reading->obsolete_if ? reading->obsolete_if : rule->obsolete_if, field);
	return out;
}

static bool same_rest(const struct part *a, const struct part *b)
{
	for (size_t i = 0; i < a->rest.n; i++) {
		size_t j = 0;
		while (j < b->rest.n && !condition_equal(a->rest.items[i], b->rest.items[j]))
			j++;
		if (j == b->rest.n)
			return false;
	}
	return a->rest.n == b->rest.n;
}

/* --- a group ------------------------------------------------------------------------------------------------------ */

struct group {
	const struct rules_lint *l;
	const struct field *field;
	struct part *parts;
	size_t n, n_rules, cap;
	struct problem problem;
	struct variable *variable;
	const struct slot **cells; /* what can be read, from the lowest */
	size_t n_cells;
};

static void add_part(struct group *g, struct part part)
{
	struct part *parts = arena_grow(g->l->scratch, g->parts, g->n, &g->cap, sizeof *parts);
	if (!parts)
		return;
	g->parts = parts;
	g->parts[g->n++] = part;
}

static bool belongs(const struct rule *a, const struct rule *b)
{
	return a->pack == b->pack && !b->unresolved && same_kinds(a, b) && same_time(a, b);
}

/* False where the rule is not the first of its group, or does not divide by the field. */
static bool group_find(struct group *g, const struct rule *rule)
{
	const struct ruleset *s = g->l->rules;
	struct part first = part_of(g->l->scratch, rule, NULL, g->field);
	if (first.mixed || !first.own.n)
		return false;
	for (size_t i = 0; i < s->n_rules; i++) {
		struct part part = part_of(g->l->scratch, s->rules[i], NULL, g->field);
		if (!belongs(rule, s->rules[i]) || part.mixed || !part.own.n || !same_rest(&first, &part))
			continue;
		if (i < rule->index)
			return false;
		add_part(g, part);
	}
	g->n_rules = g->n;
	for (size_t i = 0; i < rule->n_readings && g->n_rules == 1; i++) {
		struct part part = part_of(g->l->scratch, rule, &rule->readings[i], g->field);
		if (!rule->readings[i].kinds && !part.mixed && part.own.n && same_rest(&first, &part))
			add_part(g, part);
	}
	return g->n;
}

static bool cells_find(struct group *g)
{
	g->problem = (struct problem){.vocabulary = g->l->vocabulary, .arena = g->l->scratch, .shown = true};
	for (size_t i = 0; i < g->n; i++)
		for (size_t j = 0; j < g->parts[i].own.n; j++)
			problem_add(&g->problem, g->parts[i].own.items[j]);
	problem_make(&g->problem);
	g->variable = problem_variable(&g->problem, g->field);
	if (!g->variable || g->problem.too_large || !g->variable->n_limits)
		return false;
	g->cells = ARENA_ARRAY(g->l->scratch, g->variable->n_cells, const struct slot *);
	for (size_t i = 0; g->cells && i < g->variable->n_cells; i++)
		if (g->variable->cells[i].read)
			g->cells[g->n_cells++] = &g->variable->cells[i];
	return g->n_cells;
}

static bool covers(struct group *g, const struct part *part, const struct slot *cell)
{
	size_t i = 0;
	g->variable->at = (size_t)(cell - g->variable->cells);
	while (i < part->own.n && problem_truth(&g->problem, part->own.items[i], false) == TRUTH_TRUE)
		i++;
	return i == part->own.n;
}

/* The first part that has the cell; NULL. */
static const struct part *part_with(struct group *g, const struct slot *cell)
{
	for (size_t i = 0; i < g->n; i++)
		if (covers(g, &g->parts[i], cell))
			return &g->parts[i];
	return NULL;
}

/* --- holes -------------------------------------------------------------------------------------------------------- */

/* Has one part what is on both sides? Then it leaves out what it means to: too small, or too large. */
static bool spans(struct group *g, const struct slot *below, const struct slot *above)
{
	size_t i = 0;
	while (i < g->n && !(covers(g, &g->parts[i], below) && covers(g, &g->parts[i], above)))
		i++;
	return i < g->n;
}

static void say_hole(struct group *g, const struct part *below, const struct part *above, size_t first, size_t last)
{
	struct diags *d = g->l->diags;
	const struct part *later = above->rule->index >= below->rule->index ? above : below;
	struct span at = later->reading ? later->reading->span : later->rule->span;
	struct buf text;
	buf_init(&text);
	positions_write(&text, &g->problem, g->variable, g->cells[first]->position, g->cells[last]->position);
	if (g->n_rules > 1)
		diag_add(d, DIAG_GAP, later->rule->file, at,
			 "between \"%.*s\", below, and \"%.*s\", above, no rule speaks of %.*s: %.*s",
			 STR_ARG(below->rule->id), STR_ARG(above->rule->id), STR_ARG(g->field->id),
			 STR_ARG(buf_str(&text)));
	else
		diag_add(d, DIAG_GAP, later->rule->file, at,
			 "the rule condemns what is below and what is above, and leaves out %.*s: %.*s",
			 STR_ARG(g->field->id), STR_ARG(buf_str(&text)));
	g->l->scratch->failed |= text.failed;
	buf_release(&text);
}

static void holes_check(struct group *g)
{
	for (size_t i = 1; i < g->n_cells; i++) {
		const struct part *below = part_with(g, g->cells[i - 1]), *above = NULL;
		size_t end = i;
		if (!below || part_with(g, g->cells[i]))
			continue;
		while (end < g->n_cells && !(above = part_with(g, g->cells[end])))
			end++;
		bool point = end == i + 1 && g->cells[i]->position % 2 == 1;
		if (above && (point || !spans(g, g->cells[i - 1], g->cells[end])))
			say_hole(g, below, above, i, end - 1);
		i = end;
	}
}

/* --- nothing left out --------------------------------------------------------------------------------------------- */

static void whole_check(struct group *g)
{
	size_t i = 0;
	while (i < g->n_cells && part_with(g, g->cells[i]))
		i++;
	if (i < g->n_cells || g->n_rules < 2)
		return;
	const struct rule *first = g->parts[0].rule, *last = g->parts[g->n_rules - 1].rule;
	diag_add(g->l->diags, DIAG_UNDECIDED, last->file, last->span,
		 "\"%.*s\" to \"%.*s\" condemn every %.*s; where it is missing none of them decides", STR_ARG(first->id),
		 STR_ARG(last->id), STR_ARG(g->field->id));
}

/* --- values of a closed list -------------------------------------------------------------------------------------- */

struct value_asked {
	const struct enum_value *value;
	bool spoken;
};

static bool note_value(void *ctx, const struct condition *leaf)
{
	struct value_asked *asked = ctx;
	for (size_t i = 0; i < leaf->n_values; i++)
		asked->spoken |= enum_value_is(asked->value, leaf->values[i]) ||
				 enum_value_is(leaf->values[i], asked->value);
	return true;
}

static void note_values(struct value_asked *asked, const struct condition *c)
{
	if (c)
		condition_each_leaf(c, note_value, asked);
}

/* In whatever way: as what it is about, as an exception, under a reading. */
static bool rule_speaks(const struct rule *rule, const struct enum_value *value)
{
	struct value_asked asked = {.value = value};
	note_values(&asked, rule->where);
	note_values(&asked, rule->obsolete_if);
	for (size_t i = 0; i < rule->n_exceptions; i++)
		note_values(&asked, rule->exceptions[i].when);
	for (size_t i = 0; i < rule->n_readings; i++) {
		note_values(&asked, rule->readings[i].where);
		note_values(&asked, rule->readings[i].obsolete_if);
	}
	return asked.spoken;
}

/* Does the rule say by the field alone of what it speaks? */
static bool divides_by(const struct rule *rule, const struct field *field)
{
	const struct condition *c = rule->where;
	bool all = c->op == COND_ALL, divides = false;
	for (size_t i = 0; i < (all ? c->n : 1); i++) {
		const struct condition *one = all ? c->children[i] : c;
		divides |= one->op == COND_IN && one->field == field;
	}
	return divides;
}

static bool is_for(const struct enum_value *value, const struct rule *rule)
{
	bool is = !rule->n_kinds;
	for (size_t i = 0; i < rule->n_kinds; i++)
		is |= enum_value_is_for(value, rule->kinds[i]);
	return is;
}

/* Of a value that one of the rule's machines may have: does a rule of its group speak of it? */
static bool is_spoken(const struct rules_lint *l, const struct rule *rule, const struct enum_value *value)
{
	bool spoken = false;
	for (size_t i = 0; i < l->rules->n_rules && !spoken; i++)
		spoken = belongs(rule, l->rules->rules[i]) && rule_speaks(l->rules->rules[i], value);
	return spoken;
}

/* The last rule of the group; NULL where it has no other, or where the rule is not its first. */
static const struct rule *last_divided(const struct rules_lint *l, const struct rule *rule, const struct field *field)
{
	const struct rule *last = NULL;
	for (size_t i = 0; i < l->rules->n_rules; i++) {
		const struct rule *one = l->rules->rules[i];
		if (one == rule || !belongs(rule, one) || !divides_by(one, field))
			continue;
		if (i < rule->index)
			return NULL;
		last = one;
	}
	return last;
}

/* Rules speak of what they mean to: only where most of what stands beside a value has one has it been forgotten. */
static void values_check(const struct rules_lint *l, const struct rule *rule, const struct field *field)
{
	const struct rule *last = last_divided(l, rule, field);
	const struct enumeration *e = field->enumeration;
	const struct enum_value **silent = ARENA_ARRAY(l->scratch, e->n_values, const struct enum_value *);
	size_t n = 0, spoken = 0;
	for (size_t i = 0; last && silent && i < e->n_values; i++) {
		const struct enum_value *value = &e->values[i];
		if (value->parent || value->means_none || !is_for(value, rule))
			continue;
		if (is_spoken(l, rule, value))
			spoken++;
		else
			silent[n++] = value;
	}
	for (size_t i = 0; i < n && spoken > n; i++)
		diag_add(l->diags, DIAG_GAP, last->file, last->span,
			 "\"%.*s\" to \"%.*s\" divide the closed list %.*s, and none speaks of \"%.*s\"",
			 STR_ARG(rule->id), STR_ARG(last->id), STR_ARG(field->id), STR_ARG(silent[i]->id));
}

/* ------------------------------------------------------------------------------------------------------------------ */

static void field_check(const struct rules_lint *l, const struct rule *rule, const struct field *field)
{
	struct group g = {.l = l, .field = field};
	if (field->type == FIELD_ENUM && field->enumeration->closed && divides_by(rule, field))
		values_check(l, rule, field);
	if (field->type == FIELD_ENUM || !group_find(&g, rule) || !cells_find(&g))
		return;
	holes_check(&g);
	whole_check(&g);
}

struct fields_asked {
	struct arena *arena;
	const struct field **items;
	size_t n, cap;
};

static bool note_field(void *ctx, const struct condition *leaf)
{
	struct fields_asked *fields = ctx;
	size_t i = 0;
	while (i < fields->n && fields->items[i] != leaf->field)
		i++;
	if (!leaf->field || i < fields->n || (leaf->op != COND_COMPARE && leaf->op != COND_IN))
		return true;
	const struct field **items = arena_grow(fields->arena, fields->items, i, &fields->cap, sizeof *items);
	if (!items)
		return false;
	fields->items = items;
	fields->items[fields->n++] = leaf->field;
	return true;
}

void lint_gaps(const struct rules_lint *l, const struct rule *rule)
{
	struct fields_asked fields = {.arena = l->scratch};
	condition_each_leaf(rule->where, note_field, &fields);
	condition_each_leaf(rule->obsolete_if, note_field, &fields);
	for (size_t i = 0; i < fields.n; i++)
		field_check(l, rule, fields.items[i]);
}
