/* What a file is by its first bytes: a table of one format or another, or something else by a name that helps. */
#ifndef PHASEOUT_REGISTRY_FORMAT_H
#define PHASEOUT_REGISTRY_FORMAT_H

#include "text/words.h"

enum { FORMAT_BYTES = 4096 }; /* that are looked at */

enum format {
	FORMAT_TEXT,   /* CSV and its kin */
	FORMAT_JSON,   /* a list of objects, or an object a line */
	FORMAT_XLSX,   /* the others are read by the helper process */
	FORMAT_XLS,
	FORMAT_HTML,
	FORMAT_SQLITE,
	FORMAT_COUNT,
};
const char *format_name(enum format f); /* "csv", "json", "xlsx", "xls", "html", "sqlite" */
static inline bool format_is_container(enum format f)
{
	return f >= FORMAT_XLSX;
}

/*
 * FORMAT_COUNT where no table can be read of it: *problem then says why, with a remedy. A file is what its bytes are, whatever it is called.
 */
enum format format_find(struct words *problem, struct arena *a, struct str first_bytes);

#endif
