#include "vocabulary/load.h"

static const struct schema_key fits_keys[] = {
	{.name = "field", .shape = SHAPE_ID, .required = true},
	{.name = "values", .shape = SHAPE_LIST, .required = true, .element = SHAPE_ID},
	{.name = NULL},
};

static const struct schema_key presumption_keys[] = {
	{.name = "for", .shape = SHAPE_LIST, .required = true, .element = SHAPE_ID},
	{.name = "field", .shape = SHAPE_ID},
	{.name = "value", .shape = SHAPE_ID},
	{.name = "kind", .shape = SHAPE_ID},
	{.name = "fits", .shape = SHAPE_MAP, .keys = fits_keys},
	{.name = "reason", .shape = SHAPE_WORDS, .required = true},
	{.name = NULL},
};

static void reserve(struct loader *l, size_t n)
{
	l->v->presumptions = ARENA_ARRAY(l->arena, n, struct presumption);
	l->v->n_presumptions = n;
}

static const struct field *enumerated(struct loader *l, const struct source_file *file, const struct node *name)
{
	const struct field *f = loader_field(l, file, name);
	if (!f || f->enumeration)
		return f;
	if (f->type == FIELD_ENUM)
		return NULL; /* which, was reported */
	diag_add(l->diags, DIAG_OPERATOR_TYPE, file, name->span, "field \"%.*s\" is no enumeration", STR_ARG(f->id));
	return NULL;
}

static void define_value(struct loader *l, const struct source_file *file, struct presumption *p,
			 const struct node *entry)
{
	p->field = enumerated(l, file, node_get(entry, "field"));
	if (p->field)
		p->value = loader_value(l, file, p->field->enumeration, node_get(entry, "value"));
}

/*
 * Would an earlier presumption always be taken for items of this kind? Kinds are narrowed by the first for exactly that
 * kind; a field is filled by the first that fits, also one for a kind above.
 */
static bool is_hidden_by(const struct presumption *p, const struct presumption *earlier, const struct kind *k)
{
	bool alike = p->field == earlier->field && (p->field ? !earlier->fits_field : p->kind && earlier->kind);
	if (!alike)
		return false;
	for (size_t i = 0; i < earlier->n_kinds; i++)
		if (p->field ? kind_is(k, earlier->kinds[i]) : k == earlier->kinds[i])
			return true;
	return false;
}

static void check_hidden(struct loader *l, const struct source_file *file, const struct presumption *p,
			 const struct node *entry)
{
	const struct node *kinds = node_get(entry, "for");
	for (const struct presumption *earlier = l->v->presumptions; earlier < p; earlier++)
		for (size_t i = 0; i < p->n_kinds && p->n_kinds == kinds->n; i++)
			if (is_hidden_by(p, earlier, p->kinds[i]))
				diag_add(l->diags, DIAG_DUPLICATE_ID, file, kinds->items[i]->span,
					 "of \"%.*s\" this is presumed already, before", STR_ARG(p->kinds[i]->id));
}

/* Needs the kinds' parents and the values' kinds. */
static void link(struct loader *l, const struct source_file *file, const struct node *entry, size_t index)
{
	const struct presumption *p = &l->v->presumptions[index];
	const struct node *kinds = node_get(entry, "for");
	check_hidden(l, file, p, entry);
	for (size_t i = 0; i < p->n_kinds && p->n_kinds == kinds->n; i++) {
		const struct kind *k = p->kinds[i];
		if (p->value && !enum_value_is_for(p->value, k))
			diag_add(l->diags, DIAG_VALUE_KIND, file, node_span(entry, "value"),
				 "value \"%.*s\" is for other kinds than \"%.*s\"", STR_ARG(p->value->id),
				 STR_ARG(k->id));
		if (p->kind && (p->kind == k || !kind_is(p->kind, k)))
			diag_add(l->diags, DIAG_VALUE_KIND, file, node_span(entry, "kind"),
				 "kind \"%.*s\" is not below \"%.*s\"", STR_ARG(p->kind->id), STR_ARG(k->id));
	}
}

static void define_fits(struct loader *l, const struct source_file *file, struct presumption *p,
			const struct node *fits)
{
	const struct node *list = node_get(fits, "values");
	p->fits_field = enumerated(l, file, node_get(fits, "field"));
	const struct enum_value **values = ARENA_ARRAY(l->arena, list->n, const struct enum_value *);
	for (size_t i = 0; values && p->fits_field && i < list->n; i++) {
		values[p->n_fits] = loader_value(l, file, p->fits_field->enumeration, list->items[i]);
		p->n_fits += values[p->n_fits] != NULL;
	}
	p->fits = values;
}

static void define(struct loader *l, const struct source_file *file, const struct node *entry, size_t index)
{
	struct presumption *p = &l->v->presumptions[index];
	const struct node *reason = node_get(entry, "reason");
	bool field = node_get(entry, "field"), value = node_get(entry, "value"), kind = node_get(entry, "kind");
	*p = (struct presumption){
		.reason = {node_text(reason, "zh"), node_text(reason, "en")},
		.file = file,
		.span = entry->span,
		.index = (uint32_t)index,
	};
	p->kinds = loader_kinds(l, file, node_get(entry, "for"), &p->n_kinds);
	if (field != value || field == kind)
		diag_add(l->diags, DIAG_MISSING_KEY, file, entry->span,
			 "a presumption has \"field\" and \"value\", or \"kind\"");
	else if (field)
		define_value(l, file, p, entry);
	else
		p->kind = loader_kind(l, file, node_get(entry, "kind"));
	if (node_get(entry, "fits"))
		define_fits(l, file, p, node_get(entry, "fits"));
}

const struct section section_presumptions = {"presumptions", presumption_keys, reserve, NULL, define, NULL, link};
