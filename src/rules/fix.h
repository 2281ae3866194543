/*
 * What is mechanical about mistakes: the edits of a file that mend those which have one remedy only. A row of a table (fix.c)
 * says how a diagnostic is mended.
 *
 * Always: everything outside the edits stays byte for byte; comments are kept, and what a comment stands in the way of is
 * not mended. No edit says what the law says: a source that changed, a quote that is false, a limit are a person's.
 */
#ifndef PHASEOUT_RULES_FIX_H
#define PHASEOUT_RULES_FIX_H

#include "base/buf.h"
#include "base/diags.h"

struct edit {
	enum diag_id id;
	struct span at;  /* what is taken out: `length` bytes from `offset`, which may be none */
	struct str text; /* what is put in its place */
};

/*
 * For the diagnostics that speak of this file; in the order of the file, none of them touching another: what would is left
 * for another round. NULL where there are none, or memory is exhausted, which shows in the arena.
 */
const struct edit *fixes_find(size_t *n, struct arena *a, const struct source_file *file, const struct diags *diags);
/* The text with all of them; STR_NONE when memory is exhausted. */
struct str edits_apply(struct arena *a, struct str text, const struct edit *edits, size_t n);

/* "FILE:LINE:COL: "before" → "after" [PO358 untidy]" and a line end; line ends and tabs within are written \n, \t. */
void edit_write(struct buf *out, const struct source_file *file, const struct edit *edit);

#endif
