/* Within json_flat: why an object is rejected, in words. The first trouble is told, and the rest of the object passed over. */
#ifndef PHASEOUT_REGISTRY_JSON_TROUBLE_H
#define PHASEOUT_REGISTRY_JSON_TROUBLE_H

#include "registry/json_flat.h"

void json_say_duplicate(struct json_flat *f, const struct json_key *first, struct json_place place);
void json_say_same_group(struct json_flat *f, struct json_place place); /* as the list has */
void json_say_within(struct json_flat *f, const struct json_level *list); /* a list of objects in one */
void json_say_two_lists(struct json_flat *f, const struct json_level *second);
void json_say_mixed(struct json_flat *f, const struct json_level *list, struct json_place place);
void json_say_long_text(struct json_flat *f, struct json_place place); /* of the present key */
void json_say_nul(struct json_flat *f, struct json_place place);
void json_say_long_record(struct json_flat *f);
void json_say_many(struct json_flat *f);

/* To a list of keys for people; it ends by itself. */
void json_name(struct buf *names, struct str key);

#endif
