/*
 * The tables of a page, from a first walk: which there are, what they are called, which of their cells are merged.
 *
 * Tables within cells: a cell of a *record* keeps them as part of its text, else they are tables of their own. A row is a
 * record where it has two or more filled cells beside the one that holds the table, and another row of the same table has
 * two or more (its header, or another record): so a list of parameters within a plant's row stays with the plant, while the
 * tables within a page's layout, or behind the one label of a form, are tables.
 *
 * Always: after html_tables_settle every table is sent, part of a cell, or blank (no filled cell of its own). A table's
 * level is how many tables that are sent it stands in: tables of one level do not interleave, so that one walk can send them
 * all. Names of tables that are sent differ.
 */
#ifndef PHASEOUT_READ_HTML_TABLES_H
#define PHASEOUT_READ_HTML_TABLES_H

#include "read/html_walk.h"

enum { NO_TABLE = UINT32_MAX, NO_MERGE = UINT32_MAX };

struct page_table {
	uint32_t outer;              /* the table that it stands in; NO_TABLE */
	bool in_record;              /* maybe part of a cell: its row is a record */
	bool part, filled, hidden, beside_text;
	unsigned char level;
	struct str name;             /* its caption; of those that are sent: what they are called */
	uint32_t first_merge, last_merge, group_merge; /* in `merges`, by `next`; group_merge: the last one of earlier row groups */
	uint32_t rows;
	uint32_t n_merges, n_overlapping; /* the latter are none of `merges` */
};

struct page_merge {
	uint32_t next;
	uint32_t first_row, last_row, first_column, last_column; /* of one cell: it was clipped to that, and is none */
};

struct html_tables {
	struct read_job *job;
	struct page_table *tables;
	size_t n, cap;
	struct page_merge *merges;
	size_t n_merges, cap_merges;
	uint32_t *sent;              /* by level, in the page's order within one */
	size_t n_sent;
	unsigned levels;
};

extern const struct html_sink html_tables_sink; /* of the first walk; its ctx is a struct html_tables */

void html_tables_init(struct html_tables *p, struct read_job *job);
/* After the walk. READ_LIMIT where there are too many tables, too deep in one another. */
enum read_status html_tables_settle(struct html_tables *p);

#endif
