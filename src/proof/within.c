#include "proof/within.h"

#include "proof/pairs.h"

struct demands hit_of(struct arena *a, const struct rule *rule)
{
	struct demands out = {ARENA_ARRAY(a, rule->n_exceptions + 3, struct demand), 0};
	if (!out.items)
		return out;
	out.items[out.n++] = (struct demand){rule->where, DEMAND_TRUE};
	out.items[out.n++] = (struct demand){rule->obsolete_if, DEMAND_TRUE};
	for (size_t i = 0; i < rule->n_exceptions; i++)
		out.items[out.n++] = (struct demand){rule->exceptions[i].when, DEMAND_NOT_SHOWN};
	return out;
}

static bool escapes(const struct vocabulary *v, struct arena *scratch, struct demands hit, const struct condition *c,
		    enum demanded what)
{
	hit.items[hit.n] = (struct demand){c, what};
	return demands_may_hold(v, scratch, hit.items, hit.n + 1);
}

bool condemned_within(const struct vocabulary *v, struct arena *scratch, const struct rule *a, const struct rule *b)
{
	struct demands hit = hit_of(scratch, a);
	if (!hit.items || !kinds_within(a, b))
		return false;
	if (!demands_may_hold(v, scratch, hit.items, hit.n))
		return false; /* it condemns none: that was told */
	bool out = escapes(v, scratch, hit, b->where, DEMAND_NOT_TRUE) ||
		   escapes(v, scratch, hit, b->obsolete_if, DEMAND_NOT_TRUE);
	for (size_t i = 0; i < b->n_exceptions && !out; i++)
		out = escapes(v, scratch, hit, b->exceptions[i].when, DEMAND_TRUE);
	return !out;
}
