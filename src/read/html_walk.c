#include "read/html_walk.h"

#include "read/html_content.h"
#include "read/html_part.h"

static void fail(struct html_walk *w, enum read_status status, struct words problem)
{
	if (w->status == READ_OK)
		w->status = read_fails(w->job, status, problem);
}

static void tell(struct html_walk *w, enum read_status (*event)(void *, struct html_table *), struct html_table *t)
{
	if (event && w->status == READ_OK)
		w->status = event(w->ctx, t);
}

/* --- what ends a cell, a row, a table ----------------------------------------------------------------------------------- */

static void end_caption(struct html_walk *w)
{
	struct html_table *t = w->top;
	if (!t->in_caption)
		return;
	html_pop_to(w, t->cell_level);
	t->in_caption = false;
	if (w->sink->caption && w->status == READ_OK)
		w->status = w->sink->caption(w->ctx, t, html_text_str(&t->text));
}

static void give_cell(struct html_walk *w, struct html_table *t)
{
	char room[NUMBER_TEXT_BYTES];
	t->cell.text = html_stored_text(&t->cell.sort, room, &t->stored, html_text_str(&t->text));
	t->cell.filled = str_trim(t->cell.text).n > 0;
	if (!t->cell_shown) {
		w->unshown_cells += t->cell.filled;
		return;
	}
	if (t->cell.column >= GRID_COLUMNS) {
		if (t->cell.filled)
			fail(w, READ_LIMIT, words_printf(w->job->arena, "more than %d columns", (int)GRID_COLUMNS));
		return;
	}
	if (w->sink->cell && w->status == READ_OK)
		w->status = w->sink->cell(w->ctx, t, &t->cell);
}

static void end_cell(struct html_walk *w)
{
	struct html_table *t = w->top;
	if (!t->in_cell)
		return;
	html_pop_to(w, t->cell_level);
	t->in_cell = false;
	if (t->text.buf.failed)
		w->status = READ_NO_MEMORY;
	else
		give_cell(w, t);
}

static void end_row(struct html_walk *w)
{
	struct html_table *t = w->top;
	end_caption(w);
	end_cell(w);
	if (!t->in_row)
		return;
	t->in_row = false;
	tell(w, w->sink->row_end, t);
}

static void end_group(struct html_walk *w)
{
	end_row(w);
	w->top->group_tag = TAG_NONE;
	html_grid_group(&w->top->grid);
	tell(w, w->sink->group_end, w->top);
}

static void end_table(struct html_walk *w)
{
	struct html_table *t = w->top;
	end_group(w);
	tell(w, w->sink->table_end, t);
	html_pop_to(w, t->level);
	w->top = t->outer;
	t->outer = w->spare;
	w->spare = t;
}

/* --- what begins one ---------------------------------------------------------------------------------------------------- */

static struct html_table *new_table(struct html_walk *w)
{
	struct html_table *t = w->spare;
	if (t) {
		w->spare = t->outer;
		return t;
	}
	t = ARENA_NEW(w->job->arena, struct html_table);
	if (t)
		html_text_init(&t->text);
	else
		w->status = READ_NO_MEMORY;
	return t;
}

static void open_table(struct html_walk *w, const struct html_start *start, uint32_t number)
{
	struct html_table *t = new_table(w), *outer = w->top;
	if (!t)
		return;
	t->outer = outer;
	t->number = number;
	t->hidden = html_hides(start) || w->unshown || (outer && (outer->hidden || (outer->in_cell && !outer->cell_shown)));
	t->group_tag = TAG_NONE;
	t->in_row = t->in_cell = t->in_caption = t->sends = false;
	t->parts = 0;
	t->unshown = w->unshown;
	t->level = w->n;
	t->filled_in_row = t->records = t->row_first_inner = 0;
	html_text_clear(&t->text);
	html_grid_init(&t->grid);
	w->top = t;
	html_push(w, (struct html_element){.tag = TAG_table, .wall = true});
	tell(w, w->sink->table, t);
}

