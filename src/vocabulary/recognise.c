#include "vocabulary/recognise.h"

#include "base/limits.h"
#include "vocabulary/recognise_grammar.h"

/* --- small things ---------------------------------------------------------------------------------------------------- */

bool grammar_note(struct grammar *g, struct words words)
{
	struct recognised *out = g->out;
	struct words *items = arena_grow(g->arena, out->notes, out->n_notes, &g->cap_notes, sizeof *items);
	if (!items)
		return false;
	out->notes = items;
	items[out->n_notes++] = words;
	return true;
}

static bool add_shared(struct grammar *g, const struct word *from, const struct word *to)
{
	struct recognised *out = g->out;
	struct str *items = arena_grow(g->arena, out->shared, out->n_shared, &g->cap_shared, sizeof *items);
	if (!items)
		return false;
	out->shared = items;
	const char *end = to->filed.p + to->filed.n;
	items[out->n_shared++] = (struct str){from->filed.p, (size_t)(end - from->filed.p)};
	return true;
}

static const struct word *word_at(const struct grammar *g, size_t i)
{
	return &g->words.items[i];
}

/* The word behind w, of that type; NULL. */
static const struct word *next_of(const struct grammar *g, const struct word *w, enum word_type type)
{
	size_t i = place_of(w) + 1;
	return i < g->words.n && word_at(g, i)->type == type ? word_at(g, i) : NULL;
}

static bool is_empty(const struct draft *d)
{
	return !d->to;
}

static bool is_refused(const struct draft *d)
{
	return d->refused_to > 0;
}

/* Nothing of a machine's own: what may be said of the one before, or of the one to come. */
static bool is_bare(const struct draft *d)
{
	return !d->kind && !is_refused(d) && !d->sizes.n && !d->nominal && !d->model && !d->label && !d->foreign;
}

static bool says_something(const struct draft *d)
{
	return d->to && (!is_bare(d) || d->counted || d->fields.n || d->modifiers.n || d->doubts.n);
}

static bool is_remark(const struct draft *d)
{
	return (d->fields.n || d->modifiers.n || d->doubts.n) && is_bare(d) && !d->counted;
}

/* --- drafts ---------------------------------------------------------------------------------------------------------- */

static void start(struct grammar *g)
{
	g->now = (struct draft){.group = g->group, .parent = g->whole};
}

static void widen(struct grammar *g, const struct word *w)
{
	if (is_empty(&g->now))
		g->now.from = place_of(w);
	g->now.to = place_of(w) + 1;
}

static struct draft *last(const struct grammar *g)
{
	return g->n && g->drafts[g->n - 1].group == g->group ? &g->drafts[g->n - 1] : NULL;
}

/* What a name and counts say is said of all; sizes, fields and labels are left over. */
static void leave_values(struct grammar *g, const struct draft *d)
{
	for (size_t i = 0; i < d->sizes.n; i++)
		leave(g, d->sizes.items[i]);
	for (size_t i = 0; i < d->fields.n; i++)
		leave(g, d->fields.items[i]);
	if (d->nominal)
		leave(g, d->nominal);
	if (d->model)
		leave(g, d->model);
	if (d->label)
		leave(g, d->label);
}

bool grammar_drop(struct grammar *g, struct draft *d)
{
	if (is_empty(d))
		return true;
	leave_values(g, d);
	bool done = add_shared(g, word_at(g, d->from), word_at(g, d->to - 1));
	d->to = 0;
	return done;
}

/* It names no machine, and stands beside none. */
static void leave_all(struct grammar *g, const struct draft *d)
{
	for (size_t i = d->from; i < d->to; i++)
		leave(g, word_at(g, i));
	g->work += d->to - d->from;
}

static bool push(struct grammar *g)
{
	struct draft *items = arena_grow(g->arena, g->drafts, g->n, &g->cap, sizeof *items);
	if (!items)
		return false;
	g->drafts = items;
	items[g->n++] = g->now;
	g->too_many = g->n > LIMIT_CELL_PARTS;
	start(g);
	return true;
}

