#include "report/sink_text.h"

#include "registry/rejects_file.h"
#include "text/formula.h"
#include "text/utf8.h"
#include "text/width.h"

static bool is_break(char c)
{
	return c == '\n' || c == '\r' || c == '\t';
}

void sink_terminal(struct buf *out, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (!is_break(s.p[i]))
			continue;
		text_safe(out, str_sub(s, from, i));
		if (s.p[i] != '\n' || i == 0 || s.p[i - 1] != '\r')
			buf_addc(out, ' ');
		from = i + 1;
	}
	text_safe(out, str_sub(s, from, s.n));
}

/* What no cell of a table holds: a spreadsheet drops it unseen (NUL in "3␀80" leaves 380), a terminal obeys it. */
static bool is_control(int32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0);
}

/* How many bytes at its beginning stand for themselves: no quotes, nothing that no cell holds. */
static size_t plain_run(struct str s)
{
	size_t n = 0, length = 1;

	for (; n < s.n; n += length) {
		const char c = s.p[n];
		length = 1;
		if (c >= 0x20 && c < 0x7f ? c == '"' : is_control(utf8_next(str_sub(s, n, s.n), &length)))
			break;
	}
	return n;
}

/* Runs that stand for themselves, and between them a quote or what no cell holds. */
static void add_quoted(struct buf *out, struct str s)
{
	while (s.n) {
		size_t length = plain_run(s);
		buf_add(out, str_sub(s, 0, length));
		s = str_sub(s, length, s.n);
		if (!s.n)
			break;
		if (utf8_next(s, &length) == '"')
			buf_adds(out, "\"\"");
		else
			text_safe(out, str_sub(s, 0, length));
		s = str_sub(s, length, s.n);
	}
}

/* Is it a cell only between quotes (RFC 4180)? */
static bool needs_quotes(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '"' || s.p[i] == ',' || s.p[i] == '\r' || s.p[i] == '\n')
			return true;
	return false;
}

void sink_csv(struct buf *out, struct str s)
{
	bool guard = text_begins_formula(s), quote = guard || needs_quotes(s);

	if (quote)
		buf_addc(out, '"');
	if (guard)
		buf_addc(out, '\'');
	add_quoted(out, s);
	if (quote)
		buf_addc(out, '"');
}

void sink_csv_filed(struct buf *out, struct str s)
{
	bool guard = rejects_need_guard(s), quote = guard || needs_quotes(s);

	if (quote)
		buf_addc(out, '"');
	if (guard)
		buf_addc(out, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i])
			buf_addc(out, s.p[i]);
		else
			buf_adds(out, "\xef\xbf\xbd");
		if (s.p[i] == '"')
			buf_addc(out, '"');
	}
	if (quote)
		buf_addc(out, '"');
}

/* Adds s as a terminal may have it, with each sign that `spell` knows spelled so. */
static void add_spelled(struct buf *out, struct str s, const char *(*spell)(char))
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char *spelled = spell(s.p[i]);
		if (!spelled)
			continue;
		sink_terminal(out, str_sub(s, from, i));
		buf_adds(out, spelled);
		from = i + 1;
	}
	sink_terminal(out, str_sub(s, from, s.n));
}

static const char *spell_html(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}

void sink_html(struct buf *out, struct str s)
{
	add_spelled(out, s, spell_html);
}

/* Signs that mean something wherever they stand: emphasis, code, links, HTML, references, cells, formulas of some programs. */
static const char *spell_markdown(char c)
{
	static const char signs[] = "\\`*_[]<>|~&$#";
	static const char *const spelled[] = {"\\\\", "\\`", "\\*", "\\_", "\\[", "\\]", "\\<", "\\>", "\\|", "\\~", "\\&", "\\$", "\\#"};
	const char *at = c ? strchr(signs, c) : NULL;

	return at ? spelled[at - signs] : NULL;
}

static bool is_blank(char c)
{
	return c == ' ' || is_break(c);
}

/* The sign that makes of a line's start a list or a rule, or the length: + - = there, . and ) behind digits (also those of a text before) where a
 * blank follows: 5.01 is no item of a list. */
static size_t line_sign(struct str s)
{
	size_t i = 0;

	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	if (i == s.n)
		return s.n;
	if (!i && (s.p[i] == '+' || s.p[i] == '-' || s.p[i] == '='))
		return i;
	bool numbers = s.p[i] == '.' || s.p[i] == ')';
	return numbers && (i + 1 == s.n || is_blank(s.p[i + 1])) ? i : s.n;
}

void sink_markdown(struct buf *out, struct str s, bool begins)
{
	size_t at = begins ? line_sign(s) : s.n;

	if (at < s.n) {
		buf_add(out, str_sub(s, 0, at));
		buf_addc(out, '\\');
		buf_addc(out, s.p[at]);
		s = str_sub(s, at + 1, s.n);
	}
	for (size_t i = 0; i < s.n;) {
		size_t end = i;
		while (end < s.n && !is_blank(s.p[end]))
			end++;
		add_spelled(out, str_sub(s, i, end), spell_markdown);
		for (i = end; i < s.n && is_blank(s.p[i]);)
			i++;
		if (i > end)
			buf_addc(out, ' ');
	}
}
