/*
 * What a document is made of, and the hands that write it: a row a format in a table of functions. Whoever composes the document (document.c
 * and its neighbours) says what stands where, never how it looks.
 *
 * Always: every text passes the format's one sink; blocks are closed in the order in which they were opened; the same calls give the same
 * bytes; what was written depends on nothing outside the bytes (no script, no font, no picture).
 */
#ifndef PHASEOUT_REPORT_DOCUMENT_WRITER_H
#define PHASEOUT_REPORT_DOCUMENT_WRITER_H

#include "base/buf.h"
#include "text/message.h"

enum block {
	BLOCK_PART,       /* name: "front", "contents", "chapter", "rule", "signature": what a printer keeps together or begins a page with */
	BLOCK_HEADING,    /* level 1 to 4, anchor */
	BLOCK_PARAGRAPH,
	BLOCK_LAW,        /* a paragraph of the law, read in its source, with quotation marks around it */
	BLOCK_UNVERIFIED, /* what nobody has read there: marked, no quotation */
	BLOCK_FACTS,      /* of facts */
	BLOCK_FACT,       /* text behind a label */
	BLOCK_OUTLINE,    /* of entries, and stands in one where it is nested */
	BLOCK_ENTRY,      /* text behind its number */
	BLOCK_TABLE,      /* name: "tests", "words", "places", "changes", "review", "entries", "sources", "legend"; of one head and rows */
	BLOCK_HEAD,       /* of cells */
	BLOCK_ROW,
	BLOCK_CELL,
	BLOCKS
};

/* What a block needs to be opened with; what its sort does not ask for is empty. */
struct block_says {
	const char *name;
	unsigned level;
	struct str anchor;  /* empty: none */
	struct str label;   /* of a fact; the number of an entry */
};

enum text_style {
	STYLE_PLAIN,
	STYLE_STRONG,
	STYLE_ID,    /* as machines write it: effective_volume */
	STYLE_FILED, /* Chinese, whatever the language of the document */
};

struct writer {
	const struct writer_format *format;
	struct buf *out;
	enum lang lang;
	/* what a format remembers of the blocks that are open */
	unsigned depth;    /* of outlines; the level of a heading */
	unsigned cells;    /* of the row, so far */
	bool in_head;      /* of a table */
	bool line_ended;   /* behind the last entry */
	bool line_begins;  /* nothing stands in the line yet, or only digits */
};

struct writer_format {
	const char *name;      /* "html" */
	const char *extension; /* "html"; in any case */
	const char *help;      /* a message */
	void (*begin)(struct writer *w, struct str title);
	void (*end)(struct writer *w);
	void (*open)(struct writer *w, enum block block, const struct block_says *says);
	void (*close)(struct writer *w, enum block block);
	void (*text)(struct writer *w, enum text_style style, struct str s);
	void (*link)(struct writer *w, struct str anchor, struct str s); /* to an anchor of the document, as writer_anchor makes them */
	void (*line_break)(struct writer *w);
};

extern const struct writer_format writer_html, writer_markdown;

/* An anchor of a sort and a name: "rule-SD-2013-5.01". What no anchor may have is spelled, each byte as :XX. */
void writer_anchor(struct buf *out, const char *sort, struct str name);

#endif
