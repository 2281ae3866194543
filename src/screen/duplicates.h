/*
 * Machines of a run that stand more than once: by the identity that they are known by (registry/identity.h), whatever file they stand in.
 *
 * Always: no claim is false: two rows are called one machine only where their identities, read back, are the same text; the hash only finds them. Each later one is compared with the first.
 * Memory is the table's (identity_table.h); what the machines say stands in a file without a name, some hundred bytes each.
 */
#ifndef PHASEOUT_SCREEN_DUPLICATES_H
#define PHASEOUT_SCREEN_DUPLICATES_H

#include "screen/claim.h"
#include "screen/identity_table.h"

struct duplicates {
	struct identity_table table;
	int fd;                /* -1: not open */
	int error;             /* errno of what went wrong with the file; 0 */
	struct buf pending;    /* the end of what was written, not yet in the file */
	uint64_t written;      /* bytes in the file */
	uint64_t at;           /* of duplicates_next */
	struct buf window;     /* of the file, from `window_at`: what it reads there */
	uint64_t window_at;
	struct buf bytes[2];   /* claims that were read back */
	struct duplicate_totals totals;
};

enum duplicates_status {
	DUPLICATES_OK,
	DUPLICATES_END,
	DUPLICATES_FAILED, /* the file: `error` */
	DUPLICATES_NO_MEMORY,
};

enum duplicates_status duplicates_open(struct duplicates *d);
void duplicates_close(struct duplicates *d);
/* A row that was judged. `scratch` is for folding. */
enum duplicates_status duplicates_row(struct duplicates *d, struct arena *scratch, const struct vocabulary *v, const struct input_info *in, const struct row *row);
/*
 * After the last row: the next machine that stood before, in the order of the rows. It lives in `a` and in `d`, there until the next call. At the end the totals are complete.
 */
enum duplicates_status duplicates_next(struct duplicates *d, struct arena *a, struct duplicate *out);

/* What is to be said of all of it; how many there are, at most 3. */
size_t duplicates_words(struct words out[3], struct arena *a, const struct duplicate_totals *t);

#endif
