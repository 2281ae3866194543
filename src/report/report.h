/*
 * Findings as people read them. A format is a row in a table: its name, the file extension that chooses it, what
 * makes its sink.
 */
#ifndef PHASEOUT_REPORT_REPORT_H
#define PHASEOUT_REPORT_REPORT_H

#include "screen/sink.h"
#include "text/message.h"

struct csv_column;
struct diff_sides;

struct report_options {
	enum lang lang;
	unsigned show;      /* bits 1u << enum verdict: which items are listed */
	bool color;         /* terminal colours, table only */
	unsigned columns;   /* of the terminal, for table; 0: as wide as it gets */
	const struct csv_column *const *csv_columns; /* of csv, in their order; NULL: all. They outlive the sink */
	size_t n_csv_columns;
	const struct rule *rule; /* of sensitivity.h's formats; else NULL */
	const struct diff_sides *diff; /* of rules_diff.h's; else NULL */
};

struct report_format {
	const char *name;      /* "table" */
	const char *extension; /* "csv"; in any case */
	struct sink *(*make)(struct buf *out, const struct report_options *options);
	const char *help;      /* a message */
};

extern const struct report_format report_formats[];
extern const size_t report_format_count;

/* Of a table of formats. */
const struct report_format *report_format_by_name(const struct report_format *formats, size_t n, struct str name);
/* A name without an extension means the first; NULL: an extension that is none of theirs. */
const struct report_format *report_format_by_path(const struct report_format *formats, size_t n, struct str path);
struct str report_extension(struct str path); /* "csv" of out.csv; STR_NONE where there is none */

/* The default of --show: obsolete, undetermined, manual, unrecognised. */
unsigned report_show_default(void);

#endif
