/*
 * Where findings go: one sink a format, a table of functions. A sink draws; it never judges and never counts for the answer.
 *
 * Always: begin once; then for each table of each registry table_begin, its rows in order (every row: its items when it was judged, `row` when it was rejected or
 * skipped); end once, after the accounting was checked, then `more` until it is false. Text that a sink gets is valid UTF-8 from foreign hands. A sink writes into the buffer
 * that it was made with; who owns the buffer empties it after every call, and looks whether the sink came into trouble: then nothing more is called but `free`.
 */
#ifndef PHASEOUT_SCREEN_SINK_H
#define PHASEOUT_SCREEN_SINK_H

#include "judge/judge.h"
#include "registry/registry.h"

struct input_info {
	struct str name;          /* as given on the command line */
	const char *sha256;       /* 64 digits; NULL while it is not known (a pipe, before its end) */
	struct str sheet;         /* the present table; .p NULL where the file has no names for its tables. The rest is known from table_begin on */
	enum format format;
	size_t tables;            /* begun so far */
	unsigned sandbox;         /* what held the process that read it (enum sandbox); 0: this one did */
	enum encoding encoding;
	bool bom;
	char separator;
	uint64_t header_row;
	const struct column *columns;
	size_t n_columns;
};

struct run_info {
	const char *version;
	const struct vocabulary *vocabulary;
	const struct ruleset *rules;
	const struct program *program;
	day as_of;
	bool replay;              /* the as-of date is given and lies before today: stamped */
	bool strict;
	struct str mapping_name;  /* STR_NONE: columns were recognised */
	const char *mapping_sha256;
	struct registry_options given; /* what was said of every registry: --kind, --encoding, --separator, --header-row */
	const struct input_info *inputs;
	size_t n_inputs;
	const struct words *notices;
	size_t n_notices;
};

/* The capacity under one rule: bounds of the sum; equal where every item's is one number. */
struct capacity_total {
	const struct unit *unit;  /* NULL: nothing was summed */
	struct interval sum;
	uint64_t items;           /* that it sums over */
	uint64_t without;         /* that count here, but have no capacity */
	uint64_t whatever;        /* of both: obsolete whatever a field says, so that `by` has them as undetermined */
	struct interval more;     /* at most so much more, in the unit: of rows of which this rule has some machines and not all */
	uint64_t differing;       /* such rows, each with a capacity of all its machines */
	uint64_t elsewhere;       /* obsolete under this rule, but counted under another */
};

/* The upper end of `more`; its lower end is 0, for the rule may have next to nothing of it. */
static inline struct interval capacity_most(const struct capacity_total *c)
{
	return c->more.hi_infinite ? c->more : interval_point(c->more.hi);
}

struct rule_totals {
	uint64_t by[RULE_NOT_APPLICABLE + 1];
	struct capacity_total capacity; /* of the obsolete items that count under this rule */
	struct capacity_total *by_status; /* the same, of each status; `whatever` and `elsewhere` are left at 0 */
};

/*
 * The items of one status. They are counted by the index of the vocabulary's value, then what it does not know, then where none was
 * filed.
 */
struct status_totals {
	uint64_t by[VERDICT_COUNT];
	uint64_t units_obsolete;
};

struct totals {
	uint64_t told_apart;      /* by the readers of the files, for the check alone */
	uint64_t read, judged, rejected, skipped;
	uint64_t items, by[VERDICT_COUNT];
	uint64_t units_obsolete;  /* machines, where counts are closed */
	uint64_t skipped_by[REASON_COUNT];
	struct rule_totals *rules;/* by rule->index */
	const struct enumeration *statuses; /* NULL: the vocabulary has none, and all are of no known one */
	struct status_totals *by_status; /* n_statuses */
	size_t n_statuses;        /* all that the vocabulary knows, and two */
	uint64_t absent;          /* machines that columns name and rows have not (wide format) */
	uint64_t blank_enterprises; /* rows whose enterprise is blank under a filled one */
	uint64_t *by_region;      /* judged rows that name a province, by region->index */
};

/* Machines that stand more than once (screen/duplicates.h). */
struct duplicate_totals {
	uint64_t by[IDENTITY_NAME + 1]; /* items, by what they are known by; those of IDENTITY_NONE were not compared */
	uint64_t repeated;              /* rows of machines that stood before: */
	uint64_t same, contradicting;
};

struct claim;
struct difference;

struct duplicate {
	const struct claim *item, *first; /* the later one, and the first of those that are known by the same */
	const struct difference *differs; /* none: they say the same, or one says less */
	size_t n_differs;
};

struct summary {
	const struct totals *totals;
	const struct input_info *inputs; /* now with every sha256 */
	size_t n_inputs;
	const struct duplicate_totals *duplicates; /* NULL: they were not sought */
	const struct words *notices; /* what only the whole run shows: rows of other provinces */
	size_t n_notices;
	int status;               /* 0 to 3 */
};

struct sink;

struct sink_wants {
	unsigned verdicts; /* bits 1u << enum verdict: of items; the others need not be given */
	bool evidence;     /* more of an item than place, key and kind, more of its judgement than the verdict, of a finding than rule and verdict */
	bool books;        /* sums by region, by status, of capacity */
};

struct sink_ops {
	bool sums; /* what it writes names the sums of the inputs */
	/* What it wants to see of items, so that more need not be found out. NULL: all of all. */
	struct sink_wants (*wants)(const struct sink *s);
	void (*begin)(struct sink *s, const struct run_info *run);
	void (*table_begin)(struct sink *s, const struct input_info *input, const struct words *notices, size_t n_notices);
	void (*item)(struct sink *s, const struct item *item, const struct judgement *j);
	void (*row)(struct sink *s, struct str file, const struct row *row);
	/* Behind the last row, before `end`: machines that stood before. NULL: they are not listed. */
	void (*duplicate)(struct sink *s, const struct duplicate *d);
	/* Before any sink ends: does what it wrote agree with the books? NULL: it lists by choice. */
	bool (*agrees)(const struct sink *s, const struct totals *totals);
	void (*end)(struct sink *s, const struct summary *summary);
	/* The next part of an end that is longer than memory should hold; false behind the last. NULL: there is none. */
	bool (*more)(struct sink *s);
	void (*free)(struct sink *s);
};

enum sink_trouble {
	SINK_FINE,
	SINK_USAGE,     /* what was read does not fit what was asked for */
	SINK_UNWRITTEN, /* the machine does not take what it has to write */
};

struct sink {
	const struct sink_ops *ops;
	struct buf *out;
	const struct run_info *run;
	const struct input_info *input; /* where a sink keeps it: of the present table */
	bool failed;              /* out of memory */
	enum sink_trouble trouble;
	struct words why;         /* of the trouble */
};

#endif
