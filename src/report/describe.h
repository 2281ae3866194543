/*
 * What is loaded, in words: rules, kinds, fields, units, packs. A topic is a row in a table.
 *
 * Always: everything stands in the vocabulary and the rules; nothing is judged.
 */
#ifndef PHASEOUT_REPORT_DESCRIBE_H
#define PHASEOUT_REPORT_DESCRIBE_H

#include "judge/judge.h"
#include "text/message.h"

enum describe_topic { DESCRIBE_RULES, DESCRIBE_KINDS, DESCRIBE_FIELDS, DESCRIBE_UNITS, DESCRIBE_PACKS };

struct describe_options {
	enum lang lang;
	unsigned columns; /* of the terminal; 0: no limit */
	bool color;
	const struct vocabulary *vocabulary;
	const struct ruleset *rules;
	const struct program *program;
};

/* All of a topic, a line each. False when memory is exhausted. */
bool describe_all(struct buf *out, const struct describe_options *o, enum describe_topic topic);

enum described { DESCRIBED, DESCRIBED_NOTHING, DESCRIBED_NO_MEMORY };
/* One, by its id or name, with all that is known of it. DESCRIBED_NOTHING: there is none of that name. */
enum described describe_one(struct buf *out, const struct describe_options *o, enum describe_topic topic, struct str name);

#endif
