#include "vocabulary/load.h"

#include "text/fold.h"
#include "yaml/shape.h"

static const char *const role_words[] = {
	[ROLE_NONE] = "none",
	[ROLE_KIND] = "kind",
	[ROLE_ENTERPRISE] = "enterprise",
	[ROLE_REGION] = "region",
	[ROLE_COUNT] = "count",
	[ROLE_STATUS] = "status",
	[ROLE_FOLLOW_UP] = "follow_up",
	[ROLE_KEY] = "key",
	[ROLE_PRODUCT] = "product",
	[ROLE_CREDIT_CODE] = "credit_code",
	[ROLE_REMARK] = "remark",
	NULL,
};
static const char *const basis_words[] = {[BASIS_UNIT] = "unit", [BASIS_ITEM] = "item", [BASIS_ROW] = "row", NULL};
/* Any other type is a kind of quantity. */
static const char *const type_words[] = {
	[FIELD_ENUM] = "enumeration", [FIELD_TEXT] = "text",
	[FIELD_MODEL] = "model",      [FIELD_DATE] = "date",
	[FIELD_RATIO] = "ratio",      [FIELD_INTEGER] = "integer",
	[FIELD_FLAG] = "flag",	      [FIELD_IDENTIFIER] = "identifier",
};

/* The lists of headers and what each says. */
static const struct header_list {
	const char *key;
	enum rank rank;
	bool has_basis;
	enum basis basis;
	bool assumed, counts;
} header_lists[] = {
	{"headers", RANK_PLAIN, false, BASIS_UNIT, false, false},
	{"design", RANK_DESIGN, false, BASIS_UNIT, false, false},
	{"approved", RANK_APPROVED, false, BASIS_UNIT, false, false},
	{"actual", RANK_ACTUAL, false, BASIS_UNIT, false, false},
	{"unit_headers", RANK_PLAIN, true, BASIS_UNIT, false, false},
	{"row_headers", RANK_PLAIN, true, BASIS_ROW, false, false},
	{"assumed_headers", RANK_PLAIN, false, BASIS_UNIT, true, false},
	{"counting_headers", RANK_PLAIN, false, BASIS_UNIT, false, true},
};
enum { N_HEADER_LISTS = sizeof header_lists / sizeof *header_lists };

static const struct schema_key plausible_keys[] = {
	{.name = "more_than", .shape = SHAPE_TEXT},
	{.name = "at_least", .shape = SHAPE_TEXT},
	{.name = "less_than", .shape = SHAPE_TEXT},
	{.name = "at_most", .shape = SHAPE_TEXT},
	{.name = NULL},
};

static const char *const of_words[] = {"equipment", "enterprise", NULL};

static const struct schema_key field_keys[] = {
	{.name = "id", .shape = SHAPE_ID, .required = true},
	{.name = "words", .shape = SHAPE_WORDS, .required = true},
	{.name = "type", .shape = SHAPE_ID, .required = true},
	{.name = "role", .shape = SHAPE_WORD, .words = role_words},
	{.name = "of", .shape = SHAPE_WORD, .words = of_words},
	{.name = "enumeration", .shape = SHAPE_ID},
	{.name = "from_product", .shape = SHAPE_BOOL},
	{.name = "from_date", .shape = SHAPE_ID},
	{.name = "stands_in", .shape = SHAPE_ID},
	{.name = "default_unit", .shape = SHAPE_TEXT},
	{.name = "plausible", .shape = SHAPE_MAP, .keys = plausible_keys},
	{.name = "without_unit", .shape = SHAPE_MAP, .keys = plausible_keys},
	{.name = "basis", .shape = SHAPE_WORD, .words = basis_words},
	{.name = "headers", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "design", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "approved", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "actual", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "unit_headers", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "row_headers", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "assumed_headers", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "counting_headers", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "yes", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "no", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = NULL},
};

/* Keys that only fields of one type have. */
static const struct {
	const char *key;
	enum field_type type;
} typed_keys[] = {
	{"enumeration", FIELD_ENUM},   {"from_product", FIELD_ENUM}, {"default_unit", FIELD_QUANTITY},
	{"plausible", FIELD_QUANTITY}, {"yes", FIELD_FLAG},	     {"no", FIELD_FLAG},
	{"from_date", FIELD_QUANTITY}, {"without_unit", FIELD_QUANTITY}, {"stands_in", FIELD_ENUM},
};

