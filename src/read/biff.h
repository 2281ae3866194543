/*
 * The records of a workbook in the old binary format (BIFF 2 to 8): type, length, body; a text that is too long for
 * its record goes on in CONTINUE records.
 *
 * Always: nothing is read beyond a record's body, or beyond the stream. Numbers are little-endian.
 */
#ifndef PHASEOUT_READ_BIFF_H
#define PHASEOUT_READ_BIFF_H

#include "base/buf.h"

#include <stdint.h>

enum biff_type { /* where two versions differ: the later one's, and the first one's with 2, 3 or 4 behind it */
		 BIFF_INTEGER2 = 0x0002,
		 BIFF_NUMBER2 = 0x0003,
		 BIFF_LABEL2 = 0x0004,
		 BIFF_BOOLERR2 = 0x0005,
		 BIFF_FORMULA = 0x0006, /* of version 2 and from version 5 */
		 BIFF_STRING2 = 0x0007,
		 BIFF_BOF2 = 0x0009,
		 BIFF_EOF = 0x000a,
		 BIFF_FORMAT2 = 0x001e,
		 BIFF_ARRAY2 = 0x0021,
		 BIFF_DATEMODE = 0x0022,
		 BIFF_FILEPASS = 0x002f,
		 BIFF_TABLE2 = 0x0036,
		 BIFF_CONTINUE = 0x003c,
		 BIFF_CODEPAGE = 0x0042,
		 BIFF_XF2 = 0x0043,
		 BIFF_UNCALCED = 0x005e, /* the sheet was saved before its formulas were calculated */
		 BIFF_BOUNDSHEET = 0x0085,
		 BIFF_MULRK = 0x00bd,
		 BIFF_RSTRING = 0x00d6,
		 BIFF_XF = 0x00e0,
		 BIFF_MERGEDCELLS = 0x00e5,
		 BIFF_SST = 0x00fc, /* the shared strings */
		 BIFF_LABELSST = 0x00fd,
		 BIFF_RECALCID = 0x01c1, /* which engine calculated the formulas */
		 BIFF_NUMBER = 0x0203,
		 BIFF_LABEL = 0x0204,
		 BIFF_BOOLERR = 0x0205,
		 BIFF_FORMULA3 = 0x0206,
		 BIFF_STRING = 0x0207,
		 BIFF_BOF3 = 0x0209,
		 BIFF_ARRAY = 0x0221,
		 BIFF_TABLE = 0x0236,
		 BIFF_XF3 = 0x0243,
		 BIFF_RK = 0x027e,
		 BIFF_FORMULA4 = 0x0406,
		 BIFF_BOF4 = 0x0409,
		 BIFF_FORMAT = 0x041e,
		 BIFF_XF4 = 0x0443,
		 BIFF_SHRFMLA = 0x04bc,
		 BIFF_BOF = 0x0809,
};

struct biff_record {
	unsigned type;
	size_t at, next; /* where it and the one behind it begin in the stream */
	struct str body;
};

enum biff_step {
	BIFF_STEP_RECORD,
	BIFF_STEP_END /* the stream ends */,
	BIFF_STEP_CUT /* the stream ends inside of a record */
};

enum biff_step biff_next(struct biff_record *out, struct str stream, size_t at);

/* 0 where s ends before. */
unsigned biff_u8(struct str s, size_t at);
unsigned biff_u16(struct str s, size_t at);
uint32_t biff_u32(struct str s, size_t at);
double biff_double(struct str s, size_t at);
/* A number of 30 bits: an integer or the upper bits of a double, either of them divided by 100 or not. */
double biff_rk(uint32_t rk);

/* --- texts ------------------------------------------------------------------------------------------------------ */

struct biff_text { /* where a text is read */
	struct str stream;
	struct str rest; /* of the present record */
	size_t next;     /* the record behind it */
	bool failed;     /* the records end before the text */
};

/* From `skip` bytes behind the start of a record's body. */
struct biff_text biff_text_at(struct str stream, const struct biff_record *record, size_t skip);
/* Goes to a CONTINUE record where the present one is used up; false where no more bytes come. */
bool biff_text_more(struct biff_text *t);
/*
 * A text of BIFF 8: the number of its characters in `length_bytes` (1 or 2) bytes, flags, then the characters, in one
 * byte or two, and what says how they look and how they are spoken, which is skipped. Appended to `out` as UTF-8;
 * `out` NULL: only skipped.
 */
void biff_unicode(struct buf *out, struct biff_text *t, unsigned length_bytes);

#endif
