/*
 * Texts by number, in memory first and then in a file: the shared strings of a workbook.
 *
 * Always: texts are added first, then asked for. The first LIMIT_SHARED_STRING_BYTES of them and 2 MiB of their index
 * stay in memory, the others go to the spill file, whose pages are cached; so memory is flat in their number. Numbers
 * count from 0 up to LIMIT_SHARED_STRINGS.
 */
#ifndef PHASEOUT_READ_TEXT_STORE_H
#define PHASEOUT_READ_TEXT_STORE_H

#include "base/buf.h"

#include <stdint.h>

enum text_store_status {
	TEXT_STORE_OK,
	TEXT_STORE_MANY,    /* more than LIMIT_SHARED_STRINGS */
	TEXT_STORE_NO_FILE, /* more than memory should hold, and there is no file */
	TEXT_STORE_FILE,    /* the file could not be written or read: errno says why */
	TEXT_STORE_NO_MEMORY,
};

struct text_spill;

struct text_store {
	int fd;            /* -1: there is no file */
	uint64_t n;        /* texts */
	uint64_t bytes;    /* of them all */
	struct buf memory; /* the texts that stand in memory */
	uint64_t *ends;    /* where each text ends, counted over all texts; of the first ones */
	size_t ends_cap;
	struct text_spill *spill; /* once something went to the file */
};

void text_store_init(struct text_store *s, int fd);
void text_store_release(struct text_store *s);
enum text_store_status text_store_add(struct text_store *s, struct str text);
/* The text lives until the next call. i < s->n. */
enum text_store_status text_store_get(struct str *out, struct text_store *s, uint64_t i);

#endif
