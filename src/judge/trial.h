/*
 * One rule on trial over one item: the truth of its conditions, the states of its exceptions, what follows. For the
 * files of judge/ only.
 *
 * Always: everything is allocated in the item's arena; a failed allocation shows in facts->arena->failed, which is
 * checked at the end of each finding and of the item.
 */
#ifndef PHASEOUT_JUDGE_TRIAL_H
#define PHASEOUT_JUDGE_TRIAL_H

#include "judge/program.h"

/* --- evaluate.c: leaves to truth -------------------------------------------------------------------------------- */

struct supposed_leaf {
	const struct condition *leaf;
	enum truth truth;
};

struct known_listing;

/* What is known of one item. */
struct facts {
	struct arena *arena;
	const struct program *program;
	const struct item *item;
	const struct ready_kind *kind;
	bool zone_open;                 /* the province is not known, and some have rules of their own: `kind` is of none of them */
	const struct value *years;      /* in service on the as-of date: stands in place of the record's; NULL: unknown */
	const struct supposed_leaf *supposed; /* leaves whose truth is taken from here: change.h */
	size_t n_supposed;
	const struct value *substitute; /* "whatever": stands in place of the record's value of its field; NULL */
	struct match_space *space;
	const struct value *folded_of;  /* the text that was folded last … */
	struct str folded;
	const struct value *model_of;   /* … and the model */
	const struct model_text *model;
	struct model_memo *memo;        /* NULL */
	struct known_listing *listings; /* what catalogues said so far: listed.c */
};

/* The model that `v` says, made ready; NULL when memory is exhausted. */
const struct model_text *facts_model(struct facts *f, const struct value *v);
/* The truth that is supposed of a leaf; NULL. */
const struct supposed_leaf *facts_suppose(const struct facts *f, const struct condition *c);

/* A field of the item: the record's value, or a presumption's where the record is silent. */
struct fact {
	const struct value *value;      /* NULL: no column */
	const struct ready_presumption *presumed;
};

struct fact fact_of(const struct facts *f, const struct field *field, bool presume);

struct trial {
	struct facts *facts;
	const struct candidate *candidate;
	const struct ready_rule *ready;
	unsigned char *truth;           /* enum truth of each node */
	enum exception_state *states;   /* of each exception */
	bool *unpresumed;               /* exceptions whose `when` only a presumption would have shown */
};

/* False when memory is exhausted. All conditions are evaluated. */
bool trial_init(struct trial *t, struct facts *f, const struct candidate *c);

static inline enum truth tree_truth(const struct trial *t, struct tree tree)
{
	return tree.first == tree.end ? TRUTH_TRUE : (enum truth)t->truth[tree.first];
}

void tree_evaluate(struct trial *t, struct tree tree, bool presume);
/* One leaf by what the record says, without presumptions. */
enum truth leaf_evaluate(struct facts *f, const struct ready_node *leaf);
/* An interval to compare by: of a quantity, a ratio or an integer; false for other types. */
bool value_measure(struct quantity *out, const struct value *v);
/* The limit of a leaf, for the same types. */
void leaf_limit(struct quantity *out, const struct condition *leaf);

/* --- listed.c: what a catalogue says ------------------------------------------------------------------------------- */

/* The listing of a leaf `listed_in`, once for an item; NULL where its truth is supposed, or memory is exhausted. */
const struct listing *listing_of(struct facts *f, const struct condition *leaf, bool presume);
/* Does any entry of the catalogue name the model, or may it? *out is true also where that cannot be told. False when memory is exhausted. */
bool catalogue_names(bool *out, struct facts *f, const struct condition *leaf, const struct value *v);
/* Does an entry that may hit say, by its model, which kind of thing it is, where the item's name leaves it open? */
bool listing_names_kind(const struct listing *l);
/* Does what it says hang on the field: the model's, or one that an entry which names the item asks beside it? */
bool listing_asks(const struct listing *l, const struct field *field);
/* The trees of an entry's restrictions, and of the cases of its duty that count; evaluated in `t`, which is of no rule. */
struct entry_trees {
	struct trial t;
	struct tree *trees;    /* restrictions first */
	size_t n_restricts, n;
};
bool entry_trees_of(struct entry_trees *out, struct facts *f, const struct listing *l, const struct listed_entry *e, bool presume);

