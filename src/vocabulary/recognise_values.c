/* Parts of drafts: what their words say, as values. */
#include "vocabulary/recognise_grammar.h"

/* --- sizes ---------------------------------------------------------------------------------------------------------------- */

/* A value of the field from the words; NULL where it is not of that field. */
static struct value *value_of(struct grammar *g, const struct field *f, const struct kind *k, struct str text, struct str filed)
{
	struct value *v = ARENA_NEW(g->arena, struct value);
	if (!v)
		return NULL;
	value_read(v, g->arena, g->reader, f, k, (struct unit_use){.unit = NULL}, text);
	v->as_filed = filed;
	v->column = g->column;
	return v->face == FACE_READ || v->face == FACE_IMPLAUSIBLE ? v : NULL;
}

static struct str size_text(struct grammar *g, const struct word *w)
{
	return w->yearly && !str_has(w->value, STR("/年")) ? arena_printf(g->arena, "%.*s/年", STR_ARG(w->value)) : w->value;
}

/* What can be read goes before what is not plausible: 100万吨 of a converter is no heat. */
struct value *size_measures(struct grammar *g, const struct kind *k, const struct word *w)
{
	struct value *implausible = NULL;
	g->work++;
	for (const struct kind *above = k; above && w->type != WORD_NUMBER; above = above->parent)
		for (size_t i = 0; i < above->n_measures; i++) {
			const struct measure *m = &above->measures[i];
			if (w->yearly && !m->quantity->per_year)
				continue;
			struct value *v = value_of(g, m->field, k, size_text(g, w), w->filed);
			if (v && v->face == FACE_READ)
				return v;
			implausible = implausible ? implausible : v;
		}
	return implausible;
}

bool draft_fits(struct grammar *g, const struct draft *d, const struct kind *k)
{
	for (size_t i = 0; i < d->sizes.n; i++) {
		struct value *v = size_measures(g, k, d->sizes.items[i]);
		if (d->sizes.items[i]->type != WORD_NUMBER && (!v || v->face != FACE_READ))
			return false;
	}
	if (d->nominal && !nominal_find(g->reader->vocabulary, str_sub(g->words.text.text, d->nominal->from, d->nominal->to), k))
		return false;
	return true;
}

static bool is_capacity(const struct field *f)
{
	return f->quantity && f->quantity->per_year;
}

bool draft_says_capacity(struct grammar *g, const struct draft *d, const struct kind *k)
{
	for (size_t i = 0; i < d->fields.n; i++)
		if (is_capacity(g->reader->vocabulary->header_uses[d->fields.items[i]->index].field))
			return true;
	for (size_t i = 0; i < d->sizes.n; i++) {
		struct value *v = k ? size_measures(g, k, d->sizes.items[i]) : NULL;
		if (d->sizes.items[i]->yearly || (v && is_capacity(v->field)))
			return true;
	}
	return false;
}

/* --- values ---------------------------------------------------------------------------------------------------------------- */

static bool put(struct grammar *g, struct part *p, struct value *v)
{
	(void)g;
	for (size_t i = 0; i < p->n_values; i++)
		if (p->values[i]->field == v->field)
			return false;
	p->values[p->n_values++] = v;
	return true;
}

static void say_two(struct grammar *g, struct value *old, struct str filed)
{
	old->problem = words_printf(g->arena, "\"%.*s\" and \"%.*s\" say two things; they must agree", STR_ARG(old->as_filed),
				    STR_ARG(filed));
	old->also_column = old->column;
	old->also_filed = filed;
	old->face = FACE_UNREADABLE;
}

/* 450m³（原380m³） are two volumes of one furnace: neither is read. */
static bool put_size(struct grammar *g, struct part *p, const struct word *w)
{
	struct value *v = p->kind ? size_measures(g, p->kind, w) : NULL;
	if (!v) {
		leave(g, w);
		return true;
	}
	for (size_t i = 0; i < p->n_values; i++) {
		struct value *old = p->values[i];
		if (old->field != v->field)
			continue;
		if (old->face != FACE_READ || v->face != FACE_READ || !value_agrees(old, v))
			say_two(g, old, w->filed);
		return true;
	}
	return put(g, p, v);
}

/* 设计车速 before 工作车速; two of one rank must agree. */
static bool join_field(struct grammar *g, struct value **old, enum rank *had, struct value *v, enum rank rank)
{
	if (rank < *had || (rank == *had && value_agrees(*old, v))) {
		(*old)->also_column = v->column;
		(*old)->also_filed = v->as_filed;
		return true;
	}
	if (rank > *had) {
		v->also_column = (*old)->column;
		v->also_filed = (*old)->as_filed;
		*old = v;
		*had = rank;
		return true;
	}
	say_two(g, *old, v->as_filed);
	return true;
}

