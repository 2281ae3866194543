#include "registry/titles.h"

#include "text/fold.h"
#include "vocabulary/name_pieces.h"
#include "vocabulary/naming.h"

#include <string.h>

enum {
	LONGEST = 180,    /* bytes of a title that may name a kind; bounds the places where it may be cut */
	LONGEST_UNIT = 40,
};

struct titling {
	struct titles *out;
	struct arena *a;
	const struct reader *r;
	bool several;     /* kinds of which neither is below the other */
};

/* --- the kind -------------------------------------------------------------------------------------------------- */

static bool ends_with_one(const struct tokens *words, struct str text, size_t *n)
{
	*n = 0;
	for (size_t i = 0; i < words->n; i++)
		if (words->items[i].n > *n && str_ends(text, words->items[i]))
			*n = words->items[i].n;
	return *n > 0;
}

/* A sign or a digit, which ends a phrase. */
static bool ends_with_sign(struct str text)
{
	static const struct str signs[] = {STR_INIT("、"), STR_INIT("“"), STR_INIT("”"), STR_INIT("《"), STR_INIT("》"), STR_INIT("。")};
	if (text.n && strchr("0123456789:,.;()[]-\"'#/", text.p[text.n - 1]))
		return true;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (str_ends(text, signs[i]))
			return true;
	return false;
}

/* The end of the text before the bracket, sign or word of a list that ends it; text.n where it ends otherwise. */
static size_t before_last_word(const struct vocabulary *v, struct str text)
{
	size_t n;
	if (str_ends(text, STR(")"))) {
		for (size_t i = text.n; i-- > 0;)
			if (text.p[i] == '(')
				return i;
		return text.n;
	}
	if (ends_with_one(&v->title_after, text, &n))
		return text.n - n;
	if (!ends_with_sign(text))
		return text.n;
	do
		text.n--;
	while (text.n && ((unsigned char)text.p[text.n] & 0xc0) == 0x80);
	return text.n;
}

static bool may_begin(const struct vocabulary *v, struct str before)
{
	size_t n;
	return !before.n || ends_with_sign(before) || ends_with_one(&v->title_before, before, &n);
}

/* The longest name that ends where `text` ends and may begin where it does. */
static bool find_name(struct naming *out, size_t *from, const struct titling *t, const struct folded *f, size_t to)
{
	for (size_t i = 0; i < to; i++) {
		bool inside_character = ((unsigned char)f->text.p[i] & 0xc0) == 0x80;
		if (inside_character || !may_begin(t->r->vocabulary, str_sub(f->text, 0, i)))
			continue;
		naming_read(out, t->a, t->r, folded_source(f, i, to));
		*from = i;
		if (out->kind)
			return true;
	}
	return false;
}

static void take_kind(struct titling *t, const struct kind *k, struct str text, struct str title, uint64_t row)
{
	struct titles *out = t->out;
	if (out->kind && !kind_is(k, out->kind) && !kind_is(out->kind, k))
		t->several = true;
	if (out->kind && kind_is(out->kind, k))
		return;
	out->kind = k;
	out->kind_text = text;
	out->kind_title = title;
	out->kind_row = row;
}

/* Any other kind that the title mentions: 高炉、转炉清单. */
static void look_for_others(struct titling *t, const struct folded *f, const struct kind *k)
{
	const struct vocabulary *v = t->r->vocabulary;
	uint32_t index;
	for (size_t at = 0, n; at < f->text.n; at += n ? n : 1) {
		n = pieces_name_at(v, f->text, at, &index);
		const struct kind *other = n ? &v->kinds[index] : NULL;
		if (other && !(k && (kind_is(other, k) || kind_is(k, other))))
			t->several = true;
	}
}

