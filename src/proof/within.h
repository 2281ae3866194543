/* What a rule condemns, as demands, and whether another condemns all of it. */
#ifndef PHASEOUT_PROOF_WITHIN_H
#define PHASEOUT_PROOF_WITHIN_H

#include "proof/satisfy.h"
#include "rules/rule.h"

struct demands {
	struct demand *items;
	size_t n;
};

/* Where and what, and none of its exceptions; with room for one more. `items` is NULL when memory is exhausted. */
struct demands hit_of(struct arena *a, const struct rule *rule);
/*
 * Is every machine that `a` condemns one that `b` condemns, while both are in force? "Yes" is certain; also no where `a`
 * condemns none.
 */
bool condemned_within(const struct vocabulary *v, struct arena *scratch, const struct rule *a, const struct rule *b);

#endif
