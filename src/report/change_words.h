/* What would change a verdict, in words: "effective volume more than 400 m³ → clear". */
#ifndef PHASEOUT_REPORT_CHANGE_WORDS_H
#define PHASEOUT_REPORT_CHANGE_WORDS_H

#include "judge/change.h"
#include "text/message.h"

/* `now` is the rule. What the whole item then is stands there where that is something else. */
void change_words(struct buf *out, enum lang lang, const struct change *c, const struct rule *now);

#endif
