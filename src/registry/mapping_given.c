/* What a mapping says that no column does: constants of every row, and tables of what a column's texts mean. */
#include "registry/mapping_reader.h"

#include "text/fold.h"
#include "vocabulary/item.h"

const struct schema_key mapping_derive_keys[] = {
	{.name = "column", .shape = SHAPE_TEXT, .required = true},
	{.name = "field", .shape = SHAPE_ID, .required = true},
	{.name = "rank", .shape = SHAPE_WORD, .words = mapping_rank_words},
	{.name = "table", .shape = SHAPE_TABLE, .required = true, .element = SHAPE_TEXT},
	{.name = "else", .shape = SHAPE_TEXT},
	{.name = NULL},
};

struct giving {
	struct mapping_reader *r;
	struct reader reader;
	struct arena scratch;
	size_t *lines; /* by field and rank: where it is given first; 0: nowhere */
};

/* --- is it a text that the field knows? ------------------------------------------------------------------------ */

static bool is_missing(enum face f)
{
	return f == FACE_UNKNOWN_TOKEN || f == FACE_NOT_APPLICABLE;
}

static bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	return false;
}

static bool names_a_kind(struct giving *g, const struct field *f, struct str text)
{
	struct cell cell = {.field = f, .rank = RANK_PLAIN, .text = text};
	struct item *items;
	size_t n;
	bool ok = items_from_cells(&items, &n, &g->scratch, &g->reader, &cell, 1, NULL);
	return !ok || items[0].kind;
}

static bool is_known(struct giving *g, const struct field *f, struct str text)
{
	struct value v;
	value_read(&v, &g->scratch, &g->reader, f, NULL, (struct unit_use){.unit = NULL}, text);
	if (is_missing(v.face) || f->role == ROLE_STATUS) /* a status is shown as it is filed */
		return true;
	if (f->role == ROLE_KIND)
		return names_a_kind(g, f, text);
	if (f->type == FIELD_QUANTITY) /* 30吨/日: what packs declare to convert is not known here */
		return v.face != FACE_UNREADABLE || has_digit(text);
	return v.face == FACE_READ;
}

static void check_text(struct giving *g, const struct field *f, struct str text, struct span at)
{
	struct mapping_reader *r = g->r;
	if (!f || !text.n || is_known(g, f, text)) {
		arena_clear(&g->scratch);
		return;
	}
	arena_clear(&g->scratch);
	diag_add(r->diags, f->role == ROLE_KIND ? DIAG_UNKNOWN_KIND : DIAG_UNKNOWN_VALUE, r->file, at,
		 "\"%.*s\" says nothing that field \"%.*s\" knows", STR_ARG(text), STR_ARG(f->id));
	if (f->enumeration)
		diag_hint(r->diags, "\"phaseout fields %.*s\" lists its words", STR_ARG(f->id));
}

/* The text of a value; STR_NONE with a diagnostic where it is blank. */
static struct str read_text(struct giving *g, const struct field *f, const struct node *node, struct str name)
{
	struct str text = str_trim(node->text);
	if (!fold_key(g->r->arena, text).n) {
		diag_add(g->r->diags, DIAG_EMPTY_VALUE, g->r->file, node->span, "the text of \"%.*s\" is blank", STR_ARG(name));
		return STR_NONE;
	}
	check_text(g, f, text, node->span);
	return text;
}

/* --- one source a field and rank ------------------------------------------------------------------------------- */

static void take_place(struct giving *g, const struct field *f, enum rank rank, struct span at)
{
	if (!f || field_may_repeat(f))
		return;
	size_t *line = &g->lines[f->index * RANK_PLAIN + rank_effective(rank)];
	if (*line)
		diag_add(g->r->diags, DIAG_FIELD_TWICE, g->r->file, at, "field \"%.*s\" is given twice; first at line %zu", STR_ARG(f->id), *line);
	else
		*line = at.line;
}

/* --- constants ------------------------------------------------------------------------------------------------- */

