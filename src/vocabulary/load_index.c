#include "vocabulary/load.h"

static void index_kind(struct vocabulary *v, struct arena *a, struct kind *k)
{
	bool *concerned = ARENA_ARRAY(a, v->n_fields, bool);
	for (size_t i = 0; concerned && i < v->n_fields; i++)
		concerned[i] = field_concerns(&v->fields[i], k);
	k->concerned = concerned;
}

/* One field's use of a header, and the use before of the same header; uses[0] is none. */
struct use {
	uint32_t field, before;
};

struct sharing {
	struct vocabulary *v;
	struct arena *a, scratch;
	struct map last; /* header: its last use */
	struct use *uses;
	bool *shares;    /* by field: those of the present one */
};

static bool note_uses(struct sharing *s)
{
	const struct vocabulary *v = s->v;
	size_t n = 0;
	for (size_t i = 0; i < v->n_fields; i++)
		n += v->fields[i].n_headers;
	s->uses = ARENA_ARRAY(&s->scratch, n + 1, struct use);
	s->shares = ARENA_ARRAY(&s->scratch, v->n_fields, bool);
	n = 0;
	for (size_t i = 0; s->uses && s->shares && i < v->n_fields; i++) {
		for (size_t j = 0; j < v->fields[i].n_headers; j++) {
			const struct str key = v->fields[i].headers[j].key;
			uint32_t before = 0;
			map_get(&s->last, key, &before);
			s->uses[++n] = (struct use){(uint32_t)i, before};
			if (!map_put(&s->last, key, (uint32_t)n))
				return false;
		}
	}
	return s->uses && s->shares;
}

/* Only fields of one type can share a header: loading has refused others. */
static void index_field(struct sharing *s, struct field *f)
{
	const struct vocabulary *v = s->v;
	size_t n = 0;
	memset(s->shares, 0, v->n_fields * sizeof *s->shares);
	for (size_t j = 0; j < f->n_headers; j++) {
		uint32_t use = 0;
		map_get(&s->last, f->headers[j].key, &use);
		for (; use; use = s->uses[use].before)
			s->shares[s->uses[use].field] = true;
	}
	for (size_t i = 0; i < v->n_fields; i++) {
		s->shares[i] &= &v->fields[i] != f && v->fields[i].type == f->type;
		n += s->shares[i];
	}
	f->sharing = ARENA_ARRAY(s->a, n, const struct field *);
	for (size_t i = 0; f->sharing && i < v->n_fields; i++)
		if (s->shares[i])
			f->sharing[f->n_sharing++] = &v->fields[i];
}

static void index_fields(struct vocabulary *v, struct arena *a)
{
	struct sharing s = {.v = v, .a = a};
	arena_init(&s.scratch);
	map_init(&s.last, &s.scratch);
	if (note_uses(&s))
		for (size_t i = 0; i < v->n_fields; i++)
			index_field(&s, &v->fields[i]);
	a->failed |= s.scratch.failed;
	arena_release(&s.scratch);
}

void load_index(struct vocabulary *v, struct arena *a)
{
	for (size_t i = 0; i < v->n_kinds; i++)
		index_kind(v, a, &v->kinds[i]);
	index_fields(v, a);
}
