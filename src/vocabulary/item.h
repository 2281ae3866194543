/*
 * The unit that is judged: one kind of equipment and one set of values, with where each came from.
 *
 * Always: `values` has a slot for every field of the vocabulary, by index; NULL means that the record has no such
 * column. kind NULL: unrecognised, and `problem` says why.
 */
#ifndef PHASEOUT_VOCABULARY_ITEM_H
#define PHASEOUT_VOCABULARY_ITEM_H

#include "base/frames.h"
#include "vocabulary/naming.h"

/* One filed cell, with what its column is known to mean. */
struct cell {
	const struct field *field;
	struct str column; /* the header as filed */
	struct str spelling; /* of the field, which the header was recognised by, folded; STR_NONE: the header is nothing else */
	enum rank rank;
	enum basis basis;
	bool assumed_meaning; /* header_spelling.assumed */
	bool unit_from_mapping;
	bool unit_from_title; /* a unit in the cell goes before it, whatever its multiplier */
	bool of_title;	      /* names the kind, and is a title of the table: assumed of the row */
	bool of_row;	      /* the row names several machines by its columns: whose this is cannot be told */
	enum cell_sort sort;  /* what it was in its container, beyond its text */
	uint32_t shared_rows; /* it is merged over so many rows; 0: it is not */
	struct unit_use unit; /* the header's; unit NULL where it names none */
	struct str text;      /* as filed, not trimmed */
	struct str filed;     /* as filed, where `text` is what a mapping's table makes of it; STR_NONE */
	bool unlisted;        /* a mapping's table was to say what it means, and has it not: nothing can be read of it */
};

static inline struct str cell_filed(const struct cell *c)
{
	return c->filed.p ? c->filed : c->text;
}

/* What an item is known by in the whole run, and not only in its file. */
enum identity_sort {
	IDENTITY_NONE,
	IDENTITY_MAPPING, /* the columns that the mapping names */
	IDENTITY_CODE,    /* the enterprise's code and the machine's number */
	IDENTITY_NAME,    /* its name and the machine's number */
};

/* A cell that is only shown. */
struct filed {
	const struct field *field;
	struct str column, text; /* the text trimmed */
};

struct item {
	struct str file, sheet;		       /* sheet.p NULL in CSV */
	uint64_t row;			       /* from 1, as a spreadsheet counts; 0 in a test */
	uint32_t number;		       /* from 1, in its row */
	struct str key;			       /* identity; STR_NONE: the writer makes file:row:item */
	bool key_counts;		       /* the key numbers the rows: 序号 */
	enum identity_sort identity_sort;      /* IDENTITY_NONE: it has none, or nobody asked (registry/identity.h) */
	struct str identity;		       /* what it is known by in the whole run: its sort and its parts, folded */
	struct str enterprise, region, status; /* as filed, trimmed; STR_NONE */
	const struct enum_value *status_is;    /* what the status amounts to; NULL: none filed, or other */
	struct filed *follow_up;	       /* 拆除见证, 验收, 去向: those that are filled, in the row's order */
	size_t n_follow_up;
	struct str column, text;	       /* where the kind was named, and the text as filed */
	const struct kind *kind;
	const struct kind *named;	       /* what it is by name alone, before what its values say narrowed it; may be NULL */
	bool kind_assumed;    /* from --kind, or: */
	bool kind_of_title;   /* from a title of the table */
	bool kind_silent;     /* unrecognised because nothing names the kind: no column, or a blank */
	struct words problem; /* unrecognised: why */
	bool count_open;
	uint64_t unit_count; /* 1 where none is written */
	const struct value **values;
	struct str *residue; /* of the text of the equipment: what nothing consumed, as filed; the row's first item has it */
	size_t n_residue;
	struct words *notes; /* said with the item: a bad count, another unit than the header's, … */
	size_t n_notes;
};

/*
 * The items of a row: one, unless its equipment stands in a sentence that names several (recognise.h). Those share what
 * speaks of the enterprise; whose a column's value of the equipment is cannot be told then. As item_from_cells else.
 */
bool items_from_cells(struct item **out, size_t *n, struct arena *a, const struct reader *r, const struct cell *cells,
		      size_t n_cells, const struct kind *default_kind);

/*
 * Makes one item of a row's cells: finds the kind (`default_kind` where the row names none; may be NULL), reads every
 * cell once, settles ranks (the higher one; the lower where the higher is blank, assumed; two of one rank must agree,
 * else unreadable with both places), settles a column against the kind's words (炼铁高炉 in one column, 铁合金 in
 * another: unreadable with both), spreads a total over n > 1 units or over an open count as (0,T]. Cells of one field
 * and rank may stand several times. A row that names several pieces of equipment is unrecognised here. False when
 * memory is exhausted.
 */
bool item_from_cells(struct item *out, struct arena *a, const struct reader *r, const struct cell *cells,
		     size_t n_cells, const struct kind *default_kind);

/*
 * One cell by itself, as it is read in the row of an item of `kind` (may be NULL): what the row's other cells say of the
 * same field is not looked at. NULL when memory is exhausted.
 */
const struct value *cell_read(struct arena *a, const struct reader *r, const struct kind *kind, const struct cell *c);
/* Does a cell that should name the kind name nothing that is known, by a name or in a sentence? False when memory is exhausted. */
bool cell_names_nothing(bool *out, struct arena *a, const struct reader *r, const struct cell *c);
/*
 * Does a model's cell hold more than a model in the row of a thing of that kind: sizes (450立方米), several machines, a type name that implies a
 * measure (1092型)? False when memory is exhausted.
 */
bool cell_says_sizes(bool *out, struct arena *a, const struct reader *r, const struct kind *kind, const struct cell *c);
/*
 * What else a column may be, by the kind of equipment in its rows: 用途 is the use of a furnace or the product of a kiln.
 * The next such field behind `after`, in the vocabulary's order; `after` NULL: the first. NULL where there is no more.
 */
const struct field *cell_may_be(struct arena *a, const struct reader *r, const struct cell *c, const struct field *after);

/*
 * Does the record leave room for a presumption? False where it says something else of the presumption's `fits` field: a
 * 立窑 whose product is 石灰, or a word that nobody knows, is not presumed to burn cement. The caller looks after the
 * presumption's own field and kinds.
 */
bool presumption_fits(const struct presumption *p, const struct item *item);

/* What an item without a key of its own is known by: file:row:item, file:sheet!row:item. */
void item_write_key(struct buf *out, const struct item *i);

static inline const struct value *item_value(const struct item *i, const struct field *f)
{
	return i->values[f->index];
}

#endif
