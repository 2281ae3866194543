/*
 * The real rules, loaded from the folder rules/ (the tests run from the repository's root). Include "unit.h" first.
 */
#ifndef PHASEOUT_TESTS_PACK_H
#define PHASEOUT_TESTS_PACK_H

#include "disk.h"
#include "judge/judge.h"
#include "rules/load.h"

struct pack_on_disk {
	struct arena arena;
	struct diags diags;
	const struct vocabulary *vocabulary;
	const struct ruleset *rules;
};

static inline bool pack_open(struct pack_on_disk *p, const char *id)
{
	struct str name = str_from(id);
	arena_init(&p->arena);
	diags_init(&p->diags, NULL, NULL);
	p->rules = NULL;
	p->vocabulary = vocabulary_load(&p->arena, disk_read_rules, &p->arena, &p->diags);
	if (p->vocabulary)
		p->rules = ruleset_load(&p->arena, p->vocabulary, &name, 1, disk_read_rules, &p->arena, &p->diags);
	for (size_t i = 0; i < p->diags.n; i++) {
		const struct diag *d = &p->diags.items[i];
		fprintf(stderr, "%.*s:%zu:%zu: %.*s\n", STR_ARG(d->file), d->span.line, d->span.col, STR_ARG(d->text));
	}
	return p->rules != NULL;
}

static inline void pack_close(struct pack_on_disk *p)
{
	diags_release(&p->diags);
	arena_release(&p->arena);
}

#endif
