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

static void add_quoted(struct buf *out, struct str s)
{
	size_t length;

	for (size_t i = 0; i < s.n; i += length) {
		struct str at = str_sub(s, i, s.n);
		int32_t c = utf8_next(at, &length);
		if (is_control(c))
			text_safe(out, str_sub(at, 0, length));
		else
			buf_add(out, str_sub(at, 0, length));
		if (c == '"')
			buf_addc(out, '"');
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
