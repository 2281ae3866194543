#include "registry/heading.h"

#include "registry/heading_says.h"
#include "text/fold.h"
#include "text/utf8.h"

enum {
	PEELS = 4,     /* brackets around one name */
	LONGEST = 240, /* bytes of a header; more is a title, and would make the search for its name long */
};

/* How spellings compare: as names, and effective_volume is effective volume. */
static struct str heading_key(struct arena *a, struct str text)
{
	struct str key = fold_key(a, text);
	char *out = key.p ? arena_alloc(a, key.n + 1) : NULL;
	size_t n = 0;
	if (!out)
		return STR_NONE;
	for (size_t i = 0; i < key.n; i++)
		if (key.p[i] != '_' && key.p[i] != '-')
			out[n++] = key.p[i];
	return (struct str){out, n};
}

static bool add_use(struct headings *h, struct arena *a, const struct field *f, const struct header_spelling *s)
{
	struct str key = heading_key(a, s->text);
	uint32_t first;
	if (!key.p)
		return false;
	h->uses[h->n_uses] = (struct heading_use){f, s, 0};
	uint32_t mine = (uint32_t)++h->n_uses;
	if (!map_get(&h->by_key, key, &first))
		return map_put(&h->by_key, key, mine);
	struct heading_use *last = &h->uses[first - 1];
	while (last->next)
		last = &h->uses[last->next - 1];
	last->next = mine;
	return true;
}

bool headings_init(struct headings *h, struct arena *a, const struct vocabulary *v)
{
	size_t n = 0;
	*h = (struct headings){.vocabulary = v};
	map_init(&h->by_key, a);
	for (size_t i = 0; i < v->n_fields; i++)
		n += v->fields[i].n_headers;
	h->uses = ARENA_ARRAY(a, n, struct heading_use);
	for (size_t i = 0; h->uses && i < v->n_fields; i++)
		for (size_t j = 0; j < v->fields[i].n_headers; j++)
			if (!add_use(h, a, &v->fields[i], &v->fields[i].headers[j]))
				return false;
	return h->uses;
}

/* --- the text, taken apart ------------------------------------------------------------------------------------- */

static const struct bracket {
	struct str open, close;
} brackets[] = {
	{STR_INIT("("), STR_INIT(")")},   {STR_INIT("（"), STR_INIT("）")}, {STR_INIT("["), STR_INIT("]")},
	{STR_INIT("［"), STR_INIT("］")}, {STR_INIT("【"), STR_INIT("】")}, {STR_INIT("〔"), STR_INIT("〕")},
	{STR_INIT("{"), STR_INIT("}")},   {STR_INIT("<"), STR_INIT(">")},   {STR_INIT("《"), STR_INIT("》")},
};
static const struct str ornaments[] = {STR_INIT("*"), STR_INIT("＊"), STR_INIT("※"), STR_INIT(":"), STR_INIT("：")};
static const struct str tail_signs[] = {STR_INIT("_"),  STR_INIT("/"),  STR_INIT("／"), STR_INIT(","), STR_INIT("，"),
					STR_INIT(":"),  STR_INIT("："), STR_INIT(" "),  STR_INIT("　"), STR_INIT("-"),
					STR_INIT("－"), STR_INIT("—"),  STR_INIT("\n"), STR_INIT("\r"), STR_INIT("、")};

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* *, ： and white space around it. */
static struct str without_ornaments(struct str text)
{
	size_t before;
	do {
		text = str_trim(text);
		before = text.n;
		for (size_t i = 0; i < COUNT(ornaments); i++) {
			if (str_starts(text, ornaments[i]))
				text = str_sub(text, ornaments[i].n, text.n);
			if (str_ends(text, ornaments[i]))
				text = str_sub(text, 0, text.n - ornaments[i].n);
		}
	} while (text.n != before);
	return text;
}

static bool is_open(struct str s)
{
	for (size_t i = 0; i < COUNT(brackets); i++)
		if (str_starts(s, brackets[i].open))
			return true;
	return false;
}

static bool is_close(struct str s)
{
	for (size_t i = 0; i < COUNT(brackets); i++)
		if (str_starts(s, brackets[i].close))
			return true;
	return false;
}

/* Bytes of the bracket sign that stands there; they are one character. */
static size_t sign_length(struct str s)
{
	size_t length;
	utf8_next(s, &length);
	return length;
}

