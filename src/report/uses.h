/* Which rules ask for a field, and where; which presumptions and declared factors may take part in a rule's answer. */
#ifndef PHASEOUT_REPORT_USES_H
#define PHASEOUT_REPORT_USES_H

#include "rules/rule.h"
#include "vocabulary/conversion.h"

enum use { USE_OBJECT = 1, USE_OBSOLETE_IF = 2, USE_EXCEPTION = 4, USE_READING = 8, USE_CAPACITY = 16 };

/* Bits of enum use; 0: not at all. */
unsigned rule_uses(const struct rule *r, const struct field *f);

/* Does the rule, or a reading of it, speak of this kind, or of one above or below it? */
bool rule_meets(const struct rule *r, const struct kind *k);
/* Of this kind or one above it, so that every item of the kind is considered. */
bool rule_covers(const struct rule *r, const struct kind *k);

bool rule_may_presume(const struct rule *r, const struct presumption *p);
bool rule_may_convert(const struct rule *r, const struct vocabulary *v, const struct conversion *c);

#endif