/* --- exceptions.c ----------------------------------------------------------------------------------------------- */

/* Evaluates the `when` of each and finds its state. */
void exceptions_judge(struct trial *t);
/* Is a flag of `evidence` shown? */
bool evidence_shown(const struct facts *f, const struct field *flag);

/* --- needs.c ---------------------------------------------------------------------------------------------------- */

struct need_list {
	struct arena *arena;
	struct need *items;
	size_t n, cap;
};

void needs_add(struct need_list *list, const struct need *need);
void needs_of_tree(struct need_list *list, const struct trial *t, struct tree tree);
/* One of the sets will do; `n` may be 0 or 1. */
void needs_add_any(struct need_list *list, struct need_list *sets, size_t n);
/* Drops groups that the single needs settle anyway. */
void needs_settle(struct need_list *list);
bool needs_ask_judgement(const struct need_list *list);

/* --- outcome.c: the six steps ----------------------------------------------------------------------------------- */

struct outcome {
	enum rule_verdict verdict;
	bool conflict;
	bool claimed;                      /* step 4 */
	enum truth kind;                   /* is it of the rule's kinds: by name, presumption or a model of the rule */
	bool kind_presumed;                /* that the item is of the rule's kind, or is not, rests on a presumption */
	const struct exception *decided_by;
	struct need_list needs;
};

/* `kind`: the rule's or the reading's. */
void outcome_of(struct outcome *out, const struct trial *t, struct kind_truth kind, struct tree where,
		struct tree obsolete_if);

/* --- rests.c: presumptions and assumptions ---------------------------------------------------------------------- */

/* Fills presumed and assumed of a finding whose verdict stands. */
void rests_find(struct finding *f, const struct trial *t, const struct outcome *o);
/* Adds what another finding rests on. */
void rests_join(struct finding *f, struct arena *a, const struct finding *other);

/* --- readings.c ------------------------------------------------------------------------------------------------- */

void readings_judge(struct finding *f, const struct trial *t);

/* --- near.c ----------------------------------------------------------------------------------------------------- */

void near_find(struct finding *f, const struct trial *t);

/* --- finding.c -------------------------------------------------------------------------------------------------- */

bool finding_make(struct finding *out, struct facts *f, const struct candidate *c);
/* The leaves of a reading's own trees. */
bool reading_trace(const struct leaf_trace **out, size_t *n, const struct trial *t, size_t reading);

/* --- judge.c ---------------------------------------------------------------------------------------------------- */

struct facts facts_of(struct arena *a, const struct program *p, const struct item *item);
/* judge_item, with what is supposed. */
bool facts_judge(struct judgement *out, struct facts *f);
/* As if the item were where f->kind's rules are. */
bool zone_judge(struct judgement *out, struct facts *f);
/* Both lists of a judgement, in pack order. False when memory is exhausted. */
bool findings_share_out(struct judgement *out, struct arena *a, const struct finding *all, size_t n);

/* --- zones.c ---------------------------------------------------------------------------------------------------- */

/* Sets f->kind to what stands in the item's province, or f->zone_open. */
void zone_find(struct facts *f);
/* An item of no known province. */
bool zones_judge(struct judgement *out, struct facts *f);

/* --- whatever.c ------------------------------------------------------------------------------------------------- */

/* `all`: one finding a candidate. Sets out->verdict and out->whatever, and `under` of findings, where it applies. */
bool whatever_try(struct judgement *out, struct facts *f, struct finding *all, size_t n);

/* --- rollup.c --------------------------------------------------------------------------------------------------- */

enum verdict rollup_verdict(const struct finding *findings, size_t n);
void rollup_needs(struct need_list *out, const struct finding *findings, size_t n);
/* Caveats, needs, the finding that counts and its capacity; out->findings and verdicts stand. */
void rollup_finish(struct judgement *out, struct facts *f);
/*
 * Each of several units has (0,T]; what the item has is T, but for a total of several rows: that stays nobody's alone. `v` may be NULL; NULL also when memory is
 * exhausted.
 */
const struct value *capacity_together(struct arena *a, const struct value *v);

#endif
