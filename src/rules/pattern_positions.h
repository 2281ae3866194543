/*
 * A pattern (PCRE2) as its positions and which may follow which (Glushkov): a position is a letter, a class, a dot.
 *
 * Always: an edge counts for each way in which it came about; it is matched in either case. A{2,4} is A A (A (A)?)?, many
 * copies are a loop; what is never gone back into ((?>…), A++) is one position that meets nothing.
 */
#ifndef PHASEOUT_RULES_PATTERN_POSITIONS_H
#define PHASEOUT_RULES_PATTERN_POSITIONS_H

#include "base/str.h"

#include <stdint.h>

enum { PATTERN_POSITIONS = 64 }; /* a bit each */

struct pattern_positions {
	uint64_t follow[PATTERN_POSITIONS]; /* once or oftener */
	uint64_t twice[PATTERN_POSITIONS];
	uint64_t meets[PATTERN_POSITIONS];  /* positions that may read the same character */
	unsigned n;
};

/*
 * The pattern compiles. False where it has more positions than are followed here, backreferences, recursion, assertions in
 * a group, or what only the longer forms of the syntax say.
 */
bool pattern_positions_read(struct pattern_positions *out, struct str pattern);

#endif
