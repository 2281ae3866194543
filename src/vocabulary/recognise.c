#include "vocabulary/recognise.h"

#include "vocabulary/recognise_words.h"

/* Words of one sort in a part; more are residue. */
enum { PART_WORDS = 8 };

struct few {
	const struct word *items[PART_WORDS];
	size_t n;
};

/* A part while its words are gathered; which field a size speaks of is known when its kind is. */
struct draft {
	size_t from, to; /* words, of the text that it is cited by; to 0: empty */
	const struct kind *kind;
	const struct word *name, *count, *label, *model, *nominal;
	struct few sizes, fields, modifiers;
	const struct word *refused; /* a word that makes the name another thing */
	size_t refused_from, refused_to;
	uint64_t units;
	bool counted, open;
	bool inherits; /* its kind comes from the list */
	bool whole;    /* 其中 stands behind it */
	uint32_t group, parent; /* a sentence; of a part of a whole, the whole's place and 1 */
};

struct grammar {
	struct words_of words;
	struct arena *arena;
	const struct reader *reader;
	struct str column;
	struct recognised *out;
	struct draft *drafts;
	size_t n, cap, cap_residue, cap_notes;
	struct draft now;
	const struct draft *heading; /* 高炉：… */
	struct draft heading_kept;
	size_t list_from; /* the first draft that 各 speaks of */
	uint32_t group, whole;
	enum rank ranks[3 * PART_WORDS + 2]; /* of the values of the part that is made */
	bool each, total, bracket;
};

/* --- small things ---------------------------------------------------------------------------------------------------- */

static bool keep(struct few *f, const struct word *w)
{
	if (f->n == PART_WORDS)
		return false;
	f->items[f->n++] = w;
	return true;
}

static bool add_residue(struct grammar *g, struct str filed)
{
	struct recognised *out = g->out;
	struct str text = str_trim(filed);
	struct str *before = out->n_residue ? &out->residue[out->n_residue - 1] : NULL;
	if (before && before->p + before->n == text.p) {
		before->n += text.n;
		return true;
	}
	struct str *items = text.n ? arena_grow(g->arena, out->residue, out->n_residue, &g->cap_residue, sizeof *items) : NULL;
	if (!text.n)
		return true;
	if (!items)
		return false;
	out->residue = items;
	items[out->n_residue++] = text;
	return true;
}

static bool add_note(struct grammar *g, struct words words)
{
	struct recognised *out = g->out;
	struct words *items = arena_grow(g->arena, out->notes, out->n_notes, &g->cap_notes, sizeof *items);
	if (!items)
		return false;
	out->notes = items;
	items[out->n_notes++] = words;
	return true;
}

static bool is_empty(const struct draft *d)
{
	return !d->to;
}

/* Only words that say nothing by themselves: no part. */
static bool says_something(const struct draft *d)
{
	return d->to && (d->kind || d->refused || d->sizes.n || d->counted || d->nominal || d->model || d->fields.n);
}

/* Nothing but fields with their values: said of the part before, or of the one to come. */
static bool is_remark(const struct draft *d)
{
	return d->fields.n && !d->kind && !d->refused && !d->sizes.n && !d->counted && !d->nominal && !d->model && !d->label;
}

/* --- drafts ---------------------------------------------------------------------------------------------------------- */

static void start(struct grammar *g)
{
	g->now = (struct draft){.group = g->group, .parent = g->whole};
}

static void widen(struct grammar *g, const struct word *w)
{
	size_t i = (size_t)(w - g->words.items);
	if (is_empty(&g->now))
		g->now.from = i;
	g->now.to = i + 1;
}

static struct draft *last(const struct grammar *g)
{
	return g->n && g->drafts[g->n - 1].group == g->group ? &g->drafts[g->n - 1] : NULL;
}

static bool push(struct grammar *g)
{
	struct draft *items = arena_grow(g->arena, g->drafts, g->n, &g->cap, sizeof *items);
	if (!items)
		return false;
	g->drafts = items;
	items[g->n++] = g->now;
	start(g);
	return true;
}

static void join_fields(struct draft *to, const struct draft *from)
{
	for (size_t i = 0; i < from->fields.n; i++)
		keep(&to->fields, from->fields.items[i]);
	for (size_t i = 0; i < from->modifiers.n; i++)
		keep(&to->modifiers, from->modifiers.items[i]);
}

