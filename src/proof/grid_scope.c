#include "proof/grid_scope.h"

#include "proof/court.h"
#include "rules/catalogue.h"

/* --- kinds ------------------------------------------------------------------------------------------------------- */

static bool is_near(const struct kind *k, const struct kind *named)
{
	return kind_is(k, named) || kind_is(named, k) || (k->parent && k->parent == named->parent);
}

static bool is_near_any(const struct kind *k, const struct kind *const *kinds, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_near(k, kinds[i]))
			return true;
	return false;
}

static bool has_kind(const struct kind *const *kinds, size_t n, const struct kind *k)
{
	size_t i = 0;
	while (i < n && kinds[i] != k)
		i++;
	return i < n;
}

/* Above or below a kind that only the first list has; an empty one has all of them. */
static bool is_of_more(const struct kind *k, const struct kind *const *kinds, size_t n, const struct kind *const *other,
		       size_t n_other)
{
	for (size_t i = 0; i < n; i++)
		if (!has_kind(other, n_other, kinds[i]) && (kind_is(k, kinds[i]) || kind_is(kinds[i], k)))
			return true;
	return !n && n_other;
}

static bool lists_differ_at(const struct kind *k, const struct kind *const *a, size_t n_a, const struct kind *const *b,
			    size_t n_b)
{
	return is_of_more(k, a, n_a, b, n_b) || is_of_more(k, b, n_b, a, n_a);
}

/*
 * May the changed list say otherwise of the kind? Each kind of a list is weighed for itself, so that one to which only
 * kinds of both lists are related is what it was.
 */
static bool kinds_differ_at(const struct grid_scope *s, const struct kind *k)
{
	const struct rule *x = s->rules[0], *y = s->rules[1];
	bool differ = lists_differ_at(k, x->kinds, x->n_kinds, y->kinds, y->n_kinds);
	for (size_t i = 0; !differ && i < x->n_readings; i++)
		differ = lists_differ_at(k, x->readings[i].kinds, x->readings[i].n_kinds, y->readings[i].kinds,
					 y->readings[i].n_kinds);
	return differ;
}

/* The same of an item that is presumed to be of a kind below. */
static bool changed_kinds_ask(const struct grid_scope *s, const struct kind *k)
{
	const struct vocabulary *v = s->vocabulary;
	bool asked = kinds_differ_at(s, k);
	for (size_t i = 0; !asked && i < v->n_presumptions; i++)
		for (size_t j = 0; !asked && v->presumptions[i].kind && j < v->presumptions[i].n_kinds; j++)
			asked = v->presumptions[i].kinds[j] == k && kinds_differ_at(s, v->presumptions[i].kind);
	return asked;
}

/* Named by one of the two, above, below or beside it; or presumed to be one of these. Of any kind: each. */
bool scope_asks_kind(const struct grid_scope *s, const struct kind *k)
{
	bool asked = false;
	if (s->sort == MUTANT_KINDS)
		return changed_kinds_ask(s, k);
	for (size_t i = 0; i < 2; i++) {
		const struct rule *r = s->rules[i];
		asked |= (!r->n_kinds && !s->rules[0]->n_kinds) || is_near_any(k, r->kinds, r->n_kinds);
		for (size_t j = 0; j < r->n_readings; j++)
			asked |= is_near_any(k, r->readings[j].kinds, r->readings[j].n_kinds);
	}
	return asked;
}

bool scope_is_unrecognised(const struct grid_scope *s, const struct kind *k)
{
	const struct vocabulary *v = s->vocabulary;
	for (size_t i = 0; k->abstract && i < v->n_presumptions; i++)
		for (size_t j = 0; !v->presumptions[i].field && j < v->presumptions[i].n_kinds; j++)
			if (v->presumptions[i].kinds[j] == k)
				return false;
	return k->abstract;
}

/* --- lists ------------------------------------------------------------------------------------------------------- */

static bool is_other(void *ctx, const struct condition *leaf)
{
	return leaf != ctx;
}

static bool asks_leaf(const struct rule *r, const struct condition *leaf)
{
	return !rule_each_leaf(r, is_other, (void *)leaf);
}

/* In ctx, a rule, too? */
static bool is_shared(void *ctx, const struct condition *leaf)
{
	return leaf->op != COND_LISTED || asks_leaf(ctx, leaf);
}

