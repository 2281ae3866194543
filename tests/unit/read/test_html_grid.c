/* Where cells stand, against the table model of the HTML standard written out slot by slot (4.9.12.1, "forming a table"). */
#include "unit.h"

#include "read/html_grid.h"

enum { ROWS = 24, COLUMNS = 64, TABLES = 20000 };

struct model {
	bool taken[ROWS + 1][COLUMNS]; /* by a cell of an earlier row or of this one */
	unsigned row, group_row;
	unsigned down[ROWS * COLUMNS][4]; /* downward-growing cells of the group: column, width, row, to the end of the group */
	size_t n_down;
};

static unsigned draw(unsigned *seed, unsigned n)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % n;
}

/* "Growing downward-growing cells", and the slots that a rowspan covers while its group goes on. */
static void model_row(struct model *m)
{
	m->row++;
	memset(m->taken[m->row], 0, sizeof m->taken[m->row]);
	for (size_t i = 0; i < m->n_down; i++)
		if (m->down[i][3] == 0 || m->row < m->down[i][2] + m->down[i][3])
			for (unsigned c = m->down[i][0]; c < m->down[i][0] + m->down[i][1] && c < COLUMNS; c++)
				m->taken[m->row][c] = true;
}

static unsigned model_cell(struct model *m, unsigned *current, unsigned rows, unsigned columns)
{
	while (m->taken[m->row][*current])
		++*current;
	unsigned at = *current;
	unsigned cell[4] = {at, columns, m->row, rows};
	memcpy(m->down[m->n_down++], cell, sizeof cell);
	*current += columns;
	return at;
}

/* Does it reach over what stands there already? */
static bool model_overlaps(const struct model *m, unsigned at, unsigned columns)
{
	bool any = false;
	for (unsigned c = at; c < at + columns; c++)
		any |= m->taken[m->row][c];
	return any;
}

static void one_table(struct html_grid *g, unsigned *seed)
{
	struct model m = {.row = 0};
	html_grid_init(g);
	for (unsigned row = 1; row <= ROWS; row++) {
		if (draw(seed, 6) == 0) {
			html_grid_group(g);
			m.n_down = 0;
		}
		html_grid_row(g);
		model_row(&m);
		unsigned current = 0;
		for (unsigned n = draw(seed, 6); n > 0; n--) {
			unsigned rows = draw(seed, 3) ? 1 : draw(seed, 5), columns = draw(seed, 3) ? 1 : 1 + draw(seed, 3);
			bool overlaps;
			uint32_t at = html_grid_place(g, &overlaps, rows, columns);
			assert_int_equal(at, model_cell(&m, &current, rows, columns));
			assert_int_equal(overlaps, model_overlaps(&m, at, columns));
		}
	}
}

static void random_tables(void **state)
{
	(void)state;
	struct html_grid *g = malloc(sizeof *g);
	unsigned seed = 1;
	assert_non_null(g);
	for (int i = 0; i < TABLES; i++)
		one_table(g, &seed);
	free(g);
}

static void edges(void **state)
{
	(void)state;
	struct html_grid *g = malloc(sizeof *g);
	bool o;
	assert_non_null(g);
	html_grid_init(g);
	html_grid_row(g);
	for (uint32_t i = 0; i < GRID_COLUMNS / COLSPAN_MOST; i++)
		assert_int_equal(html_grid_place(g, &o, 2, COLSPAN_MOST), i * COLSPAN_MOST);
	/* over the edge, from within it */
	assert_int_equal(html_grid_place(g, &o, 0, COLSPAN_MOST), GRID_COLUMNS / COLSPAN_MOST * COLSPAN_MOST);
	assert_in_range(html_grid_place(g, &o, 0, 1), GRID_COLUMNS, GRID_COLUMNS + COLSPAN_MOST);
	assert_in_range(html_grid_place(g, &o, 0, 1000), GRID_COLUMNS, GRID_COLUMNS + COLSPAN_MOST);
	html_grid_row(g);
	assert_in_range(html_grid_place(g, &o, 1, 1), GRID_COLUMNS, GRID_COLUMNS);
	html_grid_row(g);
	assert_int_equal(html_grid_place(g, &o, 1, 1), 0);
	for (uint32_t i = 1; i < GRID_COLUMNS / COLSPAN_MOST * COLSPAN_MOST; i++)
		assert_int_equal(html_grid_place(g, &o, ROWSPAN_MOST, 1), i);
	assert_int_equal(html_grid_place(g, &o, 1, 1), GRID_COLUMNS); /* the rest is taken down to the group's end */
	html_grid_group(g);
	html_grid_row(g);
	assert_int_equal(html_grid_place(g, &o, 1, 1), 0);
	free(g);
}

static void numbers(void **state)
{
	(void)state;
	assert_int_equal(html_colspan(STR("1000")), 1000);
	assert_int_equal(html_colspan(STR("1001")), 1000);
	assert_int_equal(html_colspan(STR("4294967297")), 1000);
	assert_int_equal(html_colspan(STR("0")), 1);
	assert_int_equal(html_colspan(STR("-3")), 1);
	assert_int_equal(html_colspan(STR("")), 1);
	assert_int_equal(html_colspan(STR_NONE), 1);
	assert_int_equal(html_colspan(STR(" \t\n+007 px")), 7);
	assert_int_equal(html_colspan(STR("+ 7")), 1);
	assert_int_equal(html_colspan(STR("2.9")), 2);
	assert_int_equal(html_rowspan(STR("65534")), 65534);
	assert_int_equal(html_rowspan(STR("65535")), 65534);
	assert_int_equal(html_rowspan(STR("00")), 0);
	assert_int_equal(html_rowspan(STR("x")), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(random_tables), cmocka_unit_test(edges), cmocka_unit_test(numbers)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
