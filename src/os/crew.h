/*
 * Several threads on the pieces of one stream: taken one after another in order, worked on at the same time, given back in order.
 *
 * Always: what is given back does not depend on how many work. No more pieces are in flight than there are.
 */
#ifndef PHASEOUT_OS_CREW_H
#define PHASEOUT_OS_CREW_H

#include <stdbool.h>
#include <stddef.h>

struct crew_job {
	/* Fills a piece with what comes next; false: there is no more. By one thread at a time, in order. */
	bool (*take)(void *ctx, void *piece);
	/* What is done with a piece. By several at a time: `worker`, from 0, tells them apart. */
	void (*work)(void *ctx, void *piece, size_t worker);
	void *ctx;
};

struct crew;

/*
 * `workers` counts the caller, which works while it waits: 1 starts no thread. The pieces are the caller's; there are at least as many as workers, and
 * one more keeps all of them busy. Threads that cannot be started are done without. NULL when memory is exhausted.
 */
struct crew *crew_new(const struct crew_job *job, size_t workers, void *const *pieces, size_t n_pieces);
/* The next piece, worked on; the one given before is filled anew from now on. NULL behind the last. */
void *crew_next(struct crew *c);
/* Until crew_go_on nobody works but whoever calls this. */
void crew_pause(struct crew *c);
void crew_go_on(struct crew *c);
/* Waits for all; pieces that were not given back are lost. NULL is allowed. */
void crew_free(struct crew *c);

/* How many processors this process may use: at least 1. */
size_t crew_processors(void);

#endif
