/*
 * What was found out of a registry, for people: how it is read, what each column means and why, and what its first cells were read as.
 *
 * Always: all of it stands in the survey; nothing is judged, and nothing is looked up in the registry again.
 */
#ifndef PHASEOUT_REPORT_MAP_H
#define PHASEOUT_REPORT_MAP_H

#include "registry/survey.h"
#include "report/describe.h"

/* One table's; several are drawn one after the other. `name` is the registry's; of `o` language, columns, colour and vocabulary are used. False when memory is exhausted. */
bool map_draw(struct buf *out, const struct describe_options *o, struct str name, const struct survey *s);

#endif
