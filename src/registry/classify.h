/*
 * Rows that are not judged, by what their cells say. (What makes a row unreadable is settled before, in registry.c.)
 *
 * Sub-total: a cell that names the row (the first one filled, or one that names equipment, enterprise, region or number) wholly is 合计, 小计, 总计 or X小计, and no
 * kind is recognised. Note: every filled cell begins like 注：…, 填表人：….
 */
#ifndef PHASEOUT_REGISTRY_CLASSIFY_H
#define PHASEOUT_REGISTRY_CLASSIFY_H

#include "registry/columns.h"

/* REASON_NONE: nothing speaks against judging it. `cells` are in UTF-8, `n` may be another number than that of the columns. */
enum row_reason classify(struct arena *a, const struct reader *r, const struct columns *columns, const struct str *cells,
			 size_t n);
/* All cells empty but for white space. */
bool row_is_blank(const struct str *cells, size_t n);

#endif
