/*
 * A place that moves through a text and counts on the way.
 *
 * Always: lines and columns from 1, columns in characters; CR, LF and CR LF end a line. Moving costs the distance,
 * so that a file on one line is still read in linear time.
 */
#ifndef PHASEOUT_YAML_PLACE_H
#define PHASEOUT_YAML_PLACE_H

#include "base/diags.h"

struct place {
	size_t offset, line, col;
};

/* Forward to a byte offset; stays where it is when that lies behind. */
void place_advance(struct place *p, struct str text, size_t to);

static inline struct span place_span(struct place p, size_t length)
{
	return (struct span){.line = p.line, .col = p.col, .offset = p.offset, .length = length};
}

static inline struct place place_of(struct span s)
{
	return (struct place){s.offset, s.line, s.col};
}

#endif
