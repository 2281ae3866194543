/*
 * A ZIP archive whose parts are read as streams.
 *
 * Always: a part is found whatever the case of the ASCII letters of its name (OPC), a backslash is a slash; a name that
 * stands twice is refused when it is asked for, as two programs would read two tables. What is inflated is counted as it
 * comes, never believed: LIMIT_INFLATED_MIB over all parts, LIMIT_INFLATE_RATIO for each, against the bytes that were
 * read for it so far. One part is open at a time. The file is read with pread only; no other file is opened.
 */
#ifndef PHASEOUT_READ_ARCHIVE_H
#define PHASEOUT_READ_ARCHIVE_H

#include "base/map.h"
#include "read/reader.h"

#include <zip.h>

struct archive {
	struct read_job *job;
	zip_t *zip;
	struct map names; /* in lower case → index */
	uint64_t at;      /* where libzip stands in the file */
	uint64_t taken;   /* bytes that libzip has read of it */
	zip_error_t error;
	uint64_t inflated; /* bytes of all parts so far */
};

/* *out may not move until archive_close, which may be called in any case. */
enum read_status archive_open(struct archive *out, struct read_job *job);
void archive_close(struct archive *a);

bool archive_has(const struct archive *a, struct str name);
/* The first entry whose name ends so (lower case); STR_NONE: there is none. Lives as long as the archive. */
struct str archive_ending(const struct archive *a, struct str end);

struct part {
	struct archive *archive;
	struct str name;
	zip_file_t *file;
	uint64_t from; /* archive.taken when it was opened */
	uint64_t inflated;
	uint64_t size; /* inflated, as the archive says */
	bool again;
};

/* `again`: the part has been read to its end before and is not counted twice. */
enum read_status part_open(struct part *out, struct archive *a, struct str name, bool again);
/* Up to `room` more bytes; *n is 0 only at the end, where sizes and the checksum have been compared. */
enum read_status part_read(size_t *n, struct part *p, char *to, size_t room);
void part_close(struct part *p);

#endif
