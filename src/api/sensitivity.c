/* What a rule hits as one of its limits moves. */
#include "api/check.h"

#include "report/sensitivity.h"

int phaseout_sensitivity(const phaseout_engine *e, const char *rule, const struct phaseout_check_options *options)
{
	if (!e || !rule)
		return PHASEOUT_USAGE;
	const struct check_formats formats = {sensitivity_formats, sensitivity_format_count, ruleset_rule(e->rules, str_from(rule)), NULL};
	struct arena a;

	if (formats.rule) {
		const int status = check_with(e, options, &formats);
		return status <= PHASEOUT_OBSOLETE_OPEN ? PHASEOUT_CLEAR : status;
	}
	arena_init(&a);
	speaker_say(&e->speaker, STR_NONE, words_printf(&a, "there is no rule \"%s\"", rule));
	arena_release(&a);
	return PHASEOUT_USAGE;
}
