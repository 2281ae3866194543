#include "os/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_GUESS = 64 * 1024 }; /* of what does not know its size */

static enum input_status failure(int error)
{
	switch (error) {
	case ENOENT:
	case ENOTDIR:
	case ENAMETOOLONG:
	case ELOOP:
		return INPUT_MISSING;
	case EISDIR:
		return INPUT_DIRECTORY;
	default:
		return INPUT_FORBIDDEN;
	}
}

static int open_path(const char *path)
{
	int fd;
	do
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	while (fd < 0 && errno == EINTR);
	return fd;
}

enum input_status input_open(struct input *in, const char *path)
{
	struct stat st;
	*in = (struct input){.fd = -1, .is_stdin = strcmp(path, "-") == 0, .path = path};
	in->fd = in->is_stdin ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : open_path(path);
	in->error = in->fd < 0 || fstat(in->fd, &st) != 0 ? errno : S_ISDIR(st.st_mode) ? EISDIR : 0;
	if (in->error) {
		int error = in->error;
		input_close(in);
		in->error = error;
		return failure(error);
	}
	off_t at = S_ISREG(st.st_mode) ? lseek(in->fd, 0, SEEK_CUR) : -1;
	in->start = at > 0 ? at : 0;
	in->size = st.st_size;
	in->written = st.st_mtim;
	return INPUT_OK;
}

ssize_t input_read(struct input *in, char *p, size_t n)
{
	ssize_t got;
	do
		got = read(in->fd, p, n);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		in->error = errno;
	return got;
}

bool input_rewind(struct input *in)
{
	struct stat st;
	return fstat(in->fd, &st) == 0 && S_ISREG(st.st_mode) && lseek(in->fd, in->start, SEEK_SET) == in->start;
}

bool input_has_changed(const struct input *in)
{
	struct stat st;
	return fstat(in->fd, &st) == 0 && S_ISREG(st.st_mode) &&
	       (st.st_size != in->size || st.st_mtim.tv_sec != in->written.tv_sec || st.st_mtim.tv_nsec != in->written.tv_nsec);
}

bool input_skip(struct input *in, size_t n)
{
	bool skipped = lseek(in->fd, (off_t)n, SEEK_CUR) >= 0;
	in->error = skipped ? 0 : errno;
	return skipped;
}

bool input_has_beside(const struct input *in, const char *ending)
{
	char *beside = NULL;
	struct stat st;
	if (in->is_stdin || asprintf(&beside, "%s%s", in->path, ending) < 0)
		return false;
	bool has = stat(beside, &st) == 0 && st.st_size > 0;
	free(beside);
	return has;
}

void input_close(struct input *in)
{
	if (in->fd >= 0)
		close(in->fd);
	in->fd = -1;
}

static bool is_one_file(const struct stat *a, const struct stat *b)
{
	return S_ISREG(a->st_mode) && a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static bool is_file(const struct stat *st, const char *path)
{
	struct stat other;
	return stat(path, &other) == 0 && is_one_file(st, &other);
}

bool input_same(const struct input *a, const struct input *b)
{
	struct stat of_a, of_b;
	return fstat(a->fd, &of_a) == 0 && fstat(b->fd, &of_b) == 0 && is_one_file(&of_a, &of_b);
}

bool input_is(const struct input *in, const char *path)
{
	struct stat st;
	return fstat(in->fd, &st) == 0 && is_file(&st, path);
}

bool file_same(const char *a, const char *b)
{
	struct stat st;
	return stat(a, &st) == 0 && is_file(&st, b);
}

/* A byte more than the file says to have, so that its end is seen without larger room; one that has grown since gets that. */
static size_t first_room(const struct input *in, size_t most)
{
	const size_t guess = in->size > 0 ? (size_t)in->size + 1 : FIRST_GUESS;
	return guess > most ? most + 1 : guess;
}

/* Reads to the end; the bytes stand in *p, whose room grows twofold. */
static enum input_status read_all(struct input *in, struct arena *a, size_t most, char **p, size_t *n)
{
	size_t room = first_room(in, most);
	char *bytes = arena_alloc(a, room + 1);
	ssize_t got;

	*n = 0;
	while (bytes && (got = input_read(in, bytes + *n, room - *n)) != 0) {
		if (got < 0)
			return in->error == EISDIR ? INPUT_DIRECTORY : INPUT_FAILED;
		*n += (size_t)got;
		if (*n > most)
			return INPUT_TOO_LARGE;
		if (*n < room)
			continue;
		room = room > most / 2 ? most + 1 : room * 2;
		char *larger = arena_alloc(a, room + 1);
		if (larger)
			memcpy(larger, bytes, *n);
		bytes = larger;
	}
	*p = bytes;
	return bytes ? INPUT_OK : INPUT_NO_MEMORY;
}

enum input_status file_read_whole(struct str *out, struct arena *a, const char *path, size_t most, int *error)
{
	struct input in;
	char *p = NULL;
	size_t n = 0;

	*out = STR_NONE;
	enum input_status status = input_open(&in, path);
	if (status == INPUT_OK) {
		status = read_all(&in, a, most, &p, &n);
		input_close(&in);
	}
	*error = in.error;
	if (status == INPUT_OK)
		*out = (struct str){p, n};
	return status;
}
