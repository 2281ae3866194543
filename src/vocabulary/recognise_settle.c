/* What a list hands to its members: units, kinds, numbers; what a whole is beside its parts. */
#include "vocabulary/recognise_grammar.h"

#include "text/utf8.h"

#include "vocabulary/name_pieces.h"

static bool is_dropped(const struct draft *d)
{
	return !d->to;
}

static bool is_refused(const struct draft *d)
{
	return d->refused_to > 0;
}

static struct draft *neighbour(const struct grammar *g, size_t i, bool behind)
{
	if (behind ? i + 1 >= g->n : i == 0)
		return NULL;
	struct draft *d = &g->drafts[behind ? i + 1 : i - 1];
	return d->group == g->drafts[i].group ? d : NULL;
}

/* --- units -------------------------------------------------------------------------------------------------------------- */

/* Has it nothing but such a number? */
static bool is_number_listed(const struct grammar *g, const struct draft *d)
{
	const struct word *w = d->sizes.n == 1 ? d->sizes.items[0] : NULL;
	return w && lacks_unit(g, w) && !d->fields.n && !d->nominal && !d->foreign && place_of(w) + 1 == d->to;
}

static bool inherit_unit(struct grammar *g, struct draft *d, struct draft *next)
{
	const struct word *w = d->sizes.items[0], *like = next->sizes.n ? next->sizes.items[0] : NULL;
	if (!like || like->type != WORD_SIZE || next->foreign)
		return true;
	struct word *sized = ARENA_NEW(g->arena, struct word);
	if (!sized)
		return false;
	*sized = *w;
	sized->type = WORD_SIZE;
	sized->value = arena_printf(g->arena, "%.*s%.*s", STR_ARG(w->value), STR_ARG(like->unit));
	d->sizes.items[0] = sized;
	/* 2座450、580立方米高炉: two of which? */
	if (d->counted && !d->listed && !next->counted)
		d->open = next->open = true;
	return true;
}

static bool settle_units(struct grammar *g)
{
	for (size_t i = g->n; i-- > 0;) {
		struct draft *next = neighbour(g, i, true);
		if (next && is_number_listed(g, &g->drafts[i]) && !inherit_unit(g, &g->drafts[i], next))
			return false;
	}
	return true;
}

/* 13800138000, 3000 of 投资3000万元: a number of nothing is no machine. */
static void leave_numbers(struct grammar *g)
{
	for (size_t i = 0; i < g->n; i++) {
		struct draft *d = &g->drafts[i];
		bool only = !d->kind && !is_refused(d) && !d->counted && !d->nominal && !d->model && !d->label && !d->foreign && !d->fields.n;
		for (size_t k = 0; k < d->sizes.n; k++)
			only &= d->sizes.items[k]->type == WORD_NUMBER;
		if (!only || !d->sizes.n || is_dropped(d))
			continue;
		for (size_t k = d->from; k < d->to; k++)
			leave(g, &g->words.items[k]);
		g->work += d->to - d->from;
		d->to = 0;
	}
}

/* --- sizes behind a machine ------------------------------------------------------------------------------------------------ */

/* A size and nothing else: 450立方米 of 高炉2座，450立方米. */
static bool is_size_alone(const struct draft *d)
{
	return !d->kind && !is_refused(d) && d->sizes.n == 1 && d->sizes.items[0]->type == WORD_SIZE && !d->counted && !d->nominal &&
	       !d->label && !d->model && !d->foreign && !d->parent && !is_dropped(d);
}

/* 高炉2座，450立方米和580立方米: two sizes or more of one field, behind a machine without any, are its members'. */
static size_t sizes_behind(struct grammar *g, size_t i)
{
	const struct draft *whole = &g->drafts[i];
	const struct field *field = NULL;
	size_t n = 0;
	while (i + n + 1 < g->n) {
		const struct draft *d = &g->drafts[i + n + 1];
		struct value *v = d->group == whole->group && is_size_alone(d) ? size_measures(g, whole->kind, d->sizes.items[0]) : NULL;
		if (!v || (field && v->field != field))
			break;
		field = v->field;
		n++;
	}
	g->work += n;
	return n;
}

static void settle_sizes_behind(struct grammar *g)
{
	for (size_t i = 0; i < g->n; i++) {
		struct draft *d = &g->drafts[i];
		bool lacks = d->kind && !is_refused(d) && !d->sizes.n && !d->nominal && !d->whole && !d->parent && !is_dropped(d);
		size_t n = lacks ? sizes_behind(g, i) : 0;
		if (n < 2)
			continue;
		d->whole = WHOLE_LIST;
		for (size_t k = i + 1; k <= i + n; k++)
			g->drafts[k].parent = (uint32_t)i + 1;
		i += n;
	}
}

