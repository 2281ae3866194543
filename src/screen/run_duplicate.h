/* A machine that stands more than once, as a line of the run file; what was found of them, in its summary. */
#ifndef PHASEOUT_SCREEN_RUN_DUPLICATE_H
#define PHASEOUT_SCREEN_RUN_DUPLICATE_H

#include "screen/sink.h"
#include "text/json.h"

/* Without the end of the line. */
void run_file_write_duplicate(struct buf *out, const struct duplicate *d);
/* As a member of the present object. */
void run_file_write_duplicates(struct json *j, const struct duplicate_totals *t);

#endif