static bool put_ranked(struct grammar *g, struct part *p, struct value *v, enum rank rank)
{
	rank = rank == RANK_PLAIN ? RANK_DESIGN : rank;
	for (size_t i = 0; i < p->n_values; i++)
		if (p->values[i]->field == v->field)
			return join_field(g, &p->values[i], &g->ranks[i], v, rank);
	g->ranks[p->n_values] = rank;
	return put(g, p, v);
}

static bool put_field(struct grammar *g, struct part *p, const struct word *w)
{
	const struct vocabulary *v = g->reader->vocabulary;
	for (size_t i = w->index; i < v->n_header_uses; i = v->header_uses[i].next) {
		const struct header_use *use = &v->header_uses[i];
		struct value *value = value_of(g, use->field, p->kind, w->value, w->filed);
		if (!value)
			continue;
		if (use->spelling->has_basis)
			value->basis = use->spelling->basis;
		return put_ranked(g, p, value, use->spelling->rank);
	}
	leave(g, w);
	return true;
}

static struct value *choice(struct grammar *g, const struct field *f, const struct enum_value *e, struct str filed)
{
	struct value *v = ARENA_NEW(g->arena, struct value);
	if (v)
		*v = (struct value){.face = FACE_READ, .field = f, .choice = e, .as_filed = filed, .column = g->column, .basis = f->basis};
	return v;
}

/* Of two values the lower one (平拉, 格法); two that contradict each other leave the field unreadable. */
static bool put_choice(struct grammar *g, struct part *p, const struct field *f, const struct enum_value *e, struct str filed)
{
	for (size_t i = 0; i < p->n_values; i++) {
		struct value *old = p->values[i];
		if (old->field != f)
			continue;
		if (enum_value_is(e, old->choice)) {
			old->choice = e;
			old->as_filed = filed;
		} else if (!enum_value_is(old->choice, e)) {
			old->problem = words_printf(g->arena, "\"%.*s\" says two things: \"%.*s\" and \"%.*s\"",
						    STR_ARG(p->text), STR_ARG(old->as_filed), STR_ARG(filed));
			old->face = FACE_UNREADABLE;
		}
		return true;
	}
	struct value *v = choice(g, f, e, filed);
	return v && put(g, p, v);
}

static bool put_modifier(struct grammar *g, struct part *p, const struct word *w)
{
	const struct vocabulary *v = g->reader->vocabulary;
	for (uint32_t i = w->index; i != MODIFIER_LAST; i = v->modifiers[i].next) {
		const struct modifier *m = &v->modifiers[i];
		if (p->kind && enum_value_is_for(m->value, p->kind))
			return put_choice(g, p, m->field, m->value, w->filed);
	}
	/* 粗铜 before a converter: it is said of another thing */
	if (p->kind) {
		WORDS_SAY(&p->problem, g->arena, "\"%.*s\" in \"%.*s\" is not said of \"%.*s\"", STR_ARG(w->filed),
			  STR_ARG(p->text), STR_ARG(words_in(p->kind->words, in)));
		p->kind = NULL;
		return true;
	}
	leave(g, w);
	return true;
}

/* 供铁合金车间: the record is not silent, and what it says is not clear. */
static bool put_doubt(struct grammar *g, struct part *p, const struct word *w)
{
	const struct vocabulary *v = g->reader->vocabulary;
	for (uint32_t i = w->index; p->kind && i != MODIFIER_LAST; i = v->modifiers[i].next) {
		const struct modifier *m = &v->modifiers[i];
		bool said = false;
		for (size_t k = 0; k < p->n_values; k++)
			said |= p->values[k]->field == m->field;
		if (said || !enum_value_is_for(m->value, p->kind))
			continue;
		struct value *value = choice(g, m->field, NULL, w->filed);
		if (!value)
			return false;
		value->face = FACE_UNREADABLE;
		value->problem = words_printf(g->arena, "\"%.*s\" stands amid words that are not understood", STR_ARG(w->filed));
		return put(g, p, value);
	}
	return true;
}

static bool put_saying(struct grammar *g, struct part *p, const struct word *name)
{
	uint32_t index;
	struct str key = str_sub(g->words.text.text, name->from, name->to);
	if (!map_get(&g->reader->vocabulary->name_sayings, key, &index))
		return true;
	const struct saying *s = &g->reader->vocabulary->sayings[index];
	return put_choice(g, p, s->field, s->value, name->filed);
}

