/*
 * What an index of models said of a text, kept for the next item that has it. For the files of judge/ only; made and freed
 * through judge.h.
 *
 * Always: a table of fixed size. A text that falls on a full place drives out another; one that is too long, or names too many
 * entries, is not kept: it costs its own look-up each time and nobody else's.
 */
#ifndef PHASEOUT_JUDGE_MODEL_MEMO_H
#define PHASEOUT_JUDGE_MODEL_MEMO_H

#include "judge/judge.h"
#include "vocabulary/model_index.h"

/* True where the text was kept; the hits are copied into `a` (out->items NULL: memory is exhausted). `m` may be NULL. */
bool model_memo_get(struct model_hits *out, struct arena *a, const struct model_memo *m, uint32_t catalogue, struct str text);
void model_memo_put(struct model_memo *m, uint32_t catalogue, struct str text, const struct model_hits *hits);

#endif
