#include "os/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

static bool holds(struct arena *a, const char *path, const char *name, const char *holding)
{
	struct stat st;
	struct str file = arena_printf(a, "%s/%s/%s", path, name, holding);
	return file.p && stat(file.p, &st) == 0 && S_ISREG(st.st_mode);
}

static int by_name(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

bool folder_list(struct folder_names *out, struct arena *a, const char *path, const char *holding, int *error)
{
	size_t cap = 0;
	DIR *d = opendir(path);
	*out = (struct folder_names){NULL, 0};
	*error = d ? 0 : errno;
	while (d && !*error) {
		errno = 0;
		const struct dirent *e = readdir(d);
		if (!e) {
			*error = errno;
			break;
		}
		if (e->d_name[0] == '.' || !holds(a, path, e->d_name, holding))
			continue;
		struct str *items = arena_grow(a, out->items, out->n, &cap, sizeof *items);
		if (!items) {
			*error = ENOMEM;
			break;
		}
		out->items = items;
		items[out->n++] = arena_str(a, str_from(e->d_name));
	}
	if (d)
		closedir(d);
	if (a->failed)
		*error = ENOMEM;
	if (!*error && out->n)
		qsort(out->items, out->n, sizeof *out->items, by_name);
	return !*error;
}