/* What the program reads in a field of a role. */
static const enum field_type role_types[] = {
	[ROLE_KIND] = FIELD_TEXT,     [ROLE_ENTERPRISE] = FIELD_TEXT, [ROLE_REGION] = FIELD_TEXT,
	[ROLE_COUNT] = FIELD_INTEGER, [ROLE_STATUS] = FIELD_ENUM,     [ROLE_KEY] = FIELD_IDENTIFIER,
	[ROLE_PRODUCT] = FIELD_TEXT,  [ROLE_REMARK] = FIELD_TEXT,
	[ROLE_FOLLOW_UP] = FIELD_TEXT, [ROLE_CREDIT_CODE] = FIELD_IDENTIFIER,
};

/* A field of such an id could never be asked: conditions mean something else by the word. */
static const char *const reserved[] = {"all", "any", "not", "judgement", "as_of", NULL};

static size_t word_index(const char *const *words, size_t n, struct str word, size_t otherwise)
{
	for (size_t i = 0; i < n; i++)
		if (words[i] && str_is(word, words[i]))
			return i;
	return otherwise;
}

static void reserve(struct loader *l, size_t n)
{
	l->v->fields = ARENA_ARRAY(l->arena, n, struct field);
	l->v->n_fields = n;
}

/* Units, enumerations' ids: all that other sections ask of a field stands after this pass. */
static void declare(struct loader *l, const struct source_file *file, const struct node *entry, size_t index)
{
	struct field *f = &l->v->fields[index];
	struct str type = node_text(entry, "type");
	uint32_t i;
	*f = (struct field){
		.id = node_text(entry, "id"),
		.words = loader_words(entry),
		.type = (enum field_type)word_index(type_words, sizeof type_words / sizeof *type_words, type,
						    FIELD_QUANTITY),
		.role = (enum field_role)word_index(role_words, ROLE_REMARK + 1, node_text(entry, "role"), ROLE_NONE),
		.basis = (enum basis)word_index(basis_words, BASIS_ROW + 1, node_text(entry, "basis"), BASIS_UNIT),
		.from_product = node_bool(entry, "from_product", false),
		.file = file,
		.span = node_span(entry, "id"),
		.index = (uint32_t)index,
	};
	loader_id(l, file, &l->v->field_ids, entry, index);
	if (f->role != ROLE_NONE && !l->v->role[f->role])
		l->v->role[f->role] = f;
	if (f->type == FIELD_QUANTITY)
		f->quantity = loader_quantity(l, file, type, node_span(entry, "type"));
	if (f->type == FIELD_QUANTITY && !f->quantity && !l->units_doubtful)
		diag_hint(l->diags, "or one of enumeration, text, model, date, ratio, integer, flag, identifier");
	if (f->type != FIELD_ENUM)
		return;
	struct str name = node_text(entry, "enumeration");
	if (!name.p)
		diag_add(l->diags, DIAG_MISSING_KEY, file, entry->span,
			 "a field of type enumeration names its \"enumeration\"");
	else if (map_get(&l->v->enumeration_ids, name, &i))
		f->enumeration = &l->v->enumerations[i];
	else if (!loader_doubts(l, name))
		diag_add(l->diags, DIAG_UNKNOWN_VALUE, file, node_span(entry, "enumeration"),
			 "unknown enumeration \"%.*s\"", STR_ARG(name));
}

/* --- units, plausible range -------------------------------------------------------------------------------------- */

