#include "registry/rejects_file.h"

#include "text/formula.h"

const struct str rejects_marks[REJECTS_MARKS] = {
	[REJECTS_WHY] = STR_INIT("拒收原因"),
	[REJECTS_FILE] = STR_INIT("原文件"),
	[REJECTS_ROW] = STR_INIT("原行号"),
};

bool rejects_are_marked(const struct column *columns, size_t n)
{
	for (size_t i = 0; i < REJECTS_MARKS; i++)
		if (i >= n || !str_eq(columns[i].header, rejects_marks[i]))
			return false;
	return true;
}

/* -, +, -5, +12.5%: a spreadsheet shows them as they are. */
static bool is_signed_number(struct str s)
{
	s = str_trim(s);
	if (!s.n || (*s.p != '-' && *s.p != '+'))
		return false;
	for (size_t i = 1; i < s.n; i++)
		if (!strchr("0123456789.,%", s.p[i]) || !s.p[i])
			return false;
	return true;
}

/* The dashes of empty cells: －, also twice. */
static bool is_dash(struct str s)
{
	static const struct str dash = STR_INIT("－");
	s = str_trim(s);
	return str_eq(s, dash) || (s.n == 2 * dash.n && str_starts(s, dash) && str_ends(s, dash)) || str_is(s, "--");
}

bool rejects_need_guard(struct str cell)
{
	return text_begins_formula(cell) && !is_signed_number(cell) && !is_dash(cell);
}

struct str rejects_unguard(struct str cell)
{
	struct str rest = str_sub(cell, 1, cell.n);
	return cell.n && *cell.p == '\'' && rejects_need_guard(rest) ? rest : cell;
}
