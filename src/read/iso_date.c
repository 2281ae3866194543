#include "read/iso_date.h"

#include <stdio.h>

enum { DATE = 10, MINUTES = 5, SECONDS = 8 };

/* Whether s begins as the pattern does, in which 0 is any digit. */
static bool looks(struct str s, const char *pattern)
{
	size_t n = strlen(pattern);
	for (size_t i = 0; i < n; i++)
		if (i >= s.n || (pattern[i] == '0' ? s.p[i] < '0' || s.p[i] > '9' : s.p[i] != pattern[i]))
			return false;
	return true;
}

/* The time of day in s as 08:30:00, in `out`; false where it is none or has more to say. */
static bool take_time(char out[SECONDS + 1], struct str s)
{
	bool full = looks(s, "00:00:00");
	if (!full && !looks(s, "00:00"))
		return false;
	struct str rest = str_sub(s, full ? SECONDS : MINUTES, s.n);
	if (full && looks(rest, ".0"))
		for (rest = str_sub(rest, 1, rest.n); looks(rest, "0");)
			rest = str_sub(rest, 1, rest.n);
	snprintf(out, SECONDS + 1, "%.*s%s", full ? SECONDS : MINUTES, s.p, full ? "" : ":00");
	return !rest.n || str_is(rest, "Z");
}

struct str iso_date(char out[ISO_DATE_BYTES], struct str s)
{
	char time[SECONDS + 1] = "00:00:00";
	s = str_trim(s);
	bool more = s.n > DATE;
	if (!looks(s, "0000-00-00") ||
	    (more && ((s.p[DATE] != 'T' && s.p[DATE] != ' ') || !take_time(time, str_sub(s, DATE + 1, s.n)))))
		return (struct str){out, 0};
	bool midnight = strcmp(time, "00:00:00") == 0;
	int n = snprintf(out, ISO_DATE_BYTES, "%.*s%s%s", DATE, s.p, midnight ? "" : " ", midnight ? "" : time);
	return (struct str){out, n > 0 ? (size_t)n : 0};
}
