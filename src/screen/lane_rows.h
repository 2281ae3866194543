/*
 * Rows looked at together, those of one kind after another: what is asked of them is then the same from row to row, and no processor has to guess it.
 *
 * A header that is compiled once for each sort of machine (lane_rows.c, lane_rows_avx2.c, lane_rows_avx512.c): what it includes is made for that machine.
 */
#ifndef PHASEOUT_SCREEN_LANE_ROWS_H
#define PHASEOUT_SCREEN_LANE_ROWS_H

#include "screen/lane_state.h"

/* Rows of one plan. */
struct group {
	const struct lane *lane;
	struct lane_bench *bench;
	const struct raw_rows *rows;
	uint32_t *what; /* by row; ROW_UNKNOWN before */
	size_t n_counted;
	uint32_t index; /* of the plan */
	struct plan *plan;
	uint16_t *ids;  /* rows: those of which nothing has shown that they must be read */
	size_t n;
	bool narrowed;  /* to some of them not all rules may apply */
};

static inline struct str cell_of(const struct group *g, size_t i, size_t column)
{
	return raw_cell(g->rows, g->ids[i], column);
}

/* --- by plan ------------------------------------------------------------------------------------------------------------ */

/* The plans of rows, and how many are of each; those that have none are left out. Returns how many plans there are. */
static size_t find_plans(const struct lane *lane, struct lane_bench *b, const struct raw_rows *rows)
{
	size_t n = 0;
	for (size_t i = 0; i < rows->n; i++) {
		const uint16_t plan = known_plan(lane, raw_cell(rows, i, lane->kind_column));
		b->plans[i] = plan;
		if (plan >= CLASS_SLOW)
			continue;
		b->present[n] = plan;
		n += !b->ends[plan]++;
	}
	return n;
}

/* Afterwards each plan's rows stand before its end in by_plan, in order. */
static void sort_by_plan(struct lane_bench *b, size_t n, size_t n_plans)
{
	uint16_t at = 0;
	for (size_t i = 0; i < n_plans; i++) {
		const uint16_t count = b->ends[b->present[i]];
		b->ends[b->present[i]] = at;
		at = (uint16_t)(at + count);
	}
	for (size_t i = 0; i < n; i++)
		if (b->plans[i] < CLASS_SLOW)
			b->by_plan[b->ends[b->plans[i]]++] = (uint16_t)i;
}

/* --- one plan's ----------------------------------------------------------------------------------------------------------- */

static inline __attribute__((always_inline)) bool is_held(const struct group *g, size_t guard, enum plan_way way, struct str text)
{
	if (way == PLAN_FILLED)
		return is_filled(text);
	if (way == PLAN_NO_SUM)
		return is_no_sum(&g->lane->sums, text);
	struct plan_column *c = &g->plan->guards[guard];
	return model_is_bare_ahead(&g->lane->letters, text) || known_class(g->lane, column_number(g->index, PLAN_COLUMNS + guard), way_of(c), c, text) < CLASS_SLOW;
}

static inline __attribute__((always_inline)) void keep_held_by(struct group *g, size_t guard, enum plan_way way)
{
	const size_t column = g->plan->guards[guard].index;
	size_t n = 0;
	for (size_t i = 0; i < g->n; i++) {
		const bool held = is_held(g, guard, way, cell_of(g, i, column));
		g->ids[n] = g->ids[i];
		n += held;
	}
	g->n = n;
}

static void keep_held(struct group *g, size_t guard)
{
	const enum plan_way way = g->plan->guards[guard].way;
	if (way == PLAN_FILLED)
		keep_held_by(g, guard, PLAN_FILLED);
	else if (way == PLAN_NO_SUM)
		keep_held_by(g, guard, PLAN_NO_SUM);
	else
		keep_held_by(g, guard, PLAN_BARE);
}

