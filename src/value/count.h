/* Counts and ratios as people write them. */
#ifndef PHASEOUT_VALUE_COUNT_H
#define PHASEOUT_VALUE_COUNT_H

#include "value/decimal.h"
#include "value/quantity.h"

/*
 * A number in digits, Chinese numerals or both, the whole of s (filed or folded): "12", "1.2万", "两", "廿五", "三十",
 * "一百零八", "二〇〇三" (digit by digit), "1,200", "壹佰", "半" (0.5), "一点五". False where it is none.
 */
bool number_read(struct decimal *out, struct arena *a, struct str s);

/*
 * A number of units, with or without a counter (座 台 条 套 … as given): "2", "两座", "3台(套)", "廿五台". `open` is set and
 * *out is not where the text leaves it open: "数十台", "若干", "等", "多台", "几台", "20余台", "3台等", "约20台", "20台以上", "两三台".
 * False where it is no count (also 0, fractions, negative ones and more than LIMIT_UNIT_COUNT).
 */
bool count_read(uint64_t *out, bool *open, struct arena *scratch, const struct str *counters, size_t n_counters,
		struct str s);

/*
 * A bath ratio as its multiple: "1:8", "1：8", "1∶8", "1比8", "8:1", "8" are 8; "1:8~1:10" and "1:8~10" are [8,10].
 * False where it is none: below 1 (0.125, 1:0.5), neither side 1 (2:16), backwards, or with a word of comparison,
 * whose direction is unclear on a ratio.
 */
bool ratio_read(struct interval *out, struct arena *a, struct str s);

#endif
