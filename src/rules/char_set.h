/*
 * A set of characters, as ranges.
 *
 * Always: a set that grows beyond its room leaves out what comes last, so that it has too little rather than too much.
 */
#ifndef PHASEOUT_RULES_CHAR_SET_H
#define PHASEOUT_RULES_CHAR_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CHAR_SET_RANGES = 12 };

struct char_set {
	struct char_range {
		int32_t from, to;
	} ranges[CHAR_SET_RANGES];
	size_t n;
};

void char_set_add(struct char_set *s, int32_t from, int32_t to);
/* Also the other case of the ASCII letters among them. */
void char_set_add_any_case(struct char_set *s, int32_t from, int32_t to);
/* What none of the ranges has; nothing of a set that is full and may have lost some. */
struct char_set char_set_negate(const struct char_set *s);
bool char_sets_meet(const struct char_set *a, const struct char_set *b);

#endif