static void start_table(struct html_walk *w, const struct html_start *start)
{
	uint32_t number = w->tables++;
	if (w->tables > LIMIT_HTML_TABLES) {
		fail(w, READ_LIMIT, words_printf(w->job->arena, "more than %d tables", (int)LIMIT_HTML_TABLES));
		return;
	}
	/* a table between the cells of another one ends that */
	if (w->top && w->top->parts)
		html_part_ends(w);
	else if (w->top && !w->top->parts && !w->top->in_cell && !w->top->in_caption)
		end_table(w);
	struct html_table *t = w->top;
	if (!t || !t->in_cell || !(t->parts || (w->sink->is_part && w->sink->is_part(w->ctx, t, number)))) {
		open_table(w, start, number);
		return;
	}
	html_part_begins(w, start);
}

static void start_caption(struct html_walk *w, const struct html_start *start)
{
	struct html_table *t = w->top;
	end_group(w);
	t->in_caption = true;
	t->cell_level = w->n;
	html_text_clear(&t->text);
	html_push(w, (struct html_element){.tag = TAG_caption, .wall = true, .unshown = html_hides(start)});
}

static void start_row(struct html_walk *w, const struct html_start *start)
{
	struct html_table *t = w->top;
	(void)start;
	end_row(w);
	if (t->grid.row == UINT32_MAX - ROWSPAN_MOST) {
		fail(w, READ_LIMIT, words_printf(w->job->arena, "more than %ju rows", (uintmax_t)t->grid.row));
		return;
	}
	html_grid_row(&t->grid);
	t->in_row = true;
	if (t->group_tag == TAG_NONE)
		t->group_tag = TAG_tbody;
	t->filled_in_row = 0;
	t->row_first_inner = w->tables;
	tell(w, w->sink->row, t);
}

static void start_cell(struct html_walk *w, const struct html_start *start)
{
	struct html_table *t = w->top;
	end_caption(w);
	end_cell(w);
	if (!t->in_row)
		start_row(w, start);
	t->cell = (struct html_cell){.row = t->grid.row, .first_inner = w->tables};
	t->cell.columns = html_colspan(start->value[ATTR_COLSPAN]);
	t->cell.rows = html_rowspan(start->value[ATTR_ROWSPAN]);
	t->cell_shown = !html_hides(start);
	if (t->cell_shown)
		t->cell.column = html_grid_place(&t->grid, &t->cell.overlaps, t->cell.rows, t->cell.columns);
	html_stored_take(&t->stored, start);
	html_text_clear(&t->text);
	t->in_cell = true;
	t->cell_tag = start->tag;
	t->cell_level = w->n;
	html_push(w, (struct html_element){.tag = start->tag, .wall = true});
}

static void start_group(struct html_walk *w, const struct html_start *start)
{
	end_group(w);
	w->top->group_tag = start->tag;
}

static void start_column(struct html_walk *w, const struct html_start *start)
{
	(void)start;
	end_group(w);
}

static void start_frames(struct html_walk *w, const struct html_start *start)
{
	(void)start;
	w->frames = true;
}

static void start_title(struct html_walk *w, const struct html_start *start)
{
	(void)start;
	w->in_title = !w->has_title;
}

/* --- end tags ----------------------------------------------------------------------------------------------------------- */

static void stop_table(struct html_walk *w, enum html_tag tag)
{
	(void)tag;
	end_table(w);
}

static void stop_cell(struct html_walk *w, enum html_tag tag)
{
	if (w->top->cell_tag == tag)
		end_cell(w);
}

static void stop_row(struct html_walk *w, enum html_tag tag)
{
	(void)tag;
	if (w->top->in_row)
		end_row(w);
}

static void stop_group(struct html_walk *w, enum html_tag tag)
{
	if (w->top->group_tag == tag)
		end_group(w);
}

