/*
 * What a machine is known by in all the files of a run: two items that are known by one identity are meant to be one.
 *
 * Rules: the columns that the mapping names as identity; else the enterprise and the machine's own number. The enterprise is known by its code where that is good (an organisation's
 * code stands within the credit code: both are one identity), else by its name. Where a part is blank or filed as missing (不详, /) there is no identity: machines without a number
 * are not one machine. A number of rows (序号) is no machine's. Forms of characters, white space and the case of letters do not matter.
 */
#ifndef PHASEOUT_REGISTRY_IDENTITY_H
#define PHASEOUT_REGISTRY_IDENTITY_H

#include "registry/rows.h"

/* The item's key is as its own cells say it. False when memory is exhausted. */
bool identity_give(struct item *item, const struct row_reading *row);

#endif
