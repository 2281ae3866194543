/* The folders in a folder, by name. */
#ifndef PHASEOUT_OS_FOLDER_H
#define PHASEOUT_OS_FOLDER_H

#include "base/arena.h"

struct folder_names {
	struct str *items; /* in bytewise order, each NUL-terminated */
	size_t n;
};

/*
 * Names of the folders in `path` in which a file `holding` stands; those that begin with a dot are left out. False where it cannot be
 * read (*error is an errno) or memory is exhausted (*error is ENOMEM).
 */
bool folder_list(struct folder_names *out, struct arena *a, const char *path, const char *holding, int *error);

#endif
