/*
 * Rules made ready: conditions as flat trees, the rules that each kind has to be judged by, what is fixed by the
 * as-of date. For the files of judge/ only.
 *
 * Always: built once, then immutable. The nodes of a tree stand in pre-order, so that a child stands behind its parent
 * and [node + 1, end) are all that is below it.
 */
#ifndef PHASEOUT_JUDGE_PROGRAM_H
#define PHASEOUT_JUDGE_PROGRAM_H

#include "judge/judge.h"
#include "judge/match.h"
#include "vocabulary/model_index.h"

struct ready_node {
	const struct condition *c;
	uint32_t end;
	struct pattern *pattern; /* COND_MATCHES */
};

/* The nodes [first, end) of a rule: one condition. */
struct tree {
	uint32_t first, end;
};

struct ready_rule {
	const struct rule *rule;
	struct ready_node *nodes; /* where, obsolete_if, exceptions; then the readings' own */
	uint32_t n_nodes, n_traced;
	uint32_t n_leaves;        /* below n_traced */
	struct tree where, obsolete_if;
	struct tree *exceptions;
	struct {
		struct tree where, obsolete_if;
	} *readings;
	enum in_force in_force;
	enum deadline_state deadline;
	int32_t deadline_days;
	bool horizon_passed;
};

/* A catalogue made ready: its conditions as trees, its names in an index. */
struct ready_catalogue {
	const struct catalogue *catalogue;
	struct ready_rule conditions; /* of no rule: only its nodes */
	struct tree *restricts;       /* by catalogue_condition->index */
	struct tree **cases;          /* by catalogue_duty->index, in the duty's order */
	const struct model_index *index; /* a group is an entry, by its index */
	const struct catalogue_entry **described; /* those without models */
	size_t n_described;
};

/* Is the item of a kind that the rule speaks of? By its name alone, and with what is presumed of its kind. */
struct kind_truth {
	enum truth filed, narrowed;
};

/* A rule for an item of one kind. */
struct candidate {
	const struct ready_rule *rule;
	struct kind_truth kind, *reading_kinds;
};

struct ready_presumption {
	const struct presumption *presumption;
	const struct presumption *by_kind; /* it is for the kind that was presumed; NULL */
	struct value value;
};

struct ready_kind {
	const struct kind *filed;  /* NULL: the item has no kind */
	const struct kind *kind;   /* narrowed by a presumption */
	const struct presumption *narrowed_by;
	struct ready_presumption *presumptions; /* of fields */
	size_t n_presumptions;
	struct candidate *candidates; /* in pack order */
	size_t n_candidates;
	const struct region *province; /* whose rules they are; NULL */
	const struct words **caveats; /* of unresolved rules for this kind */
	size_t n_caveats;
};

/* By kind->index. */
struct ready_kinds {
	struct ready_kind *kinds;
	struct ready_kind *filed_kinds; /* the same without narrowing: for items that the presumption does not fit */
	struct ready_kind no_kind;
};

/* A province for which an overlay changes rules. */
struct zone {
	const struct region *province;
	struct ready_kinds kinds;
};

struct program {
	const struct vocabulary *vocabulary;
	const struct ruleset *ruleset;
	struct judge_options options;
	struct ready_rule *rules;  /* by rule->index */
	size_t n_rules;
	struct ready_catalogue *catalogues; /* by catalogue->index */
	size_t n_catalogues;
	struct ready_kinds kinds;  /* of all items, but those of provinces that have rules of their own: */
	struct zone *zones;
	size_t n_zones;
	struct matcher *matcher;
};

/* program.c: lays a condition behind the nodes of `r`, which have room for it; an empty tree for NULL. Sets *bad after a diagnostic. */
struct tree tree_lay(struct ready_rule *r, struct arena *a, const struct condition *c, const struct source_file *file,
		     struct diags *diags, bool *bad);
uint32_t tree_size(const struct condition *c); /* nodes; 0 for NULL */

/* listed_ready.c: false after diagnostics or when memory is exhausted. */
bool catalogues_prepare(struct program *p, struct arena *a, struct diags *diags);

/* kinds.c */

/* A general name leaves `below` open, unless whoever has such a thing, or one between, names it. */
bool kind_leaves_open(const struct kind *general, const struct kind *below);
struct kind_truth kind_truth_for(const struct ready_kind *kind, const struct kind *const *kinds, size_t n);
/* For items of a province, or of none that has rules of its own, where it is NULL. */
bool kinds_prepare_in(struct ready_kinds *out, struct arena *a, const struct program *p, const struct region *province);
const struct ready_kind *kinds_for(const struct ready_kinds *all, const struct item *item);
bool candidate_for(struct candidate *out, struct arena *a, const struct ready_rule *rule,
		   const struct ready_kind *kind);
const struct ready_kind *program_kind(const struct program *p, const struct item *item);

/* zones.c; the rules and kinds of the program stand. */
bool zones_prepare(struct program *p, struct arena *a);

/* axes.c: what the as-of date says of a rule, and of a date. */
void axes_set(struct ready_rule *r, day as_of);
void deadline_set(enum deadline_state *state, int32_t *days, day deadline, day as_of);

static inline bool tree_is_leaf(const struct ready_node *n)
{
	return n->c->op != COND_ALL && n->c->op != COND_ANY && n->c->op != COND_NOT;
}

#endif