void draft_join(struct grammar *g, struct draft *to, struct draft *from)
{
	for (size_t i = 0; i < from->fields.n; i++)
		few_keep(g, &to->fields, from->fields.items[i]);
	for (size_t i = 0; i < from->modifiers.n; i++)
		few_keep(g, &to->modifiers, from->modifiers.items[i]);
	for (size_t i = 0; i < from->doubts.n; i++)
		few_keep(g, &to->doubts, from->doubts.items[i]);
	if (!to->status)
		to->status = from->status;
	to->to = from->to;
	from->to = 0;
}

void draft_inherit(struct grammar *g, struct draft *d, const struct draft *from)
{
	d->kind = from->kind;
	d->name = from->name;
	d->inherits = true;
	for (size_t i = 0; i < from->modifiers.n; i++)
		few_keep(g, &d->modifiers, from->modifiers.items[i]);
}

/*
 * A capacity behind several machines of which not each has its own is of one of them, or of all: nobody's. What is said
 * of all is true of the last one.
 */
static void join_remark(struct grammar *g, struct draft *before)
{
	struct draft *now = &g->now;
	bool several = g->n > 1 && g->drafts[g->n - 2].group == g->group;
	bool shared = several && draft_says_capacity(g, now, before->kind) && !draft_says_capacity(g, &g->drafts[g->n - 2], NULL);
	for (size_t i = 0; shared && i < now->fields.n; i++)
		leave(g, now->fields.items[i]);
	if (shared)
		now->fields.n = 0;
	before->uses_listed = g->enumerates && now->modifiers.n;
	draft_join(g, before, now);
}

/* Is the last draft a size that stands behind a machine with a number: 450立方米 of 高炉2座，450立方米，备用1座? */
static bool is_size_behind(const struct grammar *g)
{
	const struct draft *size = &g->drafts[g->n - 1], *before = g->n > 1 ? size - 1 : NULL;
	return before && before->group == g->group && !size->kind && size->sizes.n && before->kind && before->counted && !before->sizes.n &&
	       !before->nominal;
}

/* A comma. */
static bool end_part(struct grammar *g)
{
	struct draft *now = &g->now, *before = last(g);
	g->each = g->total = false;
	if (!says_something(now)) {
		leave_all(g, now);
		start(g);
		return true;
	}
	if (is_remark(now) && !before)
		return true; /* of what comes */
	if (is_remark(now)) {
		join_remark(g, before);
		start(g);
		return true;
	}
	/* 立窑2座，水泥、石灰各1座: it is of both, so that neither is read */
	if (before && before->uses_listed && is_bare(now) && now->modifiers.n) {
		draft_join(g, before, now);
		start(g);
		return true;
	}
	/* 高炉，2座 */
	if (before && !before->counted && !before->count && now->counted && is_bare(now) && !is_size_behind(g)) {
		before->counted = true;
		before->units = now->units;
		before->open |= now->open;
		before->count = now->count;
		draft_join(g, before, now);
		start(g);
		return true;
	}
	if (!now->kind && !is_refused(now) && !now->foreign && g->heading && draft_fits(g, now, g->heading->kind))
		draft_inherit(g, now, g->heading);
	return push(g);
}

static bool end_sentence(struct grammar *g)
{
	if (!end_part(g))
		return false;
	/* 幅宽1760mm beside a name in another column */
	if (g->of && g->now.fields.n && !push(g))
		return false;
	leave_all(g, &g->now);
	g->group++;
	g->whole = 0;
	g->list_from = g->n;
	start(g);
	return true;
}

/* --- nouns ------------------------------------------------------------------------------------------------------------ */

static void refuse(struct draft *d, size_t from, size_t to)
{
	if (!is_refused(d)) {
		d->refused_from = from;
		d->refused_to = to;
	}
	d->refused_from = from < d->refused_from ? from : d->refused_from;
	d->refused_to = to > d->refused_to ? to : d->refused_to;
}

