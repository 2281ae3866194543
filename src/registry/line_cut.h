/*
 * A line of NDJSON, cut into cells by its quotes: a flat object whose keys are known, in any order, some or all of them, written between its texts as a sample is.
 *
 * Always: a line that is cut has no keys but known ones, each at most once, whatever else is the matter with it; where it also is UTF-8 and holds no control characters, the reader of
 * JSON accepts it, and its cells are the texts that the reader gives (tests/fuzz/fuzz_line_blocks.c): strings without escapes, numbers, true and false as they stand, nothing for
 * null. Every other line is left to the reader.
 */
#ifndef PHASEOUT_REGISTRY_LINE_CUT_H
#define PHASEOUT_REGISTRY_LINE_CUT_H

#include "base/marks.h"
#include "base/str.h"

#include <stdint.h>
#include <string.h>

enum {
	LINE_KEYS = 64,         /* that can be known */
	LINE_NO_KEY = LINE_KEYS,
	LINE_KEY_BYTES = 64,    /* of one, with its quotes and what stands around them */
	LINE_GLUE_BYTES = 8,    /* between texts */
	LINE_INDEX = 256,
	LINE_SLACK = LINE_KEY_BYTES + LINE_GLUE_BYTES, /* bytes behind a line that can be read, whatever they hold; LINE_GLUE_BYTES before it */
};

/* Some bytes that a line must have, in a word. */
struct line_glue {
	uint64_t word, mask;
	uint32_t n;
};

/* A power of two of bytes. */
struct line_key {
	uint64_t words[LINE_KEY_BYTES / sizeof(uint64_t)]; /* what stands before it, "key", and what stands before its value */
	uint64_t masks[LINE_KEY_BYTES / sizeof(uint64_t)]; /* ones where these are bytes of it */
};

struct line_keys {
	struct line_glue head, before, after, tail; /* before the first key, every other one and each value; behind the last */
	struct line_key items[LINE_KEYS + 1]; /* at LINE_NO_KEY one without bytes */
	uint32_t lengths[LINE_KEYS]; /* bytes of the keys alone */
	uint32_t columns[LINE_KEYS];
	size_t n;
	bool longer;            /* some have more than half of LINE_KEY_BYTES */
	/* which it is, by its length and a word that stands so far from its first quote, or where from_last is all ones from its last */
	uint64_t mask, spread;
	ptrdiff_t skip, from_last;
	uint8_t index[LINE_INDEX];
};

/* How the sample, an object of one line that is good JSON without escapes, is written; no key is known. False where lines so written cannot be cut. */
bool line_keys_begin(struct line_keys *k, struct str sample);
/* A key as it stands in the file, and the column of its values. False where it cannot be known: lines that have it are left to the reader. */
bool line_keys_add(struct line_keys *k, struct str key, uint32_t column);
/* Behind the last. False where the keys cannot be told apart at a glance. */
bool line_keys_end(struct line_keys *k);

/* A line without its end, and the offsets of all its quotes; it holds no backslash. */
struct quoted_line {
	const char *p;
	size_t start, end;      /* offsets from p, as those of quotes */
	const uint32_t *quotes; /* MARKS_SLACK behind the last can be read, whatever they say */
	size_t n_quotes;
	enum marks_way way;
};

struct line_shapes; /* registry/line_shapes.h */

enum { LINE_BATCH = 64 };

/*
 * Cuts n lines, one to LINE_BATCH, which are looked at the same way: cut[i] is false where one is left to the reader. The cells of one stand behind those of the other, 2 n_columns each, as of struct raw_row: first where the
 * value of each column begins, less one, then where it ends; of a column without value there is nothing. What is learnt of a line goes into `shapes`, and the next ones are cut by it.
 */
void line_cut(const struct line_keys *k, struct line_shapes *shapes, const struct quoted_line *lines, size_t n, uint32_t *cells, size_t n_columns, bool *cut);

/* How the bytes at p differ from those of the glue; 0: they do not. */
static inline uint64_t line_glue_differs(const char *p, const struct line_glue *glue)
{
	uint64_t word;
	memcpy(&word, p, sizeof word);
	return (word ^ glue->word) & glue->mask;
}

#endif
