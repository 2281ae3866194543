#include "read/xlsx_merges.h"

#include "base/limits.h"
#include "read/xml.h"

#include <stdlib.h>

enum { SHEET = 1, MERGES, MERGE };

static const struct xml_element elements[] = {
	{0, "worksheet", SHEET}, {SHEET, "mergeCells", MERGES}, {MERGES, "mergeCell", MERGE}, {0}};

void xlsx_merges_init(struct xlsx_merges *m)
{
	*m = (struct xlsx_merges){0};
}

void xlsx_merges_release(struct xlsx_merges *m)
{
	free(m->all);
	free(m->taken);
	xlsx_outline_release(&m->outline);
	xlsx_merges_init(m);
}

/* --- reading them ---------------------------------------------------------------------------------------------- */

struct reading {
	struct read_job *job;
	struct xlsx_merges *merges;
};

static enum read_status take(struct reading *r, struct str ref)
{
	struct xlsx_merges *m = r->merges;
	struct xlsx_range range;
	if (!xlsx_range_read(&range, ref)) {
		m->ignored++;
		return READ_OK;
	}
	if (range.first.row == range.last.row && range.first.column == range.last.column)
		return READ_OK;
	if (m->n == LIMIT_MERGES)
		return read_fails(
			r->job, READ_LIMIT,
			words_printf(r->job->arena, "a sheet has more than %d merged ranges", (int)LIMIT_MERGES));
	if (m->n == m->cap) {
		size_t cap = m->cap ? m->cap * 2 : 64;
		struct xlsx_range *all = realloc(m->all, cap * sizeof *all);
		if (!all)
			return READ_NO_MEMORY;
		m->all = all;
		m->cap = cap;
	}
	m->all[m->n++] = range;
	return READ_OK;
}

static void start(struct xml *x, unsigned is, const char **attributes, void *ctx)
{
	enum read_status status = is == MERGE ? take(ctx, xml_attribute(attributes, "ref")) : READ_OK;
	if (status != READ_OK)
		xml_fails(x, status);
}

static int by_place(const void *a, const void *b)
{
	const struct xlsx_range *x = a, *y = b;
	if (x->first.row != y->first.row)
		return x->first.row < y->first.row ? -1 : 1;
	if (x->first.column != y->first.column)
		return x->first.column < y->first.column ? -1 : 1;
	if (x->last.row != y->last.row)
		return x->last.row < y->last.row ? -1 : 1;
	return (x->last.column > y->last.column) - (x->last.column < y->last.column);
}

/* Takes the range's columns down to its last row; false where another range covers one of its cells. */
static bool claim(uint32_t *taken, const struct xlsx_range *r)
{
	for (uint32_t c = r->first.column; c <= r->last.column; c++)
		if (taken[c] >= r->first.row)
			return false;
	for (uint32_t c = r->first.column; c <= r->last.column; c++)
		taken[c] = r->last.row;
	return true;
}

static enum read_status send(struct xlsx_merges *m, struct read_job *job)
{
	if (!m->n)
		return READ_OK;
	if (!m->taken)
		m->taken = malloc(XLSX_COLUMNS * sizeof *m->taken);
	if (!m->taken)
		return READ_NO_MEMORY;
	memset(m->taken, 0, XLSX_COLUMNS * sizeof *m->taken);
	qsort(m->all, m->n, sizeof *m->all, by_place);
	for (size_t i = 0; i < m->n; i++) {
		const struct xlsx_range *r = &m->all[i];
		if (claim(m->taken, r))
			frame_merge(&job->out, r->first.row, r->last.row, r->first.column, r->last.column);
		else
			m->ignored++;
	}
	return read_flush(job, false);
}

enum read_status xlsx_merges_send(struct xlsx_merges *m, struct archive *a, struct str part)
{
	static const struct xml_handler handler = {elements, start, NULL, NULL};
	struct reading r = {a->job, m};
	m->n = m->ignored = 0;
	enum read_status status = xlsx_outline_read(&m->outline, a, part);
	if (status != READ_OK || !m->outline.merges)
		return status;
	status =
		m->outline.whole ? xml_read_bytes(a, part, buf_str(&m->outline.around), &handler, &r) : READ_UNREADABLE;
	if (status == READ_UNREADABLE || status == READ_LIMIT) { /* what is wrong is told with its place in the part */
		m->n = m->ignored = 0;
		status = xml_read(a, part, true, &handler, &r);
	}
	return status == READ_OK ? send(m, a->job) : status;
}