static bool put_nominal(struct grammar *g, struct part *p, const struct word *w)
{
	const struct vocabulary *v = g->reader->vocabulary;
	uint32_t index;
	struct str key = str_sub(g->words.text.text, w->from, w->to);
	const struct nominal *n = p->kind ? nominal_find(v, key, p->kind) : NULL;
	if (!p->kind && map_get(&v->nominal_words, key, &index))
		n = &v->nominals[index];
	if (!n)
		leave(g, w);
	if (!n || g->reader->strict)
		return true;
	struct value *value = ARENA_NEW(g->arena, struct value);
	if (!value)
		return false;
	*value = (struct value){.face = FACE_READ, .field = n->field, .quantity = n->quantity, .as_filed = w->filed,
				.column = g->column, .basis = n->field->basis};
	value->assumed[value->n_assumed++] = (struct assumption){.id = ASSUMED_NOMINAL, .field = n->field, .detail = w->filed};
	put(g, p, value); /* a stated one stands already and beats it */
	return true;
}

/* --- parts --------------------------------------------------------------------------------------------------------------- */

static struct str text_between(const struct grammar *g, size_t from, size_t to)
{
	const struct word *w = g->words.items;
	struct str first = w[from].filed, end = w[to - 1].filed;
	return str_trim((struct str){first.p, (size_t)(end.p + end.n - first.p)});
}

static void say_owner(struct grammar *g, struct part *p, const struct draft *d)
{
	const struct draft *owner = d->owner;
	struct str noun = owner->refused_to ? text_between(g, owner->refused_from, owner->refused_to) : owner->name->filed;
	p->kind = NULL;
	p->problem = words_printf(g->arena, "\"%.*s\" may belong to \"%.*s\"", STR_ARG(d->name->filed), STR_ARG(noun));
}

static void say_refused(struct grammar *g, struct part *p, const struct draft *d)
{
	struct str noun = text_between(g, d->refused_from, d->refused_to);
	p->kind = NULL;
	p->problem = words_printf(g->arena, "\"%.*s\" is no kind of equipment that is known", STR_ARG(noun));
}

static void say_count(struct grammar *g, struct part *p, const struct draft *d)
{
	p->kind = NULL;
	p->problem = words_printf(g->arena, "\"%.*s\" is no number of machines", STR_ARG(d->count->filed));
}

static bool make_values(struct grammar *g, struct part *p, const struct draft *d)
{
	size_t most = d->sizes.n + d->fields.n + d->modifiers.n + d->doubts.n + 2;
	p->values = ARENA_ARRAY(g->arena, most, struct value *);
	if (!p->values)
		return false;
	for (size_t i = 0; i < d->fields.n; i++)
		if (!put_field(g, p, d->fields.items[i]))
			return false;
	for (size_t i = 0; i < d->sizes.n; i++)
		if (!put_size(g, p, d->sizes.items[i]))
			return false;
	if (d->nominal && !put_nominal(g, p, d->nominal))
		return false;
	if (p->kind && d->name && !put_saying(g, p, d->name))
		return false;
	for (size_t i = 0; i < d->modifiers.n; i++)
		if (!put_modifier(g, p, d->modifiers.items[i]))
			return false;
	for (size_t i = 0; i < d->doubts.n; i++)
		if (!put_doubt(g, p, d->doubts.items[i]))
			return false;
	for (size_t i = 0; i < p->n_values; i++)
		if (p->kind && p->values[i]->field->type == FIELD_ENUM && p->values[i]->face == FACE_READ)
			p->kind = kind_narrowed(p->kind, p->values[i]->choice);
	return true;
}

static bool make_part(struct grammar *g, struct part *p, const struct draft *d)
{
	*p = (struct part){.kind = d->kind, .text = text_between(g, d->from, d->to), .count = 1};
	p->label = d->label ? d->label->filed : STR_NONE;
	p->model = d->model ? d->model->filed : STR_NONE;
	p->status = d->status ? d->status->filed : STR_NONE;
	p->counted = d->counted;
	p->count_open = d->open || d->count;
	if (d->counted && !p->count_open)
		p->count = d->units;
	if (d->refused_to)
		say_refused(g, p, d);
	else if (d->owner)
		say_owner(g, p, d);
	else if (d->count)
		say_count(g, p, d);
	else if (p->kind && p->kind->abstract) {
		p->problem = words_printf(g->arena, "\"%.*s\" is a general word; the name of one kind of equipment was expected",
					  STR_ARG(p->text));
		p->kind = NULL;
	}
	return make_values(g, p, d);
}

bool grammar_parts(struct grammar *g)
{
	struct recognised *out = g->out;
	out->parts = ARENA_ARRAY(g->arena, g->n, struct part);
	for (size_t i = 0; out->parts && i < g->n; i++)
		if (g->drafts[i].to && !make_part(g, &out->parts[out->n++], &g->drafts[i]))
			return false;
	g->work += g->n;
	return out->parts != NULL;
}
