/*
 * Pages with tables, often named .xls: what platforms export, what Excel saves as a web page, what an inspector saves from a
 * browser.
 *
 * A page is walked at least twice: merged ranges are sent before the rows of their table, and which tables within cells are
 * tables of their own is known only at the end of their row (html_tables.h). Only what is merged is kept in memory.
 */
#include "read/reader.h"

#include "read/html_bytes.h"
#include "read/html_tables.h"
#include "text/utf8.h"

#include <stdint.h>

enum {
	HEAD = 4096,       /* bytes by which other formats are known */
	TITLE_BYTES = 300, /* of a page's title that are said */
};

/* --- what is no page ---------------------------------------------------------------------------------------------------- */

static bool has_any_case(struct str s, struct str lower)
{
	size_t i = 0;
	while (i < s.n && !str_starts_any_case(str_sub(s, i, s.n), lower))
		i++;
	return i < s.n;
}

/* Formats that Excel writes under the same names: by the first lines of a header of mail, of XML. */
static enum read_status refuse_others(struct read_job *job, struct str head)
{
	struct arena *a = job->arena;
	struct str start = str_trim(str_sub(head, 0, HEAD));
	if (str_starts_any_case(start, STR("mime-version:")) ||
	    (str_starts_any_case(start, STR("from:")) && has_any_case(start, STR("\nmime-version:"))))
		return read_fails(job, READ_UNREADABLE,
				  words_printf(a, "a web page in a single file (MHTML); open it in Excel, save it as .xlsx and try again"));
	if (str_starts(start, STR("<?xml")) && str_has(start, STR("urn:schemas-microsoft-com:office:spreadsheet")))
		return read_fails(job, READ_UNREADABLE,
				  words_printf(a, "an XML spreadsheet of 2003; open it in Excel, save it as .xlsx and try again"));
	return READ_OK;
}

static enum read_status no_table(struct read_job *job, struct html_walk *w)
{
	struct str title = utf8_clip(str_trim(html_text_str(&w->title)), TITLE_BYTES);
	struct words problem;
	if (w->frames)
		problem = words_printf(job->arena, "no table: a web page whose sheets are in other files, in a folder beside it; open it in Excel, "
						   "save it as .xlsx and try again");
	else if (title.n)
		problem = words_printf(job->arena, "no table: the web page \"%.*s\", which has none", STR_ARG(title));
	else
		problem = words_printf(job->arena, "no table: a web page without one");
	return read_fails(job, READ_UNREADABLE, problem);
}

/* --- the second walk ---------------------------------------------------------------------------------------------------- */

struct sending {
	struct read_job *job;
	const struct html_tables *page;
	unsigned level;  /* of the tables that this walk sends */
	bool in_row;     /* of one of them: `row` */
	struct frame_row row;
};

static enum read_status changed(struct read_job *job)
{
	return read_fails(job, READ_UNREADABLE, words_printf(job->arena, "it changed while it was read"));
}

static bool is_part(void *ctx, const struct html_table *outer, uint32_t number)
{
	const struct sending *s = ctx;
	(void)outer;
	return number < s->page->n && s->page->tables[number].part;
}

static bool is_wanted(const struct sending *s, const struct page_table *t)
{
	return !t->part && t->filled && t->level == s->level && (!s->job->table.p || str_eq(s->job->table, t->name));
}

static enum read_status on_table(void *ctx, struct html_table *t)
{
	const struct sending *s = ctx;
	if (t->number >= s->page->n)
		return changed(s->job);
	const struct page_table *table = &s->page->tables[t->number];
	t->sends = is_wanted(s, table);
	if (!t->sends)
		return READ_OK;
	frame_table(&s->job->out, table->name, table->hidden ? SHEET_HIDDEN : SHEET_VISIBLE);
	for (uint32_t i = table->first_merge; i != NO_MERGE; i = s->page->merges[i].next) {
		const struct page_merge *m = &s->page->merges[i];
		if (m->last_row > m->first_row || m->last_column > m->first_column)
			frame_merge(&s->job->out, m->first_row, m->last_row, m->first_column, m->last_column);
	}
	return read_flush(s->job, false);
}

static enum read_status on_row(void *ctx, struct html_table *t)
{
	struct sending *s = ctx;
	s->in_row |= t->sends;
	if (t->sends)
		read_row_begin(s->job, &s->row, t->grid.row);
	return READ_OK;
}

static enum read_status on_cell(void *ctx, struct html_table *t, const struct html_cell *cell)
{
	struct sending *s = ctx;
	if (t->sends)
		read_row_cell(s->job, &s->row, cell->column, cell->sort, cell->text);
	return READ_OK;
}

static enum read_status on_row_end(void *ctx, struct html_table *t)
{
	struct sending *s = ctx;
	if (!t->sends)
		return READ_OK;
	s->in_row = false;
	return read_row_end(s->job, &s->row);
}

