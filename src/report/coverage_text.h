/* What covers the section of a source, for people: a passage, and under it what covers it or OPEN. */
#ifndef PHASEOUT_REPORT_COVERAGE_TEXT_H
#define PHASEOUT_REPORT_COVERAGE_TEXT_H

#include "base/buf.h"
#include "rules/coverage.h"
#include "text/message.h"

void coverage_write(struct buf *out, const struct coverage *c, enum lang lang);

#endif
