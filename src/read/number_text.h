/*
 * A stored number as the decimal that a spreadsheet shows: at most 15 significant digits.
 *
 * Always: the text is exact and in one form, so that equal numbers are equal texts whichever container they came
 * from: no needless zeros, no -0, no exponent where the number written out is an integer of at most 21 digits or not
 * below 1e-9; else 1.5E-10, 1E+21. `rounded` says that the stored number is another one than the text. It stays false
 * where the digits behind the 15th are only what a binary number looks like: Excel stores 0.1 as 0.10000000000000001,
 * which is the same binary number. Only that flag is found with a double, never a digit.
 */
#ifndef PHASEOUT_READ_NUMBER_TEXT_H
#define PHASEOUT_READ_NUMBER_TEXT_H

#include "base/str.h"

enum { NUMBER_TEXT_BYTES = 32 };

/*
 * The whole of `stored`, but for white space around it: [+-] digits [. digits] [e|E [+-] digits]. The answer stands
 * in `out`; it is empty (n = 0) where `stored` is no number (blank, INF, NaN, 0x10, 1,5) or one beyond 1E±99999. A
 * digit 5 behind the 15th rounds away from zero.
 */
struct str number_text(char out[NUMBER_TEXT_BYTES], struct str stored, bool *rounded);
/* The same for a binary number, nearest decimal; empty for infinities and NaN. */
struct str number_text_binary(char out[NUMBER_TEXT_BYTES], double stored, bool *rounded);

#endif
