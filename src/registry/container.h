/*
 * The tables of an untrusted container (XLSX, XLS, HTML, SQLite), as the process that reads it sends them
 * (base/frames.h, os/helper.h).
 *
 * Always: that process is not trusted either. A frame that is given out keeps to base/frames.h: it comes in its
 * order, its payload decodes to its last byte, numbers of rows and columns ascend and are within bounds, a text has
 * at most LIMIT_CELL_BYTES + 1 bytes. Only CONTAINER_END says that everything was read: the process counted the rows
 * that came, and ended well. Whether texts are UTF-8 is left to the reader of cells; words (notices, the problem)
 * are, and are short.
 */
#ifndef PHASEOUT_REGISTRY_CONTAINER_H
#define PHASEOUT_REGISTRY_CONTAINER_H

#include "base/frames.h"
#include "os/helper.h"
#include "text/words.h"

enum container_status {
	CONTAINER_FRAME,      /* TABLE, MERGE or ROW */
	CONTAINER_END,
	/* with container_problem; of these and of CONTAINER_END there is no way on */
	CONTAINER_UNREADABLE, /* exit 65: the file is damaged, or its reader died */
	CONTAINER_LIMIT,      /* 69 */
	CONTAINER_USAGE,      /* 64: the table that was asked for is not there, or none was asked for */
	CONTAINER_BROKEN,     /* 70: phaseout-read cannot be started */
	CONTAINER_NO_MEMORY,  /* ours */
};

enum container_stage { STAGE_NOTHING, STAGE_OUTSIDE, STAGE_TABLE, STAGE_ROWS };

struct container {
	struct helper helper;
	struct arena arena;        /* words */
	struct buf in;             /* what the helper sent; up to `taken` it has been given out */
	size_t taken;
	enum container_status status;
	enum container_stage stage;
	unsigned held_by;
	struct words *notices;
	size_t n_notices, cap_notices;
	struct words problem;
	struct str table;          /* the name of the last one, as words show it */
	size_t tables, merges;     /* so far; of the last table */
	uint64_t rows, cells;      /* so far */
	uint64_t last_row;         /* its number in the last table; 0: none yet */
};

/*
 * Starts the helper on `input`, which may be closed afterwards and stands anywhere then. `format` and `table`
 * (STR_NONE: none) are its arguments. False, with a status and container_problem, where it cannot be started. To be
 * closed in either case.
 */
bool container_open(struct container *c, const char *helper_path, const char *format, struct str table, int input);
/* The same with a helper that runs already, and is the container's from now on. */
void container_listen(struct container *c, struct helper helper);
void container_close(struct container *c);

/* The payload stays until the next call. */
enum container_status container_next(struct container *c, struct frame *out);

/* What holds the helper (enum sandbox bits); known with the first frame or the end. */
static inline unsigned container_sandbox(const struct container *c)
{
	return c->held_by;
}

/* What the helper has to say so far; complete at the end. */
static inline const struct words *container_notices(const struct container *c, size_t *n)
{
	*n = c->n_notices;
	return c->notices;
}

static inline struct words container_problem(const struct container *c)
{
	return c->problem;
}

#endif
