/* The shape of catalogue.yaml, as tables of keys. */
#ifndef PHASEOUT_RULES_CATALOGUE_SCHEMA_H
#define PHASEOUT_RULES_CATALOGUE_SCHEMA_H

#include "yaml/schema.h"

extern const struct schema catalogue_schema[1];

#endif
