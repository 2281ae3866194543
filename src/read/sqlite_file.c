#include "read/sqlite_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct handle { /* what SQLite keeps of an open file */
	sqlite3_file base;
	const struct sqlite_file *file;
};

/* --- the file ---------------------------------------------------------------------------------------------------- */

static int handle_close(sqlite3_file *f)
{
	(void)f;
	return SQLITE_OK;
}

/* Zeros stand where the file has ended: SQLite counts on them. */
static int handle_read(sqlite3_file *f, void *out, int n, sqlite3_int64 at)
{
	const struct sqlite_file *file = ((struct handle *)f)->file;
	char *p = out;
	size_t left = n > 0 ? (size_t)n : 0;
	while (left) {
		ssize_t got = pread(file->fd, p, left, at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return SQLITE_IOERR_READ;
		if (got == 0) {
			memset(p, 0, left);
			return SQLITE_IOERR_SHORT_READ;
		}
		p += got;
		at += got;
		left -= (size_t)got;
	}
	return SQLITE_OK;
}

static int handle_write(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 at)
{
	(void)f, (void)bytes, (void)n, (void)at;
	return SQLITE_READONLY;
}

static int handle_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	(void)f, (void)size;
	return SQLITE_READONLY;
}

static int handle_sync(sqlite3_file *f, int flags)
{
	(void)f, (void)flags;
	return SQLITE_OK;
}

static int handle_size(sqlite3_file *f, sqlite3_int64 *out)
{
	*out = (sqlite3_int64)((struct handle *)f)->file->size;
	return SQLITE_OK;
}

static int handle_lock(sqlite3_file *f, int level)
{
	(void)f, (void)level;
	return SQLITE_OK;
}

static int handle_reserved(sqlite3_file *f, int *out)
{
	(void)f;
	*out = 0;
	return SQLITE_OK;
}

static int handle_control(sqlite3_file *f, int what, void *arg)
{
	(void)f, (void)what, (void)arg;
	return SQLITE_NOTFOUND;
}

static int handle_sector(sqlite3_file *f)
{
	(void)f;
	return 4096;
}

static int handle_traits(sqlite3_file *f)
{
	(void)f;
	return SQLITE_IOCAP_IMMUTABLE;
}

/* Version 1: it has neither shared memory nor mapped pages. */
static const sqlite3_io_methods handle_methods = {
	.iVersion = 1,
	.xClose = handle_close,
	.xRead = handle_read,
	.xWrite = handle_write,
	.xTruncate = handle_truncate,
	.xSync = handle_sync,
	.xFileSize = handle_size,
	.xLock = handle_lock,
	.xUnlock = handle_lock,
	.xCheckReservedLock = handle_reserved,
	.xFileControl = handle_control,
	.xSectorSize = handle_sector,
	.xDeviceCharacteristics = handle_traits,
};

/* --- the file system --------------------------------------------------------------------------------------------- */

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out_flags)
{
	struct handle *handle = (struct handle *)f;
	(void)name;
	handle->base.pMethods = NULL;
	if (!(flags & SQLITE_OPEN_MAIN_DB) || !(flags & SQLITE_OPEN_READONLY))
		return SQLITE_CANTOPEN;
	handle->file = vfs->pAppData;
	handle->base.pMethods = &handle_methods;
	if (out_flags)
		*out_flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
	return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	(void)vfs, (void)name, (void)sync;
	return SQLITE_READONLY;
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
	(void)vfs, (void)name, (void)flags;
	*out = 0;
	return SQLITE_OK;
}

static int vfs_full_name(sqlite3_vfs *vfs, const char *name, int most, char *out)
{
	(void)vfs;
	return snprintf(out, (size_t)most, "%s", name) < most ? SQLITE_OK : SQLITE_CANTOPEN;
}

/* Nothing that is read depends on chance or on the time. */
static int vfs_random(sqlite3_vfs *vfs, int n, char *out)
{
	(void)vfs;
	memset(out, 0, (size_t)n);
	return n;
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds)
{
	(void)vfs;
	return microseconds;
}

static int vfs_time(sqlite3_vfs *vfs, double *out)
{
	(void)vfs;
	*out = 0;
	return SQLITE_OK;
}

static int vfs_error(sqlite3_vfs *vfs, int n, char *out)
{
	(void)vfs, (void)n, (void)out;
	return 0;
}

bool sqlite_file_offer(struct sqlite_file *file, int fd, uint64_t size)
{
	*file = (struct sqlite_file){
		.vfs = {
			.iVersion = 1,
			.szOsFile = sizeof(struct handle),
			.mxPathname = 64,
			.zName = SQLITE_FILE_VFS,
			.pAppData = file,
			.xOpen = vfs_open,
			.xDelete = vfs_delete,
			.xAccess = vfs_access,
			.xFullPathname = vfs_full_name,
			.xRandomness = vfs_random,
			.xSleep = vfs_sleep,
			.xCurrentTime = vfs_time,
			.xGetLastError = vfs_error,
		},
		.fd = fd,
		.size = size,
	};
	return sqlite3_vfs_register(&file->vfs, 0) == SQLITE_OK;
}

void sqlite_file_withdraw(struct sqlite_file *file)
{
	sqlite3_vfs_unregister(&file->vfs);
}
