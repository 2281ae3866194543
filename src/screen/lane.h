/*
 * The fast lane: rows that need not be judged pass by what is known of others like them.
 *
 * Most rows of a large registry name equipment that no rule speaks of, or values that no rule tells apart from those of a row before. The lane
 * finds, for each text that names a kind, the columns on which anything may turn, and of their cells the class (judge/asks.h): a number's place
 * among the limits, a model's truth under each condition, else the text itself. The first row of each combination of classes is judged; further ones are
 * counted like it, and where they are listed with no more than place, key, kind, verdicts and rules, listed like it.
 *
 * Always: the books are those that would be without the lane (tests/unit/screen/test_lane.c, tests/check-bench.sh, and the accounts of every run); what it does
 * not know takes the way of all rows. Its memory has a fixed bound: no registry makes it grow. One thread learns, the one of registry_next; others look at the same
 * time at what it has learnt, for that is only added to: an entry is filled before it can be found.
 */
#ifndef PHASEOUT_SCREEN_LANE_H
#define PHASEOUT_SCREEN_LANE_H

#include "base/marks.h"
#include "screen/tally.h"

struct lane;

struct lane_options {
	unsigned listed; /* bits 1u << enum verdict of items that someone wants to see */
	bool evidence;   /* … and with more than the columns of an item that lane_item gives */
	bool regions;    /* it matters where rows are of, whatever the rules ask */
	bool books;      /* someone wants to see the sums by region, by status, of capacity */
	size_t jobs;     /* threads that look, at least 1 */
	enum marks_way way; /* what the machine can do */
};

/* NULL when memory is exhausted. */
struct lane *lane_new(const struct vocabulary *v, const struct program *p, const struct lane_options *options);
void lane_free(struct lane *lane); /* NULL is allowed */

/* Have objects brought columns of which nothing was learnt? Then lane_settle and lane_forget come before anything else. */
bool lane_is_outgrown(const struct lane *lane, const struct registry *g);
/* As of struct row_hooks, but for `lane`; lane_passes says in *what what is to be told, or ROW_COUNTED. */
bool lane_ready(struct lane *lane, const struct registry *g);
bool lane_passes(struct lane *lane, const struct registry *g, const struct str *cells, uint32_t *what, size_t *cell);
size_t lane_look(const struct lane *lane, size_t worker, const struct raw_rows *rows, uint32_t *what, struct row_count *counts, size_t *cell);
void lane_count(struct lane *lane, const struct row_count *counts, size_t n);
/* The item that is told, and its judgement, without row and key; they stand until lane_forget. It is counted. Returns the column that has the key. */
size_t lane_tell(struct lane *lane, uint32_t what, struct item *item, const struct judgement **judgement);
/* What became of the last row that did not pass. */
void lane_learn(struct lane *lane, const struct totals *t, const struct row *row, const struct judgement *judgements);
/* Puts what has passed into the books. */
void lane_settle(struct lane *lane, struct totals *t);
/* Another table begins: what was learnt is of other columns. Nobody looks meanwhile. */
void lane_forget(struct lane *lane);

#endif
