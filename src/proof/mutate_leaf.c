/* Leaves: operators, limits by one unit of the last place, units, values, models, flags. */
#include "proof/limit_filed.h"
#include "proof/mutate_parts.h"

static struct condition *copy_of(const struct root *root, const struct condition *leaf)
{
	struct condition *copy = ARENA_NEW(root->m->arena, struct condition);
	if (copy)
		*copy = *leaf;
	return copy;
}

/* --- comparisons ------------------------------------------------------------------------------------------------- */

static void put_limit(const struct root *root, const struct condition *leaf, enum relation relation, struct str limit)
{
	mutant_instead(root, leaf, leaf_with(root->m->arena, root->m->vocabulary, leaf, relation, limit));
}

/* A day, a month or a year on or back, as the limit is written. */
static void move_date(const struct root *root, const struct condition *leaf)
{
	struct date d;
	if (!date_parse_iso(&d, leaf->limit_filed))
		return;
	const struct date before = date_beside(&d, -1), after = date_beside(&d, 1);
	put_limit(root, leaf, leaf->relation, date_text(root->m->arena, &before));
	put_limit(root, leaf, leaf->relation, date_text(root->m->arena, &after));
}

static void move_number(const struct root *root, const struct condition *leaf, const struct limit_filed *l)
{
	struct arena *a = root->m->arena;
	put_limit(root, leaf, leaf->relation, limit_cell(a, leaf, limit_below(a, l->number), l->rest));
	put_limit(root, leaf, leaf->relation, limit_cell(a, leaf, limit_above(a, l->number), l->rest));
}

/* The same number in each other unit of its kind, and in its own without the multiplier. */
static void change_unit(const struct root *root, const struct condition *leaf, const struct limit_filed *l)
{
	struct arena *a = root->m->arena;
	const struct vocabulary *v = root->m->vocabulary;
	bool multiplied = !str_is(longhand_write(a, l->multiplier), "1");
	for (size_t i = 0; i < v->units.n; i++) {
		const struct unit *u = v->units.items[i];
		struct str spelling = u->kind == l->unit->kind ? unit_spelling_of(a, v, u) : STR_NONE;
		if (spelling.p && (u != l->unit || multiplied))
			put_limit(root, leaf, leaf->relation,
				  limit_cell(a, leaf, l->number, arena_printf(a, " %.*s", STR_ARG(spelling))));
	}
}

void mutate_comparison(const struct root *root, const struct condition *leaf)
{
	for (enum relation r = REL_AT_MOST; r <= REL_MORE_THAN; r++)
		if (r != leaf->relation)
			put_limit(root, leaf, r, leaf->limit_filed);
	if (leaf->as_of || leaf->field->type == FIELD_DATE) {
		move_date(root, leaf);
		return;
	}
	struct limit_filed l = limit_filed_of(root->m->arena, root->m->vocabulary, leaf);
	if (!l.number.digits.p)
		return;
	move_number(root, leaf, &l);
	if (l.unit)
		change_unit(root, leaf, &l);
}

/* --- values ------------------------------------------------------------------------------------------------------ */

static bool is_below(const struct condition *leaf, const struct enum_value *v)
{
	for (size_t i = 0; i < leaf->n_values; i++)
		if (enum_value_is(v, leaf->values[i]))
			return true;
	return false;
}

/* The leaf with `value` in the place of its i-th, or behind the last; without it where there is none. */
static void put_value(const struct root *root, const struct condition *leaf, size_t at, const struct enum_value *value)
{
	struct condition *copy = copy_of(root, leaf);
	const struct enum_value **values = ARENA_ARRAY(root->m->arena, leaf->n_values + 1, const struct enum_value *);
	size_t n = 0;
	if (!copy || !values)
		return;
	for (size_t i = 0; i < leaf->n_values; i++) {
		if (leaf->values[i] == value)
			return;
		if (i != at)
			values[n++] = leaf->values[i];
	}
	if (value)
		values[n++] = value;
	copy->values = values;
	copy->n_values = n;
	if (n)
		mutant_instead(root, leaf, copy);
}