/* On both days the same batches are listed, and no entry of these says anything of machines in use that only one heeds. */
static bool lists_the_same(const struct condition *x, const struct condition *y)
{
	const struct catalogue *c = x->catalogue;
	if (!c || c != y->catalogue || !x->dated || !y->dated || x->field != y->field)
		return false;
	for (size_t i = 0; i < c->n_batches; i++)
		if ((c->batches[i].announced <= x->day) != (c->batches[i].announced <= y->day))
			return false;
	for (size_t i = 0; x->duties_ignored != y->duties_ignored && i < c->n_entries; i++)
		if (c->entries[i].duty && c->entries[i].batch->announced <= x->day)
			return false;
	return true;
}

struct counterpart {
	const struct condition *of; /* the same place in the file */
	const struct rule *beside;  /* of which it is no leaf */
	bool same;
};

static bool compare_lists(void *ctx, const struct condition *leaf)
{
	struct counterpart *c = ctx;
	bool at_it = leaf->op == COND_LISTED && leaf->span.offset == c->of->span.offset && !asks_leaf(c->beside, leaf);
	c->same |= at_it && lists_the_same(c->of, leaf);
	return !c->same;
}

struct list_walk {
	const struct rule *rule, *other;
	enum scope_lists found;
};

static bool find_list(void *ctx, const struct condition *leaf)
{
	struct list_walk *w = ctx;
	struct counterpart c = {leaf, w->rule, false};
	if (is_shared((void *)w->other, leaf))
		return true;
	rule_each_leaf(w->other, compare_lists, &c);
	w->found = c.same ? LISTS_SAME : LISTS_DIFFER;
	return c.same;
}

enum scope_lists scope_lists_are(const struct grid_scope *s)
{
	enum scope_lists found = LISTS_UNTOUCHED;
	for (size_t i = 0; i < 2 && found != LISTS_DIFFER; i++) {
		struct list_walk w = {s->rules[i], s->rules[1 - i], found};
		rule_each_leaf(s->rules[i], find_list, &w);
		found = w.found;
	}
	return found;
}

/* --- days -------------------------------------------------------------------------------------------------------- */

static void add_day(struct grid_days *d, day one)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->items[i] == one)
			return;
	day *items = arena_grow(d->arena, d->items, d->n, &d->cap, sizeof *items);
	if (!items)
		return;
	d->items = items;
	d->items[d->n++] = one;
}

/* The days on which a list grows, and those behind which its machines may no longer be used. */
static void add_catalogue_days(struct grid_days *d, const struct catalogue *c)
{
	for (size_t i = 0; i < c->n_batches; i++)
		for (int step = -1; step <= 0; step++)
			add_day(d, c->batches[i].announced + step);
	for (size_t i = 0; i < c->n_duties; i++)
		for (size_t k = 0; k < c->duties[i].n_cases; k++)
			for (int step = 0; !c->duties[i].cases[k].at_once && step <= 1; step++)
				add_day(d, c->duties[i].cases[k].by + step);
}

static bool add_leaf_days(void *ctx, const struct condition *leaf)
{
	for (int step = -1; leaf->as_of && step <= 1; step++)
		add_day(ctx, leaf->day + step);
	return true;
}

static bool add_listed_days(void *ctx, const struct condition *leaf)
{
	if (leaf->op == COND_LISTED && leaf->catalogue)
		add_catalogue_days(ctx, leaf->catalogue);
	return true;
}

static void add_end_days(struct grid_days *d, const struct force_end *end)
{
	if (!end->set || end->unknown)
		return;
	for (int step = -1; step <= 1; step++) {
		add_day(d, end->date.first + step);
		add_day(d, end->date.last + step);
	}
}

static void add_axis_days(struct grid_days *d, const struct rule *r)
{
	add_end_days(d, &r->from);
	add_end_days(d, &r->to);
	for (int step = -1; r->deadline == DEADLINE_DATE && step <= 1; step++)
		add_day(d, r->deadline_day + step);
}

static day usual_day(const struct rule *rule)
{
	day d = rule->pack->horizon;
	if (!rule->pack->has_horizon)
		date_from_ymd(&d, 2015, 12, 31);
	return d;
}

void scope_days(struct grid_days *out, const struct grid_scope *s)
{
	add_day(out, usual_day(s->rules[0]));
	for (size_t i = 0; i < 2; i++) {
		rule_each_leaf(s->rules[i], add_leaf_days, out);
		if (scope_lists_are(s) == LISTS_DIFFER) /* else what a list says is the same for both, on whatever day */
			rule_each_leaf(s->rules[i], add_listed_days, out);
		if (s->sort == MUTANT_DATES)
			add_axis_days(out, s->rules[i]);
	}
}
