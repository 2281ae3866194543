#include "value/unit.h"

#include "text/fold.h"
#include "text/utf8.h"

#include <assert.h>

struct unit_spelling {
	struct str text; /* folded, without spaces */
	const struct unit *unit;
	bool any_case, without_year;
	uint32_t next; /* one more of the same lower-case text; 0: none, else index + 1 */
};

struct multiplier {
	struct str word;
	int64_t value;
};

/* Longer words before those that they begin with. The last ones are what findings print. */
static const struct multiplier multipliers[] = {
	{STR_INIT("thousand"), 1000},
	{STR_INIT("million"), 1000000},
	{STR_INIT("十万"), 100000},
	{STR_INIT("百万"), 1000000},
	{STR_INIT("千万"), 10000000},
	{STR_INIT("十亿"), 1000000000},
	{STR_INIT("百亿"), 10000000000},
	{STR_INIT("千亿"), 100000000000},
	{STR_INIT("万亿"), 1000000000000},
	{STR_INIT("萬"), 10000},
	{STR_INIT("億"), 100000000},
	{STR_INIT("仟"), 1000},
	{STR_INIT("千"), 1000},
	{STR_INIT("万"), 10000},
	{STR_INIT("亿"), 100000000},
};

enum { MULTIPLIERS = sizeof multipliers / sizeof *multipliers, MAX_POWER = 12 };

void units_init(struct units *u, struct arena *arena)
{
	*u = (struct units){.arena = arena};
	map_init(&u->kind_ids, arena);
	map_init(&u->by_spelling, arena);
}

struct quantity_kind *units_add_kind(struct units *u, struct str id, struct str zh, struct str en, bool per_year)
{
	if (map_get(&u->kind_ids, id, NULL))
		return NULL;
	struct quantity_kind **kinds = arena_grow(u->arena, u->kinds, u->n_kinds, &u->cap_kinds, sizeof(*kinds));
	struct quantity_kind *kind = kinds ? ARENA_NEW(u->arena, struct quantity_kind) : NULL;
	if (kinds)
		u->kinds = kinds;
	if (!kind || !map_put(&u->kind_ids, id, (uint32_t)u->n_kinds))
		return NULL;
	*kind = (struct quantity_kind){.id = id, .zh = zh, .en = en, .per_year = per_year, .index = (uint32_t)u->n_kinds};
	u->kinds[u->n_kinds++] = kind;
	return kind;
}

struct unit *units_add(struct units *u, const struct quantity_kind *kind, struct str id, struct str zh, struct str en,
		       struct decimal numerator, struct decimal denominator)
{
	assert(!decimal_is_zero(&numerator) && !decimal_is_zero(&denominator));
	for (size_t i = 0; i < u->n; i++)
		if (u->items[i]->kind == kind && str_eq(u->items[i]->id, id))
			return NULL;
	struct unit **items = arena_grow(u->arena, u->items, u->n, &u->cap, sizeof(*items));
	struct unit *unit = items ? ARENA_NEW(u->arena, struct unit) : NULL;
	if (items)
		u->items = items;
	if (!unit)
		return NULL;
	*unit = (struct unit){.kind = kind, .id = id, .zh = zh, .en = en, .numerator = numerator,
			      .denominator = denominator, .index = (uint32_t)u->n};
	u->items[u->n++] = unit;
	return unit;
}

/* How spellings compare; .p is NULL when memory is exhausted. */
static struct str spelling_key(struct arena *a, struct str text)
{
	struct folded f;
	char *key = fold_quantity(&f, a, text) ? arena_alloc(a, f.text.n + 1) : NULL;
	size_t n = 0;
	if (!key)
		return STR_NONE;
	for (size_t i = 0; i < f.text.n; i++)
		if (f.text.p[i] != ' ')
			key[n++] = f.text.p[i];
	return (struct str){key, n};
}

static struct str lower(struct arena *a, struct str text)
{
	char *out = arena_alloc(a, text.n + 1);
	if (!out)
		return STR_NONE;
	for (size_t i = 0; i < text.n; i++)
		out[i] = text.p[i] >= 'A' && text.p[i] <= 'Z' ? (char)(text.p[i] - 'A' + 'a') : text.p[i];
	return (struct str){out, text.n};
}

