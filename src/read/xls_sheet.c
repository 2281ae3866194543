#include "read/xls_sheet.h"

#include "base/limits.h"
#include "read/number_text.h"

#include <stdlib.h>

enum { COLUMNS = 256, RK_BYTES = 6, GLOBALS = 0x05 /* the part of a workbook that is no sheet */ };

/* Records that hold cells, by the versions that have them, and how long one is at least. */
static const struct cell_record {
	unsigned type, from, to;
	size_t least;
} cell_records[] = {
	{BIFF_NUMBER, 3, 8, 14},   {BIFF_RK, 3, 8, 10},       {BIFF_LABELSST, 8, 8, 10}, {BIFF_MULRK, 5, 8, 12},
	{BIFF_FORMULA, 5, 8, 20},  {BIFF_LABEL, 3, 8, 8},     {BIFF_BOOLERR, 3, 8, 8},   {BIFF_RSTRING, 5, 8, 8},
	{BIFF_FORMULA3, 3, 8, 16}, {BIFF_FORMULA4, 4, 8, 16}, {BIFF_INTEGER2, 2, 2, 9},  {BIFF_NUMBER2, 2, 2, 15},
	{BIFF_LABEL2, 2, 2, 8},    {BIFF_BOOLERR2, 2, 2, 9},  {BIFF_FORMULA, 2, 2, 16},
};

static const struct cell_record *cell_record(unsigned type, unsigned version)
{
	for (size_t i = 0; i < sizeof cell_records / sizeof *cell_records; i++)
		if (cell_records[i].type == type && version >= cell_records[i].from && version <= cell_records[i].to)
			return &cell_records[i];
	return NULL;
}

/* A cell as one number that sorts by row, then column, then place in the stream. */
static uint64_t cell_at(unsigned row, unsigned column, size_t at)
{
	return (uint64_t)row << 48 | (uint64_t)column << 32 | (uint32_t)at;
}

static unsigned cell_row(uint64_t cell)
{
	return (unsigned)(cell >> 48);
}

static unsigned cell_column(uint64_t cell)
{
	return (unsigned)(cell >> 32) & 0xffff;
}

/* --- finding the cells ------------------------------------------------------------------------------------------------ */

static enum read_status add_cell(struct xls_sheets *s, uint64_t cell)
{
	if (cell_column(cell) >= COLUMNS)
		return xls_book_damaged(s->book, N_("a cell stands beyond the last column"), (uint32_t)cell);
	if (s->n == s->cap) {
		size_t cap = s->cap ? s->cap * 2 : 1024;
		uint64_t *cells = realloc(s->cells, cap * sizeof *cells);
		if (!cells)
			return READ_NO_MEMORY;
		s->cells = cells;
		s->cap = cap;
	}
	if (s->n && s->cells[s->n - 1] > cell)
		s->sorted = false;
	s->cells[s->n++] = cell;
	return READ_OK;
}

static enum read_status find_cells(struct xls_sheets *s, const struct cell_record *kind,
				   const struct biff_record *record)
{
	struct str body = record->body;
	unsigned row = biff_u16(body, 0), column = biff_u16(body, 2);
	enum read_status status = READ_OK;
	if (body.n < kind->least)
		return xls_book_damaged(s->book, N_("a cell's record is too short"), record->at);
	if (record->type != BIFF_MULRK)
		return add_cell(s, cell_at(row, column, record->at));
	/* row, first column, the cells, last column */
	unsigned n = (unsigned)(body.n - 6) / RK_BYTES, last = biff_u16(body, body.n - 2);
	if (body.n != 6 + (size_t)n * RK_BYTES || column + n != last + 1)
		return xls_book_damaged(s->book, N_("a record of several cells is not as long as it says"), record->at);
	for (; column <= last && status == READ_OK; column++)
		status = add_cell(s, cell_at(row, column, record->at));
	return status;
}

