/*
 * One registry under two sets of rules: whose verdict changes.
 *
 * Always: both sides judge the same items, which are read once; every item is counted once, by what either side says of it.
 */
#ifndef PHASEOUT_SCREEN_RULES_DIFF_H
#define PHASEOUT_SCREEN_RULES_DIFF_H

#include "screen/totals.h"

/* What of one unit is at stake where the verdict goes from one to the other: where the first is obsolete what the first counts, else what the second counts. */
struct diff_capacity {
	enum verdict from, to;
	struct capacity_total total;
};

struct rules_diff {
	uint64_t counts[VERDICT_COUNT][VERDICT_COUNT]; /* [first side][second] */
	struct diff_capacity *capacities;              /* one for each pair and unit that occurs */
	size_t n_capacities, cap;
	uint64_t changed;
};

/* How much a change matters: obsolete or not before all. */
enum diff_class { DIFF_CROSSING, DIFF_OPEN, DIFF_OTHER, DIFF_CLASSES };
enum diff_class diff_class_of(enum verdict from, enum verdict to);

struct diff_drawing {
	/* An item whose verdict changes. */
	void (*item)(void *ctx, struct buf *out, const struct item *item, const struct judgement *first, const struct judgement *second);
	void (*begin)(void *ctx, struct buf *out, const struct run_info *run);
	void (*end)(void *ctx, struct buf *out, const struct rules_diff *diff, const struct summary *summary);
	bool (*failed)(void *ctx);
	void (*free)(void *ctx);
	void *ctx;
};

/* The run's program is the first side. `diff` is the caller's and outlives the sink; the drawing becomes the sink's, but where the answer is NULL. */
struct sink *rules_diff_sink_new(struct buf *out, struct rules_diff *diff, const struct program *second, const struct diff_drawing *drawing);

#endif
