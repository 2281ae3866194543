#include "rules/catalogue.h"

#include "base/sha256.h"
#include "rules/catalogue_read.h"
#include "rules/catalogue_schema.h"

static const char *const matches[] = {
	[MATCH_MODEL] = "model", [MATCH_SERIES] = "series", [MATCH_DESCRIPTION] = "description"};

const char *catalogue_match_name(enum catalogue_match m)
{
	return matches[m];
}

void catalogue_write_entry(struct buf *out, const struct catalogue_entry *e)
{
	buf_printf(out, "%.*s/%.*s", STR_ARG(e->batch->id), STR_ARG(e->item));
}

/* --- its files ---------------------------------------------------------------------------------------------------- */

static void head_read(struct catalogue_reader *c, const struct node *map, struct str folder)
{
	struct catalogue *out = c->out;
	const struct node *id = node_get(map, "id");
	out->version = node_text(map, "version");
	out->title = words_read(map, "title");
	out->authority = words_read(map, "authority");
	out->trust = trust_read(node_text(map, "trust"));
	if (id && id->type == NODE_SCALAR && !str_eq(id->text, out->id))
		diag_add(c->r->diags, DIAG_BAD_ID, c->r->file, id->span,
			 "the catalogue in the folder \"%.*s\" calls itself \"%.*s\"", STR_ARG(folder), STR_ARG(id->text));
}

static bool table_open(struct catalogue_reader *c, const struct node *map, struct str folder)
{
	struct rules_reader *r = c->r;
	struct catalogue *out = c->out;
	const struct node *name = node_get(map, "entries");
	if (!name || name->type != NODE_SCALAR)
		return false;
	out->table.name = pack_file_name(r, folder, name);
	if (!out->table.name.p)
		return false;
	if (!r->read(r->read_ctx, out->table.name, &out->table.text)) {
		diag_add(r->diags, DIAG_MISSING_FILE, r->file, name->span,
			 "the file \"%.*s\" is not there or cannot be read", STR_ARG(out->table.name));
		return false;
	}
	if (!text_check(r, &out->table, name))
		return false;
	hash_check(r, &out->table, node_get(map, "sha256"));
	return true;
}

static void both_hash(struct catalogue *out)
{
	struct sha256 hash;
	sha256_init(&hash);
	sha256_add(&hash, out->file.text);
	sha256_add(&hash, out->table.text);
	sha256_end(&hash, out->sha256);
}

static bool tree_read(struct catalogue_reader *c, const struct node *root, struct str folder)
{
	struct rules_reader *r = c->r;
	struct catalogue *out = c->out;
	if (!root || schema_of(root, catalogue_schema, 1, &out->file, r->diags) != catalogue_schema)
		return false;
	c->doubtful = !schema_check(root, catalogue_schema->keys, &out->file, r->diags);
	const struct node *map = node_get(root, "catalogue");
	head_read(c, map, folder);
	catalogue_parts_read(c, map);
	if (table_open(c, map, folder))
		catalogue_entries_read(c);
	both_hash(out);
	return true;
}

/* All mistakes of both files in one run. */
static bool files_read(struct catalogue_reader *c, struct str folder)
{
	struct rules_reader *r = c->r;
	const size_t errors = r->diags->errors;
	struct arena tree;
	arena_init(&tree);
	bool read = tree_read(c, yaml_read_apart(&tree, r->arena, &c->out->file, c->out->file.text, r->diags), folder);
	r->arena->failed |= tree.failed;
	arena_release(&tree);
	return read && r->diags->errors == errors && !r->arena->failed;
}

/* --- by name ------------------------------------------------------------------------------------------------------- */

static bool is_name(struct str id)
{
	bool good = id.n > 0 && id.p[0] != '.';
	for (size_t i = 0; i < id.n; i++)
		good &= id.p[i] != '/' && id.p[i] != '\\' && id.p[i] != ':';
	return good;
}

static bool keep(struct catalogue_list *list, struct arena *a, struct catalogue *c)
{
	const struct catalogue **items = arena_grow(a, list->items, list->n, &list->cap, sizeof *items);
	if (!items)
		return false;
	c->index = (uint32_t)list->n;
	list->items = items;
	list->items[list->n++] = c;
	return true;
}

static bool refuse(struct catalogue_list *list, struct arena *a, struct str id)
{
	struct str *refused = arena_grow(a, list->refused, list->n_refused, &list->cap_refused, sizeof *refused);
	if (refused) {
		list->refused = refused;
		refused[list->n_refused++] = id;
	}
	return false;
}

static bool was_refused(const struct catalogue_list *list, struct str id)
{
	for (size_t i = 0; i < list->n_refused; i++)
		if (str_eq(list->refused[i], id))
			return true;
	return false;
}

static const struct catalogue *known(const struct catalogue_list *list, struct str id)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->items[i]->id, id))
			return list->items[i];
	return NULL;
}

/* The reader that reads it: of no rule, so that its conditions may name values of any kind. */
static struct rules_reader reader_within(const struct rules_reader *r, struct catalogue *c)
{
	return (struct rules_reader){.arena = r->arena, .vocabulary = r->vocabulary, .diags = r->diags,
				     .read = r->read, .read_ctx = r->read_ctx, .file = &c->file};
}

static bool missing(struct rules_reader *r, struct str id, struct str name, struct span at)
{
	diag_add(r->diags, DIAG_UNKNOWN_CATALOGUE, r->file, at, "no catalogue \"%.*s\"", STR_ARG(id));
	diag_hint(r->diags, "the file \"%.*s\" is not there or cannot be read", STR_ARG(name));
	return refuse(r->catalogues, r->arena, id);
}

bool catalogue_named(struct rules_reader *r, const struct catalogue **out, struct str id, struct span at)
{
	struct catalogue_list *list = r->catalogues;
	if (!list) {
		diag_add(r->diags, DIAG_BAD_WORD, r->file, at, "a condition of a catalogue asks no catalogue");
		return false;
	}
	*out = known(list, id);
	if (*out)
		return true;
	if (was_refused(list, id))
		return false;
	if (!is_name(id)) {
		diag_add(r->diags, DIAG_UNKNOWN_CATALOGUE, r->file, at, "\"%.*s\" is no name of a catalogue", STR_ARG(id));
		return refuse(list, r->arena, id);
	}
	struct catalogue *c = ARENA_NEW(r->arena, struct catalogue);
	struct str folder = arena_printf(r->arena, "catalogues/%.*s", STR_ARG(id));
	struct str name = arena_printf(r->arena, "%.*s/catalogue.yaml", STR_ARG(folder));
	if (!c || !name.p)
		return false;
	c->id = id;
	c->file.name = name;
	if (!r->read(r->read_ctx, name, &c->file.text))
		return missing(r, id, name, at);
	struct rules_reader within = reader_within(r, c);
	struct catalogue_reader reading = {.r = &within, .out = c};
	if (!files_read(&reading, folder))
		return refuse(list, r->arena, id);
	*out = c;
	return keep(list, r->arena, c);
}
