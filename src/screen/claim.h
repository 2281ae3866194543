/*
 * What one row says of the machine, or machines, that it knows by one identity: kept as bytes in a file while the run goes on, and read back to be compared with what another row
 * says.
 *
 * Always: bytes are read by the process that wrote them, while the vocabulary stands (they hold pointers into it). A text that is only shown is cut at CLAIM_CHARS; of
 * one that is compared and is longer, its sum stands for it.
 */
#ifndef PHASEOUT_SCREEN_CLAIM_H
#define PHASEOUT_SCREEN_CLAIM_H

#include "screen/sink.h"

enum { CLAIM_CHARS = 200 };

struct claim_value {
	struct value v;  /* as read: face, field, the value, the text as filed */
	struct str cell; /* where it stands: C7; empty where the file has no sheets */
};

/* A text was folded to be compared: what is shown of it is what was filed. */
static inline bool claim_is_text(const struct claim_value *v)
{
	enum field_type type = v->v.field->type;
	return type == FIELD_TEXT || type == FIELD_MODEL || type == FIELD_IDENTIFIER;
}

struct claim_item {
	const struct kind *kind; /* NULL: unrecognised */
	struct str text;         /* as filed */
	bool count_open;
	uint64_t unit_count;
	const struct enum_value *status_is; /* NULL: none filed, or other */
	const struct claim_value *values;   /* in the vocabulary's order, only those that were read */
	size_t n_values;
};

struct claim {
	struct str identity;
	enum identity_sort sort;
	struct str file;        /* as given */
	struct str place;       /* in it: 17, Sheet!B17 */
	struct str sheet;       /* .p NULL where the file has no names for its tables */
	uint64_t row;
	struct str key, enterprise; /* as filed; STR_NONE */
	const struct claim_item *items; /* of one row; mostly one */
	size_t n_items;
};

/* The items of `row` that have the identity of items[at], itself the first of them, as bytes behind those in `out`. */
void claim_write(struct buf *out, struct arena *scratch, const struct vocabulary *v, const struct input_info *in, const struct item *items, size_t n, size_t at);
/* Are both known by the same? */
bool claim_is_shared(const struct item *a, const struct item *b);
/* In `a` and in the bytes. False when memory is exhausted. */
bool claim_read(struct claim *out, struct arena *a, struct str bytes);
/* Only the identity: what a claim is found by. */
struct str claim_identity(struct str bytes);

/* One thing that two claims say differently. */
enum difference_sort {
	DIFFERS_VALUE,    /* of one field; both have read values that do not agree (value_agrees) */
	DIFFERS_KIND,
	DIFFERS_COUNT,
	DIFFERS_STATUS,
	DIFFERS_NUMBER,   /* one row has more machines than the other */
	DIFFERS_MACHINES, /* both have as many, but they are not all the same */
};

struct difference {
	enum difference_sort sort;
	const struct claim_value *item, *first; /* DIFFERS_VALUE */
	const struct claim_item *of_item, *of_first; /* of all but the last two sorts */
};

/*
 * What `item` says otherwise than `first`. Where one is silent the two agree. Several machines of a row are compared as a set, in any order. False when memory is exhausted.
 */
bool claims_differ(struct difference **out, size_t *n, struct arena *a, const struct claim *item, const struct claim *first);

#endif