/* The first spelling with that lower-case text, NULL where there is none. */
static struct unit_spelling *first_spelling(const struct units *u, struct str lower_text)
{
	uint32_t i;
	return map_get(&u->by_spelling, lower_text, &i) ? u->spellings + i : NULL;
}

static struct unit_spelling *next_spelling(const struct units *u, const struct unit_spelling *s)
{
	return s->next ? u->spellings + s->next - 1 : NULL;
}

/* May `s` and a further spelling of that text stand side by side? */
static bool agrees(const struct unit_spelling *s, const struct unit_spelling *further)
{
	bool meet = s->any_case || further->any_case || str_eq(s->text, further->text);
	if (!meet || s->unit->kind != further->unit->kind)
		return true;
	return s->unit == further->unit && s->without_year == further->without_year;
}

bool units_add_spelling(struct units *u, const struct unit *unit, struct str spelling, bool any_case, bool without_year)
{
	struct unit_spelling s = {.unit = unit, .any_case = any_case, .without_year = without_year};
	s.text = spelling_key(u->arena, spelling);
	struct str key = lower(u->arena, s.text);
	if (!key.p || key.n == 0 || (without_year && !unit->kind->per_year))
		return false;
	struct unit_spelling *first = first_spelling(u, key), *last = NULL;
	for (struct unit_spelling *other = first; other; other = next_spelling(u, other)) {
		if (!agrees(other, &s))
			return false;
		last = other;
	}
	size_t last_index = last ? (size_t)(last - u->spellings) : 0;
	struct unit_spelling *all = arena_grow(u->arena, u->spellings, u->n_spellings, &u->cap_spellings, sizeof(*all));
	if (!all || (!first && !map_put(&u->by_spelling, key, (uint32_t)u->n_spellings)))
		return false;
	u->spellings = all;
	all[u->n_spellings++] = s;
	if (last)
		all[last_index].next = (uint32_t)u->n_spellings;
	return true;
}

bool units_spelling(const struct units *u, size_t n, struct str *text, const struct unit **unit)
{
	if (n >= u->n_spellings)
		return false;
	*text = u->spellings[n].text;
	*unit = u->spellings[n].unit;
	return true;
}

const struct quantity_kind *units_kind(const struct units *u, struct str id)
{
	uint32_t i;
	return map_get(&u->kind_ids, id, &i) ? u->kinds[i] : NULL;
}

/* Among yearly kinds 万吨 is a yearly mass, not a heat of a furnace; else the first in the file. */
static bool is_nearer(const struct quantity_kind *k, const struct quantity_kind *best, const struct quantity_kind *to)
{
	bool k_alike = to && k->per_year == to->per_year, best_alike = to && best->per_year == to->per_year;
	return k_alike != best_alike ? k_alike : k->index < best->index;
}

/* What a text is as a spelling: of `kind`, or of the nearest kind that is not `other_than`. */
static const struct unit_spelling *find(const struct units *u, struct arena *scratch, const struct quantity_kind *kind,
					const struct quantity_kind *other_than, struct str text)
{
	const struct unit_spelling *best = NULL;
	struct str key = lower(scratch, text);
	if (!key.p)
		return NULL;
	for (const struct unit_spelling *s = first_spelling(u, key); s; s = next_spelling(u, s)) {
		if ((!s->any_case && !str_eq(s->text, text)) || (kind && s->unit->kind != kind) ||
		    s->unit->kind == other_than)
			continue;
		if (!best || is_nearer(s->unit->kind, best->unit->kind, other_than))
			best = s;
	}
	return best;
}

static const struct unit_spelling *find_multiplied(const struct units *u, struct decimal *multiplier,
						   struct arena *scratch, const struct quantity_kind *kind,
						   const struct quantity_kind *other_than, struct str text)
{
	struct str key = spelling_key(scratch, text);
	const struct unit_spelling *s = find(u, scratch, kind, other_than, key);
	*multiplier = decimal_from_int(1);
	if (s)
		return s;
	size_t n = unit_multiplier(multiplier, key);
	return n ? find(u, scratch, kind, other_than, str_sub(key, n, key.n)) : NULL;
}

bool units_read(const struct units *u, struct unit_use *out, struct arena *scratch, const struct quantity_kind *kind,
		struct str text)
{
	struct decimal multiplier;
	const struct unit_spelling *s = find_multiplied(u, &multiplier, scratch, kind, NULL, text);
	if (!s)
		return false;
	*out = (struct unit_use){.unit = s->unit, .multiplier = multiplier, .implied_year = s->without_year};
	return true;
}