/* A comma. */
static bool end_part(struct grammar *g)
{
	struct draft *now = &g->now, *before = last(g);
	if (!says_something(now)) {
		start(g);
		return true;
	}
	if (is_remark(now) && before) {
		join_fields(before, now);
		start(g);
		return true;
	}
	if (is_remark(now))
		return true; /* of what comes */
	/* 高炉，2座 */
	if (before && !before->counted && now->counted && !now->kind && !now->refused && !now->sizes.n && !now->nominal) {
		before->counted = true;
		before->units = now->units;
		before->open = now->open;
		join_fields(before, now);
		start(g);
		return true;
	}
	if (!now->kind && !now->refused && g->heading) {
		now->kind = g->heading->kind;
		now->name = g->heading->name;
		for (size_t i = 0; i < g->heading->modifiers.n; i++)
			keep(&now->modifiers, g->heading->modifiers.items[i]);
	}
	return push(g);
}

static bool end_sentence(struct grammar *g)
{
	if (!end_part(g) || (!is_empty(&g->now) && !push(g)))
		return false;
	g->group++;
	g->whole = 0;
	g->list_from = g->n;
	g->each = g->total = false;
	start(g);
	return true;
}

/* --- words ------------------------------------------------------------------------------------------------------------ */

static void refuse(struct grammar *g, const struct word *w, size_t from, size_t to)
{
	struct draft *d = &g->now;
	if (!d->refused) {
		d->refused = w;
		d->refused_from = from;
		d->refused_to = to;
	}
	d->refused_from = from < d->refused_from ? from : d->refused_from;
	d->refused_to = to > d->refused_to ? to : d->refused_to;
}

static bool is_denied(const struct grammar *g, const struct word *w)
{
	const struct tokens *t = &g->reader->vocabulary->negations;
	if (w == g->words.items || w[-1].type != WORD_UNKNOWN || !w->glued)
		return false;
	struct str before = str_sub(g->words.text.text, w[-1].from, w[-1].to);
	for (size_t i = 0; i < t->n; i++)
		if (str_ends(before, t->items[i]))
			return true;
	return false;
}

static bool is_of_noun(const struct word *w)
{
	return w->type == WORD_NAME || w->type == WORD_NOT_NAME || w->type == WORD_MODIFIER || w->type == WORD_UNKNOWN;
}

/* The words [*from, *to) that are glued to word i: 高炉冲渣系统. */
static void noun_around(const struct grammar *g, size_t i, size_t *from, size_t *to)
{
	const struct word *w = g->words.items;
	*from = i;
	*to = i + 1;
	while (*from && w[*from].glued && is_of_noun(&w[*from - 1]))
		--*from;
	while (*to < g->words.n && w[*to].glued && is_of_noun(&w[*to]))
		++*to;
}

/* A word that nobody knows, glued to it: 转炉炉壳. What is written beside a size or behind 的 is no part of the name. */
static bool is_part_of_noun(const struct grammar *g, const struct word *w)
{
	size_t from, to;
	bool unknown = false, named = false;
	noun_around(g, (size_t)(w - g->words.items), &from, &to);
	for (size_t i = from; i < to; i++) {
		unknown |= g->words.items[i].type == WORD_UNKNOWN || g->words.items[i].type == WORD_NOT_NAME;
		named |= g->words.items[i].type == WORD_NAME;
	}
	return unknown && named;
}

static bool take_name(struct grammar *g, const struct word *w)
{
	struct draft *d = &g->now;
	size_t i = (size_t)(w - g->words.items);
	const struct kind *k = &g->reader->vocabulary->kinds[w->index];
	if (is_part_of_noun(g, w)) {
		size_t from, to;
		noun_around(g, i, &from, &to);
		refuse(g, w, from, to);
		return true;
	}
	if (d->kind && !kind_is(k, d->kind) && !kind_is(d->kind, k)) {
		refuse(g, w, (size_t)(d->name - g->words.items), i + 1);
		return true;
	}
	if (!d->kind || kind_is(k, d->kind)) {
		d->kind = k;
		d->name = w;
	}
	return true;
}

static bool take_count(struct grammar *g, const struct word *w)
{
	struct draft *d = &g->now;
	bool sum = g->total && g->n > g->list_from && !d->kind && !d->sizes.n && !d->nominal;
	g->total = false;
	if (sum) {
		start(g);
		return true;
	}
	d->counted = true;
	d->units = w->count;
	d->open |= w->open;
	if (!g->each)
		return true;
	for (size_t i = g->list_from; i < g->n; i++) {
		g->drafts[i].counted = true;
		g->drafts[i].units = w->count;
		g->drafts[i].open = w->open;
	}
	g->each = false;
	return true;
}

static bool take_colon(struct grammar *g, const struct word *w)
{
	struct draft *d = &g->now;
	(void)w;
	if (!d->kind || d->sizes.n || d->counted || d->refused)
		return true;
	g->heading_kept = *d;
	g->heading = &g->heading_kept;
	start(g);
	return true;
}

