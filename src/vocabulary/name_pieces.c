#include "vocabulary/name_pieces.h"

/* Where the cutting stands: before the name or behind it. Brackets have only the first. */
enum { BEFORE, BEHIND, STATES };
/* Bytes; a longer run of letters and digits is none. */
enum { LONGEST_MODEL = 40 };

struct step {
	uint32_t cost; /* pieces so far and 1; 0: not reached */
	uint32_t from;
	uint8_t from_state;
	enum piece_type type;
	uint32_t index;
};

/* One run over text[from, to). */
struct cutting {
	struct pieces *p;
	struct str text;
	size_t from, to;
	bool inner;
	struct step *steps; /* [to - from + 1][STATES] */
};

static bool cut(struct pieces *p, size_t from, size_t to, bool inner, bool keep);

static struct step *step_at(const struct cutting *c, size_t at, int state)
{
	return &c->steps[(at - c->from) * STATES + (size_t)state];
}

static void reach(struct cutting *c, size_t at, int state, size_t to, int to_state, enum piece_type type,
		  uint32_t index)
{
	struct step *next = step_at(c, to, to_state);
	uint32_t cost = step_at(c, at, state)->cost + 1;
	if (!c->inner && to > c->p->furthest)
		c->p->furthest = to;
	if (next->cost && next->cost <= cost)
		return;
	*next = (struct step){cost, (uint32_t)at, (uint8_t)state, type, index};
}

static bool is_boundary(struct str text, size_t at)
{
	return at >= text.n || ((unsigned char)text.p[at] & 0xc0) != 0x80;
}

/* --- labels ------------------------------------------------------------------------------------------------------ */

