/*
 * What is missing, and no more: found by walking only into unknown nodes. An alternative of a group is a need and
 * those `with` it.
 */
#include "judge/trial.h"

/* --- comparing -------------------------------------------------------------------------------------------------- */

/* The members of an alternative: itself, then those with it. */
static size_t members(const struct need *alternative)
{
	return 1 + alternative->n_with;
}

static const struct need *member(const struct need *alternative, size_t i)
{
	return i ? &alternative->with[i - 1] : alternative;
}

static bool covers(const struct need *a, const struct need *b);

static bool among_options(const struct need *group, const struct need *alternative)
{
	bool found = false;
	for (size_t i = 0; !found && i < group->n_options; i++)
		found = covers(&group->options[i], alternative) && covers(alternative, &group->options[i]);
	return found;
}

/* Whatever stands `with` them. */
static bool same(const struct need *a, const struct need *b)
{
	if (a->sort != b->sort)
		return false;
	switch (a->sort) {
	case NEED_KIND:
		return true;
	case NEED_FIELD:
		return a->field == b->field;
	case NEED_JUDGEMENT:
		return a->judgement == b->judgement || (a->field && a->field == b->field);
	case NEED_ANY_OF:
		break;
	}
	bool equal = a->n_options == b->n_options;
	for (size_t i = 0; equal && i < a->n_options; i++)
		equal = among_options(b, &a->options[i]);
	return equal;
}

static bool holds(const struct need *alternative, const struct need *one)
{
	for (size_t i = 0; i < members(alternative); i++)
		if (same(member(alternative, i), one))
			return true;
	return false;
}

/* Does `a` ask for all that `b` asks for? */
static bool covers(const struct need *a, const struct need *b)
{
	for (size_t i = 0; i < members(b); i++)
		if (!holds(a, member(b, i)))
			return false;
	return true;
}

/* --- lists ------------------------------------------------------------------------------------------------------ */

static void append(struct need_list *list, const struct need *need)
{
	struct need *items = arena_grow(list->arena, list->items, list->n, &list->cap, sizeof *items);
	if (!items)
		return;
	list->items = items;
	list->items[list->n++] = *need;
}

void needs_add(struct need_list *list, const struct need *need)
{
	for (size_t i = 0; i < list->n; i++)
		if (same(&list->items[i], need))
			return;
	append(list, need);
}

static void add_all(struct need_list *list, const struct need_list *from)
{
	for (size_t i = 0; i < from->n; i++)
		needs_add(list, &from->items[i]);
}

/* An alternative that asks for all that another asks for is no help; of two equal ones the first stays. */
static void add_alternative(struct need_list *options, const struct need *alternative)
{
	size_t kept = 0;
	for (size_t i = 0; i < options->n; i++)
		if (covers(alternative, &options->items[i]))
			return;
	for (size_t i = 0; i < options->n; i++)
		if (!covers(&options->items[i], alternative))
			options->items[kept++] = options->items[i];
	options->n = kept;
	append(options, alternative);
}

static void add_set(struct need_list *options, const struct need_list *set)
{
	if (!set->n)
		return;
	struct need alternative = set->items[0];
	if (set->n == 1 && alternative.sort == NEED_ANY_OF) {
		for (size_t i = 0; i < alternative.n_options; i++)
			add_alternative(options, &alternative.options[i]);
		return;
	}
	alternative.with = set->items + 1;
	alternative.n_with = set->n - 1;
	add_alternative(options, &alternative);
}

void needs_add_any(struct need_list *list, struct need_list *sets, size_t n)
{
	struct need_list options = {.arena = list->arena};
	for (size_t i = 0; i < n; i++)
		add_set(&options, &sets[i]);
	if (options.n > 1) {
		needs_add(list, &(struct need){.sort = NEED_ANY_OF, .options = options.items, .n_options = options.n});
		return;
	}
	for (size_t i = 0; options.n && i < members(&options.items[0]); i++) {
		struct need one = *member(&options.items[0], i);
		one.with = NULL;
		one.n_with = 0;
		needs_add(list, &one);
	}
}

static bool settled(const struct need_list *list, const struct need *alternative)
{
	for (size_t i = 0; i < members(alternative); i++) {
		bool found = false;
		for (size_t j = 0; j < list->n; j++)
			found |= same(&list->items[j], member(alternative, i));
		if (!found)
			return false;
	}
	return true;
}

/* Whichever alternative of the one group is met, one of the other is met too. */
static bool settled_by_group(const struct need *group, const struct need *one)
{
	if (one->sort != NEED_ANY_OF)
		return false;
	for (size_t i = 0; i < one->n_options; i++) {
		bool met = false;
		for (size_t j = 0; !met && j < group->n_options; j++)
			met = covers(&one->options[i], &group->options[j]);
		if (!met)
			return false;
	}
	return true;
}

void needs_settle(struct need_list *list)
{
	size_t kept = 0;
	for (size_t i = 0; i < list->n; i++) {
		const struct need need = list->items[i];
		bool drop = false;
		/* no two are the same, so no two drop each other */
		for (size_t o = 0; need.sort == NEED_ANY_OF && !drop && o < list->n; o++)
			drop = o != i && settled_by_group(&need, &list->items[o]);
		for (size_t o = 0; need.sort == NEED_ANY_OF && o < need.n_options; o++)
			drop |= settled(list, &need.options[o]);
		if (!drop)
			list->items[kept++] = need;
	}
	list->n = kept;
}

