/* The columns of the CSV format, in their order: a row a column. Those of a run by several packs stand last. */
#ifndef PHASEOUT_REPORT_CSV_COLUMNS_H
#define PHASEOUT_REPORT_CSV_COLUMNS_H

#include "screen/sink.h"

/* What a line is about; `f` is NULL for an item without findings. */
struct csv_line {
	const struct run_info *run;
	const struct item *item;
	const struct judgement *j;
	const struct finding *f;
};

struct csv_column {
	const char *name;
	void (*write)(struct buf *out, const struct csv_line *l);
	bool of_finding; /* not called where there is no finding */
	/* NULL: empty in the line of a rejected row */
	void (*write_rejected)(struct buf *out, struct str file, const struct row *row);
	bool several_packs; /* only of a run by several packs */
	bool plain; /* known from the place, the key, the kind, the verdicts and the rules alone: whoever writes only such needs no evidence */
};

static inline bool csv_column_is_shown(const struct csv_column *c, const struct run_info *run)
{
	return !c->several_packs || run->rules->n_packs > 1;
}

extern const struct csv_column csv_columns[];
extern const size_t csv_column_count;

const struct csv_column *csv_column_by_name(struct str name); /* NULL: there is none */

#endif