static size_t count_digits(struct str s, size_t at, size_t most)
{
	size_t n = 0;
	while (n < most && at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9')
		n++;
	return n;
}

static size_t count_letters_and_digits(struct str s, size_t at, size_t most)
{
	size_t n = 0;
	while (n < most && at + n < s.n &&
	       ((s.p[at + n] >= '0' && s.p[at + n] <= '9') || (s.p[at + n] >= 'A' && s.p[at + n] <= 'Z')))
		n++;
	return n;
}

static size_t count_numerals(struct str s, size_t at)
{
	static const struct str numerals[] = {STR_INIT("一"), STR_INIT("二"), STR_INIT("三"), STR_INIT("四"),
					      STR_INIT("五"), STR_INIT("六"), STR_INIT("七"), STR_INIT("八"),
					      STR_INIT("九"), STR_INIT("十")};
	size_t n = 0;
	for (size_t i = 0; i < sizeof numerals / sizeof *numerals && n < 9; i++)
		if (str_starts(str_sub(s, at + n, s.n), numerals[i])) {
			n += numerals[i].n;
			i = SIZE_MAX;
		}
	return n;
}

static size_t literal(struct str s, size_t at, struct str word)
{
	return str_starts(str_sub(s, at, s.n), word) ? word.n : 0;
}

/* 1#, A2# */
static size_t label_sharp_behind(struct str s, size_t at)
{
	size_t n = count_letters_and_digits(s, at, 3);
	return n && literal(s, at + n, STR("#")) ? n + 1 : 0;
}

/* #1 */
static size_t label_sharp_before(struct str s, size_t at)
{
	size_t n = literal(s, at, STR("#")) ? count_digits(s, at + 1, 3) : 0;
	return n ? n + 1 : 0;
}

/* 1号, 第二号 */
static size_t label_hao(struct str s, size_t at)
{
	size_t ordinal = literal(s, at, STR("第"));
	size_t n = count_letters_and_digits(s, at + ordinal, 3);
	if (!n)
		n = count_numerals(s, at + ordinal);
	size_t hao = n ? literal(s, at + ordinal + n, STR("号")) : 0;
	return hao ? ordinal + n + hao : 0;
}

/* No.1, №1 */
static size_t label_no(struct str s, size_t at)
{
	size_t n = literal(s, at, STR("NO"));
	if (!n)
		return 0;
	n += literal(s, at + n, STR("."));
	size_t digits = count_digits(s, at + n, 3);
	return digits ? n + digits : 0;
}

/* BF-1, only behind the name */
static size_t label_dash(struct str s, size_t at)
{
	size_t n = literal(s, at, STR("-")) ? count_digits(s, at + 1, 2) : 0;
	return n ? n + 1 : 0;
}

/* ① is a label, though it folds to a digit. */
static size_t label_circled(const struct folded *text, size_t at)
{
	size_t n = count_digits(text->text, at, 2);
	for (; n > 0; n--) {
		struct str filed = folded_source(text, at, at + n);
		/* U+2460 ① to U+2473 ⑳ */
		if (filed.n == 3 && str_starts(filed, STR("\xe2\x91")) && (unsigned char)filed.p[2] >= 0xa0 &&
		    (unsigned char)filed.p[2] <= 0xb3)
			return n;
	}
	return 0;
}

size_t pieces_label_at(const struct folded *text, size_t at, bool behind)
{
	static size_t (*const forms[])(struct str s, size_t at) = {label_sharp_behind, label_sharp_before, label_hao,
								   label_no, label_dash};
	size_t n_forms = sizeof forms / sizeof *forms - !behind, best = label_circled(text, at);
	for (size_t i = 0; i < n_forms; i++) {
		size_t n = forms[i](text->text, at);
		best = n > best ? n : best;
	}
	return best;
}

static void try_labels(struct cutting *c, size_t at, int state)
{
	size_t n = pieces_label_at(c->p->text, at, state == BEHIND);
	if (n && at + n <= c->to)
		reach(c, at, state, at + n, state, PIECE_LABEL, 0);
}

/* --- models ------------------------------------------------------------------------------------------------------ */

static bool is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_of_model(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '/' || c == '.' || c == 'x';
}

static size_t count_letters(struct str s, size_t at)
{
	size_t n = 0;
	while (at + n < s.n && is_letter(s.p[at + n]))
		n++;
	return n;
}

/* 型, 系列, 型号 behind a model; 0 */
static size_t type_word(struct str s, size_t at)
{
	static const struct str words[] = {STR_INIT("系列"), STR_INIT("型号"), STR_INIT("型")};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (literal(s, at, words[i]))
			return words[i].n;
	return 0;
}

/* The size of a fan: 9-27NO5A */
static bool has_fan_size(struct str run)
{
	size_t at = str_find(run, STR("NO"));
	at += at <= run.n ? 2 : 0;
	at += at < run.n && run.p[at] == '.';
	return at < run.n && count_digits(run, at, run.n) > 0;
}

/*
 * Is the run a model, and no size: J31-315; 200JD80 and 12JD but not 30KW; with 型 or 系列 behind it also JD, Y and 9-27, which
 * bare would be a word and a range. 1092型 says a width.
 */
static bool is_model(const struct vocabulary *v, struct arena *a, struct str run, bool typed)
{
	size_t digits = count_digits(run, 0, run.n), letters = count_letters(run, digits);
	bool number = false, dash = false;
	for (size_t i = 0; i < run.n; i++) {
		number |= run.p[i] >= '0' && run.p[i] <= '9';
		dash |= run.p[i] == '-';
	}
	if (!digits)
		return is_letter(run.p[0]) && (number || (typed && (letters > 1 || run.n == 1)));
	if (letters > 1)
		return !units_know(&v->units, a, str_sub(run, digits, run.n));
	return dash && (typed || has_fan_size(run));
}

/* A blank ends a model, but not beside its dash: J31 - 315. */
static bool ends_model(const struct folded *text, size_t at)
{
	return folded_gap(text, at) && text->text.p[at - 1] != '-' && text->text.p[at] != '-';
}

size_t pieces_model_at(const struct vocabulary *v, struct arena *a, const struct folded *folded, size_t at)
{
	struct str text = folded->text;
	size_t to = at;
	if (at && is_of_model(text.p[at - 1]) && !ends_model(folded, at))
		return 0;
	while (to < text.n && to - at < LONGEST_MODEL && is_of_model(text.p[to]) && (to == at || !ends_model(folded, to)))
		to++;
	size_t typed = type_word(text, to);
	struct str run = str_sub(text, at, to);
	/* A2# is a label */
	bool labels = literal(text, to, STR("#")) || literal(text, to, STR("号"));
	return run.n && !labels && is_model(v, a, run, typed) ? run.n + typed : 0;
}

static void try_model(struct cutting *c, size_t at, int state)
{
	size_t n = pieces_model_at(c->p->v, c->p->arena, c->p->text, at);
	if (n && at + n <= c->to)
		reach(c, at, state, at + n, state, PIECE_MODEL, 0);
}

/* --- words ------------------------------------------------------------------------------------------------------- */

static void try_modifier(struct cutting *c, size_t at, size_t to, uint32_t index)
{
	const struct tokens *connectors = &c->p->v->connectors;
	reach(c, at, BEFORE, to, BEFORE, PIECE_MODIFIER, index);
	for (size_t i = 0; i < connectors->n; i++) {
		size_t n = literal(c->text, to, connectors->items[i]);
		if (n && to + n <= c->to)
			reach(c, at, BEFORE, to + n, BEFORE, PIECE_MODIFIER, index);
	}
}

static void try_words(struct cutting *c, size_t at)
{
	const struct vocabulary *v = c->p->v;
	uint32_t index;
	struct map_prefix prefix;
	map_prefix_begin(&prefix, str_sub(c->text, at, c->text.n));
	if (!map_may_begin(&v->kind_names, prefix.text) && !map_may_begin(&v->modifier_words, prefix.text))
		return;
	for (size_t to = at + 1; to <= c->to && to - at <= v->longest_piece; to++) {
		if (!is_boundary(c->text, to))
			continue;
		map_prefix_reach(&prefix, to - at);
		if (map_get_prefix(&v->kind_names, &prefix, &index))
			reach(c, at, BEFORE, to, c->inner ? BEFORE : BEHIND, PIECE_NAME, index);
		if (map_get_prefix(&v->modifier_words, &prefix, &index))
			try_modifier(c, at, to, index);
	}
}

/* 1092型纸机, 纸机1092型; a longer number is none of them: 11092型 */
static void try_nominal(struct cutting *c, size_t at, int state)
{
	const struct vocabulary *v = c->p->v;
	uint32_t index;
	struct map_prefix prefix;
	map_prefix_begin(&prefix, str_sub(c->text, at, c->text.n));
	if (!map_may_begin(&v->nominal_words, prefix.text) || (at > c->from && is_of_model(c->text.p[at - 1])))
		return;
	for (size_t to = at + 1; to <= c->to && to - at <= v->longest_piece; to++) {
		if (!is_boundary(c->text, to) || (to < c->to && is_of_model(c->text.p[to])))
			continue;
		map_prefix_reach(&prefix, to - at);
		if (map_get_prefix(&v->nominal_words, &prefix, &index))
			reach(c, at, state, to, state, PIECE_NOMINAL, index);
	}
}

static void try_separator(struct cutting *c, size_t at)
{
	static const struct str separators[] = {STR_INIT("、"), STR_INIT(","), STR_INIT("/"), STR_INIT(";"),
						STR_INIT("·")};
	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
		size_t n = literal(c->text, at, separators[i]);
		if (n && at + n <= c->to)
			reach(c, at, BEFORE, at + n, BEFORE, PIECE_SEPARATOR, 0);
	}
}

