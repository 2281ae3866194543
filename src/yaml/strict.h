/*
 * What YAML 1.2 refuses and libyaml, a reader of 1.1, lets pass: comments that touch what stands before them, lines
 * of a quote or of a flow collection that are not indented, a lone dash in a flow list, blank lines that hide where
 * a block begins. Two readers that disagree would read two rules.
 */
#ifndef PHASEOUT_YAML_STRICT_H
#define PHASEOUT_YAML_STRICT_H

#include "yaml/reader.h"

/* From the end of the event before up to `to`, where the next one begins: indicators, blanks and comments. */
void strict_gap(struct reader *r, size_t to);
/* Where a node begins. */
void strict_begin(struct reader *r, struct place at);
/* A scalar from `at` to byte `end`. */
void strict_scalar(struct reader *r, const yaml_event_t *event, struct place at, size_t end);

#endif
