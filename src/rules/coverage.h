/*
 * The section of a source that a pack encodes (`lines` of the source), passage by passage, with what covers each.
 *
 * Always: a passage is a sentence, or a part of one that ends in a comma or semicolon outside brackets and title marks;
 * 、 joins what belongs to one item and divides nothing. Every character is inside a quote of a rule, of an exception or
 * of a not_rules entry, or in a heading, or is punctuation, white space or one of the source's connectives: or it is open.
 */
#ifndef PHASEOUT_RULES_COVERAGE_H
#define PHASEOUT_RULES_COVERAGE_H

#include "rules/rule.h"

/* One of the two is not NULL. */
struct coverer {
	const struct rule *rule;
	const struct exception *exception; /* of the rule: its quote; NULL: the rule's own */
	const struct not_rule *not_rule;
	bool heading; /* the passage is the name of the rule's industry */
};

struct covered_passage {
	struct str text;   /* without white space and private-use characters, as quotes are compared */
	struct span span;  /* in the source's file */
	const struct coverer *by;
	size_t n_by;
	const struct str *open; /* what nothing covers */
	size_t n_open;
};

struct coverage {
	const struct pack *pack;
	const struct source *source;
	const struct covered_passage *passages;
	size_t n;
};

/*
 * One for each source that has `lines`, in the order of packs; what is open goes to `diags` (PO330, in the source's
 * file). A pack of which no source says its lines is PO203, lines that the source does not have are PO310. False when
 * memory is exhausted. Everything lives in `a`, in the rule set and in the sources.
 */
bool ruleset_coverage(const struct coverage **out, size_t *n, const struct ruleset *s, struct arena *a,
		      struct diags *diags);

#endif
