/* For machines that can do MARKS_AVX2 (base/marks.h). */
#if defined(__x86_64__)
#pragma GCC target("avx2,bmi,bmi2,popcnt")
#endif
#include "screen/lane_rows.h"

size_t lane_look_avx2(const struct lane *lane, size_t worker, const struct raw_rows *rows, uint32_t *what, struct row_count *counts, size_t *cell)
{
	return lane_look_at(lane, worker, rows, what, counts, cell);
}
