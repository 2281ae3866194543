/*
 * A measured value: an interval of exact decimals with open or closed ends, and the unit that it is in.
 *
 * Always: lo <= hi; numbers have the multiplier multiplied in (1.2 万吨 is 12000 t); an infinite end has no number. A
 * plain number is [n,n].
 */
#ifndef PHASEOUT_VALUE_QUANTITY_H
#define PHASEOUT_VALUE_QUANTITY_H

#include "value/truth.h"
#include "value/unit.h"

struct interval {
	struct decimal lo, hi;
	bool lo_open, hi_open;
	bool lo_infinite, hi_infinite;
};

struct quantity {
	struct interval v;
	const struct unit *unit;
};

enum relation { REL_AT_MOST, REL_LESS_THAN, REL_AT_LEAST, REL_MORE_THAN };

struct interval interval_point(struct decimal d);
bool interval_is_point(const struct interval *v);

/* True when every point satisfies it, false when none does, else unknown. The kinds must be the same (asserted). */
enum truth quantity_compare(const struct quantity *q, enum relation rel, const struct quantity *limit /* a point */);
/* Do the two have the same ends, after units? */
bool quantity_equal(const struct quantity *a, const struct quantity *b);
/* Every point of `inner` in `outer`? For plausible ranges. */
bool quantity_within(const struct quantity *inner, const struct quantity *outer);
/*
 * The same quantity in another unit of the kind; false where that is no finite decimal (then print it as it is).
 */
bool quantity_in_unit(struct quantity *out, struct arena *a, const struct quantity *q, const struct unit *unit);
/* "185 m3", "(0,460] m3", "[300,450] m3": as findings print it, with the unit's id. */
void quantity_write(struct buf *out, const struct quantity *q);
/* Only the interval: "185", "(0,460]", "[400,+inf)". */
void interval_write(struct buf *out, const struct interval *v);

/* What stood in a cell besides the number. */
enum quantity_note {
	QUANTITY_TOLERANCE = 1u << 0,    /* 约: ± tolerance, assumed */
	QUANTITY_DEFAULT_UNIT = 1u << 1, /* neither cell nor header named a unit: the field's own, assumed */
	QUANTITY_IMPLIED_YEAR = 1u << 2, /* 吨 read as 吨/年, assumed */
	QUANTITY_OTHER_UNIT = 1u << 3,   /* the cell's unit won over the header's; said, not assumed */
	QUANTITY_CONVERTED = 1u << 4,    /* a declared conversion was used; `conversion` says which */
};

enum quantity_status {
	QUANTITY_OK,
	QUANTITY_NOT_A_NUMBER,    /* no number where one was expected; also NaN, 0x6E0, 1,76, two that make no range */
	QUANTITY_TOO_LONG,        /* over LIMIT_DECIMAL_DIGITS */
	QUANTITY_UNKNOWN_UNIT,    /* text behind the number that is no unit */
	QUANTITY_WRONG_KIND,      /* a unit of another kind of quantity */
	QUANTITY_OTHER_MULTIPLIER,/* 吨 in the cell under 万吨 in the header, or the reverse */
	QUANTITY_NEGATIVE,        /* below zero: no field here can be */
	QUANTITY_BACKWARDS,       /* 450~300 */
	QUANTITY_NO_UNIT,         /* strict, and no unit anywhere */
	QUANTITY_NO_YEAR,         /* strict, and the unit does not say per year */
	QUANTITY_NO_MEMORY,
};

struct conversion { /* declared by a pack or a mapping */
	const struct unit *from, *to;
	struct decimal factor; /* to = from * factor */
	struct str reason;
};

/* The one of them that leads from the unit that `text` (filed) names to the kind `to`; NULL, and *out is as it was. */
const struct conversion *conversion_find(struct unit_use *out, const struct conversion *all, size_t n,
					 const struct units *units, struct arena *scratch,
					 const struct quantity_kind *to, struct str text);

/* What is expected of a cell. */
struct quantity_ask {
	const struct units *units;
	const struct quantity_kind *kind;
	struct unit_use header;         /* the header's (or the mapping's) unit; unit NULL where it names none */
	const struct unit *default_unit;/* the field's own; NULL where there is none */
	const struct conversion *conversions;
	size_t n_conversions;
	struct decimal tolerance;       /* of 约: a fraction, "0.1" */
	/* no default unit, no implied year, no tolerance (约400 is then unreadable as a number) */
	bool strict;
};

struct quantity_read {
	enum quantity_status status;
	struct quantity q;         /* where status is QUANTITY_OK */
	unsigned notes;            /* enum quantity_note */
	const struct conversion *conversion;
	struct unit_use cell_unit; /* as written in the cell; unit NULL where none was */
	struct str culprit;        /* where not OK: the filed bytes that could not be read, else STR_NONE */
	const struct quantity_kind *other; /* QUANTITY_WRONG_KIND: whose unit it is */
};

/*
 * One cell that should be one quantity and nothing else: "450", "450 m³", "４５０立方米", "1,200", "300~450", "460立方米及以下",
 * "≤30t", "400以上", "不足30", "约400", "1.2万吨", "4.0E2", "二十五吨". Grammar and boundaries as in semantics.md ("Values").
 * Missing tokens are the caller's business. Results live in `a` and in `cell`.
 */
void quantity_read(struct quantity_read *out, struct arena *a, const struct quantity_ask *ask, struct str cell);

#endif