/* What stands next to it in its enumeration under the same parent, and is not meant as well; NULL. */
static const struct enum_value *neighbour(const struct condition *leaf, const struct enum_value *v, int step)
{
	const struct enumeration *e = leaf->field->enumeration;
	const size_t n = e->n_values;
	for (size_t i = 1; i < n; i++) {
		const struct enum_value *other = &e->values[(v->index + (step > 0 ? i : n - i)) % n];
		if (other->parent == v->parent && !is_below(leaf, other))
			return other;
	}
	return NULL;
}

static void mutate_value(const struct root *root, const struct condition *leaf, size_t at)
{
	const struct enum_value *v = leaf->values[at];
	const struct enumeration *e = leaf->field->enumeration;
	const struct enum_value *before = neighbour(leaf, v, -1), *behind = neighbour(leaf, v, 1);
	put_value(root, leaf, at, NULL);
	if (behind)
		put_value(root, leaf, leaf->n_values, behind);
	if (before && before != behind)
		put_value(root, leaf, leaf->n_values, before);
	if (v->parent)
		put_value(root, leaf, at, v->parent);
	for (size_t i = 0; i < e->n_values; i++)
		if (e->values[i].parent == v)
			put_value(root, leaf, at, &e->values[i]);
}

static void invert_flag(const struct root *root, const struct condition *leaf)
{
	struct condition *copy = copy_of(root, leaf);
	if (!copy)
		return;
	copy->flag = !leaf->flag;
	mutant_instead(root, leaf, copy);
}

void mutate_choice(const struct root *root, const struct condition *leaf)
{
	if (leaf->field->type == FIELD_FLAG)
		invert_flag(root, leaf);
	for (size_t i = 0; i < leaf->n_values; i++)
		mutate_value(root, leaf, i);
}

void mutate_known(const struct root *root, const struct condition *leaf)
{
	invert_flag(root, leaf);
}

/* The decision that is recorded would no longer be read. */
void mutate_judgement(const struct root *root, const struct condition *leaf)
{
	struct condition *copy = copy_of(root, leaf);
	if (!copy || !leaf->field)
		return;
	copy->field = NULL;
	mutant_instead(root, leaf, copy);
}

/* --- catalogues -------------------------------------------------------------------------------------------------- */

static void put_listed(const struct root *root, const struct condition *leaf, bool dated, day d, bool duties_ignored)
{
	struct condition *copy = copy_of(root, leaf);
	if (!copy)
		return;
	copy->dated = dated;
	copy->day = d;
	copy->duties_ignored = duties_ignored;
	mutant_instead(root, leaf, copy);
}

/* The list as of another day, or as it stands; with what it says of machines in use, or without. */
void mutate_listed(const struct root *root, const struct condition *leaf)
{
	put_listed(root, leaf, leaf->dated, leaf->day, !leaf->duties_ignored);
	if (!leaf->dated)
		return;
	put_listed(root, leaf, false, 0, leaf->duties_ignored);
	put_listed(root, leaf, true, leaf->day - 1, leaf->duties_ignored);
	put_listed(root, leaf, true, leaf->day + 1, leaf->duties_ignored);
}

/* --- models ------------------------------------------------------------------------------------------------------ */

static void drop_model(const struct root *root, const struct condition *leaf, size_t at)
{
	struct condition *copy = copy_of(root, leaf);
	struct model_name *models = ARENA_ARRAY(root->m->arena, leaf->n_models, struct model_name);
	size_t n = 0;
	if (!copy || !models)
		return;
	for (size_t i = 0; i < leaf->n_models; i++)
		if (i != at)
			models[n++] = leaf->models[i];
	copy->models = models;
	copy->n_models = n;
	if (n)
		mutant_instead(root, leaf, copy);
}

/* series ↔ in */
static void swap_series(const struct root *root, const struct condition *leaf)
{
	struct condition *copy = copy_of(root, leaf);
	struct model_name *models = ARENA_ARRAY(root->m->arena, leaf->n_models, struct model_name);
	bool good = copy && models;
	for (size_t i = 0; good && i < leaf->n_models; i++)
		good = model_name_read(&models[i], root->m->arena, root->m->arena, leaf->models[i].filed, !leaf->models[i].series);
	if (!good)
		return;
	copy->models = models;
	mutant_instead(root, leaf, copy);
}

void mutate_models(const struct root *root, const struct condition *leaf)
{
	for (size_t i = 0; i < leaf->n_models; i++)
		drop_model(root, leaf, i);
	if (leaf->n_models)
		swap_series(root, leaf);
}