static bool read_kind(struct titling *t, struct str title, uint64_t row)
{
	struct folded f;
	struct naming n;
	size_t from = 0;
	if (title.n > LONGEST)
		return true;
	if (!fold_name(&f, t->a, title))
		return false;
	const struct kind *k = NULL;
	for (size_t to = f.text.n, before; to && !k; to = before) {
		if (find_name(&n, &from, t, &f, to))
			k = n.kind;
		before = before_last_word(t->r->vocabulary, str_sub(f.text, 0, to));
		if (k)
			take_kind(t, k, folded_source(&f, from, to), title, row);
		if (before == to)
			break;
	}
	look_for_others(t, &f, k);
	return !t->a->failed;
}

/* --- units ----------------------------------------------------------------------------------------------------- */

static void add_unit(struct titling *t, struct str unit, struct str title, uint64_t row)
{
	struct titles *out = t->out;
	unit = str_trim(unit);
	if (!unit.n || unit.n > LONGEST_UNIT || out->n_units == TITLE_UNITS)
		return;
	out->units[out->n_units++] = (struct title_unit){unit, title, row};
}

static size_t one_at(const struct str *words, size_t n, struct str text)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts(text, words[i]))
			return words[i].n;
	return 0;
}

#define ONE_AT(table, text) one_at(table, sizeof(table) / sizeof *(table), text)

/* 单位：万吨、立方米 */
static void read_units(struct titling *t, struct str title, uint64_t row)
{
	static const struct str labels[] = {STR_INIT("单位"), STR_INIT("unit"), STR_INIT("Unit"), STR_INIT("Units"), STR_INIT("units")};
	static const struct str colons[] = {STR_INIT(":"), STR_INIT("：")};
	static const struct str separators[] = {STR_INIT("、"), STR_INIT("，"), STR_INIT(","), STR_INIT(";"), STR_INIT("；")};
	static const struct str ends[] = {STR_INIT(")"), STR_INIT("）"), STR_INIT("]"), STR_INIT("】"), STR_INIT("。"), STR_INIT(" "),
					  STR_INIT("　")};
	for (size_t i = 0; i < title.n; i++) {
		size_t label = ONE_AT(labels, str_sub(title, i, title.n));
		label += label && str_starts(str_sub(title, i + label, title.n), STR("s"));
		size_t colon = label ? ONE_AT(colons, str_sub(title, i + label, title.n)) : 0;
		if (!colon)
			continue;
		struct str rest = str_trim(str_sub(title, i + label + colon, title.n));
		size_t from = 0, k = 0;
		for (; k < rest.n && !ONE_AT(ends, str_sub(rest, k, rest.n)); k++) {
			size_t separator = ONE_AT(separators, str_sub(rest, k, rest.n));
			if (!separator)
				continue;
			add_unit(t, str_sub(rest, from, k), title, row);
			from = k + separator;
			k = from - 1;
		}
		add_unit(t, str_sub(rest, from < k ? from : k, k), title, row);
	}
}

/* --------------------------------------------------------------------------------------------------------------- */

static bool read_row(struct titling *t, const struct decoder *d, const struct record *r)
{
	enum { CELLS = 16 }; /* of a title row that are looked at */
	for (size_t i = 0, filled = 0; i < r->n_fields && filled < CELLS; i++) {
		struct str cell = str_trim(decode(d, t->a, r->fields[i]));
		if (!cell.p)
			return false;
		filled += cell.n > 0;
		if (!cell.n || memchr(cell.p, '\0', cell.n))
			continue;
		read_units(t, cell, r->number);
		if (!read_kind(t, cell, r->number))
			return false;
	}
	return true;
}

bool titles_read(struct titles *out, struct arena *a, const struct reader *r, const struct decoder *d, struct opening *opening, uint64_t header)
{
	struct titling t = {.out = out, .a = a, .r = r};
	struct record record;
	enum csv_status status = CSV_END;
	*out = (struct titles){.kind = NULL};
	while ((status = opening_next(opening, &record)) == CSV_RECORD && record.number < header)
		if (record.trouble == RECORD_GOOD && !read_row(&t, d, &record))
			return false;
	if (t.several)
		out->kind = NULL;
	return status != CSV_NO_MEMORY && !a->failed;
}
