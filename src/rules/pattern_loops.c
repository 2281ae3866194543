#include "rules/pattern_loops.h"

#include "rules/pattern_positions.h"

/* Pairs of positions that two walks over one text may stand on: a row of bits for each first position. */
struct pairs {
	uint64_t rows[PATTERN_POSITIONS];
};

/* One step from the pair (i, j). Backwards, the pair that is left has to meet: forwards, the one that is come to. */
static void pair_step(const struct pattern_positions *p, const uint64_t *edges, unsigned i, unsigned j, bool forward,
		      struct pairs *next)
{
	if (!forward && !(p->meets[i] >> j & 1))
		return;
	for (unsigned k = 0; k < p->n; k++)
		if (edges[i] >> k & 1)
			next->rows[k] |= edges[j] & (forward ? p->meets[k] : UINT64_MAX);
}

/* Pairs that (start, start) leads to; with the edges turned round, those that lead to it. */
static void pairs_reach(const struct pattern_positions *p, const uint64_t *edges, unsigned start, bool forward,
			struct pairs *out)
{
	struct pairs fresh = {{0}};
	bool more = true;
	*out = (struct pairs){{0}};
	fresh.rows[start] = (uint64_t)1 << start;
	while (more) {
		struct pairs next = {{0}};
		more = false;
		for (unsigned i = 0; i < p->n; i++)
			for (unsigned j = 0; j < p->n; j++)
				if (fresh.rows[i] >> j & 1)
					pair_step(p, edges, i, j, forward, &next);
		for (unsigned i = 0; i < p->n; i++) {
			fresh.rows[i] = next.rows[i] & ~out->rows[i];
			out->rows[i] |= fresh.rows[i];
			more |= fresh.rows[i] != 0;
		}
	}
}

static bool two_ways_round(const struct pattern_positions *p, const uint64_t *back, unsigned start)
{
	struct pairs there, home;
	pairs_reach(p, p->follow, start, true, &there);
	if (!(there.rows[start] >> start & 1))
		return false; /* on no loop */
	pairs_reach(p, back, start, false, &home);
	for (unsigned i = 0; i < p->n; i++) {
		uint64_t both = there.rows[i] & home.rows[i], self = (uint64_t)1 << i;
		if (both & ~self)
			return true;
		/* a step that came about twice, on the way round */
		for (unsigned k = 0; both & self && k < p->n; k++)
			if (p->twice[i] >> k & 1 && (k == start || home.rows[k] >> k & 1))
				return true;
	}
	return false;
}

bool pattern_loops_in_two_ways(struct str pattern)
{
	struct pattern_positions p;
	uint64_t back[PATTERN_POSITIONS] = {0};
	bool found = false;
	if (!pattern_positions_read(&p, pattern))
		return false;
	for (unsigned i = 0; i < p.n; i++)
		for (unsigned j = 0; j < p.n; j++)
			back[j] |= (p.follow[i] >> j & 1) << i;
	for (unsigned i = 0; i < p.n && !found; i++)
		found = two_ways_round(&p, back, i);
	return found;
}
