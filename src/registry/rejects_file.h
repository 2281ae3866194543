/*
 * The file of rejected rows (report/rejects.h), as far as who reads it must know how it was written.
 *
 * Always: its first columns say why a row was rejected and where it stood. They have the same headers in every language, which name no field; the registry's own columns
 * stand behind them, so that a row with too few or too many fields moves none. In CSV a cell that a spreadsheet would take for a formula has an apostrophe before it, and
 * the reader takes that off: what it reads is what was filed. A sign alone and a number with its sign (-, -5) have none: a spreadsheet does nothing with them, and
 * registries are full of them.
 */
#ifndef PHASEOUT_REGISTRY_REJECTS_FILE_H
#define PHASEOUT_REGISTRY_REJECTS_FILE_H

#include "registry/registry.h"

enum { REJECTS_WHY, REJECTS_FILE, REJECTS_ROW, REJECTS_MARKS };
extern const struct str rejects_marks[REJECTS_MARKS];

/* Are these the columns of such a file? */
bool rejects_are_marked(const struct column *columns, size_t n);

bool rejects_need_guard(struct str cell);
/* Without the apostrophe that guards it; the cell as it is where none does. */
struct str rejects_unguard(struct str cell);

#endif
