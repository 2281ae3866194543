#include "report/xlsx_text.h"

#include "text/fold.h"
#include "text/utf8.h"

static size_t units(int32_t c)
{
	return c > 0xffff ? 2 : 1;
}

/* --- cells ------------------------------------------------------------------------------------------------------- */

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* _xHHHH_: a reader would take it for the character. */
static bool reads_as_escape(struct str s)
{
	if (s.n < 7 || s.p[0] != '_' || (s.p[1] | 0x20) != 'x' || s.p[6] != '_')
		return false;
	for (size_t i = 2; i < 6; i++)
		if (!is_hex(s.p[i]))
			return false;
	return true;
}

/* A carriage return is none for XML itself, but its readers make a line feed of it. */
static bool needs_escape(int32_t c, struct str from)
{
	if (c == '_')
		return reads_as_escape(from);
	return (c < 0x20 && c != '\t' && c != '\n') || c == 0xfffe || c == 0xffff;
}

bool xlsx_text(struct buf *out, struct str s)
{
	size_t room = XLSX_CELL, length;

	for (size_t i = 0; i < s.n; i += length) {
		struct str from = str_sub(s, i, s.n);
		int32_t c = utf8_next(from, &length);
		bool escape = c > 0 && needs_escape(c, from);
		size_t takes = escape ? 7 : units(c);
		if (takes > room)
			return false;
		room -= takes;
		if (c <= 0)
			buf_adds(out, "\xef\xbf\xbd");
		else if (escape)
			buf_printf(out, "_x%04X_", (unsigned)c);
		else
			buf_add(out, str_sub(from, 0, length));
	}
	return true;
}

/* --- names of sheets ---------------------------------------------------------------------------------------------- */

/* The start of it that takes so many units. */
static struct str clip(struct str s, size_t room)
{
	size_t i = 0, length;

	for (; i < s.n; i += length) {
		size_t takes = units(utf8_next(str_sub(s, i, s.n), &length));
		if (takes > room)
			break;
		room -= takes;
	}
	return str_sub(s, 0, i);
}

/* An apostrophe may not stand at either end; none stands anywhere, as names are quoted by them. */
static struct str without_forbidden(struct arena *a, struct str s)
{
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0, length;

	for (size_t i = 0; out && i < s.n; i += length) {
		struct str from = str_sub(s, i, s.n);
		int32_t c = utf8_next(from, &length);
		bool kept = c >= 0x20 && c != 0x7f && c != 0xfffe && c != 0xffff && !(c < 0x80 && strchr("[]:*?/\\'", c));
		for (size_t k = 0; kept && k < length; k++)
			out[n++] = from.p[k];
		if (!kept)
			out[n++] = '_';
	}
	return (struct str){out, n};
}

static bool is_taken(struct arena *a, struct str name, const struct str *taken, size_t n)
{
	struct str key = fold_key(a, name);

	if (str_is(key, "HISTORY")) /* Excel keeps it for itself */
		return true;
	for (size_t i = 0; i < n; i++)
		if (str_eq(key, fold_key(a, taken[i])))
			return true;
	return false;
}

struct str xlsx_sheet_name(struct arena *a, struct str wanted, const struct str *taken, size_t n)
{
	struct str allowed = without_forbidden(a, str_trim(wanted));
	struct str base = allowed.n ? allowed : STR("Sheet"), name = arena_str(a, clip(base, XLSX_NAME));

	for (size_t i = 2; name.p && is_taken(a, name, taken, n); i++) {
		struct str suffix = arena_printf(a, " (%zu)", i);
		name = arena_printf(a, "%.*s%.*s", STR_ARG(clip(base, XLSX_NAME - suffix.n)), STR_ARG(suffix));
	}
	return allowed.p ? name : STR_NONE;
}
