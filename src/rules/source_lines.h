/*
 * The text of a source by lines, folded as quotes are compared (fold_quote). Each source is folded once in a lint.
 */
#ifndef PHASEOUT_RULES_SOURCE_LINES_H
#define PHASEOUT_RULES_SOURCE_LINES_H

#include "rules/lint_checks.h"

#include "text/fold.h"

struct source_lines {
	const struct source *source;
	struct folded key;
	size_t *starts; /* of each line in the key, and its end: n + 1 of them */
	size_t n;
	struct source_lines *next;
};

/* NULL when memory is exhausted. */
const struct source_lines *source_lines_of(const struct lint *l, const struct source *source);

#endif