static struct str folded_word(const struct grammar *g, const struct word *w)
{
	return str_sub(g->words.text.text, w->from, w->to);
}

static bool begins_or_ends_denied(const struct grammar *g, const struct word *w, bool may_begin)
{
	const struct tokens *t = &g->reader->vocabulary->negations;
	struct str s = folded_word(g, w);
	for (size_t i = 0; i < t->n; i++)
		if (str_ends(s, t->items[i]) || (may_begin && str_starts(s, t->items[i])))
			return true;
	return false;
}

static bool is_denied(const struct grammar *g, const struct word *w)
{
	return place_of(w) && w->glued && w[-1].type == WORD_UNKNOWN && begins_or_ends_denied(g, &w[-1], false);
}

/* 未建380立方米高炉, 没有30吨转炉: a short word before a size, of no machine that stands. */
static void deny(struct grammar *g, const struct word *w)
{
	enum { SHORT = 9 }; /* three Chinese characters */
	if (place_of(w) && w->glued && w[-1].type == WORD_UNKNOWN && w[-1].to - w[-1].from <= SHORT && begins_or_ends_denied(g, &w[-1], true))
		refuse(&g->now, place_of(w) - 1, place_of(w) + 1);
}

/* A word that nobody knows, glued to a name: 转炉炉壳. */
static bool is_part_of_noun(const struct word *w)
{
	return w->run_unknown && w->run_named;
}

static bool take_name(struct grammar *g, const struct word *w)
{
	struct draft *d = &g->now;
	const struct kind *k = &g->reader->vocabulary->kinds[w->index];
	if (is_part_of_noun(w)) {
		refuse(d, w->run_from, w->run_to);
		return true;
	}
	if (d->kind && !kind_is(k, d->kind) && !kind_is(d->kind, k)) {
		refuse(d, place_of(d->name), place_of(w) + 1);
		return true;
	}
	if (!d->kind || kind_is(k, d->kind)) {
		d->kind = k;
		d->name = w;
	}
	return true;
}

static bool take_not_name(struct grammar *g, const struct word *w)
{
	refuse(&g->now, w->run_from, w->run_to);
	return true;
}

/* Does a name follow that the size belongs to: 某公司185立方米高炉? */
static bool goes_before_name(const struct grammar *g, const struct word *w)
{
	enum { FAR = 5 };
	for (size_t i = place_of(w) + 1; i < g->words.n && i <= place_of(w) + FAR; i++) {
		enum word_type t = word_at(g, i)->type;
		if (t == WORD_NAME)
			return true;
		if (t != WORD_FILLER && t != WORD_MODIFIER && t != WORD_COUNT && t != WORD_LABEL && t != WORD_MODEL && t != WORD_SIZE)
			return false;
	}
	return false;
}

/* 用于铁合金生产 */
static bool is_use(const struct grammar *g, const struct word *w)
{
	static const struct str uses[] = {STR_INIT("用于"), STR_INIT("用作"), STR_INIT("用来"), STR_INIT("生产"), STR_INIT("主要生产"), STR_INIT("主产"), STR_INIT("年产")};
	if (w->run_from + 1 != place_of(w) || w->run_to != place_of(w) + 1)
		return false;
	for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
		if (str_eq(folded_word(g, &w[-1]), uses[i]))
			return true;
	return false;
}

/*
 * Amid words that nobody knows it says nothing of what follows (钢 of 钢铁公司30吨转炉); of a machine before them it may say something, so
 * that the record is not silent.
 */
static void take_amid_unknown(struct grammar *g, const struct word *w)
{
	if (is_use(g, w)) {
		few_keep(g, &g->now.modifiers, w);
		return;
	}
	leave(g, w);
	if (g->now.kind || (last(g) && is_bare(&g->now) && !goes_before_name(g, w)))
		few_keep(g, &g->now.doubts, w);
}

