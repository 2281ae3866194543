/*
 * How far a long run is: one line on the terminal of standard error, and nothing anywhere else.
 *
 * Always: nothing is shown where standard error is no terminal, or a dumb one, or with -q; nor in the first second; then it is drawn anew at most five times a second, never wider
 * than the terminal, and taken away before anything else is written and at the end.
 */
#ifndef PHASEOUT_CLI_PROGRESS_H
#define PHASEOUT_CLI_PROGRESS_H

#include "cli/cli.h"

#include <stdint.h>

struct progress {
	const struct cli *cli;
	bool on, drawn;
	uint64_t start, last; /* milliseconds: of the run, and when it was drawn */
};

/* The run begins. */
void progress_init(struct progress *p, const struct cli *cli, bool quiet);
/* A phaseout_progress_fn; ctx is a struct progress. */
void progress_show(void *ctx, const struct phaseout_progress *progress);
/* Takes the line away. NULL is allowed. */
void progress_clear(struct progress *p);

#endif
