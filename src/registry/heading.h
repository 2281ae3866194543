/*
 * What a column's header means: 有效容积（m³）, 设计产能(万吨/年), 公称容量_吨, 幅宽/mm, "Design capacity (kt/a)".
 *
 * Rules: the longest spelling of a field wins (compared by fold_key). What stands in brackets, behind _ / ， : or a space, or directly behind the
 * spelling says the unit, the rank (设计 核准 实际), what the number is of (单台, 合计), or nothing that counts (必填, 2012年). Of several fields with one
 * spelling the unit decides, else the first in the vocabulary's order.
 *
 * Always: a header of a quantity that holds a word which is none of these, or a unit of another kind, means nothing, and why is said: a number
 * is never read in a unit that its header contradicts.
 */
#ifndef PHASEOUT_REGISTRY_HEADING_H
#define PHASEOUT_REGISTRY_HEADING_H

#include "vocabulary/vocabulary.h"

struct heading_use { /* one spelling of one field */
	const struct field *field;
	const struct header_spelling *spelling;
	uint32_t next; /* one more of the same key, index + 1; 0: none */
};

/* Every spelling of the vocabulary's fields. */
struct headings {
	const struct vocabulary *vocabulary;
	struct heading_use *uses;
	size_t n_uses;
	struct map by_key;
};

struct heading {
	const struct field *field; /* NULL: it means nothing */
	enum rank rank;
	enum basis basis;
	struct unit_use unit;      /* unit NULL: none was named */
	bool assumed;              /* what it means is an assumption */
	size_t place;              /* of the spelling among those of its field */
	bool misfit;               /* a field was recognised, but `why` it cannot be this column's */
	struct str other_unit;     /* of heading_read_as: the unit of another kind that makes it so */
	struct words why;
};

/* Does it say what the equipment is, or measure it? */
static inline bool field_is_substance(const struct field *f)
{
	return f->role == ROLE_KIND || f->role == ROLE_PRODUCT || (f->role == ROLE_NONE && f->type != FIELD_IDENTIFIER);
}

bool headings_init(struct headings *h, struct arena *a, const struct vocabulary *v);
/* `text` is valid UTF-8. False when memory is exhausted. */
bool heading_read(struct heading *out, struct arena *a, const struct headings *h, struct str text);
/* The same where a mapping has said which field it is: only unit, rank and basis are looked for. */
bool heading_read_as(struct heading *out, struct arena *a, const struct headings *h, const struct field *field,
		     struct str text);

#endif
