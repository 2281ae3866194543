/*
 * The first byte chooses kind, header and strictness, the rest is a cell. What is read lies in order, reads as itself
 * when it is written, is compared without contradiction; what is not read names bytes of the cell.
 */
#include "value/quantity.h"
#include "must.h"

#include <stdlib.h>

struct table {
	struct str kind, unit;
	int64_t numerator, denominator;
	struct str spellings[4];
};

static const struct table table[] = {
	{STR_INIT("volume"), STR_INIT("m3"), 1, 1, {STR_INIT("m3"), STR_INIT("立方米")}},
	{STR_INIT("length"), STR_INIT("mm"), 1, 1, {STR_INIT("mm"), STR_INIT("毫米")}},
	{STR_INIT("length"), STR_INIT("m"), 1000, 1, {STR_INIT("m"), STR_INIT("米")}},
	{STR_INIT("length"), STR_INIT("km"), 1000000, 1, {STR_INIT("km"), STR_INIT("千米")}},
	{STR_INIT("speed"), STR_INIT("m/min"), 1, 1, {STR_INIT("m/min"), STR_INIT("米/分")}},
	{STR_INIT("speed"), STR_INIT("m/h"), 1, 60, {STR_INIT("m/h"), STR_INIT("米/时")}},
	{STR_INIT("capacity"), STR_INIT("t/a"), 1, 1, {STR_INIT("t/a"), STR_INIT("吨/年"), STR_INIT("!吨")}},
	{STR_INIT("daily"), STR_INIT("t/d"), 1, 1, {STR_INIT("t/d"), STR_INIT("吨/日")}},
};

enum { ROWS = sizeof table / sizeof *table };

static void build(struct units *u, struct arena *arena)
{
	units_init(u, arena);
	for (size_t i = 0; i < ROWS; i++) {
		const struct table *t = &table[i];
		if (!units_kind(u, t->kind))
			units_add_kind(u, t->kind, t->kind, t->kind, str_is(t->kind, "capacity"));
		struct unit *unit = units_add(u, units_kind(u, t->kind), t->unit, t->unit, t->unit,
					      decimal_from_int(t->numerator), decimal_from_int(t->denominator));
		for (size_t s = 0; unit && s < 4 && t->spellings[s].n; s++) {
			bool without_year = str_starts(t->spellings[s], STR("!"));
			MUST(units_add_spelling(u, unit, str_sub(t->spellings[s], without_year, t->spellings[s].n),
						false,
						without_year));
		}
	}
}

static void check_order(const struct quantity *q)
{
	for (int end = 0; end < 2; end++) {
		if (end ? q->v.hi_infinite : q->v.lo_infinite)
			continue;
		struct quantity limit = {interval_point(end ? q->v.hi : q->v.lo), q->unit};
		enum truth at_most = quantity_compare(q, REL_AT_MOST, &limit);
		MUST(truth_not(at_most) == quantity_compare(q, REL_MORE_THAN, &limit));
		MUST(quantity_compare(q, REL_LESS_THAN, &limit) == truth_not(quantity_compare(q, REL_AT_LEAST,
											      &limit)));
		MUST(end ? at_most == TRUTH_TRUE : quantity_compare(q, REL_AT_LEAST, &limit) == TRUTH_TRUE);
	}
}

static void check_read(struct arena *arena, const struct quantity_ask *ask, const struct quantity *q)
{
	struct quantity_read again;
	struct quantity_ask open = *ask;
	struct buf text;
	MUST(q->unit->kind == ask->kind && !q->v.lo_infinite && !q->v.lo.negative);
	MUST(q->v.hi_infinite || decimal_cmp(&q->v.lo, &q->v.hi) <= 0);
	MUST(quantity_equal(q, q) && quantity_within(q, q));
	check_order(q);
	if (!interval_is_point(&q->v))
		return;
	buf_init(&text);
	quantity_write(&text, q);
	open.header = (struct unit_use){.unit = NULL};
	quantity_read(&again, arena, &open, buf_str(&text));
	MUST(again.status == QUANTITY_OK && quantity_equal(q, &again.q) && again.q.unit == q->unit);
	buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct units units;
	struct quantity_read r;
	if (size == 0)
		return 0;
	arena_init(&arena);
	build(&units, &arena);
	const struct unit *unit = units.items[data[0] % ROWS];
	struct conversion daily = {units.items[7], units.items[6], decimal_from_int(310), STR("")};
	struct quantity_ask ask = {.units = &units, .kind = unit->kind, .default_unit = unit, .conversions = &daily,
				   .n_conversions = 1, .strict = data[0] >> 7};
	MUST(decimal_parse(&ask.tolerance, &arena, STR("0.1")) == DECIMAL_OK);
	if (data[0] & 0x10)
		ask.header = (struct unit_use){unit, decimal_from_int(data[0] & 0x20 ? 10000 : 1), data[0] & 0x40};
	struct str cell = {(const char *)data + 1, size - 1};
	quantity_read(&r, &arena, &ask, cell);
	if (r.status == QUANTITY_OK)
		check_read(&arena, &ask, &r.q);
	else
		MUST(r.culprit.n == 0 || (r.culprit.p >= cell.p && r.culprit.p + r.culprit.n <= cell.p + cell.n));
	MUST(r.status != QUANTITY_NO_MEMORY);
	arena_release(&arena);
	return 0;
}