/* The walk before this one counted them. */
static enum read_status on_table_end(void *ctx, struct html_table *t)
{
	const struct sending *s = ctx;
	return t->sends && t->grid.row != s->page->tables[t->number].rows ? changed(s->job) : READ_OK;
}

static const struct html_sink sending_sink = {
	.is_part = is_part, .table = on_table, .row = on_row, .cell = on_cell, .row_end = on_row_end, .table_end = on_table_end};

/* --- the whole ---------------------------------------------------------------------------------------------------------- */

static enum read_status walk(struct html_bytes *bytes, struct html_walk *w)
{
	struct str piece;
	enum read_status status = html_bytes_rewind(bytes);
	while (status == READ_OK) {
		status = html_bytes_next(bytes, &piece);
		if (status != READ_OK || !piece.n)
			break;
		status = html_walk_add(w, piece);
	}
	return status == READ_OK ? html_walk_end(w) : status;
}

static void notice(struct read_job *job, struct words said)
{
	frame_notice(&job->out, said.zh, said.en);
}

static void say(struct read_job *job, const struct html_bytes *bytes, const struct html_walk *w, const struct html_tables *page)
{
	struct arena *a = job->arena;
	if (bytes->contradicted)
		notice(job, words_printf(a, "the page says that its encoding is \"%.*s\"; its bytes are %s, and are read as that",
					 STR_ARG(bytes->declared), charset_name(bytes->charset)));
	if (w->unshown_cells)
		notice(job, words_printf(a, "%ju filled cells that the page does not show were left out", (uintmax_t)w->unshown_cells));
	for (size_t i = 0; i < page->n_sent; i++) {
		const struct page_table *t = &page->tables[page->sent[i]];
		if (t->n_overlapping)
			notice(job, words_printf(a, "sheet \"%.*s\": %zu merged ranges overlap others or are none; they are ignored",
						 STR_ARG(t->name), (size_t)t->n_overlapping));
	}
}

static enum read_status check_wanted(struct read_job *job, const struct html_tables *page)
{
	struct buf names;
	if (!job->table.p)
		return READ_OK;
	for (size_t i = 0; i < page->n_sent; i++)
		if (str_eq(page->tables[page->sent[i]].name, job->table))
			return READ_OK;
	buf_init(&names);
	for (size_t i = 0; i < page->n_sent && names.n < LIMIT_CELL_BYTES; i++)
		buf_printf(&names, "%s%.*s", i ? ", " : "", STR_ARG(page->tables[page->sent[i]].name));
	enum read_status status =
		read_fails(job, READ_USAGE,
			   words_printf(job->arena, "there is no table \"%.*s\"; its tables are: %.*s",
					STR_ARG(job->table), STR_ARG(buf_str(&names))));
	buf_release(&names);
	return status;
}

static enum read_status survey(struct read_job *job, struct html_bytes *bytes, struct html_tables *page)
{
	struct html_walk w;
	html_tables_init(page, job);
	html_walk_init(&w, job, &html_tables_sink, page);
	enum read_status status = walk(bytes, &w);
	if (status == READ_OK)
		status = html_tables_settle(page);
	if (status == READ_OK && !page->n_sent)
		status = no_table(job, &w);
	if (status == READ_OK && w.cut_off)
		status = read_fails(job, READ_UNREADABLE,
				    words_printf(job->arena, "the page ends within a table, a tag or a comment: it is cut off; get it once more, or, if that is all of it, "
							     "open it in Excel, save it as .xlsx and try again"));
	if (status == READ_OK)
		status = check_wanted(job, page);
	if (status == READ_OK)
		say(job, bytes, &w, page);
	html_walk_release(&w);
	return status;
}

static enum read_status send(struct read_job *job, struct html_bytes *bytes, const struct html_tables *page)
{
	enum read_status status = READ_OK;
	for (unsigned level = 0; status == READ_OK && level < page->levels; level++) {
		struct sending s = {.job = job, .page = page, .level = level};
		struct html_walk w;
		html_walk_init(&w, job, &sending_sink, &s);
		status = walk(bytes, &w);
		if (status == READ_OK && w.tables != page->n)
			status = changed(job);
		if (s.in_row) /* the walk stopped in it */
			read_row_drop(job, &s.row);
		html_walk_release(&w);
	}
	return status;
}

enum read_status read_html(struct read_job *job)
{
	struct html_bytes bytes;
	struct html_tables page;
	struct str head;
	enum read_status status = html_bytes_open(&bytes, job);
	if (status == READ_OK)
		status = html_bytes_next(&bytes, &head);
	if (status == READ_OK)
		status = refuse_others(job, head);
	if (status == READ_OK)
		status = survey(job, &bytes, &page);
	if (status == READ_OK)
		status = send(job, &bytes, &page);
	html_bytes_close(&bytes);
	return status;
}
