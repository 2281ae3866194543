/* A registry under two sets of rules. */
#include "api/check.h"

#include "report/rules_diff.h"

int phaseout_diff_rules(const phaseout_engine *e, const char *const *packs, size_t n_packs, const char *as_of, const struct phaseout_check_options *options)
{
	struct phaseout_engine other;
	struct run_info run;
	struct rules_diff diff = {.changed = 0};

	if (!e || !packs || !n_packs)
		return PHASEOUT_USAGE;
	int status = engine_beside(&other, e, packs, n_packs, as_of);
	if (status == PHASEOUT_CLEAR) {
		engine_run(&run, &other);
		const struct diff_sides sides = {&diff, other.program, &run};
		const struct check_formats formats = {rules_diff_formats, rules_diff_format_count, NULL, &sides};
		status = check_with(e, options, &formats);
		if (status <= PHASEOUT_OBSOLETE_OPEN)
			status = diff.changed ? 1 : 0;
	}
	engine_beside_release(&other);
	return status;
}
