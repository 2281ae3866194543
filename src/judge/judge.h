/*
 * One item under every rule: semantics.md, "One item under one rule" and after. The heart of the program.
 *
 * Always: a judgement depends on the item, the program (rules, vocabulary) and its options only; same in, same out. All that a report says
 * about why stands in the findings; reports never judge again.
 */
#ifndef PHASEOUT_JUDGE_JUDGE_H
#define PHASEOUT_JUDGE_JUDGE_H

#include "rules/rule.h"
#include "vocabulary/item.h"

struct judge_options {
	day as_of;
	bool strict; /* no presumptions */
};

/* Rules made ready: by kind, by reroute, patterns compiled. Immutable, shared. */
struct program;

/* NULL after diagnostics (a pattern that does not compile) or when memory is exhausted. Release with program_release. */
struct program *program_new(struct arena *a, const struct vocabulary *v, const struct ruleset *rules, const struct judge_options *options, struct diags *diags);
void program_release(struct program *p);

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

/* One leaf as it was found. */
struct leaf_trace {
	const struct condition *leaf;
	const struct value *value;  /* NULL: no column, a judgement without a field, the as-of date */
	enum truth truth;
	bool presumed;              /* the value is a presumption's, not the record's: then it stands in `presumed`, not in because */
	enum { PART_WHERE, PART_OBSOLETE_IF, PART_EXCEPTION } part;
	const struct exception *exception; /* PART_EXCEPTION */
};

enum exception_state { EXCEPTION_DENIED, EXCEPTION_OPEN, EXCEPTION_CLAIMED, EXCEPTION_SHOWN };

/* What is missing: one field, the kind, or any of some sets. */
enum need_sort { NEED_FIELD, NEED_KIND, NEED_JUDGEMENT, NEED_ANY_OF };
struct need {
	enum need_sort sort;
	const struct field *field;          /* FIELD; of a JUDGEMENT the flag that would record it, or NULL */
	const struct condition *judgement;  /* JUDGEMENT */
	const struct need *options;         /* ANY_OF: each an alternative; an alternative that is itself a set is an ANY_OF's ALL below */
	size_t n_options;
	/* An alternative may ask for several at once: then sort is NEED_FIELD of the first and `with` the rest. */
	const struct need *with;
	size_t n_with;
};

struct needs {
	const struct need *items;
	size_t n;
};

enum in_force { IN_FORCE_YES, IN_FORCE_NO, IN_FORCE_UNKNOWN };
enum deadline_state { DEADLINE_STATE_NONE, DEADLINE_SCHEDULED, DEADLINE_OVERDUE };

struct finding {
	const struct rule *rule;
	enum rule_verdict verdict;
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
	struct quantity near_distance;
	enum in_force in_force;
	enum deadline_state deadline;
	int32_t deadline_days;               /* left, or overdue */
	bool horizon_passed;
	const struct enum_value *under;      /* "whatever": the value under which it hits; NULL */
};

struct judgement {
	enum verdict verdict;
	const struct field *whatever;        /* the field whose value does not matter; NULL */
	struct finding *findings;            /* every rule considered but those not applicable, in pack order */
	size_t n_findings;
	struct finding *not_applicable;      /* those, for `explain` and for tests */
	size_t n_not_applicable;
	struct needs needs;                  /* the union over undetermined and manual findings */
	const struct words *caveats;
	size_t n_caveats;
	const struct finding *counted;       /* capacity counts under this rule: the earliest deadline among those that hit, then pack order; NULL */
	const struct value *capacity;        /* of that rule's capacity field, or of the first finding's that names one; NULL */
};

/* False when memory is exhausted. Results live in `a`, in the item and in the program. */
bool judge_item(struct judgement *out, struct arena *a, const struct program *p, const struct item *item);
/* One rule alone, whatever its dates: rule tests, `explain`. */
bool judge_rule(struct finding *out, struct arena *a, const struct program *p, const struct rule *rule, const struct item *item);

/* Rules that the as-of date leaves out: listed with every run. */
bool program_applies(const struct program *p, const struct rule *rule);
const struct judge_options *program_options(const struct program *p);

#endif
