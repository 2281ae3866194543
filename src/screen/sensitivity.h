/*
 * How many machines a rule hits as one of its limits moves.
 *
 * Each item is judged by the rule with the limit's condition true, false and unknown; what a limit makes of it then follows from its value alone. So the registry is
 * read once, and what is kept is one entry for each distinct value.
 *
 * Always: at the adopted limit the numbers are those of a screening by this rule.
 */
#ifndef PHASEOUT_SCREEN_SENSITIVITY_H
#define PHASEOUT_SCREEN_SENSITIVITY_H

#include "screen/totals.h"

/* Items whose value and fate are the same. */
struct sensitivity_group {
	bool measured; /* false: no value was read, and the condition is unknown whatever the limit */
	struct quantity value;
	enum rule_verdict verdicts[3]; /* by enum truth of the condition */
	uint64_t items;
	struct capacity_total capacity;
};

/* One of the rule's limits. */
struct sensitivity_limit {
	const struct condition *leaf;
	struct quantity adopted;
	struct sensitivity_group *groups;
	size_t n, cap;
	struct map by_key;
};

struct sensitivity {
	struct arena arena;
	const struct rule *rule;
	struct sensitivity_limit *limits;
	size_t n_limits;
};

struct sensitivity_step {
	struct decimal limit; /* in the adopted limit's unit */
	bool adopted;
	uint64_t hits, open;  /* open: undetermined, or for a person to judge */
	struct capacity_total capacity; /* of the hits */
};

/* Finds the rule's numeric limits. False when memory is exhausted. */
bool sensitivity_init(struct sensitivity *s, const struct rule *rule);
void sensitivity_release(struct sensitivity *s);
bool sensitivity_add(struct sensitivity *s, struct arena *scratch, const struct program *p, const struct item *item);

/*
 * The limits at which something changes, ascending: the ends of the values that were read, and the adopted one. Where there are more than `most` (at least 2), every so many-th, the
 * first, the last and the adopted one among them; *all is how many there are. They live in `a`. NULL when memory is exhausted.
 */
struct sensitivity_step *sensitivity_steps(size_t *n, size_t *all, struct arena *a, const struct sensitivity_limit *limit, size_t most);

/*
 * A sink that gathers what is screened and draws at the end. `draw` gets the whole; false: memory is exhausted. `ctx` becomes the sink's, to be freed by free(), but where the
 * answer is NULL.
 */
typedef bool sensitivity_draw_fn(void *ctx, struct buf *out, const struct sensitivity *s, const struct run_info *run, const struct summary *summary);
struct sink *sensitivity_sink_new(struct buf *out, const struct rule *rule, sensitivity_draw_fn *draw, void *ctx);

#endif