static bool take_open(struct grammar *g, const struct word *w)
{
	(void)w;
	g->bracket = true;
	return true;
}

static bool take_close(struct grammar *g, const struct word *w)
{
	(void)w;
	g->bracket = false;
	return true;
}

/* In brackets behind a name, members of a list are told by their counts: EAF (4x30t, 1x70t). */
static bool take_comma(struct grammar *g, const struct word *w)
{
	struct draft *d = &g->now;
	(void)w;
	if (g->bracket && !(d->kind && d->counted))
		return true;
	if (g->bracket && d->kind && d->counted) {
		g->heading_kept = *d;
		g->heading_kept.sizes.n = 0;
		g->heading = &g->heading_kept;
	}
	return end_part(g);
}

/* 高炉3座，其中…: what follows are parts of it. */
static bool take_part(struct grammar *g, const struct word *w)
{
	(void)w;
	if (!end_part(g))
		return false;
	struct draft *whole = last(g);
	if (!whole)
		return true;
	whole->whole = true;
	g->whole = (uint32_t)g->n;
	start(g);
	return true;
}

/* 128立方米等高炉3座; 高炉、转炉等 */
static bool take_more(struct grammar *g, const struct word *w)
{
	(void)w;
	g->now.open = true;
	for (size_t i = g->list_from; i < g->n; i++)
		if (!g->drafts[i].counted)
			g->drafts[i].open = true;
	return true;
}

static bool take_each(struct grammar *g, const struct word *w)
{
	(void)w;
	g->each = true;
	return true;
}

static bool take_total(struct grammar *g, const struct word *w)
{
	(void)w;
	g->total = true;
	return true;
}

static bool take_nothing(struct grammar *g, const struct word *w)
{
	(void)g;
	(void)w;
	return true;
}

/* What makes another thing of a name is said with that. */
static bool take_residue(struct grammar *g, const struct word *w)
{
	return (w->type == WORD_UNKNOWN && is_part_of_noun(g, w)) || add_residue(g, w->filed);
}

static bool take_not_name(struct grammar *g, const struct word *w)
{
	size_t i = (size_t)(w - g->words.items);
	refuse(g, w, i, i + 1);
	return true;
}

static bool take_modifier(struct grammar *g, const struct word *w)
{
	size_t i = (size_t)(w - g->words.items);
	if (!is_denied(g, w))
		return keep(&g->now.modifiers, w) || add_residue(g, w->filed);
	refuse(g, w, i - 1, i + 1);
	return true;
}

static bool take_nominal(struct grammar *g, const struct word *w)
{
	g->now.nominal = w;
	return true;
}

static bool take_model(struct grammar *g, const struct word *w)
{
	g->now.model = w;
	return true;
}

static bool take_label(struct grammar *g, const struct word *w)
{
	g->now.label = w;
	return true;
}

static bool take_size(struct grammar *g, const struct word *w)
{
	return keep(&g->now.sizes, w) || add_residue(g, w->filed);
}

static bool take_times(struct grammar *g, const struct word *w)
{
	g->now.counted = true;
	g->now.units = w->count;
	g->now.open = w->open;
	return true;
}

static bool take_field(struct grammar *g, const struct word *w)
{
	return keep(&g->now.fields, w) || add_residue(g, w->filed);
}

static bool take_stop(struct grammar *g, const struct word *w)
{
	(void)w;
	return end_sentence(g);
}

static const struct taker {
	bool (*take)(struct grammar *g, const struct word *w);
	bool cited;  /* it stands in the text that its part is cited by */
	bool begins; /* behind a whole part it begins another */
} takers[] = {
	[WORD_UNKNOWN] = {take_residue, true, false},	[WORD_NAME] = {take_name, true, true},
	[WORD_NOT_NAME] = {take_not_name, true, true},	[WORD_MODIFIER] = {take_modifier, true, true},
	[WORD_NOMINAL] = {take_nominal, true, true},	[WORD_MODEL] = {take_model, true, true},
	[WORD_LABEL] = {take_label, true, true},	[WORD_SIZE] = {take_size, true, true},
	[WORD_NUMBER] = {take_size, true, false},	[WORD_COUNT] = {take_count, true, true},
	[WORD_TIMES] = {take_times, true, true},	[WORD_DIMENSION] = {take_nothing, true, false},
	[WORD_FIELD] = {take_field, true, false},	[WORD_COMMA] = {take_comma, false, false},
	[WORD_STOP] = {take_stop, false, false},	[WORD_COLON] = {take_colon, false, false},
	[WORD_OPEN] = {take_open, false, false},	[WORD_CLOSE] = {take_close, false, false},
	[WORD_EACH] = {take_each, false, false},	[WORD_TOTAL] = {take_total, false, false},
	[WORD_PART] = {take_part, false, false},	[WORD_MORE] = {take_more, false, false},
	[WORD_FILLER] = {take_nothing, false, false},	[WORD_ASIDE] = {take_residue, false, false},
};