/* Has each of the machines before it a capacity of its own? */
static bool capacities_stand_apart(struct grammar *g, size_t i)
{
	const struct draft *before = i >= 2 ? &g->drafts[i - 2] : NULL;
	return !before || before->group != g->drafts[i].group || draft_says_capacity(g, before, before->kind);
}

/* A size alone behind a part that lacks it: 高炉2座，450立方米. A capacity behind several is nobody's. */
static bool attach_size(struct grammar *g, size_t i)
{
	struct draft *d = &g->drafts[i], *before = neighbour(g, i, false);
	if (!before || is_dropped(before) || !before->kind || is_refused(before) || !is_size_alone(d))
		return true;
	struct value *v = size_measures(g, before->kind, d->sizes.items[0]);
	bool capacity = v && v->field->quantity && v->field->quantity->per_year, set = !v;
	if (capacity && !capacities_stand_apart(g, i)) {
		draft_join(g, before, d);
		leave(g, d->sizes.items[0]);
		return true;
	}
	for (size_t k = 0; k < before->sizes.n && !set; k++) {
		struct value *old = size_measures(g, before->kind, before->sizes.items[k]);
		set = old && old->field == v->field && !value_agrees(old, v);
	}
	if (set && !capacity)
		return true;
	few_keep(g, &before->sizes, d->sizes.items[0]);
	draft_join(g, before, d);
	return true;
}

/* --- kinds -------------------------------------------------------------------------------------------------------------- */

/* 50吨电炉 may hand its kind to what stands before it; 电炉50吨 begins with it. */
static bool hands_back(const struct draft *d)
{
	return !d->sizes.n || d->sizes.items[0]->place < d->name->place;
}

static bool is_of_one_tree(const struct kind *a, const struct kind *b)
{
	return kind_is(a, b) || kind_is(b, a);
}

static bool gives_kind(struct grammar *g, const struct draft *d, const struct draft *to)
{
	return d && d->kind && !d->kind->abstract && !is_refused(d) && draft_fits(g, to, d->kind);
}

/* Of two that it may come from, unlike: the next one's where the list has one number (30吨、50吨转炉各1座), else nobody knows. */
static void settle_kind(struct grammar *g, struct draft *d, const struct draft *before, const struct draft *next)
{
	bool from_before = gives_kind(g, before, d);
	bool from_next = !d->parent && gives_kind(g, next, d) && hands_back(next);
	if (from_before && from_next && !is_of_one_tree(before->kind, next->kind)) {
		bool has_size = d->sizes.n || d->nominal;
		if (has_size && d->counted && !d->listed)
			return;
		from_before = !has_size;
	}
	if (from_before)
		draft_inherit(g, d, before);
	else if (from_next)
		draft_inherit(g, d, next);
}

static bool settle_kinds(struct grammar *g)
{
	const struct draft **named = ARENA_ARRAY(g->arena, g->n + 1, const struct draft *);
	if (!named)
		return false;
	for (size_t i = g->n; i-- > 0;) {
		const struct draft *d = &g->drafts[i], *next = neighbour(g, i, true);
		named[i] = d->kind || is_refused(d) ? d : next ? named[i + 1] : NULL;
	}
	const struct draft *before = NULL;
	for (size_t i = 0; i < g->n; i++) {
		struct draft *d = &g->drafts[i];
		if (!attach_size(g, i))
			return false;
		if (is_dropped(d))
			continue;
		if (!d->kind && !is_refused(d) && !d->foreign)
			settle_kind(g, d, before && before->group == d->group ? before : NULL, named[i]);
		before = d;
	}
	g->work += 2 * g->n;
	return true;
}

/* --- wholes and their parts ---------------------------------------------------------------------------------------------- */

struct members {
	size_t n, uncounted;
	uint64_t sum;
	bool open;
};

static struct members members_of(struct grammar *g, size_t i)
{
	struct members m = {.n = 0};
	for (size_t k = i + 1; k < g->n && g->drafts[k].parent == i + 1; k++) {
		const struct draft *d = &g->drafts[k];
		if (is_dropped(d))
			continue;
		bool counted = d->counted || (d->label && d->label->count);
		m.n++;
		m.uncounted += !counted;
		m.sum += d->counted ? d->units : d->label && d->label->count ? d->label->count : 1;
		m.open |= d->open;
	}
	g->work += m.n;
	return m;
}

static void open_members(struct grammar *g, size_t i)
{
	for (size_t k = i + 1; k < g->n && g->drafts[k].parent == i + 1; k++) {
		struct draft *d = &g->drafts[k];
		d->open |= !d->counted && !(d->label && d->label->count);
		g->work++;
	}
}

