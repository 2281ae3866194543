/*
 * The run file: NDJSON as cli.md prints it, keys in its order, the same bytes for the same run. Its JSON Schema is rules/schema/findings.json.
 */
#ifndef PHASEOUT_SCREEN_RUN_FILE_H
#define PHASEOUT_SCREEN_RUN_FILE_H

#include "screen/sink.h"

/* NULL when memory is exhausted. Free with ops->free. */
struct sink *run_file_sink_new(struct buf *out);

/* One item's line without its line end: also what `phaseout_judge` gives. */
void run_file_write_item(struct buf *out, const struct item *item, const struct judgement *j, const struct input_info *in);

#endif
