#include "report/layout.h"

#include "report/sink_text.h"
#include "text/utf8.h"
#include "text/width.h"

enum { NARROWEST = 16 }; /* a paragraph keeps so many columns, however narrow the terminal */

static const char *const inks[] = {
	[INK_PLAIN] = "",          [INK_BOLD] = "\033[1m",   [INK_DIM] = "\033[2m",   [INK_RED] = "\033[1;31m",
	[INK_YELLOW] = "\033[33m", [INK_GREEN] = "\033[32m", [INK_CYAN] = "\033[36m", [INK_MAGENTA] = "\033[35m",
};

static void add_inked(const struct layout *l, enum ink ink, struct str s)
{
	bool inked = l->color && ink != INK_PLAIN && s.n;

	if (inked)
		buf_adds(l->out, inks[ink]);
	buf_add(l->out, s);
	if (inked)
		buf_adds(l->out, "\033[0m");
}

static void add_blanks(const struct layout *l, size_t n)
{
	while (n--)
		buf_addc(l->out, ' ');
}

/* --- breaking lines -------------------------------------------------------------------------------------------- */

/* Where the character before byte `at` begins. */
static size_t step_back(struct str s, size_t at)
{
	do
		at--;
	while (at && ((unsigned char)s.p[at] & 0xc0) == 0x80);
	return at;
}

static bool is_closing(int32_t c)
{
	static const int32_t closing[] = {',',    '.',    ';',    ':',    ')',    ']',    '!',    '?',
					  0x3001, 0x3002, 0xff0c, 0xff1b, 0xff1a, 0xff09, 0x201d, 0x2019,
					  0x300b, 0x3015, 0xff01, 0xff1f, 0x300d, 0x3011};
	for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
		if (c == closing[i])
			return true;
	return false;
}

static bool is_opening(int32_t c)
{
	return c == '(' || c == '[' || c == 0xff08 || c == 0x201c || c == 0x2018 || c == 0x300a || c == 0x3014 ||
	       c == 0x3010;
}

/* May a line end before byte `at`? */
static bool may_break(struct str s, size_t at)
{
	size_t length;
	int32_t before = utf8_next(str_sub(s, step_back(s, at), s.n), &length);
	int32_t behind = utf8_next(str_sub(s, at, s.n), &length);

	if (behind == ' ' || before == ' ')
		return true;
	if (is_closing(behind) || is_opening(before))
		return false;
	return before >= 0x2e80 || behind >= 0x2e80;
}

struct str layout_break(struct str *rest, size_t columns)
{
	struct str s = *rest, line = text_fit(s, columns);

	if (!line.n && s.n) {
		size_t length;
		utf8_next(s, &length);
		line = str_sub(s, 0, length);
	}
	if (line.n < s.n) {
		size_t at = line.n;
		while (at && !may_break(s, at))
			at = step_back(s, at);
		if (at)
			line.n = at;
	}
	size_t behind = line.n;
	while (behind < s.n && s.p[behind] == ' ')
		behind++;
	*rest = str_sub(s, behind, s.n);
	while (line.n && line.p[line.n - 1] == ' ')
		line.n--;
	return line;
}

/* --- rows ------------------------------------------------------------------------------------------------------ */

static bool one_line(const struct layout *l, const struct layout_cell *cells, size_t n, struct str *rest)
{
	size_t at = 0, column = 0; /* `at`: written so far; blanks wait until something follows */
	bool more = false;

	for (size_t i = 0; i < n; i++) {
		struct str piece = cells[i].width ? layout_break(&rest[i], cells[i].width) : rest[i];
		size_t width = text_width(piece);
		if (!cells[i].width)
			rest[i] = STR_NONE;
		more |= rest[i].n > 0;
		if (piece.n) {
			size_t start =
				column + (cells[i].right && cells[i].width > width ? cells[i].width - width : 0);
			add_blanks(l, start - at);
			add_inked(l, cells[i].ink, piece);
			at = start + width;
		}
		column += (cells[i].width > width ? cells[i].width : width) + LAYOUT_GAP;
	}
	buf_addc(l->out, '\n');
	return more;
}

void layout_row(const struct layout *l, const struct layout_cell *cells, size_t n)
{
	struct buf safe[LAYOUT_CELLS];
	struct str rest[LAYOUT_CELLS];

	for (size_t i = 0; i < n; i++) {
		buf_init(&safe[i]);
		sink_terminal(&safe[i], cells[i].text);
		l->out->failed |= safe[i].failed;
		rest[i] = buf_str(&safe[i]);
	}
	while (!l->out->failed && one_line(l, cells, n, rest))
		;
	for (size_t i = 0; i < n; i++)
		buf_release(&safe[i]);
}

/* --- paragraphs ------------------------------------------------------------------------------------------------ */

static void paragraph(const struct layout *l, size_t indent, struct str label, size_t label_width, enum ink ink,
		      struct str text)
{
	size_t hang = indent + label_width, room = l->columns > hang ? l->columns - hang : 0;
	struct buf safe;

	if (l->columns && room < NARROWEST)
		room = NARROWEST;
	buf_init(&safe);
	sink_terminal(&safe, text);
	l->out->failed |= safe.failed;
	struct str rest = buf_str(&safe);
	bool first = true;
	while (!l->out->failed && (first || rest.n)) {
		struct str line = l->columns ? layout_break(&rest, room) : rest;
		size_t taken = first ? text_width(label) : 0;
		if (!l->columns)
			rest = STR_NONE;
		if (taken) {
			add_blanks(l, indent);
			add_inked(l, INK_DIM, label);
			add_blanks(l, label_width > taken && line.n ? label_width - taken : 0);
		} else if (line.n) {
			add_blanks(l, hang);
		}
		add_inked(l, ink, line);
		buf_addc(l->out, '\n');
		first = false;
	}
	buf_release(&safe);
}

void layout_paragraph(const struct layout *l, size_t indent, struct str label, size_t label_width, struct str text)
{
	paragraph(l, indent, label, label_width, INK_PLAIN, text);
}

void layout_line(const struct layout *l, enum ink ink, struct str text)
{
	paragraph(l, 0, STR_NONE, 0, ink, text);
}

void layout_blank(const struct layout *l)
{
	buf_addc(l->out, '\n');
}
