/*
 * Bytes as records of fields, with where each begins. RFC 4180, and what people's files do to it.
 *
 * Rules: CR, LF and CR LF end a record. A quote opens only at a field's start and is literal elsewhere; inside quotes a doubled one is a
 * quote and everything else is text; what stands between a closing quote and the separator is kept as it is. But text behind quotes that
 * took several lines shows two quotes that do not belong together, with whole rows between them: such a record is not told apart. Bytes are
 * split before they are decoded: comma, quote, CR, LF, TAB and ; never occur inside a character of UTF-8 or GB18030.
 *
 * Always: nothing is lost: records count from 1, each with the line it begins on; one that cannot be told apart is a record that says why. The same
 * bytes give the same records however they are read. Memory is bounded by LIMIT_RECORD_BYTES.
 */
#ifndef PHASEOUT_REGISTRY_CSV_H
#define PHASEOUT_REGISTRY_CSV_H

#include "base/buf.h"
#include "base/marks.h"
#include "registry/record.h"

#include <stdint.h>
#include <sys/types.h>

/* Up to n bytes into p; 0 at the end, -1 on failure. */
typedef ssize_t csv_read_fn(void *ctx, char *p, size_t n);

enum csv_status { CSV_RECORD, CSV_END, CSV_FAILED, CSV_NO_MEMORY };

struct csv_part { /* of a record: offsets from its start */
	size_t from, to;
	bool quoted, literal; /* literal: between its first and last byte all stands as it is to be read */
};

struct csv {
	csv_read_fn *read;
	void *ctx;
	unsigned char class[256];   /* what a byte is outside quotes */
	char separator;
	char *p;                    /* the buffer: the present record, then bytes not looked at */
	size_t n, cap;
	size_t start, at;           /* the present record begins, and is read up to */
	bool ended, failed, skip_lf;
	uint64_t number, line;      /* of the last record; the line that comes next */
	struct csv_part *parts;
	size_t n_parts, cap_parts;
	struct str *fields;
	size_t cap_fields;
	struct buf unquoted;        /* fields that are not literal */
	enum marks_way way;
	struct marks marks;         /* where separators, quotes and line ends stand in p[…, marked); those before `mark` are done with */
	size_t mark, record_mark, cap_marks, marked; /* record_mark: the first of the present record */
};

void csv_init(struct csv *c, csv_read_fn *read, void *ctx);
/* Over bytes that are all there. */
void csv_init_bytes(struct csv *c, struct str bytes);
/* … from now on over these, which stay the caller's and end with a whole record; `number` and `line` go on from those. Only of one that csv_over made, or that has read nothing. */
void csv_over(struct csv *c, char *p, size_t n, uint64_t number, uint64_t line);
/* Goes on with `rest` before what is left in the buffer: others have read up to there, from `at` on. False when memory is exhausted. */
bool csv_resume(struct csv *c, struct str rest, uint64_t number, uint64_t line, bool skip_lf);
void csv_release(struct csv *c);
void csv_set_separator(struct csv *c, char separator); /* needed before the first record */

/*
 * The next `most` bytes, fewer only at the end of the input, without taking them; they stand until the next call. CSV_RECORD where there are any.
 */
enum csv_status csv_peek(struct csv *c, struct str *out, size_t most);
/* Passes over n bytes that were peeked at (a byte order mark). Only before the first record. */
void csv_skip(struct csv *c, size_t n);
/* The next record; it stands until the next call. */
enum csv_status csv_next(struct csv *c, struct record *out);
/* The record that was just given comes again; what csv_peek then gives begins with it. Not for one over its limit. */
void csv_again(struct csv *c, const struct record *last);

#endif
