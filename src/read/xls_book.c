#include "read/xls_book.h"

#include "base/limits.h"
#include "read/xls_stream.h"

#include <iconv.h>
#include <stdio.h>

enum {
	IDS = 65536,        /* a number format's id has 16 bits, as has the number of a cell's format */
	CHINESE_PAGE = 936, /* what Excel on a Chinese machine takes where no page is named */
};

enum read_status xls_book_damaged(struct xls_book *b, const char *how, size_t at)
{
	struct words w = {STR_NONE, STR_NONE};
	WORDS_SAY(&w, b->job->arena,
		  "the workbook is damaged: %s (byte %ju of its records); open it in a spreadsheet program and save it "
		  "as .xlsx",
		  message(in, how), (uintmax_t)at);
	return read_fails(b->job, READ_UNREADABLE, w);
}

/* --- texts ---------------------------------------------------------------------------------------------------------- */

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

static enum read_status open_converter(struct xls_book *b)
{
	enum { MACINTOSH = 10000, MACINTOSH_5 = 32768, WINDOWS_5 = 32769 };
	unsigned page = b->code_page ? b->code_page : CHINESE_PAGE;
	char name[16];
	snprintf(name, sizeof name, "CP%u", page == WINDOWS_5 ? 1252 : page & 0xffff);
	iconv_t converter = iconv_open("UTF-8", page == MACINTOSH || page == MACINTOSH_5 ? "MACINTOSH" : name);
	if (converter == (iconv_t)-1)
		return read_fails(b->job, READ_UNREADABLE,
				  words_printf(b->job->arena,
					       "the workbook's texts are in code page %u, which is not read; open it "
					       "in a spreadsheet program and "
					       "save it as .xlsx",
					       page));
	b->converter = converter;
	b->page_assumed = !b->code_page;
	return READ_OK;
}

static enum read_status add_bytes(struct buf *out, struct xls_book *b, struct str bytes)
{
	enum { MOST_UTF8 = 4 };
	if (is_ascii(bytes)) {
		buf_add(out, bytes);
		return READ_OK;
	}
	enum read_status status = b->converter ? READ_OK : open_converter(b);
	if (status != READ_OK)
		return status;
	iconv(b->converter, NULL, NULL, NULL, NULL);
	while (bytes.n && buf_reserve(out, MOST_UTF8 * bytes.n + MOST_UTF8)) {
		char *from = (char *)bytes.p, *to = out->p + out->n;
		size_t left = bytes.n, room = MOST_UTF8 * bytes.n;
		iconv(b->converter, &from, &left, &to, &room);
		out->n = (size_t)(to - out->p);
		bytes = str_sub(bytes, bytes.n - left, bytes.n);
		if (bytes.n) /* stopped at a byte that is no character of the page */
			buf_addc(out, bytes.p[0]);
		bytes = str_sub(bytes, 1, bytes.n);
	}
	return out->failed ? READ_NO_MEMORY : READ_OK;
}

enum read_status xls_book_text(bool *whole, struct buf *out, struct xls_book *b, const struct biff_record *record,
			       size_t skip, unsigned length_bytes)
{
	struct biff_text t = biff_text_at(b->stream, record, skip);
	if (b->version == 8) {
		biff_unicode(out, &t, length_bytes);
		*whole = !t.failed;
		return out->failed ? READ_NO_MEMORY : READ_OK;
	}
	size_t n = length_bytes == 1 ? biff_u8(t.rest, 0) : biff_u16(t.rest, 0);
	*whole = t.rest.n >= length_bytes + n;
	return add_bytes(out, b, str_sub(t.rest, length_bytes, length_bytes + n));
}

/* The same into the arena; it must be whole. */
static enum read_status take_text(struct str *out, struct xls_book *b, const struct biff_record *record, size_t skip,
				  unsigned length_bytes)
{
	struct buf text;
	bool whole;
	buf_init(&text);
	enum read_status status = xls_book_text(&whole, &text, b, record, skip, length_bytes);
	if (status == READ_OK && !whole)
		status = xls_book_damaged(b, N_("a text ends before its length"), record->at);
	*out = arena_str(b->job->arena, buf_str(&text));
	if (status == READ_OK && !out->p)
		status = READ_NO_MEMORY;
	buf_release(&text);
	return status;
}

/* --- shared strings --------------------------------------------------------------------------------------------------- */

/*
 * Where each begins. How many there are is said in the record and not believed: some writers say less, and a cell
 * that asks for one that is not there is found when it does.
 */
