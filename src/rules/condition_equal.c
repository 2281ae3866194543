#include "rules/condition_equal.h"

static bool same_limit(const struct condition *a, const struct condition *b)
{
	if (a->relation != b->relation || a->as_of != b->as_of || a->field != b->field)
		return false;
	if (a->as_of || a->field->type == FIELD_DATE)
		return a->day == b->day;
	if (a->field->type == FIELD_QUANTITY)
		return quantity_equal(&a->quantity, &b->quantity);
	return decimal_cmp(&a->number, &b->number) == 0;
}

static bool has_value(const struct condition *c, const struct enum_value *v)
{
	size_t i = 0;
	while (i < c->n_values && c->values[i] != v)
		i++;
	return i < c->n_values;
}

/* Lists of values name none twice. */
static bool same_values(const struct condition *a, const struct condition *b)
{
	size_t i = 0;
	while (i < a->n_values && has_value(b, a->values[i]))
		i++;
	return a->field == b->field && a->flag == b->flag && i == a->n_values && a->n_values == b->n_values;
}

static bool same_known(const struct condition *a, const struct condition *b)
{
	return a->field == b->field && a->flag == b->flag;
}

static bool same_pattern(const struct condition *a, const struct condition *b)
{
	return a->field == b->field && str_eq(a->pattern, b->pattern);
}

static bool has_model(const struct condition *c, const struct model_name *m)
{
	size_t i = 0;
	while (i < c->n_models && !(c->models[i].series == m->series && str_eq(c->models[i].filed, m->filed)))
		i++;
	return i < c->n_models;
}

static bool same_models(const struct condition *a, const struct condition *b)
{
	size_t i = 0;
	while (i < a->n_models && has_model(b, &a->models[i]))
		i++;
	return a->field == b->field && i == a->n_models && a->n_models == b->n_models;
}

static bool same_catalogue(const struct condition *a, const struct condition *b)
{
	return a->field == b->field && str_eq(a->catalogue_id, b->catalogue_id) && a->dated == b->dated &&
	       (!a->dated || a->day == b->day) && a->duties_ignored == b->duties_ignored;
}

static bool same_judgement(const struct condition *a, const struct condition *b)
{
	return a->field == b->field && str_eq(a->judgement.zh, b->judgement.zh);
}

static bool always(const struct condition *a, const struct condition *b)
{
	(void)a;
	(void)b;
	return true;
}

/* Conditions nest LIMIT_CONDITION_DEPTH deep; children are paired off, so none is counted for two. */
static bool same_children(const struct condition *a, const struct condition *b)
{
	enum { MOST = 64 };
	bool used[MOST] = {false};
	if (a->n != b->n || a->n > MOST)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		size_t j = 0;
		while (j < b->n && (used[j] || !condition_equal(a->children[i], b->children[j])))
			j++;
		if (j == b->n)
			return false;
		used[j] = true;
	}
	return true;
}

bool condition_equal(const struct condition *a, const struct condition *b)
{
	typedef bool equal_fn(const struct condition *, const struct condition *);
	static equal_fn *const rows[] = {
		[COND_ALWAYS] = always,
		[COND_ALL] = same_children,
		[COND_ANY] = same_children,
		[COND_NOT] = same_children,
		[COND_COMPARE] = same_limit,
		[COND_IN] = same_values,
		[COND_KNOWN] = same_known,
		[COND_MATCHES] = same_pattern,
		[COND_MODEL] = same_models,
		[COND_LISTED] = same_catalogue,
		[COND_JUDGEMENT] = same_judgement,
	};
	return a->op == b->op && rows[a->op](a, b);
}

static bool is_no_judgement(void *ctx, const struct condition *leaf)
{
	(void)ctx;
	return leaf->op != COND_JUDGEMENT;
}

bool condition_asks_person(const struct condition *c)
{
	return !condition_each_leaf(c, is_no_judgement, NULL);
}
