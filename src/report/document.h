/*
 * The packs that are loaded as a document: every rule in words, with the clause, the conditions, exceptions, readings and tests that it
 * consists of; what somebody signs who answers for the law.
 *
 * Always: only a text that was read in its source is quoted; all that stands in a rule stands in the document; same rules, as-of date and
 * language, same bytes.
 */
#ifndef PHASEOUT_REPORT_DOCUMENT_H
#define PHASEOUT_REPORT_DOCUMENT_H

#include "screen/sink.h"
#include "text/message.h"

struct writer_format;

/* The n-th format from 0, NULL behind the last. */
const struct writer_format *document_format(size_t n);
const char *document_format_name(const struct writer_format *f, const char **extension, const char **help);

/* Of `run` what stands before the mapping is used. False when memory is exhausted. */
bool document_write(struct buf *out, const struct writer_format *format, enum lang lang, const struct run_info *run);

#endif