/* Of a whole what its parts leave; where they leave nothing, the whole is no part of its own. */
static bool settle_whole(struct grammar *g, size_t i)
{
	struct draft *whole = &g->drafts[i], *first = &g->drafts[i + 1];
	struct members m = members_of(g, i);
	if (!m.n)
		return true;
	bool among = whole->whole == WHOLE_AMONG;
	if (!whole->counted)
		return whole->open && among ? true : grammar_drop(g, whole);
	if (m.n == 1 && m.uncounted && !among) {
		first->counted = true;
		first->units = whole->units;
		first->open |= whole->open;
		return grammar_drop(g, whole);
	}
	if (whole->open || m.open || (m.uncounted && m.sum != whole->units)) {
		open_members(g, i);
		whole->open = true;
		return among || grammar_drop(g, whole);
	}
	if (m.sum < whole->units) {
		whole->units -= m.sum;
		return true;
	}
	struct words more = words_printf(g->arena, "the parts add up to more than the whole that they are of");
	return (m.sum == whole->units || grammar_note(g, more)) && grammar_drop(g, whole);
}

static bool settle_wholes(struct grammar *g)
{
	for (size_t i = 0; i + 1 < g->n; i++)
		if (g->drafts[i].whole && !is_dropped(&g->drafts[i]) && !settle_whole(g, i))
			return false;
	return true;
}

/* --- labels, owners ------------------------------------------------------------------------------------------------------ */

/* 1#、2#高炉 are two; 1#高炉2座 is not clear. */
static void settle_label(struct draft *d)
{
	if (!d->label)
		return;
	uint64_t n = d->label->count;
	d->open |= !n || (d->counted && d->units != n);
	if (!d->counted) {
		d->counted = true;
		d->units = n;
	}
}

/* Does the name begin with another kind's: 转炉除尘系统? */
static bool begins_with_kind(struct grammar *g, const struct word *name, const struct kind *own)
{
	struct str s = str_sub(g->words.text.text, name->from, name->to);
	uint32_t index;
	for (size_t to = 1; to < s.n; to++) {
		g->work++;
		if (map_get(&g->reader->vocabulary->kind_names, str_sub(s, 0, to), &index) &&
		    !is_of_one_tree(&g->reader->vocabulary->kinds[index], own))
			return true;
	}
	return false;
}

/* 380立方米高炉及转炉除尘系统1套: perhaps no furnace is meant. */
static void settle_owner(struct grammar *g, size_t i)
{
	struct draft *d = &g->drafts[i], *next = neighbour(g, i, true);
	if (!d->kind || d->inherits || d->counted || is_refused(d) || !next || next->parent || d->parent || is_dropped(next))
		return;
	const struct word *between = &g->words.items[next->from - 1];
	if (between->type != WORD_COMMA || d->to + 1 != next->from)
		return;
	bool compound = is_refused(next) || (next->kind && next->name && !next->inherits && begins_with_kind(g, next->name, next->kind));
	if (compound)
		d->owner = next;
}

/* Words of Chinese or Latin letters; … is none. */
static bool is_noun(struct str s)
{
	size_t length;
	bool noun = false;
	for (size_t i = 0; i < s.n && !noun; i += length) {
		int32_t c = utf8_next(str_sub(s, i, s.n), &length);
		noun = (c >= 'A' && c <= 'Z') || (c >= 0x3400 && c < 0xa000);
	}
	return noun;
}

/* 配料皮带2条 behind a furnace: a noun that nobody knows is no member of the list. */
static void refuse_strangers(struct grammar *g)
{
	for (size_t i = 0; i < g->n; i++) {
		struct draft *d = &g->drafts[i];
		if (d->kind || is_refused(d) || is_dropped(d) || !d->counted)
			continue;
		for (size_t k = d->from; k < d->to; k++) {
			const struct word *w = &g->words.items[k];
			if (w->type != WORD_UNKNOWN || !is_noun(str_sub(g->words.text.text, w->from, w->to)))
				continue;
			g->left[k] = false; /* the part says it */
			d->refused_from = is_refused(d) ? d->refused_from : k;
			d->refused_to = k + 1;
		}
		g->work += d->to - d->from;
	}
}

static void settle_nameless(struct grammar *g)
{
	for (size_t i = 0; g->of && i < g->n; i++)
		if (!g->drafts[i].kind && !is_refused(&g->drafts[i]))
			g->drafts[i].kind = g->of;
}

bool grammar_settle(struct grammar *g)
{
	if (!settle_units(g))
		return false;
	leave_numbers(g);
	settle_sizes_behind(g);
	refuse_strangers(g);
	if (!settle_kinds(g))
		return false;
	settle_nameless(g);
	if (!settle_wholes(g))
		return false;
	for (size_t i = 0; i < g->n; i++)
		settle_owner(g, i);
	for (size_t i = 0; i < g->n; i++)
		settle_label(&g->drafts[i]);
	g->work += 2 * g->n;
	return true;
}
