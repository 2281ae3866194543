/*
 * Years in service of one item on the as-of date: semantics.md, "Dates".
 *
 * Where the record files years and a commissioning date, both must be able to stand: years that the date allows are
 * taken as filed (16, put into service in 1997); a whole year that lies at the end of what the date gives may be
 * counted down or up, so both count ([15,16) of 15 and 15½); years that it does not allow are unreadable with both
 * places. Years that only a bare column 使用年限 says are never taken beside a date, but may contradict it.
 */
#ifndef PHASEOUT_JUDGE_SERVICE_H
#define PHASEOUT_JUDGE_SERVICE_H

#include "vocabulary/item.h"

/*
 * The years of `field` (which has `from_date`): as filed, or reckoned from the date by anniversaries, with the date's
 * column and text and a note. NULL where the record has neither column. Results live in `a` and in the item.
 */
const struct value *service_years(struct arena *a, const struct item *item, const struct field *field, day as_of);

#endif
