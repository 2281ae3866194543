#include "vocabulary/load.h"

#include "text/fold.h"

static const struct schema_key token_lists[] = {
	{.name = "unknown", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "not_applicable", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "yes", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "no", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "subtotal", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "note_starts", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "title_before", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "title_after", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "each", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "total", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "part", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "more", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "yearly", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "fillers", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "asides", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = NULL},
};

const struct schema_key tokens_keys[] = {
	{.name = "tolerance", .shape = SHAPE_NUMBER},
	{.name = "counters", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "negations", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "connectors", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "tokens", .shape = SHAPE_MAP, .keys = token_lists},
	{.name = NULL},
};

static void say_twice(struct loader *l, const struct source_file *file, const struct node *at, const char *key)
{
	diag_add(l->diags, DIAG_DUPLICATE_ID, file, at->span, "\"%s\" stands already in another file", key);
}

static void load_tolerance(struct loader *l, const struct source_file *file, const struct node *number)
{
	struct decimal one = decimal_from_int(1);
	if (l->has_tolerance)
		say_twice(l, file, number, "tolerance");
	l->has_tolerance = true;
	if (decimal_parse(&l->v->tolerance, l->arena, number->text) != DECIMAL_OK || l->v->tolerance.negative ||
	    decimal_cmp(&l->v->tolerance, &one) >= 0)
		diag_add(l->diags, DIAG_BAD_NUMBER, file, number->span,
			 "tolerance \"%.*s\" is no fraction from 0 to below 1", STR_ARG(number->text));
}

/* One token in both lists would be read as the first: refused. */
static void apart(struct loader *l, const struct source_file *file, const struct node *tokens, const char *a,
		  const char *b)
{
	const struct node *first = node_get(tokens, a), *second = node_get(tokens, b);
	struct tokens keys = loader_tokens(l, first);
	for (size_t i = 0; second && i < second->n; i++) {
		struct str text = second->items[i]->text;
		if (tokens_have(&keys, fold_key(l->arena, text)))
			diag_add(l->diags, DIAG_AMBIGUOUS_SPELLING, file, second->items[i]->span,
				 "\"%.*s\" stands under \"%s\" and under \"%s\"", STR_ARG(text), a, b);
	}
}

void load_tokens(struct loader *l, const struct source_file *file, const struct node *root)
{
	const struct node *tokens = node_get(root, "tokens");
	const struct {
		const struct node *map;
		const char *key;
		struct tokens *to;
	} lists[] = {
		{root, "negations", &l->v->negations},	      {root, "connectors", &l->v->connectors},
		{tokens, "unknown", &l->v->unknown_tokens},   {tokens, "not_applicable", &l->v->not_applicable_tokens},
		{tokens, "yes", &l->v->yes_tokens},	      {tokens, "no", &l->v->no_tokens},
		{tokens, "subtotal", &l->v->subtotal_tokens}, {tokens, "note_starts", &l->v->note_starts},
		{tokens, "title_before", &l->v->title_before}, {tokens, "title_after", &l->v->title_after},
		{tokens, "each", &l->v->each_tokens},	      {tokens, "total", &l->v->total_tokens},
		{tokens, "part", &l->v->part_tokens},	      {tokens, "more", &l->v->more_tokens},
		{tokens, "yearly", &l->v->yearly_tokens},     {tokens, "fillers", &l->v->fillers},
		{tokens, "asides", &l->v->asides},
	};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		const struct node *list = node_get(lists[i].map, lists[i].key);
		if (list && lists[i].to->n)
			say_twice(l, file, list, lists[i].key);
		else if (list)
			*lists[i].to = loader_tokens(l, list);
	}
	apart(l, file, tokens, "unknown", "not_applicable");
	apart(l, file, tokens, "yes", "no");
	apart(l, file, tokens, "yes", "unknown");
	apart(l, file, tokens, "yes", "not_applicable");
	apart(l, file, tokens, "no", "unknown");
	if (node_get(root, "tolerance"))
		load_tolerance(l, file, node_get(root, "tolerance"));
	if (node_get(root, "counters")) {
		size_t n;
		if (l->v->n_counters)
			say_twice(l, file, node_get(root, "counters"), "counters");
		const struct str *texts = loader_texts(l, node_get(root, "counters"), &n);
		l->v->counters = ARENA_ARRAY(l->arena, n, struct str);
		for (size_t i = 0; l->v->counters && i < n; i++)
			l->v->counters[i] = texts[i];
		l->v->n_counters = l->v->counters ? n : 0;
	}
}
