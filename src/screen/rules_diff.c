#include "screen/rules_diff.h"

#include <stdlib.h>

enum diff_class diff_class_of(enum verdict from, enum verdict to)
{
	const bool open_from = from == VERDICT_UNDETERMINED || from == VERDICT_MANUAL, open_to = to == VERDICT_UNDETERMINED || to == VERDICT_MANUAL;
	if ((from == VERDICT_OBSOLETE) != (to == VERDICT_OBSOLETE))
		return DIFF_CROSSING;
	return open_from != open_to ? DIFF_OPEN : DIFF_OTHER;
}

struct comparing {
	struct sink base;
	struct rules_diff *diff;
	const struct program *second;
	struct diff_drawing drawing;
	struct arena arena, item; /* of the sums; of one item's judgement */
};

static const struct unit *unit_of(const struct value *v)
{
	return v->field->default_unit ? v->field->default_unit : v->quantity.unit;
}

static struct capacity_total *sum_of(struct comparing *c, enum verdict from, enum verdict to, const struct unit *unit)
{
	struct rules_diff *d = c->diff;
	for (size_t i = 0; i < d->n_capacities; i++) {
		struct diff_capacity *one = &d->capacities[i];
		if (one->from == from && one->to == to && (!unit || !one->total.unit || one->total.unit == unit))
			return &one->total;
	}
	d->capacities = arena_grow(&c->arena, d->capacities, d->n_capacities, &d->cap, sizeof *d->capacities);
	if (!d->capacities)
		return NULL;
	d->capacities[d->n_capacities] = (struct diff_capacity){.from = from, .to = to};
	return &d->capacities[d->n_capacities++].total;
}

static bool add_capacity(struct comparing *c, const struct item *item, const struct judgement *first, const struct judgement *second)
{
	const struct judgement *counts = first->verdict == VERDICT_OBSOLETE || second->verdict != VERDICT_OBSOLETE ? first : second;
	const struct value *v = counts->capacity;
	bool known = v && v->face == FACE_READ && v->field->type == FIELD_QUANTITY && !v->shared_rows;
	struct capacity_total *total = sum_of(c, first->verdict, second->verdict, known ? unit_of(v) : NULL);
	if (!total)
		return false;
	if (known)
		return capacity_add(total, &c->arena, item, v);
	total->without++;
	return true;
}

static void compare_begin(struct sink *s, const struct run_info *run)
{
	struct comparing *c = (struct comparing *)s;
	s->run = run;
	c->drawing.begin(c->drawing.ctx, s->out, run);
}

static void compare_item(struct sink *s, const struct item *item, const struct judgement *first)
{
	struct comparing *c = (struct comparing *)s;
	struct judgement second;
	arena_clear(&c->item);
	if (!judge_item(&second, &c->item, c->second, item)) {
		s->failed = true;
		return;
	}
	c->diff->counts[first->verdict][second.verdict]++;
	if (first->verdict == second.verdict)
		return;
	c->diff->changed++;
	s->failed |= !add_capacity(c, item, first, &second);
	c->drawing.item(c->drawing.ctx, s->out, item, first, &second);
}

static void compare_row(struct sink *s, struct str file, const struct row *row)
{
	(void)s;
	(void)file;
	(void)row;
}

static void compare_end(struct sink *s, const struct summary *summary)
{
	struct comparing *c = (struct comparing *)s;
	c->drawing.end(c->drawing.ctx, s->out, c->diff, summary);
	s->failed |= c->drawing.failed(c->drawing.ctx);
}

/* Every item was compared, and counted once. */
static bool compare_agrees(const struct sink *s, const struct totals *totals)
{
	const struct rules_diff *d = ((const struct comparing *)s)->diff;
	uint64_t items = 0;
	bool agree = true;
	for (size_t from = 0; from < VERDICT_COUNT; from++) {
		uint64_t of_first = 0;
		for (size_t to = 0; to < VERDICT_COUNT; to++)
			of_first += d->counts[from][to];
		agree &= of_first == totals->by[from];
		items += of_first;
	}
	return agree && items == totals->items;
}

static void compare_free(struct sink *s)
{
	struct comparing *c = (struct comparing *)s;
	c->drawing.free(c->drawing.ctx);
	arena_release(&c->item);
	arena_release(&c->arena);
	free(c);
}

static const struct sink_ops compare_ops = {.begin = compare_begin, .item = compare_item, .row = compare_row, .agrees = compare_agrees, .end = compare_end,
					    .free = compare_free};

struct sink *rules_diff_sink_new(struct buf *out, struct rules_diff *diff, const struct program *second, const struct diff_drawing *drawing)
{
	struct comparing *c = malloc(sizeof *c);
	if (!c)
		return NULL;
	*c = (struct comparing){.base = {.ops = &compare_ops, .out = out}, .diff = diff, .second = second, .drawing = *drawing};
	arena_init(&c->arena);
	arena_init(&c->item);
	return &c->base;
}
