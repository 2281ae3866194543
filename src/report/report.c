#include "report/report.h"

#include "report/csv.h"
#include "report/table.h"
#include "screen/run_file.h"

static struct sink *make_run_file(struct buf *out, const struct report_options *options)
{
	(void)options; /* the run file is the same whoever reads it */
	return run_file_sink_new(out);
}

const struct report_format report_formats[] = {
	{"table", NULL, table_sink_new, "for a terminal: the items with their reasons, then the accounts"},
	{"csv", "csv", csv_sink_new, "for a spreadsheet: a line for each finding, English column names"},
	{"ndjson", "ndjson", make_run_file, "the run file: one JSON object a line, everything that is known"},
};
const size_t report_format_count = sizeof report_formats / sizeof *report_formats;

const struct report_format *report_format_by_name(struct str name)
{
	for (size_t i = 0; i < report_format_count; i++)
		if (str_is(name, report_formats[i].name))
			return &report_formats[i];
	return NULL;
}

const struct report_format *report_format_by_path(struct str path)
{
	size_t dot = path.n;

	while (dot && path.p[dot - 1] != '.' && path.p[dot - 1] != '/')
		dot--;
	if (!dot || path.p[dot - 1] != '.')
		return NULL;
	for (size_t i = 0; i < report_format_count; i++)
		if (report_formats[i].extension && str_is(str_sub(path, dot, path.n), report_formats[i].extension))
			return &report_formats[i];
	return NULL;
}

unsigned report_show_default(void)
{
	return 1u << VERDICT_OBSOLETE | 1u << VERDICT_UNDETERMINED | 1u << VERDICT_MANUAL |
	       1u << VERDICT_UNRECOGNISED;
}
