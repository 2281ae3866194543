#include "registry/mapping_reader.h"

#include "base/sha256.h"
#include "text/fold.h"
#include "vocabulary/conversion.h"

static const struct schema_key missing_keys[] = {
	{.name = "unknown", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "not_applicable", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = NULL},
};

static const struct schema_key mapping_keys[] = {
	{.name = "schema", .shape = SHAPE_TEXT, .required = true},
	{.name = "sheet", .shape = SHAPE_TEXT},
	{.name = "table", .shape = SHAPE_TEXT},
	{.name = "columns", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = mapping_column_keys},
	{.name = "constants", .shape = SHAPE_MAP_OF, .element = SHAPE_TEXT},
	{.name = "derive", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = mapping_derive_keys},
	{.name = "long", .shape = SHAPE_MAP, .keys = mapping_long_keys},
	{.name = "header_row", .shape = SHAPE_TEXT},
	{.name = "encoding", .shape = SHAPE_TEXT},
	{.name = "separator", .shape = SHAPE_TEXT},
	{.name = "kind", .shape = SHAPE_TEXT},
	{.name = "identity", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "missing", .shape = SHAPE_MAP, .keys = missing_keys},
	{.name = "conversions", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = conversion_keys},
	{.name = NULL},
};

const struct schema mapping_schema[1] = {{"phaseout/mapping-1", mapping_keys}};

/* --- what it maps ---------------------------------------------------------------------------------------------- */

static bool maps_column(const struct mapping *m)
{
	for (size_t i = 0; i < m->n_columns; i++)
		if (!m->columns[i].ignore)
			return true;
	return false;
}

/* What is wrong in a key that would map something is told already. */
static void refuse_nothing(struct mapping_reader *r, const struct node *root)
{
	const struct node *columns = node_get(root, "columns");
	if (node_get(root, "constants") || node_get(root, "derive") || node_get(root, "long") || maps_column(r->out))
		return;
	if (!columns) {
		diag_add(r->diags, DIAG_MISSING_KEY, r->file, root->span, "the key \"%s\" is missing", "columns");
		diag_hint(r->diags, "or one of constants, derive and long, which map something, too");
	} else if (length_of(columns)) {
		diag_add(r->diags, DIAG_MAPS_NOTHING, r->file, columns->span,
			 "the mapping maps no column to a field; without a mapping columns are recognised by their headers");
	}
}

/* --- the rest -------------------------------------------------------------------------------------------------- */

/* The name of a sheet or table; .p NULL where there is none. */
static struct str read_part(struct mapping_reader *r, const struct node *root, const char *key)
{
	const struct node *node = node_get(root, key);
	struct str name = is_text(node) ? str_trim(node->text) : STR_NONE;
	if (is_text(node) && !name.n)
		diag_add(r->diags, DIAG_EMPTY_VALUE, r->file, node->span, "the text of \"%.*s\" is blank", STR_ARG(str_from(key)));
	return name.n ? name : STR_NONE;
}

static void read_header_row(struct mapping_reader *r, const struct node *node)
{
	uint64_t n = 0;
	bool good = is_text(node) && node->text.n > 0 && node->text.n <= 9;
	for (size_t i = 0; good && i < node->text.n; i++) {
		good = node->text.p[i] >= '0' && node->text.p[i] <= '9';
		n = n * 10 + (uint64_t)(node->text.p[i] - '0');
	}
	if (good && n > 0)
		r->out->header_row = n;
	else if (node)
		diag_add(r->diags, DIAG_BAD_NUMBER, r->file, node->span, "\"%.*s\" is no number of a row; rows count from 1",
			 STR_ARG(node->text));
}

static void read_encoding(struct mapping_reader *r, const struct node *node)
{
	if (is_text(node) && !encoding_parse(&r->out->encoding, node->text))
		diag_add(r->diags, DIAG_BAD_WORD, r->file, node->span, "\"%.*s\" is no encoding; expected utf-8, gb18030 or utf-16",
			 STR_ARG(node->text));
}

