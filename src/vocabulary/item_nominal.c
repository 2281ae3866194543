/* Measures that a type name implies (1092型纸机: 1092 mm wide), in the kind's words or alone in the model's column. */
#include "vocabulary/gather.h"

static struct value *implied(struct gathering *g, const struct nominal *n, struct str column, struct str filed)
{
	struct value *v = ARENA_NEW(g->a, struct value);
	if (!v)
		return NULL;
	*v = (struct value){.face = FACE_READ, .field = n->field, .quantity = n->quantity, .as_filed = filed,
			    .column = column, .basis = n->field->basis};
	v->assumed[v->n_assumed++] = (struct assumption){.id = ASSUMED_NOMINAL, .field = n->field, .detail = filed};
	return v;
}

/* A stated measure beats the type name; what is filed as unknown stays so. Both are kept. */
static bool take(struct gathering *g, struct value *v)
{
	struct value **place = &g->values[v->field->index], *stated = *place;
	if (stated && !face_is_silent(stated->face) && stated->n_assumed &&
	    stated->assumed[0].id == ASSUMED_NOMINAL) {
		if (!value_agrees(stated, v))
			*place = value_contradicted(g->a, stated, v);
		return *place != NULL;
	}
	if (stated && (g->r->strict || !face_is_silent(stated->face))) {
		if (!stated->also_column.p) {
			stated->also_column = v->column;
			stated->also_filed = v->as_filed;
		}
		return true;
	}
	if (!g->r->strict)
		*place = v;
	return true;
}

static bool take_words(struct gathering *g)
{
	const struct naming *said = &g->said;
	if (!said->nominal)
		return true;
	struct value *v = implied(g, said->nominal, g->out->column, said->type_name);
	return v && take(g, v);
}

static bool take_model(struct gathering *g, const struct value *model)
{
	const struct kind *k = g->out->kind;
	struct naming n = {.nominal = NULL};
	struct str filed = model->text;
	n.nominal = nominal_find(g->r->vocabulary, fold_key(g->a, filed), k);
	n.type_name = filed;
	if (!n.nominal)
		naming_read(&n, g->a, g->r, filed); /* 1760型长网多缸 */
	if (!n.nominal || !kind_is(k, n.nominal->kind))
		return true;
	struct value *v = implied(g, n.nominal, model->column, n.type_name);
	return v && take(g, v);
}

bool settle_nominal(struct gathering *g)
{
	const struct vocabulary *v = g->r->vocabulary;
	if (!g->out->kind)
		return true;
	if (!take_words(g))
		return false;
	for (size_t i = 0; i < v->n_fields; i++) {
		const struct value *model = g->values[i];
		if (v->fields[i].type == FIELD_MODEL && model && model->face == FACE_READ && !take_model(g, model))
			return false;
	}
	return true;
}
