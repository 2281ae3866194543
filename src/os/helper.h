/*
 * The process that reads an untrusted container for us (phaseout-read), seen as a stream of bytes (base/frames.h).
 *
 * Always: what it is given is the open file alone: no environment, no other descriptor, no path. A helper that dies,
 * or is killed, is told from one that ended well; it never outlives the thread that started it (so read it from that
 * thread), and is always waited for. The signals of the program around us are left alone: none is caught, none is
 * caused but the SIGCHLD of a child's end. Where that program ignores SIGCHLD, or waits for whatever child ends, how
 * ours ended is HELPER_UNKNOWN.
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
	int fd;         /* what it writes; -1: closed */
	int error;      /* errno of what failed */
	int patience;   /* seconds without a byte after which it is given up: LIMIT_HELPER_SILENCE */
};

/*
 * Starts `path` with the arguments `format` and `table` (NULL: none): descriptor 3 is `input`, 4 an unlinked file
 * (left out where that cannot be had), standard output a pipe to us, standard input and error /dev/null. False, with
 * `error` and nothing to stop, where it cannot be started. What it writes is read by helper_read. Where `input`
 * stands is shared with the helper, which moves it.
 */
bool helper_start(struct helper *h, const char *path, const char *format, const char *table, int input);
/* Up to n bytes; 0 at the end, -1 on failure (`error`; ETIMEDOUT: it has sent nothing for too long). */
ssize_t helper_read(struct helper *h, char *p, size_t n);
/*
 * Waits for its end, which is due: it is killed where it does not come within seconds of the last byte. *code may be
 * NULL.
 */
enum helper_end helper_wait(struct helper *h, int *code);
/* Ends it, however far it is. Harmless where none runs. */
void helper_stop(struct helper *h);

#endif
