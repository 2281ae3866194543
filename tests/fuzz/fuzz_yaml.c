/*
 * Any bytes as a YAML file: the tree keeps its promises, what is told points into the file, and the schema survives
 * what the reader lets through.
 */
#include "base/limits.h"
#include "text/source.h"
#include "yaml/schema.h"
#include "must.h"

#include <assert.h>
#include <stdint.h>

static const char *const words[] = {"a", "b", NULL};

static const struct schema_key inner[] = {
	{.name = "id", .shape = SHAPE_ID, .required = true},
	{.name = "n", .shape = SHAPE_NUMBER},
	{.name = NULL},
};

static const struct schema_key keys[] = {
	{.name = "schema", .shape = SHAPE_TEXT, .required = true},
	{.name = "a", .shape = SHAPE_ONE_OR_LIST, .element = SHAPE_WORD, .words = words},
	{.name = "b", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = inner},
	{.name = "c", .shape = SHAPE_MAP_OF, .element = SHAPE_LIST, .keys = inner},
	{.name = "d", .shape = SHAPE_DATE},
	{.name = "e", .shape = SHAPE_BOOL},
	{.name = "f", .shape = SHAPE_WORDS},
	{.name = "g", .shape = SHAPE_MAP, .keys = inner},
	{.name = NULL},
};

static const struct schema schemas[] = {{"x/1", keys}, {"y/1", inner}};

static void check_place(const struct source_file *file, struct span at)
{
	assert(at.line >= 1 && at.col >= 1);
	assert(at.offset <= file->text.n && at.length <= file->text.n - at.offset);
}

/* Its key leads to it; keys have no NUL behind them, and those with one inside cannot be asked for. */
static void check_key(const struct node *map, const struct node_entry *e)
{
	char key[256];
	if (e->key.n >= sizeof key || memchr(e->key.p, 0, e->key.n))
		return;
	memcpy(key, e->key.p, e->key.n);
	key[e->key.n] = '\0';
	assert(node_get(map, key) == e->value);
}

static void check_tree(const struct source_file *file, const struct node *node, size_t depth)
{
	assert(depth <= LIMIT_YAML_DEPTH + 1);
	check_place(file, node->span);
	if (node->type == NODE_SCALAR) {
		assert(node->text.p && (node->text.n > 0 || node->quoted));
		return;
	}
	for (size_t i = 0; i < node->n; i++) {
		if (node->type == NODE_MAPPING) {
			const struct node_entry *e = &node->entries[i];
			check_place(file, e->key_span);
			assert(e->key.p);
			if (i <= 64)
				check_key(node, e);
			check_tree(file, e->value, depth + 1);
		} else {
			check_tree(file, node->items[i], depth + 1);
		}
	}
}

static void check_diags(const struct source_file *file, struct diags *diags)
{
	struct buf out;
	buf_init(&out);
	for (size_t i = 0; i < diags->n; i++) {
		assert(diags->items[i].text.n > 0);
		if (diags->items[i].span.line)
			check_place(file, diags->items[i].span);
	}
	source_draw_all(&out, diags, LANG_ZH);
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct diags diags;
	struct source_file file = {STR("fuzz.yaml"), {(const char *)data, size}};
	arena_init(&arena);
	diags_init(&diags, NULL, NULL);
	const struct node *root = yaml_read(&arena, &file, &diags);
	assert((root == NULL) == (diags.errors > 0));
	if (root) {
		check_tree(&file, root, 1);
		const struct schema *schema = schema_of(root, schemas, 2, &file, &diags);
		bool good = schema_check(root, schema ? schema->keys : keys, &file, &diags);
		assert(good || diags.errors > 0);
	}
	check_diags(&file, &diags);
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
