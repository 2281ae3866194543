#include "os/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	PENDING = 64 * 1024, /* bytes gathered before one write */
	TRIES = 100,         /* names for the temporary: others of this process, or left by one that died */
};

static void fail(struct output *o, int error)
{
	if (!o->error)
		o->error = error ? error : EIO;
}

static void forget(struct output *o)
{
	if (o->fd >= 0)
		close(o->fd);
	o->fd = -1;
	buf_release(&o->pending);
	free(o->path);
	free(o->temporary);
	o->path = o->temporary = NULL;
}

/* --- opening --------------------------------------------------------------------------------------------------- */

/* The bytes of `path` up to and with its last slash; 0 where it has none. */
static size_t folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? (size_t)(slash - path) + 1 : 0;
}

/* With 0666, so that the umask decides as it does for any new file; mkstemp would not. */
static bool open_temporary(struct output *o)
{
	size_t folder = folder_length(o->path), room = folder + 64;
	o->temporary = malloc(room);
	if (!o->temporary) {
		fail(o, ENOMEM);
		return false;
	}
	for (int i = 0; i < TRIES && o->fd < 0; i++) {
		snprintf(o->temporary, room, "%.*s.phaseout-%ld-%d.tmp", (int)folder, o->path, (long)getpid(), i);
		o->fd = open(o->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
		if (o->fd < 0 && errno != EEXIST)
			break;
	}
	if (o->fd >= 0)
		return true;
	fail(o, errno);
	free(o->temporary);
	o->temporary = NULL;
	return false;
}

/* The new file takes the old one's owner, where that is allowed, and its mode. */
static void take_after(struct output *o, const struct stat *old)
{
	struct stat mine;
	if (fstat(o->fd, &mine) != 0)
		return;
	bool owned = mine.st_uid == old->st_uid && mine.st_gid == old->st_gid;
	if (!owned)
		owned = fchown(o->fd, old->st_uid, old->st_gid) == 0;
	/* set-id bits never go to another owner */
	mode_t mode = old->st_mode & (owned ? 07777 : 0777);
	if (fchmod(o->fd, mode) != 0)
		fail(o, errno);
}

static bool open_new(struct output *o, const char *path)
{
	o->path = strdup(path);
	if (!o->path) {
		fail(o, ENOMEM);
		return false;
	}
	return open_temporary(o);
}

static bool open_over(struct output *o, const char *path, const struct stat *old)
{
	o->path = realpath(path, NULL);
	if (!o->path || access(o->path, W_OK) != 0) {
		fail(o, errno);
		return false;
	}
	if (open_temporary(o))
		take_after(o, old);
	return o->error == 0;
}

static bool open_direct(struct output *o, const char *path)
{
	o->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	if (o->fd < 0)
		fail(o, errno);
	return o->fd >= 0;
}

static bool open_path(struct output *o, const char *path)
{
	struct stat st;
	if (stat(path, &st) != 0) {
		if (errno == ENOENT)
			return open_new(o, path);
		fail(o, errno);
		return false;
	}
	if (S_ISDIR(st.st_mode)) {
		fail(o, EISDIR);
		return false;
	}
	return S_ISREG(st.st_mode) ? open_over(o, path, &st) : open_direct(o, path);
}

static bool open_stdout(struct output *o)
{
	/* a copy, so that closing it shows what only close reports (a full disk behind NFS) */
	o->fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
	if (o->fd < 0)
		fail(o, errno);
	return o->fd >= 0;
}

bool output_open(struct output *o, const char *path)
{
	*o = (struct output){.fd = -1};
	buf_init(&o->pending);
	bool opened = !path || strcmp(path, "-") == 0 ? open_stdout(o) : open_path(o, path);
	if (!opened)
		output_abandon(o);
	return opened;
}

static bool folder_stat(struct stat *st, const char *path)
{
	size_t n = folder_length(path);
	char *folder = n ? strndup(path, n) : strdup(".");
	bool found = folder && stat(folder, st) == 0;
	free(folder);
	return found;
}

bool output_same(const struct output *a, const struct output *b)
{
	struct stat of_a, of_b;
	if (!a->path || !b->path || strcmp(a->path + folder_length(a->path), b->path + folder_length(b->path)) != 0)
		return false;
	return folder_stat(&of_a, a->path) && folder_stat(&of_b, b->path) && of_a.st_dev == of_b.st_dev &&
	       of_a.st_ino == of_b.st_ino;
}

/* --- writing --------------------------------------------------------------------------------------------------- */

static void write_all(struct output *o, struct str s)
{
	while (s.n && !o->error) {
		ssize_t done = write(o->fd, s.p, s.n);
		if (done > 0)
			s = str_sub(s, (size_t)done, s.n);
		else if (done == 0 || errno != EINTR)
			fail(o, done == 0 ? ENOSPC : errno);
	}
}

static void flush(struct output *o)
{
	write_all(o, buf_str(&o->pending));
	buf_clear(&o->pending);
}

void output_write(struct output *o, struct str s)
{
	if (o->error)
		return;
	if (o->pending.n + s.n > PENDING)
		flush(o);
	if (s.n > PENDING) {
		write_all(o, s);
		return;
	}
	buf_add(&o->pending, s);
	if (o->pending.failed)
		fail(o, ENOMEM);
}

/* --- ending ---------------------------------------------------------------------------------------------------- */

/* A rename is only kept over a crash when its folder is; some file systems cannot sync a folder, and the file stands anyway. */
static void sync_folder(const char *path)
{
	size_t n = folder_length(path);
	char *folder = n ? strndup(path, n) : strdup(".");
	int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(folder);
}

bool output_finish(struct output *o)
{
	flush(o);
	if (!o->error && o->temporary && fsync(o->fd) != 0)
		fail(o, errno);
	if (close(o->fd) != 0 && errno != EINTR)
		fail(o, errno);
	o->fd = -1;
	if (!o->error && o->temporary && rename(o->temporary, o->path) != 0)
		fail(o, errno);
	if (o->error) {
		output_abandon(o);
		return false;
	}
	if (o->temporary)
		sync_folder(o->path);
	forget(o);
	return true;
}

void output_abandon(struct output *o)
{
	if (o->temporary)
		unlink(o->temporary);
	forget(o);
}
