/* What the topics of describe.c and map.c share: labelled lines and grids of cells, in one language. For them only. */
#ifndef PHASEOUT_REPORT_DESCRIBING_H
#define PHASEOUT_REPORT_DESCRIBING_H

#include "base/arena.h"
#include "report/describe.h"
#include "report/layout.h"

struct describing {
	const struct describe_options *o;
	struct layout layout;
	struct arena arena; /* of the cells */
	struct buf text;    /* the line being written */
	struct str *cells;  /* of the grid that is being filled, row by row */
	size_t n_cells, cap_cells;
	bool failed;
};

/* Of `o` only language, columns and colour are needed by what stands below, the topics need all. */
void describing_init(struct describing *d, struct buf *out, const struct describe_options *o);
/* False where anything failed. */
bool describing_end(struct describing *d);

/* A topic's two ways; `one` returns false where there is none of that name. */
typedef void describe_all_fn(struct describing *d);
typedef bool describe_one_fn(struct describing *d, struct str name);

describe_all_fn describe_rules, describe_kinds, describe_fields, describe_units, describe_packs;
describe_one_fn describe_rule, describe_kind, describe_field, describe_unit, describe_pack;

/* Into d->text. */
void describing_add(struct describing *d, const char *msgid);
void describing_add_words(struct describing *d, struct words w);
/* ", " before all but the first. */
void describing_add_listed(struct describing *d, size_t *n, struct str s);
/* Ends d->text as a labelled line, a title, or a cell of the grid; nothing where it is empty and not a cell. */
void describing_line(struct describing *d, const char *label);
void describing_title(struct describing *d);
void describing_cell(struct describing *d);
/* A cell, or a labelled line, of one text. */
void describing_cell_of(struct describing *d, struct str s);
void describing_line_of(struct describing *d, const char *label, struct str s);

/* Draws the cells in rows of `columns`, aligned; the last column wraps. `heads` are messages, or NULL. */
void describing_grid(struct describing *d, const char *const *heads, size_t columns);

/* A name as people look it up: folded texts compare. */
bool describing_is(struct describing *d, struct str name, struct str spelling);

#endif
