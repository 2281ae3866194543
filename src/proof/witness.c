#include "proof/witness.h"

enum { MOST_TRIED = 200000 }; /* assignments tried for one leaf: a few seconds */

/* --- what a rule turns on --------------------------------------------------------------------------------------- */

static void add_subject(struct witness *w, struct subject subject)
{
	struct subject *items =
		arena_grow(w->arena, w->subjects, w->n_subjects, &w->cap_subjects, sizeof *items);
	if (!items)
		return;
	w->subjects = items;
	w->subjects[w->n_subjects++] = subject;
}

/* A leaf that the oracle cannot tell, or its denial. */
static bool is_untold(const struct condition *c)
{
	while (c->op == COND_NOT && c->n == 1)
		c = c->children[0];
	return c->n == 0 && c->op != COND_ALWAYS && !oracle_knows(c);
}

static void add_leaves_beside(struct witness *w, const struct condition *c, const struct reading_of_rule *reading,
			      bool beside_untold)
{
	bool untold = false;
	if (!c || c->op == COND_ALWAYS)
		return;
	for (size_t i = 0; i < c->n; i++)
		untold |= is_untold(c->children[i]);
	for (size_t i = 0; i < c->n; i++)
		add_leaves_beside(w, c->children[i], reading, untold);
	if (c->op == COND_ALL || c->op == COND_ANY || c->op == COND_NOT)
		return;
	if (oracle_knows(c))
		add_subject(w, (struct subject){.leaf = c, .field = c->field, .reading = reading, .span = c->span,
						.beside_untold = beside_untold});
	else
		w->untold++;
}

static void add_leaves(struct witness *w, const struct condition *c, const struct reading_of_rule *reading)
{
	add_leaves_beside(w, c, reading, false);
}

static void find_subjects(struct witness *w)
{
	const struct rule *rule = w->rule;
	add_leaves(w, rule->where, NULL);
	add_leaves(w, rule->obsolete_if, NULL);
	for (size_t i = 0; i < rule->n_exceptions; i++) {
		const struct exception *e = &rule->exceptions[i];
		add_leaves(w, e->when, NULL);
		for (size_t k = 0; k < e->n_evidence; k++)
			add_subject(w, (struct subject){.field = e->evidence[k], .span = e->span});
	}
	for (size_t i = 0; i < rule->n_readings; i++) {
		add_leaves(w, rule->readings[i].where, &rule->readings[i]);
		add_leaves(w, rule->readings[i].obsolete_if, &rule->readings[i]);
	}
}

/* --- settings --------------------------------------------------------------------------------------------------- */

struct samples witness_samples(const struct witness *w)
{
	return (struct samples){.arena = w->arena, .vocabulary = w->vocabulary, .rule = w->rule, .kind = w->kind};
}

static struct setting *setting_of(struct witness *w, const struct field *field)
{
	for (size_t i = 0; i < w->n_settings; i++)
		if (w->settings[i].field == field)
			return &w->settings[i];
	struct setting *items =
		arena_grow(w->arena, w->settings, w->n_settings, &w->cap_settings, sizeof *items);
	if (!items)
		return NULL;
	w->settings = items;
	items[w->n_settings] = (struct setting){.field = field, .probes = witness_samples(w)};
	return &items[w->n_settings++];
}

void subject_samples(struct samples *s, const struct subject *subject)
{
	if (subject->leaf)
		samples_of_leaf(s, subject->leaf);
	else
		samples_of_flag(s, subject->field);
}

static bool same_meaning(struct arena *a, const struct saying_cell *x, const struct saying_cell *y)
{
	if (x->says != y->says || x->unit != y->unit)
		return false;
	switch (x->says) {
	case SAYS_NUMBER:
		return longhand_cmp(a, x->lo, y->lo) == 0 && longhand_cmp(a, x->hi, y->hi) == 0;
	case SAYS_DAYS:
		return x->first == y->first && x->last == y->last;
	case SAYS_CHOICE:
		return x->choice == y->choice;
	case SAYS_FLAG:
		return x->flag == y->flag;
	case SAYS_TEXT:
		return str_eq(x->model, y->model) && x->close == y->close;
	case SAYS_NOTHING:
	case SAYS_UNKNOWN:
		break;
	}
	return true;
}

/* Only the probes, each meaning once. */
static void keep_probes(struct witness *w, struct setting *s)
{
	for (size_t i = 0; i < s->probes.n; i++) {
		bool keep = s->probes.items[i].probe;
		for (size_t k = 0; keep && k < s->n_probes; k++)
			keep = !same_meaning(w->arena, &s->probes.items[i].cell, &s->probes.items[k].cell);
		if (keep)
			s->probes.items[s->n_probes++] = s->probes.items[i];
	}
}

void witness_of_kind(struct witness *w, const struct kind *kind)
{
	w->kind = kind;
	w->settings = NULL;
	w->n_settings = w->cap_settings = 0;
	for (size_t i = 0; i < w->n_subjects; i++) {
		struct setting *s = w->subjects[i].field ? setting_of(w, w->subjects[i].field) : NULL;
		if (s)
			subject_samples(&s->probes, &w->subjects[i]);
	}
	for (size_t i = 0; i < w->n_settings; i++)
		keep_probes(w, &w->settings[i]);
}

/* --- assignments ------------------------------------------------------------------------------------------------ */

static void add_day(struct witness *w, day d)
{
	day *items = arena_grow(w->arena, w->days, w->n_days, &w->cap_days, sizeof *items);
	if (!items)
		return;
	w->days = items;
	w->days[w->n_days++] = d;
}

