#include "rules/coverage.h"

#include "rules/source_lines.h"
#include "text/char_class.h"
#include "text/source.h"
#include "text/utf8.h"

/* A quote that stands in the key of its source. */
struct quoted_at {
	struct passage at;
	struct coverer by;
};

struct walk {
	const struct lint *l;
	const struct pack *pack;
	const struct source *source;
	const struct source_lines *lines;
	struct quoted_at *quotes; /* in the order of the pack's rules, then of not_rules */
	size_t n_quotes, cap_quotes;
	struct covered_passage *passages;
	size_t n, cap;
};

/* --- what is quoted --------------------------------------------------------------------------------------------- */

static void quote_add(struct walk *w, size_t from, size_t to, struct coverer by)
{
	struct quoted_at *q = arena_grow(w->l->scratch, w->quotes, w->n_quotes, &w->cap_quotes, sizeof *q);
	if (!q)
		return;
	w->quotes = q;
	w->quotes[w->n_quotes++] = (struct quoted_at){{from, to}, by};
}

/* A false quote covers nothing; that it is one, lint says. */
static void clause_add(struct walk *w, const struct clause *c, struct coverer by)
{
	if (c->source != w->source)
		return;
	struct cited cited = clause_find(w->l, c, NULL);
	if (!cited.whole)
		return;
	size_t start = (size_t)(cited.lines.p - w->lines->key.text.p);
	for (size_t i = 0; i < cited.n; i++)
		quote_add(w, start + cited.at[i].from, start + cited.at[i].to, by);
}

static void quotes_gather(struct walk *w)
{
	for (size_t i = 0; i < w->pack->n_rules; i++) {
		const struct rule *rule = &w->pack->rules[i];
		clause_add(w, &rule->clause, (struct coverer){.rule = rule});
		for (size_t j = 0; j < rule->n_exceptions; j++)
			clause_add(w, &rule->exceptions[j].clause,
				   (struct coverer){.rule = rule, .exception = &rule->exceptions[j]});
	}
	for (size_t i = 0; i < w->pack->n_not_rules; i++)
		clause_add(w, &w->pack->not_rules[i].clause, (struct coverer){.not_rule = &w->pack->not_rules[i]});
}

/* --- characters ------------------------------------------------------------------------------------------------- */

static bool one_of(struct str c, const char *const *marks)
{
	while (*marks && !str_is(c, *marks))
		marks++;
	return *marks;
}

static struct str char_at(struct str s, size_t at)
{
	size_t length;
	utf8_next(str_sub(s, at, s.n), &length);
	return str_sub(s, at, at + length);
}

static const char *const opens[] = {"（", "(", "《", "〈", "“", "‘", "「", "『", "【", "[", "〔", NULL};
static const char *const closes[] = {"）", ")", "》", "〉", "”", "’", "」", "』", "】", "]", "〕", NULL};
static const char *const ends_sentence[] = {"。", "！", "？", "!", "?", NULL};
static const char *const ends_part[] = {"，", "；", ",", ";", NULL};

/* --- headings --------------------------------------------------------------------------------------------------- */

/* Behind the number of a heading: 1. 三、 （六） */
static size_t behind_number(struct str s)
{
	static const char *const marks[] = {"（", "(", "）", ")", ".", "．", "、", NULL};
	size_t at = 0;
	while (at < s.n) {
		struct str c = char_at(s, at);
		if (!numeral_ahead(s, at) && !one_of(c, marks))
			break;
		at += c.n;
	}
	return at;
}

static bool is_heading(struct str text, struct str industry)
{
	struct str rest = str_sub(text, behind_number(text), text.n);
	bool starts = industry.n && str_starts(rest, industry);
	struct str end = str_sub(rest, industry.n, rest.n);
	return starts && (!end.n || str_is(end, "。"));
}

/* --- passages --------------------------------------------------------------------------------------------------- */

/* Line ends between a character of the key and the one before it: an item may cross one, not a blank line. */
static size_t breaks_before(const struct source_lines *lines, size_t at)
{
	size_t breaks = 0;
	for (size_t i = lines->key.to_filed[at - 1]; i < lines->key.to_filed[at]; i++)
		breaks += lines->key.filed.p[i] == '\n';
	return breaks;
}

