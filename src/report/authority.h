/* Whose rules make an item's verdict, in words: the earliest first, then "also" the others. Only where several packs judged it. */
#ifndef PHASEOUT_REPORT_AUTHORITY_H
#define PHASEOUT_REPORT_AUTHORITY_H

#include "judge/judge.h"
#include "text/message.h"

/*
 * "Shandong provincial government (sd-2013): SD-2013-5.01; also …": each pack once, where its earliest rule stands. Nothing where one
 * pack judged the item, or no rule makes its verdict.
 */
void authority_words(struct buf *out, enum lang lang, const struct judgement *j);

#endif
