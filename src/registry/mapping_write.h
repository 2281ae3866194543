/*
 * A mapping file that says what was recognised of a registry, for a person to edit (mapping.h has its shape).
 *
 * Always: read back, it makes of the same registry the columns that were recognised, no more and no less. What cannot be
 * said there, or is only an assumption, stands as a comment: such a column is then recognised by its header as before. A
 * column that nothing recognised is a comment with a place for its field. Where no column was recognised the file is
 * refused until somebody fills one in.
 */
#ifndef PHASEOUT_REGISTRY_MAPPING_WRITE_H
#define PHASEOUT_REGISTRY_MAPPING_WRITE_H

#include "base/buf.h"
#include "registry/survey.h"

/* `name` is the registry's, for the comments; they are in `lang`. The registry was read without a mapping. */
void mapping_write(struct buf *out, const struct survey *s, struct str name, enum lang lang);

#endif