static enum read_status take_strings(struct xls_book *b, const struct biff_record *record)
{
	enum { COUNTS = 8 };
	struct biff_text t = biff_text_at(b->stream, record, COUNTS);
	while (biff_text_more(&t)) {
		struct xls_place place = {.at = (uint32_t)(t.next - t.rest.n), .end = (uint32_t)t.next};
		biff_unicode(NULL, &t, 2);
		if (t.failed)
			break;
		struct xls_place *more =
			arena_grow(b->job->arena, b->strings, b->n_strings, &b->strings_cap, sizeof *more);
		if (!more)
			return READ_NO_MEMORY;
		b->strings = more;
		more[b->n_strings++] = place;
	}
	return READ_OK;
}

bool xls_book_string(struct buf *out, const struct xls_book *b, uint32_t i)
{
	if (i >= b->n_strings)
		return false;
	struct xls_place place = b->strings[i];
	struct biff_text t = {.stream = b->stream, .rest = str_sub(b->stream, place.at, place.end), .next = place.end};
	biff_unicode(out, &t, 2);
	return !t.failed;
}

/* --- number formats --------------------------------------------------------------------------------------------------- */

static enum read_status take_code(struct xls_book *b, const struct biff_record *record)
{
	bool numbered = b->version >= 5;
	unsigned id = numbered ? biff_u16(record->body, 0) : b->n_codes++;
	struct str code;
	enum read_status status =
		take_text(&code, b, record, record->type == BIFF_FORMAT ? 2 : 0, b->version == 8 ? 2 : 1);
	if (status == READ_OK && id < IDS)
		b->codes[id] = code;
	return status;
}

static enum read_status take_cell_format(struct xls_book *b, unsigned id)
{
	uint16_t *more =
		arena_grow(b->job->arena, b->cell_formats, b->n_cell_formats, &b->cell_formats_cap, sizeof *more);
	if (!more)
		return READ_NO_MEMORY;
	b->cell_formats = more;
	more[b->n_cell_formats++] = (uint16_t)id;
	return READ_OK;
}

/* The format of an id that the file does not explain. Before version 4 the dates stood two lower. */
static struct str built_in(const struct xls_book *b, unsigned id)
{
	enum { DATES = 12, LATER = 2, MOST = 20 };
	return number_format_built_in(b->version <= 3 && id >= DATES && id <= MOST ? id + LATER : id);
}

const struct number_format *xls_book_format_of_id(struct xls_book *b, unsigned id)
{
	struct arena *a = b->job->arena;
	id %= IDS;
	if (!b->formats[id]) {
		struct number_format *f = ARENA_NEW(a, struct number_format);
		if (f && number_format_parse(f, a, b->codes[id].p ? b->codes[id] : built_in(b, id)))
			b->formats[id] = f;
	}
	return b->formats[id];
}

const struct number_format *xls_book_format(struct xls_book *b, unsigned cell_format)
{
	return xls_book_format_of_id(b, cell_format < b->n_cell_formats ? b->cell_formats[cell_format] : 0);
}

/* --- records that hold for the whole ---------------------------------------------------------------------------------- */

static enum read_status take_sheet(struct xls_book *b, const struct biff_record *record)
{
	enum { VISIBLE_BITS = 3, HEAD = 6, CHART = 2, MACROS = 1, MODULE = 6 };
	struct xls_sheet sheet = {
		.at = biff_u32(record->body, 0),
		.state = biff_u8(record->body, 4) & VISIBLE_BITS ? SHEET_HIDDEN : SHEET_VISIBLE,
	};
	unsigned sort = biff_u8(record->body, 5);
	sheet.sort = sort == CHART ? XLS_CHART : sort == MACROS || sort == MODULE ? XLS_MACROS : XLS_CELLS;
	if (b->n_sheets == LIMIT_SHEETS)
		return read_fails(
			b->job, READ_LIMIT,
			words_printf(b->job->arena, "the workbook has more than %d sheets", (int)LIMIT_SHEETS));
	struct xls_sheet *more = arena_grow(b->job->arena, b->sheets, b->n_sheets, &b->sheets_cap, sizeof *more);
	enum read_status status = take_text(&sheet.name, b, record, HEAD, 1);
	if (!more)
		return READ_NO_MEMORY;
	b->sheets = more;
	more[b->n_sheets++] = sheet;
	return status;
}

