/*
 * The fast lane: rows that can only be counted pass without being judged.
 *
 * Most rows of a large registry name equipment that no rule speaks of, or values that no rule tells apart from those of a row before. The lane
 * finds, for each text that names a kind, the columns on which anything may turn, and of their cells the class (judge/asks.h): a number's place
 * among the limits, a model's truth under each condition, else the text itself. The first row of each combination of classes is judged; where
 * nothing of it is listed, further ones are counted like it.
 *
 * Always: the books are those that would be without the lane (tests/unit/screen/test_lane.c, and the check of every run); what it does not know takes the way
 * of all rows. Its memory has a fixed bound: no registry makes it grow, and it forgets, or ceases to learn, where one has too much to remember.
 */
#ifndef PHASEOUT_SCREEN_LANE_H
#define PHASEOUT_SCREEN_LANE_H

#include "screen/tally.h"

struct lane;

/* `listed`: bits 1u << enum verdict of items that someone wants to see. NULL when memory is exhausted. */
struct lane *lane_new(const struct vocabulary *v, const struct program *p, unsigned listed);
void lane_free(struct lane *lane); /* NULL is allowed */

/* Does the row pass? Else it is the one that lane_learn will tell of. A row_passes_fn but for `lane`. */
bool lane_passes(struct lane *lane, const struct registry *g, const struct str *fields);
/* What became of the last row that did not pass. */
void lane_learn(struct lane *lane, const struct totals *t, const struct row *row, const struct judgement *judgements);
/* Puts what has passed into the books; returns how many rows that were. */
uint64_t lane_settle(struct lane *lane, struct totals *t);
/* Another table begins: what was learnt is of other columns. */
void lane_forget(struct lane *lane);

#endif
