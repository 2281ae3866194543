/* A registry's bytes, mapped: what is written of it is a mapping under which the registry reads the same. Run from the repository's root. */
#include "base/limits.h"
#include "os/input.h"
#include "must.h"
#include "round_trip.h"

#include <stdio.h>
#include <stdlib.h>

struct world {
	struct arena arena;
	struct diags diags;
	const struct vocabulary *vocabulary;
};

static bool read_rules(void *ctx, struct str name, struct str *out)
{
	struct world *w = ctx;
	int error;
	struct str path = arena_printf(&w->arena, "rules/%.*s", STR_ARG(name));
	return file_read_whole(out, &w->arena, path.p, LIMIT_YAML_BYTES, &error) == INPUT_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct world world;
	struct round_trip t;
	if (!world.vocabulary) {
		arena_init(&world.arena);
		diags_init(&world.diags, NULL, NULL);
		world.vocabulary = vocabulary_load(&world.arena, read_rules, &world, &world.diags);
		MUST(world.vocabulary);
	}
	const struct reader reader = {.vocabulary = world.vocabulary};
	round_trip(&t, &reader, (struct str){(const char *)data, size}, size % 2 ? LANG_ZH : LANG_EN);
	if (t.differs)
		fprintf(stderr, "%s\n%.*s", t.differs, STR_ARG(buf_str(&t.yaml)));
	MUST(!t.differs);
	round_trip_release(&t);
	return 0;
}