/* Part of a longer noun it says nothing; denied (非隔膜法) it makes another thing of a name. */
static bool take_modifier(struct grammar *g, const struct word *w)
{
	if (is_denied(g, w) && w->run_named)
		refuse(&g->now, w->run_from, w->run_to);
	else if (w->run_unknown && !w->run_named)
		take_amid_unknown(g, w);
	else if (!w->run_unknown)
		few_keep(g, &g->now.modifiers, w);
	return true;
}

/* What makes another thing of a name is said with that. */
static bool take_unknown(struct grammar *g, const struct word *w)
{
	if (!is_part_of_noun(w))
		leave(g, w);
	return true;
}

/* --- sizes ------------------------------------------------------------------------------------------------------------ */

/* 烟囱高度45米: of what, nobody knows. */
static bool is_of_unknown(const struct grammar *g, const struct word *w)
{
	size_t i = place_of(w);
	bool glued = w->glued;
	if (i && glued && word_at(g, i - 1)->type == WORD_FILLER)
		glued = word_at(g, --i)->glued;
	return i && glued && word_at(g, i - 1)->type == WORD_UNKNOWN && !is_part_of_noun(word_at(g, i - 1)) && !goes_before_name(g, w);
}

static bool take_size(struct grammar *g, const struct word *w)
{
	struct draft *d = &g->now;
	deny(g, w);
	if (w->type == WORD_NUMBER || !is_of_unknown(g, w)) {
		few_keep(g, &d->sizes, w);
		return true;
	}
	leave(g, w);
	d->foreign |= !d->kind;
	return true;
}

static bool take_nominal(struct grammar *g, const struct word *w)
{
	struct draft *d = &g->now;
	deny(g, w);
	if (!is_of_unknown(g, w) && !d->nominal) {
		d->nominal = w;
		return true;
	}
	/* 1760毫米 behind 1092型 says another thing of the same machine */
	if (d->nominal && !is_of_unknown(g, w)) {
		few_keep(g, &d->sizes, w);
		return true;
	}
	leave(g, w);
	d->foreign |= !d->kind;
	return true;
}

static bool take_model(struct grammar *g, const struct word *w)
{
	if (g->now.model)
		leave(g, w);
	else
		g->now.model = w;
	return true;
}

static bool take_label(struct grammar *g, const struct word *w)
{
	if (g->now.label)
		leave(g, w);
	else
		g->now.label = w;
	return true;
}

static bool take_field(struct grammar *g, const struct word *w)
{
	few_keep(g, &g->now.fields, w);
	return true;
}

/* --- counts ------------------------------------------------------------------------------------------------------------ */

static void count(struct draft *d, const struct word *w)
{
	/* 2座 and 3座 of one machine */
	d->open |= w->open || (d->counted && d->units != w->count);
	d->counted = true;
	d->units = w->count;
	if (w->bad)
		d->count = w;
}

static bool is_sized(const struct draft *d)
{
	return d->sizes.n || d->nominal;
}

/* The drafts before `now` that have no number yet: [n - how many, n). */
static size_t uncounted(struct grammar *g)
{
	size_t n = 0;
	while (n < g->n) {
		const struct draft *d = &g->drafts[g->n - 1 - n];
		if (d->group != g->group || d->parent != g->whole || d->counted || is_refused(d) || d->whole)
			break;
		n++;
	}
	g->work += n;
	return n;
}

/* Do both say a size of one field, of that kind: 450立方米 before 580立方米高炉, not before 30吨转炉? */
static bool is_like(struct grammar *g, const struct draft *d, const struct draft *now, const struct kind *k)
{
	if (d->kind || d->foreign || !is_sized(d) || !is_sized(now))
		return false;
	if (!d->sizes.n || !now->sizes.n)
		return !d->sizes.n == !now->sizes.n;
	struct value *v = size_measures(g, k, d->sizes.items[0]), *w = size_measures(g, k, now->sizes.items[0]);
	return lacks_unit(g, d->sizes.items[0]) || (v && w && v->field == w->field);
}