static bool asks_judgement(const struct need *need)
{
	bool asks = need->sort == NEED_JUDGEMENT;
	for (size_t i = 0; !asks && i < need->n_with; i++)
		asks = asks_judgement(&need->with[i]);
	for (size_t i = 0; !asks && i < need->n_options; i++)
		asks = asks_judgement(&need->options[i]);
	return asks;
}

bool needs_ask_judgement(const struct need_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (asks_judgement(&list->items[i]))
			return true;
	return false;
}

/* --- conditions ------------------------------------------------------------------------------------------------- */

static void walk(struct need_list *list, const struct trial *t, uint32_t at, bool negated);

/* The years, or the date from which they can be reckoned. */
static void walk_years(struct need_list *list, const struct field *years)
{
	struct need_list sets[2] = {{.arena = list->arena}, {.arena = list->arena}};
	needs_add(&sets[0], &(struct need){.sort = NEED_FIELD, .field = years});
	needs_add(&sets[1], &(struct need){.sort = NEED_FIELD, .field = years->from_date});
	needs_add_any(list, sets, 2);
}

/*
 * What would settle an entry: which model it is, before anything else of it is asked; then its kind, its restrictions, its duty.
 */
static void walk_entry(struct need_list *list, const struct trial *t, const struct listing *l, const struct listed_entry *e)
{
	struct entry_trees own;
	if (e->found == TRUTH_UNKNOWN) {
		needs_add(list, &(struct need){.sort = NEED_FIELD, .field = l->leaf->field});
		return;
	}
	if (e->kind == TRUTH_UNKNOWN)
		needs_add(list, &(struct need){.sort = NEED_KIND});
	if (!entry_trees_of(&own, t->facts, l, e, true))
		return;
	for (size_t i = 0; i < own.n_restricts; i++)
		needs_of_tree(list, &own.t, own.trees[i]);
	struct need_list *cases = ARENA_ARRAY(list->arena, own.n, struct need_list);
	size_t n = 0;
	for (size_t i = own.n_restricts; cases && e->duty == TRUTH_UNKNOWN && i < own.n; i++) {
		cases[n].arena = list->arena;
		needs_of_tree(&cases[n++], &own.t, own.trees[i]);
	}
	needs_add_any(list, cases, n);
}

/* Any entry that may hit would do; under `not` none may. */
static void walk_listing(struct need_list *list, const struct trial *t, const struct listing *l, bool negated)
{
	struct need_list *sets = ARENA_ARRAY(list->arena, l->n + 1, struct need_list);
	size_t n = 0;
	for (size_t i = 0; sets && i < l->n; i++) {
		if (l->entries[i].truth != TRUTH_UNKNOWN)
			continue;
		sets[n].arena = list->arena;
		walk_entry(&sets[n++], t, l, &l->entries[i]);
	}
	if (sets && !l->read) {
		sets[n].arena = list->arena;
		needs_add(&sets[n++], &(struct need){.sort = NEED_FIELD, .field = l->leaf->field});
	}
	for (size_t i = 0; negated && i < n; i++)
		add_all(list, &sets[i]);
	if (!negated && sets)
		needs_add_any(list, sets, n);
}

static void walk_leaf(struct need_list *list, const struct trial *t, const struct condition *c, bool negated)
{
	const struct listing *listing = c->op == COND_LISTED ? listing_of(t->facts, c, true) : NULL;
	struct need need = {.sort = NEED_FIELD, .field = c->field};
	if (listing) {
		walk_listing(list, t, listing, negated);
		return;
	}
	if (c->field && c->field->from_date) {
		walk_years(list, c->field);
		return;
	}
	if (c->op == COND_JUDGEMENT) {
		need.sort = NEED_JUDGEMENT;
		need.judgement = c;
	}
	needs_add(list, &need);
}

static void walk_group(struct need_list *list, const struct trial *t, uint32_t at, bool negated)
{
	const struct ready_node *nodes = t->ready->nodes;
	size_t n = 0;
	for (uint32_t i = at + 1; i < nodes[at].end; i = nodes[i].end)
		n += t->truth[i] == TRUTH_UNKNOWN;
	struct need_list *sets = ARENA_ARRAY(list->arena, n, struct need_list);
	size_t set = 0;
	for (uint32_t i = at + 1; sets && i < nodes[at].end; i = nodes[i].end) {
		if (t->truth[i] != TRUTH_UNKNOWN)
			continue;
		sets[set].arena = list->arena;
		walk(&sets[set++], t, i, negated);
	}
	needs_add_any(list, sets, set);
}

/* Under `not`, all and any change places: one of all that fails makes the whole true. */
static void walk(struct need_list *list, const struct trial *t, uint32_t at, bool negated)
{
	const struct ready_node *nodes = t->ready->nodes;
	enum condition_op op = nodes[at].c->op;
	if (t->truth[at] != TRUTH_UNKNOWN)
		return;
	if (tree_is_leaf(&nodes[at])) {
		walk_leaf(list, t, nodes[at].c, negated);
		return;
	}
	if (op != COND_NOT && (op == COND_ANY) != negated) {
		walk_group(list, t, at, negated);
		return;
	}
	for (uint32_t i = at + 1; i < nodes[at].end; i = nodes[i].end)
		walk(list, t, i, op == COND_NOT ? !negated : negated);
}

void needs_of_tree(struct need_list *list, const struct trial *t, struct tree tree)
{
	if (tree.first == tree.end)
		return;
	struct need_list own = {.arena = list->arena};
	walk(&own, t, tree.first, false);
	add_all(list, &own);
}
