/*
 * White space that says nothing: at the end of a line, a tab between words of YAML, in a quote where the source has none,
 * no end of the last line. Nothing is read otherwise for it; a change of the file shows it all the same.
 */
#include "rules/lint_checks.h"
#include "rules/overlay.h"
#include "rules/source_lines.h"
#include "yaml/node.h"

/* --- a file ------------------------------------------------------------------------------------------------------- */

/* What scalars say, in the order of the file: white space in them is theirs. */
struct scalars {
	struct arena *arena;
	struct span *items;
	size_t n, cap, at; /* `at`: the first that ends behind where is looked */
};

static void scalar_add(struct scalars *s, struct span span)
{
	struct span *items = arena_grow(s->arena, s->items, s->n, &s->cap, sizeof *items);
	if (!items)
		return;
	s->items = items;
	s->items[s->n++] = span;
}

static void scalars_gather(struct scalars *s, const struct node *node)
{
	if (node->type == NODE_SCALAR)
		scalar_add(s, node->span);
	for (size_t i = 0; i < node->n && node->type == NODE_SEQUENCE; i++)
		scalars_gather(s, node->items[i]);
	for (size_t i = 0; i < node->n && node->type == NODE_MAPPING; i++) {
		scalar_add(s, node->entries[i].key_span);
		scalars_gather(s, node->entries[i].value);
	}
}

/* Asked with places that grow. */
static bool in_scalar(struct scalars *s, size_t offset)
{
	while (s->at < s->n && s->items[s->at].offset + s->items[s->at].length <= offset)
		s->at++;
	return s->at < s->n && s->items[s->at].offset <= offset;
}

struct tidying {
	const struct lint *l;
	const struct source_file *file;
	struct scalars scalars;
	size_t line;
};