/* Those of them that the name behind them names too: 450立方米、580立方米高炉2座. */
static size_t uncounted_alike(struct grammar *g, const struct kind *k)
{
	size_t n = 0;
	while (n < g->n) {
		const struct draft *d = &g->drafts[g->n - 1 - n];
		if (d->group != g->group || d->parent != g->whole || d->counted || is_refused(d) || !is_like(g, d, &g->now, k))
			break;
		n++;
	}
	const struct draft *before = n && n < g->n ? &g->drafts[g->n - 1 - n] : NULL;
	bool is_theirs = before && before->group == g->group && before->counted && before->kind && !is_sized(before);
	g->work += n;
	return is_theirs ? 0 : n;
}

static void count_list(struct grammar *g, size_t n, uint64_t units, bool open)
{
	for (size_t i = g->n - n; i < g->n; i++) {
		struct draft *d = &g->drafts[i];
		d->counted = d->listed = true;
		d->units = units;
		d->open |= open;
	}
}

static bool check_total(struct grammar *g, const struct word *w)
{
	uint64_t sum = 0;
	bool open = w->open, counted = true;
	for (size_t i = g->list_from; i < g->n; i++) {
		const struct draft *d = &g->drafts[i];
		open |= d->open;
		counted &= d->counted || (d->label && d->label->count == 1);
		sum += d->whole ? 0 : d->counted ? d->units : 1;
	}
	g->work += g->n - g->list_from;
	for (size_t i = g->list_from; !open && sum != w->count && i < g->n; i++)
		g->drafts[i].open |= !g->drafts[i].counted;
	g->list_from = g->n;
	if (open || sum == w->count || !counted)
		return true;
	return grammar_note(g, words_printf(g->arena, "the parts add up to %ju, the text says \"%.*s\"", (uintmax_t)sum,
					    STR_ARG(w->filed)));
}

static bool is_sum(const struct grammar *g)
{
	const struct draft *d = &g->now;
	bool of_nothing = is_bare(d) || (d->kind && d->kind->abstract && !d->sizes.n);
	return g->total && g->n > g->list_from && of_nothing && !d->counted && !d->fields.n;
}

/* Behind a bracket that holds the members: 高炉（450m³、580m³）2座. */
static void count_bracket(struct grammar *g, const struct word *w, bool each)
{
	struct draft *whole = &g->drafts[g->split_whole - 1];
	for (size_t i = g->split_whole; each && i < g->n; i++)
		if (!g->drafts[i].counted)
			count(&g->drafts[i], w);
	g->work += g->n - g->split_whole;
	if (!each)
		count(whole, w);
}

static bool take_count(struct grammar *g, const struct word *w)
{
	struct draft *d = &g->now;
	bool each = g->each, sum = is_sum(g);
	g->each = g->total = false;
	deny(g, w);
	if (g->split_whole && d->from + 1 == d->to) {
		count_bracket(g, w, each);
		g->split_whole = 0;
		bool done = add_shared(g, w, w);
		start(g);
		return done;
	}
	if (sum) {
		bool done = check_total(g, w) && add_shared(g, word_at(g, d->from), w);
		start(g);
		return done;
	}
	const struct word *name = next_of(g, w, WORD_NAME);
	const struct kind *k = d->kind ? d->kind : name ? &g->reader->vocabulary->kinds[name->index] : NULL;
	size_t list = each ? uncounted(g) : k && !d->counted ? uncounted_alike(g, k) : 0;
	if (each && list) {
		count_list(g, list, w->count, w->open);
		d->listed = true;
	}
	if (each && list && is_bare(d) && !d->counted) {
		draft_join(g, last(g), d);
		start(g);
		return true;
	}
	/* 450立方米、580立方米高炉2座: one of each */
	if (!each && list) {
		bool one_of_each = !w->open && w->count == list + 1;
		count_list(g, list, 1, !one_of_each);
		count(d, w);
		d->listed = true;
		d->units = 1;
		d->open |= !one_of_each;
		return true;
	}
	count(d, w);
	return true;
}

static bool take_times(struct grammar *g, const struct word *w)
{
	deny(g, w);
	count(&g->now, w);
	return true;
}

