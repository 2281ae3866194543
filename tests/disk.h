/* Files for tests and fuzz targets: the library takes bytes through callbacks, these read them from disk. Paths begin at the repository's root. */
#ifndef PHASEOUT_TESTS_DISK_H
#define PHASEOUT_TESTS_DISK_H

#include "base/arena.h"

#include <stdio.h>

/* The whole of a file, in the arena; false where there is none. */
static inline bool disk_read(struct arena *a, const char *path, struct str *out)
{
	FILE *f = path ? fopen(path, "rb") : NULL;
	long size = f && fseek(f, 0, SEEK_END) == 0 ? ftell(f) : -1;
	char *text = size >= 0 && fseek(f, 0, SEEK_SET) == 0 ? arena_alloc(a, (size_t)size + 1) : NULL;
	if (text)
		*out = (struct str){text, fread(text, 1, (size_t)size, f)};
	if (f)
		fclose(f);
	return text != NULL;
}

/* A file_read_fn over rules/; ctx is the arena. */
static inline bool disk_read_rules(void *ctx, struct str name, struct str *out)
{
	return disk_read(ctx, arena_printf(ctx, "rules/%.*s", STR_ARG(name)).p, out);
}

#endif