/* Whichever tally comes next, the processor has nothing to guess. */
static inline void add_rows(struct lane_bench *b, size_t *n_counted, uint32_t tally, uint32_t n)
{
	b->counted[*n_counted] = (uint16_t)tally;
	*n_counted += !b->counts[tally];
	b->counts[tally] += n;
}

/* What a row comes to whose combination is known. */
static inline void count(struct group *g, uint16_t row, uint32_t tally)
{
	const struct lane *lane = g->lane;
	if (tally == TALLY_SLOW)
		return;
	const bool told = lane->tallies[tally].told;
	if (told && (lane->key_column == SIZE_MAX || !is_filled(raw_cell(g->rows, row, lane->key_column))))
		return;
	g->what[row] = told ? tally : ROW_COUNTED;
	if (!told)
		add_rows(g->bench, &g->n_counted, tally, 1);
}

/* Most of many plans' rows; those that are counted are left out. */
static void count_brief(struct group *g)
{
	const struct brief *b = &g->lane->briefs[g->index];
	size_t n = 0;
	if (!atomic_load_explicit(&b->ready, memory_order_acquire))
		return;
	for (size_t i = 0; i < g->n; i++) {
		const struct str text = b->column == NO_COLUMN ? (struct str){NULL, 0} : cell_of(g, i, b->column);
		const bool same = b->column == NO_COLUMN || (text.n == b->n && same_words(short_text(text), b->words));
		const uint16_t row = g->ids[i];
		g->what[row] = same ? ROW_COUNTED : ROW_UNKNOWN;
		g->ids[n] = row;
		n += !same;
	}
	if (g->n > n)
		add_rows(g->bench, &g->n_counted, b->tally, (uint32_t)(g->n - n));
	g->n = n;
}

/* The rows of which the column is asked: those to which a rule may yet apply that asks for it. Returns how many. */
static size_t find_asked(const struct group *g, const struct plan_column *c)
{
	struct lane_bench *b = g->bench;
	size_t n = 0;
	for (size_t i = 0; i < g->n; i++) {
		b->asked[n] = (uint16_t)i;
		n += c->must | ((c->rules & b->left[i].open) != 0);
	}
	return n;
}

static void leave_slow_out(struct group *g)
{
	struct lane_row *left = g->bench->left;
	size_t n = 0;
	for (size_t i = 0; i < g->n; i++) {
		left[n] = left[i];
		n += !left[i].slow;
	}
	g->n = n;
}

/* What is known of a measured column, asked once for many of its cells. */
struct known_numbers {
	uint16_t blank, above;         /* classes of a blank cell, and of a plain number above all limits; CLASS_NEW: not known */
	const struct plain_numbers *plain; /* NULL: of no plain number anything is known */
	int64_t most;                  /* the last limit of theirs */
};

static inline struct known_numbers known_numbers(const struct plan_column *c)
{
	const struct plain_numbers *plain = numbers_at(c, PLAN_PLAIN_FORM);
	const struct usual_text *u = atomic_load_explicit(&c->usual, memory_order_acquire);
	struct known_numbers known = {.blank = u && !u->n ? u->class : CLASS_NEW, .above = CLASS_NEW, .most = INT64_MAX};
	if (plain && plain->n) {
		known.plain = plain;
		known.most = plain->limits[plain->n - 1];
		known.above = atomic_load_explicit(&plain->classes[2 * plain->n], memory_order_relaxed);
	}
	return known;
}

/* CLASS_NEW: it must be asked for as others are. */
static inline uint16_t class_of_number(const struct known_numbers *known, struct str text)
{
	int64_t n;
	if (!text.n)
		return known->blank;
	if (!known->plain || !plain_number_ahead(&n, text))
		return CLASS_NEW;
	return n > known->most ? known->above : atomic_load_explicit(plain_numbers_class(known->plain, n), memory_order_relaxed);
}

