/* Within json_records: looking ahead, and what was found. */
#ifndef PHASEOUT_REGISTRY_JSON_WINDOW_H
#define PHASEOUT_REGISTRY_JSON_WINDOW_H

#include "registry/json_records.h"

/* Settles the shape, and what is inherited; begins the reader of the records. False when memory is exhausted. */
bool json_settle_shape(struct json_records *j, struct arena *a);

#endif
