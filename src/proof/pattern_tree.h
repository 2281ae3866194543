/*
 * A pattern (PCRE2) as a tree: alternatives, sequences, repeats, classes, letters, each with its place in the pattern.
 *
 * Always: a part of the syntax is understood: letters, escaped ones, \d \w \s, classes of letters and ranges, dots, groups
 * with or without ?:, ? * + {n} {n,} {n,m}. Anything else makes no tree.
 */
#ifndef PHASEOUT_PROOF_PATTERN_TREE_H
#define PHASEOUT_PROOF_PATTERN_TREE_H

#include "base/arena.h"

#include <stdint.h>

enum pattern_op { PATTERN_ALTERNATIVES, PATTERN_SEQUENCE, PATTERN_REPEAT, PATTERN_CLASS, PATTERN_LETTER, PATTERN_DOT };

enum { PATTERN_ENDLESS = -1 };

/* From one character to another; \d, \w and \s in a class are their ranges in ASCII. */
struct pattern_range {
	int32_t from, to;
	size_t at, end; /* where it is written, in bytes */
};

struct pattern_node {
	enum pattern_op op;
	size_t at, end;	      /* where it is written, in bytes: of a repeat with what is repeated, of a group with its brackets */
	struct pattern_node **children;
	size_t n, cap;
	int least, most;      /* of a REPEAT; most may be PATTERN_ENDLESS */
	size_t repeat_at;     /* of a REPEAT: where ? * + { is written */
	int32_t letter;	      /* LETTER */
	struct pattern_range *ranges; /* CLASS */
	size_t n_ranges, cap_ranges;
	bool negated;
};

/* In `a`; NULL where the pattern is not understood, or memory is exhausted. The pattern compiles. */
struct pattern_node *pattern_tree_read(struct arena *a, struct str pattern);

#endif