static void try_brackets(struct cutting *c, size_t at, int state)
{
	static const struct str pairs[][2] = {
		{STR_INIT("("), STR_INIT(")")}, {STR_INIT("["), STR_INIT("]")}, {STR_INIT("【"), STR_INIT("】")}};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		size_t open = literal(c->text, at, pairs[i][0]);
		size_t inside = str_find(str_sub(c->text, at + open, c->to), pairs[i][1]);
		if (!open || at + open + inside > c->to || inside == 0)
			continue;
		if (cut(c->p, at + open, at + open + inside, true, false))
			reach(c, at, state, at + open + inside + pairs[i][1].n, state, PIECE_BRACKETS, (uint32_t)open);
	}
}

/* --- the run ----------------------------------------------------------------------------------------------------- */

static void try_all(struct cutting *c, size_t at, int state)
{
	try_labels(c, at, state);
	if (state == BEFORE)
		try_words(c, at);
	try_model(c, at, state);
	try_nominal(c, at, state);
	if (c->inner)
		try_separator(c, at);
	else
		try_brackets(c, at, state);
}

/* From the end to the start, then in order; brackets are cut again, to keep what they hold. */
static bool keep_pieces(struct cutting *c, int state)
{
	struct pieces *p = c->p;
	size_t n = step_at(c, c->to, state)->cost - 1, at = c->to;
	struct piece *found = ARENA_ARRAY(p->arena, n, struct piece);
	if (!found)
		return false;
	for (size_t i = n; i > 0; i--) {
		const struct step *s = step_at(c, at, state);
		found[i - 1] = (struct piece){s->type, s->index, s->from, at};
		at = s->from;
		state = s->from_state;
	}
	for (size_t i = 0; i < n; i++) {
		size_t bracket = found[i].index;
		if (found[i].type == PIECE_BRACKETS) {
			if (!cut(p, found[i].from + bracket, found[i].to - bracket, true, true))
				return false;
			continue;
		}
		struct piece *items = arena_grow(p->arena, p->items, p->n, &p->cap, sizeof *items);
		if (!items)
			return false;
		p->items = items;
		items[p->n++] = found[i];
	}
	return true;
}

static bool cut(struct pieces *p, size_t from, size_t to, bool inner, bool keep)
{
	struct cutting c = {.p = p, .text = p->text->text, .from = from, .to = to, .inner = inner};
	int end = inner ? BEFORE : BEHIND;
	c.steps = ARENA_ARRAY(p->arena, (to - from + 1) * STATES, struct step);
	if (!c.steps)
		return false;
	step_at(&c, from, BEFORE)->cost = 1;
	for (size_t at = from; at < to; at++)
		for (int state = BEFORE; state < STATES; state++)
			if (step_at(&c, at, state)->cost)
				try_all(&c, at, state);
	if (!step_at(&c, to, end)->cost)
		return false;
	return !keep || keep_pieces(&c, end);
}

bool pieces_cut(struct pieces *out, struct arena *a, const struct vocabulary *v, const struct folded *text)
{
	*out = (struct pieces){.v = v, .arena = a, .text = text};
	return text->text.n > 0 && cut(out, 0, text->text.n, false, true);
}

size_t pieces_name_at(const struct vocabulary *v, struct str text, size_t from, uint32_t *kind)
{
	size_t best = 0;
	uint32_t index;
	struct map_prefix prefix;
	map_prefix_begin(&prefix, str_sub(text, from, text.n));
	if (!map_may_begin(&v->kind_names, prefix.text))
		return 0;
	for (size_t n = 1; n <= prefix.text.n && n <= v->longest_piece; n++) {
		if (!is_boundary(prefix.text, n))
			continue;
		map_prefix_reach(&prefix, n);
		if (map_get_prefix(&v->kind_names, &prefix, &index) && !v->kinds[index].abstract) {
			best = n;
			*kind = index;
		}
	}
	return best;
}
