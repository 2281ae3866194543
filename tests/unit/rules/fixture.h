/* The vocabulary of rules/, and files from one folder before those of rules/. Include "unit.h" first. */
#ifndef PHASEOUT_TESTS_RULES_FIXTURE_H
#define PHASEOUT_TESTS_RULES_FIXTURE_H

#include "rules/load.h"
#include "text/source.h"

/* A file that stands in memory only: it is found before those on disk. */
struct memory_file {
	const char *name;
	struct str text;
};

struct fixture {
	struct arena arena;
	struct diags diags;
	const char *folder; /* searched before rules/; may be NULL */
	struct memory_file files[4];
	const struct vocabulary *vocabulary;
};

static inline bool fixture_read_path(struct fixture *f, const char *folder, struct str name, struct str *out)
{
	struct str path = arena_printf(&f->arena, "%s/%.*s", folder, STR_ARG(name));
	FILE *file = fopen(path.p, "rb");
	if (!file)
		return false;
	struct buf b;
	char part[4096];
	size_t n;
	buf_init(&b);
	while ((n = fread(part, 1, sizeof part, file)) > 0)
		buf_add(&b, (struct str){part, n});
	fclose(file);
	*out = arena_str(&f->arena, buf_str(&b));
	buf_release(&b);
	return out->p;
}

static inline bool fixture_read(void *ctx, struct str name, struct str *out)
{
	struct fixture *f = ctx;
	for (size_t i = 0; i < sizeof f->files / sizeof *f->files; i++)
		if (f->files[i].name && str_is(name, f->files[i].name)) {
			*out = f->files[i].text;
			return true;
		}
	return (f->folder && fixture_read_path(f, f->folder, name, out)) || fixture_read_path(f, "rules", name, out);
}

/* What was found so far, as people read it. */
static inline struct str fixture_drawn(struct fixture *f, struct diags *diags)
{
	struct buf b;
	buf_init(&b);
	source_draw_all(&b, diags, LANG_EN);
	struct str drawn = arena_str(&f->arena, b.n ? buf_str(&b) : STR(""));
	buf_release(&b);
	return drawn;
}

static inline void fixture_init(struct fixture *f, const char *folder)
{
	*f = (struct fixture){.folder = folder};
	arena_init(&f->arena);
	diags_init(&f->diags, NULL, NULL);
	f->vocabulary = vocabulary_load(&f->arena, fixture_read, f, &f->diags);
	if (!f->vocabulary)
		fail_msg("the vocabulary does not load:\n%s", fixture_drawn(f, &f->diags).p);
}

static inline const struct ruleset *fixture_load(struct fixture *f, const char *pack)
{
	struct str name = str_from(pack);
	return ruleset_load(&f->arena, f->vocabulary, &name, 1, fixture_read, f, &f->diags);
}

static inline void fixture_release(struct fixture *f)
{
	diags_release(&f->diags);
	arena_release(&f->arena);
}

#endif
