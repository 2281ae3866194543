/*
 * Rules and packs as they stand in the files: rules-format.md, "A pack" and "A rule".
 *
 * Always: loaded whole or refused; immutable; every pointer lives as long as the rule set. Of a set that is not whole
 * (ruleset_read) any pointer may be NULL.
 */
#ifndef PHASEOUT_RULES_RULE_H
#define PHASEOUT_RULES_RULE_H

#include "rules/condition.h"

struct rule;
struct pack;
struct amendment; /* overlay.h */
struct overlay;

enum trust { TRUST_VERIFIED, TRUST_INDIRECT, TRUST_MEMORY, TRUST_INFERENCE };
const char *trust_name(enum trust t); /* "V", "V~", "M", "I" */
enum trust trust_read(struct str s);  /* of one of these; TRUST_VERIFIED where the schema has refused it */

struct source {
	struct str id;
	struct source_file file;   /* its name relative to the rules folder, and its text */
	struct str sha256;
	struct str section;
	size_t line, last_line;      /* of that section, for coverage; 0 where the pack does not say */
	struct str line_filed;       /* "164-176" */
	struct span line_span;
	const struct str *connectives; /* words that need no quote where they stand alone between what is quoted: 以及 */
	size_t n_connectives;
	enum trust trust;
	struct span span;
};

struct clause {
	const struct source *source;
	size_t line, last_line;    /* equal where it does not span */
	struct str line_filed;     /* "174", "169-170" */
	const struct str *quote;   /* exact fragments, in order */
	const struct span *quote_spans;
	size_t n_quote;
	struct span span;
};

enum effect { EFFECT_EXEMPT, EFFECT_OUT_OF_SCOPE, EFFECT_REROUTE };
enum action { ACTION_ELIMINATE, ACTION_PHASE_OUT, ACTION_INTENSIFY };
const char *effect_name(enum effect e);
const char *action_name(enum action a);

struct exception {
	struct str id;
	enum effect effect;
	struct str to_id;            /* reroute */
	struct span to_span;
	const struct rule *to;
	struct clause clause;
	const struct condition *when;
	const struct field *const *evidence; /* flag fields */
	size_t n_evidence;
	struct span span;
};

struct reading_of_rule {      /* an alternative; what is NULL is as in the rule */
	struct str id;
	const struct condition *where, *obsolete_if;
	const struct kind *const *kinds;
	size_t n_kinds;
	struct words note;
	struct span span;
};

struct near_rule {
	const struct field *field;
	struct decimal fraction;     /* 10% is 0.1 */
};

/* One end of `in_force`: an interval of days, or unknown. */
struct force_end {
	bool set, unknown;
	struct date date;
};

enum deadline_sort { DEADLINE_NONE, DEADLINE_DATE };

enum executability { EXEC_FULL, EXEC_PARTIAL, EXEC_MANUAL, EXEC_UNRESOLVED };
const char *executability_name(enum executability e);

enum rule_verdict { /* of one rule over one item, the strongest first; also what tests expect */
	RULE_OBSOLETE,
	RULE_UNDETERMINED,
	RULE_MANUAL,
	RULE_EXEMPT,
	RULE_CLEAR,
	RULE_NOT_APPLICABLE,
};
const char *rule_verdict_name(enum rule_verdict v); /* "obsolete", …, "not_applicable" */
bool rule_verdict_parse(enum rule_verdict *out, struct str s);

/* What the as-of date says of a rule; also what tests expect. */
enum in_force { IN_FORCE_YES, IN_FORCE_NO, IN_FORCE_UNKNOWN };
enum deadline_state { DEADLINE_STATE_NONE, DEADLINE_SCHEDULED, DEADLINE_OVERDUE };
const char *in_force_name(enum in_force f);             /* "yes", "no", "unknown" */
const char *deadline_state_name(enum deadline_state d); /* "none", "scheduled", "overdue" */

struct test_value {
	struct str name, text;       /* a field's id, or "kind" */
	struct span span;
};

