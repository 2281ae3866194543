#include "read/html_grid.h"

void html_grid_init(struct html_grid *g)
{
	g->row = g->column = g->used = 0;
	g->group_row = 1;
}

void html_grid_row(struct html_grid *g)
{
	g->row++;
	g->column = 0;
}

void html_grid_group(struct html_grid *g)
{
	g->group_row = g->row + 1;
}

static bool is_taken(const struct html_grid *g, uint32_t column)
{
	const struct grid_slot *slot = &g->slots[column];
	return column < g->used && slot->row >= g->group_row && slot->row < g->row && slot->below > g->row;
}

static void reach_down(struct html_grid *g, uint32_t from, uint32_t to, uint32_t below)
{
	for (; g->used < to; g->used++)
		g->slots[g->used] = (struct grid_slot){0, 0};
	for (uint32_t i = from; i < to; i++) { /* of cells that overlap, the one that reaches farther counts */
		struct grid_slot *slot = &g->slots[i];
		if (!is_taken(g, i) || slot->below < below)
			*slot = (struct grid_slot){is_taken(g, i) ? slot->row : g->row, below};
	}
}

uint32_t html_grid_place(struct html_grid *g, bool *overlaps, uint32_t rows, uint32_t columns)
{
	*overlaps = false;
	while (g->column < GRID_COLUMNS && is_taken(g, g->column))
		g->column++;
	uint32_t at = g->column;
	if (at >= GRID_COLUMNS)
		return at;
	g->column = at + columns;
	for (uint32_t i = at; i < g->column && i < g->used; i++)
		*overlaps |= is_taken(g, i);
	if (rows != 1)
		reach_down(g, at, g->column < GRID_COLUMNS ? g->column : GRID_COLUMNS, rows ? g->row + rows : UINT32_MAX);
	return at;
}

/* White space, a sign, digits; what follows them does not matter. */
static uint32_t number(struct str s, uint32_t most, uint32_t otherwise)
{
	size_t i = 0;
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r' || s.p[i] == '\f'))
		i++;
	i += i < s.n && s.p[i] == '+';
	if (i == s.n || s.p[i] < '0' || s.p[i] > '9')
		return otherwise;
	uint32_t value = 0;
	for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++) {
		value = value * 10 + (uint32_t)(s.p[i] - '0');
		if (value > most)
			return most;
	}
	return value;
}

uint32_t html_colspan(struct str value)
{
	uint32_t n = number(value, COLSPAN_MOST, 1);
	return n ? n : 1;
}

uint32_t html_rowspan(struct str value)
{
	return number(value, ROWSPAN_MOST, 1);
}
