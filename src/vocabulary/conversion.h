/*
 * Factors that somebody declares, each with its reason: 吨/日 → 吨/年 by 310 days. Packs and mappings write them alike:
 *
 *     conversions: [{from: 吨/日, to: 吨/年, factor: "310", reason: …}]
 */
#ifndef PHASEOUT_VOCABULARY_CONVERSION_H
#define PHASEOUT_VOCABULARY_CONVERSION_H

#include "vocabulary/vocabulary.h"
#include "yaml/schema.h"

/* The shape of one element. */
extern const struct schema_key conversion_keys[];

/* Reads a list (NULL: none) into an array of the arena's; what is wrong is in diags and left out. NULL when memory is exhausted. */
struct conversion *conversions_read(size_t *n, struct arena *a, const struct vocabulary *v, const struct source_file *file,
				    const struct node *list, struct diags *diags);

/* Do both lead from one unit to one kind of quantity? A cell could be converted by either. */
bool conversion_same(const struct conversion *a, const struct conversion *b);

#endif
