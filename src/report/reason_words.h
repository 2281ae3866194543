/* Parts of reasons: one leaf, one value, one need in words. */
#ifndef PHASEOUT_REPORT_REASON_WORDS_H
#define PHASEOUT_REPORT_REASON_WORDS_H

#include "report/reason.h"

/* "185 立方米", "炼铁", "2003-01-15", "是"; nothing where it was not read. */
void value_words(struct buf *out, enum lang lang, const struct value *v);
/* "有效容积 185 立方米 ≤ 400 立方米", with what was filed where that reads otherwise. */
void leaf_words(struct buf *out, enum lang lang, const struct leaf_trace *t);
/* Only what was filed and read: "185 立方米（登记…）", why it could not be read; v NULL: there is no such column. */
void filed_words(struct buf *out, enum lang lang, const struct value *v);
/* The text as filed, the kind where the text does not say it in the same words, the number of units. */
void equipment_words(struct buf *out, enum lang lang, const struct item *item);
/* A judgement that nobody has recorded. */
bool leaf_asks_person(const struct leaf_trace *t);
/* The status as filed, and what it amounts to where that reads otherwise; the item has one. */
void status_words(struct buf *out, enum lang lang, const struct item *item);
/* What is missing, under the registry's own header where it has one, and why it is. */
void need_words(struct buf *out, enum lang lang, const struct need *n, const struct item *item,
		const struct input_info *input);

#endif