/* A bracket that ends the text: its content, and *rest before it. */
static bool peel_last(struct str text, struct str *rest, struct str *inside)
{
	size_t from = 0, close = 0, depth = 0;
	bool last = false;
	for (size_t i = 0, length; i < text.n; i += length) {
		struct str here = str_sub(text, i, text.n);
		length = sign_length(here);
		if (is_open(here) && depth++ == 0)
			from = i;
		last = is_close(here) && depth > 0 && --depth == 0;
		close = i;
	}
	if (!last || from == 0)
		return false;
	*rest = without_ornaments(str_sub(text, 0, from));
	*inside = str_sub(text, from + sign_length(str_sub(text, from, text.n)), close);
	return rest->n > 0;
}

/* A bracket that begins the text: its content, and *rest behind it. */
static bool peel_first(struct str text, struct str *rest, struct str *inside)
{
	size_t depth = 0, open = 0;
	if (!text.n || !is_open(text))
		return false;
	for (size_t i = 0, length; i < text.n; i += length) {
		struct str here = str_sub(text, i, text.n);
		length = sign_length(here);
		depth += is_open(here);
		open = open ? open : length;
		if (!is_close(here) || --depth > 0)
			continue;
		*inside = str_sub(text, open, i);
		*rest = without_ornaments(str_sub(text, i + length, text.n));
		return rest->n > 0;
	}
	return false;
}

/* --- finding the name ------------------------------------------------------------------------------------------ */

struct found {
	const struct heading_use *use; /* the first of a chain; NULL: none */
	bool has_rank;                 /* said by a word before the name that the vocabulary does not list */
	enum rank rank;
	struct says_parts parts;       /* what stood beside it */
	bool whole;                    /* the header as it stands is listed: its brackets need not be understood */
};

struct search {
	const struct headings *h;
	struct arena *a;
	struct found *out;
};

static bool any_ranked(const struct headings *h, const struct heading_use *use)
{
	for (; use; use = use->next ? &h->uses[use->next - 1] : NULL)
		if (use->field->quantity && use->spelling->rank == RANK_PLAIN && !use->spelling->assumed)
			return true;
	return false;
}

static bool look_up(struct search *s, struct str name)
{
	const struct headings *h = s->h;
	struct str key = heading_key(s->a, name);
	uint32_t i;
	if (!key.n)
		return false;
	s->out->has_rank = false;
	if (map_get(&h->by_key, key, &i)) {
		s->out->use = &h->uses[i - 1];
		return true;
	}
	size_t n = says_rank_prefix(&s->out->rank, key);
	if (!n || !map_get(&h->by_key, str_sub(key, n, key.n), &i) || !any_ranked(h, &h->uses[i - 1]))
		return false;
	s->out->use = &h->uses[i - 1];
	s->out->has_rank = true;
	return true;
}

/* Does some field of the chain understand every part? */
static bool understood(struct search *s, const struct says_parts *parts)
{
	const struct headings *h = s->h;
	for (const struct heading_use *use = s->out->use; use; use = use->next ? &h->uses[use->next - 1] : NULL) {
		struct says says;
		says_read(&says, s->a, h->vocabulary, use->field, parts);
		if (use->field->quantity && !says.unknown.p && !says.twice.p)
			return true;
	}
	return false;
}

/* 幅宽/mm, 产能_设计, 产能，万吨: a name, a sign and what is understood; the longest name first. */
static bool find_before_sign(struct search *s, struct str text)
{
	for (size_t i = text.n; i-- > 1;)
		for (size_t k = 0; k < COUNT(tail_signs); k++) {
			struct str sign = tail_signs[k];
			if (!str_starts(str_sub(text, i, text.n), sign) || !look_up(s, str_sub(text, 0, i)))
				continue;
			struct says_parts parts = s->out->parts;
			struct str tail = str_sub(text, i + sign.n, text.n);
			/* 产能_设计_万吨 */
			for (size_t cut; (cut = str_find(tail, STR("_"))) <= tail.n; tail = str_sub(tail, cut + 1, tail.n))
				says_add(&parts, str_sub(tail, 0, cut));
			says_add(&parts, tail);
			if (parts.n > s->out->parts.n && understood(s, &parts)) {
				s->out->parts = parts;
				return true;
			}
		}
	s->out->use = NULL;
	return false;
}

