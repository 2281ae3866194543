/* A document as Markdown: CommonMark with tables. Anchors are the only HTML in it, for Markdown has none; and line breaks within cells. */
#include "report/document_writer.h"

#include "report/sink_text.h"

static void markdown_begin(struct writer *w, struct str title)
{
	(void)w;
	(void)title; /* the first heading says it */
}

static void markdown_end(struct writer *w)
{
	(void)w;
}

static void add_anchor(struct writer *w, struct str anchor)
{
	if (!anchor.n)
		return;
	buf_adds(w->out, "<a id=\"");
	sink_html(w->out, anchor);
	buf_adds(w->out, "\"></a>");
}

static void open_heading(struct writer *w, const struct block_says *says)
{
	for (unsigned i = 0; i < says->level; i++)
		buf_addc(w->out, '#');
	buf_addc(w->out, ' ');
	add_anchor(w, says->anchor);
}

static void open_unverified(struct writer *w, const struct block_says *says)
{
	(void)says;
	buf_adds(w->out, "**");
	sink_markdown(w->out, str_from(message(w->lang, "not verified")), false);
	buf_adds(w->out, "** ");
}

/* What is nested stands two columns further in: behind the "- " of its entry. */
static void open_item(struct writer *w)
{
	for (unsigned i = 1; i < w->depth; i++)
		buf_adds(w->out, "  ");
	buf_adds(w->out, "- ");
}

static void add_label(struct writer *w, struct str label, const char *after)
{
	if (!label.n)
		return;
	buf_adds(w->out, "**");
	sink_markdown(w->out, label, false);
	buf_adds(w->out, "**");
	buf_adds(w->out, after);
}

static void open_fact(struct writer *w, const struct block_says *says)
{
	buf_adds(w->out, "- ");
	add_label(w, says->label, message(w->lang, ": "));
}

/* The text of the entry in which an outline stands ends its line before it. */
static void open_outline(struct writer *w, const struct block_says *says)
{
	(void)says;
	if (w->depth++)
		buf_addc(w->out, '\n');
	w->line_ended = false;
}

static void open_entry(struct writer *w, const struct block_says *says)
{
	w->line_ended = false;
	open_item(w);
	add_anchor(w, says->anchor);
	add_label(w, says->label, " ");
}

static void open_row(struct writer *w, const struct block_says *says)
{
	(void)says;
	w->cells = 0;
	buf_addc(w->out, '|');
}

static void open_cell(struct writer *w, const struct block_says *says)
{
	w->cells++;
	buf_addc(w->out, ' ');
	add_anchor(w, says->anchor);
}

static void close_entry(struct writer *w)
{
	if (!w->line_ended)
		buf_addc(w->out, '\n');
	w->line_ended = true;
}

static void close_outline(struct writer *w)
{
	if (!--w->depth)
		buf_addc(w->out, '\n');
	w->line_ended = true;
}

static void close_head(struct writer *w)
{
	buf_adds(w->out, "\n|");
	for (unsigned i = 0; i < w->cells; i++)
		buf_adds(w->out, " --- |");
	buf_addc(w->out, '\n');
}

static const struct {
	const char *open, *close;
	void (*open_with)(struct writer *w, const struct block_says *says);
	void (*close_with)(struct writer *w);
} blocks[BLOCKS] = {
	[BLOCK_PART] = {"", "", NULL, NULL},
	[BLOCK_HEADING] = {NULL, "\n\n", open_heading, NULL},
	[BLOCK_PARAGRAPH] = {"", "\n\n", NULL, NULL},
	[BLOCK_LAW] = {"> “", "”\n\n", NULL, NULL},
	[BLOCK_UNVERIFIED] = {NULL, "\n\n", open_unverified, NULL},
	[BLOCK_FACTS] = {"", "\n", NULL, NULL},
	[BLOCK_FACT] = {NULL, "\n", open_fact, NULL},
	[BLOCK_OUTLINE] = {NULL, NULL, open_outline, close_outline},
	[BLOCK_ENTRY] = {NULL, NULL, open_entry, close_entry},
	[BLOCK_TABLE] = {"", "\n", NULL, NULL},
	[BLOCK_HEAD] = {NULL, NULL, open_row, close_head},
	[BLOCK_ROW] = {NULL, "\n", open_row, NULL},
	[BLOCK_CELL] = {NULL, " |", open_cell, NULL},
};

static void markdown_open(struct writer *w, enum block block, const struct block_says *says)
{
	if (blocks[block].open_with)
		blocks[block].open_with(w, says);
	else
		buf_adds(w->out, blocks[block].open);
	w->line_begins = block == BLOCK_PARAGRAPH || (block == BLOCK_ENTRY && !says->label.n);
}

static void markdown_close(struct writer *w, enum block block)
{
	if (blocks[block].close_with)
		blocks[block].close_with(w);
	else
		buf_adds(w->out, blocks[block].close);
}

/* --- in a line ------------------------------------------------------------------------------------------------- */

/* Code spans take no escapes: only what needs none stands in one. */
static bool is_code(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '`' || s.p[i] == '|' || (unsigned char)s.p[i] <= ' ' || (unsigned char)s.p[i] >= 0x7f)
			return false;
	return s.n > 0;
}

static bool is_digits(struct str s)
{
	size_t i = 0;

	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i == s.n;
}

static void markdown_text(struct writer *w, enum text_style style, struct str s)
{
	static const char *const marks[] = {
		[STYLE_PLAIN] = "", [STYLE_STRONG] = "**", [STYLE_ID] = "`", [STYLE_FILED] = ""};

	if (style == STYLE_ID && !is_code(s))
		style = STYLE_PLAIN;
	buf_adds(w->out, marks[style]);
	if (style == STYLE_ID)
		buf_add(w->out, s);
	else
		sink_markdown(w->out, s, w->line_begins);
	buf_adds(w->out, marks[style]);
	w->line_begins = w->line_begins && style == STYLE_PLAIN && is_digits(s);
}

static void markdown_link(struct writer *w, struct str anchor, struct str s)
{
	buf_addc(w->out, '[');
	sink_markdown(w->out, s, false);
	buf_adds(w->out, "](#");
	buf_add(w->out, anchor);
	buf_addc(w->out, ')');
	w->line_begins = false;
}

static void markdown_line_break(struct writer *w)
{
	buf_adds(w->out, "<br>");
}

const struct writer_format writer_markdown = {
	"markdown", "md", "Markdown: CommonMark with tables", markdown_begin, markdown_end, markdown_open, markdown_close, markdown_text, markdown_link,
	markdown_line_break,
};
