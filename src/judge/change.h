/*
 * What would change a verdict: the fewest data that, filed otherwise, make a rule say something else of an item.
 *
 * Always: every change was judged again, whole: each value, kind and number between the ends that it names gives the
 * verdict that it names. None holds another one. What cannot be judged again (a date that the law sets, another number
 * of units) is no change.
 */
#ifndef PHASEOUT_JUDGE_CHANGE_H
#define PHASEOUT_JUDGE_CHANGE_H

#include "judge/judge.h"

enum change_sort {
	CHANGE_BOUNDS,    /* a number, ratio, integer or date of `field` between `from` and `to` */
	CHANGE_VALUES,    /* `field` is one of `values`, or below */
	CHANGE_FLAG,      /* `field` is `flag` */
	CHANGE_SPELLED,   /* the model or text of `field` is one that `leaf` means; leaf NULL: that none of the rule's means */
	CHANGE_JUDGEMENT, /* a person's judgement `leaf`, which no field records, is `flag` */
	CHANGE_EVIDENCE,  /* the `fields` that are still missing of `exception`'s evidence are shown */
	CHANGE_KIND,      /* the item is one of `kinds` */
};

struct change_end {
	const struct condition *leaf; /* whose limit it is; NULL: as far as numbers of the field go */
	bool open;
};

/* One datum. What does not belong to its sort is zero. */
struct change_part {
	enum change_sort sort;
	const struct field *field;
	struct change_end from, to;
	const struct enum_value *const *values;
	const struct kind *const *kinds;
	const struct field *const *fields;
	size_t n;                     /* of values, kinds or fields */
	bool flag;
	const struct condition *leaf;
	const struct exception *exception;
};

struct change {
	const struct change_part *parts; /* all of them together */
	size_t n_parts;
	enum rule_verdict verdict;       /* the rule's then */
	bool has_item;                   /* the item's is known then: one and the same for all that the parts name */
	enum verdict item;
	const struct rule *item_rule;    /* the first rule that makes it so; NULL */
};

struct changes {
	const struct change *items;      /* those of one datum first */
	size_t n;
	bool cut;                        /* LIMIT_CHANGE_TRIALS ended the search: there may be more */
};

enum { CHANGE_PARTS = 4 };

/*
 * What would make the rule of `f`, a finding of that item, say otherwise: of an obsolete item clear, exempt or not
 * applicable; of a clear or exempt one obsolete; of one that is undetermined or manual any of these, by data that are
 * missing, presumed or do not decide. Of one that is not applicable nothing is sought. False when memory is exhausted. Results live in `a`, in the program and the vocabulary.
 */
bool changes_find(struct changes *out, struct arena *a, const struct program *p, const struct item *item,
		  const struct finding *f);

#endif
