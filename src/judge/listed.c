/* A leaf `listed_in`: which entries of a catalogue name the item, and what follows. rules-format.md, "Catalogues and models". */
#include "judge/model_memo.h"
#include "judge/trial.h"

struct known_listing {
	struct listing listing;
	bool presume;
	const struct value *substitute;
	struct known_listing *next;
};

/* One listing while it is made. */
struct weighing {
	struct facts *f;
	const struct ready_catalogue *ready;
	struct listing *out;
	struct listed_entry *entries; /* out->entries */
	struct trial t;               /* of the catalogue's conditions */
	bool presume;
};

/* --- conditions of the catalogue ------------------------------------------------------------------------------------ */

/* Of no rule: there are only trees and their truth. */
static bool trial_within(struct trial *t, struct facts *f, const struct ready_catalogue *ready)
{
	*t = (struct trial){.facts = f, .ready = &ready->conditions};
	t->truth = arena_alloc(f->arena, ready->conditions.n_nodes + 1u);
	return t->truth;
}

static enum truth tree_of(struct weighing *w, struct tree tree)
{
	tree_evaluate(&w->t, tree, w->presume);
	return tree_truth(&w->t, tree);
}

static enum truth restrictions(struct weighing *w, const struct catalogue_entry *e)
{
	enum truth all = TRUTH_TRUE;
	for (size_t i = 0; i < e->n_restricts && all != TRUTH_FALSE; i++)
		all = truth_and(all, tree_of(w, w->ready->restricts[e->restricts[i]->index]));
	return all;
}

static bool is_later(const struct duty_case *a, const struct duty_case *b)
{
	return !b || (!a->at_once && (b->at_once || a->by > b->by));
}

/* The first case that is true; what stands before it and is unknown may be the one. */
static enum truth duty(struct weighing *w, const struct catalogue_duty *d, const struct duty_case **due)
{
	enum truth any = TRUTH_FALSE;
	*due = NULL;
	if (!d || w->out->leaf->duties_ignored)
		return TRUTH_TRUE;
	for (size_t i = 0; i < d->n_cases && any != TRUTH_TRUE; i++) {
		enum truth one = tree_of(w, w->ready->cases[d->index][i]);
		if (one != TRUTH_FALSE && is_later(&d->cases[i], *due))
			*due = &d->cases[i];
		any = truth_or(any, one);
	}
	return any;
}

/* --- one entry ------------------------------------------------------------------------------------------------------- */

/* False where it is an entry of another kind of thing. */
static bool guard(struct weighing *w, struct listed_entry *out, bool exactly)
{
	struct kind_truth of = kind_truth_for(w->f->kind, out->entry->kinds, out->entry->n_kinds);
	out->kind = of.narrowed;
	/* a general name with such a model is not silent about the kind: nothing need be presumed of it */
	out->kind_settled = exactly && of.filed == TRUTH_UNKNOWN;
	out->kind_presumed = !out->kind_settled && of.filed != of.narrowed;
	if (out->kind_settled)
		out->kind = TRUTH_TRUE;
	w->out->kind_presumed |= out->kind_presumed && out->kind == TRUTH_FALSE;
	return out->kind != TRUTH_FALSE;
}

/* Adds it where it is of the item's kind. `found` is listed also of a description. */
static bool weigh(struct weighing *w, struct listed_entry *out, const struct catalogue_entry *e, enum model_found found)
{
	bool sure = found == MODEL_LISTED && !e->doubt.n;
	*out = (struct listed_entry){.entry = e, .found = sure ? TRUTH_TRUE : TRUTH_UNKNOWN};
	if (e->batch->announced > w->out->as_of || !guard(w, out, sure && e->match != MATCH_DESCRIPTION))
		return false;
	out->restricts = restrictions(w, e);
	out->duty = duty(w, e->duty, &out->due);
	out->truth = truth_and(truth_and(out->kind, out->found), truth_and(out->restricts, out->duty));
	return true;
}

static void add(struct weighing *w, const struct catalogue_entry *e, enum model_found found)
{
	struct listing *l = w->out;
	if (weigh(w, &w->entries[l->n], e, found))
		l->truth = truth_or(l->truth, w->entries[l->n++].truth);
}

/* --- what names the item ---------------------------------------------------------------------------------------------- */

static bool find_hits(struct model_hits *out, struct facts *f, const struct ready_catalogue *ready, const struct value *v)
{
	uint32_t catalogue = ready->catalogue->index;
	if (model_memo_get(out, f->arena, f->memo, catalogue, v->text))
		return out->items;
	const struct model_text *text = facts_model(f, v);
	if (!text || !model_index_find(out, f->arena, ready->index, text))
		return false;
	model_memo_put(f->memo, catalogue, v->text, out);
	return true;
}

