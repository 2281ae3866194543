#include "vocabulary/conversion.h"

const struct schema_key conversion_keys[] = {
	{.name = "from", .shape = SHAPE_TEXT, .required = true},
	{.name = "to", .shape = SHAPE_TEXT, .required = true},
	{.name = "factor", .shape = SHAPE_NUMBER, .required = true},
	{.name = "reason", .shape = SHAPE_TEXT, .required = true},
	{.name = NULL},
};

struct reading {
	struct arena *arena;
	const struct vocabulary *v;
	const struct source_file *file;
	struct diags *diags;
};

/* A unit of whatever kind, with no multiplier. A spelling without 年 counts only where no other kind has it. */
static const struct unit *unit_of_any_kind(struct reading *r, const struct node *node)
{
	const struct units *u = &r->v->units;
	struct decimal one = decimal_from_int(1);
	const struct unit *found = NULL;
	bool ambiguous = false, exact = false;
	for (size_t i = 0; node && node->type == NODE_SCALAR && i < u->n_kinds; i++) {
		struct unit_use use;
		if (!units_read(u, &use, r->arena, u->kinds[i], node->text) || decimal_cmp(&use.multiplier, &one))
			continue;
		if (use.implied_year && exact)
			continue;
		ambiguous = found && exact == !use.implied_year;
		exact = !use.implied_year;
		found = use.unit;
	}
	if (node && !found)
		diag_add(r->diags, DIAG_UNKNOWN_UNIT, r->file, node->span, "unknown unit \"%.*s\"",
			 STR_ARG(node->text));
	if (ambiguous)
		diag_add(r->diags, DIAG_BAD_CONVERSION, r->file, node->span,
			 "\"%.*s\" is a unit of several kinds of quantity", STR_ARG(node->text));
	return ambiguous ? NULL : found;
}

static bool conversion_read(struct reading *r, struct conversion *out, const struct node *map)
{
	const struct node *factor = node_get(map, "factor");
	out->from = unit_of_any_kind(r, node_get(map, "from"));
	out->to = unit_of_any_kind(r, node_get(map, "to"));
	out->reason = node_text(map, "reason");
	bool positive = factor && decimal_parse(&out->factor, r->arena, factor->text) == DECIMAL_OK &&
			!out->factor.negative && !decimal_is_zero(&out->factor);
	if (factor && !positive)
		diag_add(r->diags, DIAG_BAD_CONVERSION, r->file, factor->span,
			 "the factor \"%.*s\" is no plain number above zero", STR_ARG(factor->text));
	if (!positive || !out->from || !out->to)
		return false;
	if (out->from->kind != out->to->kind)
		return true;
	diag_add(r->diags, DIAG_BAD_CONVERSION, r->file, map->span,
		 "both units are of one kind, %.*s: they convert without a declared factor",
		 STR_ARG(out->from->kind->id));
	return false;
}

bool conversion_same(const struct conversion *a, const struct conversion *b)
{
	return a->from == b->from && a->to->kind == b->to->kind;
}

/* A cell is converted by the first that fits: a second one would never be used. */
static bool is_first(struct reading *r, const struct conversion *all, size_t n, const struct node *map)
{
	for (size_t i = 0; i < n; i++) {
		if (!conversion_same(&all[i], &all[n]))
			continue;
		diag_add(r->diags, DIAG_BAD_CONVERSION, r->file, map->span,
			 "a conversion from \"%.*s\" to this kind of quantity stands already",
			 STR_ARG(all[n].from->id));
		return false;
	}
	return true;
}

struct conversion *conversions_read(size_t *n, struct arena *a, const struct vocabulary *v, const struct source_file *file,
				    const struct node *list, struct diags *diags)
{
	struct reading r = {a, v, file, diags};
	size_t most = list && list->type == NODE_SEQUENCE ? list->n : 0;
	struct conversion *all = ARENA_ARRAY(a, most, struct conversion);
	*n = 0;
	for (size_t i = 0; all && i < most; i++)
		if (conversion_read(&r, &all[*n], list->items[i]) && is_first(&r, all, *n, list->items[i]))
			++*n;
	return all;
}
