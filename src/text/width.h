/* How many columns a text takes on a terminal (East Asian wide characters two, combining marks none). */
#ifndef PHASEOUT_TEXT_WIDTH_H
#define PHASEOUT_TEXT_WIDTH_H

#include "base/buf.h"

size_t text_width(struct str s);
/* The longest start of s that fits in `columns`, never cutting a character. */
struct str text_fit(struct str s, size_t columns);
/* Adds s, safe for a terminal (control, bidi and zero-width characters, and bad bytes, as \u{200B} or \xFF), to out. */
void text_safe(struct buf *out, struct str s);

#endif
