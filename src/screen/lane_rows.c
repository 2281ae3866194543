/* Rows looked at together, those of one kind after another: what is asked of them is then the same from row to row, and no processor has to guess it. */
#include "screen/lane_state.h"

/* Rows of one plan. */
struct group {
	const struct lane *lane;
	struct lane_bench *bench;
	const struct raw_rows *rows;
	uint32_t *what; /* by row; ROW_UNKNOWN before */
	struct row_count *counts;
	size_t n_counts;
	uint32_t index; /* of the plan */
	struct plan *plan;
	uint16_t *ids;  /* rows: those of which nothing has shown that they must be read */
	size_t n;
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

static inline bool is_held(const struct group *g, size_t guard, struct str text)
{
	struct plan_column *c = &g->plan->guards[guard];
	if (c->way == PLAN_FILLED)
		return is_filled(text);
	if (c->way == PLAN_NO_SUM)
		return is_no_sum(&g->lane->sums, text);
	return model_is_bare_ahead(&g->lane->letters, text) || known_class(g->lane, column_number(g->index, PLAN_COLUMNS + guard), c, text) < CLASS_SLOW;
}

static void keep_held(struct group *g, size_t guard)
{
	size_t n = 0;
	for (size_t i = 0; i < g->n; i++) {
		const bool held = is_held(g, guard, cell_of(g, i, g->plan->guards[guard].index));
		g->ids[n] = g->ids[i];
		n += held;
	}
	g->n = n;
}

/* Rows of one tally stand together more often than not. */
static inline void add_rows(struct group *g, uint32_t tally, size_t n)
{
	struct row_count *last = g->n_counts ? &g->counts[g->n_counts - 1] : NULL;
	if (last && last->what == tally)
		last->n += (uint32_t)n;
	else if (n)
		g->counts[g->n_counts++] = (struct row_count){tally, (uint32_t)n};
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
		add_rows(g, tally, 1);
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
	add_rows(g, b->tally, g->n - n);
	g->n = n;
}

/* One column's classes; rows one of whose cells must be read are left out. */
static void find_classes(struct group *g, size_t column)
{
	struct plan_column *c = &g->plan->columns[column];
	struct lane_bench *b = g->bench;
	const uint32_t number = column_number(g->index, column);
	size_t n = 0;
	for (size_t i = 0; i < g->n; i++) {
		const uint16_t at = b->left[i];
		b->left[n] = at;
		g->ids[n] = g->ids[i];
		if (!c->must && !(c->rules & b->open[at])) {
			n++; /* the rules that ask for it do not apply */
			continue;
		}
		const uint16_t class = known_class(g->lane, number, c, cell_of(g, n, c->index));
		if (class >= CLASS_SLOW)
			continue;
		b->classes[at][column] = class;
		b->open[at] &= c->excludes ? ~g->lane->excluded[class] : ASKS_EVERY;
		b->hashes[at] = hash_with_class(b->hashes[at], class);
		n++;
	}
	g->n = n;
}

static void count_combinations(struct group *g)
{
	struct lane_bench *b = g->bench;
	for (size_t i = 0; i < g->n; i++) {
		b->left[i] = (uint16_t)i;
		b->open[i] = ASKS_EVERY;
		b->hashes[i] = hash_of_plan(g->index);
	}
	memset(b->classes, 0, g->n * sizeof *b->classes);
	for (size_t column = 0; column < g->plan->n_columns; column++)
		find_classes(g, column);
	for (size_t i = 0; i < g->n; i++) {
		const uint16_t at = b->left[i];
		uint64_t found;
		const struct memo *m = memo_find(g->lane, hash_ended(b->hashes[at]), g->index, b->classes[at], &found);
		if (m && found)
			count(g, g->ids[i], m->tally);
	}
}

size_t lane_look(const struct lane *lane, size_t worker, const struct raw_rows *rows, uint32_t *what, struct row_count *counts, size_t *cell)
{
	struct lane_bench *b = &lane->benches[worker];
	struct group g = {.lane = lane, .bench = b, .rows = rows, .what = what, .counts = counts, .ids = b->by_plan};
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
	return g.n_counts;
}
