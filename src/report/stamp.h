/* The first line of an answer: which program, which rules, as of when. */
#ifndef PHASEOUT_REPORT_STAMP_H
#define PHASEOUT_REPORT_STAMP_H

#include "screen/sink.h"
#include "text/message.h"

void stamp_write(struct buf *out, enum lang lang, const struct run_info *run);

#endif
