#include "report/uses.h"

#include "rules/catalogue.h"

/* --- fields ---------------------------------------------------------------------------------------------------- */

struct search {
	const struct field *field;
	bool found;
};

static bool condition_asks(const struct condition *c, const struct field *f);

/* What its entries' conditions ask is asked wherever the catalogue is. */
static bool catalogue_asks(const struct catalogue *c, const struct field *f)
{
	for (size_t i = 0; i < c->n_conditions; i++)
		if (condition_asks(c->conditions[i].condition, f))
			return true;
	for (size_t i = 0; i < c->n_duties; i++)
		for (size_t k = 0; k < c->duties[i].n_cases; k++)
			if (condition_asks(c->duties[i].cases[k].when, f))
				return true;
	return false;
}

static bool look(void *ctx, const struct condition *leaf)
{
	struct search *s = ctx;

	s->found |= leaf->field == s->field;
	if (!s->found && leaf->op == COND_LISTED && leaf->catalogue)
		s->found = catalogue_asks(leaf->catalogue, s->field);
	return !s->found;
}

static bool condition_asks(const struct condition *c, const struct field *f)
{
	struct search s = {.field = f};

	if (c)
		condition_each_leaf(c, look, &s);
	return s.found;
}

static bool exceptions_ask(const struct rule *r, const struct field *f)
{
	for (size_t i = 0; i < r->n_exceptions; i++) {
		const struct exception *e = &r->exceptions[i];
		if (condition_asks(e->when, f))
			return true;
		for (size_t k = 0; k < e->n_evidence; k++)
			if (e->evidence[k] == f)
				return true;
	}
	return false;
}

static bool readings_ask(const struct rule *r, const struct field *f)
{
	for (size_t i = 0; i < r->n_readings; i++)
		if (condition_asks(r->readings[i].where, f) || condition_asks(r->readings[i].obsolete_if, f))
			return true;
	return false;
}

unsigned rule_uses(const struct rule *r, const struct field *f)
{
	unsigned uses = 0;

	uses |= condition_asks(r->where, f) ? USE_OBJECT : 0;
	uses |= condition_asks(r->obsolete_if, f) ? USE_OBSOLETE_IF : 0;
	uses |= exceptions_ask(r, f) ? USE_EXCEPTION : 0;
	uses |= readings_ask(r, f) ? USE_READING : 0;
	uses |= r->capacity == f ? USE_CAPACITY : 0;
	return uses;
}

/* --- kinds ----------------------------------------------------------------------------------------------------- */

static bool list_meets(const struct kind *const *kinds, size_t n, const struct kind *k, bool covers)
{
	for (size_t i = 0; i < n; i++)
		if (kind_is(k, kinds[i]) || (!covers && kind_is(kinds[i], k)))
			return true;
	return !n;
}

static bool meets(const struct rule *r, const struct kind *k, bool covers)
{
	if (list_meets(r->kinds, r->n_kinds, k, covers))
		return true;
	for (size_t i = 0; i < r->n_readings; i++)
		if (r->readings[i].kinds && list_meets(r->readings[i].kinds, r->readings[i].n_kinds, k, covers))
			return true;
	return false;
}

bool rule_meets(const struct rule *r, const struct kind *k)
{
	return meets(r, k, false);
}

bool rule_covers(const struct rule *r, const struct kind *k)
{
	return meets(r, k, true);
}

/* --- what is filled in ----------------------------------------------------------------------------------------- */

bool rule_may_presume(const struct rule *r, const struct presumption *p)
{
	if (!p->field)
		return rule_meets(r, p->kind);
	if (!(rule_uses(r, p->field) & ~(unsigned)USE_CAPACITY))
		return false;
	for (size_t i = 0; i < p->n_kinds; i++)
		if (rule_meets(r, p->kinds[i]))
			return true;
	return false;
}

bool rule_may_convert(const struct rule *r, const struct vocabulary *v, const struct conversion *c)
{
	for (size_t i = 0; i < v->n_fields; i++)
		if (v->fields[i].type == FIELD_QUANTITY && v->fields[i].quantity == c->to->kind && rule_uses(r, &v->fields[i]))
			return true;
	return false;
}