static enum read_status find_merges(struct xls_sheets *s, const struct biff_record *record)
{
	enum { RANGE = 8 };
	struct str body = record->body;
	size_t n = biff_u16(body, 0);
	enum read_status status = READ_OK;
	if (body.n < 2 + n * RANGE)
		return xls_book_damaged(s->book, N_("a list of merged cells is too short"), record->at);
	for (size_t i = 2; i < 2 + n * RANGE && status == READ_OK; i += RANGE)
		status = merges_add(&s->merges, s->book->job,
				    (struct merge){biff_u16(body, i) + 1, biff_u16(body, i + 2) + 1,
						   biff_u16(body, i + 4), biff_u16(body, i + 6)});
	return status;
}

static bool begins_part(unsigned type)
{
	return type == BIFF_BOF || type == BIFF_BOF2 || type == BIFF_BOF3 || type == BIFF_BOF4;
}

/* All cells of the sheet from its first record to its last; a chart inside of it is a part of its own, and skipped. */
static enum read_status find_all(struct xls_sheets *s, size_t at)
{
	struct biff_record record;
	unsigned depth = 0;
	bool uncalculated = false, formulas = false;
	if (biff_next(&record, s->book->stream, at) != BIFF_STEP_RECORD || !begins_part(record.type) ||
	    biff_u16(record.body, 2) == GLOBALS)
		return xls_book_damaged(s->book, N_("no sheet begins where one should"), at);
	for (at = record.next;; at = record.next) {
		enum read_status status = READ_OK;
		if (biff_next(&record, s->book->stream, at) != BIFF_STEP_RECORD)
			return xls_book_damaged(s->book, N_("its records end too early"), at);
		if (record.type == BIFF_EOF && depth-- == 0)
			break;
		depth += begins_part(record.type);
		if (depth)
			continue;
		const struct cell_record *kind = cell_record(record.type, s->book->version);
		if (kind)
			status = find_cells(s, kind, &record);
		else if (record.type == BIFF_MERGEDCELLS)
			status = find_merges(s, &record);
		if (status != READ_OK)
			return status;
		uncalculated |= record.type == BIFF_UNCALCED;
		formulas |= xls_is_formula(record.type);
	}
	s->uncalculated |= uncalculated && formulas;
	return READ_OK;
}

/* --- sending them ------------------------------------------------------------------------------------------------------- */

struct cell { /* that is sent */
	struct xls_sheets *sheets;
	struct xls_book *book;
	struct frame_row *row;
	struct biff_record record;
	uint64_t at;
	uint32_t column;
	const struct number_format *format;
	size_t value; /* where its value stands in the record */
};

/* `how` is a msgid: what is wrong with the cell. */
static enum read_status refuse(const struct xls_sheets *s, uint64_t at, const char *how)
{
	unsigned column = cell_column(at);
	char letters[3] = {(char)('A' + column / 26 - 1), (char)('A' + column % 26), 0};
	struct words w = {STR_NONE, STR_NONE};
	WORDS_SAY(&w, s->book->job->arena, "%.*s!%s%u %s; open the file in a spreadsheet program and save it as .xlsx",
		  STR_ARG(s->sheet->name), letters + (column < 26), cell_row(at) + 1, message(in, how));
	return read_fails(s->book->job, READ_UNREADABLE, w);
}

static void send(struct cell *c, enum cell_sort sort, struct str text)
{
	read_row_cell(c->book->job, c->row, c->column, sort, text);
}

/* With the words that the cell's format puts around a text. */
static void send_text(struct cell *c, struct str text)
{
	const struct number_format *f = c->format;
	if ((f->text_before.n || f->text_after.n) && str_trim(text).n && text.n <= LIMIT_CELL_BYTES) {
		struct buf *room = &c->sheets->room;
		buf_clear(room);
		buf_add(room, f->text_before);
		buf_add(room, text);
		buf_add(room, f->text_after);
		text = buf_str(room);
	}
	send(c, CELL_TEXT, text);
}

static void send_number(struct cell *c, double value)
{
	char out[NUMBER_TEXT_BYTES];
	bool rounded;
	struct str text, number = number_text_binary(out, value, &rounded);
	if (!number.n) {
		send(c, CELL_ERROR, STR("#NUM!"));
		return;
	}
	enum cell_sort sort =
		number_format_show(&text, c->format, &c->sheets->room, number, rounded, c->book->since_1904);
	send(c, sort, text);
}

