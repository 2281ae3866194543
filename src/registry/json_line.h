/*
 * A line of NDJSON that is written as those before it: an object with the same keys in the same order, or some of them, cut into fields without a token for each.
 *
 * Always: a line that is cut is one that the reader of JSON accepts, and its fields are the texts that the reader gives (tests/fuzz/fuzz_json_line.c): strings without
 * escapes, numbers as they stand, nothing for null. Every other line is left to the reader.
 */
#ifndef PHASEOUT_REGISTRY_JSON_LINE_H
#define PHASEOUT_REGISTRY_JSON_LINE_H

#include "registry/json_flat.h"

enum { JSON_LINE_MEMBERS = 256 }; /* objects with more are left to the reader */

struct json_layout {
	struct buf keys;   /* "key", quotes and all */
	struct json_place_of_key {
		uint32_t from, n;  /* in `keys` */
		uint32_t column;
	} items[JSON_LINE_MEMBERS]; /* in the order in which lines have them; a line may lack some */
	size_t n;          /* 0: there is none */
};

/* Forgets what it was; buf_init(&l->keys) comes before. */
void json_layout_begin(struct json_layout *l);
/*
 * The next key of a line, behind those before *at, which is moved behind it, and the field that its value is. False where its lines cannot be of one layout with those before: then there is
 * none.
 */
bool json_layout_add(struct json_layout *l, size_t *at, struct str key, uint32_t column);

/* Cuts a line without the end of it; fields that it has no key for are not touched. False where it is to be read: then the fields are not to be used. */
bool json_line_cut(struct str *fields, const struct json_layout *l, struct str line);

/* Is it a number as RFC 8259 writes it, and nothing else? */
bool json_is_number(struct str text);
/* Does it hold nothing that only the reader of JSON can take: no escapes, no control characters, nothing that is no UTF-8? */
bool json_line_is_plain(struct str line);

#endif
