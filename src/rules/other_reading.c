#include "rules/other_reading.h"

struct other {
	const struct condition *leaf;
	enum relation relation;
};

static bool same_limit(const struct condition *a, const struct condition *b)
{
	if (a->field != b->field || a->as_of != b->as_of)
		return false;
	/* a limit of a year is its first day for one relation, its last for the other */
	if (a->as_of || a->field->type == FIELD_DATE)
		return a->day == b->day || str_eq(a->limit_filed, b->limit_filed);
	if (a->field->type == FIELD_QUANTITY)
		return quantity_equal(&a->quantity, &b->quantity);
	return decimal_cmp(&a->number, &b->number) == 0;
}

static bool not_the_other(void *ctx, const struct condition *leaf)
{
	const struct other *want = ctx;
	return leaf->op != COND_COMPARE || leaf->relation != want->relation || !same_limit(leaf, want->leaf);
}

bool other_reading_stands(const struct rule *rule, const struct condition *leaf, enum relation other)
{
	struct other want = {leaf, other};
	for (size_t i = 0; i < rule->n_readings; i++) {
		const struct reading_of_rule *r = &rule->readings[i];
		if (r->where && !condition_each_leaf(r->where, not_the_other, &want))
			return true;
		if (r->obsolete_if && !condition_each_leaf(r->obsolete_if, not_the_other, &want))
			return true;
	}
	return false;
}
