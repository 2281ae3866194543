#include "os/clock.h"

#include <time.h>

enum { SECONDS_A_DAY = 24 * 60 * 60, CHINA_AHEAD = 8 * 60 * 60 };

int32_t clock_today_china(void)
{
	time_t now = time(NULL) + CHINA_AHEAD;
	return (int32_t)((now - (now < 0 ? SECONDS_A_DAY - 1 : 0)) / SECONDS_A_DAY);
}

int64_t clock_ms(void)
{
	struct timespec t;
	if (clock_gettime(CLOCK_MONOTONIC, &t) != 0)
		return 0;
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