static void read_separator(struct mapping_reader *r, const struct node *node)
{
	if (!is_text(node))
		return;
	struct str text = node->text;
	if (str_is(text, "tab") || str_is(text, "\\t"))
		text = STR("\t");
	if (text.n == 1 && strchr(",;\t|", *text.p))
		r->out->separator = *text.p;
	else
		diag_add(r->diags, DIAG_BAD_WORD, r->file, node->span, "\"%.*s\" is no separator; expected one of , ; | or tab",
			 STR_ARG(node->text));
}

static void read_kind(struct mapping_reader *r, const struct node *node)
{
	uint32_t i;
	if (!is_text(node))
		return;
	r->out->kind = vocabulary_kind(r->v, node->text);
	if (!r->out->kind && map_get(&r->v->kind_names, fold_key(r->arena, node->text), &i))
		r->out->kind = &r->v->kinds[i];
	if (!r->out->kind)
		diag_add(r->diags, DIAG_UNKNOWN_KIND, r->file, node->span, "unknown kind \"%.*s\"", STR_ARG(node->text));
	else if (r->out->kind->abstract)
		diag_add(r->diags, DIAG_UNKNOWN_KIND, r->file, node->span,
			 "\"%.*s\" is a general word; the name of one kind of equipment was expected", STR_ARG(node->text));
}

static void read_identity(struct mapping_reader *r, const struct node *list)
{
	struct mapping *m = r->out;
	m->identity = ARENA_ARRAY(r->arena, length_of(list), struct str);
	struct span *spans = ARENA_ARRAY(r->arena, length_of(list), struct span);
	for (size_t i = 0; m->identity && spans && i < length_of(list); i++)
		if (is_text(list->items[i])) {
			spans[m->n_identity] = list->items[i]->span;
			m->identity[m->n_identity++] = str_trim(list->items[i]->text);
		}
	m->identity_spans = spans;
}

static void read_tokens(struct mapping_reader *r, struct tokens *out, const struct node *list)
{
	out->items = ARENA_ARRAY(r->arena, length_of(list), struct str);
	for (size_t i = 0; out->items && i < length_of(list); i++)
		if (is_text(list->items[i]))
			out->items[out->n++] = fold_key(r->arena, list->items[i]->text);
}

static void read_all(struct mapping_reader *r, const struct node *root)
{
	const struct node *missing = node_get(root, "missing");
	r->out->sheet = read_part(r, root, "sheet");
	r->out->table = read_part(r, root, "table");
	/* before the columns, whose units they may convert */
	r->out->conversions = conversions_read(&r->out->n_conversions, r->arena, r->v, r->file,
					       node_get(root, "conversions"), r->diags);
	mapping_columns_read(r, node_get(root, "columns"));
	read_tokens(r, &r->out->unknown_tokens, node_get(missing, "unknown"));
	read_tokens(r, &r->out->not_applicable_tokens, node_get(missing, "not_applicable"));
	mapping_given_read(r, node_get(root, "constants"), node_get(root, "derive"));
	mapping_long_read(r, node_get(root, "long"));
	refuse_nothing(r, root);
	if (node_get(root, "header_row"))
		read_header_row(r, node_get(root, "header_row"));
	read_encoding(r, node_get(root, "encoding"));
	read_separator(r, node_get(root, "separator"));
	read_kind(r, node_get(root, "kind"));
	read_identity(r, node_get(root, "identity"));
}

const struct mapping *mapping_read(struct arena *a, const struct vocabulary *v, const struct source_file *file,
				   struct diags *diags)
{
	size_t errors = diags->errors;
	struct mapping *m = ARENA_NEW(a, struct mapping);
	const struct node *root = yaml_read(a, file, diags);
	if (!m || !root || !schema_of(root, mapping_schema, 1, file, diags))
		return NULL;
	struct mapping_reader r = {a, v, file, diags, m};
	m->file = file;
	sha256_of(file->text, m->sha256);
	schema_check(root, mapping_keys, file, diags);
	read_all(&r, root);
	return diags->errors == errors && !a->failed && !diags->failed ? m : NULL;
}
