#include "vocabulary/load.h"

#include "text/fold.h"

static const char main_file[] = "vocabulary/vocabulary.yaml";

static const struct section *const sections[] = {&section_enumerations, &section_kinds, &section_fields,
						 &section_presumptions, &section_regions};
enum { N_SECTIONS = sizeof sections / sizeof *sections };

/* --- helpers of the passes --------------------------------------------------------------------------------------- */

size_t loader_each(struct loader *l, const char *section, loader_entry_fn *fn)
{
	size_t n = 0;
	for (size_t f = 0; f < l->n_files; f++) {
		const struct node *list = node_get(l->files[f]->root, section);
		for (size_t i = 0; list && i < list->n; i++, n++)
			if (fn)
				fn(l, &l->files[f]->file, list->items[i], n);
	}
	return n;
}

/* --- what has its shape ------------------------------------------------------------------------------------------ */

static bool is_shaped(const struct node *map, const struct schema_key *keys, const struct source_file *file)
{
	struct diags unheard;
	diags_init(&unheard, NULL, NULL);
	bool shaped = schema_check(map, keys, file, &unheard);
	diags_release(&unheard);
	return shaped;
}

static const struct node *elements_kept(struct loader *l, const struct source_file *file, const struct node *list,
					const struct schema_key *keys)
{
	struct node *kept = ARENA_NEW(&l->trees, struct node);
	const struct node **items = ARENA_ARRAY(&l->trees, list->n, const struct node *);
	if (!kept || !items)
		return NULL;
	*kept = *list;
	kept->items = items;
	kept->n = 0;
	for (size_t i = 0; i < list->n; i++) {
		struct str id = node_text(list->items[i], "id");
		if (is_shaped(list->items[i], keys, file))
			items[kept->n++] = list->items[i];
		else if (id.n)
			map_put(&l->taken_out, id, 0);
	}
	return kept;
}

/* NULL: not kept. */
static const struct node *value_kept(struct loader *l, const struct source_file *file, const struct node_entry *e,
				     const struct schema_key *keys)
{
	while (keys->name && !str_is(e->key, keys->name))
		keys++;
	const struct schema_key one[] = {*keys, {.name = NULL}};
	const struct node alone = {.type = NODE_MAPPING, .span = e->key_span, .entries = e, .n = 1};
	if (!keys->name || is_shaped(&alone, one, file))
		return keys->name ? e->value : NULL;
	map_put(&l->taken_out, e->key, 0);
	if (keys->shape == SHAPE_LIST && keys->element == SHAPE_MAP && e->value->type == NODE_SEQUENCE)
		return elements_kept(l, file, e->value, keys->keys);
	return NULL;
}

const struct node *loader_well_shaped(struct loader *l, const struct source_file *file, const struct node *root,
				      const struct schema_key *keys)
{
	struct node *kept = ARENA_NEW(&l->trees, struct node);
	struct node_entry *entries = ARENA_ARRAY(&l->trees, root->n, struct node_entry);
	if (!kept || !entries)
		return NULL;
	*kept = *root;
	kept->entries = entries;
	kept->n = 0;
	for (size_t i = 0; i < root->n; i++) {
		entries[kept->n] = root->entries[i];
		entries[kept->n].value = value_kept(l, file, &root->entries[i], keys);
		kept->n += entries[kept->n].value != NULL;
	}
	return kept;
}

bool loader_doubts(const struct loader *l, struct str id)
{
	return l->doubtful || map_get(&l->taken_out, id, NULL);
}

/* --- references -------------------------------------------------------------------------------------------------- */

struct span node_span(const struct node *map, const char *key)
{
	const struct node *value = node_get(map, key);
	return value ? value->span : map->span;
}

struct words loader_words(const struct node *map)
{
	const struct node *words = node_get(map, "words");
	return (struct words){node_text(words, "zh"), node_text(words, "en")};
}

void loader_id(struct loader *l, const struct source_file *file, struct map *ids, const struct node *entry,
	       size_t index)
{
	struct str id = node_text(entry, "id");
	if (map_get(ids, id, NULL))
		diag_add(l->diags, DIAG_DUPLICATE_ID, file, node_span(entry, "id"), "id \"%.*s\" stands already",
			 STR_ARG(id));
	else
		map_put(ids, id, (uint32_t)index);
}

const struct str *loader_texts(struct loader *l, const struct node *list, size_t *n)
{
	struct str *texts = ARENA_ARRAY(l->arena, list ? list->n : 0, struct str);
	*n = 0;
	for (size_t i = 0; texts && list && i < list->n; i++)
		texts[(*n)++] = list->items[i]->text;
	return texts;
}

struct tokens loader_tokens(struct loader *l, const struct node *list)
{
	struct tokens t = {ARENA_ARRAY(l->arena, list ? list->n : 0, struct str), 0};
	for (size_t i = 0; t.items && list && i < list->n; i++) {
		t.items[t.n] = fold_key(l->arena, list->items[i]->text);
		t.n += t.items[t.n].n > 0;
	}
	return t;
}

