#include "yaml/bytes.h"

#include "text/utf8.h"

#define BOM STR("\xef\xbb\xbf")

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_break(char c)
{
	return c == '\n' || c == '\r';
}

enum char_class char_class(int32_t c)
{
	static const struct {
		int32_t first, last;
		enum char_class class;
	} table[] = {
		{0x7f, 0x9f, CHAR_CONTROL},     {0xad, 0xad, CHAR_HIDDEN},      {0x34f, 0x34f, CHAR_HIDDEN},
		{0x61c, 0x61c, CHAR_BIDI},      {0x115f, 0x1160, CHAR_HIDDEN},  {0x17b4, 0x17b5, CHAR_HIDDEN},
		{0x180b, 0x180f, CHAR_HIDDEN},  {0x200b, 0x200d, CHAR_HIDDEN},  {0x200e, 0x200f, CHAR_BIDI},
		{0x2028, 0x2029, CHAR_LINE},    {0x202a, 0x202e, CHAR_BIDI},    {0x2060, 0x2065, CHAR_HIDDEN},
		{0x2066, 0x2069, CHAR_BIDI},    {0x206a, 0x206f, CHAR_HIDDEN},  {0x3164, 0x3164, CHAR_HIDDEN},
		{0xfe00, 0xfe0f, CHAR_HIDDEN},  {0xfeff, 0xfeff, CHAR_MARK},    {0xffa0, 0xffa0, CHAR_HIDDEN},
		{0xfff9, 0xfffb, CHAR_HIDDEN},  {0xfffe, 0xffff, CHAR_CONTROL}, {0x1bca0, 0x1bca3, CHAR_HIDDEN},
		{0x1d173, 0x1d17a, CHAR_HIDDEN}, {0xe0000, 0xe0fff, CHAR_HIDDEN},
	};
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r' ? CHAR_PLAIN : CHAR_CONTROL;
	if (c < 0x7f || (c >= 0x3165 && c < 0xfe00))
		return CHAR_PLAIN;
	for (size_t i = 0; i < sizeof table / sizeof *table && table[i].first <= c; i++)
		if (c <= table[i].last)
			return table[i].class;
	return CHAR_PLAIN;
}

static bool is_never(enum char_class class)
{
	return class == CHAR_CONTROL || class == CHAR_LINE || class == CHAR_MARK;
}

void bytes_tell_char(struct mistakes *m, struct span at, int32_t c)
{
	static const char *const names[] = {
		[CHAR_PLAIN] = "character",      [CHAR_CONTROL] = "control character",
		[CHAR_LINE] = "line separator",  [CHAR_MARK] = "byte order mark",
		[CHAR_BIDI] = "bidirectional control", [CHAR_HIDDEN] = "invisible character",
	};
	enum char_class class = char_class(c);
	if (!mistakes_room(m, at))
		return;
	diag_add(m->diags, DIAG_CONTROL_CHARACTER, m->file, at, "%s U+%04X may not stand here",
	         mistakes_word(m, names[class]), (unsigned)c);
	if (is_never(class))
		diag_hint(m->diags, "delete it");
	else
		diag_hint(m->diags, "delete it; only a value under \"quote\" may hold it");
}

/* --- the survey: one fast pass over every file ------------------------------------------------------------------- */

static void tell_not_utf8(struct mistakes *m, struct str text, struct place at, size_t offset)
{
	place_advance(&at, text, offset);
	struct span span = place_span(at, 1);
	if (!mistakes_room(m, span))
		return;
	diag_add(m->diags, DIAG_YAML_ENCODING, m->file, span, "byte 0x%02X is not UTF-8",
	         (unsigned)(unsigned char)text.p[offset]);
	diag_hint(m->diags, "save the file as UTF-8");
}

/* NUL among the first two bytes is what ASCII looks like in UTF-16 and UTF-32. */
static bool is_wide(struct str text)
{
	return str_starts(text, STR("\xff\xfe")) || str_starts(text, STR("\xfe\xff")) ||
	       (text.n > 1 && memchr(text.p, 0, 2));
}

static void tell_wide(struct mistakes *m)
{
	struct span whole = {0};
	if (!mistakes_room(m, whole))
		return;
	diag_add(m->diags, DIAG_YAML_ENCODING, m->file, whole, "the file is UTF-16 or UTF-32, not UTF-8");
	diag_hint(m->diags, "save the file as UTF-8");
}

/* The first character of the run of blanks at `i` that is a tab and indents something; text.n where there is none. */
static size_t indenting_tab(struct str text, size_t i)
{
	size_t tab = text.n;
	for (; i < text.n && is_blank(text.p[i]); i++)
		if (text.p[i] == '\t' && tab == text.n)
			tab = i;
	return i < text.n && !is_break(text.p[i]) ? tab : text.n;
}

struct survey {
	size_t bad;    /* offset of the first byte that is not UTF-8, or text.n */
	bool never;    /* some character that libyaml must not see */
	bool noticed;  /* some character or tab that has to be looked at in its context */
};

/* An ideograph, U+4000 to U+9FFF, which is valid and plain: most of what is not ASCII. */
static bool is_ideograph(struct str text, size_t i)
{
	const unsigned char *p = (const unsigned char *)text.p + i;
	return p[0] >= 0xe4 && p[0] <= 0xe9 && text.n - i >= 3 && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80;
}

