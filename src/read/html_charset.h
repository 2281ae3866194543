/*
 * The encoding of a page: by its byte order mark; else by what it declares of itself, where its bytes agree; else by its
 * bytes.
 *
 * A declaration is not trusted against the bytes: exports that declare gb2312 and write UTF-8, or the other way round, are
 * common, and what is read in the wrong encoding is other characters, not an error. Where they disagree the bytes are
 * followed and it is said.
 */
#ifndef PHASEOUT_READ_HTML_CHARSET_H
#define PHASEOUT_READ_HTML_CHARSET_H

#include "base/str.h"

enum charset { CHARSET_NONE, CHARSET_UTF8, CHARSET_GB18030, CHARSET_UTF16LE, CHARSET_UTF16BE, CHARSET_WINDOWS_1252, CHARSET_OTHER };

const char *charset_name(enum charset c);

/* From the byte order mark that s begins with, its length in *bom; CHARSET_NONE without one. */
enum charset charset_marked(struct str s, size_t *bom);
/*
 * From <meta charset>, <meta http-equiv> or <?xml encoding> among the bytes that a page begins with: what it says in *label.
 * As in the HTML standard, gb2312 and gbk are GB18030, iso-8859-1 and ascii windows-1252, and a declared UTF-16 must be
 * UTF-8 (it could not be read otherwise). CHARSET_OTHER: one that is not read.
 */
enum charset charset_declared(struct str *label, struct str head);

struct charset_tally { /* characters beyond ASCII, bytes of none */
	size_t good, bad;
};

/* From what is declared and how the bytes read as each; CHARSET_OTHER where only that remains. */
enum charset charset_settle(enum charset declared, struct charset_tally utf8, struct charset_tally gb18030);

/* Of UTF-8; a character that the end cuts is not counted unless it is the page's (`whole`). */
struct charset_tally charset_tally_utf8(struct str s, bool whole);

#endif
