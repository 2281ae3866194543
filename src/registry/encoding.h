/*
 * The encodings of a registry: which one a file is in, and which bytes are characters of it.
 *
 * Always: nothing is guessed byte by byte; a file has one encoding. GB18030 is strict: only codes that stand for a character count,
 * so that what is valid here is what can be converted (decode.h).
 */
#ifndef PHASEOUT_REGISTRY_ENCODING_H
#define PHASEOUT_REGISTRY_ENCODING_H

#include "base/str.h"

enum encoding { ENCODING_AUTO, ENCODING_UTF8, ENCODING_GB18030, ENCODING_UTF16LE, ENCODING_UTF16BE };
const char *encoding_name(enum encoding e); /* "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE" */
bool encoding_parse(enum encoding *out, struct str s); /* utf-8, utf8, gb18030, gbk, gb2312, utf-16le, utf-16be, utf-16 (its mark says which), in any case */
/* UTF-16 is converted before it is looked at (utf16.h): what is asked below about its bytes is asked about UTF-8. */
static inline bool encoding_is_utf16(enum encoding e)
{
	return e == ENCODING_UTF16LE || e == ENCODING_UTF16BE;
}
/* The one it might be instead; itself where there is none. */
enum encoding encoding_other(enum encoding e);

/* How many bytes at the start of s are valid; s.n where all are. */
size_t encoding_valid(enum encoding e, struct str s);
/* The length in bytes of the valid character at the start of s (s.n > 0), 0 where there is none. */
size_t encoding_char(enum encoding e, struct str s);

enum {
	ENCODING_WINDOW = 1024 * 1024, /* bytes that are looked at to settle it */
	UTF8_BOM_BYTES = 3,
};

/* What was found out from the first bytes. */
struct settled {
	enum encoding encoding;
	bool bom;
	bool open;    /* only ASCII was seen: UTF-8 until other bytes come */
	bool damaged; /* the window is not wholly valid in the encoding */
	size_t chars; /* characters beyond ASCII that decided */
};

/*
 * From the bytes that a file begins with, or those from the first one beyond ASCII; `whole`: no bytes follow them. The byte order mark,
 * else UTF-8 where it is valid (or so nearly that no GB18030 text could look like it), else GB18030 where that is, else the one
 * with fewer bad bytes.
 */
void encoding_settle(struct settled *out, struct str window, bool whole);

bool has_utf8_bom(struct str s);
/* Where the first byte beyond ASCII stands; s.n where there is none. */
size_t ascii_length(struct str s);

#endif