/* Another machine begins without a comma: 30吨转炉3座50吨电炉1座. */
static bool take_word(struct grammar *g, const struct word *w)
{
	const struct taker *t = &takers[w->type];
	bool complete = g->now.kind && g->now.counted && !g->bracket;
	if (complete && t->begins && !end_part(g))
		return false;
	if (t->cited)
		widen(g, w);
	return t->take(g, w);
}

/* --- the kind of a list's members -------------------------------------------------------------------------------------- */

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

/* What a size says of a kind: 吨 of a 转炉 is its 公称容量. */
static struct value *measure(struct grammar *g, const struct kind *k, const struct word *w)
{
	for (const struct kind *above = k; above; above = above->parent)
		for (size_t i = 0; i < above->n_measures; i++) {
			const struct measure *m = &above->measures[i];
			if (w->yearly && !m->quantity->per_year)
				continue;
			struct value *v = value_of(g, m->field, k, size_text(g, w), w->filed);
			if (v)
				return v;
		}
	return NULL;
}

/* May what the draft says be said of the kind? */
static bool fits(struct grammar *g, const struct draft *d, const struct kind *k)
{
	for (size_t i = 0; i < d->sizes.n; i++)
		if (d->sizes.items[i]->type == WORD_SIZE && !measure(g, k, d->sizes.items[i]))
			return false;
	if (d->nominal && !nominal_find(g->reader->vocabulary, str_sub(g->words.text.text, d->nominal->from, d->nominal->to), k))
		return false;
	return true;
}

static void inherit(struct draft *d, const struct draft *from)
{
	d->kind = from->kind;
	d->name = from->name;
	d->inherits = true;
	for (size_t i = 0; i < from->modifiers.n; i++)
		keep(&d->modifiers, from->modifiers.items[i]);
}

/* 128、185立方米: the unit of the next. */
static void inherit_unit(struct grammar *g, struct draft *d, const struct draft *next)
{
	for (size_t i = 0; i < d->sizes.n; i++) {
		const struct word *w = d->sizes.items[i], *like = NULL;
		for (size_t k = 0; k < next->sizes.n && !like; k++)
			like = next->sizes.items[k]->type == WORD_SIZE ? next->sizes.items[k] : NULL;
		struct word *sized = w->type == WORD_NUMBER && like ? ARENA_NEW(g->arena, struct word) : NULL;
		if (!sized)
			continue;
		size_t digits = 0;
		while (digits < like->value.n && ((like->value.p[digits] >= '0' && like->value.p[digits] <= '9') || like->value.p[digits] == '.'))
			digits++;
		*sized = *w;
		sized->type = WORD_SIZE;
		sized->value = arena_printf(g->arena, "%.*s%.*s", STR_ARG(w->value),
					    STR_ARG(str_sub(like->value, digits, like->value.n)));
		d->sizes.items[i] = sized;
	}
}

static void settle_kinds(struct grammar *g)
{
	for (size_t i = g->n; i-- > 0;)
		if (i + 1 < g->n && g->drafts[i + 1].group == g->drafts[i].group)
			inherit_unit(g, &g->drafts[i], &g->drafts[i + 1]);
	for (size_t i = 0; i < g->n; i++) {
		struct draft *d = &g->drafts[i];
		if (d->kind || d->refused)
			continue;
		if (i && g->drafts[i - 1].group == d->group && g->drafts[i - 1].kind && fits(g, d, g->drafts[i - 1].kind)) {
			inherit(d, &g->drafts[i - 1]);
			continue;
		}
		size_t k = i + 1;
		while (k < g->n && g->drafts[k].group == d->group && !g->drafts[k].kind && !g->drafts[k].refused)
			k++;
		if (k < g->n && g->drafts[k].group == d->group && g->drafts[k].kind && fits(g, d, g->drafts[k].kind))
			inherit(d, &g->drafts[k]);
	}
}

/* --- wholes and their parts ---------------------------------------------------------------------------------------------- */

