#include "proof/cells.h"

#include "rules/condition_equal.h"

/* That ask of one text. */
enum { MOST_PATTERNS = 6 };

/* --- limits ----------------------------------------------------------------------------------------------------- */

static enum field_type type_of(const struct condition *leaf)
{
	if (leaf->as_of)
		return FIELD_DATE;
	return leaf->field ? leaf->field->type : FIELD_FLAG;
}

static struct limit limit_of(const struct condition *leaf)
{
	struct limit l = {.quantity = leaf->quantity, .number = leaf->number, .whole = leaf->day};
	if (type_of(leaf) == FIELD_INTEGER)
		l.whole = leaf->number.digits > INT64_MAX ? INT64_MAX : (int64_t)leaf->number.digits;
	return l;
}

static int limit_cmp(enum field_type type, const struct limit *a, const struct limit *b)
{
	if (type == FIELD_RATIO)
		return decimal_cmp(&a->number, &b->number);
	if (type != FIELD_QUANTITY)
		return (a->whole > b->whole) - (a->whole < b->whole);
	if (quantity_compare(&a->quantity, REL_LESS_THAN, &b->quantity) == TRUTH_TRUE)
		return -1;
	return quantity_compare(&a->quantity, REL_AT_MOST, &b->quantity) == TRUTH_TRUE ? 0 : 1;
}

/* Where it stands among the limits of the variable; n_limits where it does not. */
static size_t limit_index(const struct variable *v, struct limit limit)
{
	size_t i = 0;
	while (i < v->n_limits && limit_cmp(type_of(v->leaf), &v->limits[i], &limit) != 0)
		i++;
	return i;
}

static void limit_add(struct problem *p, struct variable *v, struct limit limit)
{
	if (limit_index(v, limit) < v->n_limits)
		return;
	struct limit *limits = arena_grow(p->arena, v->limits, v->n_limits, &v->cap_limits, sizeof *limits);
	if (!limits)
		return;
	v->limits = limits;
	size_t i = v->n_limits++;
	for (; i > 0 && limit_cmp(type_of(v->leaf), &limit, &limits[i - 1]) < 0; i--)
		limits[i] = limits[i - 1];
	limits[i] = limit;
}

/* --- variables -------------------------------------------------------------------------------------------------- */

static bool is_text(const struct condition *leaf)
{
	return leaf->op != COND_COMPARE && leaf->op != COND_IN && leaf->op != COND_KNOWN && leaf->op != COND_JUDGEMENT;
}

static size_t text_index(const struct variable *v, const struct condition *leaf)
{
	size_t i = 0;
	while (i < v->n_texts && !condition_equal(v->texts[i], leaf))
		i++;
	return i;
}

static void text_add(struct problem *p, struct variable *v, const struct condition *leaf)
{
	if (text_index(v, leaf) < v->n_texts)
		return;
	const struct condition **texts = arena_grow(p->arena, v->texts, v->n_texts, &v->cap_texts, sizeof *texts);
	if (!texts)
		return;
	v->texts = texts;
	v->texts[v->n_texts++] = leaf;
}

static bool same_subject(const struct condition *a, const struct condition *b)
{
	if (a->as_of || b->as_of)
		return a->as_of && b->as_of;
	if (a->field || b->field)
		return a->field == b->field;
	return str_eq(a->judgement.zh, b->judgement.zh);
}

static struct variable *variable_of(struct problem *p, const struct condition *leaf)
{
	size_t i = 0;
	while (i < p->n_variables && !same_subject(p->variables[i].leaf, leaf))
		i++;
	if (i < p->n_variables)
		return &p->variables[i];
	struct variable *grown = arena_grow(p->arena, p->variables, i, &p->cap_variables, sizeof *grown);
	if (!grown)
		return NULL;
	p->variables = grown;
	p->variables[p->n_variables++] = (struct variable){.leaf = leaf};
	return &p->variables[i];
}

struct variable *problem_variable(const struct problem *p, const struct field *field)
{
	size_t i = 0;
	while (i < p->n_variables && (p->variables[i].leaf->as_of || p->variables[i].leaf->field != field))
		i++;
	return i < p->n_variables ? &p->variables[i] : NULL;
}

static bool leaf_add(void *ctx, const struct condition *leaf)
{
	struct problem *p = ctx;
	struct variable *v = variable_of(p, leaf);
	struct row *rows = arena_grow(p->arena, p->rows, p->n_rows, &p->cap_rows, sizeof *rows);
	if (!v || !rows)
		return false;
	p->rows = rows;
	p->rows[p->n_rows++] = (struct row){.leaf = leaf, .variable = (size_t)(v - p->variables)};
	if (leaf->op == COND_COMPARE)
		limit_add(p, v, limit_of(leaf));
	else if (is_text(leaf))
		text_add(p, v, leaf);
	return true;
}

