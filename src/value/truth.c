#include "value/truth.h"

#include <assert.h>

enum truth truth_and(enum truth a, enum truth b)
{
	return a < b ? a : b;
}

enum truth truth_or(enum truth a, enum truth b)
{
	return a > b ? a : b;
}

enum truth truth_not(enum truth a)
{
	return (enum truth)(TRUTH_TRUE - a);
}

const char *truth_name(enum truth t)
{
	static const char *const names[] = {[TRUTH_FALSE] = "false", [TRUTH_UNKNOWN] = "unknown",
					    [TRUTH_TRUE] = "true"};
	assert(t <= TRUTH_TRUE);
	return names[t];
}
