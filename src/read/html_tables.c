#include "read/html_tables.h"

#include "text/utf8.h"

enum {
	RECORD_CELLS = 2,   /* filled cells beside a table that make its row a record */
	RECORD_ROWS = 2,    /* rows with as many, the record's own included */
	MERGES_OF_PAGE = 10 * LIMIT_MERGES,
	NAME_BYTES = 240,
};

void html_tables_init(struct html_tables *p, struct read_job *job)
{
	*p = (struct html_tables){.job = job};
}

/* --- the first walk ----------------------------------------------------------------------------------------------------- */

static enum read_status on_table(void *ctx, struct html_table *t)
{
	struct html_tables *p = ctx;
	struct page_table *tables = arena_grow(p->job->arena, p->tables, p->n, &p->cap, sizeof *tables);
	if (!tables)
		return READ_NO_MEMORY;
	p->tables = tables;
	tables[p->n++] = (struct page_table){
		.outer = t->outer ? t->outer->number : NO_TABLE,
		.hidden = t->hidden,
		.first_merge = NO_MERGE,
		.last_merge = NO_MERGE,
		.group_merge = NO_MERGE,
	};
	return READ_OK;
}

static enum read_status on_caption(void *ctx, struct html_table *t, struct str text)
{
	struct html_tables *p = ctx;
	struct str *name = &p->tables[t->number].name;
	if (name->n || !str_trim(text).n)
		return READ_OK;
	*name = arena_str(p->job->arena, utf8_clip(str_trim(text), NAME_BYTES));
	for (char *c = (char *)(uintptr_t)name->p; c && c < name->p + name->n; c++)
		if (*c == '\n')
			*c = ' ';
	return name->p ? READ_OK : READ_NO_MEMORY;
}

static enum read_status add_merge(struct html_tables *p, const struct html_table *t, const struct html_cell *cell)
{
	struct page_table *table = &p->tables[t->number];
	uint32_t past = cell->column + cell->columns;
	if (p->n_merges == MERGES_OF_PAGE || table->n_merges == LIMIT_MERGES)
		return read_fails(p->job, READ_LIMIT,
				  words_printf(p->job->arena, "more than %d merged ranges",
					       (int)(table->n_merges == LIMIT_MERGES ? LIMIT_MERGES : MERGES_OF_PAGE)));
	struct page_merge *merges = arena_grow(p->job->arena, p->merges, p->n_merges, &p->cap_merges, sizeof *merges);
	if (!merges)
		return READ_NO_MEMORY;
	p->merges = merges;
	merges[p->n_merges] = (struct page_merge){
		.next = NO_MERGE,
		.first_row = cell->row,
		.last_row = cell->rows ? cell->row + cell->rows - 1 : UINT32_MAX,
		.first_column = cell->column,
		.last_column = (past < GRID_COLUMNS ? past : GRID_COLUMNS) - 1,
	};
	if (table->last_merge == NO_MERGE)
		table->first_merge = (uint32_t)p->n_merges;
	else
		merges[table->last_merge].next = (uint32_t)p->n_merges;
	table->last_merge = (uint32_t)p->n_merges++;
	table->n_merges++;
	return READ_OK;
}

static enum read_status on_cell(void *ctx, struct html_table *t, const struct html_cell *cell)
{
	struct html_tables *p = ctx;
	if (cell->filled) {
		t->filled_in_row++;
		p->tables[t->number].filled = true;
		for (size_t i = cell->first_inner; i < p->n; i++)
			p->tables[i].beside_text |= p->tables[i].outer == t->number;
	}
	if (cell->rows == 1 && cell->columns == 1)
		return READ_OK;
	p->tables[t->number].n_overlapping += cell->overlaps;
	return cell->overlaps ? READ_OK : add_merge(p, t, cell);
}

static enum read_status on_row_end(void *ctx, struct html_table *t)
{
	struct html_tables *p = ctx;
	t->records += t->filled_in_row >= RECORD_CELLS;
	for (size_t i = t->row_first_inner; i < p->n; i++) {
		struct page_table *inner = &p->tables[i];
		if (inner->outer == t->number)
			inner->in_record = t->filled_in_row - inner->beside_text >= RECORD_CELLS;
	}
	return READ_OK;
}

