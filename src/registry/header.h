/*
 * Where the header row of a table stands.
 *
 * Rules: the first row, among the first LIMIT_TITLE_ROWS, in which two fields are recognised, one of them what the equipment is or a measure of it; or the first
 * row with several cells where it names the equipment; or, in a table of one column, the row that does. A row of data may hold such words too (生产线, "no"): one
 * with more plain numbers than recognised names is none, nor one with any number where only a name of equipment speaks for it. A row above the header may hold
 * them too (企业名称,某公司,设备,高炉): where the next filled row is a header with more names, it is the one; no row of data can stand between the two.
 * Two rows are a header together where that makes more names than either (header_join.h).
 */
#ifndef PHASEOUT_REGISTRY_HEADER_H
#define PHASEOUT_REGISTRY_HEADER_H

#include "registry/columns.h"
#include "registry/decode.h"
#include "registry/opening.h"

struct header {
	uint64_t row;          /* from 1; 0: none was found; of two, the lower */
	uint64_t first_row;    /* of two, the upper; else the same */
	struct columns columns;
	size_t n_rows;         /* rows that were looked at */
	enum record_trouble trouble; /* of the row that was to be the header, or the first of a row in which it may stand */
	uint64_t quote_line;   /* of that trouble */
	struct words seen;     /* without a header: what the first rows hold */
};

struct header_search {
	const struct headings *headings;
	const struct mapping *mapping;
	const struct decoder *decoder;
	uint64_t wanted;       /* the row that was said to be it; 0: none was */
	struct diags *diags;
};

/* Looks through the first records of a table. False when memory is exhausted; what a mapping gets wrong is in the diags. */
bool header_find(struct header *out, struct arena *a, const struct header_search *s, struct opening *opening);

#endif
