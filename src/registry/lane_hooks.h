/*
 * What a caller may ask to be told of rows before they are read: so that a row of which it knows already what becomes of it need not be.
 *
 * Asked only of rows that are sure to be no title, no header and not damaged: text of the registry's encoding, without NUL, with as many
 * fields as columns, each shorter than a cell may be; and of no format in which a row is more or less than one machine. Whether a row is to be skipped (a
 * blank one, a note, a sub-total) is not told apart before.
 */
#ifndef PHASEOUT_REGISTRY_LANE_HOOKS_H
#define PHASEOUT_REGISTRY_LANE_HOOKS_H

#include "base/str.h"

struct registry;

/* The cells of a row, one a column, as they stand in the file but for their quotes. */
struct raw_cells {
	const struct str *fields;      /* NULL: they are p[from[i] + add, to[i]) */
	const char *p;
	const uint32_t *from, *to;
	uint32_t add;
};

static inline struct str raw_cell(const struct raw_cells *c, size_t i)
{
	if (c->fields)
		return c->fields[i];
	const uint32_t from = c->from[i] + c->add;
	return (struct str){c->p + from, c->to[i] - from};
}

/* So many bytes behind a cell that `look` gets can be read, whatever they hold. */
enum { RAW_CELL_SLACK = 64 };

enum { ROW_UNKNOWN = UINT32_MAX, ROW_COUNTED = UINT32_MAX - 1 };

struct row_hooks {
	void *ctx;
	/* Has the caller dealt with the row `number`? Then it counts as read and is not given. In the thread of registry_next. */
	bool (*passes)(void *ctx, const struct registry *g, const struct raw_cells *cells, uint64_t number);
	/*
	 * The same by what is known so far, in any thread, several at a time, told apart by `worker` < jobs; rows come in no order. ROW_UNKNOWN: it is to be asked for by
	 * `passes` or read; ROW_COUNTED: it is dealt with; anything else: `tell` is to be called with it and with the cell whose place is set, in the order of rows.
	 */
	uint32_t (*look)(void *ctx, size_t worker, const struct raw_cells *cells, size_t *cell);
	void (*tell)(void *ctx, const struct registry *g, uint32_t what, struct str cell, uint64_t number);
	/* Before `look` is first asked for rows of the present table: can it know anything? */
	bool (*ready)(void *ctx, const struct registry *g);
	size_t jobs; /* threads, the caller's among them; 0: `look` is never asked */
};

#endif
