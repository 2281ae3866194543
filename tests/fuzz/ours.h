/* What a fuzz target needs of rules/: loaded once, kept for the process. Run from the repository's root. */
#ifndef PHASEOUT_TESTS_OURS_H
#define PHASEOUT_TESTS_OURS_H

#include "vocabulary/vocabulary.h"
#include "disk.h"
#include "must.h"

static inline const struct vocabulary *our_vocabulary(void)
{
	static struct arena a;
	static const struct vocabulary *v;
	struct diags diags;
	if (v)
		return v;
	arena_init(&a);
	diags_init(&diags, NULL, NULL);
	v = vocabulary_load(&a, disk_read_rules, &a, &diags);
	diags_release(&diags);
	MUST(v != NULL);
	return v;
}

#endif
