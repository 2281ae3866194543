/* What an overlay did to a rule, in words. */
#ifndef PHASEOUT_REPORT_OVERLAY_WORDS_H
#define PHASEOUT_REPORT_OVERLAY_WORDS_H

#include "judge/judge.h"
#include "rules/overlay.h"
#include "text/message.h"

/* "tightened by ID@VERSION"; with a province, whose items alone are meant. */
void overlay_words(struct buf *out, enum lang lang, const struct amendment *m);
/* The same, then by which clause, and why. */
void overlay_clause_words(struct buf *out, enum lang lang, const struct amendment *m);
/* "judges items of Hebei alone", "judges no items of Hebei, Shanxi"; nothing where no overlay sets a province apart. */
void overlay_where_words(struct buf *out, enum lang lang, const struct rule *rule);
/* "elsewhere: clear; Hebei: obsolete (tightened by …)" */
void provinces_words(struct buf *out, enum lang lang, const struct finding *f);
/* "tightens A, B; disables C": all that it does. */
void overlay_changes_words(struct buf *out, enum lang lang, const struct overlay *o);

#endif
