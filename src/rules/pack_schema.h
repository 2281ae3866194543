/* The shape of the files of a pack, as tables: rules-format.md, "A pack" and "A rule"; those of an overlay too. */
#ifndef PHASEOUT_RULES_PACK_SCHEMA_H
#define PHASEOUT_RULES_PACK_SCHEMA_H

#include "yaml/schema.h"

extern const struct schema pack_schema[1];  /* pack.yaml */
extern const struct schema topic_schema[1]; /* a file that it lists */
extern const struct schema overlay_schema[1]; /* overlay.yaml */

/* Parts that an overlay shares with a pack. */
extern const struct schema_key clause_keys[], source_keys[], in_force_keys[], exception_keys[], reading_keys[], test_keys[],
	rule_keys[];
extern const char *const action_words[];

#endif
