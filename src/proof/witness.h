/*
 * Records under which a rule's verdict turns on one thing: a leaf, a flag of evidence. Found by trying the few cells that each field
 * of the rule is asked about, in every combination.
 *
 * Always: of one rule at a time; everything lives in `arena`, but what is tried, which is cleared with each record.
 */
#ifndef PHASEOUT_PROOF_WITNESS_H
#define PHASEOUT_PROOF_WITNESS_H

#include "proof/samples.h"

/* What a record's verdict may turn on. */
struct subject {
	const struct condition *leaf;	       /* NULL: a flag of evidence */
	const struct field *field;	       /* NULL: the as-of date, or a judgement that nothing records */
	const struct reading_of_rule *reading; /* whose own leaf it is; NULL: the rule's */
	struct span span;
	bool matters[2]; /* some verdict would be another if it never held; if it always did */
	bool beside_untold; /* in one group with a leaf that the oracle cannot tell, which may be all that it matters to */
	bool cut;	 /* not all records were tried */
};

/* A field of the rule with the few cells by which it is set. */
struct setting {
	const struct field *field;
	struct samples probes;
	size_t n_probes, at; /* `at`: the probe that is chosen */
};

struct witness {
	struct arena *arena, *tried;
	const struct vocabulary *vocabulary;
	const struct rule *rule;
	const struct kind *kind; /* of the records; NULL: none */
	struct subject *subjects;
	size_t n_subjects, cap_subjects;
	struct setting *settings; /* for `kind` */
	size_t n_settings, cap_settings;
	day *days; /* as-of dates: the usual one, and those about the limits that change by date */
	size_t n_days, cap_days, at_day;
	size_t untold; /* leaves that the oracle cannot tell */
};

/* Finds what the rule turns on, first of all. `arena` and `tried` outlive the witness. */
void witness_init(struct witness *w, struct arena *arena, struct arena *tried, const struct vocabulary *v,
		  const struct rule *rule);
/* Finds the cells of its fields for records of a kind: before the rest. */
void witness_of_kind(struct witness *w, const struct kind *kind);
/* Chooses the cells under which the verdict turns most on the subject; false where none does. Sets `matters`. */
bool witness_choose(struct witness *w, struct subject *s);
/* Chooses the cells under which the rule hits, or comes nearest to it. */
void witness_choose_hit(struct witness *w);

/* What is chosen, in `a`. */
struct saying_record witness_record(const struct witness *w, struct arena *a);
/* Empty, for the rule and the kind. */
struct samples witness_samples(const struct witness *w);
/* Adds all cells about the subject, which has a field. */
void subject_samples(struct samples *s, const struct subject *subject);

#endif