static struct span span_in_line(const struct tidying *t, size_t line_from, size_t from, size_t to)
{
	size_t col = 1;
	for (size_t i = line_from; i < from; i++)
		col += ((unsigned char)t->file->text.p[i] & 0xc0) != 0x80;
	return (struct span){.line = t->line, .col = col, .offset = from, .length = to - from};
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

/* From the end of the indentation to that of what is said. */
static void tabs_check(struct tidying *t, size_t from, size_t to)
{
	struct str text = t->file->text;
	size_t i = from;
	while (i < to && is_space(text.p[i]))
		i++;
	for (; i < to; i++) {
		if (in_scalar(&t->scalars, i))
			continue;
		if (text.p[i] == '#' && is_space(text.p[i - (i > 0)]))
			return; /* a comment may have them */
		if (text.p[i] != '\t')
			continue;
		diag_add(t->l->diags, DIAG_UNTIDY, t->file, span_in_line(t, from, i, i + 1), "a tab stands for a blank here");
		diag_instead(t->l->diags, STR(" "));
	}
}

static void line_check(struct tidying *t, size_t from, size_t to)
{
	struct str text = t->file->text;
	size_t end = to;
	if (end > from && text.p[end - 1] == '\r')
		end--;
	size_t last = end;
	while (last > from && is_space(text.p[last - 1]))
		last--;
	tabs_check(t, from, last);
	if (last == end || in_scalar(&t->scalars, last))
		return;
	diag_add(t->l->diags, DIAG_UNTIDY, t->file, span_in_line(t, from, last, end), "white space at the end of the line");
	diag_instead(t->l->diags, STR(""));
}

static void file_check(const struct lint *l, const struct source_file *file)
{
	struct tidying t = {.l = l, .file = file, .scalars = {.arena = l->scratch}, .line = 1};
	struct str text = file->text;
	struct diags aside;
	diags_init(&aside, NULL, NULL);
	const struct node *root = yaml_read(l->scratch, file, &aside);
	l->scratch->failed |= aside.failed;
	diags_release(&aside);
	if (!root)
		return;
	scalars_gather(&t.scalars, root);
	for (size_t from = 0, to = 0; from < text.n; from = to + 1, t.line++) {
		for (to = from; to < text.n && text.p[to] != '\n';)
			to++;
		line_check(&t, from, to);
		if (to < text.n)
			continue;
		diag_add(l->diags, DIAG_UNTIDY, file, span_in_line(&t, from, to, to), "the last line has no end");
		diag_instead(l->diags, STR("\n"));
	}
}

/* --- quotes ------------------------------------------------------------------------------------------------------- */

/* The fragment as the file writes it, where that is letter by letter what it says; its first byte in the file. */
static bool as_written(struct span *out, const struct source_file *file, struct span span, struct str quote)
{
	struct str raw = str_sub((span.file ? span.file : file)->text, span.offset, span.offset + span.length);
	size_t marks = raw.n >= 2 && (raw.p[0] == '"' || raw.p[0] == '\'');
	*out = (struct span){.line = span.line, .col = span.col + marks, .offset = span.offset + marks, .length = quote.n, .file = span.file};
	return raw.n == quote.n + 2 * marks && str_eq(str_sub(raw, marks, raw.n - marks), quote);
}

/* Without the white space that the source does not have between the same characters, nor at its ends. */
static struct str without(struct arena *a, const struct folded *quote, const struct folded *source, size_t from)
{
	char *out = arena_alloc(a, quote->filed.n + 1);
	size_t n = 0;
	for (size_t i = 0; out && i < quote->text.n;) {
		size_t next = i + 1, at = quote->to_filed[i];
		while (next < quote->text.n && quote->to_filed[next] == at)
			next++;
		struct str filed = folded_source(quote, i, next);
		if (i > 0 && folded_gap(quote, i) && folded_gap(source, from + i))
			out[n++] = ' ';
		memcpy(out + n, filed.p, filed.n);
		n += filed.n;
		i = next;
	}
	return (struct str){out, out ? n : 0};
}

/* Bytes of blanks, tabs and ideographic spaces. */
static size_t white_bytes(struct str s)
{
	static const struct str wide = STR_INIT("　");
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += is_space(s.p[i]) ? 1 : str_starts(str_sub(s, i, s.n), wide) ? wide.n : 0;
	return n;
}

static void quote_check(const struct lint *l, const struct source_file *file, const struct clause *c, size_t i, size_t at)
{
	const struct source_lines *s = source_lines_of(l, c->source);
	struct folded quote;
	struct span span;
	if (!s || !as_written(&span, file, c->quote_spans[i], c->quote[i]) || !fold_quote(&quote, l->scratch, c->quote[i]))
		return;
	struct str tidy = without(l->scratch, &quote, &s->key, s->starts[c->line - 1] + at);
	if (tidy.n >= c->quote[i].n || c->quote[i].n - tidy.n != white_bytes(c->quote[i]) - white_bytes(tidy))
		return; /* nothing, or characters that nobody sees: they may be the source's own */
	diag_add(l->diags, DIAG_UNTIDY, file, span, "the quote has white space that the source does not have");
	diag_instead(l->diags, tidy);
}

static void quote_space_check(const struct lint *l, const struct clause *c, const struct source_file *file)
{
	struct cited cited = clause_find(l, c, NULL);
	for (size_t i = 0; cited.whole && i < cited.n; i++)
		quote_check(l, file, c, i, cited.at[i].from);
}

/* Told once: of a version for one province, what it has from the rule beside it is told there. */
void lint_tidy(const struct lint *l, const struct rule *rule)
{
	bool beside = rule->only && rule->amendment->before;
	if (!beside)
		quote_space_check(l, &rule->clause, rule->file);
	for (size_t i = 0; i < rule->n_exceptions; i++)
		if (!beside || rule->exceptions[i].span.file)
			quote_space_check(l, &rule->exceptions[i].clause, rule->file);
}

void lint_files(const struct lint *l)
{
	for (size_t i = 0; i < l->rules->n_overlays; i++)
		file_check(l, l->rules->overlays[i]->head.file);
	for (size_t i = 0; i < l->rules->n_packs; i++) {
		const struct pack *p = l->rules->packs[i];
		const struct source_file *before = p->file;
		file_check(l, p->file);
		for (size_t j = 0; j < p->n_rules; j++) {
			if (p->rules[j].file != before && p->rules[j].file != p->file)
				file_check(l, p->rules[j].file);
			before = p->rules[j].file;
		}
		for (size_t j = 0; j < p->n_not_rules; j++)
			quote_space_check(l, &p->not_rules[j].clause, p->file);
	}
}
