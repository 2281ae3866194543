/* How two rules stand to each other, apart from what they ask. */
#ifndef PHASEOUT_PROOF_PAIRS_H
#define PHASEOUT_PROOF_PAIRS_H

#include "rules/rule.h"

/* The same kinds, in whatever order. */
bool same_kinds(const struct rule *a, const struct rule *b);
/* May both be in force on one day, and judge items of one province? Yes where one does not say. */
bool same_time(const struct rule *a, const struct rule *b);
/*
 * Do both speak with one voice: of one pack, or of packs of one authority? What two authorities order, each may order for
 * itself: a furnace that the state and the province both condemn is no mistake of either.
 */
bool same_authority(const struct rule *a, const struct rule *b);
/* Is every day on which `a` is in force one of `b`? */
bool time_within(const struct rule *a, const struct rule *b);
/* What is already ordered out has the earliest deadline. */
bool deadline_earlier(const struct rule *a, const struct rule *b);
/* Is each kind of `a` one of `b`, or below one? */
bool kinds_within(const struct rule *a, const struct rule *b);

/*
 * The kinds of machines that both speak of: the lower one of each two that meet. False behind the last. Start with 0;
 * *out is NULL where both speak of any kind.
 */
bool kind_shared(const struct kind **out, size_t *at, const struct rule *a, const struct rule *b);

#endif
