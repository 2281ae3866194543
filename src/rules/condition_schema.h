/* Conditions and what tests need, as definitions of a JSON Schema. */
#ifndef PHASEOUT_RULES_CONDITION_SCHEMA_H
#define PHASEOUT_RULES_CONDITION_SCHEMA_H

#include "yaml/json_schema.h"

extern const struct json_definition condition_definitions[];
extern const size_t condition_definition_count;

#endif