static void send_error(struct cell *c, unsigned code)
{
	static const struct {
		unsigned code;
		const char *text;
	} errors[] = {{0x00, "#NULL!"}, {0x07, "#DIV/0!"}, {0x0f, "#VALUE!"}, {0x17, "#REF!"},
		      {0x1d, "#NAME?"}, {0x24, "#NUM!"},   {0x2a, "#N/A"}};
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		if (errors[i].code == code) {
			send(c, CELL_ERROR, str_from(errors[i].text));
			return;
		}
	send(c, CELL_ERROR, STR("#ERROR"));
}

static void send_boolean(struct cell *c, unsigned value)
{
	send(c, CELL_BOOLEAN, value ? STR("TRUE") : STR("FALSE"));
}

/* A text that the cell's record holds itself, or a record behind it. */
static enum read_status send_own_text(struct cell *c, const struct biff_record *record, size_t skip,
				      unsigned length_bytes)
{
	struct buf *text = &c->sheets->text;
	bool whole;
	buf_clear(text);
	enum read_status status = xls_book_text(&whole, text, c->book, record, skip, length_bytes);
	if (status == READ_OK && !whole)
		return refuse(c->sheets, c->at, N_("holds a text that ends before its length"));
	if (status == READ_OK)
		send_text(c, buf_str(text));
	return status;
}

static enum read_status send_shared(struct cell *c)
{
	struct buf *text = &c->sheets->text;
	buf_clear(text);
	if (!xls_book_string(text, c->book, biff_u32(c->record.body, c->value)))
		return refuse(c->sheets, c->at, N_("holds a shared string that is not there"));
	send_text(c, buf_str(text));
	return READ_OK;
}

/* The record of a formula's text stands behind it, and behind what belongs to the formula. */
static bool find_text(struct biff_record *out, const struct cell *c)
{
	size_t at = c->record.next;
	while (biff_next(out, c->book->stream, at) == BIFF_STEP_RECORD) {
		switch (out->type) {
		case BIFF_STRING:
		case BIFF_STRING2:
			return true;
		case BIFF_ARRAY:
		case BIFF_ARRAY2:
		case BIFF_TABLE:
		case BIFF_TABLE2:
		case BIFF_SHRFMLA:
		case BIFF_CONTINUE:
			at = out->next;
			break;
		default:
			return false;
		}
	}
	return false;
}

static enum read_status send_formula(struct cell *c)
{
	enum { TEXT = 0, BOOLEAN = 1, ERROR = 2, EMPTY = 3, NO_NUMBER = 0xffff, WANTS_CALCULATION = 2 };
	struct str body = c->record.body;
	bool believed = c->book->calculated && !(biff_u8(body, c->value + 8) & WANTS_CALCULATION);
	struct biff_record text;
	if (!believed && !xls_formula_has_value(body, c->value)) {
		send(c, CELL_FORMULA, STR("=?"));
	} else if (biff_u16(body, c->value + 6) != NO_NUMBER) {
		send_number(c, biff_double(body, c->value));
	} else if (biff_u8(body, c->value) == BOOLEAN) {
		send_boolean(c, biff_u8(body, c->value + 2));
	} else if (biff_u8(body, c->value) == ERROR) {
		send_error(c, biff_u8(body, c->value + 2));
	} else if (biff_u8(body, c->value) == TEXT && find_text(&text, c)) {
		return send_own_text(c, &text, 0, c->book->version == 2 ? 1 : 2);
	} else if (biff_u8(body, c->value) != EMPTY) {
		send(c, CELL_FORMULA, STR("=?"));
	}
	return READ_OK;
}

static enum read_status send_value(struct cell *c)
{
	struct str body = c->record.body;
	switch (c->record.type) {
	case BIFF_LABELSST:
		return send_shared(c);
	case BIFF_NUMBER:
	case BIFF_NUMBER2:
		send_number(c, biff_double(body, c->value));
		return READ_OK;
	case BIFF_INTEGER2:
		send_number(c, biff_u16(body, c->value));
		return READ_OK;
	case BIFF_RK:
		send_number(c, biff_rk(biff_u32(body, c->value)));
		return READ_OK;
	case BIFF_MULRK:
		send_number(c, biff_rk(biff_u32(body, c->value)));
		return READ_OK;
	case BIFF_LABEL:
	case BIFF_RSTRING:
		return send_own_text(c, &c->record, c->value, 2);
	case BIFF_LABEL2:
		return send_own_text(c, &c->record, c->value, 1);
	case BIFF_BOOLERR:
	case BIFF_BOOLERR2:
		if (biff_u8(body, c->value + 1))
			send_error(c, biff_u8(body, c->value));
		else
			send_boolean(c, biff_u8(body, c->value));
		return READ_OK;
	default:
		return send_formula(c);
	}
}

