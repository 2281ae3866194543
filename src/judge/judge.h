/*
 * One item under every rule: semantics.md, "One item under one rule" and after. The heart of the program.
 *
 * Always: a judgement depends on the item, the program (rules, vocabulary) and its options only; same in, same out. All
 * that a report says about why stands in the findings; reports never judge again.
 */
#ifndef PHASEOUT_JUDGE_JUDGE_H
#define PHASEOUT_JUDGE_JUDGE_H

#include "rules/catalogue.h"
#include "vocabulary/item.h"

struct judge_options {
	day as_of;
	bool strict; /* no presumptions */
};

/* Rules made ready: by kind, by reroute, patterns compiled. Immutable, shared. */
struct program;

/* NULL after diagnostics (a pattern that does not compile) or when memory is exhausted. For program_release. */
struct program *program_new(struct arena *a, const struct vocabulary *v, const struct ruleset *rules,
			    const struct judge_options *options, struct diags *diags);
void program_release(struct program *p); /* p may be NULL */

enum verdict { /* of an item, the strongest first */
	VERDICT_OBSOLETE,
	VERDICT_UNDETERMINED,
	VERDICT_MANUAL,
	VERDICT_EXEMPT,
	VERDICT_CLEAR,
	VERDICT_OUT_OF_SCOPE,
	VERDICT_UNRECOGNISED,
	VERDICT_COUNT,
};
const char *verdict_name(enum verdict v);
bool verdict_parse(enum verdict *out, struct str s);

/*
 * An entry of a catalogue that the item's model names, or that its kind alone is described by. One whose guard says that the
 * item is another kind of thing is none.
 */
struct listed_entry {
	const struct catalogue_entry *entry;
	enum truth kind;            /* of the entry's kinds: by name, by what is presumed, or because the model settles it */
	bool kind_settled;          /* … by the model: the name left it open */
	bool kind_presumed;         /* … by what is presumed of the kind */
	enum truth found;           /* is it this model? unknown: it resembles it, or the entry is in doubt */
	enum truth restricts, duty; /* duty: also true where the entry has none or the leaf ignores it */
	const struct duty_case *due; /* which sets the date: the latest that may apply; NULL */
	enum truth truth;           /* of all four */
};

/* What a catalogue says of an item: a leaf `listed_in`. */
struct listing {
	const struct condition *leaf;
	day as_of;                  /* entries of batches announced until then are in force */
	bool read;                  /* the model was; else only descriptions are among the entries */
	const struct listed_entry *entries; /* in the order of the table */
	size_t n;
	bool kind_presumed;         /* entries are left out because of what is presumed of the kind */
	const struct listed_entry *possible; /* where it is false though no model was read: all that a model might name */
	size_t n_possible;
	enum truth truth;           /* of the leaf */
	const struct listed_entry *deciding; /* the true one with the earliest date, else the first unknown one; NULL */
	const struct words *caveats; /* where it is false: listed without a duty in use, entries known to be missing */
	size_t n_caveats;
};

/* One leaf as it was found, in the order of the rule: where, obsolete_if, the exceptions'. */
struct leaf_trace {
	const struct condition *leaf;
	const struct value *value;  /* NULL: no column, a judgement without a field, the as-of date */
	enum truth truth;
	bool presumed;              /* the value is a presumption's, not the record's: it stands in `presumed` */
	const struct listing *listing; /* of a leaf `listed_in`; NULL */
	enum { PART_WHERE, PART_OBSOLETE_IF, PART_EXCEPTION } part;
	const struct exception *exception; /* PART_EXCEPTION */
};

/* "<= 400 m3", "in miit 3/1-1": the limit as machine formats print it, with the entries that a catalogue's truth comes from. */
void leaf_trace_write_limit(struct buf *out, const struct leaf_trace *t);

enum exception_state { EXCEPTION_DENIED, EXCEPTION_OPEN, EXCEPTION_CLAIMED, EXCEPTION_SHOWN };

/* What is missing: one field, the kind, a person's judgement, or any of some sets. */
enum need_sort { NEED_FIELD, NEED_KIND, NEED_JUDGEMENT, NEED_ANY_OF };
struct need {
	enum need_sort sort;
	const struct field *field;          /* FIELD; of a JUDGEMENT the flag that would record it, or NULL */
	const struct condition *judgement;  /* JUDGEMENT */
	const struct need *options;         /* ANY_OF: at least two alternatives */
	size_t n_options;
	const struct need *with;            /* of an alternative: what it asks for at the same time */
	size_t n_with;
};

struct needs {
	const struct need *items;
	size_t n;
};

/* What follows in one province, or where no overlay changes the rule for one. */
struct in_province {
	const struct region *province; /* NULL: elsewhere */
	const struct rule *rule;       /* as it is there; NULL: it does not judge the item */
	enum rule_verdict verdict;
};

