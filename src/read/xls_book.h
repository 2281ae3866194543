/*
 * A workbook in the old binary format: its stream of records, and what holds for all its sheets.
 *
 * Always: read from the file once, whole; the limit on its size bounds it. Texts are UTF-8, but for bytes that their
 * code page does not know: those stay as they are, so that whoever checks the text rejects just the row they stand
 * in.
 */
#ifndef PHASEOUT_READ_XLS_BOOK_H
#define PHASEOUT_READ_XLS_BOOK_H

#include "read/biff.h"
#include "read/number_format.h"
#include "read/reader.h"

enum xls_sort { XLS_CELLS, XLS_CHART, XLS_MACROS };

struct xls_sheet {
	struct str name;
	enum sheet_state state;
	enum xls_sort sort;
	size_t at; /* of its first record in the stream */
};

struct xls_place { /* of a shared string: the rest of the record it begins in */
	uint32_t at, end;
};

struct xls_book {
	struct read_job *job;
	struct str stream;
	unsigned version;   /* of BIFF: 2, 3, 4, 5 (also Excel 7) or 8 */
	unsigned code_page; /* of texts before version 8; 0: not said */
	void *converter;    /* iconv's from that page to UTF-8, once it was needed */
	bool page_assumed;  /* a text was converted from a page that the file does not name */
	bool since_1904;
	bool calculated; /* by the program that wrote it: it says with which engine, or a formula has a value */
	struct xls_sheet *sheets;
	size_t n_sheets, sheets_cap;
	struct xls_place *strings;
	size_t n_strings, strings_cap;
	struct str *codes;      /* of number formats, by id; .p NULL: not there */
	unsigned n_codes;       /* before version 5 a format's id is its place */
	uint16_t *cell_formats; /* ids, by cell format */
	size_t n_cell_formats, cell_formats_cap;
	const struct number_format **formats; /* by id, once they were needed */
};

/* READ_OK, or what stopped it. Released in both cases. */
enum read_status xls_book_open(struct xls_book *out, struct read_job *job);
void xls_book_release(struct xls_book *b);

/* The number format of a cell whose record holds this index; NULL where memory is exhausted. */
const struct number_format *xls_book_format(struct xls_book *b, unsigned cell_format);
const struct number_format *xls_book_format_of_id(struct xls_book *b, unsigned id);
/* Appends a shared string; false where there is none of that number. */
bool xls_book_string(struct buf *out, const struct xls_book *b, uint32_t i);
/*
 * Appends a text that begins `skip` bytes into a record, behind `length_bytes` (1 or 2) bytes of length. *whole is false
 * where it ends before that. READ_UNREADABLE where its code page is not known.
 */
enum read_status xls_book_text(bool *whole, struct buf *out, struct xls_book *b, const struct biff_record *record,
			       size_t skip, unsigned length_bytes);

/* Where the value of a cell begins in its record. */
static inline size_t xls_value_at(const struct xls_book *b)
{
	return b->version == 2 ? 7 : 6;
}

bool xls_is_formula(unsigned type);
/* Whether the value of the formula in that record is another than 0 and an empty text, which also stand there where it was never calculated. */
bool xls_formula_has_value(struct str body, size_t value_at);

/* Says that the workbook is damaged, with `how` (a msgid), where in the stream, and the remedy. */
enum read_status xls_book_damaged(struct xls_book *b, const char *how, size_t at);

#endif
