/*
 * Is a text UTF-8, and holds no NUL? Asked of every row of a registry, so answered many bytes at a time.
 *
 * Always: true exactly where utf8_valid finds no bad byte and no byte is zero, whatever the machine can do.
 */
#ifndef PHASEOUT_TEXT_UTF8_CHECK_H
#define PHASEOUT_TEXT_UTF8_CHECK_H

#include "base/marks.h"
#include "base/str.h"

bool utf8_is_clean(struct str s);
/* The same in a way that the machine can do. */
bool utf8_is_clean_by(enum marks_way way, struct str s);
/* Is it UTF-8 besides, and has no byte under a blank but CR and LF? */
bool utf8_lines_are_clean(enum marks_way way, struct str s);

#endif
