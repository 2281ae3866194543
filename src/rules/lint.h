/*
 * What a loaded pack may still say wrongly: a quote that does not stand in the source at the line given, a wording
 * that disagrees with its operator, a disputed word without interpretation and other reading, tests that its sort asks
 * for and it lacks. A check is a row in a table.
 */
#ifndef PHASEOUT_RULES_LINT_H
#define PHASEOUT_RULES_LINT_H

#include "rules/rule.h"

/*
 * Adds to diags; true where nothing was found. `v` is the vocabulary that the set was loaded with: tests' records are
 * read by it. Of a set that is not whole (ruleset_read) the quotes and words are looked at that could be read.
 */
bool ruleset_lint(const struct ruleset *s, const struct vocabulary *v, struct arena *scratch, struct diags *diags);

#endif
