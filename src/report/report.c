#include "report/report.h"

#include "report/csv.h"
#include "report/line.h"
#include "report/table.h"
#include "screen/run_file.h"

static struct sink *make_run_file(struct buf *out, const struct report_options *options)
{
	(void)options; /* the run file is the same whoever reads it */
	return run_file_sink_new(out);
}

const struct report_format report_formats[] = {
	{"table", "txt", table_sink_new, "for a terminal: the items with their reasons, then the accounts"},
	{"line", "line", line_sink_new, "for grep and editors: FILE:ROW: verdict, rules, why, a line an item"},
	{"csv", "csv", csv_sink_new, "for a spreadsheet: a line for each finding, English column names"},
	{"ndjson", "ndjson", make_run_file, "the run file: one JSON object a line, everything that is known"},
};
const size_t report_format_count = sizeof report_formats / sizeof *report_formats;

const struct report_format *report_format_by_name(const struct report_format *formats, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(name, formats[i].name))
			return &formats[i];
	return NULL;
}

/* .profile is a name, not an extension. */
struct str report_extension(struct str path)
{
	size_t dot = path.n, name = path.n;

	while (name && path.p[name - 1] != '/')
		name--;
	while (dot > name && path.p[dot - 1] != '.')
		dot--;
	return dot > name + 1 ? str_sub(path, dot, path.n) : STR_NONE;
}

const struct report_format *report_format_by_path(const struct report_format *formats, size_t n, struct str path)
{
	struct str extension = report_extension(path);

	if (!extension.n)
		return &formats[0];
	for (size_t i = 0; i < n; i++) {
		struct str known = str_from(formats[i].extension);
		if (extension.n == known.n && str_starts_any_case(extension, known))
			return &formats[i];
	}
	return NULL;
}

unsigned report_show_default(void)
{
	return 1u << VERDICT_OBSOLETE | 1u << VERDICT_UNDETERMINED | 1u << VERDICT_MANUAL |
	       1u << VERDICT_UNRECOGNISED;
}
