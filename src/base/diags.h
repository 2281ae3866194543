/*
 * What is wrong with a file that a person wrote, collected while it is read and shown afterwards.
 *
 * Always: all mistakes of a file in one run, up to LIMIT_YAML_MISTAKES of one file, behind which PO118 says that there
 * are more; each has an id of diag_ids.h, a place, lower-case words that name the value in quotes and what was
 * expected. Texts are copied. Nothing is printed here (text/source.h draws).
 */
#ifndef PHASEOUT_BASE_DIAGS_H
#define PHASEOUT_BASE_DIAGS_H

#include "base/arena.h"
#include "base/diag_ids.h"

enum severity { DIAG_WARNING, DIAG_ERROR };

enum diag_id {
#define X(symbol, id, name, severity) DIAG_##symbol,
	DIAG_IDS(X)
#undef X
	DIAG_ID_COUNT
};

struct source_file;

/* A place in a text: lines and columns from 1, columns in characters; line 0 speaks of the file as a whole. */
struct span {
	size_t line, col;
	size_t offset, length; /* bytes */
	const struct source_file *file; /* where what has this place may stand in another file than its whole (overlays); NULL */
};

/* A file as diagnostics cite it. `text` is the whole file, so that the line can be shown. */
struct source_file {
	struct str name;
	struct str text;
};

struct diag {
	enum diag_id id;
	struct str file;
	struct span span;
	struct str text; /* what is wrong */
	struct str line; /* the source line without its end; STR_NONE where there is none */
	size_t start;    /* where in it, in bytes, the span begins */
	struct str hint; /* what to do, or STR_NONE */
	struct str instead; /* what would stand there rightly, where only one thing can; "" nothing; STR_NONE: not known */
};

/* Gives the words of a message in the reader's language; the text that stands in the code where there are none. */
typedef const char *diag_words_fn(void *ctx, const char *format) __attribute__((format_arg(2)));

struct diag_tally { /* how many of one file stand among the items */
	struct str file;
	size_t told;
};

struct diags {
	struct arena arena;
	struct diag *items;
	size_t n, cap;
	struct diag_tally *tallies;
	size_t n_tallies, cap_tallies;
	size_t errors, warnings; /* also those that were one too many to be told */
	bool dropped;            /* the one added last was */
	bool failed; /* memory ran out: there may be more than stand here */
	diag_words_fn *words;
	void *words_ctx;
};

void diags_init(struct diags *d, diag_words_fn *words, void *words_ctx); /* words may be NULL */
void diags_release(struct diags *d);

/* `file` may be NULL (no file); it need not outlive the call. A place that knows its file stands in that one. */
void diag_add(struct diags *d, enum diag_id id, const struct source_file *file, struct span at, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
/* A hint for the diagnostic added last; nothing where that was one too many. */
void diag_hint(struct diags *d, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The one right text for the diagnostic added last: rules/fix.h writes it. */
void diag_instead(struct diags *d, struct str text);

const char *diag_code(enum diag_id id); /* "PO103" */
const char *diag_name(enum diag_id id); /* "duplicate-key" */
enum severity diag_severity(enum diag_id id);

/* In the order of files first mentioned, then lines and columns; the order of adding where they are equal. */
void diags_sort(struct diags *d);

#endif