/* Of a whole what its parts leave; where they leave nothing, the whole is no part of its own. */
static bool settle_wholes(struct grammar *g)
{
	for (size_t i = 0; i < g->n; i++) {
		struct draft *whole = &g->drafts[i];
		uint64_t sum = 0;
		size_t members = 0;
		bool open = whole->open || !whole->counted;
		for (size_t k = i + 1; whole->whole && k < g->n; k++) {
			if (g->drafts[k].parent != i + 1)
				continue;
			members++;
			sum += g->drafts[k].counted ? g->drafts[k].units : 1;
			open |= g->drafts[k].open;
		}
		if (!members)
			continue;
		if (!open && sum > whole->units &&
		    !add_note(g, words_printf(g->arena, "the parts add up to more than the whole that they are of")))
			return false;
		if (open || sum >= whole->units)
			whole->to = 0; /* dropped */
		else
			whole->units -= sum;
	}
	return true;
}

/* --- values -------------------------------------------------------------------------------------------------------------- */

static bool put(struct grammar *g, struct part *p, struct value *v)
{
	(void)g;
	for (size_t i = 0; i < p->n_values; i++)
		if (p->values[i]->field == v->field)
			return false;
	p->values[p->n_values++] = v;
	return true;
}

static bool put_size(struct grammar *g, struct part *p, const struct word *w)
{
	struct value *v = p->kind ? measure(g, p->kind, w) : NULL;
	return (v && put(g, p, v)) || add_residue(g, w->filed);
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
	(*old)->problem = words_printf(g->arena, "\"%.*s\" and \"%.*s\" say two things; they must agree",
				       STR_ARG((*old)->as_filed), STR_ARG(v->as_filed));
	(*old)->face = FACE_UNREADABLE;
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
	return add_residue(g, w->filed);
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
	return add_residue(g, w->filed);
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
	if (!n || g->reader->strict)
		return n || add_residue(g, w->filed);
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

static void name_problem(struct grammar *g, struct part *p, const struct draft *d)
{
	struct str noun = text_between(g, d->refused_from, d->refused_to);
	p->kind = NULL;
	p->problem = words_printf(g->arena, "\"%.*s\" is no kind of equipment that is known", STR_ARG(noun));
}

static bool make_values(struct grammar *g, struct part *p, const struct draft *d)
{
	size_t most = d->sizes.n + d->fields.n + d->modifiers.n + 2;
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
	p->counted = d->counted;
	p->count_open = d->open;
	if (d->counted && !d->open)
		p->count = d->units;
	if (d->refused)
		name_problem(g, p, d);
	else if (p->kind && p->kind->abstract) {
		p->problem = words_printf(g->arena, "\"%.*s\" is a general word; the name of one kind of equipment was expected",
					  STR_ARG(p->text));
		p->kind = NULL;
	}
	return make_values(g, p, d);
}

static bool make_parts(struct grammar *g)
{
	struct recognised *out = g->out;
	out->parts = ARENA_ARRAY(g->arena, g->n, struct part);
	for (size_t i = 0; out->parts && i < g->n; i++) {
		const struct draft *d = &g->drafts[i];
		if (says_something(d) && !make_part(g, &out->parts[out->n++], d))
			return false;
	}
	return out->parts != NULL;
}

/* A size alone behind a part that lacks it: 高炉2座，450立方米. */
static void attach_sizes(struct grammar *g)
{
	for (size_t i = 1; i < g->n; i++) {
		struct draft *d = &g->drafts[i], *before = &g->drafts[i - 1];
		bool alone = d->inherits && d->sizes.n == 1 && !d->counted && !d->nominal && !d->label && d->group == before->group;
		if (!alone || !before->to || !before->kind)
			continue;
		struct value *v = measure(g, before->kind, d->sizes.items[0]);
		bool set = !v;
		for (size_t k = 0; k < before->sizes.n && !set; k++) {
			struct value *old = measure(g, before->kind, before->sizes.items[k]);
			set = old && old->field == v->field;
		}
		if (set || !keep(&before->sizes, d->sizes.items[0]))
			continue;
		join_fields(before, d);
		d->to = 0;
	}
}

bool recognise(struct recognised *out, struct arena *a, const struct reader *r, struct str column, struct str text)
{
	struct grammar g = {.arena = a, .reader = r, .column = column, .out = out};
	*out = (struct recognised){.parts = NULL};
	if (!words_cut(&g.words, a, r->vocabulary, text))
		return false;
	start(&g);
	for (size_t i = 0; i < g.words.n; i++)
		if (!take_word(&g, &g.words.items[i]))
			return false;
	if (!end_sentence(&g))
		return false;
	settle_kinds(&g);
	attach_sizes(&g);
	out->work = g.words.work;
	return settle_wholes(&g) && make_parts(&g) && !a->failed;
}
