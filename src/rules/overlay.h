/*
 * An overlay: what an authority changes in the rules of a pack, each change with its citation: rules-format.md, "An
 * overlay".
 *
 * Always: overlays are laid over their packs in the order given, each over what the one before left. Nothing of a pack is
 * changed in place: a change makes a rule of its own (struct rule.amendment), which stands in the rule set instead of the one
 * before, or, where the overlay is of one province and its pack is not, beside it: each item is judged by one of them.
 */
#ifndef PHASEOUT_RULES_OVERLAY_H
#define PHASEOUT_RULES_OVERLAY_H

#include "rules/rule.h"

enum amendment_sort { AMEND_ADD, AMEND_TIGHTEN, AMEND_LOOSEN, AMEND_DISABLE };
const char *amendment_sort_name(enum amendment_sort s); /* "add", "tighten", "loosen", "disable" */

/* What an overlay does to one rule. */
struct amendment {
	const struct overlay *overlay;
	enum amendment_sort sort;
	struct clause clause;      /* of an added rule: the rule's own */
	struct words reason;       /* .zh.p NULL where the rule is added */
	const struct rule *before; /* NULL: added */
	const struct rule *after;  /* NULL: disabled */
	const struct region *only; /* items of this province alone; NULL: all that `before` judged */
	size_t n_tests;            /* the first of after's tests, which are its own */
	struct span span;          /* of the rule's id */
};

struct overlay {
	struct pack head;          /* id, version, sources …; it has no rules, and the conversions of its pack */
	const struct pack *of;
	bool own_horizon;          /* head.horizon is not its pack's */
	const struct region *only; /* its province, where its pack is of more; NULL */
	const struct amendment **amendments;
	size_t n_amendments;
};

/* Are they one rule, as it is for different provinces? */
bool rules_are_versions(const struct rule *a, const struct rule *b);
/* What says what stands at a place of a rule: its own clause, or that of the overlay which wrote it. */
const struct clause *rule_clause_at(const struct rule *rule, struct span at);
/* "id@version" of the overlay that made the rule what it is; nothing where none did. `rule` may be NULL. */
void rule_write_layer(struct buf *out, const struct rule *rule);
/* The pack, or the overlay where it states its own horizon, whose plan the rule belongs to. */
const struct pack *rule_plan(const struct rule *rule);

#endif