struct str loader_key(struct loader *l, const struct source_file *file, struct str spelling, struct span at)
{
	struct str key = fold_key(l->arena, spelling);
	if (key.p && key.n == 0)
		diag_add(l->diags, DIAG_AMBIGUOUS_SPELLING, file, at,
			 "spelling \"%.*s\" holds no character that counts", STR_ARG(spelling));
	if (key.n > l->v->longest_piece)
		l->v->longest_piece = key.n;
	return key;
}

/* The id among `n` that is nearest to a misspelt one; for "did you mean". */
static void suggest(struct loader *l, struct str name, const void *items, size_t n, size_t size)
{
	struct str best = STR_NONE;
	size_t least = 4;
	for (size_t i = 0; i < n; i++) {
		struct str id = *(const struct str *)(const void *)((const char *)items + i * size);
		size_t distance = str_distance(name, id, least - 1);
		if (distance < least) {
			least = distance;
			best = id;
		}
	}
	if (best.p)
		diag_hint(l->diags, "did you mean \"%.*s\"?", STR_ARG(best));
}

const struct kind *loader_kind(struct loader *l, const struct source_file *file, const struct node *name)
{
	const struct kind *k = vocabulary_kind(l->v, name->text);
	if (!k && !loader_doubts(l, name->text)) {
		diag_add(l->diags, DIAG_UNKNOWN_KIND, file, name->span, "unknown kind \"%.*s\"", STR_ARG(name->text));
		suggest(l, name->text, l->v->kinds, l->v->n_kinds, sizeof *l->v->kinds);
	}
	return k;
}

const struct field *loader_field(struct loader *l, const struct source_file *file, const struct node *name)
{
	const struct field *f = vocabulary_field(l->v, name->text);
	if (!f && !loader_doubts(l, name->text)) {
		diag_add(l->diags, DIAG_UNKNOWN_FIELD, file, name->span, "unknown field \"%.*s\"", STR_ARG(name->text));
		suggest(l, name->text, l->v->fields, l->v->n_fields, sizeof *l->v->fields);
	}
	return f;
}

const struct enum_value *loader_value(struct loader *l, const struct source_file *file, const struct enumeration *e,
				      const struct node *name)
{
	const struct enum_value *value = enumeration_value(e, name->text);
	if (!value) {
		diag_add(l->diags, DIAG_UNKNOWN_VALUE, file, name->span, "\"%.*s\" is no value of enumeration \"%.*s\"",
			 STR_ARG(name->text), STR_ARG(e->id));
		suggest(l, name->text, e->values, e->n_values, sizeof *e->values);
	}
	return value;
}

const struct quantity_kind *loader_quantity(struct loader *l, const struct source_file *file, struct str name,
					    struct span at)
{
	const struct quantity_kind *q = units_kind(&l->v->units, name);
	if (!q && !l->units_doubtful)
		diag_add(l->diags, DIAG_UNKNOWN_UNIT, file, at, "unknown kind of quantity \"%.*s\"", STR_ARG(name));
	return q;
}

const struct kind *const *loader_kinds(struct loader *l, const struct source_file *file, const struct node *list,
				       size_t *n)
{
	const struct kind **kinds = ARENA_ARRAY(l->arena, list ? list->n : 0, const struct kind *);
	*n = 0;
	for (size_t i = 0; kinds && list && i < list->n; i++) {
		kinds[*n] = loader_kind(l, file, list->items[i]);
		*n += kinds[*n] != NULL;
	}
	return kinds;
}

/* --- the files --------------------------------------------------------------------------------------------------- */

const struct schema *vocabulary_schema(struct schema_key keys[VOCABULARY_KEYS], struct schema *out)
{
	size_t n = 0;
	keys[n++] = (struct schema_key){.name = "schema", .shape = SHAPE_TEXT, .required = true};
	keys[n++] = (struct schema_key){.name = "files", .shape = SHAPE_LIST, .element = SHAPE_TEXT};
	for (size_t i = 0; i < N_SECTIONS; i++)
		keys[n++] = (struct schema_key){.name = sections[i]->name,
						.shape = SHAPE_LIST,
						.element = SHAPE_MAP,
						.keys = sections[i]->keys};
	for (size_t i = 0; tokens_keys[i].name; i++)
		keys[n++] = tokens_keys[i];
	keys[n] = (struct schema_key){.name = NULL};
	*out = (struct schema){"phaseout/vocabulary-1", keys};
	return out;
}

