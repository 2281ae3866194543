#include "vocabulary/load.h"

static const char units_file[] = "units.yaml";

static const struct schema_key unit_keys[] = {
	{.name = "id", .shape = SHAPE_TEXT, .required = true},
	{.name = "words", .shape = SHAPE_WORDS, .required = true},
	{.name = "factor", .shape = SHAPE_NUMBER, .required = true},
	{.name = "spellings", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "any_case", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "without_year", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = NULL},
};

static const struct schema_key quantity_keys[] = {
	{.name = "id", .shape = SHAPE_ID, .required = true},
	{.name = "words", .shape = SHAPE_WORDS, .required = true},
	{.name = "per_year", .shape = SHAPE_BOOL},
	{.name = "units", .shape = SHAPE_LIST, .required = true, .element = SHAPE_MAP, .keys = unit_keys},
	{.name = NULL},
};

static const struct schema_key file_keys[] = {
	{.name = "schema", .shape = SHAPE_TEXT, .required = true},
	{.name = "quantities", .shape = SHAPE_LIST, .required = true, .element = SHAPE_MAP, .keys = quantity_keys},
	{.name = NULL},
};

const struct schema units_schema[1] = {{"phaseout/units-1", file_keys}};

/* "1000", "1/60": two positive decimals. */
static bool read_factor(struct loader *l, struct decimal *numerator, struct decimal *denominator, struct str text)
{
	size_t slash = str_find(text, STR("/"));
	struct str below = slash < text.n ? str_sub(text, slash + 1, text.n) : STR("1");
	return decimal_parse(numerator, l->arena, str_sub(text, 0, slash)) == DECIMAL_OK &&
	       decimal_parse(denominator, l->arena, below) == DECIMAL_OK && !numerator->negative &&
	       !denominator->negative && !decimal_is_zero(numerator) && !decimal_is_zero(denominator);
}

static void add_spellings(struct loader *l, const struct source_file *file, const struct unit *unit,
			  const struct node *list, bool any_case, bool without_year)
{
	for (size_t i = 0; list && i < list->n; i++) {
		struct str text = list->items[i]->text;
		if (without_year && !unit->kind->per_year)
			diag_add(l->diags, DIAG_UNIT_KIND, file, list->items[i]->span,
				 "\"%.*s\" cannot lack a year: \"%.*s\" is not per year", STR_ARG(text),
				 STR_ARG(unit->kind->id));
		else if (!units_add_spelling(&l->v->units, unit, text, any_case, without_year) && !l->arena->failed)
			diag_add(l->diags, DIAG_AMBIGUOUS_SPELLING, file, list->items[i]->span,
				 "\"%.*s\" is spelt for another unit of \"%.*s\"", STR_ARG(text),
				 STR_ARG(unit->kind->id));
	}
}

static void add_unit(struct loader *l, const struct source_file *file, const struct quantity_kind *kind,
		     const struct node *node)
{
	struct decimal numerator, denominator;
	struct str id = node_text(node, "id"), factor = node_text(node, "factor");
	struct words words = loader_words(node);
	if (!read_factor(l, &numerator, &denominator, factor)) {
		diag_add(l->diags, DIAG_BAD_NUMBER, file, node_span(node, "factor"),
			 "factor \"%.*s\" is no positive number or fraction", STR_ARG(factor));
		return;
	}
	const struct unit *unit = units_add(&l->v->units, kind, id, words.zh, words.en, numerator, denominator);
	if (!unit) {
		if (!l->arena->failed)
			diag_add(l->diags, DIAG_DUPLICATE_ID, file, node_span(node, "id"), "id \"%.*s\" stands already",
				 STR_ARG(id));
		return;
	}
	add_spellings(l, file, unit, node_get(node, "spellings"), false, false);
	add_spellings(l, file, unit, node_get(node, "any_case"), true, false);
	add_spellings(l, file, unit, node_get(node, "without_year"), false, true);
}

static void add_quantity(struct loader *l, const struct source_file *file, const struct node *node)
{
	struct str id = node_text(node, "id");
	struct words words = loader_words(node);
	const struct node *units = node_get(node, "units");
	const struct quantity_kind *kind =
		units_add_kind(&l->v->units, id, words.zh, words.en, node_bool(node, "per_year", false));
	if (!kind && !l->arena->failed)
		diag_add(l->diags, DIAG_DUPLICATE_ID, file, node_span(node, "id"), "id \"%.*s\" stands already",
			 STR_ARG(id));
	for (size_t i = 0; kind && i < units->n; i++)
		add_unit(l, file, kind, units->items[i]);
}

static void read_units(struct loader *l, file_read_fn *read, void *ctx)
{
	struct source_file *file = ARENA_NEW(l->arena, struct source_file);
	if (!file)
		return;
	file->name = str_from(units_file);
	if (!read(ctx, file->name, &file->text)) {
		diag_add(l->diags, DIAG_MISSING_FILE, file, (struct span){0}, "the file cannot be read");
		return;
	}
	const struct node *root = yaml_read_apart(&l->trees, l->arena, file, file->text, l->diags);
	if (!root || !schema_of(root, units_schema, 1, file, l->diags))
		return;
	if (!schema_check(root, file_keys, file, l->diags))
		root = loader_well_shaped(l, file, root, file_keys);
	const struct node *quantities = node_get(root, "quantities");
	for (size_t i = 0; quantities && i < quantities->n; i++)
		add_quantity(l, file, quantities->items[i]);
}

void load_units(struct loader *l, file_read_fn *read, void *ctx)
{
	size_t before = l->diags->errors;
	read_units(l, read, ctx);
	l->units_doubtful = l->diags->errors > before;
}
