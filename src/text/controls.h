/* Does a text hold control characters other than those that end lines? Asked of whole blocks, so answered many bytes at a time. */
#ifndef PHASEOUT_TEXT_CONTROLS_H
#define PHASEOUT_TEXT_CONTROLS_H

#include "base/marks.h"
#include "base/str.h"

/* A byte under a blank that is neither CR nor LF. `way` is one that the machine can do; all of them answer the same. */
bool holds_controls(enum marks_way way, struct str s);

#endif