bool catalogue_names(bool *out, struct facts *f, const struct condition *leaf, const struct value *v)
{
	struct model_hits hits = {0};
	if (!leaf->catalogue || v->face != FACE_READ) {
		*out = true;
		return true;
	}
	if (!find_hits(&hits, f, &f->program->catalogues[leaf->catalogue->index], v))
		return false;
	*out = hits.n > 0;
	return true;
}

/* Models and descriptions, both in the order of the table. */
static bool add_named(struct weighing *w, const struct value *v)
{
	const struct ready_catalogue *ready = w->ready;
	struct model_hits hits = {0};
	if (v && !find_hits(&hits, w->f, ready, v))
		return false;
	w->out->entries = w->entries = ARENA_ARRAY(w->f->arena, hits.n + ready->n_described, struct listed_entry);
	if (!w->entries)
		return false;
	size_t d = 0;
	for (size_t i = 0; i <= hits.n; i++) {
		uint32_t upto = i < hits.n ? hits.items[i].group : UINT32_MAX;
		for (; d < ready->n_described && ready->described[d]->index < upto; d++)
			if (w->f->item->kind)
				add(w, ready->described[d], MODEL_LISTED);
		if (i < hits.n)
			add(w, &ready->catalogue->entries[upto], hits.items[i].found);
	}
	return true;
}

/* No model was read: any entry of the kind may be meant, unless what it asks beside the model fails. */
static bool add_possible(struct weighing *w)
{
	const struct catalogue *c = w->ready->catalogue;
	struct listing *l = w->out;
	struct listed_entry *possible = NULL, one;
	size_t cap = 0;
	for (size_t i = 0; i < c->n_entries && l->truth == TRUTH_FALSE; i++) {
		if (!c->entries[i].n_names || !weigh(w, &one, &c->entries[i], MODEL_SUSPECT))
			continue;
		possible = arena_grow(w->f->arena, possible, l->n_possible, &cap, sizeof *possible);
		if (!possible)
			return false;
		possible[l->n_possible++] = one;
		l->truth = truth_or(l->truth, one.truth);
	}
	l->possible = possible;
	if (l->truth != TRUTH_FALSE)
		l->n_possible = 0;
	return true;
}

/* --- what decides, and what is left open ------------------------------------------------------------------------------- */

/* Ordered out at once, or without a date, is the earliest. */
static bool is_earlier(const struct duty_case *a, const struct duty_case *b)
{
	bool dated_a = a && !a->at_once, dated_b = b && !b->at_once;
	return dated_b && (!dated_a || a->by < b->by);
}

static void decide(struct listing *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct listed_entry *e = &l->entries[i];
		if (e->truth == TRUTH_FALSE || e->truth != l->truth)
			continue;
		if (!l->deciding || (l->truth == TRUTH_TRUE && is_earlier(e->due, l->deciding->due)))
			l->deciding = e;
	}
}

/* Is the item clear of the entry only because the list asks nothing of machines like it? */
static bool lacks_duty_only(const struct listed_entry *e)
{
	return e->duty == TRUTH_FALSE && e->restricts != TRUTH_FALSE;
}

static void say_no_duty(struct words *out, struct arena *a, const struct catalogue *c, const struct listed_entry *e)
{
	const struct catalogue_entry *of = e->entry;
	struct words why = of->duty->otherwise.zh.p ? of->duty->otherwise : (struct words){of->duty->text, of->duty->text};
	bool sure = e->found == TRUTH_TRUE && e->restricts == TRUTH_TRUE;
	if (sure)
		WORDS_SAY(out, a, "listed in \"%.*s\" as %.*s/%.*s (%.*s), without a duty in use: %.*s",
			  STR_ARG(words_in(c->title, in)), STR_ARG(of->batch->id), STR_ARG(of->item), STR_ARG(of->product),
			  STR_ARG(words_in(why, in)));
	else
		WORDS_SAY(out, a, "may be listed in \"%.*s\" as %.*s/%.*s (%.*s), in any case without a duty in use: %.*s",
			  STR_ARG(words_in(c->title, in)), STR_ARG(of->batch->id), STR_ARG(of->item), STR_ARG(of->product),
			  STR_ARG(words_in(why, in)));
}

static bool gap_concerns(const struct catalogue_gap *gap, const struct kind *k)
{
	for (size_t i = 0; k && i < gap->n_kinds; i++)
		if (kind_is(k, gap->kinds[i]) || kind_is(gap->kinds[i], k))
			return true;
	return false;
}

