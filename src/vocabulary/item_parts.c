/* Equipment in a sentence: the parts that become items, and what a row's columns still say of them. */
#include "vocabulary/gather.h"
#include "vocabulary/known_texts.h"

bool gather_sentence(struct gathering *g, struct str text)
{
	const struct recognised *said = known_sentence(g->a, g->r, NULL, str_trim(text));
	bool named = false;
	if (!said) {
		g->a->failed = true;
		return false;
	}
	for (size_t i = 0; i < said->n; i++)
		named |= said->parts[i].kind != NULL;
	/* 6条，总产能6万吨: what of, another column or --kind may say */
	bool sized = said->n && !said->n_residue;
	for (size_t i = 0; i < said->n; i++)
		sized &= !said->parts[i].problem.en.n;
	if (!named && !sized && !said->too_many)
		return false;
	g->sentence = said;
	return true;
}

static bool is_nominal(const struct value *v)
{
	return v && v->n_assumed && v->assumed[0].id == ASSUMED_NOMINAL;
}

/* Does it say more of such a thing than its model? A text that names another thing is left alone. */
static bool says_sizes(const struct recognised *said, const struct kind *k)
{
	bool sizes = false, counted = said->n == 1;
	for (size_t i = 0; i < said->n; i++) {
		counted |= said->parts[i].counted;
		if (said->parts[i].kind != k)
			return false;
		for (size_t v = 0; v < said->parts[i].n_values; v++)
			sizes |= !is_nominal(said->parts[i].values[v]); /* item_nominal.c takes those */
	}
	/* 450/580 may be two furnaces or two figures of one */
	return sizes && counted;
}

bool cell_names_nothing(bool *out, struct arena *a, const struct reader *r, const struct cell *c)
{
	struct gathering g = {.a = a, .r = r};
	struct naming n;
	if (!known_naming(&n, a, r, c->text))
		return false;
	*out = !n.kind && !gather_sentence(&g, c->text);
	return !a->failed;
}

bool cell_says_sizes(bool *out, struct arena *a, const struct reader *r, const struct kind *kind, const struct cell *c)
{
	struct str text = str_trim(c->text);
	struct naming named = {.nominal = NULL};
	const struct recognised *said = text.n ? known_sentence(a, r, kind, text) : NULL;
	if (said)
		naming_read(&named, a, r, text); /* as item_nominal.c does */
	*out = said && (says_sizes(said, kind) || named.nominal || nominal_find(r->vocabulary, fold_key(a, text), kind));
	return (!text.n || said) && !a->failed;
}

bool gather_sizes(struct gathering *g)
{
	const struct kind *k = g->out->kind;
	for (size_t i = 0; !g->sentence && k && !k->abstract && i < g->n_cells; i++) {
		const struct cell *c = &g->cells[i];
		struct str text = str_trim(c->text);
		if (!c->field || c->field->type != FIELD_MODEL || !text.n || c->unlisted)
			continue;
		const struct recognised *said = known_sentence(g->a, g->r, k, text);
		if (!said)
			return false;
		if (!says_sizes(said, k))
			continue;
		g->sentence = said;
		g->sized = c;
	}
	return true;
}

/* The part's kind and what another column or --kind says: the lower of the two. */
static bool join_kind(struct gathering *g, const struct kind *other, bool assumed)
{
	struct item *out = g->out;
	const struct kind *own = g->part->kind;
	if (!other || own == other)
		return true;
	if (!own) {
		out->kind = other;
		out->kind_assumed = assumed;
		return true;
	}
	if (kind_is(own, other))
		return true;
	if (kind_is(other, own)) {
		out->kind = assumed ? own : other;
		return true;
	}
	if (assumed)
		return true; /* --kind is for rows that name none */
	WORDS_SAY(&out->problem, g->a, "two kinds of equipment: \"%.*s\" names \"%.*s\", another column \"%.*s\"",
		  STR_ARG(g->part->text), STR_ARG(words_in(own->words, in)), STR_ARG(words_in(other->words, in)));
	out->kind = NULL;
	return true;
}

bool gather_part(struct gathering *g)
{
	struct item *out = g->out;
	const struct part *p = g->part;
	if (p->counted || p->count_open) {
		out->unit_count = p->count;
		out->count_open = p->count_open;
	}
	if (g->sized)
		return true;
	out->kind = p->kind;
	out->kind_assumed = false;
	out->problem = p->problem;
	if (g->several)
		out->text = p->text;
	if (!p->problem.en.n && !join_kind(g, g->said.kind, false))
		return false;
	if (!out->kind && !out->problem.en.n && !join_kind(g, g->default_kind, true))
		return false;
	if (!out->kind && !out->problem.en.n)
		out->problem = words_printf(g->a, "\"%.*s\" names no kind of equipment", STR_ARG(p->text));
	return !g->a->failed;
}

bool is_of_no_part(const struct gathering *g, const struct cell *c)
{
	const struct field *f = c->field;
	return (g->several || c->of_row) && (f->role == ROLE_NONE || f->role == ROLE_COUNT) && !f->of_enterprise;
}

/* What the text says beside what a column says: they must agree, but a type name implies only where nothing is stated. */
static bool add_value(struct gathering *g, const struct value *said)
{
	struct value **place = &g->values[said->field->index], *stated = *place, *v = ARENA_NEW(g->a, struct value);
	if (!v)
		return false;
	*v = *said; /* the sentence's own is shared by the rows that say the same */
	v->column = g->sized ? g->sized->column : g->out->column;
	if (!stated || stated->face == FACE_BLANK) {
		*place = v;
		return true;
	}
	if (is_nominal(v) && !face_is_silent(stated->face)) {
		if (!stated->also_column.p && !is_nominal(stated)) {
			stated->also_column = v->column;
			stated->also_filed = v->as_filed;
		}
		return true;
	}
	*place = is_nominal(stated) ? v : value_joined(g->a, stated, v);
	return *place != NULL;
}

bool settle_part(struct gathering *g)
{
	for (size_t i = 0; g->part && i < g->part->n_values; i++)
		if (!add_value(g, g->part->values[i]))
			return false;
	return true;
}