/* The name of an industry on a line of its own may lack its full stop. */
static bool heading_of_any(const struct walk *w, struct str text)
{
	size_t i = 0;
	while (i < w->pack->n_rules && !is_heading(text, w->pack->rules[i].industry))
		i++;
	return i < w->pack->n_rules;
}

static bool divides(const struct walk *w, size_t from, size_t at)
{
	size_t breaks = breaks_before(w->lines, at);
	return breaks > 1 || (breaks && heading_of_any(w, str_sub(w->lines->key.text, from, at)));
}

/* After its end a passage goes on with what closes it, as in 。” */
static bool goes_on(struct str c)
{
	size_t length;
	return char_is_punctuation(utf8_next(c, &length)) && !one_of(c, opens);
}

/* Behind the passage that begins at `at`. A comma between digits is one of a number. */
static size_t passage_end(const struct walk *w, size_t at, size_t to)
{
	struct str text = w->lines->key.text;
	size_t depth = 0, i = at;
	bool ended = false;
	while (i < to) {
		struct str c = char_at(text, i);
		if (i > at && (divides(w, at, i) || (ended && !goes_on(c))))
			break;
		depth += one_of(c, opens);
		if (depth && one_of(c, closes))
			depth--;
		ended |= one_of(c, ends_sentence) ||
			 (!depth && one_of(c, ends_part) && !(c.n == 1 && cuts_number(text, i)));
		i += c.n;
	}
	return i;
}

/* --- what covers a passage --------------------------------------------------------------------------------------- */

static void coverer_add(struct walk *w, struct covered_passage *p, size_t *cap, struct coverer by)
{
	for (size_t i = 0; i < p->n_by; i++)
		if (p->by[i].rule == by.rule && p->by[i].exception == by.exception && p->by[i].not_rule == by.not_rule)
			return;
	struct coverer *list = arena_grow(w->l->scratch, (void *)p->by, p->n_by, cap, sizeof *list);
	if (!list)
		return;
	list[p->n_by++] = by;
	p->by = list;
}

static bool headings_add(struct walk *w, struct covered_passage *p, size_t *cap)
{
	for (size_t i = 0; i < w->pack->n_rules; i++) {
		const struct rule *rule = &w->pack->rules[i];
		if (rule->clause.source == w->source && is_heading(p->text, rule->industry))
			coverer_add(w, p, cap, (struct coverer){.rule = rule, .heading = true});
	}
	return p->n_by;
}

/* --- what is open ----------------------------------------------------------------------------------------------- */

static bool is_covered(const struct walk *w, size_t at)
{
	size_t i = 0;
	while (i < w->n_quotes && (at < w->quotes[i].at.from || at >= w->quotes[i].at.to))
		i++;
	return i < w->n_quotes;
}

static bool is_connective(const struct walk *w, struct str word)
{
	size_t i = 0;
	while (i < w->source->n_connectives && !str_eq(word, w->source->connectives[i]))
		i++;
	return i < w->source->n_connectives;
}

static bool is_word(const struct walk *w, size_t at, size_t *length)
{
	struct str text = w->lines->key.text;
	int32_t c = utf8_next(str_sub(text, at, text.n), length);
	return !is_covered(w, at) && !char_is_punctuation(c);
}

/* The characters from `at` that are neither covered nor punctuation. */
static size_t word_end(const struct walk *w, size_t at, size_t to)
{
	size_t length;
	while (at < to && is_word(w, at, &length))
		at += length;
	return at;
}

static void open_add(struct walk *w, struct covered_passage *p, size_t *cap, struct passage at)
{
	const struct folded *key = &w->lines->key;
	struct str *open = arena_grow(w->l->scratch, (void *)p->open, p->n_open, cap, sizeof *open);
	struct str filed = folded_source(key, at.from, at.to);
	if (!open)
		return;
	open[p->n_open++] = str_sub(key->text, at.from, at.to);
	p->open = open;
	diag_add(w->l->diags, DIAG_UNCOVERED, &w->source->file,
		 source_span(key->filed, (size_t)(filed.p - key->filed.p), filed.n),
		 "no rule and no entry of \"not_rules\" quotes \"%.*s\"", STR_ARG(open[p->n_open - 1]));
}

