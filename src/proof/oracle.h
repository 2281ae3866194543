/*
 * What a rule has to say of a record whose meaning is known beforehand: "One item under one rule" of semantics.md, read
 * a second time and as plainly as can be.
 *
 * Always: shares no code with judge/; numbers compare by long hand. A record is not read: whoever wrote its cells says
 * what they mean.
 */
#ifndef PHASEOUT_PROOF_ORACLE_H
#define PHASEOUT_PROOF_ORACLE_H

#include "proof/longhand.h"
#include "rules/rule.h"

enum says {
	SAYS_NOTHING, /* no column, or a blank: a presumption may speak */
	SAYS_UNKNOWN, /* 不详, what cannot be read, what the vocabulary does not list */
	SAYS_NUMBER,  /* lo to hi, both ends in it */
	SAYS_DAYS,    /* first to last */
	SAYS_CHOICE,
	SAYS_FLAG,
	SAYS_TEXT, /* of a model: one that `model` names, one close to it, or none */
};

/* A cell, and what it means. */
struct saying_cell {
	const struct field *field;
	struct str text; /* STR_NONE: no column */
	enum says says;
	struct longhand lo, hi; /* NUMBER */
	const struct unit *unit; /* of a quantity; NULL: a ratio, an integer */
	day first, last;	/* DAYS */
	const struct enum_value *choice;
	bool flag;
	struct str model; /* TEXT: as a rule lists it; STR_NONE: of no list */
	bool close;	  /* but not it: a suspect, unless another list has it */
};

struct saying_record {
	const struct kind *kind; /* NULL: none */
	const struct saying_cell *cells; /* each field at most once */
	size_t n;
	day as_of;
};

/* A leaf, or a flag of evidence, whose truth is set whatever the record says: does the verdict turn on it? */
struct forced {
	const struct condition *leaf;
	const struct field *evidence;
	enum truth truth;
};

struct oracle {
	const struct vocabulary *vocabulary;
	struct arena *arena;
	bool any_value; /* any kind may have any value: for thinking about a rule apart from what the vocabulary lets be read */
};

/* Is it one that the oracle can tell? Texts against patterns and catalogues it cannot. */
bool oracle_knows(const struct condition *leaf);
/* Of a quantity in the limit's unit, its multiplier multiplied in. */
struct longhand oracle_limit(struct arena *a, const struct condition *leaf);
enum truth oracle_leaf(const struct oracle *o, const struct condition *leaf, const struct saying_record *r);
/* `reading` NULL: as adopted. `forced` may be NULL. */
enum rule_verdict oracle_verdict(const struct oracle *o, const struct rule *rule, const struct reading_of_rule *reading,
				 const struct saying_record *r, const struct forced *forced);
/* The day on which something of that day has served so many years: 29 February → 1 March. */
day oracle_anniversary(day from, int years);
/* The whole years of a limit on years in service; false where it is none. */
bool oracle_years(int *out, struct arena *a, const struct condition *leaf);
/* May an item of the kind have the value, so that its cell can be read? */
bool oracle_choice_fits(const struct enum_value *v, const struct kind *k);

#endif
