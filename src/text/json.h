/*
 * Writing JSON: tokens in, bytes out; commas and escapes are looked after here.
 *
 * Always: the output is one line of valid UTF-8 (bad bytes become U+FFFD); control characters, U+2028/2029 and " \ are
 * escaped, all else stands as it is. Nesting at most 64. Errors are the buffer's (`failed`).
 */
#ifndef PHASEOUT_TEXT_JSON_H
#define PHASEOUT_TEXT_JSON_H

#include "base/buf.h"

#include <stdint.h>

struct json {
	struct buf *out;
	uint64_t comma; /* a bit a level: something stands before */
	unsigned depth;
	bool after_key;
};

void json_init(struct json *j, struct buf *out);
void json_object(struct json *j);
void json_array(struct json *j);
void json_end(struct json *j, char bracket); /* '}' or ']' */
void json_key(struct json *j, const char *key);
void json_str(struct json *j, struct str s); /* null where s.p is NULL */
void json_null(struct json *j);
void json_bool(struct json *j, bool b);
void json_int(struct json *j, int64_t n);       /* 3 */
void json_count(struct json *j, uint64_t n);    /* "3": numbers that took part in an answer are strings */
/* Shorthands: key and value. */
void json_field(struct json *j, const char *key, struct str s);
void json_field_count(struct json *j, const char *key, uint64_t n);

#endif
