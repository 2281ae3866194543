/*
 * What the text of a scalar may look like, shape by shape. Only the form is looked at: 2013-02-30 is no date,
 * 9999 is a year.
 */
#ifndef PHASEOUT_YAML_SHAPE_H
#define PHASEOUT_YAML_SHAPE_H

#include "base/str.h"

/* [A-Za-z0-9_.:-]+ */
bool shape_is_id(struct str s);
/* -12.5, 10%, 1/60: digits, at most LIMIT_DECIMAL_DIGITS of them a number, no exponent, no space. */
bool shape_is_number(struct str s);
/* YYYY, YYYY-MM or YYYY-MM-DD of the Gregorian calendar, from year 1. */
bool shape_is_date(struct str s);
/* One of a NULL-terminated list. */
bool shape_is_word(struct str s, const char *const *words);

#endif
