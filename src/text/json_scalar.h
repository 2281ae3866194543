/* Within the reader of JSON: strings, numbers and names, and what they need of its buffer. */
#ifndef PHASEOUT_TEXT_JSON_SCALAR_H
#define PHASEOUT_TEXT_JSON_SCALAR_H

#include "text/json_read.h"

enum {
	JSON_AT_END = -1,     /* instead of a byte: the input has ended, */
	JSON_AT_FAILURE = -2, /* reading failed, or memory is exhausted */
};

/* A string, key or not, whose opening quote comes next; any other scalar, whose first byte `c` comes next. */
enum json_kind json_take_string(struct json_reader *r, struct json_token *out, enum json_kind kind);
enum json_kind json_take_scalar(struct json_reader *r, struct json_token *out, int c);

/* The byte that comes next. */
int json_look(struct json_reader *r);
/* At least one more byte, or `ended`. What has been taken leaves the buffer. False on failure. */
bool json_refill(struct json_reader *r);
/* Until so many bytes, only few, stand in the buffer; fewer at the end of the input. False on failure. */
bool json_need(struct json_reader *r, size_t bytes);
enum json_kind json_failure(const struct json_reader *r);
/* What comes next is not what was expected; up to `bytes` of it are shown, or a character. */
enum json_kind json_refuse(struct json_reader *r, enum json_mistake mistake, size_t bytes);
/* The same for a byte that json_look gave. */
enum json_kind json_unexpected(struct json_reader *r, int c, enum json_mistake mistake);

#endif