/* Words with nothing but punctuation between them are said together. */
static void open_find(struct walk *w, struct covered_passage *p, size_t from, size_t to)
{
	struct passage open = {0};
	size_t cap = 0, length;
	for (size_t at = from; at < to; at += length) {
		size_t end = word_end(w, at, to);
		bool covered = is_covered(w, at);
		if (end > at && !is_connective(w, str_sub(w->lines->key.text, at, end))) {
			open = (struct passage){open.to ? open.from : at, end};
		} else if ((end > at || covered) && open.to) {
			open_add(w, p, &cap, open);
			open = (struct passage){0};
		}
		length = end > at ? end - at : char_at(w->lines->key.text, at).n;
	}
	if (open.to)
		open_add(w, p, &cap, open);
}

/* --- one source ------------------------------------------------------------------------------------------------- */

static void passage_add(struct walk *w, size_t from, size_t to)
{
	const struct folded *key = &w->lines->key;
	struct str filed = folded_source(key, from, to);
	struct covered_passage p = {
		.text = str_sub(key->text, from, to),
		.span = source_span(key->filed, (size_t)(filed.p - key->filed.p), filed.n),
	};
	size_t cap = 0;
	for (size_t i = 0; i < w->n_quotes; i++)
		if (w->quotes[i].at.from < to && w->quotes[i].at.to > from)
			coverer_add(w, &p, &cap, w->quotes[i].by);
	if (p.n_by || !headings_add(w, &p, &cap))
		open_find(w, &p, from, to);
	struct covered_passage *passages = arena_grow(w->l->scratch, w->passages, w->n, &w->cap, sizeof *passages);
	if (!passages)
		return;
	w->passages = passages;
	w->passages[w->n++] = p;
}

static void source_cover(const struct lint *l, const struct pack *pack, const struct source *source,
			 struct coverage *out)
{
	struct walk w = {.l = l, .pack = pack, .source = source, .lines = source_lines_of(l, source)};
	*out = (struct coverage){.pack = pack, .source = source};
	if (!w.lines)
		return;
	if (source->last_line > w.lines->n) {
		diag_add(l->diags, DIAG_FALSE_QUOTE, pack->file, source->line_span, "\"%.*s\" has nothing at line %.*s",
			 STR_ARG(source->file.name), STR_ARG(source->line_filed));
		return;
	}
	quotes_gather(&w);
	size_t to = w.lines->starts[source->last_line];
	for (size_t at = w.lines->starts[source->line - 1], end; at < to; at = end) {
		end = passage_end(&w, at, to);
		passage_add(&w, at, end);
	}
	out->passages = w.passages;
	out->n = w.n;
}

static bool has_lines(const struct source *s)
{
	return s->line && s->file.text.p;
}

bool ruleset_coverage(const struct coverage **out, size_t *n, const struct ruleset *s, struct arena *a,
		      struct diags *diags)
{
	struct source_lines *sources = NULL;
	struct lint l = {.rules = s, .scratch = a, .diags = diags, .sources = &sources};
	struct coverage *all = NULL;
	size_t cap = 0;
	*n = 0;
	for (size_t i = 0; i < s->n_packs; i++) {
		const struct pack *pack = s->packs[i];
		size_t before = *n;
		for (size_t j = 0; j < pack->n_sources; j++) {
			if (!has_lines(&pack->sources[j]))
				continue;
			struct coverage *grown = arena_grow(a, all, *n, &cap, sizeof *all);
			if (!grown)
				return false;
			all = grown;
			source_cover(&l, pack, &pack->sources[j], &all[(*n)++]);
		}
		if (*n == before)
			diag_add(diags, DIAG_MISSING_KEY, pack->file, (struct span){0},
				 "no source of the pack says by \"lines\" which section the pack encodes");
	}
	*out = all;
	return !a->failed && !diags->failed;
}