static void leave_open(struct weighing *w)
{
	const struct catalogue *c = w->ready->catalogue;
	struct listing *l = w->out;
	struct arena *a = w->f->arena;
	size_t n = c->n_gaps;
	for (size_t i = 0; i < l->n; i++)
		n += lacks_duty_only(&l->entries[i]);
	struct words *caveats = ARENA_ARRAY(a, n, struct words);
	if (!caveats)
		return;
	l->caveats = caveats;
	for (size_t i = 0; i < l->n; i++)
		if (lacks_duty_only(&l->entries[i]))
			say_no_duty(&caveats[l->n_caveats++], a, c, &l->entries[i]);
	for (size_t i = 0; i < c->n_gaps; i++)
		if (c->gaps[i].batch->announced <= l->as_of && gap_concerns(&c->gaps[i], w->f->kind->kind))
			caveats[l->n_caveats++] = c->gaps[i].caveat;
}

/* --- listings ----------------------------------------------------------------------------------------------------------- */

static day day_of(const struct facts *f, const struct condition *leaf)
{
	day as_of = f->program->options.as_of;
	return leaf->dated && leaf->day < as_of ? leaf->day : as_of;
}

static bool make(struct listing *out, struct facts *f, const struct condition *leaf, bool presume)
{
	const struct ready_catalogue *ready = &f->program->catalogues[leaf->catalogue->index];
	struct weighing w = {.f = f, .ready = ready, .out = out, .presume = presume};
	const struct value *v = fact_of(f, leaf->field, presume).value;
	*out = (struct listing){.leaf = leaf, .as_of = day_of(f, leaf), .read = v && v->face == FACE_READ, .truth = TRUTH_FALSE};
	if (!trial_within(&w.t, f, ready) || !add_named(&w, out->read ? v : NULL) || (!out->read && !add_possible(&w)))
		return false;
	decide(out);
	if (out->truth == TRUTH_FALSE)
		leave_open(&w);
	return true;
}

const struct listing *listing_of(struct facts *f, const struct condition *leaf, bool presume)
{
	if (!leaf->catalogue || facts_suppose(f, leaf))
		return NULL;
	for (const struct known_listing *k = f->listings; k; k = k->next)
		if (k->listing.leaf == leaf && k->presume == presume && k->substitute == f->substitute)
			return &k->listing;
	struct known_listing *k = ARENA_NEW(f->arena, struct known_listing);
	if (!k || !make(&k->listing, f, leaf, presume))
		return NULL;
	k->presume = presume;
	k->substitute = f->substitute;
	k->next = f->listings;
	f->listings = k;
	return &k->listing;
}

bool listing_names_kind(const struct listing *l)
{
	for (size_t i = 0; l && i < l->n; i++)
		if (l->entries[i].kind_settled && l->entries[i].truth != TRUTH_FALSE)
			return true;
	return false;
}

static bool asks_other(void *field, const struct condition *leaf)
{
	return leaf->field != field;
}

static bool entry_asks(const struct catalogue_entry *e, const struct field *field)
{
	for (size_t i = 0; i < e->n_restricts; i++)
		if (!condition_each_leaf(e->restricts[i]->condition, asks_other, (void *)field))
			return true;
	for (size_t i = 0; e->duty && i < e->duty->n_cases; i++)
		if (e->duty->cases[i].when && !condition_each_leaf(e->duty->cases[i].when, asks_other, (void *)field))
			return true;
	return false;
}

bool listing_asks(const struct listing *l, const struct field *field)
{
	if (l->leaf->field == field)
		return true;
	for (size_t i = 0; i < l->n; i++)
		if (entry_asks(l->entries[i].entry, field))
			return true;
	return false;
}

bool entry_trees_of(struct entry_trees *out, struct facts *f, const struct listing *l, const struct listed_entry *e, bool presume)
{
	const struct ready_catalogue *ready = &f->program->catalogues[l->leaf->catalogue->index];
	const struct catalogue_duty *d = l->leaf->duties_ignored ? NULL : e->entry->duty;
	size_t n_restricts = e->entry->n_restricts, n = n_restricts + (d ? d->n_cases : 0);
	*out = (struct entry_trees){.trees = ARENA_ARRAY(f->arena, n, struct tree), .n_restricts = n_restricts};
	if (!out->trees || !trial_within(&out->t, f, ready))
		return false;
	for (; out->n < n_restricts; out->n++)
		out->trees[out->n] = ready->restricts[e->entry->restricts[out->n]->index];
	for (; out->n < n; out->n++)
		out->trees[out->n] = ready->cases[d->index][out->n - n_restricts];
	for (size_t i = 0; i < out->n; i++)
		tree_evaluate(&out->t, out->trees[i], presume);
	return true;
}
