/*
 * What the rules of a program can tell of items of one kind: so that whoever reads many rows need not judge two that no rule tells apart.
 *
 * Always: two items that are named alike, and whose values of every field are of one class (asks_class), have the same verdict and the same
 * verdict under each rule. What a report says of them (evidence, distances, needs) may differ.
 */
#ifndef PHASEOUT_JUDGE_ASKS_H
#define PHASEOUT_JUDGE_ASKS_H

#include "judge/judge.h"

struct asks;

/* Of items named as `kind`, whatever kind below it their values make them. NULL when memory is exhausted. */
const struct asks *asks_new(struct arena *a, const struct program *p, const struct kind *kind);
/* May a verdict turn on the province? */
bool program_asks_region(const struct program *p);
/* Does any rule speak of them? */
bool asks_anything(const struct asks *asks);
/* May a verdict turn on the field? */
bool asks_of(const struct asks *asks, const struct field *f);
/* The i-th number with which a rule compares the field, a quantity; false behind the last. */
bool asks_limit(struct quantity *out, const struct asks *asks, const struct field *f, size_t i);
/* The i-th day with which a rule compares the field, a date; false behind the last. */
bool asks_day(day *out, const struct asks *asks, const struct field *f, size_t i);
/*
 * What a model, folded, must begin with where the i-th condition on it is to be true: ASKS_START with *out. ASKS_ANY: it may be true of any, or of more than its text. ASKS_NO_MORE
 * behind the last.
 */
enum asks_start { ASKS_START, ASKS_ANY, ASKS_NO_MORE };
enum asks_start asks_start(struct str *out, const struct asks *asks, const struct field *f, size_t i);
/*
 * Sets of the kind's rules, a bit each. Those that may turn on the field; ASKS_EVERY where they are more than a set holds, or it is more than rules that ask.
 */
#define ASKS_EVERY UINT64_MAX
uint64_t asks_rules_of(const struct asks *asks, const struct field *f);
/* Those that do not apply to any item of which a cell says `v`, whatever else is said of it. None when memory is exhausted. */
uint64_t asks_excluded(const struct asks *asks, struct arena *scratch, const struct value *v);
/* Adds the bytes of the value's class; `v` NULL: the record has no such column. False when memory is exhausted. */
bool asks_class(struct buf *out, const struct asks *asks, struct arena *scratch, const struct value *v);

#endif