const struct quantity_kind *units_other_kind(const struct units *u, struct arena *scratch,
					     const struct quantity_kind *kind, struct str text)
{
	struct decimal multiplier;
	const struct unit_spelling *s = find_multiplied(u, &multiplier, scratch, NULL, kind, text);
	return s ? s->unit->kind : NULL;
}

/* False where no unit begins with the text's first character: most of what stands behind a number begins none. */
static bool may_begin_unit(const struct units *u, struct arena *scratch, struct str text)
{
	size_t length;
	if (!text.n || utf8_next(text, &length) < 0)
		return true;
	const struct str first = lower(scratch, spelling_key(scratch, str_sub(text, 0, length)));
	return !first.n || map_may_begin(&u->by_spelling, first);
}

bool units_know(const struct units *u, struct arena *scratch, struct str text)
{
	if (!may_begin_unit(u, scratch, text))
		return false;
	struct str key = lower(scratch, spelling_key(scratch, text));
	return key.n && first_spelling(u, key) != NULL;
}

/* --- multipliers -------------------------------------------------------------------------------------------------- */

/* A digit behind a power of ten: plain (10^4) or raised (10⁴); -1 where there is none. */
static int power_digit(struct str s, bool raised, size_t *length)
{
	static const int32_t superscripts[] = {0x2070, 0xb9, 0xb2, 0xb3, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078,
					       0x2079};
	if (s.n == 0)
		return -1;
	int32_t c = utf8_next(s, length);
	if (!raised)
		return c >= '0' && c <= '9' ? (int)(c - '0') : -1;
	for (int i = 0; i < 10; i++)
		if (superscripts[i] == c)
			return i;
	return -1;
}

/* 10^4, x10^4, *10⁴, ·10⁴ */
static size_t power_of_ten(struct decimal *out, struct str s)
{
	static const struct str times[] = {STR_INIT("x"), STR_INIT("X"), STR_INIT("*"), STR_INIT("·")};
	size_t i = 0, length = 0;
	for (size_t t = 0; t < sizeof times / sizeof *times && i == 0; t++)
		if (str_starts(s, times[t]))
			i = times[t].n;
	while (i < s.n && s.p[i] == ' ')
		i++;
	if (!str_starts(str_sub(s, i, s.n), STR("10")))
		return 0;
	i += 2;
	bool raised = i >= s.n || s.p[i] != '^';
	i += !raised;
	int power = 0, digits = 0, digit;
	while (digits < 3 && (digit = power_digit(str_sub(s, i, s.n), raised, &length)) >= 0) {
		power = power * 10 + digit;
		digits++;
		i += length;
	}
	if (digits == 0 || power > MAX_POWER)
		return 0;
	int64_t value = 1;
	for (; power > 0; power--)
		value *= 10;
	*out = decimal_from_int(value);
	return i;
}

size_t unit_multiplier(struct decimal *out, struct str folded)
{
	for (size_t i = 0; i < MULTIPLIERS; i++)
		if (str_starts_any_case(folded, multipliers[i].word)) {
			*out = decimal_from_int(multipliers[i].value);
			return multipliers[i].word.n;
		}
	return power_of_ten(out, folded);
}

bool unit_use_same(const struct unit_use *a, const struct unit_use *b)
{
	return a->unit == b->unit && decimal_cmp(&a->multiplier, &b->multiplier) == 0;
}

void unit_use_write(struct buf *out, const struct unit_use *u, bool lang_zh)
{
	struct decimal one = decimal_from_int(1), value;
	bool plain = decimal_cmp(&u->multiplier, &one) == 0;
	struct str word = STR_NONE;
	for (size_t i = 0; i < MULTIPLIERS; i++) {
		value = decimal_from_int(multipliers[i].value);
		if (decimal_cmp(&value, &u->multiplier) == 0)
			word = multipliers[i].word;
	}
	if (!plain && lang_zh && word.n)
		buf_add(out, word);
	else if (!plain) {
		decimal_write(out, &u->multiplier);
		if (u->unit)
			buf_addc(out, ' ');
	}
	if (u->unit)
		buf_add(out, lang_zh ? u->unit->zh : u->unit->en);
}