/* Once every variable has all its limits. */
static void parts_find(struct problem *p)
{
	for (size_t i = 0; i < p->n_rows; i++) {
		const struct variable *v = &p->variables[p->rows[i].variable];
		const struct condition *leaf = p->rows[i].leaf;
		p->rows[i].part = leaf->op == COND_COMPARE ? limit_index(v, limit_of(leaf)) : text_index(v, leaf);
	}
}

/* --- cells ------------------------------------------------------------------------------------------------------ */

static void cell_add(struct problem *p, struct variable *v, struct slot cell)
{
	struct slot *cells = arena_grow(p->arena, v->cells, v->n_cells, &v->cap_cells, sizeof *cells);
	if (!cells)
		return;
	v->cells = cells;
	v->cells[v->n_cells++] = cell;
}

/* Numbers and days stand side by side; between two others there is always one more. */
static bool gap_is_empty(const struct variable *v, size_t position)
{
	enum field_type type = type_of(v->leaf);
	size_t i = position / 2;
	bool whole = type == FIELD_INTEGER || type == FIELD_DATE;
	return whole && position % 2 == 0 && i > 0 && i < v->n_limits && v->limits[i].whole - v->limits[i - 1].whole <= 1;
}

static struct limit quantity_limit(struct decimal number, const struct unit *unit)
{
	return (struct limit){.quantity = {interval_point(number), unit}};
}

/* No number is below zero, no quantity outside its plausible range: the positions *first to *last are left. */
static void bounds_find(struct problem *p, struct variable *v, size_t *first, size_t *last)
{
	const struct field *f = v->leaf->field;
	struct limit zero = {.number = decimal_from_int(0)}, lo, hi;
	bool has_range = f && f->type == FIELD_QUANTITY && f->has_plausible;
	const struct interval *range = has_range ? &f->plausible.v : NULL;
	bool has_lo = range && !range->lo_infinite, has_hi = range && !range->hi_infinite;
	bool has_zero = f && f->type != FIELD_DATE && !has_lo;
	if (f && f->type == FIELD_QUANTITY)
		zero = quantity_limit(zero.number, v->limits[0].quantity.unit);
	lo = has_lo ? quantity_limit(range->lo, f->plausible.unit) : zero;
	if (has_lo || has_zero)
		limit_add(p, v, lo);
	if (has_hi)
		limit_add(p, v, hi = quantity_limit(range->hi, f->plausible.unit));
	*first = has_lo || has_zero ? 2 * limit_index(v, lo) + 1 + (has_lo && range->lo_open) : 0;
	*last = has_hi ? 2 * limit_index(v, hi) + 1 - range->hi_open : 2 * v->n_limits;
}

static void measures_add(struct problem *p, struct variable *v, size_t first, size_t last)
{
	const struct field *f = v->leaf->field;
	for (size_t i = first; i <= last; i++) {
		if (gap_is_empty(v, i))
			continue;
		cell_add(p, v, (struct slot){.read = true, .valued = true, .position = i});
		if (f && f->from_date && !p->shown)
			cell_add(p, v, (struct slot){.valued = true, .position = i}); /* reckoned, not read */
	}
}

static void choices_add(struct problem *p, struct variable *v)
{
	const struct field *f = v->leaf->field;
	for (size_t i = 0; i < f->enumeration->n_values; i++)
		if (!p->kind || enum_value_is_for(&f->enumeration->values[i], p->kind))
			cell_add(p, v,
				 (struct slot){.read = true, .valued = true, .choice = &f->enumeration->values[i]});
	for (size_t i = 0; i < p->vocabulary->n_presumptions && !p->shown; i++)
		if (p->vocabulary->presumptions[i].field == f)
			cell_add(p, v,
				 (struct slot){.valued = true,
					       .presumed = true,
					       .choice = p->vocabulary->presumptions[i].value});
}

/* Every way in which what is asked may turn out; a flag and a person answer one question. */
static void answers_add(struct problem *p, struct variable *v)
{
	size_t questions = v->n_texts ? v->n_texts : 1;
	p->too_large |= questions > MOST_PATTERNS;
	for (size_t bits = 0; !p->too_large && bits < (size_t)1 << questions; bits++)
		cell_add(p, v, (struct slot){.read = true, .valued = true, .bits = bits});
}

/* Which of the leaves that ask have the model; false where one of them cannot tell. */
static bool model_answers(size_t *bits, struct problem *p, const struct variable *v, struct str filed)
{
	const struct model_text *text = model_text_read(p->arena, p->vocabulary, filed);
	*bits = 0;
	for (size_t i = 0; text && i < v->n_texts; i++) {
		enum model_found found = MODEL_SUSPECT;
		if (v->texts[i]->op == COND_MODEL)
			found = model_find(text, p->arena, v->texts[i]->models, v->texts[i]->n_models);
		if (found == MODEL_SUSPECT)
			return false;
		*bits |= (size_t)(found == MODEL_LISTED) << i;
	}
	return text;
}

