/* The words of a header beside the name of its field: unit, rank, basis. */
#ifndef PHASEOUT_REGISTRY_HEADING_SAYS_H
#define PHASEOUT_REGISTRY_HEADING_SAYS_H

#include "vocabulary/vocabulary.h"

enum { SAYS_PARTS = 8 };

/* The parts that stood beside the name, in the order found. */
struct says_parts {
	struct str items[SAYS_PARTS];
	size_t n;
	bool over; /* there were more */
};

/* Cuts a bracket's content or a tail at ， , 、 ; ； and adds the parts, trimmed, without a leading 单位：. */
void says_add(struct says_parts *parts, struct str text);

/* What they say of one field. */
struct says {
	struct unit_use unit; /* unit NULL: none */
	bool has_rank, has_basis;
	enum rank rank;
	enum basis basis;
	struct str unknown;              /* the first part that is none of these; STR_NONE */
	const struct quantity_kind *other; /* whose unit `unknown` is; NULL */
	struct str elsewhen;             /* a part that speaks of another time: 预计, 改造后; STR_NONE */
	struct str twice;                /* a part that contradicts one before it; STR_NONE */
};

void says_read(struct says *out, struct arena *a, const struct vocabulary *v, const struct field *field,
	       const struct says_parts *parts);

/* Where a folded name begins with a word of rank and goes on: its length, else 0. */
size_t says_rank_prefix(enum rank *rank, struct str key);

#endif
