/*
 * Lines of NDJSON, many at a time: blocks of whole lines are read and cut in order, looked at by several threads, and given back in order.
 *
 * A line is taken into a block where it begins with an object and ends with a brace, and the next line that is not blank begins with an object, too. Where each record before had a
 * line, the reader of JSON is done with such a line when it meets that object, whatever is the matter with the line; so lines can be dealt with one by one. One that may bring
 * new keys, which change what is known of all rows behind it, ends the blocks.
 *
 * Always: the same records, with the same numbers and lines, as json_records_next gives (tests/fuzz/fuzz_line_blocks.c). What does not fit into a block, what ends the blocks,
 * and the last line of a file, are left to it.
 */
#ifndef PHASEOUT_REGISTRY_LINE_BLOCKS_H
#define PHASEOUT_REGISTRY_LINE_BLOCKS_H

#include "base/buf.h"
#include "registry/blocks.h"
#include "registry/line_cut.h"

#include <sys/types.h>

/* A line that somebody has to see. */
struct line_event {
	enum block_answer answer;
	uint64_t number;      /* BLOCK_TOLD: of its record, from 1; BLOCK_UNKNOWN: of the one before it */
	uint64_t line;        /* the physical one */
	uint32_t what;        /* BLOCK_TOLD: as `look` said it */
	struct str cell;      /* … and the cell that it named */
	struct str text;      /* BLOCK_UNKNOWN: the line, and behind it all up to the beginning of the next object */
};

struct line_blocks_options {
	const struct row_hooks *hooks;
	const struct line_keys *keys;
	size_t n_columns;
	/* Has the key of a flat object a column? `room` is for whatever takes some. In any thread, several at a time. */
	bool (*is_known)(const void *ctx, struct buf *room, struct str key);
	const void *ctx;
	/* Where bytes come from, behind `left`, which need not stand any longer once line_blocks_new has returned. */
	ssize_t (*read)(void *ctx, char *p, size_t n);
	void *source;
	struct str left;
	uint64_t number, line; /* records so far; the line that comes next */
	size_t block_bytes;    /* 0: as many as are fast */
	enum marks_way way;
};

enum { LINE_COLUMNS = 256 }; /* registries with more are read line by line */

struct line_blocks;

/* NULL when memory is exhausted. What options point to stands until line_blocks_free. */
struct line_blocks *line_blocks_new(const struct line_blocks_options *options);
/* As of blocks_next; behind BLOCKS_END what is left is that of line_blocks_left. */
enum blocks_status line_blocks_next(struct line_blocks *b, struct line_event *out);
/* The line that was just given was one record more than said so far. */
void line_blocks_more(struct line_blocks *b);
/* Records so far. */
uint64_t line_blocks_number(const struct line_blocks *b);
/* The physical line that comes next. */
uint64_t line_blocks_line(const struct line_blocks *b);
/* Is there no gain in blocks, since too many lines are not cut? */
bool line_blocks_useless(const struct line_blocks *b);
void line_blocks_pause(struct line_blocks *b); /* crew_pause */
void line_blocks_go_on(struct line_blocks *b);
/* Behind BLOCKS_END: what was read and is in no block. It stands until line_blocks_free. */
struct str line_blocks_left(const struct line_blocks *b);
void line_blocks_free(struct line_blocks *b); /* NULL is allowed */

#endif
