/*
 * A date as ISO 8601 writes it (2003-01-15T08:30:00.000Z) in the form in which frames carry dates: 2003-01-15, with
 * 08:30:00 behind it where the time is not midnight. Fractions of a second are left out. Empty for anything else: a time
 * alone, a week, a time of another place (+08:00).
 */
#ifndef PHASEOUT_READ_ISO_DATE_H
#define PHASEOUT_READ_ISO_DATE_H

#include "base/str.h"

enum { ISO_DATE_BYTES = 32 };

struct str iso_date(char out[ISO_DATE_BYTES], struct str s);

#endif
