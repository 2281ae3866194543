/*
 * A page's bytes as tags and text, after the tokenizer of the HTML standard (WHATWG HTML, 13.2.5).
 *
 * libxml2's own parser is not used (of the library only the names of characters, html_reference.c): it is no reader of
 * tables as browsers show them, and loses text. As of 2.9.14: it drops whatever stands behind </html>; of <!--> it swallows
 * all that follows; it drops a </tr> whose <tr> is missing, so that two rows become one; it shows <![endif]> as text; pushed
 * in pieces, it never sees the end of a tag or script that was cut, and keeps all the rest of the file in memory.
 *
 * Always: the same events in the same order, however the bytes are cut into calls (but for where text is cut). Bytes are
 * UTF-8, or bad and given on as they are: a tag is made of ASCII only. Comments, declarations, and what scripts and their
 * like hold are dropped. Memory does not grow with the page: an attribute's value is cut behind LIMIT_CELL_BYTES and one
 * more byte, only those of enum html_attribute are kept.
 */
#ifndef PHASEOUT_READ_HTML_TOKEN_H
#define PHASEOUT_READ_HTML_TOKEN_H

#include "base/buf.h"
#include "read/html_reference.h"
#include "read/html_tag.h"

struct html_events { /* what stands in a call lives until it returns */
	void (*start)(void *ctx, const struct html_start *start);
	void (*end)(void *ctx, enum html_tag tag);
	void (*text)(void *ctx, struct str text); /* in pieces, each of one byte or more; a character that is none is FF */
};

enum html_state {
	STATE_TEXT,
	STATE_LESS,           /* behind < */
	STATE_LESS_SLASH,
	STATE_LESS_BANG,
	STATE_LESS_BANG_DASH,
	STATE_COMMENT,
	STATE_DECLARATION,    /* up to > : <!DOCTYPE, <?xml, <![if */
	STATE_TAG_NAME,
	STATE_TAG,            /* where an attribute or > may come */
	STATE_NAME,           /* of an attribute */
	STATE_AFTER_NAME,
	STATE_EQUALS,         /* behind = */
	STATE_VALUE,
	STATE_REFERENCE,      /* behind & */
	STATE_REFERENCE_NAME,
	STATE_REFERENCE_HASH, /* behind &# */
	STATE_REFERENCE_NUMBER,
	STATE_RAW,            /* in a script or its like, or in a title */
	STATE_RAW_LESS,
	STATE_RAW_SLASH,      /* behind </ , maybe of its end tag */
	HTML_STATES,
};

struct html_tokens {
	const struct html_events *events;
	void *ctx;
	enum html_state state;
	enum html_tag raw;            /* the element whose end tag is looked for in STATE_RAW… */
	bool end_tag;
	struct html_start tag;        /* being read */
	enum html_attribute attribute;
	char quote;                   /* of the value being read; 0: none */
	struct buf values;            /* of the attributes */
	size_t value_at[HTML_ATTRIBUTES];
	char held[REFERENCE_BYTES + 1]; /* a name, or what may turn out to be text */
	size_t n_held;
	struct html_references references;
	enum html_state resume;       /* behind a reference */
	uint32_t number;
	bool hexadecimal, digits;
	unsigned dashes;              /* of a comment's end */
	bool comment_begins, bang;
	bool failed;                  /* memory ran out: a tag lacks values */
};

void html_tokens_init(struct html_tokens *t, const struct html_events *events, void *ctx);
void html_tokens_release(struct html_tokens *t);
void html_tokens_add(struct html_tokens *t, struct str bytes);
/* Nothing more comes. False where the page ends within a tag, a comment, a script: the rest of it is missing. */
bool html_tokens_end(struct html_tokens *t);

#endif
