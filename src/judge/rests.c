/*
 * What a verdict rests on beside the record's plain words: presumptions, and the assumptions of the values.
 *
 * Always: the least that carries the verdict. Where one false leaf of an `all` is free of both, the others carry
 * nothing.
 */
#include "judge/trial.h"

struct rests {
	const struct trial *t;
	struct arena *arena;
	bool looking;             /* only whether there is anything */
	const struct presumption **presumed;
	struct assumption *assumed;
	size_t n_presumed, presumed_cap, n_assumed, assumed_cap;
};

/* --- two sets --------------------------------------------------------------------------------------------------- */

static void add_presumption(struct rests *r, const struct presumption *p)
{
	for (size_t i = 0; i < r->n_presumed; i++)
		if (r->presumed[i] == p)
			return;
	const struct presumption **items =
		arena_grow(r->arena, r->presumed, r->n_presumed, &r->presumed_cap, sizeof *items);
	if (!items)
		return;
	r->presumed = items;
	r->presumed[r->n_presumed++] = p;
}

static void add_assumption(struct rests *r, const struct assumption *a)
{
	for (size_t i = 0; i < r->n_assumed; i++)
		if (r->assumed[i].id == a->id && r->assumed[i].field == a->field)
			return;
	struct assumption *items = arena_grow(r->arena, r->assumed, r->n_assumed, &r->assumed_cap, sizeof *items);
	if (!items)
		return;
	r->assumed = items;
	r->assumed[r->n_assumed++] = *a;
}

static void add_finding(struct rests *r, const struct finding *f)
{
	for (size_t i = 0; i < f->n_presumed; i++)
		add_presumption(r, f->presumed[i]);
	for (size_t i = 0; i < f->n_assumed; i++)
		add_assumption(r, &f->assumed[i]);
}

static void hand_over(struct finding *f, const struct rests *r)
{
	f->presumed = r->presumed;
	f->n_presumed = r->n_presumed;
	f->assumed = r->assumed;
	f->n_assumed = r->n_assumed;
}

/* --- trees ------------------------------------------------------------------------------------------------------ */

static void add_assumptions(struct rests *r, const struct value *v)
{
	for (size_t i = 0; v && i < v->n_assumed; i++)
		add_assumption(r, &v->assumed[i]);
}

/* With what the value is assumed to say that lets it fit. */
static void add_presumed(struct rests *r, const struct presumption *p)
{
	add_presumption(r, p);
	if (p->fits_field)
		add_assumptions(r, item_value(r->t->facts->item, p->fits_field));
}

static bool node_rests(struct rests *r, uint32_t at);

/* The trees of that truth, of which one that rests on nothing is enough where `one_does`. */
static bool trees_rest(struct rests *r, const struct entry_trees *own, size_t from, size_t to, enum truth truth, bool one_does)
{
	bool clean = true;
	struct rests within = *r, look;
	within.t = &own->t;
	look = within;
	look.looking = true;
	for (size_t i = from; one_does && i < to; i++)
		if (tree_truth(&own->t, own->trees[i]) == truth && (own->trees[i].first == own->trees[i].end || node_rests(&look, own->trees[i].first)))
			return true;
	for (size_t i = from; i < to; i++)
		if (tree_truth(&own->t, own->trees[i]) == truth && own->trees[i].first < own->trees[i].end)
			clean &= node_rests(&within, own->trees[i].first);
	within.t = r->t;
	within.looking = r->looking;
	*r = within;
	return clean;
}

/* What makes an entry true, or false: of a false one one part is enough. */
static bool entry_rests(struct rests *r, const struct listing *l, const struct listed_entry *e)
{
	struct entry_trees own;
	bool clean = true;
	if (!entry_trees_of(&own, r->t->facts, l, e, true))
		return true;
	if (e->truth == TRUTH_FALSE && e->restricts == TRUTH_FALSE && e->duty == TRUTH_FALSE) {
		struct rests look = *r;
		look.looking = true;
		if (trees_rest(&look, &own, own.n_restricts, own.n, TRUTH_FALSE, false))
			return true;
	}
	if (e->truth == TRUTH_FALSE && e->restricts == TRUTH_FALSE)
		return trees_rest(r, &own, 0, own.n_restricts, TRUTH_FALSE, true);
	if (e->truth == TRUTH_FALSE)
		return trees_rest(r, &own, own.n_restricts, own.n, TRUTH_FALSE, false);
	if (e->kind_presumed && !r->looking)
		add_presumed(r, r->t->facts->kind->narrowed_by);
	clean &= trees_rest(r, &own, 0, own.n_restricts, TRUTH_TRUE, false);
	clean &= trees_rest(r, &own, own.n_restricts, own.n, TRUTH_TRUE, true);
	return clean && !e->kind_presumed;
}

/* A true entry is enough, and rather one that rests on nothing; false ones must all be. */
static bool listing_rests(struct rests *r, const struct listing *l)
{
	bool clean = true;
	struct rests look = *r;
	look.looking = true;
	for (size_t i = 0; l->truth == TRUTH_TRUE && i < l->n; i++)
		if (l->entries[i].truth == TRUTH_TRUE && entry_rests(&look, l, &l->entries[i]))
			return true;
	for (size_t i = 0; i < l->n; i++)
		if (l->entries[i].truth == l->truth)
			clean &= entry_rests(r, l, &l->entries[i]);
	for (size_t i = 0; i < l->n_possible; i++)
		clean &= entry_rests(r, l, &l->possible[i]);
	if (l->truth == TRUTH_FALSE && l->kind_presumed && !r->looking)
		add_presumed(r, r->t->facts->kind->narrowed_by);
	return clean && !(l->truth == TRUTH_FALSE && l->kind_presumed);
}

