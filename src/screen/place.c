#include "screen/place.h"

#include "registry/wide.h"

#include <inttypes.h>

/* A, …, Z, AA, …: from 0. */
static void write_letters(struct buf *out, size_t column)
{
	char letters[8];
	size_t n = sizeof letters;
	for (size_t i = column + 1; i && n; i = (i - 1) / 26)
		letters[--n] = (char)('A' + (i - 1) % 26);
	buf_add(out, (struct str){letters + n, sizeof letters - n});
}

static const struct column *find(const struct input_info *in, struct str header)
{
	for (size_t i = 0; header.p && i < in->n_columns; i++)
		if (in->columns[i].header.p == header.p || (in->columns[i].wide && in->columns[i].wide->column.header.p == header.p))
			return &in->columns[i];
	return NULL;
}

/* Letters, digits and what is beyond ASCII need no quotes. */
static bool is_plain(struct str sheet)
{
	for (size_t i = 0; i < sheet.n; i++) {
		unsigned char c = (unsigned char)sheet.p[i];
		bool letter = c >= 0x80 || c == '_' || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
		if (!letter && (c < '0' || c > '9' || i == 0))
			return false;
	}
	return true;
}

static void write_sheet(struct buf *out, struct str sheet)
{
	bool plain = is_plain(sheet);
	buf_adds(out, plain ? "" : "'");
	for (size_t i = 0; i < sheet.n; i++) {
		if (sheet.p[i] == '\'' && !plain)
			buf_addc(out, '\'');
		buf_addc(out, sheet.p[i]);
	}
	buf_adds(out, plain ? "!" : "'!");
}

bool place_write_cell(struct buf *out, const struct input_info *in, struct str header, uint64_t row)
{
	const struct column *c = in->sheet.p ? find(in, header) : NULL;
	if (!c)
		return false;
	write_letters(out, (size_t)(c - in->columns));
	buf_printf(out, "%" PRIu64, row);
	return true;
}

void place_write(struct buf *out, const struct input_info *in, struct str sheet, struct str header, uint64_t row)
{
	if (sheet.p)
		write_sheet(out, sheet);
	if (!sheet.p || !place_write_cell(out, in, header, row))
		buf_printf(out, "%" PRIu64, row);
}