static void models_add(struct problem *p, struct variable *v)
{
	size_t bits;
	p->too_large |= v->n_texts > MOST_PATTERNS;
	for (size_t i = 0; i < v->n_texts && !p->too_large; i++)
		for (size_t j = 0; j < v->texts[i]->n_models; j++) {
			struct str model = v->texts[i]->models[j].filed;
			if (model_answers(&bits, p, v, model))
				cell_add(p, v,
					 (struct slot){.read = true, .valued = true, .bits = bits, .model = model});
		}
}

static bool records_nothing(const struct variable *v)
{
	return v->leaf->op == COND_JUDGEMENT && !v->leaf->field;
}

/* Cells of what is neither a measure nor a choice. */
static void others_add(struct problem *p, struct variable *v)
{
	if ((p->shown || p->unrecorded) && records_nothing(v))
		return;
	if (!p->shown || type_of(v->leaf) == FIELD_FLAG)
		answers_add(p, v);
	else
		models_add(p, v);
}

/* `first` and `last` are of a measure. What asks for a measure or a choice in a way not known here is not decided. */
static void cells_make(struct problem *p, struct variable *v, size_t first, size_t last)
{
	enum field_type type = type_of(v->leaf);
	p->too_large |= v->n_texts && (v->n_limits || type == FIELD_ENUM || type == FIELD_FLAG);
	if (!v->leaf->as_of)
		cell_add(p, v, (struct slot){0});
	if (v->silent)
		return;
	if (v->n_limits)
		measures_add(p, v, first, last);
	else if (type == FIELD_ENUM)
		choices_add(p, v);
	else
		others_add(p, v);
}

void problem_add(struct problem *p, const struct condition *c)
{
	condition_each_leaf(c, leaf_add, p);
}

void problem_make(struct problem *p)
{
	size_t assignments = 1, bounds[2] = {0};
	for (size_t i = 0; i < p->n_variables && !p->too_large; i++) {
		if (p->variables[i].n_limits)
			bounds_find(p, &p->variables[i], &bounds[0], &bounds[1]);
		cells_make(p, &p->variables[i], bounds[0], bounds[1]);
		assignments *= p->variables[i].n_cells;
		p->too_large |= assignments > MOST_ASSIGNMENTS;
	}
	parts_find(p);
}

/* --- truth ------------------------------------------------------------------------------------------------------ */

static enum truth truth_from(bool b)
{
	return b ? TRUTH_TRUE : TRUTH_FALSE;
}

static bool compares(enum relation relation, size_t position, size_t limit)
{
	switch (relation) {
	case REL_AT_MOST:
		return position <= 2 * limit + 1;
	case REL_LESS_THAN:
		return position < 2 * limit + 1;
	case REL_AT_LEAST:
		return position >= 2 * limit + 1;
	case REL_MORE_THAN:
		break;
	}
	return position > 2 * limit + 1;
}

static bool is_among(const struct condition *leaf, const struct enum_value *choice)
{
	size_t i = 0;
	while (i < leaf->n_values && !enum_value_is(choice, leaf->values[i]))
		i++;
	return i < leaf->n_values;
}

static enum truth leaf_truth(const struct problem *p, const struct condition *leaf, bool presume)
{
	size_t i = 0;
	while (p->rows[i].leaf != leaf)
		i++;
	const struct variable *v = &p->variables[p->rows[i].variable];
	const struct slot *c = &v->cells[v->at];
	if (leaf->op == COND_KNOWN)
		return truth_from(c->read == leaf->flag);
	if (!c->valued || (c->presumed && !presume))
		return TRUTH_UNKNOWN;
	if (leaf->op == COND_COMPARE)
		return truth_from(compares(leaf->relation, c->position, p->rows[i].part));
	if (leaf->op == COND_IN && c->choice)
		return truth_from(is_among(leaf, c->choice));
	if (leaf->op == COND_IN)
		return truth_from((c->bits != 0) == leaf->flag);
	if (leaf->op == COND_JUDGEMENT)
		return truth_from(c->bits != 0);
	return truth_from(c->bits >> p->rows[i].part & 1);
}

enum truth problem_truth(const struct problem *p, const struct condition *c, bool presume)
{
	if (c->op == COND_ALWAYS)
		return TRUTH_TRUE;
	if (!c->n)
		return leaf_truth(p, c, presume);
	enum truth all = c->op == COND_ANY ? TRUTH_FALSE : TRUTH_TRUE;
	for (size_t i = 0; i < c->n; i++) {
		enum truth one = problem_truth(p, c->children[i], presume);
		all = c->op == COND_ANY ? truth_or(all, one) : truth_and(all, one);
	}
	return c->op == COND_NOT ? truth_not(all) : all;
}


bool problem_step(struct problem *p)
{
	for (size_t i = 0; i < p->n_variables; i++) {
		struct variable *v = &p->variables[i];
		if (++v->at < v->n_cells)
			return true;
		v->at = 0;
	}
	return false;
}
