/* What overlays are laid over the rules of a run, and where they decided: parts of the run file. */
#ifndef PHASEOUT_SCREEN_RUN_OVERLAY_H
#define PHASEOUT_SCREEN_RUN_OVERLAY_H

#include "judge/judge.h"
#include "text/json.h"

/* The key "overlays": all of them in their order, each with what it changes, by which clause. */
void run_file_write_overlays(struct json *j, const struct ruleset *rules);
/* The key "layer": "overlay id@version", null where the rule is as its pack has it. */
void run_file_write_layer(struct json *j, const struct rule *rule);
/* The key "provinces": what the rule is in each, and what follows. */
void run_file_write_provinces(struct json *j, const struct finding *f);

#endif
