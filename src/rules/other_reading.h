/* The reading with which a rule answers a dispute about one of its limits. */
#ifndef PHASEOUT_RULES_OTHER_READING_H
#define PHASEOUT_RULES_OTHER_READING_H

#include "rules/rule.h"

/* Has the rule a reading that compares the same limit by the other relation? */
bool other_reading_stands(const struct rule *rule, const struct condition *leaf, enum relation other);

#endif
