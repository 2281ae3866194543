#include "vocabulary/load.h"

static void index_kind(struct vocabulary *v, struct arena *a, struct kind *k)
{
	bool *concerned = ARENA_ARRAY(a, v->n_fields, bool);
	for (size_t i = 0; concerned && i < v->n_fields; i++)
		concerned[i] = field_concerns(&v->fields[i], k);
	k->concerned = concerned;
}

static bool share_a_header(const struct field *a, const struct field *b)
{
	for (size_t i = 0; i < a->n_headers; i++)
		for (size_t j = 0; j < b->n_headers; j++)
			if (str_eq(a->headers[i].key, b->headers[j].key))
				return true;
	return false;
}

/* Only fields of one type can share a header: loading has refused others. */
static void index_field(struct vocabulary *v, struct arena *a, struct field *f)
{
	f->sharing = ARENA_ARRAY(a, v->n_fields, const struct field *);
	for (size_t i = 0; f->sharing && i < v->n_fields; i++) {
		const struct field *other = &v->fields[i];
		if (other != f && other->type == f->type && share_a_header(f, other))
			f->sharing[f->n_sharing++] = other;
	}
}

void load_index(struct vocabulary *v, struct arena *a)
{
	for (size_t i = 0; i < v->n_kinds; i++)
		index_kind(v, a, &v->kinds[i]);
	for (size_t i = 0; i < v->n_fields; i++)
		index_field(v, a, &v->fields[i]);
}
