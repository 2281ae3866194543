#include "registry/line_shapes.h"

#include <stdlib.h>

struct line_shapes *line_shapes_new(size_t n_columns)
{
	struct line_shapes *s = calloc(1, sizeof *s);
	if (s)
		s->n_columns = n_columns;
	return s;
}

static void set_distance(struct line_shape *shape, size_t quote, size_t distance)
{
	shape->distances[quote] = (uint8_t)distance;
	shape->fixed |= UINT64_C(1) << quote;
}

/* A key that opens at that quote, and its value; `last`: the line's. */
static void add_key(struct line_shape *shape, const struct line_keys *k, uint32_t number, size_t open, bool quoted, bool last)
{
	const uint32_t column = k->columns[number];
	const size_t close = open + 1;
	shape->numbers[shape->n_keys] = (uint8_t)number;
	shape->opens[shape->n_keys++] = (uint8_t)open;
	set_distance(shape, open, k->lengths[number] + 1);
	shape->filled |= UINT64_C(1) << column;
	shape->bare |= (uint64_t)!quoted << column;
	shape->from[column] = (uint8_t)(quoted ? close + 1 : close);
	/* behind the line's last value there is no quote */
	shape->to[column] = (uint8_t)(quoted ? close + 2 : last ? close : close + 1);
	if (quoted)
		set_distance(shape, close, k->after.n + 1);
	if (quoted && !last)
		set_distance(shape, close + 2, k->before.n + 1);
	if (last)
		shape->last = (uint8_t)column;
}

/* Points at it by its hash, where there is a place; else from that of one that was learnt before. */
static void put_into_index(struct line_shapes *s, uint32_t hash, size_t number)
{
	size_t i = 0;
	while (i < SHAPE_PROBES && s->index[(hash + i) % SHAPE_INDEX])
		i++;
	s->index[(hash + i % SHAPE_PROBES) % SHAPE_INDEX] = (uint8_t)(number + 1);
}

void line_shapes_learn(struct line_shapes *s, const struct line_keys *k, const struct quoted_line *l, const struct line_parts *parts, uint32_t hash)
{
	if (parts->n > SHAPE_KEYS)
		return;
	const size_t number = s->n_learnt++ % SHAPES;
	struct line_shape *shape = &s->all[number];
	*shape = (struct line_shape){.hash = hash, .n_quotes = (uint32_t)l->n_quotes};
	for (size_t i = 0; i < parts->n; i++) {
		const bool last = i + 1 == parts->n;
		const size_t behind = last ? l->n_quotes / 2 : parts->texts[i + 1];
		add_key(shape, k, parts->numbers[i], 2 * (size_t)parts->texts[i], behind - parts->texts[i] == 2, last);
	}
	while (shape->n_keys % SHAPE_STEP)
		shape->numbers[shape->n_keys++] = LINE_NO_KEY;
	put_into_index(s, hash, number);
}
