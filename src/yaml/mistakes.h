/*
 * How many mistakes of one file are told.
 *
 * Always: LIMIT_YAML_MISTAKES are; the next one becomes PO118, which says that there are more, and ends the reading.
 */
#ifndef PHASEOUT_YAML_MISTAKES_H
#define PHASEOUT_YAML_MISTAKES_H

#include "base/diags.h"

struct mistakes {
	struct diags *diags;
	const struct source_file *file;
	size_t n;
	bool full;
};

/* Whether one more may be told; counts it. */
bool mistakes_room(struct mistakes *m, struct span at);
/* A noun in the reader's language, to be put into a message. */
const char *mistakes_word(const struct mistakes *m, const char *msgid) __attribute__((format_arg(2)));

#endif
