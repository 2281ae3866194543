/*
 * The number that stands at a place of a text: digits, Chinese numerals, or both (3万5千, 二十五, 一百二, 二〇〇三, 一点五).
 *
 * Always: a last 万, 亿, … is left in the text, because only the reader of the cell knows whether it multiplies a unit;
 * one inside the number (3万5千) is read. Adjacent digits that mean "two or three" (两三, 三四十) are no number.
 */
#ifndef PHASEOUT_VALUE_NUMERAL_H
#define PHASEOUT_VALUE_NUMERAL_H

#include "value/decimal.h"

struct numeral {
	struct decimal value;
	size_t end;     /* where the text goes on */
	bool grouped;   /* 1,200 */
	bool compound;  /* 万 or 亿 stand inside */
	/* 五千 may go on as 千瓦: the number and its end without the 千; short_end is 0 where it may not. */
	struct decimal short_value;
	size_t short_end;
};

/* At `from` of a text folded by fold_quantity. DECIMAL_SYNTAX where no number begins there. A sign is none of it. */
enum decimal_status numeral_scan(struct numeral *out, struct arena *a, struct str folded, size_t from);
/* Does a number seem to begin there: an ASCII digit, a point before one, a Chinese digit, 十, 廿, 半? */
bool numeral_begins(struct str folded, size_t at);
/* Is each character of it a Chinese numeral (两三, 三四十)? False for an empty text. */
bool numeral_only(struct str folded);
/* The next index at or behind `at` that holds no space. */
size_t numeral_skip_spaces(struct str folded, size_t at);

#endif
