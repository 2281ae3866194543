/* Reading fixture files in tests; the tests run in the top folder. */
#ifndef PHASEOUT_TESTS_YAML_CASES_H
#define PHASEOUT_TESTS_YAML_CASES_H

#include "unit.h"

#include "base/buf.h"

#include <dirent.h>

/* The bytes of a file are added to out; false where it cannot be opened. */
static inline bool slurp(struct buf *out, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return false;
	char piece[65536];
	for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
		buf_add(out, (struct str){piece, n});
	fclose(f);
	return true;
}

/*
 * A file by its recipe: each line is a count, a space and a text that is repeated so many times; \n and \xNN in it
 * are what they say.
 */
static inline void cook(struct buf *out, struct str recipe)
{
	for (size_t i = 0; i < recipe.n;) {
		char *text;
		unsigned long times = strtoul(recipe.p + i, &text, 10);
		size_t from = (size_t)(text + 1 - recipe.p), to = from;
		while (to < recipe.n && recipe.p[to] != '\n')
			to++;
		struct buf piece;
		buf_init(&piece);
		for (size_t k = from; k < to; k++) {
			if (recipe.p[k] == '\\' && recipe.p[k + 1] == 'n') {
				buf_addc(&piece, '\n');
				k++;
			} else if (recipe.p[k] == '\\' && recipe.p[k + 1] == 'x') {
				char hex[3] = {recipe.p[k + 2], recipe.p[k + 3], '\0'};
				buf_addc(&piece, (char)strtoul(hex, NULL, 16));
				k += 3;
			} else {
				buf_addc(&piece, recipe.p[k]);
			}
		}
		while (times-- > 0)
			buf_add(out, buf_str(&piece));
		buf_release(&piece);
		i = to + 1;
	}
}

#endif