/* 容积m3, 产能万吨: a name and a unit directly behind it. */
static bool find_before_unit(struct search *s, struct str text)
{
	for (size_t i = text.n; i-- > 1;) {
		bool inside_character = ((unsigned char)text.p[i] & 0xc0) == 0x80;
		if (inside_character || !look_up(s, str_sub(text, 0, i)))
			continue;
		struct says_parts parts = s->out->parts;
		says_add(&parts, str_sub(text, i, text.n));
		const struct headings *h = s->h;
		for (const struct heading_use *use = s->out->use; use; use = use->next ? &h->uses[use->next - 1] : NULL) {
			struct says says;
			says_read(&says, s->a, h->vocabulary, use->field, &parts);
			if (use->field->quantity && says.unit.unit && !says.unknown.p && !says.twice.p) {
				s->out->parts = parts;
				return true;
			}
		}
	}
	s->out->use = NULL;
	return false;
}

typedef bool find_fn(struct search *s, struct str text);

/* Takes that many brackets off its start and its end. */
static bool peel(struct str *text, struct says_parts *parts, size_t first, size_t last)
{
	struct str inside;
	for (; first > 0; first--) {
		if (!peel_first(*text, text, &inside))
			return false;
		says_add(parts, inside);
	}
	for (; last > 0; last--) {
		if (!peel_last(*text, text, &inside))
			return false;
		says_add(parts, inside);
	}
	return true;
}

/* One way of finding, on the text and on what is left as brackets are taken off: as few as will do. */
static bool find_peeling(struct search *s, struct str text, find_fn *find)
{
	for (size_t n = 0; n <= PEELS; n++)
		for (size_t first = 0; first <= n; first++) {
			struct str rest = text;
			*s->out = (struct found){.use = NULL, .whole = n == 0};
			if (peel(&rest, &s->out->parts, first, n - first) && find(s, rest))
				return true;
		}
	*s->out = (struct found){.use = NULL};
	return false;
}

/* All that stands in brackets, for a header that is listed with them. */
static void peel_all(struct says_parts *parts, struct str text)
{
	struct str inside;
	for (size_t i = 0; i < PEELS; i++) {
		if (!peel_last(text, &text, &inside) && !peel_first(text, &text, &inside))
			break;
		says_add(parts, inside);
	}
}

static void find(struct found *out, struct arena *a, const struct headings *h, struct str text)
{
	struct search s = {h, a, out};
	*out = (struct found){.use = NULL};
	text = without_ornaments(text);
	if (text.n > LONGEST)
		return;
	if (find_peeling(&s, text, look_up)) {
		if (out->whole)
			peel_all(&out->parts, text);
		return;
	}
	if (!find_peeling(&s, text, find_before_sign))
		find_peeling(&s, text, find_before_unit);
	out->whole = false;
}

/* --- what it means --------------------------------------------------------------------------------------------- */

/* Fields whose cells have no unit: one in the header shows that they are something else (数量（万吨）). */
static bool takes_no_unit(const struct field *f)
{
	return f->type == FIELD_INTEGER || f->type == FIELD_ENUM || f->type == FIELD_FLAG;
}

static void say_misfit(struct words *why, struct arena *a, const struct field *f, const struct says *says)
{
	struct str part = says->twice.p ? says->twice : says->unknown;
	if (says->elsewhen.p)
		WORDS_SAY(why, a, "\"%.*s\" speaks of another time, not of \"%.*s\" as it is",
		    STR_ARG(says->elsewhen), STR_ARG(words_in(f->words, in)));
	else if (says->twice.p)
		WORDS_SAY(why, a, "its header says two things of \"%.*s\": \"%.*s\" and another", STR_ARG(words_in(f->words, in)),
		    STR_ARG(part));
	else if (says->other && f->quantity)
		WORDS_SAY(why, a, "\"%.*s\" is a unit of %.*s, \"%.*s\" is %.*s", STR_ARG(part),
		    STR_ARG(in == LANG_ZH ? says->other->zh : says->other->en), STR_ARG(words_in(f->words, in)),
		    STR_ARG(in == LANG_ZH ? f->quantity->zh : f->quantity->en));
	else if (says->other)
		WORDS_SAY(why, a, "\"%.*s\" is a unit of %.*s, \"%.*s\" has no unit", STR_ARG(part),
		    STR_ARG(in == LANG_ZH ? says->other->zh : says->other->en), STR_ARG(words_in(f->words, in)));
	else
		WORDS_SAY(why, a, "\"%.*s\" is no unit of %.*s and no word that is known in a header", STR_ARG(part),
		    STR_ARG(in == LANG_ZH ? f->quantity->zh : f->quantity->en));
}

