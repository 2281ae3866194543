#include "registry/merges.h"

#include "base/limits.h"

#include <stdlib.h>

void merges_init(struct merges *m)
{
	*m = (struct merges){.n = 0};
	arena_init(&m->arena);
}

static void close_merge(struct merges *m, struct merge *merge)
{
	m->bytes -= merge->n;
	free(merge->text);
	merge->text = NULL;
}

static void close_all(struct merges *m)
{
	for (size_t i = 0; i < m->n_open; i++)
		close_merge(m, &m->items[m->open[i]]);
}

void merges_release(struct merges *m)
{
	close_all(m);
	arena_release(&m->arena);
}

void merges_clear(struct merges *m)
{
	close_all(m);
	arena_clear(&m->arena);
	struct arena arena = m->arena;
	*m = (struct merges){.arena = arena};
}

bool merges_add(struct merges *m, uint32_t first_row, uint32_t last_row, uint32_t column)
{
	if (first_row >= last_row)
		return true;
	struct merge *items = arena_grow(&m->arena, m->items, m->n, &m->cap, sizeof *items);
	if (!items)
		return false;
	m->items = items;
	items[m->n++] = (struct merge){.first_row = first_row, .last_row = last_row, .column = column};
	m->sorted = false;
	return true;
}

static int by_first_row(const void *a, const void *b)
{
	const struct merge *x = a, *y = b;
	if (x->first_row != y->first_row)
		return x->first_row < y->first_row ? -1 : 1;
	return x->column < y->column ? -1 : x->column > y->column;
}

static void sort(struct merges *m)
{
	if (m->n)
		qsort(m->items, m->n, sizeof *m->items, by_first_row);
	m->sorted = true;
}

static void close_those_before(struct merges *m, uint64_t row)
{
	size_t kept = 0;
	for (size_t i = 0; i < m->n_open; i++)
		if (m->items[m->open[i]].last_row >= row)
			m->open[kept++] = m->open[i];
		else
			close_merge(m, &m->items[m->open[i]]);
	m->n_open = kept;
}

static bool open_merge(struct merges *m, struct merge *merge, struct str text, unsigned char sort)
{
	if (m->bytes + text.n > LIMIT_RECORD_BYTES) {
		m->over = true;
		return true;
	}
	size_t *open = arena_grow(&m->arena, m->open, m->n_open, &m->cap_open, sizeof *open);
	if (!open)
		return false;
	m->open = open;
	merge->text = malloc(text.n);
	if (!merge->text)
		return false;
	memcpy(merge->text, text.p, text.n);
	merge->n = text.n;
	merge->sort = sort;
	m->bytes += text.n;
	open[m->n_open++] = (size_t)(merge - m->items);
	return true;
}

/* One whose first row went by unseen (the header's, or a blank one) has no text, and fills nothing. */
static bool open_those_of(struct merges *m, uint64_t row, const struct str *fields, const unsigned char *sorts, size_t n)
{
	for (; m->next < m->n && m->items[m->next].first_row <= row; m->next++) {
		struct merge *merge = &m->items[m->next];
		bool begins = merge->first_row == row && merge->column < n && fields[merge->column].n;
		if (begins && !open_merge(m, merge, fields[merge->column], sorts[merge->column]))
			return false;
	}
	return true;
}

bool merges_pass(struct merges *m, uint64_t row, const struct str *fields, const unsigned char *sorts, size_t n)
{
	if (!m->sorted)
		sort(m);
	close_those_before(m, row);
	return open_those_of(m, row, fields, sorts, n);
}

bool merges_fill(struct merges *m, uint64_t row, struct str *fields, unsigned char *sorts, uint32_t *shared, size_t n)
{
	if (!merges_pass(m, row, fields, sorts, n))
		return false;
	for (size_t i = 0; i < n; i++)
		shared[i] = 0;
	for (size_t i = 0; i < m->n_open; i++) {
		const struct merge *merge = &m->items[m->open[i]];
		if (merge->column >= n || (merge->first_row < row && str_trim(fields[merge->column]).n))
			continue;
		fields[merge->column] = (struct str){merge->text, merge->n};
		sorts[merge->column] = merge->sort;
		shared[merge->column] = merge->last_row - merge->first_row + 1;
	}
	return true;
}
