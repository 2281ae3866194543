/* Strong Kleene logic. */
#ifndef PHASEOUT_VALUE_TRUTH_H
#define PHASEOUT_VALUE_TRUTH_H

#include "base/str.h"

enum truth { TRUTH_FALSE, TRUTH_UNKNOWN, TRUTH_TRUE }; /* all is the least, any the greatest */

enum truth truth_and(enum truth a, enum truth b);
enum truth truth_or(enum truth a, enum truth b);
enum truth truth_not(enum truth a);
const char *truth_name(enum truth t); /* "true", "false", "unknown" */

#endif