static struct survey survey(struct str text, size_t from)
{
	const bool tabs = text.n && memchr(text.p, '\t', text.n);
	struct survey s = {.bad = text.n, .noticed = tabs && indenting_tab(text, from) < text.n};
	size_t length;
	for (size_t i = from; i < text.n; i += length) {
		unsigned char c = (unsigned char)text.p[i];
		length = 1;
		if (c >= 0x20 && c < 0x7f)
			continue;
		if (is_ideograph(text, i)) {
			length = 3;
			continue;
		}
		if (is_break((char)c)) {
			bool tab = tabs && i + 1 < text.n && is_blank(text.p[i + 1]) && indenting_tab(text, i + 1) < text.n;
			s.noticed = s.noticed || tab;
			continue;
		}
		int32_t point = utf8_next(str_sub(text, i, text.n), &length);
		if (point < 0) {
			s.bad = i;
			return s;
		}
		enum char_class class = char_class(point);
		s.never = s.never || is_never(class);
		s.noticed = s.noticed || class != CHAR_PLAIN;
	}
	return s;
}

/* --- the body: what libyaml may read ----------------------------------------------------------------------------- */

/* Replaces what libyaml's reader stops at by something of the same length that means nothing to it anywhere. */
static void replace_never(char *p, size_t n)
{
	static const char *const harmless[] = {"", "x", "\xc2\xbf", "\xef\xbf\xbd"}; /* by length */
	size_t length;
	for (size_t i = 0; i < n; i += length) {
		int32_t point = utf8_next((struct str){p + i, n - i}, &length);
		if (is_never(char_class(point)))
			memcpy(p + i, harmless[length], length);
	}
}

static size_t line_end(struct str text, size_t i)
{
	while (i < text.n && !is_break(text.p[i]))
		i++;
	return i;
}

/*
 * The next line from `i` on that is a directive, at the head of a file where blank lines, comments and other
 * directives may stand before it; text.n where content begins.
 */
static size_t next_directive(struct str text, size_t i)
{
	while (i < text.n) {
		if (text.p[i] == '%')
			return i;
		size_t at = i;
		while (at < text.n && is_blank(text.p[at]))
			at++;
		if (at < text.n && text.p[at] != '#' && !is_break(text.p[at]))
			return text.n;
		i = line_end(text, at);
		i += i < text.n;
	}
	return text.n;
}

/* libyaml compares each %TAG with all before it: a file of nothing else would take hours. They become comments. */
static void hide_directives(struct bytes *b, char *copy)
{
	struct place at = {b->skip, 1, 1};
	for (size_t i = next_directive(b->text, b->skip); i < b->text.n; i = next_directive(b->text, i)) {
		size_t end = line_end(b->text, i);
		struct str line = str_sub(b->text, i, end);
		copy[i] = '#';
		place_advance(&at, b->text, i);
		if (mistakes_room(b->mistakes, place_span(at, line.n)))
			diag_add(b->mistakes->diags, DIAG_YAML_SYNTAX, b->mistakes->file, place_span(at, line.n),
			         "directive \"%.*s\": files here have none", STR_ARG(line));
		i = end + (end < b->text.n);
	}
}

static bool make_body(struct bytes *b, struct arena *scratch, bool never)
{
	b->body = str_sub(b->text, b->skip, b->text.n);
	if (!never && next_directive(b->text, b->skip) == b->text.n)
		return true;
	char *copy = arena_alloc(scratch, b->text.n + 1);
	if (!copy)
		return false;
	memcpy(copy, b->text.p, b->text.n);
	if (never)
		replace_never(copy + b->skip, b->text.n - b->skip);
	hide_directives(b, copy);
	b->body = (struct str){copy + b->skip, b->text.n - b->skip};
	return true;
}

bool bytes_survey(struct bytes *b, struct arena *scratch, struct str text, struct mistakes *mistakes)
{
	*b = (struct bytes){.mistakes = mistakes, .text = text};
	if (is_wide(text)) {
		tell_wide(mistakes);
		return false;
	}
	b->skip = str_starts(text, BOM) ? BOM.n : 0;
	b->walked = (struct place){b->skip, 1, 1};
	struct survey s = survey(text, b->skip);
	if (s.bad < text.n) {
		tell_not_utf8(mistakes, text, b->walked, s.bad);
		return false;
	}
	b->suspicious = s.noticed;
	return make_body(b, scratch, s.never);
}

/* --- the walk: only through files where the survey noticed something --------------------------------------------- */

static void look_for_tab(struct bytes *b, unsigned forgive)
{
	size_t tab = indenting_tab(b->text, b->walked.offset);
	if (tab == b->text.n || ((forgive & FORGIVE_TABS) && tab > b->walked.offset))
		return;
	struct place at = b->walked;
	place_advance(&at, b->text, tab);
	b->tab_line = at.line;
	if (mistakes_room(b->mistakes, place_span(at, 1)))
		diag_add(b->mistakes->diags, DIAG_TAB_INDENT, b->mistakes->file, place_span(at, 1),
		         "a tab in the indentation; use spaces");
}

void bytes_walk(struct bytes *b, size_t to, unsigned forgive)
{
	size_t length;
	if (!b->suspicious)
		return;
	while (b->walked.offset < to && !b->mistakes->full) {
		if (b->walked.col == 1)
			look_for_tab(b, forgive);
		int32_t c = utf8_next(str_sub(b->text, b->walked.offset, b->text.n), &length);
		enum char_class class = char_class(c);
		if (class != CHAR_PLAIN && (is_never(class) || !(forgive & FORGIVE_HIDDEN)))
			bytes_tell_char(b->mistakes, place_span(b->walked, length), c);
		place_advance(&b->walked, b->text, b->walked.offset + length);
	}
}