/* True where the leaf rests on nothing. One that is unknown settles nothing: its field is among the needs. */
static bool leaf_rests(struct rests *r, uint32_t at)
{
	const struct ready_node *node = &r->t->ready->nodes[at];
	if (r->t->truth[at] == TRUTH_UNKNOWN)
		return true;
	struct fact fact = fact_of(r->t->facts, node->c->field, node->c->op != COND_KNOWN);
	size_t n = fact.value ? fact.value->n_assumed : 0;
	const struct listing *listing = node->c->op == COND_LISTED ? listing_of(r->t->facts, node->c, true) : NULL;
	bool clean = !listing || listing_rests(r, listing);
	if (r->looking)
		return clean && !fact.presumed && !n;
	if (fact.presumed && fact.presumed->by_kind)
		add_presumed(r, fact.presumed->by_kind);
	if (fact.presumed)
		add_presumed(r, fact.presumed->presumption);
	add_assumptions(r, fact.value);
	return clean && !fact.presumed && !n;
}

/* A false child decides an `all`, a true one an `any`: of several, one that rests on nothing is enough. */
static bool is_decided(const struct trial *t, uint32_t at)
{
	enum condition_op op = t->ready->nodes[at].c->op;
	return (op == COND_ALL && t->truth[at] == TRUTH_FALSE) || (op == COND_ANY && t->truth[at] == TRUTH_TRUE);
}

static bool has_clean_child(const struct rests *r, uint32_t at)
{
	const struct ready_node *nodes = r->t->ready->nodes;
	struct rests look = *r;
	look.looking = true;
	for (uint32_t i = at + 1; i < nodes[at].end; i = nodes[i].end)
		if (r->t->truth[i] == r->t->truth[at] && node_rests(&look, i))
			return true;
	return false;
}

static bool node_rests(struct rests *r, uint32_t at)
{
	const struct ready_node *nodes = r->t->ready->nodes;
	bool decided = is_decided(r->t, at), clean = true;
	if (tree_is_leaf(&nodes[at]))
		return leaf_rests(r, at);
	if (decided && has_clean_child(r, at))
		return true;
	for (uint32_t i = at + 1; i < nodes[at].end; i = nodes[i].end)
		if (!decided || r->t->truth[i] == r->t->truth[at])
			clean &= node_rests(r, i);
	return clean;
}

static void tree_rests(struct rests *r, struct tree tree)
{
	if (tree.first < tree.end)
		node_rests(r, tree.first);
}

/* --- a finding -------------------------------------------------------------------------------------------------- */

/* Its `when` and, of one that is shown, its evidence. */
static void exception_rests(struct rests *r, size_t i)
{
	const struct trial *t = r->t;
	const struct exception *e = &t->ready->rule->exceptions[i];
	tree_rests(r, t->ready->exceptions[i]);
	for (size_t k = 0; t->states[i] == EXCEPTION_SHOWN && k < e->n_evidence; k++)
		add_assumptions(r, item_value(t->facts->item, e->evidence[k]));
}

static void exceptions_rest(struct rests *r, enum exception_state state)
{
	for (size_t i = 0; i < r->t->ready->rule->n_exceptions; i++)
		if (r->t->states[i] == state)
			exception_rests(r, i);
}

static void whole_rests(struct rests *r, const struct outcome *o)
{
	const struct trial *t = r->t;
	if (o->kind_presumed)
		add_presumed(r, t->facts->kind->narrowed_by);
	tree_rests(r, t->ready->where);
	tree_rests(r, t->ready->obsolete_if);
}

static void not_applicable_rests(struct rests *r, const struct outcome *o)
{
	const struct trial *t = r->t;
	/* of another kind by its name: a reading alone brought it here */
	if (t->candidate->kind.filed == TRUTH_FALSE && !o->kind_presumed)
		return;
	if (tree_truth(t, t->ready->where) == TRUTH_FALSE)
		tree_rests(r, t->ready->where);
	else if (o->kind_presumed)
		add_presumed(r, t->facts->kind->narrowed_by);
}

void rests_find(struct finding *f, const struct trial *t, const struct outcome *o)
{
	const struct item *item = t->facts->item;
	struct rests r = {.t = t, .arena = t->facts->arena};
	if (item->kind_assumed && item->kind)
		add_assumption(&r, &(struct assumption){
			.id = item->kind_of_title ? ASSUMED_KIND_OF_TITLE : ASSUMED_KIND, .detail = item->kind->id, .said = item->kind->words});
	if (o->conflict) {
		exceptions_rest(&r, EXCEPTION_SHOWN);
	} else if (o->decided_by) {
		exception_rests(&r, (size_t)(o->decided_by - t->ready->rule->exceptions));
	} else if (o->verdict == RULE_NOT_APPLICABLE) {
		not_applicable_rests(&r, o);
	} else if (o->verdict == RULE_CLEAR) {
		tree_rests(&r, t->ready->obsolete_if);
	} else {
		whole_rests(&r, o);
		if (o->claimed)
			exceptions_rest(&r, EXCEPTION_CLAIMED);
		else if (o->verdict == RULE_OBSOLETE)
			exceptions_rest(&r, EXCEPTION_DENIED);
	}
	hand_over(f, &r);
}

void rests_join(struct finding *f, struct arena *a, const struct finding *other)
{
	struct rests r = {.arena = a};
	add_finding(&r, f);
	add_finding(&r, other);
	hand_over(f, &r);
}
