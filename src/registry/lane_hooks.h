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

/* Where the cells of a row, one a column, stand in the text but for their quotes: the i-th is [before[i] + 1, before[i + to]). */
struct raw_row {
	const uint32_t *before;
	size_t to;
};

/* Rows of one text, in order. */
struct raw_rows {
	const char *p;
	const struct raw_row *rows;
	size_t n; /* at most RAW_ROWS */
	bool quoted; /* a cell that begins with a quote stands in quotes, and has none within */
};

enum {
	RAW_ROWS = 1024,
	RAW_CELL_SLACK = 64, /* bytes behind a cell of theirs that can be read, whatever they hold */
};

/* Against a conditional move, for which whoever reads a cell would have to wait for its first byte. */
#define RAW_KEEP_BRANCH(variable) __asm__("" : "+r"(variable))

static inline struct str raw_cell(const struct raw_rows *r, size_t row, size_t i)
{
	const uint32_t *cell = r->rows[row].before + i;
	uint32_t from = *cell + 1, n = cell[r->rows[row].to] - from;
	if (__builtin_expect(r->quoted && r->p[from] == '"', false)) {
		from++;
		n -= 2;
		RAW_KEEP_BRANCH(from);
	}
	return (struct str){r->p + from, n};
}

enum { ROW_UNKNOWN = UINT32_MAX, ROW_COUNTED = UINT32_MAX - 1 };

/* Rows that come to the same. */
struct row_count {
	uint32_t what, n;
};

struct row_hooks {
	void *ctx;
	/* Has the caller dealt with the row `number`, which has these cells, one a column? Then it counts as read and is not given. In the thread of registry_next. */
	bool (*passes)(void *ctx, const struct registry *g, const struct str *cells, uint64_t number);
	/*
	 * The same by what is known so far, in any thread, several at a time, told apart by `worker` < jobs; rows come in no order. Of each row in what[]: ROW_UNKNOWN: it is to be
	 * asked for by `passes` or read; ROW_COUNTED: it is one of those in counts[], which `count` is to get; anything else: `tell` is to be called with it and with the cell whose
	 * place is set, in the order of rows. Each has room for as many as there are rows; returns how many counts there are. Nothing is changed: rows may be looked at in vain.
	 */
	size_t (*look)(void *ctx, size_t worker, const struct raw_rows *rows, uint32_t *what, struct row_count *counts, size_t *cell);
	void (*count)(void *ctx, const struct row_count *counts, size_t n); /* this and the next in the thread of registry_next */
	void (*tell)(void *ctx, const struct registry *g, uint32_t what, struct str cell, uint64_t number);
	/* Before `look` is first asked for rows of the present table: can it know anything? */
	bool (*ready)(void *ctx, const struct registry *g);
	size_t jobs; /* threads, the caller's among them; 0: `look` is never asked */
};

#endif
