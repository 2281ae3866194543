#include "yaml/strict.h"

static char byte_at(const struct reader *r, size_t offset)
{
	struct str text = r->bytes.text;
	return offset < text.n ? text.p[offset] : '\0';
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_break(char c)
{
	return c == '\n' || c == '\r';
}

static size_t line_end(const struct reader *r, size_t i)
{
	while (i < r->bytes.text.n && !is_break(byte_at(r, i)))
		i++;
	return i;
}

/*
 * Behind the next line end before `to`, or `to`: a line may hold many texts, and none of them is looked at beyond its
 * own end. CR LF is passed in two steps, as an empty line between them.
 */
static size_t next_line(const struct reader *r, size_t i, size_t to)
{
	while (i < to && !is_break(byte_at(r, i)))
		i++;
	return i < to ? i + 1 : to;
}

static size_t spaces_ahead(const struct reader *r, size_t i)
{
	size_t from = i;
	while (byte_at(r, i) == ' ')
		i++;
	return i - from;
}

static void tell(struct reader *r, struct span at, const char *words, const char *hint)
{
	if (!mistakes_room(&r->mistakes, at))
		return;
	diag_add(r->mistakes.diags, DIAG_YAML_SYNTAX, r->mistakes.file, at, "%s", mistakes_word(&r->mistakes, words));
	diag_hint(r->mistakes.diags, "%s", mistakes_word(&r->mistakes, hint));
}

static void tell_touching(struct reader *r, struct place at)
{
	tell(r, place_span(at, line_end(r, at.offset) - at.offset), "a comment that touches what stands before it",
	     "put a space before #, or the text in quotes");
}

void strict_gap(struct reader *r, size_t to)
{
	struct str text = r->bytes.text;
	while (r->gap.offset < to) {
		const char *sign = memchr(text.p + r->gap.offset, '#', to - r->gap.offset);
		if (!sign)
			break;
		size_t i = (size_t)(sign - text.p);
		place_advance(&r->gap, text, i);
		if (i > r->bytes.skip && !is_space(text.p[i - 1]))
			tell_touching(r, r->gap);
		place_advance(&r->gap, text, line_end(r, i));
	}
}

/* The column that everything inside the innermost block collection has to stand behind; 0 outside. */
static size_t block_column(struct reader *r)
{
	const struct frame *top = reader_top(r);
	return top ? top->block_col : 0;
}

/* Once a line: the pair `a: b` in a list begins a mapping and a key at one place. */
static void tell_indentation(struct reader *r, struct place at)
{
	if (r->indent_line == at.line)
		return;
	r->indent_line = at.line;
	tell(r, place_span(at, 0), "this line goes on with what began above and must be indented deeper",
	     "look at the indentation of this line and of those above");
}

void strict_begin(struct reader *r, struct place at)
{
	const struct frame *top = reader_top(r);
	if (top && top->flow && at.col <= top->block_col)
		tell_indentation(r, at);
}

/* The lines of a quoted text but the first. */
static void check_continued(struct reader *r, struct place at, size_t end)
{
	size_t column = block_column(r), first = at.line;
	for (size_t i = next_line(r, at.offset, end); i < end; i = next_line(r, i, end)) {
		size_t spaces = spaces_ahead(r, i);
		if (is_space(byte_at(r, i + spaces)) || spaces + 1 > column)
			continue;
		place_advance(&at, r->bytes.text, i + spaces);
		if (at.line > first)
			tell_indentation(r, at);
	}
}

/*
 * The first line of a block that is not blank says how deep it is indented. Where a blank line before it has more
 * spaces, libyaml goes by that one: it stops at a text, but takes a line with # for a comment. `at` is the | or >.
 */
static void check_block(struct reader *r, struct place at)
{
	bool digit = false;
	size_t i = at.offset + 1, to = r->bytes.text.n, widest = 0, spaces = 0;
	for (; memchr("+-123456789", byte_at(r, i), 11); i++)
		digit |= byte_at(r, i) != '+' && byte_at(r, i) != '-';
	if (byte_at(r, i) == '#') {
		place_advance(&at, r->bytes.text, i);
		tell_touching(r, at);
	}
	for (i = next_line(r, i, to); i < to; i = next_line(r, i, to)) {
		spaces = spaces_ahead(r, i);
		if (!is_break(byte_at(r, i + spaces)))
			break;
		widest = spaces > widest ? spaces : widest;
	}
	bool comment = byte_at(r, i + spaces) == '#';
	if (digit || !comment || spaces >= widest || spaces + 1 <= block_column(r))
		return;
	place_advance(&at, r->bytes.text, i + spaces);
	tell(r, place_span(at, 0), "text or comment? a blank line above has more spaces than this one",
	     "take the spaces out of the blank line");
}

void strict_scalar(struct reader *r, const yaml_event_t *event, struct place at, size_t end)
{
	const struct frame *top = reader_top(r);
	char first = byte_at(r, at.offset);
	switch (event->data.scalar.style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE:
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
		check_continued(r, at, end);
		break;
	case YAML_LITERAL_SCALAR_STYLE:
	case YAML_FOLDED_SCALAR_STYLE:
		if (first == '|' || first == '>')
			check_block(r, at);
		break;
	case YAML_PLAIN_SCALAR_STYLE:
		if (top && top->flow && first == '-' && end == at.offset + 1)
			tell(r, place_span(at, 1), "a lone \"-\" in a flow list or mapping", "put the text in quotes");
		break;
	case YAML_ANY_SCALAR_STYLE:
		break;
	}
}