/* Anniversaries count in whole years, so the field's own unit is the year; and only one field is the years in service. */
static void define_from_date(struct loader *l, const struct source_file *file, struct field *f, const struct node *name)
{
	const struct field *date = loader_field(l, file, name);
	bool in_years = f->default_unit && str_is(f->default_unit->id, "a") && str_is(f->quantity->id, "duration_years");
	if (!date)
		return;
	if (date->type != FIELD_DATE)
		diag_add(l->diags, DIAG_MISPLACED_KEY, file, name->span, "\"%.*s\" is no date", STR_ARG(name->text));
	else if (!in_years)
		diag_add(l->diags, DIAG_MISPLACED_KEY, file, name->span,
			 "only a field of duration_years whose default_unit is \"a\" is reckoned from a date");
	else if (l->v->years)
		diag_add(l->diags, DIAG_MISPLACED_KEY, file, name->span, "\"%.*s\" is reckoned from a date already",
			 STR_ARG(l->v->years->id));
	else
		l->v->years = f;
	if (l->v->years == f)
		f->from_date = date;
}

/* One word of a cell has one meaning: of a quantity only one enumeration may stand in the column. */
static void define_stands_in(struct loader *l, const struct source_file *file, struct field *f, const struct node *name)
{
	const struct field *quantity = name ? loader_field(l, file, name) : NULL;
	if (!quantity)
		return;
	struct field *column = &l->v->fields[quantity->index];
	if (column->type != FIELD_QUANTITY)
		diag_add(l->diags, DIAG_MISPLACED_KEY, file, name->span, "\"%.*s\" is no quantity", STR_ARG(name->text));
	else if (column->in_place)
		diag_add(l->diags, DIAG_MISPLACED_KEY, file, name->span, "\"%.*s\" stands in \"%.*s\" already",
			 STR_ARG(column->in_place->id), STR_ARG(name->text));
	else {
		f->stands_in = column;
		column->in_place = f;
	}
}

static void define_unit(struct loader *l, const struct source_file *file, struct field *f, const struct node *name)
{
	struct unit_use use;
	struct decimal one = decimal_from_int(1);
	if (!units_read(&l->v->units, &use, l->arena, f->quantity, name->text))
		diag_add(l->diags, DIAG_UNKNOWN_UNIT, file, name->span, "\"%.*s\" is no unit of \"%.*s\"",
			 STR_ARG(name->text), STR_ARG(f->quantity->id));
	else if (decimal_cmp(&use.multiplier, &one) != 0)
		diag_add(l->diags, DIAG_UNKNOWN_UNIT, file, name->span,
			 "\"%.*s\" multiplies; a unit without a multiplier was expected", STR_ARG(name->text));
	else
		f->default_unit = use.unit;
}

/* One end of a range; false after a diagnostic and where there is none. */
static bool read_end(struct loader *l, const struct source_file *file, const struct field *f, const struct node *range,
		     const char *key, struct quantity *out)
{
	const struct node *text = node_get(range, key);
	struct quantity_read read;
	struct quantity_ask ask = {.units = &l->v->units, .kind = f->quantity};
	if (!text)
		return false;
	quantity_read(&read, l->arena, &ask, text->text);
	*out = read.q;
	if (read.status == QUANTITY_OK && interval_is_point(&read.q.v) && !read.notes)
		return true;
	diag_add(l->diags, DIAG_BAD_NUMBER, file, text->span, "\"%.*s\" is no plain number with a unit of \"%.*s\"",
		 STR_ARG(text->text), STR_ARG(f->quantity->id));
	return false;
}

/* A range of the field's quantity; false where there is none, or after diagnostics. */
static bool define_range(struct loader *l, const struct source_file *file, const struct field *f,
			 const struct node *range, struct quantity *out)
{
	struct quantity lo, hi;
	size_t before = l->diags->errors;
	if (!range)
		return false;
	bool lo_open = read_end(l, file, f, range, "more_than", &lo);
	bool lo_set = lo_open || read_end(l, file, f, range, "at_least", &lo);
	bool hi_open = read_end(l, file, f, range, "less_than", &hi);
	bool hi_set = hi_open || read_end(l, file, f, range, "at_most", &hi);
	if (l->diags->errors > before)
		return false;
	if (!lo_set || !hi_set || lo.unit != hi.unit || decimal_cmp(&lo.v.lo, &hi.v.lo) >= 0) {
		diag_add(l->diags, DIAG_BAD_NUMBER, file, range->span,
			 "a range has a lower and a higher end in one unit");
		return false;
	}
	*out = (struct quantity){{.lo = lo.v.lo, .hi = hi.v.lo, .lo_open = lo_open, .hi_open = hi_open}, lo.unit};
	return true;
}

