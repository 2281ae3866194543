/* Do two conditions say the same, whatever the order in which they say it? Does one ask a person? */
#ifndef PHASEOUT_RULES_CONDITION_EQUAL_H
#define PHASEOUT_RULES_CONDITION_EQUAL_H

#include "rules/condition.h"

/* False also where it is not certain; wordings and places do not count, nor does the unit of a limit (1760 mm is 1.76 m). */
bool condition_equal(const struct condition *a, const struct condition *b);
/* Is there a judgement in it? */
bool condition_asks_person(const struct condition *c);

#endif
