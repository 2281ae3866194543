/* One rule over the item, as `explain` draws it: for explain.c. */
#ifndef PHASEOUT_REPORT_EXPLAIN_RULE_H
#define PHASEOUT_REPORT_EXPLAIN_RULE_H

#include "report/explain.h"
#include "report/reason.h"

/* Columns that the widest label of these lines takes. */
size_t explain_label_width(enum lang lang);
/* The lines behind the rule's name and verdict; r->input is set. */
void explain_finding(struct reason *r, const struct explain_options *o, const struct item *item,
		     const struct explained_rule *rule);

#endif