static void stop_caption(struct html_walk *w, enum html_tag tag)
{
	(void)tag;
	end_caption(w);
}

static void stop_title(struct html_walk *w, enum html_tag tag)
{
	(void)tag;
	w->in_title = false;
	w->has_title |= html_text_str(&w->title).n > 0;
}

/* --- events ------------------------------------------------------------------------------------------------------------- */

static const struct rule {
	enum html_tag tag;
	bool of_table; /* without a table it is nothing */
	void (*start)(struct html_walk *w, const struct html_start *start);
	void (*end)(struct html_walk *w, enum html_tag tag);
} rules[] = {
	{TAG_table, false, start_table, stop_table},
	{TAG_td, true, start_cell, stop_cell},
	{TAG_th, true, start_cell, stop_cell},
	{TAG_tr, true, start_row, stop_row},
	{TAG_tbody, true, start_group, stop_group},
	{TAG_thead, true, start_group, stop_group},
	{TAG_tfoot, true, start_group, stop_group},
	{TAG_caption, true, start_caption, stop_caption},
	{TAG_col, true, start_column, NULL},
	{TAG_colgroup, true, start_column, NULL},
	{TAG_frame, false, start_frames, NULL},
	{TAG_frameset, false, start_frames, NULL},
	{TAG_title, false, start_title, stop_title},
};

static const struct rule *rule_of(enum html_tag tag)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (rules[i].tag == tag)
			return &rules[i];
	return NULL;
}

static void on_start(void *ctx, const struct html_start *start)
{
	struct html_walk *w = ctx;
	const struct rule *rule = rule_of(start->tag);
	if (w->status != READ_OK)
		return;
	if (!rule) {
		html_content_start(w, start);
		return;
	}
	html_end_choice(w);
	if (rule->of_table && w->top && w->top->parts)
		html_part_start(w, start);
	else if (!rule->of_table || w->top)
		rule->start(w, start);
}

static void on_end(void *ctx, enum html_tag tag)
{
	struct html_walk *w = ctx;
	const struct rule *rule = rule_of(tag);
	bool tabular = rule && (rule->of_table || tag == TAG_table);
	if (w->status != READ_OK)
		return;
	if (!rule)
		html_content_end(w, tag);
	else if (tabular && w->top && w->top->parts)
		html_part_end(w, tag);
	else if (rule->end && (!tabular || w->top))
		rule->end(w, tag);
}

static void on_text(void *ctx, struct str text)
{
	struct html_walk *w = ctx;
	if (w->status == READ_OK)
		html_content_text(w, text);
}

void html_walk_init(struct html_walk *w, struct read_job *job, const struct html_sink *sink, void *ctx)
{
	static const struct html_events events = {on_start, on_end, on_text};
	*w = (struct html_walk){.job = job, .sink = sink, .ctx = ctx, .status = READ_OK};
	html_tokens_init(&w->tokens, &events, w);
	html_text_init(&w->title);
	html_text_init(&w->choice.option);
	html_text_init(&w->choice.shown);
}

static void release_tables(struct html_table *t)
{
	for (; t; t = t->outer)
		html_text_release(&t->text);
}

void html_walk_release(struct html_walk *w)
{
	release_tables(w->top);
	release_tables(w->spare);
	html_text_release(&w->title);
	html_text_release(&w->choice.option);
	html_text_release(&w->choice.shown);
	html_tokens_release(&w->tokens);
}

enum read_status html_walk_add(struct html_walk *w, struct str bytes)
{
	if (w->status == READ_OK)
		html_tokens_add(&w->tokens, bytes);
	if (w->status == READ_OK && w->tokens.failed)
		w->status = READ_NO_MEMORY;
	return w->status;
}

enum read_status html_walk_end(struct html_walk *w)
{
	if (w->status != READ_OK)
		return w->status;
	w->cut_off = !html_tokens_end(&w->tokens) || w->top;
	while (w->top && w->status == READ_OK)
		end_table(w);
	return w->status;
}
