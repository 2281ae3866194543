/* What a catalogue says of an item, in words: which entries name it, and why one does not hit. */
#ifndef PHASEOUT_REPORT_LISTING_WORDS_H
#define PHASEOUT_REPORT_LISTING_WORDS_H

#include "base/buf.h"
#include "judge/judge.h"
#include "text/message.h"

/* "listed in "…" as 3/1-1 (三相异步电动机)", "may be listed …", "not listed …": behind the model as it was filed. */
void listing_words(struct buf *out, enum lang lang, const struct listing *l);

/* One entry after the other: each aspect of it is a line. */
typedef void listing_line_fn(void *ctx, struct str words);
/*
 * All that names the item: entry, restrictions and duty with what the record says of them, doubt; `said` is emptied after each
 * line. `described`: the item was only described, and is of no registry.
 */
void listing_lines(struct buf *said, enum lang lang, const struct item *item, bool described, const struct listing *l,
		   listing_line_fn *line, void *ctx);
/* The duty of the deciding entry, as the list prints it; nothing where it has none. */
void listing_duty(struct buf *out, enum lang lang, const struct listing *l);

#endif
