/* Which byte separates the fields of a file. */
#ifndef PHASEOUT_REGISTRY_SEPARATOR_H
#define PHASEOUT_REGISTRY_SEPARATOR_H

#include "registry/encoding.h"

enum { SEPARATOR_RECORDS = 50 }; /* records that are looked at */

/*
 * The one of comma, TAB, semicolon and | by which most of the first records have the same number of fields, at least two; the more fields where two are
 * equal; comma where none is such. `window` are the first bytes, `whole` where no others follow. | never where it can be part of a character. False
 * when memory is exhausted.
 */
bool separator_find(char *out, struct str window, bool whole, enum encoding e);

#endif