/* Reads one file and checks its shape; it counts among the loader's files where it is a vocabulary at all. */
static const struct vocabulary_file *add_file(struct loader *l, file_read_fn *read, void *ctx, struct str name)
{
	struct schema_key keys[VOCABULARY_KEYS];
	struct schema schema;
	struct vocabulary_file *f = ARENA_NEW(l->arena, struct vocabulary_file);

	l->files = arena_grow(l->arena, l->files, l->n_files, &l->cap_files, sizeof *l->files);
	if (!l->files || !f)
		return NULL;
	f->file.name = name;
	if (!read(ctx, name, &f->file.text)) {
		diag_add(l->diags, DIAG_MISSING_FILE, &f->file, (struct span){0}, "the file cannot be read");
		l->doubtful = true;
		return NULL;
	}
	f->root = yaml_read_apart(&l->trees, l->arena, &f->file, f->file.text, l->diags);
	if (!f->root || !schema_of(f->root, vocabulary_schema(keys, &schema), 1, &f->file, l->diags)) {
		l->doubtful = true;
		return NULL;
	}
	if (!schema_check(f->root, schema.keys, &f->file, l->diags))
		f->root = loader_well_shaped(l, &f->file, f->root, schema.keys);
	if (!f->root)
		return NULL;
	l->files[l->n_files++] = f;
	return f;
}

/* The path of a file that is listed, which `seen` then holds; STR_NONE after a diagnostic. */
static struct str listed_path(struct loader *l, const struct source_file *file, const struct node *node,
			      struct map *seen)
{
	struct str name = node->text;
	struct span at = node->span;
	bool again = str_is(name, "vocabulary.yaml") || map_get(seen, name, NULL);
	map_put(seen, name, 0);
	if (again)
		diag_add(l->diags, DIAG_DUPLICATE_ID, file, at, "the file \"%.*s\" is read already", STR_ARG(name));
	else if (!name.n || name.p[0] == '/' || str_has(name, STR("..")) || str_has(name, STR("\\")))
		diag_add(l->diags, DIAG_MISSING_FILE, file, at,
			 "\"%.*s\" does not name a file in the vocabulary's folder", STR_ARG(name));
	else
		return arena_printf(l->arena, "vocabulary/%.*s", STR_ARG(name));
	return STR_NONE;
}

static void read_files(struct loader *l, file_read_fn *read, void *ctx)
{
	const struct vocabulary_file *first = add_file(l, read, ctx, str_from(main_file));
	const struct node *list = first ? node_get(first->root, "files") : NULL;
	struct map seen;
	map_init(&seen, l->arena);
	l->doubtful |= loader_doubts(l, STR("files"));
	for (size_t i = 0; list && i < list->n; i++) {
		struct str path = listed_path(l, &first->file, list->items[i], &seen);
		const struct vocabulary_file *f = path.p ? add_file(l, read, ctx, path) : NULL;
		if (f && node_get(f->root, "files"))
			diag_add(l->diags, DIAG_UNKNOWN_KEY, &f->file, node_span(f->root, "files"),
				 "only \"%s\" may list files", main_file);
	}
}

static void run_passes(struct loader *l)
{
	for (size_t i = 0; i < N_SECTIONS; i++)
		sections[i]->reserve(l, loader_each(l, sections[i]->name, NULL));
	if (l->arena->failed)
		return;
	for (size_t i = 0; i < N_SECTIONS; i++)
		loader_each(l, sections[i]->name, sections[i]->declare);
	for (size_t i = 0; i < l->n_files; i++)
		load_tokens(l, &l->files[i]->file, l->files[i]->root);
	/* Without one 约400 would be read as 400. */
	if (!l->has_tolerance && !loader_doubts(l, STR("tolerance")))
		diag_add(l->diags, DIAG_MISSING_KEY, &l->files[0]->file, (struct span){0},
			 "no file states the \"tolerance\" of 约");
	for (size_t i = 0; i < N_SECTIONS; i++)
		loader_each(l, sections[i]->name, sections[i]->define);
	for (size_t i = 0; i < N_SECTIONS; i++)
		loader_each(l, sections[i]->name, sections[i]->untangle);
	for (size_t i = 0; i < N_SECTIONS; i++)
		loader_each(l, sections[i]->name, sections[i]->link);
}

static void maps_init(struct loader *l)
{
	struct vocabulary *v = l->v;
	struct map *const maps[] = {&v->kind_ids,  &v->kind_names,   &v->field_ids,	 &v->enumeration_ids,
				    &v->not_names, &v->name_sayings, &v->modifier_words, &v->header_words,
				    &v->nominal_words};
	for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
		map_init(maps[i], l->arena);
	map_init(&l->taken_out, &l->trees);
	units_init(&v->units, l->arena);
}

static void load_all(struct loader *l, file_read_fn *read, void *ctx)
{
	const size_t before = l->diags->errors;
	load_units(l, read, ctx);
	read_files(l, read, ctx);
	l->arena->failed |= l->trees.failed;
	if (l->arena->failed)
		return;
	run_passes(l);
	if (l->diags->errors == before)
		load_index(l->v, l->arena);
}

const struct vocabulary *vocabulary_load(struct arena *a, file_read_fn *read, void *ctx, struct diags *diags)
{
	const size_t before = diags->errors;
	struct vocabulary *v = ARENA_NEW(a, struct vocabulary);
	if (!v)
		return NULL;
	struct loader l = {.arena = a, .diags = diags, .v = v};
	v->arena = a;
	arena_init(&l.trees);
	maps_init(&l);
	load_all(&l, read, ctx);
	arena_release(&l.trees);
	return a->failed || diags->failed || diags->errors > before ? NULL : v;
}
