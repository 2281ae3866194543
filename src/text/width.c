#include "text/width.h"

#include "text/utf8.h"

#include <utf8proc.h>

/* A bad byte takes one column: a terminal shows a replacement for it. */
static size_t char_width(int32_t c)
{
	int width = c < 0 ? 1 : utf8proc_charwidth(c);
	return width > 0 ? (size_t)width : 0;
}

size_t text_width(struct str s)
{
	size_t columns = 0, length;
	for (size_t i = 0; i < s.n; i += length)
		columns += char_width(utf8_next(str_sub(s, i, s.n), &length));
	return columns;
}

struct str text_fit(struct str s, size_t columns)
{
	size_t i = 0, length;
	for (; i < s.n; i += length) {
		size_t width = char_width(utf8_next(str_sub(s, i, s.n), &length));
		if (width > columns)
			break;
		columns -= width;
	}
	return str_sub(s, 0, i);
}

/* Nothing that moves the cursor, turns the order of what follows or cannot be seen; combining marks can be. */
static bool is_unsafe(int32_t c)
{
	/* Default ignorable characters that are letters or marks by category: fillers and variation selectors. */
	static const int32_t hidden[][2] = {
		{0x034f, 0x034f}, {0x115f, 0x1160}, {0x17b4, 0x17b5}, {0x180b, 0x180f}, {0x3164, 0x3164},
		{0xfe00, 0xfe0f}, {0xffa0, 0xffa0}, {0xe0000, 0xe0fff},
	};
	if (c < 0x7f)
		return c < 0x20;
	for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
		if (c >= hidden[i][0] && c <= hidden[i][1])
			return true;
	utf8proc_category_t category = utf8proc_category(c);
	return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF ||
	       category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

void text_safe(struct buf *out, struct str s)
{
	size_t from = 0, length;
	for (size_t i = 0; i < s.n; i += length) {
		int32_t c = utf8_next(str_sub(s, i, s.n), &length);
		if (c >= 0 && !is_unsafe(c))
			continue;
		buf_add(out, str_sub(s, from, i));
		if (c < 0)
			buf_printf(out, "\\x%02X", (unsigned)(unsigned char)s.p[i]);
		else
			buf_printf(out, "\\u{%04X}", (unsigned)c);
		from = i + length;
	}
	buf_add(out, str_sub(s, from, s.n));
}
