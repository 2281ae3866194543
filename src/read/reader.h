/*
 * A container as tables: what the helper process phaseout-read does, one function a format.
 *
 * Always: a reader reads the job's file from its start, sends its tables through the job's writer (base/frames.h says in which order) and answers READ_OK, or sends nothing
 * more and answers with the words of what stopped it in job->problem. Whatever bytes the file holds, a reader ends: within the limits of base/limits.h, in memory
 * that does not grow with the number of rows (but for XLS, which is read whole).
 */
#ifndef PHASEOUT_READ_READER_H
#define PHASEOUT_READ_READER_H

#include "base/frames.h"
#include "text/words.h"

struct read_job {
	int fd;            /* the file: it can be sought in, and stands anywhere */
	uint64_t size;     /* of it, in bytes */
	int spill;         /* an unlinked file for what memory should not hold; -1: there is none */
	struct str table;  /* --sheet or --table: only this one; STR_NONE: all (sqlite: the only one) */
	struct arena *arena; /* for words and what lives as long as the job */
	struct buf out;    /* frames; read_flush empties it */
	int out_fd;
	uint64_t rows;     /* ROW frames so far */
	uint64_t cells;    /* cells in them */
	struct words problem;
};

enum read_status { READ_OK, READ_UNREADABLE, READ_LIMIT, READ_USAGE, READ_NO_MEMORY, READ_CLOSED /* nobody reads what is sent */ };

typedef enum read_status read_fn(struct read_job *job);

read_fn read_xlsx, read_xls, read_html, read_sqlite;

/* job.c: sends what has been written once it is much, or `all` of it. READ_OK, READ_NO_MEMORY or READ_CLOSED. */
enum read_status read_flush(struct read_job *job, bool all);
/*
 * One row: begin, cells in ascending columns, end, which flushes as needed and counts. A text over LIMIT_CELL_BYTES is cut right behind that many bytes and one more, so that whoever reads
 * sees that it is over; a blank text (only white space) is left out. READ_LIMIT past LIMIT_TABLE_CELLS.
 */
void read_row_begin(struct read_job *job, struct frame_row *row, uint64_t number);
void read_row_cell(struct read_job *job, struct frame_row *row, uint32_t column, enum cell_sort sort, struct str text);
enum read_status read_row_end(struct read_job *job, struct frame_row *row);
/* Instead of its end: takes back a row in which something went wrong. */
void read_row_drop(struct read_job *job, struct frame_row *row);
/* Sets job->problem and answers `status`. */
enum read_status read_fails(struct read_job *job, enum read_status status, struct words problem);

#endif
