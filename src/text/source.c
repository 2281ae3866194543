#include "text/source.h"

#include "text/utf8.h"
#include "text/width.h"

enum {
	SHOWN_COLUMNS = 160,
	CARET_COLUMN = 100, /* of a caret in a line that is cut: what leads to a mistake says most */
	INDENT = 2,
	/* Bytes of a line that are looked at on either side of a caret: more than SHOWN_COLUMNS can hold. */
	LOOKED_AT = 4096,
	MESSAGE_COLUMNS = 1000, /* of a message that cites a value of megabytes */
};

/* A source line made ready: `text` is safe for a terminal, the caret spans [from, to) of its columns. */
struct drawn {
	struct buf text;
	size_t from, to;
};

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* What of a line has to be looked at for a caret at byte *start, which then counts from where that begins. */
static struct str around(struct str line, size_t *start)
{
	size_t from = *start > LOOKED_AT ? *start - LOOKED_AT : 0;
	size_t to = line.n - *start > LOOKED_AT ? *start + LOOKED_AT : line.n;
	while (from > 0 && from < *start && is_continuation(line.p[from]))
		from++;
	while (to < line.n && to > *start && is_continuation(line.p[to]))
		to--;
	*start -= from;
	return str_sub(line, from, to);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Adds s, tabs as one space; returns the columns of all that now stands in out. */
static size_t add_shown(struct buf *out, struct str s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '\t')
			continue;
		text_safe(out, str_sub(s, from, i));
		buf_addc(out, ' ');
		from = i + 1;
	}
	text_safe(out, str_sub(s, from, s.n));
	return text_width(buf_str(out));
}

/* Leading blanks say nothing, unless they are what is pointed at. */
static void make_ready(struct drawn *d, struct str line, size_t start, size_t length)
{
	size_t blanks = 0;
	while (blanks < start && is_blank(line.p[blanks]))
		blanks++;
	start -= blanks;
	line = around(str_sub(line, blanks, line.n), &start);
	size_t end = length > line.n - start ? line.n : start + length;
	buf_init(&d->text);
	d->from = add_shown(&d->text, str_sub(line, 0, start));
	d->to = add_shown(&d->text, str_sub(line, start, end));
	add_shown(&d->text, str_sub(line, end, line.n));
}

static void add_repeated(struct buf *out, char c, size_t n)
{
	while (n-- > 0)
		buf_addc(out, c);
}

static void draw_line(struct buf *out, const struct diag *diag)
{
	static const struct str dots = STR_INIT("...");
	struct drawn d;
	make_ready(&d, diag->line, diag->start, diag->span.length);
	struct str text = buf_str(&d.text);
	size_t column = 0; /* of the first character shown */

	add_repeated(out, ' ', INDENT);
	if (text_width(text) > SHOWN_COLUMNS && d.from > CARET_COLUMN) {
		struct str cut = text_fit(text, d.from - CARET_COLUMN + dots.n);
		buf_add(out, dots);
		column = text_width(cut) - dots.n;
		text = str_sub(text, cut.n, text.n);
	}
	size_t room = SHOWN_COLUMNS - (column ? dots.n : 0);
	if (text_width(text) > room) {
		buf_add(out, text_fit(text, room - dots.n));
		buf_add(out, dots);
	} else {
		buf_add(out, text);
	}
	buf_addc(out, '\n');

	size_t to = d.to > column + SHOWN_COLUMNS ? column + SHOWN_COLUMNS : d.to;
	add_repeated(out, ' ', INDENT + d.from - column);
	buf_addc(out, '^');
	add_repeated(out, '~', to > d.from + 1 ? to - d.from - 1 : 0);
	buf_addc(out, '\n');
	if (d.text.failed)
		out->failed = true;
	buf_release(&d.text);
}

/* A message or hint; what it cites may be as long as a file. */
static void add_message(struct buf *out, struct str s)
{
	struct str shown = text_fit(s, MESSAGE_COLUMNS);
	text_safe(out, shown);
	if (shown.n < s.n)
		buf_adds(out, "...");
}

void source_draw(struct buf *out, const struct diag *d, enum lang lang)
{
	const char *severity = diag_severity(d->id) == DIAG_ERROR ? message(lang, "error") : message(lang, "warning");
	if (d->file.n) {
		text_safe(out, d->file);
		buf_addc(out, ':');
		if (d->span.line)
			buf_printf(out, "%zu:%zu:", d->span.line, d->span.col);
		buf_addc(out, ' ');
	}
	buf_printf(out, "%s: ", severity);
	add_message(out, d->text);
	buf_printf(out, " [%s %s]\n", diag_code(d->id), diag_name(d->id));
	if (d->line.p && d->span.line)
		draw_line(out, d);
	if (d->hint.n) {
		buf_printf(out, "%s: ", message(lang, "hint"));
		add_message(out, d->hint);
		buf_addc(out, '\n');
	}
}

void source_draw_all(struct buf *out, struct diags *d, enum lang lang)
{
	diags_sort(d);
	for (size_t i = 0; i < d->n; i++)
		source_draw(out, &d->items[i], lang);
}

struct span source_span(struct str text, size_t offset, size_t length)
{
	if (offset > text.n)
		offset = text.n;
	if (length > text.n - offset)
		length = text.n - offset;
	struct span at = {.line = 1, .offset = offset, .length = length};
	size_t start = 0;
	for (size_t i = 0; i < offset; i++) {
		bool pair = text.p[i] == '\r' && i + 1 < text.n && text.p[i + 1] == '\n';
		if ((text.p[i] == '\n' || text.p[i] == '\r') && !pair) {
			at.line++;
			start = i + 1;
		}
	}
	at.col = utf8_count(str_sub(text, start, offset)) + 1;
	return at;
}
