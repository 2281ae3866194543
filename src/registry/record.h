/*
 * One record of a registry, whatever its format: fields with where they stand.
 *
 * Always: records count as a spreadsheet counts rows, from 1; titles, headers and blank ones included. One that cannot be told apart is a record that says
 * why. It stands until its reader is asked for the next.
 */
#ifndef PHASEOUT_REGISTRY_RECORD_H
#define PHASEOUT_REGISTRY_RECORD_H

#include "base/frames.h"
#include "text/words.h"

enum record_trouble {
	RECORD_GOOD,
	RECORD_UNCLOSED_QUOTE, /* open at the end of the file; `quote_line` says since when */
	RECORD_STRAY_QUOTE,    /* opens on `quote_line`, closes on `quote_end`, a later one, with text behind it */
	RECORD_LONG_CELL,      /* over LIMIT_CELL_BYTES; `trouble_field` */
	RECORD_LONG_RECORD,    /* over LIMIT_RECORD_BYTES; there are no fields */
	RECORD_MANY_COLUMNS,   /* over LIMIT_COLUMNS; only so many fields are kept */
	/* of JSON, with `problem` */
	RECORD_NUL,            /* U+0000 in a text */
	RECORD_BAD_JSON,
	RECORD_BAD_OBJECT,     /* no object, or one that cannot be had as a row */
	RECORD_DUPLICATE_KEY,
};

struct record {
	uint64_t number;        /* from 1 */
	uint64_t line;          /* the physical line it begins on, from 1; the number where the format has no lines */
	uint64_t lines;         /* it takes, at least 1 */
	enum record_trouble trouble;
	uint64_t quote_line, quote_end;
	size_t trouble_field;   /* from 0 */
	struct str raw;         /* as filed, without the end of the line; of a workbook's row: its cells with TABs between */
	bool raw_cut;           /* over LIMIT_RECORD_BYTES: raw is only its beginning */
	const struct str *fields; /* without their quotes */
	size_t n_fields;
	struct words problem;   /* in words, where the reader has them; .en.p NULL */
	bool has_parts;         /* its equipment stands in parts (a list of objects), each with fields of its own */
	size_t n_parts;
	const unsigned char *sorts; /* enum cell_sort, one a field; NULL: all are text */
};

#endif
