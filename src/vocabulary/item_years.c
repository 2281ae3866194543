/* Years in service that stand in the text of the equipment (semantics.md, "Values": the text like the clause's). */
#include "vocabulary/gather.h"
#include "vocabulary/years.h"

/* One within the other: the closer one (超过15年, 16); else they must agree. */
static struct value *joined(struct gathering *g, struct value *first, struct value *second)
{
	if (!first || !second)
		return first ? first : second;
	if (first->face == FACE_READ && second->face == FACE_READ) {
		if (quantity_within(&second->quantity, &first->quantity))
			return second;
		if (quantity_within(&first->quantity, &second->quantity))
			return first;
	}
	return value_joined(g->a, first, second);
}

bool gather_years(struct gathering *g, const struct cell *c, struct str *text)
{
	const struct field *f = g->r->vocabulary->years;
	struct str phrase, rest;
	bool bare;
	if (!f || !years_cut(&phrase, &rest, &bare, str_trim(*text)))
		return true;
	struct value *v = ARENA_NEW(g->a, struct value);
	if (!v)
		return false;
	value_read(v, g->a, g->r, f, NULL, (struct unit_use){.unit = NULL}, phrase);
	if (v->face != FACE_READ)
		return true;
	*text = rest;
	v->column = c->column;
	if (bare && g->r->strict)
		return true;
	if (bare)
		v->assumed[v->n_assumed++] = (struct assumption){.id = ASSUMED_SERVICE_YEARS, .field = f, .detail = c->column};
	g->years = joined(g, g->years, v);
	return g->years;
}

bool settle_years(struct gathering *g)
{
	const struct field *f = g->r->vocabulary->years;
	if (!g->years)
		return true;
	g->values[f->index] = joined(g, g->values[f->index], g->years);
	return g->values[f->index] != NULL;
}
