/* The parts of samples.c, one for each sort of field: for its files only. */
#ifndef PHASEOUT_PROOF_SAMPLES_PARTS_H
#define PHASEOUT_PROOF_SAMPLES_PARTS_H

#include "proof/samples.h"

void sample_add(struct samples *s, struct saying_cell cell, bool probe);
void sample_add_unknown(struct samples *s, const struct field *field, struct str text, bool probe);
/* No column, a blank, 不详, a sign for "does not apply", words that are nothing of the type. */
void sample_add_missing(struct samples *s, const struct field *field);

/* samples_limits.c */
void samples_of_quantity(struct samples *s, const struct condition *leaf);
void samples_of_ratio(struct samples *s, const struct condition *leaf);
void samples_of_integer(struct samples *s, const struct condition *leaf);
/* samples_dates.c */
void samples_of_date(struct samples *s, const struct condition *leaf);
/* samples_models.c */
void samples_of_models(struct samples *s, const struct condition *leaf);

#endif
