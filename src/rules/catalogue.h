/*
 * A catalogue: the models that a public list names, by batch and date, each entry with its own kinds, restrictions and
 * date. rules-format.md, "Catalogues and models"; man/phaseout-rules.5.
 *
 * Always: read from catalogues/ID/catalogue.yaml and the table that it names, whole or refused; immutable; every pointer
 * lives as long as the rule set. Of a set that is not whole any pointer may be NULL. Entries stand in the order of the
 * table's lines; an entry is a line, and several of them may be one item of the list.
 */
#ifndef PHASEOUT_RULES_CATALOGUE_H
#define PHASEOUT_RULES_CATALOGUE_H

#include "rules/rule.h"

struct catalogue_batch {
	struct str id;
	struct str notice;   /* 工节〔2009〕第67号 */
	day announced;       /* from that day on its entries are listed */
	enum trust trust;    /* of number and day */
	struct words note;   /* .zh.p NULL */
	struct span span;
};

/* What `restricts` names. */
struct catalogue_condition {
	struct str id;
	const struct condition *condition;
	struct span span;
	uint32_t index;
};

struct duty_case {
	const struct condition *when; /* NULL: always */
	bool at_once;                 /* else `by` */
	day by;
};

/* Until when a listed machine may be used, as the list prints it: the first case that is true. */
struct catalogue_duty {
	struct str id, text;          /* text: verbatim */
	struct duty_case *cases;
	size_t n_cases;
	struct words otherwise;       /* said where no case is true; .zh.p NULL */
	struct span span;
	uint32_t index;
};

/* Of these kinds entries are known to be missing: no hit is no certainty. */
struct catalogue_gap {
	const struct kind *const *kinds;
	size_t n_kinds;
	const struct catalogue_batch *batch;
	struct words caveat;
	struct span span;
};

enum catalogue_match { MATCH_MODEL, MATCH_SERIES, MATCH_DESCRIPTION };
const char *catalogue_match_name(enum catalogue_match m);

struct catalogue_entry {
	const struct catalogue_batch *batch;
	struct str item;              /* "3-1": with the batch as the notice numbers it */
	struct str product;
	const struct kind *const *kinds; /* the guard: of one of these, or below */
	size_t n_kinds;
	enum catalogue_match match;
	const struct model_name *names; /* models, then aliases; none of a description: the kind is the whole of it */
	size_t n_names, n_models;     /* of the names the first n_models are those listed */
	const struct catalogue_condition *const *restricts; /* all must hold */
	size_t n_restricts;
	struct str describes;         /* printed only; STR_NONE */
	const struct catalogue_duty *duty; /* NULL: the list prints no date */
	struct str doubt;             /* why a hit is a suspect only; STR_NONE */
	struct span span;             /* its line of the table */
	uint32_t index;
};

struct catalogue {
	struct source_file file, table; /* catalogue.yaml, entries.csv */
	struct str id, version;
	struct words title, authority;
	enum trust trust;             /* of its entries */
	struct catalogue_batch *batches;
	size_t n_batches;
	struct catalogue_gap *gaps;
	size_t n_gaps;
	struct catalogue_condition *conditions;
	size_t n_conditions;
	struct catalogue_duty *duties;
	size_t n_duties;
	struct catalogue_entry *entries;
	size_t n_entries;
	char sha256[65];              /* over both files, catalogue.yaml first */
	uint32_t index;               /* in the rule set */
};

/* "3/1-1": batch and item. */
void catalogue_write_entry(struct buf *out, const struct catalogue_entry *e);

struct rules_reader;

/* Those of a rule set: each is read once, when a rule first asks for it. */
struct catalogue_list {
	const struct catalogue **items;
	size_t n, cap;
	struct str *refused; /* ids of those that could not be read: why was told when they were */
	size_t n_refused, cap_refused;
};

/*
 * The catalogue of that name, read now where it was not before. `at`: where it is asked for, in the reader's present
 * file. False after diagnostics, here or when it was first asked for.
 */
bool catalogue_named(struct rules_reader *r, const struct catalogue **out, struct str id, struct span at);

#endif
