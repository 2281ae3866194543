/* Hooks of blocks under fuzzing: rows that were counted. */
#ifndef PHASEOUT_TESTS_COUNTED_H
#define PHASEOUT_TESTS_COUNTED_H

#include "registry/lane_hooks.h"

static inline size_t count_counted(const uint32_t *what, size_t n, struct row_count *counts)
{
	size_t n_counts = 0;
	for (size_t i = 0; i < n; i++)
		if (what[i] == ROW_COUNTED)
			counts[n_counts++] = (struct row_count){7, 1};
	return n_counts;
}

static inline size_t rows_of_counts(const struct row_count *counts, size_t n)
{
	size_t rows = 0;
	for (size_t i = 0; i < n; i++)
		rows += counts[i].n;
	return rows;
}

#endif
