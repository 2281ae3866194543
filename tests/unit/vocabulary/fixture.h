/*
 * The vocabulary of the repository, or of a folder, read from files. Include "unit.h" first; run from the repository's
 * root.
 */
#ifndef PHASEOUT_TESTS_VOCABULARY_FIXTURE_H
#define PHASEOUT_TESTS_VOCABULARY_FIXTURE_H

#include "disk.h"
#include "text/source.h"
#include "vocabulary/item.h"

/* A file under the first folder that has it. */
struct folders {
	struct arena *a;
	const char *paths[3]; /* NULL ends */
};

static inline bool fixture_read_path(struct arena *a, const char *folder, struct str name, struct str *out)
{
	return disk_read(a, arena_printf(a, "%s/%.*s", folder, STR_ARG(name)).p, out);
}

/* "vocabulary/" is dropped where the folder keeps its files flat. */
static inline bool fixture_read(void *ctx, struct str name, struct str *out)
{
	const struct folders *f = ctx;
	struct str flat = str_starts(name, STR("vocabulary/")) ? str_sub(name, 11, name.n) : name;
	for (size_t i = 0; f->paths[i]; i++)
		if (fixture_read_path(f->a, f->paths[i], name, out) || fixture_read_path(f->a, f->paths[i], flat, out))
			return true;
	return false;
}

struct fixture {
	struct arena arena;
	const struct vocabulary *v;
	struct reader reader;
};

/* rules/, which must load without a diagnostic. */
static inline void fixture_init(struct fixture *x)
{
	struct diags diags;
	struct buf drawn;
	arena_init(&x->arena);
	diags_init(&diags, NULL, NULL);
	buf_init(&drawn);
	struct folders folders = {&x->arena, {"rules", NULL, NULL}};
	x->v = vocabulary_load(&x->arena, fixture_read, &folders, &diags);
	source_draw_all(&drawn, &diags, LANG_EN);
	if (!x->v || diags.n)
		fail_msg("%.*s", STR_ARG(buf_str(&drawn)));
	x->reader = (struct reader){.vocabulary = x->v};
	buf_release(&drawn);
	diags_release(&diags);
}

static inline void fixture_release(struct fixture *x)
{
	arena_release(&x->arena);
}

/* For cmocka: *state is a fixture of the repository's rules. */
static inline int fixture_setup(void **state)
{
	static struct fixture x;
	fixture_init(&x);
	*state = &x;
	return 0;
}

static inline int fixture_teardown(void **state)
{
	fixture_release(*state);
	return 0;
}

static inline const struct field *fixture_field(const struct fixture *x, const char *id)
{
	const struct field *f = vocabulary_field(x->v, str_from(id));
	if (!f)
		fail_msg("no field %s", id);
	return f;
}

#endif
