/*
 * Files as streams of bytes, and whole small ones. Errors are errno-like and said by the caller; nothing is printed here.
 */
#ifndef PHASEOUT_OS_INPUT_H
#define PHASEOUT_OS_INPUT_H

#include "base/arena.h"

#include <sys/types.h>
#include <time.h>

enum input_status {
	INPUT_OK,
	INPUT_MISSING,   /* does not exist */
	INPUT_FORBIDDEN, /* may not be opened */
	INPUT_DIRECTORY,
	INPUT_FAILED,    /* could not be read to its end */
	INPUT_TOO_LARGE,
	INPUT_NO_MEMORY,
};

struct input {
	int fd;
	int error;       /* errno of what failed */
	bool is_stdin;
	const char *path; /* as given; it must outlive this */
	off_t size;      /* of a file when it was opened, and when it had been written last */
	struct timespec written;
	off_t start;     /* where its first byte stood when it was opened: standard input may begin in the middle of a file */
};

/* "-" is standard input. Directories are refused here, before anything is read. */
enum input_status input_open(struct input *in, const char *path);
/* Up to n bytes; 0 at the end, -1 on failure (error is set). Interrupted reads are retried. */
ssize_t input_read(struct input *in, char *p, size_t n);
/* Back to the first byte; false where that cannot be (a pipe, a terminal, a device: only files have an end to come back from). */
bool input_rewind(struct input *in);
/* Passes over n bytes of a file; false where that cannot be. */
bool input_skip(struct input *in, size_t n);
/* Has the file been written to since it was opened? Of what is no file it cannot be told: false. */
bool input_has_changed(const struct input *in);
void input_close(struct input *in);
/* Is there, beside the file that was opened by path, one of its name with this ending, which is not empty? */
bool input_has_beside(const struct input *in, const char *ending);
/* Is it the regular file that `path` names? What is still read must not be written over. */
bool input_is(const struct input *in, const char *path);
/* Do both read one regular file, by whatever names? Both open. */
bool input_same(const struct input *a, const struct input *b);

/* The whole of a file of at most `most` bytes, in the arena. */
enum input_status file_read_whole(struct str *out, struct arena *a, const char *path, size_t most, int *error);

/* Do two paths name one regular file? False where either is not there. */
bool file_same(const char *a, const char *b);

#endif
