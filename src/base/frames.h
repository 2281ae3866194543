/*
 * What the helper process that opens untrusted containers sends to the program that screens: tables as frames.
 *
 *     stream = NOTICE* (TABLE MERGE* ROW*)* NOTICE* (COMPLETE | TROUBLE)
 *     frame  = type (1 byte), length of the payload (4 bytes, little-endian), payload
 *
 * Always: a stream that ends before COMPLETE or TROUBLE is cut off: its writer died. Rows come in ascending order of their numbers; in a row cells come in
 * ascending order of their columns and blank ones are left out, as are rows without a filled cell. Texts are what the container holds: whoever reads
 * checks that they are UTF-8. Notices and troubles are words in both languages; they do not name the file.
 */
#ifndef PHASEOUT_BASE_FRAMES_H
#define PHASEOUT_BASE_FRAMES_H

#include "base/buf.h"

#include <stdint.h>

enum frame_type {
	FRAME_SANDBOX = 'S',  /* what holds the writer: enum sandbox bits (1 byte); the first frame */
	FRAME_TABLE = 'T',    /* sheet_state (1 byte), name */
	FRAME_MERGE = 'M',    /* first row, last row, first column, last column; rows from 1, columns from 0 */
	FRAME_ROW = 'R',      /* number (8 bytes), number of cells, cells */
	FRAME_NOTICE = 'N',   /* Chinese, English */
	FRAME_COMPLETE = 'C', /* number of ROW frames (8 bytes) */
	FRAME_TROUBLE = 'X',  /* enum frame_trouble (1 byte), Chinese, English */
};

enum sheet_state { SHEET_VISIBLE, SHEET_HIDDEN };

enum frame_trouble { TROUBLE_UNREADABLE, TROUBLE_LIMIT, TROUBLE_USAGE, TROUBLE_NO_MEMORY };

/* What the writer is held by. */
enum sandbox {
	SANDBOX_LIMITS = 1,   /* memory, processor time, files */
	SANDBOX_NO_PRIVS = 2,
	SANDBOX_LANDLOCK = 4, /* no file can be opened, but the one that is read */
	SANDBOX_SECCOMP = 8,  /* no other system calls than reading needs */
};

/* What a cell was in its container, beyond its text. */
enum cell_sort {
	CELL_TEXT,
	CELL_NUMBER,  /* a binary number; the text is its decimal of at most 15 significant digits */
	CELL_ROUNDED, /* the same, and what is stored has more digits */
	CELL_DATE,    /* 2003-01-15, or 2003-01-15 08:30:00: a number that is shown as a date */
	CELL_BOOLEAN, /* TRUE, FALSE */
	CELL_ERROR,   /* #N/A */
	CELL_FORMULA, /* a formula whose value is not stored; the text is the formula with its = */
	CELL_SCALED,  /* a number whose format shows another number (0!.0,): the text is what is stored */
	CELL_SORTS,
};

/* --- writing: frames are appended to a buffer, whose owner empties it ------------------------------------------ */

struct frame_row { /* a row that is being written */
	size_t start;
	uint32_t cells;
};

void frame_sandbox(struct buf *out, unsigned held_by);
void frame_table(struct buf *out, struct str name, enum sheet_state state);
void frame_merge(struct buf *out, uint32_t first_row, uint32_t last_row, uint32_t first_column, uint32_t last_column);
void frame_row_begin(struct frame_row *row, struct buf *out, uint64_t number);
void frame_row_cell(struct frame_row *row, struct buf *out, uint32_t column, enum cell_sort sort, struct str text);
/* Takes the row back and answers false where it has no cell. */
bool frame_row_end(struct frame_row *row, struct buf *out);
void frame_notice(struct buf *out, struct str zh, struct str en);
void frame_complete(struct buf *out, uint64_t rows);
void frame_trouble(struct buf *out, enum frame_trouble trouble, struct str zh, struct str en);

/* --- reading: each takes what it gives from the start of *rest; false where the bytes are no such thing ------------- */

struct frame {
	enum frame_type type;
	struct str payload;
};

enum { FRAME_HEAD = 5, FRAME_MOST = 64 * 1024 * 1024 }; /* bytes of a frame before its payload; of any payload */

/* The type and length of a frame from its FRAME_HEAD bytes. */
bool frame_head(enum frame_type *type, uint32_t *length, const char head[FRAME_HEAD]);

struct frame_cell {
	uint32_t column;
	enum cell_sort sort;
	struct str text;
};

bool frame_take_byte(struct str *rest, unsigned char *out);
bool frame_take_u32(struct str *rest, uint32_t *out);
bool frame_take_u64(struct str *rest, uint64_t *out);
bool frame_take_text(struct str *rest, struct str *out);
bool frame_take_cell(struct str *rest, struct frame_cell *out);

#endif
