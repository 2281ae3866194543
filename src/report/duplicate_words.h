/* A machine that stands more than once, in words for people. */
#ifndef PHASEOUT_REPORT_DUPLICATE_WORDS_H
#define PHASEOUT_REPORT_DUPLICATE_WORDS_H

#include "screen/claim.h"
#include "text/message.h"

/* "b.csv:7 contradicts a.csv:3 (某公司 · G2): effective volume 450 m³ (C7), earlier 380 m³ (C3)" */
void duplicate_words(struct buf *out, enum lang lang, const struct duplicate *d);

#endif