/* A cell reaches no farther down than its group; one that is left with a single cell merges nothing. */
static enum read_status on_group_end(void *ctx, struct html_table *t)
{
	struct html_tables *p = ctx;
	struct page_table *table = &p->tables[t->number];
	uint32_t i = table->group_merge == NO_MERGE ? table->first_merge : p->merges[table->group_merge].next;
	for (; i != NO_MERGE; i = p->merges[i].next)
		if (p->merges[i].last_row > t->grid.row)
			p->merges[i].last_row = t->grid.row;
	table->group_merge = table->last_merge;
	return READ_OK;
}

static enum read_status on_table_end(void *ctx, struct html_table *t)
{
	struct html_tables *p = ctx;
	p->tables[t->number].rows = t->grid.row;
	for (size_t i = t->number + 1; i < p->n; i++)
		if (p->tables[i].outer == t->number)
			p->tables[i].part = p->tables[i].in_record && t->records >= RECORD_ROWS;
	return READ_OK;
}

const struct html_sink html_tables_sink = {
	.table = on_table,
	.caption = on_caption,
	.cell = on_cell,
	.row_end = on_row_end,
	.group_end = on_group_end,
	.table_end = on_table_end,
};

/* --- settling ----------------------------------------------------------------------------------------------------------- */

/* What stands in a part is part too, and fills its cell. */
static void settle_parts(struct html_tables *p)
{
	for (size_t i = 0; i < p->n; i++) {
		struct page_table *t = &p->tables[i];
		t->part |= t->outer != NO_TABLE && p->tables[t->outer].part;
	}
	for (size_t i = p->n; i-- > 0;) {
		const struct page_table *t = &p->tables[i];
		if (t->part && t->filled)
			p->tables[t->outer].filled = true;
	}
}

static enum read_status settle_levels(struct html_tables *p)
{
	for (size_t i = 0; i < p->n; i++) {
		struct page_table *t = &p->tables[i];
		const struct page_table *outer = t->outer == NO_TABLE ? NULL : &p->tables[t->outer];
		if (outer)
			t->level = (unsigned char)(outer->level + (outer->filled && !outer->part));
		if (t->part || !t->filled)
			continue;
		if (t->level == LIMIT_HTML_LEVELS)
			return read_fails(p->job, READ_LIMIT,
					  words_printf(p->job->arena, "more than %d tables in one another",
						       (int)LIMIT_HTML_LEVELS));
		if (t->level >= p->levels)
			p->levels = t->level + 1u;
		p->n_sent++;
	}
	if (p->n_sent > LIMIT_SHEETS)
		return read_fails(p->job, READ_LIMIT, words_printf(p->job->arena, "more than %d tables", (int)LIMIT_SHEETS));
	return READ_OK;
}

static bool is_name_taken(const struct html_tables *p, size_t before, struct str name)
{
	for (size_t i = 0; i < before; i++)
		if (str_eq(p->tables[p->sent[i]].name, name))
			return true;
	return false;
}

/* A caption, or 表 and its number; a caption that an earlier table has, with the number. */
static bool settle_name(struct html_tables *p, size_t i)
{
	struct page_table *t = &p->tables[p->sent[i]];
	if (!t->name.n)
		t->name = arena_printf(p->job->arena, "表%zu", i + 1);
	for (size_t n = i + 1; t->name.p && is_name_taken(p, i, t->name); n++)
		t->name = arena_printf(p->job->arena, "%.*s（%zu）", STR_ARG(t->name), n);
	return t->name.p;
}

enum read_status html_tables_settle(struct html_tables *p)
{
	size_t n = 0;
	settle_parts(p);
	enum read_status status = settle_levels(p);
	if (status != READ_OK)
		return status;
	p->sent = ARENA_ARRAY(p->job->arena, p->n_sent, uint32_t);
	if (!p->sent)
		return READ_NO_MEMORY;
	for (unsigned level = 0; level < p->levels; level++)
		for (size_t i = 0; i < p->n; i++)
			if (p->tables[i].filled && !p->tables[i].part && p->tables[i].level == level)
				p->sent[n++] = (uint32_t)i;
	for (size_t i = 0; i < p->n_sent; i++)
		if (!settle_name(p, i))
			return READ_NO_MEMORY;
	return READ_OK;
}
