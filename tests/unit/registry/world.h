/* The vocabulary of rules/, loaded once a test program; registries of bytes. Include "unit.h" first. */
#ifndef PHASEOUT_TESTS_REGISTRY_WORLD_H
#define PHASEOUT_TESTS_REGISTRY_WORLD_H

#include "disk.h"
#include "os/input.h"
#include "registry/heading.h"
#include "registry/registry.h"

#include <unistd.h>

struct world {
	struct arena arena;
	struct diags diags;
	const struct vocabulary *vocabulary;
	struct reader reader;
	struct headings headings;
};

static inline void world_init(struct world *w)
{
	*w = (struct world){.vocabulary = NULL};
	arena_init(&w->arena);
	diags_init(&w->diags, NULL, NULL);
	w->vocabulary = vocabulary_load(&w->arena, disk_read_rules, &w->arena, &w->diags);
	for (size_t i = 0; i < w->diags.n; i++)
		print_message("%.*s:%zu: %.*s\n", STR_ARG(w->diags.items[i].file), w->diags.items[i].span.line,
			      STR_ARG(w->diags.items[i].text));
	if (!w->vocabulary)
		fail_msg("rules/vocabulary cannot be loaded (run from the repository's root)");
	w->reader.vocabulary = w->vocabulary;
	assert_true(headings_init(&w->headings, &w->arena, w->vocabulary));
}

static inline void world_release(struct world *w)
{
	diags_release(&w->diags);
	arena_release(&w->arena);
}

/* For cmocka: *state is a world. */
static inline int world_setup(void **state)
{
	static struct world w;
	world_init(&w);
	*state = &w;
	return 0;
}

static inline int world_teardown(void **state)
{
	world_release(*state);
	return 0;
}

/* A file of these bytes, open for reading and already gone from its folder. */
static inline struct input world_file(struct str bytes)
{
	char path[] = "/tmp/phaseout-registry-XXXXXX";
	struct input in;
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	for (size_t done = 0; done < bytes.n;) {
		ssize_t n = write(fd, bytes.p + done, bytes.n - done);
		assert_true(n > 0);
		done += (size_t)n;
	}
	close(fd);
	assert_int_equal(input_open(&in, path), INPUT_OK);
	unlink(path);
	return in;
}

#endif
