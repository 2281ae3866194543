/* Within json_records: looking ahead, and what was found. */
#ifndef PHASEOUT_REGISTRY_JSON_WINDOW_H
#define PHASEOUT_REGISTRY_JSON_WINDOW_H

#include "registry/json_records.h"

/* Settles the shape, and what is inherited; begins the reader of the records. False when memory is exhausted. */
bool json_settle_shape(struct json_records *j, struct arena *a);
/* A json_read_fn over a struct str, which is used up. */
ssize_t json_text_read(void *ctx, char *p, size_t n);
/* Puts bytes before those that are still to be read again. False when memory is exhausted. */
bool json_window_put(struct json_records *j, struct str bytes);
/* A json_read_fn for the records: the window's bytes again, then the rest. */
ssize_t json_window_read(void *ctx, char *p, size_t n);

#endif