static bool take_each(struct grammar *g, const struct word *w)
{
	g->each = next_of(g, w, WORD_COUNT) != NULL;
	return true;
}

static bool take_total(struct grammar *g, const struct word *w)
{
	(void)w;
	g->total = true;
	return true;
}

/* 128立方米等高炉3座; 高炉、转炉等 */
static bool take_more(struct grammar *g, const struct word *w)
{
	(void)w;
	g->now.open = true;
	size_t list = uncounted(g);
	for (size_t i = g->n - list; i < g->n && !g->drafts[i].open; i++)
		g->drafts[i].open = true;
	return true;
}

/* --- separators, wholes ------------------------------------------------------------------------------------------------ */

/* What follows are parts of the draft before. */
static void begin_whole(struct grammar *g, enum whole how)
{
	struct draft *whole = last(g);
	if (!whole || whole->parent)
		return;
	whole->whole = how;
	g->whole = (uint32_t)g->n;
	start(g);
}

/* 高炉3座，其中… */
static bool take_part(struct grammar *g, const struct word *w)
{
	(void)w;
	if (!end_part(g))
		return false;
	g->whole = 0;
	begin_whole(g, WHOLE_AMONG);
	return true;
}

/* 高炉：…; 高炉2座：… */
static bool take_colon(struct grammar *g, const struct word *w)
{
	struct draft *d = &g->now;
	(void)w;
	if (!d->kind || d->sizes.n || d->nominal || is_refused(d))
		return true;
	if (d->counted) {
		if (!end_part(g))
			return false;
		g->whole = 0;
		begin_whole(g, WHOLE_LIST);
		return true;
	}
	g->heading_kept = *d;
	g->heading = &g->heading_kept;
	bool done = grammar_drop(g, d);
	start(g);
	return done;
}

static bool take_comma(struct grammar *g, const struct word *w)
{
	if (g->depth || (g->split && g->stops))
		return true;
	g->enumerates = !str_eq(folded_word(g, w), STR(","));
	bool done = end_part(g);
	g->enumerates = false;
	return done;
}

static bool take_stop(struct grammar *g, const struct word *w)
{
	if (g->depth)
		return true;
	if (g->split || g->separate)
		return end_part(g);
	bool done = end_sentence(g);
	if (str_eq(folded_word(g, w), STR("。")))
		g->heading = NULL;
	return done;
}

/* --- brackets ---------------------------------------------------------------------------------------------------------- */

/* What stands in one. */
struct bracket {
	size_t counted, labelled, sized; /* members with a number, a label, a size of one kind */
	bool stops;
	bool another; /* it names another kind than what stands before it */
};

struct member {
	bool counted, labelled, sized;
};

static void add_member(struct bracket *b, struct member *m)
{
	b->counted += m->counted;
	b->labelled += m->labelled;
	b->sized += m->sized;
	*m = (struct member){false, false, false};
}

/* Sizes of one field make members; a volume and a capacity are said of one machine. */
static bool is_size_like(struct grammar *g, const struct field **first, const struct word *w)
{
	if (w->type == WORD_NUMBER || w->type == WORD_NOMINAL)
		return true;
	const struct kind *k = g->now.kind;
	struct value *v = w->type == WORD_SIZE && k ? size_measures(g, k, w) : NULL;
	if (w->type != WORD_SIZE || (k && !v))
		return false;
	if (!*first && v)
		*first = v->field;
	return !v || v->field == *first;
}

static bool names_another(const struct grammar *g, const struct word *w)
{
	const struct kind *k = g->now.kind, *other = &g->reader->vocabulary->kinds[w->index];
	return k && (w->type == WORD_NOT_NAME || (w->type == WORD_NAME && !kind_is(other, k) && !kind_is(k, other)));
}

