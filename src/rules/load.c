#include "base/sha256.h"
#include "rules/overlay_read.h"
#include "rules/pack_schema.h"
#include "rules/read.h"
#include "rules/untested.h"

/* One file of a pack. `root` is NULL where it is no YAML of ours. */
struct pack_file {
	struct source_file file;
	const struct node *root;
};

/* Where the file was asked for is said at `at` in the reader's present file; NULL: a pack by name. */
static bool file_open(struct rules_reader *r, struct pack_file *out, struct str name, const struct node *at)
{
	out->file.name = name;
	if (r->read(r->read_ctx, name, &out->file.text))
		return true;
	r->files_doubtful = true;
	diag_add(r->diags, DIAG_MISSING_FILE, at ? r->file : NULL, node_span(at),
		 "the file \"%.*s\" is not there or cannot be read", STR_ARG(name));
	return false;
}

static void file_parse(struct rules_reader *r, struct pack_file *f, struct arena *trees, const struct schema *schema)
{
	struct arena scratch;
	arena_init(&scratch);
	struct str text = r->untested ? tests_left_out(&scratch, f->file.text) : f->file.text;
	const struct node *root = text.p ? yaml_read_apart(trees, r->arena, &f->file, text, r->diags) : NULL;
	r->arena->failed |= scratch.failed;
	arena_release(&scratch);
	if (root && schema_of(root, schema, 1, &f->file, r->diags) == schema) {
		schema_check(root, schema->keys, &f->file, r->diags);
		f->root = root;
	}
	r->files_doubtful |= !f->root;
}

struct pack_files {
	struct arena trees; /* what is made of them lives longer */
	struct pack_file *items;
	size_t n;
	size_t n_rules;
};

/* The name of a file that pack.yaml lists; STR_NONE after a diagnostic. */
static struct str listed_name(struct rules_reader *r, struct str folder, const struct node *node)
{
	if (node->type != NODE_SCALAR)
		return STR_NONE;
	if (!str_is(node->text, "pack.yaml"))
		return pack_file_name(r, folder, node);
	diag_add(r->diags, DIAG_DUPLICATE_ID, r->file, node->span, "\"pack.yaml\" lists itself");
	return STR_NONE;
}

static bool files_read(struct rules_reader *r, struct pack_files *out, struct str folder, struct sha256 *hash)
{
	struct pack_file first = {0};
	struct str name = arena_printf(r->arena, "%.*s/pack.yaml", STR_ARG(folder));
	if (!name.p || !file_open(r, &first, name, NULL))
		return false;
	file_parse(r, &first, &out->trees, pack_schema);
	sha256_add(hash, first.file.text);

	const struct node *list = node_get(first.root, "files");
	out->items = ARENA_ARRAY(r->arena, node_count(list) + 1, struct pack_file);
	if (!out->items)
		return false;
	out->items[out->n++] = first;
	r->file = &out->items[0].file;
	repeats_check(r, list);
	if (first.root && !list && !node_get(first.root, "rules"))
		diag_add(r->diags, DIAG_MISSING_KEY, r->file, first.root->span,
			 "the pack has no rule: \"rules\" or \"files\" was expected");
	for (size_t i = 0; i < node_count(list); i++) {
		struct pack_file *f = &out->items[out->n];
		name = listed_name(r, folder, list->items[i]);
		if (!name.p || !file_open(r, f, name, list->items[i]))
			continue;
		out->n++;
		sha256_add(hash, f->file.text);
		file_parse(r, f, &out->trees, topic_schema);
	}
	for (size_t i = 0; i < out->n; i++)
		out->n_rules += node_count(node_get(out->items[i].root, "rules"));
	return true;
}

static void rules_of_file(struct rules_reader *r, const struct pack_file *f)
{
	const struct node *list = node_get(f->root, "rules");
	r->file = &f->file;
	for (size_t i = 0; i < node_count(list); i++)
		if (list->items[i]->type == NODE_MAPPING)
			rule_read(r, &r->pack->rules[r->pack->n_rules++], list->items[i]);
}

static bool pack_fill(struct rules_reader *r, struct pack_files *files, struct str folder)
{
	struct sha256 hash;
	sha256_init(&hash);
	if (!files_read(r, files, folder, &hash))
		return false;
	sha256_end(&hash, r->pack->sha256);
	r->pack->rules = ARENA_ARRAY(r->arena, files->n_rules, struct rule);
	if (!r->pack->rules)
		return false;
	r->file = r->pack->file = &files->items[0].file;
	if (files->items[0].root)
		pack_head_read(r, node_get(files->items[0].root, "pack"), folder);
	for (size_t i = 0; i < files->n; i++)
		rules_of_file(r, &files->items[i]);
	return true;
}

static const struct pack *pack_read(struct rules_reader *r, struct str folder)
{
	struct pack_files files = {0};
	arena_init(&files.trees);
	r->pack = ARENA_NEW(r->arena, struct pack);
	bool filled = r->pack && pack_fill(r, &files, folder);
	r->arena->failed |= files.trees.failed;
	arena_release(&files.trees);
	return filled ? r->pack : NULL;
}

