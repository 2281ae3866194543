/*
 * The words around the number of a cell: 约, ≤, 不足, 及以下, 以上, and the signs that make two numbers a range.
 *
 * Always: texts are folded by fold_quantity; positions are bytes of that text.
 */
#ifndef PHASEOUT_VALUE_BOUND_H
#define PHASEOUT_VALUE_BOUND_H

#include "base/str.h"

enum bound { BOUND_NONE, BOUND_ABOUT, BOUND_AT_MOST, BOUND_BELOW, BOUND_AT_LEAST, BOUND_ABOVE };

/* The words that stand at *at; *at moves behind them and the spaces that follow. */
enum bound bound_prefix(struct str text, size_t *at);
/* The words that text[from, *to) ends in, with spaces anywhere; *to moves to where they begin. */
enum bound bound_suffix(struct str text, size_t from, size_t *to);
/*
 * The first range sign behind `from` that a number follows: *to is where the sign begins, *behind where that number
 * does.
 */
bool bound_range(struct str text, size_t from, size_t *to, size_t *behind);

#endif