static struct bracket look_into(struct grammar *g, size_t from, size_t to)
{
	struct bracket b = {.counted = 0};
	struct member m = {false, false, false};
	const struct field *first = NULL;
	for (size_t i = from; i < to; i++)
		b.stops |= word_at(g, i)->type == WORD_STOP;
	for (size_t i = from; i < to; i++) {
		const struct word *w = word_at(g, i);
		b.another |= names_another(g, w);
		m.counted |= w->type == WORD_COUNT || w->type == WORD_TIMES;
		m.labelled |= w->type == WORD_LABEL;
		m.sized |= is_size_like(g, &first, w);
		if (w->type == WORD_STOP || (w->type == WORD_COMMA && !b.stops))
			add_member(&b, &m);
	}
	add_member(&b, &m);
	g->work += 2 * (to - from);
	return b;
}

static bool take_open(struct grammar *g, const struct word *w)
{
	size_t to = g->partner[place_of(w)];
	if (to == SIZE_MAX)
		return true;
	if (g->depth || g->split || g->separate) {
		g->depth++;
		return true;
	}
	struct bracket b = look_into(g, place_of(w) + 1, to);
	bool members = b.counted > 1 || b.labelled > 1 || b.sized > 1;
	if (!members && !b.another) {
		g->depth++;
		return true;
	}
	if (!end_part(g))
		return false;
	g->separate = b.another;
	g->split = !b.another;
	g->stops = b.stops;
	if (g->split) {
		g->whole = 0;
		begin_whole(g, WHOLE_LIST);
	}
	return true;
}

static bool take_close(struct grammar *g, const struct word *w)
{
	if (g->partner[place_of(w)] == SIZE_MAX)
		return true;
	if (g->depth) {
		g->depth--;
		return true;
	}
	bool split = g->split;
	if (!end_part(g))
		return false;
	g->split_whole = split && g->whole ? g->whole : 0;
	g->split = g->separate = g->stops = false;
	g->whole = 0;
	start(g);
	return true;
}

static bool find_partners(struct grammar *g)
{
	size_t n = g->words.n, depth = 0;
	size_t *open = ARENA_ARRAY(g->arena, n, size_t);
	g->partner = ARENA_ARRAY(g->arena, n, size_t);
	g->left = ARENA_ARRAY(g->arena, n, bool);
	if (!open || !g->partner || !g->left)
		return false;
	for (size_t i = 0; i < n; i++) {
		g->partner[i] = SIZE_MAX;
		if (word_at(g, i)->type == WORD_OPEN)
			open[depth++] = i;
		if (word_at(g, i)->type != WORD_CLOSE || !depth)
			continue;
		g->partner[i] = open[--depth];
		g->partner[open[depth]] = i;
	}
	g->work += n;
	return true;
}

/* --- the run ------------------------------------------------------------------------------------------------------------ */

static bool take_nothing(struct grammar *g, const struct word *w)
{
	(void)g;
	(void)w;
	return true;
}

/* 已拆除 is the status of what it stands beside; the first of several. */
static bool take_aside(struct grammar *g, const struct word *w)
{
	const struct field *status = g->reader->vocabulary->role[ROLE_STATUS];
	bool says = status && status->enumeration && map_get(&status->enumeration->by_spelling, folded_word(g, w), NULL);
	if (says && !g->now.status)
		g->now.status = w;
	else
		leave(g, w);
	return true;
}

static const struct taker {
	bool (*take)(struct grammar *g, const struct word *w);
	bool cited;  /* it stands in the text that its part is cited by */
	bool begins; /* behind a whole part it begins another */
} takers[] = {
	[WORD_UNKNOWN] = {take_unknown, true, false},	[WORD_NAME] = {take_name, true, true},
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
	[WORD_FILLER] = {take_nothing, false, false},	[WORD_ASIDE] = {take_aside, true, false},
};

/* 1#高炉3座热风炉: three of which? */
static bool is_between_names(const struct grammar *g, const struct word *w)
{
	return w->type == WORD_NAME && place_of(w) && w->glued && w[-1].type == WORD_COUNT && g->now.name &&
	       place_of(g->now.name) < place_of(w) - 1 && !next_of(g, w, WORD_COUNT);
}

