#include "rules/char_set.h"

enum { LAST_CHAR = 0x10ffff };

void char_set_add(struct char_set *s, int32_t from, int32_t to)
{
	if (s->n < CHAR_SET_RANGES && from <= to)
		s->ranges[s->n++] = (struct char_range){from, to};
}

/* The other case of what a range has of one alphabet. */
static void add_case(struct char_set *s, int32_t from, int32_t to, int32_t first, int32_t other)
{
	int32_t last = first + 25;
	from = from > first ? from : first;
	to = to < last ? to : last;
	char_set_add(s, from - first + other, to - first + other);
}

void char_set_add_any_case(struct char_set *s, int32_t from, int32_t to)
{
	char_set_add(s, from, to);
	add_case(s, from, to, 'a', 'A');
	add_case(s, from, to, 'A', 'a');
}

struct char_set char_set_negate(const struct char_set *s)
{
	struct char_set out = {0};
	int32_t from = 0;
	while (s->n < CHAR_SET_RANGES && from <= LAST_CHAR) {
		int32_t next = LAST_CHAR + 1, behind = from;
		for (size_t i = 0; i < s->n; i++) {
			const struct char_range *r = &s->ranges[i];
			if (r->from <= from && r->to >= behind)
				behind = r->to + 1;
			if (r->from > from && r->from < next)
				next = r->from;
		}
		if (behind == from)
			char_set_add(&out, from, next - 1);
		from = behind == from ? next : behind;
	}
	return out;
}

bool char_sets_meet(const struct char_set *a, const struct char_set *b)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < b->n; j++)
			if (a->ranges[i].from <= b->ranges[j].to && b->ranges[j].from <= a->ranges[i].to)
				return true;
	return false;
}