/* One column's classes; rows one of whose cells must be read are left out. */
static inline __attribute__((always_inline)) void find_classes_by(struct group *g, size_t column, enum cell_way way)
{
	struct plan_column *c = &g->plan->columns[column];
	struct lane_bench *b = g->bench;
	const uint32_t number = column_number(g->index, column);
	const bool all = c->must || !g->narrowed;
	const size_t n = all ? g->n : find_asked(g, c);
	const struct known_numbers known = way == BY_NUMBER ? known_numbers(c) : (struct known_numbers){.blank = CLASS_NEW};
	uint64_t excluded = 0;
	bool slow = false;
	for (size_t i = 0; i < n; i++) {
		struct lane_row *row = &b->left[all ? i : b->asked[i]];
		const struct str text = raw_cell(g->rows, row->row, c->index);
		uint16_t class = way == BY_NUMBER ? class_of_number(&known, text) : CLASS_NEW;
		if (class == CLASS_NEW)
			class = known_class(g->lane, number, way, c, text);
		if (class >= CLASS_SLOW) {
			row->slow = slow = true;
			continue;
		}
		set_class(&row->classes, column, class);
		if (c->excludes) {
			row->open &= ~g->lane->excluded[class];
			excluded |= g->lane->excluded[class];
		}
	}
	g->narrowed |= excluded != 0;
	if (slow)
		leave_slow_out(g);
}

static void find_classes(struct group *g, size_t column)
{
	switch (way_of(&g->plan->columns[column])) {
	case BY_NUMBER:
		find_classes_by(g, column, BY_NUMBER);
		break;
	case BY_DAY:
		find_classes_by(g, column, BY_DAY);
		break;
	case BY_MODEL:
		find_classes_by(g, column, BY_MODEL);
		break;
	case BY_TEXT:
		find_classes_by(g, column, BY_TEXT);
		break;
	}
}

static void count_combinations(struct group *g)
{
	struct lane_row *left = g->bench->left;
	const size_t n_words = class_words(g->plan);
	g->narrowed = false;
	for (size_t i = 0; i < g->n; i++)
		left[i] = (struct lane_row){.open = ASKS_EVERY, .row = g->ids[i]};
	for (size_t column = 0; column < g->plan->n_columns; column++)
		find_classes(g, column);
	for (size_t i = 0; i < g->n; i++) {
		uint64_t found;
		const uint64_t hash = combination_hash(g->index, &left[i].classes, n_words);
		const struct memo *m = memo_find(g->lane, hash, g->index, &left[i].classes, n_words, &found);
		if (m && found)
			count(g, left[i].row, m->tally);
	}
}

/* Gives what was counted. Returns how many counts that are. */
static size_t give_counts(struct lane_bench *b, size_t n, struct row_count *out)
{
	for (size_t i = 0; i < n; i++) {
		out[i] = (struct row_count){b->counted[i], b->counts[b->counted[i]]};
		b->counts[b->counted[i]] = 0;
	}
	return n;
}

static inline size_t lane_look_at(const struct lane *lane, size_t worker, const struct raw_rows *rows, uint32_t *what, struct row_count *counts, size_t *cell)
{
	struct lane_bench *b = &lane->benches[worker];
	struct group g = {.lane = lane, .bench = b, .rows = rows, .what = what, .ids = b->by_plan};
	*cell = lane->key_column;
	memset(what, 0xFF, rows->n * sizeof *what);
	const size_t n = find_plans(lane, b, rows);
	sort_by_plan(b, rows->n, n);
	for (size_t i = 0; i < n; i++) {
		uint16_t *behind = b->by_plan + b->ends[b->present[i]];
		g.index = b->present[i];
		g.plan = lane->plans[g.index];
		g.n = (size_t)(behind - g.ids);
		for (size_t guard = 0; guard < g.plan->n_guards; guard++)
			keep_held(&g, guard);
		count_brief(&g);
		if (g.n)
			count_combinations(&g);
		b->ends[g.index] = 0;
		g.ids = behind;
	}
	return give_counts(b, g.n_counted, counts);
}

#endif
