/*
 * Reading JSON: bytes in, one token at a time out. RFC 8259 to the letter, whatever the length of the stream: numbers keep their digits, every token has
 * its place.
 *
 * Documents may follow each other, with white space or nothing between them (NDJSON): after a token `depth` is 0 where a document has ended. Its bytes
 * are UTF-8 without a byte order mark, which is the caller's to pass over.
 *
 * Always: the same bytes give the same tokens however they are read. Memory does not grow with the input: texts end at LIMIT_CELL_BYTES, levels at
 * LIMIT_JSON_DEPTH. Nothing is recursive. After an error only an error comes, until json_reader_skip_line or json_reader_restart.
 */
#ifndef PHASEOUT_TEXT_JSON_READ_H
#define PHASEOUT_TEXT_JSON_READ_H

#include "base/buf.h"
#include "base/limits.h"
#include "text/words.h"

#include <stdint.h>
#include <sys/types.h>

/* Up to n bytes into p; 0 at the end, -1 on failure. */
typedef ssize_t json_read_fn(void *ctx, char *p, size_t n);

enum json_kind {
	JSON_OBJECT,
	JSON_OBJECT_END,
	JSON_ARRAY,
	JSON_ARRAY_END,
	JSON_KEY,
	JSON_STRING,
	JSON_NUMBER,
	JSON_TRUE,
	JSON_FALSE,
	JSON_NULL,
	JSON_END,      /* of the input, between documents */
	JSON_ERROR,    /* json_reader_problem says what; the token's place is where */
	JSON_FAILED,   /* reading failed */
	JSON_NO_MEMORY,
};

/* CR, LF and CR LF end a line. */
struct json_place {
	uint64_t offset;       /* in bytes, from 0 */
	uint64_t line, column; /* from 1; columns in characters */
};

struct json_token {
	enum json_kind kind;
	bool cut;              /* the text is longer than LIMIT_CELL_BYTES: this is its beginning */
	bool nul;              /* the text holds U+0000 */
	struct json_place place; /* of the first byte */
	struct str text;       /* key, string: decoded; number, true, false, null: as filed. It stands until the next call */
};

enum json_state { JSON_AT_VALUE, JSON_AT_FIRST, JSON_AT_KEY, JSON_AT_FIRST_KEY, JSON_BEHIND_KEY, JSON_BEHIND_VALUE };
enum json_mistake {
	JSON_NO_MISTAKE,
	JSON_NO_VALUE,
	JSON_NO_FIRST,
	JSON_NO_KEY,
	JSON_NO_FIRST_KEY,
	JSON_NO_COLON,
	JSON_NO_COMMA_OR_BRACE,
	JSON_NO_COMMA_OR_BRACKET,
	JSON_NO_DIGIT,
	JSON_NO_TRUE,
	JSON_NO_FALSE,
	JSON_NO_NULL,
	JSON_NO_SEPARATOR,
	JSON_NO_QUOTE,
	JSON_NO_ESCAPE,
	JSON_NO_HEX_DIGIT,
	JSON_NO_OTHER_HALF,
	JSON_NO_FIRST_HALF,
	JSON_NO_UTF_8,
	JSON_TOO_DEEP, /* more than LIMIT_JSON_DEPTH */
};

struct json_reader {
	json_read_fn *read;
	void *ctx;
	char *p;               /* the buffer: bytes not yet taken stand from `at` to `n` */
	size_t at, n;
	uint64_t base;         /* the offset of p[0] */
	bool ended, failed, no_memory;
	uint64_t line, line_start; /* the present line; where it begins, moved by the bytes in it that begin no character */
	bool was_cr;           /* the last byte taken was a CR */
	enum json_state state;
	unsigned depth;        /* how many objects and arrays are open */
	bool in_object[LIMIT_JSON_DEPTH];
	struct buf text;       /* of a token that does not stand in the buffer as it is to be given */
	bool cut, nul;
	enum json_mistake mistake;
	struct json_place mistake_place;
	char found[8];         /* what stands there; nothing at the end of the input */
	size_t n_found;
	bool mark;             /* the next token is marked */
	uint64_t marked;       /* the offset it begins at */
	struct buf raw;        /* the bytes from there on, as far as they left the buffer */
};

void json_reader_init(struct json_reader *r, json_read_fn *read, void *ctx);
void json_reader_release(struct json_reader *r);

/* The next token; it stands until the next call. */
enum json_kind json_reader_next(struct json_reader *r, struct json_token *out);
/* How many bytes have been taken. */
static inline uint64_t json_reader_offset(const struct json_reader *r)
{
	return r->base + r->at;
}
/*
 * Between documents: the line that comes next where all of it stands in the buffer and an object begins it, without its end; it is not taken. Passes over white space before it. False where
 * there is none such. It stands until the next call.
 */
bool json_reader_line(struct json_reader *r, struct str *out);
/* Takes the line that json_reader_line gave: what comes next is its end. */
void json_reader_take_line(struct json_reader *r, struct str line);
/*
 * Between documents: passes over white space in the buffer; true where an object begins behind it and is the first of its line. Nothing is read.
 */
bool json_reader_at_line(struct json_reader *r);
/* What stands in the buffer and is not taken; until json_reader_over. */
struct str json_reader_left(const struct json_reader *r);
/* From now on other bytes are read, between documents; the present line has that number and begins with them. */
void json_reader_over(struct json_reader *r, json_read_fn *read, void *ctx, uint64_t line);
/* How many bytes of the buffer are left behind white space, which is taken; some more are read where there were none. */
size_t json_reader_rest(struct json_reader *r);
/* After JSON_ERROR: line and column, what was found there and what was expected. */
struct words json_reader_problem(const struct json_reader *r, struct arena *a);

/* Forgets what is open, and the error, and passes over the rest of the present line: what comes next is a document. An error at a line's end is on that line. */
void json_reader_skip_line(struct json_reader *r);
/* The same, but what the error found is read again; where there is none, the token last given, which was a bracket. */
void json_reader_restart(struct json_reader *r);

enum { JSON_RAW_BYTES = 64 * 1024 }; /* more than is shown of a record that is rejected: LIMIT_REJECT_CHARS */
/* The next token's first byte is where the raw text begins. */
void json_reader_mark(struct json_reader *r);
/* The raw text from there up to what has been taken, cut at JSON_RAW_BYTES. It stands until the next call. */
struct str json_reader_raw(struct json_reader *r);

#endif