/*
 * What a finding rests on (`presumed`, `assumed`) is the least that carries its verdict: of a clear one, what makes
 * obsolete_if false; of an obsolete one, what makes where and obsolete_if true and denies the exceptions; of an
 * undetermined one, what is settled beside the needs. A fact that another one makes superfluous is not named.
 */
struct finding {
	const struct rule *rule;
	enum rule_verdict verdict;
	enum truth kind, where, obsolete_if; /* is the item of the rule's kinds, and the truth of the whole conditions */
	const struct leaf_trace *leaves;
	size_t n_leaves;
	const enum exception_state *exceptions; /* rule->n_exceptions of them */
	bool conflict;                       /* two exceptions shown with different effects */
	const struct exception *decided_by;  /* the exception that decided (step 3); NULL */
	const struct presumption *const *presumed; /* those that this finding rests on */
	size_t n_presumed;
	const struct assumption *assumed;    /* those of the values that it rests on */
	size_t n_assumed;
	struct needs needs;                  /* undetermined and manual only */
	const struct reading_of_rule *const *readings; /* whose verdict differs … */
	const enum rule_verdict *reading_verdicts;     /* … and theirs */
	size_t n_readings;
	const struct condition *near;        /* the leaf that the item only just misses; NULL */
	struct quantity near_distance;       /* a point; unit NULL where the field is a ratio or an integer */
	enum in_force in_force;
	enum deadline_state deadline;
	day deadline_day;                    /* the rule's, or of the entry that it is listed under */
	int32_t deadline_days;               /* left, or overdue */
	bool horizon_passed;
	const struct enum_value *under;      /* "whatever": the (first) value under which it hits; NULL */
	const struct enum_value *const *under_values; /* all of them, in the enumeration's order */
	size_t n_under;
	const struct words *caveats;         /* of a clear one: what its rule does not cover (等), what a catalogue leaves open */
	size_t n_caveats;
	const struct in_province *provinces; /* of an item without one, where the rule is another in some */
	size_t n_provinces;
};

/* `open` is reported with obsolete only, also where it is obsolete whatever a field says. */
static inline bool finding_is_open(const struct finding *f, size_t exception)
{
	return (f->verdict == RULE_OBSOLETE || f->n_under) && f->exceptions[exception] == EXCEPTION_OPEN;
}

struct judgement {
	enum verdict verdict;
	const struct field *whatever;        /* the field whose value does not matter; NULL */
	struct finding *findings;            /* every rule considered but those not applicable, in pack order */
	size_t n_findings;
	struct finding *not_applicable;      /* those, for `explain` and for tests */
	size_t n_not_applicable;
	struct needs needs;                  /* the union over its findings; undetermined and manual items only */
	const struct words *caveats;         /* not of obsolete items */
	size_t n_caveats;
	/* Those that make the verdict: the earliest deadline first (already ordered out is the earliest), then in pack order. */
	const struct finding *const *deciding;
	size_t n_deciding;
	bool several_packs;                  /* judged it: whose a rule is has to be said */
	/* Capacity counts under the first of them that hits; NULL where none does. */
	const struct finding *counted;
	const struct value *capacity; /* of all its units; of that rule's field, else the first finding's that has one; NULL */
};

/*
 * Models that a run has looked up before: registries write the same ones over and over. Bounded, whatever is written; for one
 * program and one thread. An answer with it is the answer without it.
 */
struct model_memo;

struct model_memo *model_memo_new(void); /* NULL when memory is exhausted */
void model_memo_free(struct model_memo *m); /* m may be NULL */

/* False when memory is exhausted. Results live in `a`, in the item and in the program. `memo` may be NULL. */
bool judge_item_with(struct judgement *out, struct arena *a, const struct program *p, struct model_memo *memo,
		      const struct item *item);
bool judge_item(struct judgement *out, struct arena *a, const struct program *p, const struct item *item);
/* One rule alone, whatever its dates: rule tests, `explain`. */
bool judge_rule(struct finding *out, struct arena *a, const struct program *p, const struct rule *rule,
		const struct item *item);

/* Rules that judge no item are listed with every run, with why. */
enum application { APPLIES, NOT_IN_FORCE, NOT_RESOLVED };
enum application program_application(const struct program *p, const struct rule *rule);
/*
 * Does a rule speak of what the item is, as adopted or under a reading, whatever the as-of date? So that what was not
 * considered can be told from what does not concern it. False also when memory is exhausted (a->failed).
 */
bool rule_concerns(struct arena *a, const struct program *p, const struct rule *rule, const struct item *item);

/*
 * The leaves of the conditions that a reading (its place among the rule's) has of its own, as judge_rule finds them; the rule's are
 * the finding's. False when memory is exhausted.
 */
bool judge_reading(const struct leaf_trace **out, size_t *n, struct arena *a, const struct program *p,
		   const struct rule *rule, size_t reading, const struct item *item);

const struct judge_options *program_options(const struct program *p);

#endif
