/*
 * Files without a name, for what memory should not hold: a workbook that comes through a pipe, and what the helper
 * process puts aside.
 *
 * Always: such a file can be found by nobody else and is gone when the last descriptor of it is closed, however the
 * program ends.
 */
#ifndef PHASEOUT_OS_SPOOL_H
#define PHASEOUT_OS_SPOOL_H

#include "base/str.h"

#include <stdint.h>

/* A descriptor of an empty one that can be written and read; -1, with errno. */
int spill_open(void);

enum spool_status {
	SPOOL_OK,
	SPOOL_TOO_LARGE, /* more than `most` bytes */
	SPOOL_UNREAD,    /* what is to be kept could not be read to its end: *error is an errno */
	SPOOL_UNWRITTEN, /* it could not be written to a file (the disk is full): *error is an errno */
};

/* Sees all bytes in their order, once, as they pass. */
typedef void spool_fn(void *ctx, struct str bytes);

/*
 * Puts `head` (what the caller has read already) and whatever else `fd` gives into such a file; *out is a descriptor
 * at its start, the caller's to close, -1 on failure. `seen` may be NULL. `fd` stays the caller's.
 */
enum spool_status spool_open(int *out, int fd, struct str head, uint64_t most, spool_fn *seen, void *ctx, int *error);

#endif
