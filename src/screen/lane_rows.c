/* For any machine; and by which of them this one looks. */
#include "screen/lane_rows.h"

size_t lane_look(const struct lane *lane, size_t worker, const struct raw_rows *rows, uint32_t *what, struct row_count *counts, size_t *cell)
{
	return lane->look(lane, worker, rows, what, counts, cell);
}

lane_look_fn *lane_look_by(enum marks_way way)
{
	return way == MARKS_AVX512 ? lane_look_avx512 : way == MARKS_AVX2 ? lane_look_avx2 : lane_look_at;
}
