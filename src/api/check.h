/* A screening that draws something else than findings. */
#ifndef PHASEOUT_API_CHECK_H
#define PHASEOUT_API_CHECK_H

#include "api/engine.h"
#include "report/report.h"

struct check_formats {
	const struct report_format *items;
	size_t n;
	const struct rule *rule; /* as of report_options */
	const struct diff_sides *diff;
};

/* phaseout_check with formats of its own. */
int check_with(const phaseout_engine *e, const struct phaseout_check_options *options, const struct check_formats *formats);

#endif
