/* The shape of the files of a pack, as tables: rules-format.md, "A pack" and "A rule". */
#ifndef PHASEOUT_RULES_PACK_SCHEMA_H
#define PHASEOUT_RULES_PACK_SCHEMA_H

#include "yaml/schema.h"

extern const struct schema pack_schema[1];  /* pack.yaml */
extern const struct schema topic_schema[1]; /* a file that it lists */

#endif
