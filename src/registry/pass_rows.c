/* Rows that the caller has dealt with before they are read: lane_hooks.h. */
#include "registry/state.h"

/* Smaller registries are read before threads have begun. */
enum { LARGE_BYTES = 1024 * 1024, LARGE_ROWS = 1000 };

/* One machine a row, with nothing beside its cells that says what they mean. */
static bool has_plain_rows(const struct registry *g)
{
	const struct columns *c = &g->header.columns;
	return (g->feed == &text_feed || g->feed == &json_feed) && !c->rows[0] && !c->n_machines && !c->long_columns && !c->mapping && !g->guarded && !g->kind_of_title && !g->options.identities;
}

static bool is_below_header(const struct registry *g, const struct record *r)
{
	return g->feed == &json_feed || (g->header.row && r->number > g->header.row);
}

/* What the reader of JSON gives is UTF-8, and holds no NUL. */
static bool is_whole(const struct registry *g, const struct record *r)
{
	return r->trouble == RECORD_GOOD && !r->has_parts && r->n_fields == g->header.columns.n && (g->feed == &json_feed || registry_is_clean(g, r));
}

bool registry_passes(struct registry *g, const struct record *r)
{
	const struct row_hooks *hooks = g->options.hooks;
	return hooks && is_below_header(g, r) && has_plain_rows(g) && is_whole(g, r) &&
	       hooks->passes(hooks->ctx, g, r->fields, r->number);
}

static bool is_clean(const void *ctx, struct str text)
{
	const struct registry *g = ctx;
	return registry_text_is_clean(g->settled.encoding, text);
}

static bool is_large(const struct registry *g)
{
	return g->input->size > LARGE_BYTES || (g->input->size == 0 && g->rows >= LARGE_ROWS); /* of a pipe it is not known */
}

bool registry_may_look(const struct registry *g)
{
	const struct row_hooks *hooks = g->options.hooks;
	return hooks && hooks->jobs && has_plain_rows(g) && is_large(g);
}

void registry_open_blocks(struct registry *g)
{
	const struct row_hooks *hooks = g->options.hooks;
	if (g->feed != &text_feed || g->blocks_tried || !g->header.row || g->rows <= g->header.row || g->settled.open || !registry_may_look(g))
		return;
	g->blocks_tried = true;
	if (!hooks->ready(hooks->ctx, g))
		return;
	const struct blocks_options options = {.hooks = hooks, .n_columns = g->header.columns.n, .is_clean = is_clean, .ctx = g};
	g->blocks = blocks_new(&g->csv, &options);
}

static enum registry_status close_blocks(struct registry *g)
{
	const bool good = blocks_free(g->blocks);
	g->blocks = NULL;
	return good ? REGISTRY_ROW : registry_stop_memory(g);
}

enum registry_status registry_next_of_blocks(struct registry *g, struct record *out, bool *given)
{
	const struct row_hooks *hooks = g->options.hooks;
	struct block_event e;
	const enum blocks_status status = blocks_next(g->blocks, &e);
	*given = status == BLOCKS_EVENT && e.answer == BLOCK_UNKNOWN;
	switch (status) {
	case BLOCKS_EVENT:
		g->rows = e.number;
		if (*given)
			*out = e.record;
		else
			hooks->tell(hooks->ctx, g, e.what, e.cell, e.number);
		return REGISTRY_ROW;
	case BLOCKS_PASSED:
		g->rows = blocks_number(g->blocks);
		return REGISTRY_PASSED;
	case BLOCKS_END:
		return close_blocks(g);
	case BLOCKS_NO_MEMORY:
		break;
	}
	return registry_stop_memory(g);
}

void registry_pause(const struct registry *g)
{
	if (g->blocks)
		blocks_pause(g->blocks);
	if (g->lines)
		line_blocks_pause(g->lines);
}

void registry_go_on(const struct registry *g)
{
	if (g->blocks)
		blocks_go_on(g->blocks);
	if (g->lines)
		line_blocks_go_on(g->lines);
}
