/* What every unit test includes first: cmocka wants these in this order. */
#ifndef PHASEOUT_TESTS_UNIT_H
#define PHASEOUT_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"

#define assert_str(s, literal) assert_string_equal_n((s), (literal))
static inline void assert_string_equal_n(struct str s, const char *want)
{
	if (!str_is(s, want))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(s), want);
}

#endif