static enum read_status send_cell(struct xls_sheets *s, struct frame_row *row, uint64_t at)
{
	enum { FORMAT_BITS = 0x3f };
	struct cell c = {.sheets = s, .book = s->book, .row = row, .at = at, .column = cell_column(at)};
	biff_next(&c.record, s->book->stream, (uint32_t)at); /* was found before */
	struct str body = c.record.body;
	/* of several cells in one record, each has a format and a value */
	size_t skip = c.record.type == BIFF_MULRK ? (c.column - biff_u16(body, 2)) * (size_t)RK_BYTES : 0;
	c.value = xls_value_at(s->book) + skip;
	c.format = s->book->version == 2 ? xls_book_format_of_id(s->book, biff_u8(body, 5) & FORMAT_BITS)
					 : xls_book_format(s->book, biff_u16(body, 4 + skip));
	return c.format ? send_value(&c) : READ_NO_MEMORY;
}

/* Whether the cell stands again behind it. Which one counts is not said anywhere, so that they must be the same. */
static enum read_status stands_again(bool *out, const struct xls_sheets *s, size_t i)
{
	struct biff_record one, other;
	*out = i + 1 < s->n && s->cells[i] >> 32 == s->cells[i + 1] >> 32;
	if (!*out)
		return READ_OK;
	biff_next(&one, s->book->stream, (uint32_t)s->cells[i]);
	biff_next(&other, s->book->stream, (uint32_t)s->cells[i + 1]);
	bool same = one.type == other.type && str_eq(one.body, other.body);
	return same ? READ_OK : refuse(s, s->cells[i], N_("is a cell that stands twice"));
}

static enum read_status send_rows(struct xls_sheets *s)
{
	struct read_job *job = s->book->job;
	enum read_status status = READ_OK;
	struct frame_row row;
	bool again;
	for (size_t i = 0; i < s->n && status == READ_OK; i++) {
		if (i == 0 || cell_row(s->cells[i]) != cell_row(s->cells[i - 1]))
			read_row_begin(job, &row, (uint64_t)cell_row(s->cells[i]) + 1);
		status = stands_again(&again, s, i);
		if (status == READ_OK && !again)
			status = send_cell(s, &row, s->cells[i]);
		if (status != READ_OK)
			read_row_drop(job, &row);
		else if (i + 1 == s->n || cell_row(s->cells[i]) != cell_row(s->cells[i + 1]))
			status = read_row_end(job, &row);
	}
	return status == READ_OK && (s->text.failed || s->room.failed) ? READ_NO_MEMORY : status;
}

static int by_number(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

enum read_status xls_sheet_send(struct xls_sheets *s, const struct xls_sheet *sheet)
{
	s->sheet = sheet;
	s->n = 0;
	s->sorted = true;
	merges_clear(&s->merges);
	enum read_status status = find_all(s, sheet->at);
	if (status != READ_OK)
		return status;
	if (!s->sorted)
		qsort(s->cells, s->n, sizeof *s->cells, by_number);
	frame_table(&s->book->job->out, sheet->name, sheet->state);
	status = merges_send(&s->merges, s->book->job);
	return status == READ_OK ? send_rows(s) : status;
}

void xls_sheets_init(struct xls_sheets *s, struct xls_book *book)
{
	*s = (struct xls_sheets){.book = book};
	merges_init(&s->merges, COLUMNS);
	buf_init(&s->room);
	buf_init(&s->text);
}

void xls_sheets_release(struct xls_sheets *s)
{
	merges_release(&s->merges);
	buf_release(&s->room);
	buf_release(&s->text);
	free(s->cells);
}
