/*
 * Small random conditions on two fields of the world of judge/world.h, and every record of a grid for them: each limit, an
 * ulp below and above it, between, beyond, missing. Include "unit.h" first.
 */
#ifndef PHASEOUT_TESTS_SMALL_GRID_H
#define PHASEOUT_TESTS_SMALL_GRID_H

#include "judge/world.h"
#include "judge/random_world.h"

/* --- rules ------------------------------------------------------------------------------------------------------ */

static const int asked[] = {F_USE, F_SIZE, F_SIZE, F_RATIO, F_NUMBER, F_MADE, F_OLD, F_MODEL};
enum { ASKED = sizeof asked / sizeof *asked, SIZES = 4, DAYS = 3 };

static inline day limit_day(int i)
{
	return day_of(2003, 12, 31) + 2 * i;
}

static inline const struct condition *by_date(struct world *w, struct dice *d, bool as_of)
{
	struct condition *c = cond(w, COND_COMPARE);
	c->as_of = as_of;
	c->field = as_of ? NULL : &w->fields[F_MADE];
	c->relation = (enum relation)roll(d, 4);
	c->day = limit_day((int)roll(d, DAYS));
	return c;
}

static inline const struct condition *leaf_on(struct world *w, struct dice *d, int field)
{
	switch (field) {
	case F_USE:
		return is_use(w, (int)roll(d, U_COUNT));
	case F_SIZE:
	case F_RATIO:
		return compares(w, field, (enum relation)roll(d, 4), 10 * (1 + roll(d, SIZES)));
	case F_NUMBER:
		return compares(w, field, (enum relation)roll(d, 4), 2 + roll(d, 3));
	case F_MADE:
		return by_date(w, d, chance(d, 3));
	case F_MODEL:
		return model_matches(w, chance(d, 2) ? "JO" : "GC");
	default:
		return chance(d, 2) ? judgement(w, F_OLD) : is_flag(w, F_OLD, roll(d, 2));
	}
}

/* Of two fields, so that the leaves meet and the grid stays small. */
static inline const struct condition *condition_on(struct world *w, struct dice *d, const int *fields, unsigned depth)
{
	uint32_t sort = depth ? roll(d, 6) : 0;
	int field = fields[roll(d, 2)];
	if (sort == 0)
		return chance(d, 6) ? is_known(w, field, roll(d, 2)) : leaf_on(w, d, field);
	const struct condition *a = condition_on(w, d, fields, depth - 1);
	if (sort == 1)
		return NOT(w, a);
	const struct condition *b = condition_on(w, d, fields, depth - 1);
	return sort < 4 ? ALL2(w, a, b) : ANY2(w, a, b);
}

/* --- the grid --------------------------------------------------------------------------------------------------- */

static inline struct decimal number(struct world *w, const char *text)
{
	struct decimal n;
	assert_int_equal(decimal_parse(&n, &w->arena, str_from(text)), DECIMAL_OK);
	return n;
}

/* The i-th value of the grid; false behind the last. 0 is missing. */
static inline bool put_grid(struct world *w, int field, size_t i)
{
	static const char *const numbers[] = {
		"0", "5", "9.99999999999999999999999999999", "10", "10.00000000000000000000000000001", "15",
		"19.99999999999999999999999999999", "20", "20.00000000000000000000000000001", "25",
		"29.99999999999999999999999999999", "30", "30.00000000000000000000000000001", "35",
		"39.99999999999999999999999999999", "40", "40.00000000000000000000000000001", "1000000",
	};
	static const char *const models[] = {"JO", "GC", "Y"};
	w->values[field] = NULL;
	if (i-- == 0)
		return true;
	switch (field) {
	case F_USE:
		if (i < U_COUNT)
			put_use(w, (int)i);
		return i < U_COUNT;
	case F_SIZE:
	case F_RATIO: {
		if (i >= sizeof numbers / sizeof *numbers)
			return false;
		struct value *v = put(w, field, FACE_READ);
		struct quantity q = {interval_point(number(w, numbers[i])), &w->m3};
		if (field == F_RATIO)
			v->ratio = q.v;
		else
			v->quantity = q;
		/* as reading does */
		if (field == F_SIZE && w->fields[F_SIZE].has_plausible &&
		    !quantity_within(&q, &w->fields[F_SIZE].plausible))
			v->face = FACE_IMPLAUSIBLE;
		return true;
	}
	case F_NUMBER:
		put_number(w, i);
		return i < 6;
	case F_MADE: {
		struct value *v = put(w, field, FACE_READ);
		day on = limit_day(0) - 2 + (day)i;
		v->date = (struct date){on, on, DATE_DAY};
		return i < 2 * DAYS + 3;
	}
	case F_MODEL:
		if (i < 3)
			put_model(w, models[i]);
		return i < 3;
	default:
		put_flag(w, field, i);
		return i < 2;
	}
}

/* Called with the item of each record, and the program of its day. */
typedef void record_fn(struct world *w, void *ctx);

static inline void each_record(struct world *w, const int *fields, bool ask_day, record_fn *fn, void *ctx)
{
	for (int i = 0; i < (ask_day ? 2 * DAYS + 3 : 1); i++) {
		program_release(w->program);
		w->program = program_new(&w->arena, &w->v, &w->set, &(struct judge_options){limit_day(0) - 2 + i, false},
					 &w->diags);
		assert_non_null(w->program);
		for (size_t x = 0; put_grid(w, fields[0], x); x++) {
			if (fields[0] == fields[1])
				fn(w, ctx);
			for (size_t y = 0; fields[0] != fields[1] && put_grid(w, fields[1], y); y++)
				fn(w, ctx);
		}
	}
}

#endif
