#include "os/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024 }; /* what a pipe holds */

/* --- a file without a name -------------------------------------------------------------------------------------- */

/* For file systems that have no O_TMPFILE (NFS, overlays of old kernels). */
static int named_and_unlinked(const char *folder)
{
	char path[64];
	size_t n = strlen(folder);
	memcpy(path, folder, n);
	memcpy(path + n, "/phaseout-XXXXXX", sizeof "/phaseout-XXXXXX");
	int fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0 && unlink(path) != 0) {
		int error = errno;
		close(fd);
		errno = error;
		fd = -1;
	}
	return fd;
}

static int nameless(const char *folder)
{
	int fd;
	do
		fd = open(folder, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600); /* O_EXCL: it can never be given a name */
	while (fd < 0 && errno == EINTR);
	return fd;
}

int spill_open(void)
{
	/* /tmp is often kept in memory, which is what such a file is to save. TMPDIR is the host program's business. */
	static const char *const folders[] = {"/var/tmp", "/tmp"};
	int fd = -1;
	for (size_t i = 0; fd < 0 && i < sizeof folders / sizeof *folders; i++) {
		fd = nameless(folders[i]);
		if (fd < 0)
			fd = named_and_unlinked(folders[i]);
	}
	return fd;
}

/* --- a pipe's bytes ---------------------------------------------------------------------------------------------- */

struct spool {
	int fd;
	uint64_t room; /* bytes that may still come */
	spool_fn *seen;
	void *ctx;
	int *error;
};

static enum spool_status keep(struct spool *s, struct str bytes)
{
	if (bytes.n > s->room)
		return SPOOL_TOO_LARGE;
	s->room -= bytes.n;
	if (s->seen && bytes.n)
		s->seen(s->ctx, bytes);
	while (bytes.n) {
		ssize_t done = write(s->fd, bytes.p, bytes.n);
		if (done > 0) {
			bytes = str_sub(bytes, (size_t)done, bytes.n);
		} else if (done == 0 || errno != EINTR) {
			*s->error = done == 0 ? ENOSPC : errno;
			return SPOOL_UNWRITTEN;
		}
	}
	return SPOOL_OK;
}

static enum spool_status keep_rest(struct spool *s, int from)
{
	char bytes[CHUNK];
	enum spool_status status = SPOOL_OK;
	while (status == SPOOL_OK) {
		ssize_t got = read(from, bytes, sizeof bytes);
		if (got == 0)
			break;
		if (got > 0) {
			status = keep(s, (struct str){bytes, (size_t)got});
		} else if (errno != EINTR) {
			*s->error = errno;
			status = SPOOL_UNREAD;
		}
	}
	return status;
}

enum spool_status spool_open(int *out, int fd, struct str head, uint64_t most, spool_fn *seen, void *ctx, int *error)
{
	struct spool s = {spill_open(), most, seen, ctx, error};
	enum spool_status status = SPOOL_UNWRITTEN;
	*out = -1;
	*error = s.fd < 0 ? errno : 0;
	if (s.fd < 0)
		return status;
	status = keep(&s, head);
	if (status == SPOOL_OK)
		status = keep_rest(&s, fd);
	if (status == SPOOL_OK && lseek(s.fd, 0, SEEK_SET) != 0) {
		*error = errno;
		status = SPOOL_UNREAD;
	}
	if (status == SPOOL_OK)
		*out = s.fd;
	else
		close(s.fd);
	return status;
}
