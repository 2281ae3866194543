/*
 * Can a pattern (PCRE2) go round a loop in two ways over one text? Then, on a text that does not match in the end, each
 * round doubles the ways that a matcher tries: (A+)+, (A|A)*, (A?B?)*.
 *
 * Always: the pattern is seen as its positions (a letter, a class) and which may follow which (Glushkov), an edge counted
 * for each way in which it came about. Two ways round are an edge of a loop that came about twice, or two walks that part,
 * may read the same characters and meet again where they parted.
 */
#ifndef PHASEOUT_RULES_PATTERN_LOOPS_H
#define PHASEOUT_RULES_PATTERN_LOOPS_H

#include "base/str.h"

/*
 * The pattern compiles; it matches in either case. False also where it is not certain: more positions than are followed
 * here, backreferences, recursion, what only the longer forms of the syntax say.
 */
bool pattern_loops_in_two_ways(struct str pattern);

#endif
