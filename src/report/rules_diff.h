/* Items whose verdict changes between two sets of rules, as a table and as CSV. */
#ifndef PHASEOUT_REPORT_RULES_DIFF_H
#define PHASEOUT_REPORT_RULES_DIFF_H

#include "report/report.h"
#include "screen/rules_diff.h"

/* The second side, beside the run's own; report_options.diff. */
struct diff_sides {
	struct rules_diff *diff;
	const struct program *second;
	const struct run_info *second_run;
};

/* Like report_formats. */
extern const struct report_format rules_diff_formats[];
extern const size_t rules_diff_format_count;

#endif
