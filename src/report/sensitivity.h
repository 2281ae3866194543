/* What a rule hits as one of its limits moves, as a table, as CSV and as a picture. */
#ifndef PHASEOUT_REPORT_SENSITIVITY_H
#define PHASEOUT_REPORT_SENSITIVITY_H

#include "report/report.h"
#include "screen/sensitivity.h"

/* Like report_formats; report_options.rule is the rule. */
extern const struct report_format sensitivity_formats[];
extern const size_t sensitivity_format_count;

/* How many steps are drawn of a limit; CSV has more. */
enum { SENSITIVITY_STEPS = 24, SENSITIVITY_CSV_STEPS = 2000 };

/* "effective volume at most, in m³" */
void sensitivity_title(struct buf *out, enum lang lang, const struct sensitivity_limit *limit);
/* sensitivity_svg.c: the first limit of the rule, or all of them one under the other. */
bool sensitivity_svg(struct buf *out, const struct report_options *o, const struct sensitivity *s, const struct run_info *run,
		     const struct summary *summary);

#endif