static void find_days(struct witness *w)
{
	day usual = w->rule->pack->horizon;
	if (!w->rule->pack->has_horizon)
		date_from_ymd(&usual, 2015, 12, 31);
	w->days = NULL;
	w->n_days = w->cap_days = 0;
	add_day(w, usual);
	for (size_t i = 0; i < w->n_subjects; i++)
		for (int step = -1; step <= 1 && w->subjects[i].leaf && w->subjects[i].leaf->as_of; step++)
			add_day(w, w->subjects[i].leaf->day + step);
}

/* The cells that are chosen. */
struct saying_record witness_record(const struct witness *w, struct arena *a)
{
	struct saying_cell *cells = ARENA_ARRAY(a, w->n_settings, struct saying_cell);
	struct saying_record r = {w->kind, cells, 0, w->days[w->at_day]};
	for (size_t i = 0; cells && i < w->n_settings; i++)
		cells[r.n++] = w->settings[i].probes.items[w->settings[i].at].cell;
	return r;
}

/* The next choice; false behind the last. */
static bool advance(struct witness *w)
{
	for (size_t i = 0; i < w->n_settings; i++) {
		if (++w->settings[i].at < w->settings[i].n_probes)
			return true;
		w->settings[i].at = 0;
	}
	if (++w->at_day < w->n_days)
		return true;
	w->at_day = 0;
	return false;
}

/* How good a choice is, from 0. */
typedef int judge_choice_fn(struct witness *w, struct subject *s);

/* Chooses the cells that are best, and tries on until `enough` says so; 0 where none is any good. */
static int choose(struct witness *w, struct subject *s, judge_choice_fn *judge_choice, int enough)
{
	size_t *best = ARENA_ARRAY(w->arena, w->n_settings + 1, size_t);
	int most = 0;
	for (size_t i = 0; i < w->n_settings; i++)
		w->settings[i].at = 0;
	w->at_day = 0;
	for (size_t tried = 0; best; tried++) {
		int much = judge_choice(w, s);
		arena_clear(w->tried);
		for (size_t i = 0; much > most && i < w->n_settings; i++)
			best[i] = w->settings[i].at;
		best[w->n_settings] = much > most ? w->at_day : best[w->n_settings];
		most = much > most ? much : most;
		s->cut |= tried == MOST_TRIED;
		if ((most >= enough && s->matters[false] && s->matters[true]) || s->cut || !advance(w))
			break;
	}
	for (size_t i = 0; best && i < w->n_settings; i++)
		w->settings[i].at = best[i];
	w->at_day = best ? best[w->n_settings] : 0;
	return most;
}

static bool is_unfit(const struct witness *w)
{
	bool unfit = false;
	for (size_t i = 0; i < w->n_settings; i++)
		unfit |= w->settings[i].probes.items[w->settings[i].at].unfit;
	return unfit;
}

/* Does the record say what the leaf asks? Where it does not, a contradiction too leaves the verdict open. */
static bool is_asked(const struct witness *w, const struct subject *s)
{
	enum says says = SAYS_TEXT;
	for (size_t i = 0; i < w->n_settings; i++)
		if (w->settings[i].field == s->field)
			says = w->settings[i].probes.items[w->settings[i].at].cell.says;
	return (says != SAYS_NOTHING && says != SAYS_UNKNOWN) || (s->leaf && s->leaf->op == COND_KNOWN);
}

static bool is_settled(enum rule_verdict v)
{
	return v != RULE_UNDETERMINED && v != RULE_MANUAL;
}

enum { TURNS_BEST = 4 };

/* How much the verdict turns on the subject: 0 not at all; best where one side is obsolete and both are settled. */
static int turns(struct witness *w, struct subject *s)
{
	struct oracle o = {.vocabulary = w->vocabulary, .arena = w->tried, .any_value = true};
	struct saying_record r = witness_record(w, w->tried);
	struct forced yes = {s->leaf, s->leaf ? NULL : s->field, TRUTH_TRUE}, no = yes;
	no.truth = TRUTH_FALSE;
	enum rule_verdict as_is = oracle_verdict(&o, w->rule, s->reading, &r, NULL);
	enum rule_verdict a = oracle_verdict(&o, w->rule, s->reading, &r, &yes);
	enum rule_verdict b = oracle_verdict(&o, w->rule, s->reading, &r, &no);
	if (is_asked(w, s)) {
		s->matters[true] |= a != as_is;
		s->matters[false] |= b != as_is;
	}
	if (a == b || is_unfit(w))
		return 0;
	return 1 + 2 * (a == RULE_OBSOLETE || b == RULE_OBSOLETE) + (is_settled(a) && is_settled(b));
}

bool witness_choose(struct witness *w, struct subject *s)
{
	return choose(w, s, turns, TURNS_BEST) > 0;
}

/* How near the choice comes to a hit. */
static int hits(struct witness *w, struct subject *s)
{
	struct oracle o = {.vocabulary = w->vocabulary, .arena = w->tried};
	struct saying_record r = witness_record(w, w->tried);
	(void)s;
	if (is_unfit(w))
		return 0;
	return RULE_NOT_APPLICABLE + 1 - (int)oracle_verdict(&o, w->rule, NULL, &r, NULL);
}

void witness_choose_hit(struct witness *w)
{
	struct subject none = {.matters = {true, true}};
	choose(w, &none, hits, RULE_NOT_APPLICABLE + 1 - RULE_OBSOLETE);
}

void witness_init(struct witness *w, struct arena *arena, struct arena *tried, const struct vocabulary *v,
		  const struct rule *rule)
{
	*w = (struct witness){.arena = arena, .tried = tried, .vocabulary = v, .rule = rule};
	find_subjects(w);
	find_days(w);
}
