/*
 * A row's cells while they become an item: what item.c and its parts share.
 *
 * Always: the parts run in the order of this header; each finds what those before it left in `out` and `held`.
 */
#ifndef PHASEOUT_VOCABULARY_GATHER_H
#define PHASEOUT_VOCABULARY_GATHER_H

#include "text/fold.h"
#include "vocabulary/item.h"
#include "vocabulary/recognise.h"

enum { RANKS = RANK_DESIGN + 1 };

/* The readings of one field, one a rank; NULL where no column has that rank. */
struct held {
	struct value *by_rank[RANKS];
};

struct gathering {
	struct item *out;
	struct arena *a;
	const struct reader *r;
	const struct cell *cells;
	size_t n_cells;
	const struct kind *default_kind;
	struct naming said;    /* what the kind's text says beside the kind */
	struct value *years;   /* and of its years in service: 使用年限超过15年的定形机; NULL */
	const struct recognised *sentence; /* where the kind's text is one; NULL */
	const struct part *part; /* of it, which becomes the item; NULL */
	const struct cell *sized; /* the sentence stands in a model's column, beside the kind's: 30吨×2; NULL */
	bool several;          /* the row has more than one item */
	struct held *held;     /* by field */
	struct value **values; /* by field: the settled ones */
	size_t cap_notes;
};

/* What the header calls the field, without the unit and the form's words around it: 用途 of 用途（必填）. */
static inline struct str cell_spelling(struct arena *a, const struct cell *c)
{
	return c->spelling.p ? c->spelling : fold_key(a, c->column);
}

/* Of a text that a mapping's table has not. */
static inline struct words cell_unlisted(struct arena *a, const struct cell *c)
{
	struct words w = {STR_NONE, STR_NONE};
	WORDS_SAY(&w, a, "\"%.*s\" in column \"%.*s\" does not stand in the mapping's table for \"%.*s\"", STR_ARG(str_trim(c->text)),
		  STR_ARG(c->column), STR_ARG(words_in(c->field->words, in)));
	return w;
}

/* Of the faces that a column can have. */
static inline bool says_nothing(enum face f)
{
	return f == FACE_BLANK || f == FACE_UNKNOWN_TOKEN || f == FACE_NOT_APPLICABLE;
}

/* All return false when memory is exhausted. */
bool gather_note(struct gathering *g, struct words note);
/* item_kind.c: which kind, from the cells that name it; out->problem where none can be made out. */
bool gather_kind(struct gathering *g);
/*
 * item_parts.c: the text of the equipment as a sentence; false also where it names no equipment. What one of its parts
 * says: its kind, how many; its values as further sources.
 */
bool gather_sentence(struct gathering *g, struct str text);
/* The same of a column of models that holds sizes instead: 规格型号 450立方米. */
bool gather_sizes(struct gathering *g);
bool gather_part(struct gathering *g);
bool settle_part(struct gathering *g);
/* Is whose the cell is unclear, since the row names several machines? */
bool is_of_no_part(const struct gathering *g, const struct cell *c);
/* item_years.c: takes what speaks of years in service out of a text that names the kind; *text is then what is left. */
bool gather_years(struct gathering *g, const struct cell *c, struct str *text);
/*
 * item_nominal.c: what the kind's words and the model's column imply by a type name, into g->values where the record is silent
 * and --strict is not given; else kept beside what is stated.
 */
bool settle_nominal(struct gathering *g);
/* item_years.c: the column's years and the text's as one, into g->values. */
bool settle_years(struct gathering *g);
/* item_cells.c: every cell read once, cells of one field and rank made one. */
bool gather_cells(struct gathering *g);
/*
 * Two readings of one field as one: the one that says something, the more exact of two that agree; two that do not:
 * unreadable, naming both. NULL when memory is exhausted.
 */
struct value *value_joined(struct arena *a, struct value *first, struct value *second);
/* `first` as unreadable, because `second` says another thing; names both. NULL when memory is exhausted. */
struct value *value_contradicted(struct arena *a, const struct value *first, const struct value *second);
/*
 * item_settle.c: ranks settled; product and the kind's words as further sources of enumerations; the kind narrowed by
 * what they say.
 */
bool gather_settled(struct gathering *g);
/* item_notes.c: what is said of the record's cells beside its values: what a mapping's tables make of those that name, place or count it; codes of enterprises that are wrong. */
bool gather_notes(struct gathering *g);
/* item_settle.c: totals over several units become what one unit may have. */
bool gather_spread(struct gathering *g);

#endif