/* A line that ends behind a whole machine: the next one stands on its own. */
static bool begins_line(const struct grammar *g, const struct word *w)
{
	const struct draft *d = &g->now;
	enum word_type t = w->type;
	if (!w->new_line || !d->kind || g->depth)
		return false;
	if (t == WORD_SIZE || t == WORD_TIMES || t == WORD_NOMINAL)
		return d->sizes.n || d->nominal;
	return t == WORD_NAME || t == WORD_NOT_NAME || t == WORD_MODIFIER || t == WORD_LABEL || t == WORD_MODEL;
}

/* Another machine begins without a comma: 30吨转炉3座50吨电炉1座. */
static bool take_word(struct grammar *g, const struct word *w)
{
	const struct taker *t = &takers[w->type];
	bool multiplied = place_of(w) && w[-1].type == WORD_TIMES && !w[-1].behind; /* the size of 转炉2×30t */
	bool complete = g->now.kind && g->now.counted && !g->depth && !w->behind && !multiplied && !(g->split && g->stops);
	bool between = complete && is_between_names(g, w);
	size_t from = between ? place_of(g->now.name) : 0;
	if (between)
		refuse(&g->now, from, place_of(w) + 1);
	if (((complete && t->begins) || begins_line(g, w)) && !end_part(g))
		return false;
	if (t->cited)
		widen(g, w);
	if (between)
		refuse(&g->now, from, place_of(w) + 1);
	size_t split_whole = g->split_whole;
	if (!t->take(g, w))
		return false;
	/* only what stands right behind a bracket speaks of it */
	if (split_whole && w->type != WORD_EACH && w->type != WORD_TOTAL && w->type != WORD_FILLER)
		g->split_whole = 0;
	return true;
}

/* The words that nothing consumed, as filed, those that are glued to each other as one. */
static bool say_residue(struct grammar *g)
{
	struct recognised *out = g->out;
	out->residue = ARENA_ARRAY(g->arena, g->words.n, struct str);
	for (size_t i = 0; out->residue && i < g->words.n; i++) {
		const struct word *w = word_at(g, i);
		struct str filed = str_trim(w->filed), *before = out->n_residue ? &out->residue[out->n_residue - 1] : NULL;
		if (!g->left[i] || !filed.n)
			continue;
		if (before && i && g->left[i - 1] && w->glued)
			before->n = (size_t)(filed.p + filed.n - before->p);
		else
			out->residue[out->n_residue++] = filed;
	}
	g->work += g->words.n;
	return out->residue != NULL;
}

/* Nobody reads so long a list in one cell: the text is no part's. */
static bool refuse_text(struct grammar *g, struct str text)
{
	struct recognised *out = g->out;
	out->too_many = true;
	out->n = 1;
	out->parts = ARENA_NEW(g->arena, struct part);
	if (!out->parts)
		return false;
	*out->parts = (struct part){.text = text, .label = STR_NONE, .model = STR_NONE, .count = 1, .count_open = true};
	out->parts->problem = words_printf(g->arena, "the text names more than %d machines; a row of a list names fewer", LIMIT_CELL_PARTS);
	return !g->arena->failed;
}

bool recognise(struct recognised *out, struct arena *a, const struct reader *r, const struct kind *of, struct str column,
	       struct str text)
{
	struct grammar g = {.arena = a, .reader = r, .of = of, .column = column, .out = out};
	*out = (struct recognised){.parts = NULL};
	if (!words_cut(&g.words, a, r->vocabulary, text) || !find_partners(&g))
		return false;
	start(&g);
	for (size_t i = 0; i < g.words.n && !g.too_many; i++)
		if (!take_word(&g, word_at(&g, i)))
			return false;
	if (!end_sentence(&g))
		return false;
	bool done = g.too_many ? refuse_text(&g, text) : grammar_settle(&g) && grammar_parts(&g) && say_residue(&g);
	out->work = g.words.work + g.work;
	return done && !a->failed;
}
