#include "read/merges.h"

#include "base/limits.h"

#include <stdlib.h>

void merges_init(struct merges *m, uint32_t columns)
{
	*m = (struct merges){.columns = columns};
}

void merges_release(struct merges *m)
{
	free(m->all);
	free(m->taken);
	merges_init(m, m->columns);
}

void merges_clear(struct merges *m)
{
	m->n = m->ignored = 0;
}

enum read_status merges_add(struct merges *m, struct read_job *job, struct merge range)
{
	if (range.first_row > range.last_row || range.first_column > range.last_column ||
	    range.last_column >= m->columns || !range.first_row) {
		m->ignored++;
		return READ_OK;
	}
	if (range.first_row == range.last_row && range.first_column == range.last_column)
		return READ_OK;
	if (m->n == LIMIT_MERGES)
		return read_fails(
			job, READ_LIMIT,
			words_printf(job->arena, "a sheet has more than %d merged ranges", (int)LIMIT_MERGES));
	if (m->n == m->cap) {
		size_t cap = m->cap ? m->cap * 2 : 64;
		struct merge *all = realloc(m->all, cap * sizeof *all);
		if (!all)
			return READ_NO_MEMORY;
		m->all = all;
		m->cap = cap;
	}
	m->all[m->n++] = range;
	return READ_OK;
}

static int by_place(const void *a, const void *b)
{
	const struct merge *x = a, *y = b;
	if (x->first_row != y->first_row)
		return x->first_row < y->first_row ? -1 : 1;
	if (x->first_column != y->first_column)
		return x->first_column < y->first_column ? -1 : 1;
	if (x->last_row != y->last_row)
		return x->last_row < y->last_row ? -1 : 1;
	return (x->last_column > y->last_column) - (x->last_column < y->last_column);
}

/* Takes the range's columns down to its last row; false where another range covers one of its cells. */
static bool claim(uint32_t *taken, const struct merge *r)
{
	for (uint32_t c = r->first_column; c <= r->last_column; c++)
		if (taken[c] >= r->first_row)
			return false;
	for (uint32_t c = r->first_column; c <= r->last_column; c++)
		taken[c] = r->last_row;
	return true;
}

enum read_status merges_send(struct merges *m, struct read_job *job)
{
	if (!m->n)
		return READ_OK;
	free(m->taken);
	m->taken = calloc(m->columns, sizeof *m->taken);
	if (!m->taken)
		return READ_NO_MEMORY;
	qsort(m->all, m->n, sizeof *m->all, by_place);
	for (size_t i = 0; i < m->n; i++) {
		const struct merge *r = &m->all[i];
		if (claim(m->taken, r))
			frame_merge(&job->out, r->first_row, r->last_row, r->first_column, r->last_column);
		else
			m->ignored++;
	}
	return read_flush(job, false);
}
