#include "base/frames.h"

/* --- writing --------------------------------------------------------------------------------------------------- */

static void put(struct buf *out, uint64_t n, size_t bytes)
{
	char text[sizeof n];
	for (size_t i = 0; i < bytes; i++)
		text[i] = (char)(unsigned char)(n >> (8 * i));
	buf_add(out, (struct str){text, bytes});
}

static void put_at(struct buf *out, size_t at, uint32_t n)
{
	for (size_t i = 0; !out->failed && i < sizeof n; i++)
		out->p[at + i] = (char)(unsigned char)(n >> (8 * i));
}

static void put_text(struct buf *out, struct str text)
{
	put(out, (uint32_t)text.n, 4);
	buf_add(out, text);
}

static size_t begin(struct buf *out, enum frame_type type)
{
	size_t start = out->n;
	buf_addc(out, (char)type);
	put(out, 0, 4);
	return start;
}

static void end(struct buf *out, size_t start)
{
	put_at(out, start + 1, (uint32_t)(out->n - start - FRAME_HEAD));
}

void frame_sandbox(struct buf *out, unsigned held_by)
{
	size_t start = begin(out, FRAME_SANDBOX);
	put(out, held_by, 1);
	end(out, start);
}

void frame_table(struct buf *out, struct str name, enum sheet_state state)
{
	size_t start = begin(out, FRAME_TABLE);
	put(out, (uint64_t)state, 1);
	put_text(out, name);
	end(out, start);
}

void frame_merge(struct buf *out, uint32_t first_row, uint32_t last_row, uint32_t first_column, uint32_t last_column)
{
	size_t start = begin(out, FRAME_MERGE);
	put(out, first_row, 4);
	put(out, last_row, 4);
	put(out, first_column, 4);
	put(out, last_column, 4);
	end(out, start);
}

enum {
	ROW_CELLS_AT = FRAME_HEAD + 8, /* where a row's number of cells stands */
	CELL_HEAD = 4 + 1 + 4,         /* column, sort, length */
};

void frame_row_begin(struct frame_row *row, struct buf *out, uint64_t number)
{
	*row = (struct frame_row){.start = begin(out, FRAME_ROW)};
	put(out, number, 8);
	put(out, 0, 4);
}

void frame_row_cell(struct frame_row *row, struct buf *out, uint32_t column, enum cell_sort sort, struct str text)
{
	char head[CELL_HEAD];
	for (size_t i = 0; i < 4; i++) {
		head[i] = (char)(unsigned char)(column >> (8 * i));
		head[5 + i] = (char)(unsigned char)(text.n >> (8 * i));
	}
	head[4] = (char)sort;
	buf_add(out, (struct str){head, sizeof head});
	buf_add(out, text);
	row->cells++;
}

bool frame_row_end(struct frame_row *row, struct buf *out)
{
	if (!row->cells) {
		if (!out->failed)
			out->n = row->start;
		return false;
	}
	put_at(out, row->start + ROW_CELLS_AT, row->cells);
	end(out, row->start);
	return true;
}

void frame_notice(struct buf *out, struct str zh, struct str en)
{
	size_t start = begin(out, FRAME_NOTICE);
	put_text(out, zh);
	put_text(out, en);
	end(out, start);
}

void frame_complete(struct buf *out, uint64_t rows)
{
	size_t start = begin(out, FRAME_COMPLETE);
	put(out, rows, 8);
	end(out, start);
}

void frame_trouble(struct buf *out, enum frame_trouble trouble, struct str zh, struct str en)
{
	size_t start = begin(out, FRAME_TROUBLE);
	put(out, (uint64_t)trouble, 1);
	put_text(out, zh);
	put_text(out, en);
	end(out, start);
}

/* --- reading --------------------------------------------------------------------------------------------------- */

static bool take(struct str *rest, size_t bytes, uint64_t *out)
{
	if (rest->n < bytes)
		return false;
	*out = 0;
	for (size_t i = 0; i < bytes; i++)
		*out |= (uint64_t)(unsigned char)rest->p[i] << (8 * i);
	*rest = str_sub(*rest, bytes, rest->n);
	return true;
}

bool frame_take_byte(struct str *rest, unsigned char *out)
{
	uint64_t n;
	if (!take(rest, 1, &n))
		return false;
	*out = (unsigned char)n;
	return true;
}

bool frame_take_u32(struct str *rest, uint32_t *out)
{
	uint64_t n;
	if (!take(rest, 4, &n))
		return false;
	*out = (uint32_t)n;
	return true;
}

bool frame_take_u64(struct str *rest, uint64_t *out)
{
	return take(rest, 8, out);
}

bool frame_take_text(struct str *rest, struct str *out)
{
	uint32_t n;
	if (!frame_take_u32(rest, &n) || n > rest->n)
		return false;
	*out = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, rest->n);
	return true;
}

bool frame_take_cell(struct str *rest, struct frame_cell *out)
{
	unsigned char sort;
	if (!frame_take_u32(rest, &out->column) || !frame_take_byte(rest, &sort) || sort >= CELL_SORTS)
		return false;
	out->sort = (enum cell_sort)sort;
	return frame_take_text(rest, &out->text);
}

bool frame_head(enum frame_type *type, uint32_t *length, const char head[FRAME_HEAD])
{
	struct str rest = {head, FRAME_HEAD};
	unsigned char byte;
	if (!frame_take_byte(&rest, &byte) || !memchr("STMRNCX", byte, 7) || !frame_take_u32(&rest, length))
		return false;
	*type = (enum frame_type)byte;
	return *length <= FRAME_MOST;
}
