/* A container as a file that its reader may seek in, and the sum of its bytes. */
#include "registry/state.h"

#include "base/limits.h"
#include "os/spool.h"

#include <errno.h>

/* What a database has beside it is part of it, and cannot be seen by whoever is given the file alone. */
static bool is_alone(struct registry *g)
{
	static const char *const beside[] = {"-wal", "-journal"};
	for (size_t i = 0; g->format == FORMAT_SQLITE && i < 2; i++)
		if (input_has_beside(g->input, beside[i])) {
			registry_stop_unreadable(g, words_printf(&g->arena, "changes that are not yet in the database stand in a file beside it (%s); "
								 "close the program that has it open, and try again", beside[i]));
			return false;
		}
	return true;
}

static void add_to_sum(void *ctx, struct str bytes)
{
	struct registry *g = ctx;
	sha256_add(&g->sum, bytes);
}

/* A container is not read in order: what comes through a pipe is kept in a file. */
static enum registry_status spool(struct registry *g, struct str window)
{
	struct tables *t = &g->tables;
	int error = 0;
	sha256_init(&g->sum); /* the window passes again */
	switch (spool_open(&t->spool, g->input->fd, window, (uint64_t)LIMIT_SPOOL_MIB << 20, add_to_sum, g, &error)) {
	case SPOOL_OK:
		return REGISTRY_ROW;
	case SPOOL_TOO_LARGE:
		return registry_stop(g, REGISTRY_LIMIT, words_printf(&g->arena, "more than %d MiB came through a pipe; give it as a file", (int)LIMIT_SPOOL_MIB));
	case SPOOL_UNREAD:
		return registry_stop_reading(g, error);
	case SPOOL_UNWRITTEN:
		break;
	}
	return registry_stop_unreadable(g, words_printf(&g->arena, "what came through a pipe could not be kept in a file: %s", strerror(error)));
}

enum registry_status registry_whole_file(struct registry *g, struct str window, int *fd)
{
	if (!is_alone(g))
		return g->stopped;
	bool is_file = g->input->start == 0 && input_rewind(g->input);
	enum registry_status status = is_file ? REGISTRY_ROW : spool(g, window);
	*fd = is_file ? g->input->fd : g->tables.spool;
	return status;
}

enum registry_status registry_sum_file(struct registry *g)
{
	char chunk[64 * 1024];
	ssize_t n;
	if (g->tables.spool >= 0 || g->options.unsummed)
		return REGISTRY_ROW;
	sha256_init(&g->sum);
	if (!input_rewind(g->input))
		return registry_stop_reading(g, errno);
	while ((n = registry_read_input(g, chunk, sizeof chunk)) > 0)
		;
	return n < 0 ? registry_stop_reading(g, g->input->error) : REGISTRY_ROW;
}
