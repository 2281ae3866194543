#include "vocabulary/load.h"

#include "text/fold.h"

static const struct schema_key region_keys[] = {
	{.name = "code", .shape = SHAPE_TEXT, .required = true},
	{.name = "words", .shape = SHAPE_WORDS, .required = true},
	{.name = "spellings", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "short", .shape = SHAPE_TEXT},
	{.name = NULL},
};

static void reserve(struct loader *l, size_t n)
{
	l->v->regions = ARENA_ARRAY(l->arena, n, struct region);
	l->v->n_regions = n;
}

static bool is_code(struct str s)
{
	return s.n == 2 && s.p[0] >= '0' && s.p[0] <= '9' && s.p[1] >= '0' && s.p[1] <= '9';
}

static void check_code(struct loader *l, const struct source_file *file, const struct region *r, struct span at)
{
	if (!is_code(r->code))
		diag_add(l->diags, DIAG_BAD_NUMBER, file, at, "\"%.*s\" is no code of a province; two digits were expected",
			 STR_ARG(r->code));
	for (const struct region *other = l->v->regions; other < r; other++)
		if (str_eq(other->code, r->code))
			diag_add(l->diags, DIAG_DUPLICATE_ID, file, at, "id \"%.*s\" stands already", STR_ARG(r->code));
}

static void define(struct loader *l, const struct source_file *file, const struct node *entry, size_t index)
{
	struct region *r = &l->v->regions[index];
	const struct node *spellings = node_get(entry, "spellings");
	const size_t n = spellings ? spellings->n : 0;
	*r = (struct region){.code = node_text(entry, "code"), .words = loader_words(entry), .index = (uint32_t)index};
	check_code(l, file, r, node_span(entry, "code"));
	const struct str words[] = {r->words.zh, r->words.en};
	const size_t n_words = sizeof words / sizeof *words;
	r->starts.items = ARENA_ARRAY(l->arena, n_words + n, struct str);
	r->short_name = fold_key(l->arena, node_text(entry, "short"));
	for (size_t i = 0; r->starts.items && i < n_words; i++)
		r->starts.items[r->starts.n++] = fold_key(l->arena, words[i]);
	for (size_t i = 0; r->starts.items && i < n; i++) {
		const struct node *text = spellings->items[i];
		r->starts.items[r->starts.n] = loader_key(l, file, text->text, text->span);
		r->starts.n += r->starts.items[r->starts.n].n > 0; /* else it was reported */
	}
}

static bool shares_start(const struct region *a, const struct region *b, struct str *shared)
{
	for (size_t i = 0; i < a->starts.n; i++)
		for (size_t k = 0; k < b->starts.n; k++) {
			*shared = a->starts.items[i];
			if (str_starts(*shared, b->starts.items[k]) || str_starts(b->starts.items[k], *shared))
				return true;
		}
	*shared = a->short_name;
	return shared->n && str_eq(*shared, b->short_name);
}

/* A cell that begins so would name the first of two. */
static void link(struct loader *l, const struct source_file *file, const struct node *entry, size_t index)
{
	const struct region *r = &l->v->regions[index];
	struct str shared;
	for (const struct region *other = l->v->regions; other < r; other++)
		if (shares_start(r, other, &shared))
			diag_add(l->diags, DIAG_AMBIGUOUS_SPELLING, file, entry->span,
				 "\"%.*s\" would also be read as region \"%.*s\"", STR_ARG(shared), STR_ARG(other->code));
}

const struct section section_regions = {
	.name = "regions", .keys = region_keys, .reserve = reserve, .define = define, .link = link};
