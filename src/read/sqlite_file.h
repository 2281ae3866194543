/*
 * A database file as SQLite sees it here: one descriptor, read with pread and never written.
 *
 * Always: SQLite opens no path through it. The database is taken to be immutable, so that there are no locks, no
 * journal, no write-ahead log and no shared memory; any other file that SQLite asks for (a temporary one) is refused.
 * Whether a log beside the database holds newer rows is asked where its path is known (os/), not here.
 */
#ifndef PHASEOUT_READ_SQLITE_FILE_H
#define PHASEOUT_READ_SQLITE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include <sqlite3.h>

#define SQLITE_FILE_VFS "phaseout-descriptor"

struct sqlite_file {
	sqlite3_vfs vfs;
	int fd;
	uint64_t size; /* of the file, in bytes */
};

/* Makes the file the one that SQLITE_FILE_VFS opens. It stays where it is until it is withdrawn. */
bool sqlite_file_offer(struct sqlite_file *file, int fd, uint64_t size);
/* When every connection is closed. */
void sqlite_file_withdraw(struct sqlite_file *file);

#endif
