/* The end of the table and of the lines: what was read, judged, found and on what it rests. */
#ifndef PHASEOUT_REPORT_ACCOUNTS_H
#define PHASEOUT_REPORT_ACCOUNTS_H

#include "report/layout.h"
#include "report/report.h"

/* `unlisted`: items that --show left out. False when memory is exhausted. */
bool accounts_write(const struct layout *l, enum lang lang, const struct run_info *run, const struct summary *summary,
		    uint64_t unlisted);

/*
 * The same without rules, packs and inputs, as lines that begin with "# ": what was read, found, not applied, the result.
 * Sets out->failed when memory is exhausted.
 */
void accounts_lines(struct buf *out, enum lang lang, const struct run_info *run, const struct summary *summary, uint64_t unlisted);

/* "120000 t/a (sum of 1), 2 without a number"; nothing where nothing was counted. */
void capacity_sum_words(struct buf *out, enum lang lang, const struct capacity_total *c);

#endif