static void read_constants(struct giving *g, const struct node *map)
{
	struct mapping_reader *r = g->r;
	struct mapping *m = r->out;
	size_t n = map && map->type == NODE_MAPPING ? map->n : 0;
	m->constants = ARENA_ARRAY(r->arena, n, struct constant);
	for (size_t i = 0; m->constants && i < n; i++) {
		const struct node_entry *e = &map->entries[i];
		const struct field *f = mapping_field(r, e->key, e->key_span);
		take_place(g, f, RANK_PLAIN, e->key_span);
		struct str text = is_text(e->value) ? read_text(g, f, e->value, e->key) : STR_NONE;
		if (f && text.n)
			m->constants[m->n_constants++] = (struct constant){f, text, e->key_span};
	}
}

/* --- tables ---------------------------------------------------------------------------------------------------- */

static void same_key(struct mapping_reader *r, const struct node *map, size_t first, const struct node_entry *e)
{
	diag_add(r->diags, DIAG_DUPLICATE_KEY, r->file, e->key_span, "\"%.*s\" is the same text as \"%.*s\" at line %zu", STR_ARG(e->key),
		 STR_ARG(map->entries[first].key), map->entries[first].key_span.line);
}

static bool read_table(struct giving *g, struct derivation *d, const struct node *map)
{
	struct mapping_reader *r = g->r;
	size_t n = map && map->type == NODE_MAPPING ? map->n : 0;
	struct str *texts = ARENA_ARRAY(r->arena, n, struct str);
	d->texts = texts;
	map_init(&d->table, r->arena);
	for (size_t i = 0; texts && i < n; i++) {
		const struct node_entry *e = &map->entries[i];
		struct str key = fold_key(r->arena, e->key);
		uint32_t first;
		if (!key.n && str_trim(e->key).n) /* of a blank one the schema has told */
			diag_add(r->diags, DIAG_EMPTY_VALUE, r->file, e->key_span, "a key of \"%.*s\" is blank", STR_ARG(STR("table")));
		else if (key.n && map_get(&d->table, key, &first))
			same_key(r, map, first, e);
		else if (key.n && !map_put(&d->table, key, (uint32_t)i))
			return false;
		if (is_text(e->value))
			texts[i] = read_text(g, d->field, e->value, e->key);
	}
	return texts;
}

static bool read_derivation(struct giving *g, struct derivation *d, const struct node *map)
{
	struct mapping_reader *r = g->r;
	const struct node *field = node_get(map, "field"), *otherwise = node_get(map, "else");
	*d = (struct derivation){.column = mapping_name(r, node_get(map, "column")), .rank = mapping_rank(map)};
	if (is_text(field))
		d->field = mapping_field(r, field->text, field->span);
	if (d->field)
		d->spelling = fold_key(r->arena, d->field->id);
	take_place(g, d->field, d->rank, is_text(field) ? field->span : map->span);
	if (is_text(otherwise))
		d->otherwise = read_text(g, d->field, otherwise, STR("else"));
	return read_table(g, d, node_get(map, "table"));
}

static void read_derive(struct giving *g, const struct node *list)
{
	struct mapping *m = g->r->out;
	m->derivations = ARENA_ARRAY(g->r->arena, length_of(list), struct derivation);
	for (size_t i = 0; m->derivations && i < length_of(list); i++)
		if (list->items[i]->type == NODE_MAPPING && !read_derivation(g, &m->derivations[m->n_derivations++], list->items[i]))
			return;
}

void mapping_given_read(struct mapping_reader *r, const struct node *constants, const struct node *derive)
{
	const struct mapping *m = r->out;
	struct giving g = {
		.r = r,
		.reader = {.vocabulary = r->v, .conversions = m->conversions, .n_conversions = m->n_conversions,
			   .more_unknown = &m->unknown_tokens, .more_not_applicable = &m->not_applicable_tokens},
		.lines = ARENA_ARRAY(r->arena, r->v->n_fields * RANK_PLAIN, size_t),
	};
	if (!g.lines)
		return;
	arena_init(&g.scratch);
	read_constants(&g, constants);
	read_derive(&g, derive);
	r->arena->failed |= g.scratch.failed;
	arena_release(&g.scratch);
}
