#include "report/sink_text.h"

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

static bool one_of(int32_t c, const int32_t *set, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (set[i] == c)
			return true;
	return false;
}

static bool begins_formula(struct str s)
{
	static const int32_t starts[] = {'=', '+', '-', '@', '\t', '\r', '\n', 0xff1d, 0xff0b, 0xff0d, 0xff20};
	static const int32_t passed[] = {' ', '"', '\'', 0xa0, 0x3000, 0xfeff, 0x2018, 0x2019, 0x201c, 0x201d};
	size_t length;

	for (size_t i = 0; i < s.n; i += length) {
		int32_t c = utf8_next(str_sub(s, i, s.n), &length);
		if (one_of(c, starts, sizeof starts / sizeof *starts))
			return true;
		if (!one_of(c, passed, sizeof passed / sizeof *passed))
			return false;
	}
	return false;
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

void sink_csv(struct buf *out, struct str s)
{
	bool guard = begins_formula(s), quote = guard;

	for (size_t i = 0; i < s.n; i++)
		quote |= s.p[i] == '"' || s.p[i] == ',' || s.p[i] == '\r' || s.p[i] == '\n';
	if (quote)
		buf_addc(out, '"');
	if (guard)
		buf_addc(out, '\'');
	add_quoted(out, s);
	if (quote)
		buf_addc(out, '"');
}
