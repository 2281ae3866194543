#include "proof/satisfy.h"

#include "proof/cells.h"

static bool is_met(const struct problem *p, const struct demand *d)
{
	enum truth truth = problem_truth(p, d->condition, true);
	switch (d->what) {
	case DEMAND_TRUE:
		return truth == TRUTH_TRUE;
	case DEMAND_FALSE:
		return truth == TRUTH_FALSE;
	case DEMAND_NOT_TRUE:
		return truth != TRUTH_TRUE;
	case DEMAND_NOT_FALSE:
		return truth != TRUTH_FALSE;
	case DEMAND_NOT_SHOWN:
		break;
	}
	return truth != TRUTH_TRUE || problem_truth(p, d->condition, false) != TRUTH_TRUE;
}

static bool all_met(const struct problem *p, const struct demand *demands, size_t n)
{
	size_t i = 0;
	while (i < n && is_met(p, &demands[i]))
		i++;
	return i == n;
}

static bool may_hold(const struct vocabulary *v, struct arena *scratch, const struct demand *demands, size_t n,
		     bool unrecorded)
{
	struct arena own; /* many questions are asked of one rule */
	arena_init(&own);
	struct problem p = {.vocabulary = v, .arena = &own, .unrecorded = unrecorded};
	for (size_t i = 0; i < n; i++)
		problem_add(&p, demands[i].condition);
	problem_make(&p);
	bool doubtful = p.too_large || own.failed, met = doubtful || all_met(&p, demands, n);
	while (!met && problem_step(&p))
		met = all_met(&p, demands, n);
	scratch->failed |= own.failed;
	arena_release(&own);
	return met;
}

bool demands_may_hold(const struct vocabulary *v, struct arena *scratch, const struct demand *demands, size_t n)
{
	return may_hold(v, scratch, demands, n, false);
}

bool demands_may_be_recorded(const struct vocabulary *v, struct arena *scratch, const struct demand *demands, size_t n)
{
	return may_hold(v, scratch, demands, n, true);
}

bool demands_show(struct problem *p, const struct demand *demands, size_t n)
{
	problem_make(p);
	bool met = !p->too_large && !p->arena->failed && all_met(p, demands, n);
	while (!met && !p->too_large && !p->arena->failed && problem_step(p))
		met = all_met(p, demands, n);
	return met;
}
