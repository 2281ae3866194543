/*
 * The checks of the profile (rules-format.md) that look at one event and at the text around it. Each tells what it
 * finds and lets the reading go on.
 */
#ifndef PHASEOUT_YAML_PROFILE_H
#define PHASEOUT_YAML_PROFILE_H

#include "yaml/reader.h"

/* Anchor and tag before a node that begins at `at`. */
void profile_properties(struct reader *r, struct place at);
void profile_alias(struct reader *r, struct span at);
/* A key or value: nothing there, `~`, a comment that cuts it, `<<`, escapes of characters that may not stand. */
void profile_scalar(struct reader *r, const yaml_event_t *event, struct span at, struct place end);
/* A mapping's next key: a collection or a key that stands already. */
void profile_collection_as_key(struct reader *r, struct span at, enum node_type type, bool flow);
void profile_duplicate_key(struct reader *r, struct frame *map, struct str key, struct span at);
/* What stands behind the document, which ended at `at`. */
void profile_rest(struct reader *r, struct place at, bool explicit_end);

#endif