/* --- headers ----------------------------------------------------------------------------------------------------- */

static bool same_meaning(const struct header_spelling *a, const struct header_spelling *b)
{
	return a->rank == b->rank && a->has_basis == b->has_basis && a->basis == b->basis && a->assumed == b->assumed &&
	       a->counts == b->counts;
}

/* Its quantity or enumeration is not known: that was reported, and what follows from it is not. */
static bool is_half(const struct field *f)
{
	return (f->type == FIELD_QUANTITY && !f->quantity) || (f->type == FIELD_ENUM && !f->enumeration);
}

/* The unit tells quantities of different kinds apart, the kind of equipment different enumerations. */
static bool may_share(const struct field *a, const struct field *b)
{
	if (is_half(a) || is_half(b))
		return true;
	if (a->enumeration && b->enumeration)
		return a->enumeration != b->enumeration;
	return a->quantity && b->quantity && a->quantity != b->quantity;
}

/* Whether the field may have it; false also where it has it already. */
static bool header_is_free(struct loader *l, const struct source_file *file, const struct field *f,
			   const struct header_spelling *h, struct span at)
{
	uint32_t first;
	if (!map_get(&l->v->header_words, h->key, &first))
		return true;
	for (size_t i = first; i < l->v->n_header_uses; i = l->v->header_uses[i].next) {
		const struct header_use *use = &l->v->header_uses[i];
		if (use->field == f && same_meaning(use->spelling, h))
			return false;
		if (use->field != f && (may_share(use->field, f) || str_eq(use->field->id, f->id)))
			continue;
		if (use->field == f) {
			diag_add(l->diags, DIAG_AMBIGUOUS_SPELLING, file, at,
				 "header \"%.*s\" says two things of field \"%.*s\"", STR_ARG(h->text), STR_ARG(f->id));
			return false;
		}
		diag_add(l->diags, DIAG_AMBIGUOUS_SPELLING, file, at,
			 "header \"%.*s\" is spelt for field \"%.*s\" and for field \"%.*s\"", STR_ARG(h->text),
			 STR_ARG(use->field->id), STR_ARG(f->id));
		return false;
	}
	return true;
}

static void take_header(struct loader *l, const struct source_file *file, struct field *f,
			const struct header_list *list, struct str text, struct span at)
{
	struct header_spelling *h = &f->headers[f->n_headers];
	uint32_t first;
	*h = (struct header_spelling){text,	    fold_key(l->arena, text), list->rank, list->has_basis, list->basis,
				      list->assumed,  list->counts};
	if (h->key.n == 0) {
		diag_add(l->diags, DIAG_AMBIGUOUS_SPELLING, file, at,
			 "spelling \"%.*s\" holds no character that counts", STR_ARG(text));
		return;
	}
	struct header_use *uses =
		arena_grow(l->arena, l->v->header_uses, l->v->n_header_uses, &l->cap_header_uses, sizeof *uses);
	if (!uses)
		return;
	l->v->header_uses = uses;
	if (!header_is_free(l, file, f, h, at))
		return;
	size_t next = map_get(&l->v->header_words, h->key, &first) ? first : SIZE_MAX;
	map_put(&l->v->header_words, h->key, (uint32_t)l->v->n_header_uses);
	uses[l->v->n_header_uses++] = (struct header_use){f, h, next};
	f->n_headers++;
}

static void define_headers(struct loader *l, const struct source_file *file, struct field *f, const struct node *entry)
{
	size_t n = 3;
	for (size_t i = 0; i < N_HEADER_LISTS; i++) {
		const struct node *list = node_get(entry, header_lists[i].key);
		n += list ? list->n : 0;
	}
	f->headers = ARENA_ARRAY(l->arena, n, struct header_spelling);
	if (!f->headers)
		return;
	take_header(l, file, f, &header_lists[0], f->words.zh, node_span(entry, "words"));
	take_header(l, file, f, &header_lists[0], f->words.en, node_span(entry, "words"));
	take_header(l, file, f, &header_lists[0], f->id, f->span);
	for (size_t i = 0; i < N_HEADER_LISTS; i++) {
		const struct node *list = node_get(entry, header_lists[i].key);
		for (size_t j = 0; list && j < list->n; j++)
			take_header(l, file, f, &header_lists[i], list->items[j]->text, list->items[j]->span);
	}
}

