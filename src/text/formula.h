/* What a spreadsheet takes for a formula in a file that does not say of what type its cells are (CSV). */
#ifndef PHASEOUT_TEXT_FORMULA_H
#define PHASEOUT_TEXT_FORMULA_H

#include "base/str.h"

/* Is the first sign of it, after spaces and quotes, one that begins a formula: = + - @, their full-width forms, TAB, CR, LF? */
bool text_begins_formula(struct str s);

#endif
