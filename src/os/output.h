/*
 * Output that is either whole or not there: written to a temporary in the target's folder, checked, fsynced, renamed. Standard output is
 * checked at its end.
 *
 * Always: after output_abandon, or when the program dies, no target exists that did not exist before and an old one is as it was.
 */
#ifndef PHASEOUT_OS_OUTPUT_H
#define PHASEOUT_OS_OUTPUT_H

#include "base/buf.h"

struct output {
	int fd;
	int error;         /* errno of the first failure; 0 */
	char *path, *temporary; /* NULL for standard output, devices and pipes */
	struct buf pending;
};

/*
 * NULL or "-" is standard output. False, with `error` set and nothing to release, where the folder is missing or not writable, or the target a folder or write-protected. A
 * device or pipe (/dev/full) is written to directly. An old target keeps its mode; a link stays one, what it points to is replaced.
 */
bool output_open(struct output *o, const char *path);
/* Would both be renamed to one file? */
bool output_same(const struct output *a, const struct output *b);
/* Buffered; the first failure is kept, later writes do nothing. */
void output_write(struct output *o, struct str s);
/* Flushes, fsyncs, renames. False where any write failed: then nothing of it stays. */
bool output_finish(struct output *o);
void output_abandon(struct output *o);

#endif
