/*
 * A page's bytes as UTF-8, piece by piece, as often as wanted.
 *
 * Always: every byte of the file is there, in order: one that is no character of the page's encoding stands as it is, which
 * is no UTF-8 (a lone half of UTF-16 as in text/utf16.h), so that whoever checks a cell's text sees the damage.
 */
#ifndef PHASEOUT_READ_HTML_BYTES_H
#define PHASEOUT_READ_HTML_BYTES_H

#include "read/html_charset.h"
#include "read/reader.h"
#include "text/utf16.h"

struct html_bytes {
	struct read_job *job;
	enum charset charset;
	struct str declared;  /* what the page says its encoding is */
	bool contradicted;    /* and its bytes are another one */
	size_t start;         /* behind the byte order mark */
	void *gb18030;        /* iconv's, which main.c keeps for us; NULL where the system has none */
	struct utf16 utf16;
	struct buf raw;       /* as read; of GB18030, what a character lacks stays for the next time */
	struct buf text;
	bool ended;
};

/* Settles the encoding. READ_UNREADABLE where it is one that is not read. To be closed in any case. */
enum read_status html_bytes_open(struct html_bytes *b, struct read_job *job);
void html_bytes_close(struct html_bytes *b);
/* Back to the page's beginning. */
enum read_status html_bytes_rewind(struct html_bytes *b);
/* The next piece, until the next call; out->n is 0 at the end. */
enum read_status html_bytes_next(struct html_bytes *b, struct str *out);

#endif