static void check_role(struct loader *l, const struct source_file *file, const struct field *f,
		       const struct node *entry)
{
	if (f->role != ROLE_NONE && f->type != role_types[f->role])
		diag_add(l->diags, DIAG_MISPLACED_KEY, file, node_span(entry, "role"),
			 "a field of role \"%s\" has the type \"%s\", not \"%.*s\"", role_words[f->role],
			 type_words[role_types[f->role]], STR_ARG(node_text(entry, "type")));
	if (shape_is_word(f->id, reserved))
		diag_add(l->diags, DIAG_BAD_ID, file, f->span, "\"%.*s\" means something else in conditions",
			 STR_ARG(f->id));
}

static void define(struct loader *l, const struct source_file *file, const struct node *entry, size_t index)
{
	struct field *f = &l->v->fields[index];
	check_role(l, file, f, entry);
	for (size_t i = 0; i < sizeof typed_keys / sizeof *typed_keys; i++)
		if (node_get(entry, typed_keys[i].key) && typed_keys[i].type != f->type)
			diag_add(l->diags, DIAG_MISPLACED_KEY, file, node_span(entry, typed_keys[i].key),
				 "\"%s\" says nothing of a field whose type is \"%.*s\"", typed_keys[i].key,
				 STR_ARG(node_text(entry, "type")));
	if (f->quantity && !l->units_doubtful && node_get(entry, "default_unit"))
		define_unit(l, file, f, node_get(entry, "default_unit"));
	bool measured = f->quantity && !l->units_doubtful;
	f->has_plausible = measured && define_range(l, file, f, node_get(entry, "plausible"), &f->plausible);
	f->has_without_unit = measured && define_range(l, file, f, node_get(entry, "without_unit"), &f->without_unit);
	if (f->quantity && !l->units_doubtful && node_get(entry, "from_date"))
		define_from_date(l, file, f, node_get(entry, "from_date"));
	if (f->type == FIELD_ENUM)
		define_stands_in(l, file, f, node_get(entry, "stands_in"));
	f->of_enterprise = str_is(node_text(entry, "of"), "enterprise");
	f->yes = loader_tokens(l, node_get(entry, "yes"));
	f->no = loader_tokens(l, node_get(entry, "no"));
	define_headers(l, file, f, entry);
}

/* --- words before a kind's name ---------------------------------------------------------------------------------- */

static void take_modifier(struct loader *l, const struct field *f, const struct enum_value *value, struct str spelling)
{
	uint32_t first;
	struct str key = fold_key(l->arena, spelling);
	struct vocabulary *v = l->v;
	struct modifier *modifiers =
		arena_grow(l->arena, v->modifiers, v->n_modifiers, &l->cap_modifiers, sizeof *modifiers);
	if (!modifiers || key.n == 0)
		return;
	v->modifiers = modifiers;
	uint32_t next = map_get(&v->modifier_words, key, &first) ? first : MODIFIER_LAST;
	if (next != MODIFIER_LAST && modifiers[next].value == value)
		return;
	map_put(&v->modifier_words, key, (uint32_t)v->n_modifiers);
	modifiers[v->n_modifiers++] = (struct modifier){f, value, next};
}

/* Only values that are for some kinds: what may be said of anything says nothing of a kind. */
static void link(struct loader *l, const struct source_file *file, const struct node *entry, size_t index)
{
	const struct field *f = &l->v->fields[index];
	const struct enumeration *e = f->enumeration;
	(void)file;
	(void)entry;
	for (size_t i = 0; e && i < e->n_values; i++) {
		const struct enum_value *value = &e->values[i];
		if (value->n_kinds == 0)
			continue;
		take_modifier(l, f, value, value->id);
		take_modifier(l, f, value, value->words.zh);
		take_modifier(l, f, value, value->words.en);
		for (size_t s = 0; s < value->n_spellings; s++)
			take_modifier(l, f, value, value->spellings[s]);
	}
}

const struct section section_fields = {"fields", field_keys, reserve, declare, define, NULL, link};
