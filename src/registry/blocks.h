/*
 * Records of CSV, many at a time: blocks of whole records are read in order, cut and looked at by several threads, and given back in order.
 *
 * Always: the same records, with the same numbers and lines, as csv_next gives (tests/fuzz/fuzz_blocks.c); a quote opens a field only at its start, and no
 * line end within quotes ends a record. What does not fit into a block, and the last bytes of a file that no line end follows, are left to csv_next.
 */
#ifndef PHASEOUT_REGISTRY_BLOCKS_H
#define PHASEOUT_REGISTRY_BLOCKS_H

#include "registry/csv.h"
#include "registry/lane_hooks.h"

enum block_answer { BLOCK_UNKNOWN, BLOCK_TOLD };

/* A record of a block that somebody has to see. */
struct block_event {
	uint64_t number;      /* as of struct record */
	enum block_answer answer;
	uint32_t what;        /* BLOCK_TOLD: as `look` said it */
	struct str cell;      /* … and the cell that it named */
	struct record record; /* BLOCK_UNKNOWN: it stands until the next event is asked for */
};

struct blocks_options {
	const struct row_hooks *hooks;
	size_t n_columns;
	/* Is the text whole, and without NUL? In any thread. */
	bool (*is_clean)(const void *ctx, struct str text);
	const void *ctx;
	size_t block_bytes; /* 0: as many as are fast; a record that has more is left to csv_next */
};

struct blocks;

/* From where `c` has come to; until blocks_free nobody else reads from it. NULL when memory is exhausted. */
struct blocks *blocks_new(struct csv *c, const struct blocks_options *options);

enum blocks_status { BLOCKS_EVENT, BLOCKS_PASSED, BLOCKS_END, BLOCKS_NO_MEMORY };
/*
 * The next record that must be seen. BLOCKS_PASSED: a block has ended, and all its records were dealt with. BLOCKS_END: what is left is csv_next's; also where reading failed, which it
 * finds again.
 */
enum blocks_status blocks_next(struct blocks *b, struct block_event *out);
/* Records so far. */
uint64_t blocks_number(const struct blocks *b);
void blocks_pause(struct blocks *b); /* crew_pause */
void blocks_go_on(struct blocks *b);
/* Gives back what was read and not looked at. False when memory is exhausted. NULL is allowed. */
bool blocks_free(struct blocks *b);

#endif
