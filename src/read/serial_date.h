/*
 * The number under a date of a spreadsheet (days since the last days of 1899, or since the first of 1904) as that date.
 *
 * Always: exact to the second, halves up, as a spreadsheet shows it. In the system of 1900 the 60 is 29 February 1900, a
 * day that never was: the text says so, as every spreadsheet does, and whoever reads it sees that it is no date.
 */
#ifndef PHASEOUT_READ_SERIAL_DATE_H
#define PHASEOUT_READ_SERIAL_DATE_H

#include "base/str.h"

enum { SERIAL_DATE_BYTES = 32 };

/*
 * `number` is in the form of number_text. 2003-01-15, with 08:30:00 behind it where the time is not midnight; empty where
 * the number is no day (a time alone, negative, after 9999-12-31).
 */
struct str serial_date(char out[SERIAL_DATE_BYTES], struct str number, bool since_1904);

#endif