static enum read_status take(struct xls_book *b, const struct biff_record *record)
{
	struct str body = record->body;
	switch (record->type) {
	case BIFF_FILEPASS:
		return xls_stream_encrypted(b->job);
	case BIFF_CODEPAGE:
		b->code_page = biff_u16(body, 0);
		return READ_OK;
	case BIFF_DATEMODE:
		b->since_1904 = biff_u16(body, 0) != 0;
		return READ_OK;
	case BIFF_RECALCID:
		b->calculated = true;
		return READ_OK;
	case BIFF_FORMAT:
	case BIFF_FORMAT2:
		return take_code(b, record);
	case BIFF_XF:
		return take_cell_format(b, biff_u16(body, 2));
	case BIFF_XF2:
		return take_cell_format(b, biff_u8(body, 2) & 0x3f);
	case BIFF_XF3:
	case BIFF_XF4:
		return take_cell_format(b, biff_u8(body, 1));
	case BIFF_BOUNDSHEET:
		return take_sheet(b, record);
	case BIFF_SST:
		return take_strings(b, record);
	default:
		return READ_OK;
	}
}

/* From the record behind the first one to the end of that part of the stream. */
static enum read_status take_all(struct xls_book *b, size_t at)
{
	struct biff_record record;
	enum biff_step step;
	while ((step = biff_next(&record, b->stream, at)) == BIFF_STEP_RECORD && record.type != BIFF_EOF) {
		enum read_status status = take(b, &record);
		if (status != READ_OK)
			return status;
		at = record.next;
	}
	return step == BIFF_STEP_RECORD ? READ_OK : xls_book_damaged(b, N_("its records end too early"), at);
}

/* 0: none that is known. */
static unsigned version_of(const struct biff_record *first)
{
	unsigned named = biff_u16(first->body, 0) >> 8;
	switch (first->type) {
	case BIFF_BOF2:
		return 2;
	case BIFF_BOF3:
		return 3;
	case BIFF_BOF4:
		return 4;
	case BIFF_BOF:
		return named == 6 ? 8 : named >= 2 && named <= 5 ? named : 0;
	default:
		return 0;
	}
}

static enum read_status take_first(struct xls_book *b)
{
	enum { GLOBALS = 0x05, SHEET = 0x10, BOOK_OF_4 = 0x100 };
	struct biff_record record;
	struct xls_sheet *only = ARENA_NEW(b->job->arena, struct xls_sheet);
	if (!only)
		return READ_NO_MEMORY;
	bool whole = biff_next(&record, b->stream, 0) == BIFF_STEP_RECORD;
	unsigned sort = biff_u16(record.body, 2);
	b->version = version_of(&record);
	if (!b->version || sort == BOOK_OF_4)
		return read_fails(b->job, READ_UNREADABLE,
				  words_printf(b->job->arena, "this is no workbook of a version that is known"));
	if (!whole)
		return xls_book_damaged(b, N_("its records end too early"), 0);
	if (sort == GLOBALS)
		return take_all(b, record.next);
	/* a sheet without a workbook around it, as all were before version 5 */
	*only = (struct xls_sheet){.name = STR("Sheet1"), .sort = sort == SHEET ? XLS_CELLS : XLS_CHART};
	b->sheets = only;
	b->n_sheets = 1;
	return take_all(b, record.next);
}

/* --- formulas ----------------------------------------------------------------------------------------------------------- */

bool xls_is_formula(unsigned type)
{
	return type == BIFF_FORMULA || type == BIFF_FORMULA3 || type == BIFF_FORMULA4;
}

bool xls_formula_has_value(struct str body, size_t value)
{
	enum { EMPTY = 3, NO_NUMBER = 0xffff };
	if (biff_u16(body, value + 6) == NO_NUMBER)
		return biff_u8(body, value) != EMPTY;
	double number = biff_double(body, value);
	return number < 0 || number > 0;
}

/* A writer that calculated one formula calculated them all. */
static bool has_calculated(const struct xls_book *b)
{
	struct biff_record record;
	for (size_t at = 0; biff_next(&record, b->stream, at) == BIFF_STEP_RECORD; at = record.next)
		if (xls_is_formula(record.type) && xls_formula_has_value(record.body, xls_value_at(b)))
			return true;
	return false;
}

enum read_status xls_book_open(struct xls_book *out, struct read_job *job)
{
	*out = (struct xls_book){
		.job = job,
		.codes = ARENA_ARRAY(job->arena, IDS, struct str),
		.formats = ARENA_ARRAY(job->arena, IDS, const struct number_format *),
	};
	if (!out->codes || !out->formats)
		return READ_NO_MEMORY;
	enum read_status status = xls_stream_read(&out->stream, job);
	if (status == READ_OK)
		status = take_first(out);
	if (status == READ_OK && !out->calculated)
		out->calculated = has_calculated(out);
	return status;
}

void xls_book_release(struct xls_book *b)
{
	if (b->converter)
		iconv_close(b->converter);
}
