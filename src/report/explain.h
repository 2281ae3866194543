/*
 * One item explained: what was read, then every rule, condition by condition, and what would change its verdict.
 *
 * Always: draws what the judge found; nothing is judged here.
 */
#ifndef PHASEOUT_REPORT_EXPLAIN_H
#define PHASEOUT_REPORT_EXPLAIN_H

#include "judge/change.h"
#include "screen/sink.h"
#include "text/message.h"

enum explained_state {
	EXPLAINED_FINDING,     /* considered; `finding` is there */
	EXPLAINED_NOT_APPLIED, /* speaks of the item, but judges none: program_application says why */
	EXPLAINED_OTHER_KIND,
};

struct explained_rule {
	const struct rule *rule;
	enum explained_state state;
	const struct finding *finding;
	struct changes changes;
};

struct explained {
	const struct item *item;
	const struct judgement *judgement;
	const struct explained_rule *rules; /* every rule that was loaded, in pack order */
	size_t n_rules;
};

struct explain_options {
	enum lang lang;
	unsigned columns;                /* of the terminal; 0: no limit */
	bool color;
	const struct run_info *run;
	const struct input_info *input;  /* NULL: the item was given, not filed */
};

/* False when memory is exhausted. */
bool explain_write_item(struct buf *out, const struct explain_options *o, const struct explained *e);
/* A row that was not judged. */
bool explain_write_row(struct buf *out, const struct explain_options *o, const struct row *row);

#endif