/* Can the field be meant, as far as the words beside its name say? */
static bool fits(const struct field *f, const struct says *says, bool whole)
{
	if (says->twice.p && f->quantity)
		return false;
	if (!says->unknown.p || whole)
		return true;
	/* 企业名称（原） is somebody's name all the same */
	if (says->elsewhen.p && (field_is_substance(f) || f->role == ROLE_COUNT))
		return false;
	return f->quantity ? false : !(takes_no_unit(f) && says->other);
}

static void take(struct heading *out, const struct field *f, const struct header_spelling *spelling,
		 const struct found *found, const struct says *says)
{
	*out = (struct heading){.field = f, .rank = RANK_PLAIN, .basis = f->basis, .unit = says->unit};
	if (says->has_rank && f->quantity)
		out->rank = says->rank;
	if (found->has_rank)
		out->rank = found->rank;
	if (spelling && spelling->rank != RANK_PLAIN)
		out->rank = spelling->rank;
	if (says->has_basis)
		out->basis = says->basis;
	if (spelling && spelling->has_basis)
		out->basis = spelling->basis;
	out->assumed = spelling && spelling->assumed;
	out->place = spelling ? (size_t)(spelling - f->headers) : f->n_headers;
}

/* A rank in the brackets against another in the name: 设计产能（实际）. */
static void settle_ranks(struct says *says, const struct heading_use *use, const struct found *found,
			 const struct says_parts *parts)
{
	enum rank named = found->has_rank ? found->rank : use->spelling->rank;
	if (says->has_rank && named != RANK_PLAIN && says->rank != named && parts->n)
		says->twice = parts->items[0];
}

static bool is_better(const struct says *says, const struct heading *best)
{
	return !best->field || (says->unit.unit && !best->unit.unit);
}

/* 设计 before a name that the vocabulary does not list so: only where the spelling itself has no rank. */
static bool may_be_meant(const struct heading_use *use, const struct found *found)
{
	return !found->has_rank ||
	       (use->field->quantity && use->spelling->rank == RANK_PLAIN && !use->spelling->assumed);
}

bool heading_read(struct heading *out, struct arena *a, const struct headings *h, struct str text)
{
	struct found found;
	const struct field *misfit = NULL;
	struct says says, misfit_says;
	find(&found, a, h, text);
	*out = (struct heading){.field = NULL};
	for (const struct heading_use *use = found.use; use; use = use->next ? &h->uses[use->next - 1] : NULL) {
		if (!may_be_meant(use, &found))
			continue;
		says_read(&says, a, h->vocabulary, use->field, &found.parts);
		settle_ranks(&says, use, &found, &found.parts);
		if (fits(use->field, &says, found.whole)) {
			if (is_better(&says, out))
				take(out, use->field, use->spelling, &found, &says);
		} else if (!misfit) {
			misfit = use->field;
			misfit_says = says;
		}
	}
	if (!out->field && misfit) {
		out->misfit = true;
		say_misfit(&out->why, a, misfit, &misfit_says);
	}
	return !a->failed;
}

bool heading_read_as(struct heading *out, struct arena *a, const struct headings *h, const struct field *field,
		     struct str text)
{
	struct found found;
	struct says says;
	const struct header_spelling *spelling = NULL;
	find(&found, a, h, text);
	for (const struct heading_use *use = found.use; use; use = use->next ? &h->uses[use->next - 1] : NULL)
		if (!spelling && use->field == field && may_be_meant(use, &found))
			spelling = use->spelling; /* the first, as without a mapping */
	if (!spelling) {
		found = (struct found){.use = NULL};
		peel_all(&found.parts, without_ornaments(text));
	}
	says_read(&says, a, h->vocabulary, field, &found.parts);
	take(out, field, spelling, &found, &says);
	/* the mapping has said what it is: words that are not known do not matter, a unit that contradicts it does */
	out->misfit = field->quantity && says.unknown.p && says.other;
	if (out->misfit) {
		out->other_unit = says.unknown;
		say_misfit(&out->why, a, field, &says);
	}
	return !a->failed;
}
