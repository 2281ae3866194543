/* The records of an old workbook as they stand in its file: in a stream of a compound file, or as the file itself. */
#ifndef PHASEOUT_READ_XLS_STREAM_H
#define PHASEOUT_READ_XLS_STREAM_H

#include "read/reader.h"

/*
 * All of them, in the job's arena. What is no workbook is named: a document of another program, or an encrypted workbook
 * of either format, which stands in such a file too.
 */
enum read_status xls_stream_read(struct str *out, struct read_job *job);
/* Says that the workbook is encrypted, and the remedy. */
enum read_status xls_stream_encrypted(struct read_job *job);

#endif