struct rule_test {
	struct test_value *record;
	size_t n_record;
	enum rule_verdict expect;
	/*
	 * Compared as sets of strings, canonical from loading on:
	 * open: ids of exceptions · presumed: a field's id, or "kind"
	 * assumed: the assumption's name and, where it speaks of a field, that field: "implied_year:annual_capacity"
	 * needs: a field's id · "kind" · "judgement", or "judgement:FIELD" where a flag would record it ·
	 *        {any_of: [b, [d, c], a]} becomes "any_of(a,b,c+d)": alternatives sorted, those asked for
	 *        together sorted and joined with +
	 */
	struct str *open, *presumed, *assumed, *needs;
	size_t n_open, n_presumed, n_assumed, n_needs;
	struct str to;               /* not_applicable by reroute: the rule pointed to; STR_NONE */
	bool has_as_of;
	day as_of;                   /* else the pack's horizon, or 2015-12-31 */
	struct str *reading_ids;     /* readings whose verdict differs, with theirs */
	enum rule_verdict *reading_verdicts;
	size_t n_readings;
	/* compared only where the test says them */
	bool near, has_near;
	bool caveat, has_caveat;     /* does the finding say what the rule does not cover? */
	bool has_in_force, has_deadline;
	enum in_force in_force;
	enum deadline_state deadline;
	struct span span;
};

struct rule {
	const struct pack *pack;
	struct str id, revision;
	struct words title;
	struct clause clause;
	struct str industry;
	enum action action;
	struct force_end from, to;
	enum deadline_sort deadline;
	day deadline_day;
	bool deadline_is_horizon;        /* the end of the plan, and no date of the clause */
	const struct kind *const *kinds; /* n_kinds 0: any */
	size_t n_kinds;
	const struct condition *where;   /* COND_ALWAYS where the file has none */
	const struct condition *obsolete_if;
	struct exception *exceptions;
	size_t n_exceptions;
	struct near_rule *near;
	size_t n_near;
	const struct field *capacity;    /* NULL */
	struct words interpretation;     /* .zh.p NULL where there is none */
	struct reading_of_rule *readings;
	size_t n_readings;
	struct words caveat;             /* of an open list or as written; .zh.p NULL */
	bool open_list;
	bool unresolved;
	enum executability executability;
	struct rule_test *tests;
	size_t n_tests;
	const struct source_file *file;
	struct span span;                /* of its id */
	struct span kinds_span, from_span, to_span, deadline_span; /* of what stands behind those keys */
	uint32_t n_leaves;
	uint32_t index;                  /* in the rule set */
	/* Overlays may leave several rules of one id behind, side by side, none of them for an item of any province twice. */
	const struct amendment *amendment; /* that made it what it is; NULL: it is as its pack has it */
	const struct region *only;       /* judges items of this province alone; NULL: of all but … */
	const struct region *const *not_in; /* … these, of which another one judges them, or none */
	size_t n_not_in;
};

struct not_rule {
	struct clause clause;
	struct words reason;
};

struct pack {
	const struct source_file *file;  /* its pack.yaml */
	struct str id, version;
	struct words title, authority;
	const struct region *jurisdiction; /* NULL: the whole country */
	bool has_horizon;
	day horizon;
	struct span horizon_span;
	struct words after_horizon;      /* what holds when it is over; .zh.p NULL */
	struct source *sources;
	size_t n_sources;
	struct conversion *conversions;
	size_t n_conversions;
	struct not_rule *not_rules;
	size_t n_not_rules;
	struct rule *rules;
	size_t n_rules;
	char sha256[65];                 /* over pack.yaml and its files, in the order listed */
};

struct ruleset {
	bool whole;                      /* else something was reported, and only lint may look at the rest */
	const struct pack **packs;
	size_t n_packs;
	const struct rule **rules;       /* of all packs, in order, as the overlays leave them */
	size_t n_rules;
	const struct catalogue **catalogues; /* that they ask, in the order in which they are first asked: catalogue.h */
	size_t n_catalogues;
	const struct overlay **overlays; /* in the order in which they were laid over */
	size_t n_overlays;
};

/* Does it judge items of the province; of none that a rule is for alone, where it is NULL? */
bool rule_stands_in(const struct rule *rule, const struct region *province);
/* Is there an item, for all that overlays set apart, that both judge? */
bool rules_share_province(const struct rule *a, const struct rule *b);
/* Is it of the same record, on the same day, or of any where it names none? */
bool rule_test_replaces(const struct rule_test *own, const struct rule_test *other);

/* A rule by id, or by pack:ID; NULL. */
const struct rule *ruleset_rule(const struct ruleset *s, struct str id);

#endif