/* --- packs and overlays together -------------------------------------------------------------------------------- */

struct loading {
	struct rules_reader like; /* of no file yet */
	struct ruleset *set;
	struct overlay_file *overlays;
	size_t n_overlays;
	bool doubtful; /* a file could not be read */
	bool lacking;  /* a pack is not there at all */
};

static void pack_load(struct loading *l, struct str name)
{
	struct rules_reader r = l->like;
	const struct pack *pack = pack_read(&r, name);
	if (pack)
		l->set->packs[l->set->n_packs++] = pack;
	l->lacking |= !pack;
	l->doubtful |= r.files_doubtful;
}

/* An overlay brings its pack where nobody named it. */
static void overlay_load(struct loading *l, struct overlay_file *f)
{
	struct rules_reader r = l->like;
	overlay_head_read(&r, f);
	l->doubtful |= r.files_doubtful;
	if (!f->root || !f->of_id.p || overlay_find_pack(f, l->set))
		return;
	struct str first = arena_printf(r.arena, "%.*s/pack.yaml", STR_ARG(f->of_id)), text;
	if (r.read(r.read_ctx, first, &text))
		pack_load(l, f->of_id);
	overlay_find_pack(f, l->set);
}

/* What names packs and what names overlays is told by their files. */
static bool names_load(struct loading *l, const struct str *names, size_t n)
{
	struct arena *a = l->like.arena;
	l->set->packs = ARENA_ARRAY(a, 2 * n, const struct pack *);
	l->set->overlays = ARENA_ARRAY(a, n, const struct overlay *);
	l->overlays = ARENA_ARRAY(a, n, struct overlay_file);
	if (!l->set->packs || !l->set->overlays || !l->overlays)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (overlay_file_open(&l->like, &l->overlays[l->n_overlays], names[i]))
			l->n_overlays++;
		else
			pack_load(l, names[i]);
	}
	for (size_t i = 0; i < l->n_overlays; i++)
		overlay_load(l, &l->overlays[i]);
	return true;
}

static bool rules_gather(struct rule_list *out, const struct ruleset *s, struct arena *a)
{
	size_t n = 0;
	for (size_t i = 0; i < s->n_packs; i++)
		n += s->packs[i]->n_rules;
	*out = (struct rule_list){ARENA_ARRAY(a, n, const struct rule *), 0, n};
	if (!out->items)
		return false;
	for (size_t i = 0; i < s->n_packs; i++)
		for (size_t j = 0; j < s->packs[i]->n_rules; j++)
			out->items[out->n++] = &s->packs[i]->rules[j];
	return true;
}

static void overlays_lay(struct loading *l, struct rule_list *rules)
{
	for (size_t i = 0; i < l->n_overlays; i++) {
		struct rules_reader r = l->like;
		if (!overlay_lay(&r, &l->overlays[i], rules, l->doubtful))
			continue;
		l->set->overlays[l->set->n_overlays++] = l->overlays[i].overlay;
	}
}

static const struct ruleset *read_set(struct loading l, const struct str *names, size_t n)
{
	struct arena *a = l.like.arena;
	struct diags *diags = l.like.diags;
	size_t errors = diags->errors;
	struct rule_list rules;
	struct catalogue_list catalogues = {0};
	l.like.catalogues = &catalogues;
	l.set = ARENA_NEW(a, struct ruleset);
	if (!l.set || !names_load(&l, names, n))
		return NULL;
	if (rules_gather(&rules, l.set, a)) {
		overlays_lay(&l, &rules);
		l.set->catalogues = catalogues.items;
		l.set->n_catalogues = catalogues.n;
		l.set->rules = rules.items;
		l.set->n_rules = rules.n;
		rules_link(l.set, a, diags, l.doubtful);
	}
	l.set->whole = diags->errors == errors && !l.lacking;
	return a->failed || diags->failed ? NULL : l.set;
}

const struct ruleset *ruleset_read(struct arena *a, const struct vocabulary *v, const struct str *names, size_t n,
				   file_read_fn *read, void *read_ctx, struct diags *diags)
{
	return read_set((struct loading){.like = {.arena = a, .vocabulary = v, .diags = diags, .read = read, .read_ctx = read_ctx}}, names, n);
}

const struct ruleset *ruleset_read_untested(struct arena *a, const struct vocabulary *v, const struct str *names, size_t n,
					    file_read_fn *read, void *read_ctx, struct diags *diags)
{
	return read_set((struct loading){.like = {.arena = a, .vocabulary = v, .diags = diags, .read = read, .read_ctx = read_ctx, .untested = true}}, names, n);
}

const struct ruleset *ruleset_load(struct arena *a, const struct vocabulary *v, const struct str *names, size_t n,
				   file_read_fn *read, void *read_ctx, struct diags *diags)
{
	const struct ruleset *s = ruleset_read(a, v, names, n, read, read_ctx, diags);
	return s && s->whole ? s : NULL;
}
