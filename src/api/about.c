#include "base/limits.h"
#include "phaseout/phaseout.h"
#include "report/report.h"
#include "text/message.h"

const char *phaseout_version(void)
{
	return PHASEOUT_VERSION;
}

const char *phaseout_message(enum phaseout_lang lang, const char *english)
{
	return message(lang == PHASEOUT_EN ? LANG_EN : LANG_ZH, english);
}

const char *phaseout_format(size_t n, enum phaseout_lang lang, const char **help)
{
	if (n >= report_format_count)
		return NULL;
	if (help)
		*help = phaseout_message(lang, report_formats[n].help);
	return report_formats[n].name;
}

bool phaseout_limit(size_t n, const char **name, long *value, const char **unit, const char **reason)
{
	static const struct {
		const char *name;
		long value;
		const char *unit, *reason;
	} limits[] = {
#define X(symbol, number, of, why) {#symbol, number, of, why},
		LIMITS(X)
#undef X
	};

	if (n >= sizeof limits / sizeof *limits)
		return false;
	if (name)
		*name = limits[n].name;
	if (value)
		*value = limits[n].value;
	if (unit)
		*unit = limits[n].unit;
	if (reason)
		*reason = limits[n].reason;
	return true;
}
