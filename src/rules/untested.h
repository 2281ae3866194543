/* A rule file as who judges reads it: without the rules' tests. */
#ifndef PHASEOUT_RULES_UNTESTED_H
#define PHASEOUT_RULES_UNTESTED_H

#include "base/arena.h"

/*
 * The text with blanks in the place of each rule's tests (a line that holds nothing but "    tests:", and all lines below that are indented further), so that all else stands
 * where it stood. The text itself where that cannot be told from its lines: it has texts over several lines (|, >), tabs, or no such tests. .p NULL when memory is exhausted.
 */
struct str tests_left_out(struct arena *a, struct str text);

#endif
