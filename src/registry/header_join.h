/*
 * Two rows of headers as one: groups above (企业情况, 设备情况, 1#高炉), which stand once over several columns, names below (名称, 型号, 容积).
 *
 * Rules: a name stands with its group where both together mean something (企业名称, 设备型号, 1#高炉容积), else alone where it means something, else with its
 * group all the same. Where one of the two is blank the other is the header.
 */
#ifndef PHASEOUT_REGISTRY_HEADER_JOIN_H
#define PHASEOUT_REGISTRY_HEADER_JOIN_H

#include "registry/heading.h"

/* Can these be such rows: a filled cell above stands over blank ones, every column has a name, and none is a number? */
bool headers_may_join(struct arena *a, const struct str *above, const struct str *below, size_t n);
/* NULL when memory is exhausted. */
struct str *headers_join(struct arena *a, const struct headings *h, const struct str *above, const struct str *below, size_t n);
/* 12, 3.5, -1: also in full-width digits. */
bool is_plain_number(struct arena *a, struct str cell);

#endif
