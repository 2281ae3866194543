/* The date of today in UTC+8, where the rules hold; and how time passes. */
#ifndef PHASEOUT_OS_CLOCK_H
#define PHASEOUT_OS_CLOCK_H

#include <stdint.h>

/* Days since 1970-01-01. SOURCE_DATE_EPOCH is the command's business, not read here. */
int32_t clock_today_china(void);
/* Milliseconds of a clock that nobody sets. */
int64_t clock_ms(void);

#endif
