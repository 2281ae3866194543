/*
 * The process that reads an untrusted container for us (phaseout-read), seen as a stream of bytes (base/frames.h).
 *
 * Always: what it is given is the open file alone: no environment, no other descriptor, no path. A helper that dies, or is
 * killed, is told from one that ended well; it never outlives us.
 */
#ifndef PHASEOUT_OS_HELPER_H
#define PHASEOUT_OS_HELPER_H

#include "base/str.h"

#include <sys/types.h>

enum helper_end {
	HELPER_WELL,     /* it exited with 0 */
	HELPER_BADLY,    /* with another status: `code` */
	HELPER_KILLED,   /* by a signal: `code` */
	HELPER_UNKNOWN,  /* it could not be waited for: `code` is errno */
};

struct helper {
	pid_t pid;      /* 0: none runs */
	int fd;         /* what it writes */
	int error;      /* errno of what failed */
};

/*
 * Starts `path` with the arguments `format` and `table` (NULL: none): descriptor 3 is `input`, 4 an unlinked file in the folder for temporary files (left out where that cannot be had), standard output a pipe to us, standard error
 * /dev/null. False, with `error`, where it cannot be started. What it writes is read by helper_read.
 */
bool helper_start(struct helper *h, const char *path, const char *format, const char *table, int input);
/* Up to n bytes; 0 at the end, -1 on failure (`error`). */
ssize_t helper_read(struct helper *h, char *p, size_t n);
/* Waits for its end after the last byte; *code may be NULL. */
enum helper_end helper_wait(struct helper *h, int *code);
/* Ends it, however far it is. Harmless where none runs. */
void helper_stop(struct helper *h);

/* A descriptor of an unlinked file that can be written and read; -1, with errno. */
int spill_open(void);

#endif
