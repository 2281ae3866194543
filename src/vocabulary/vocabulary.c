#include "vocabulary/vocabulary.h"

const struct kind *vocabulary_kind(const struct vocabulary *v, struct str id)
{
	uint32_t i;
	return map_get(&v->kind_ids, id, &i) ? &v->kinds[i] : NULL;
}

const struct field *vocabulary_field(const struct vocabulary *v, struct str id)
{
	uint32_t i;
	return map_get(&v->field_ids, id, &i) ? &v->fields[i] : NULL;
}

const struct enum_value *enumeration_value(const struct enumeration *e, struct str id)
{
	for (size_t i = 0; i < e->n_values; i++)
		if (str_eq(e->values[i].id, id))
			return &e->values[i];
	return NULL;
}

bool kind_is(const struct kind *k, const struct kind *ancestor)
{
	for (; k; k = k->parent)
		if (k == ancestor)
			return true;
	return false;
}

bool enum_value_is(const struct enum_value *v, const struct enum_value *ancestor)
{
	for (; v; v = v->parent)
		if (v == ancestor)
			return true;
	return false;
}

bool enum_value_is_for(const struct enum_value *v, const struct kind *k)
{
	for (size_t i = 0; i < v->n_kinds; i++)
		if (kind_is(k, v->kinds[i]) || kind_is(v->kinds[i], k))
			return true;
	return v->n_kinds == 0;
}

bool field_concerns(const struct field *f, const struct kind *k)
{
	if (k && k->concerned)
		return k->concerned[f->index];
	const struct enumeration *e = f->enumeration;
	for (size_t i = 0; e && i < e->n_values; i++)
		if (e->values[i].n_kinds && enum_value_is_for(&e->values[i], k))
			return true;
	return false;
}

const struct kind *kind_narrowed(const struct kind *k, const struct enum_value *v)
{
	const struct kind *below = NULL;
	for (size_t i = 0; i < v->n_kinds; i++) {
		if (kind_is(k, v->kinds[i]))
			return k;
		if (!kind_is(v->kinds[i], k))
			continue;
		if (below)
			return k;
		below = v->kinds[i];
	}
	return below ? below : k;
}

const struct nominal *nominal_find(const struct vocabulary *v, struct str key, const struct kind *k)
{
	uint32_t i;
	if (!map_get(&v->nominal_words, key, &i))
		return NULL;
	for (; i != NOMINAL_LAST; i = v->nominals[i].next)
		if (kind_is(k, v->nominals[i].kind))
			return &v->nominals[i];
	return NULL;
}

bool tokens_have(const struct tokens *t, struct str folded)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->items[i], folded))
			return true;
	return false;
}
