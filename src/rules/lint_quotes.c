#include "rules/lint_checks.h"
#include "rules/source_lines.h"

#include "text/fold.h"

/* The folded lines of a clause; empty where the source ends before the last of them. */
static struct str clause_lines(const struct lint *l, const struct clause *c)
{
	const struct source_lines *s = source_lines_of(l, c->source);
	if (!s || c->last_line > s->n)
		return STR("");
	return str_sub(s->key.text, s->starts[c->line - 1], s->starts[c->last_line]);
}

/* --- numbers ------------------------------------------------------------------------------------------------ */

size_t numeral_ahead(struct str s, size_t at)
{
	static const char chinese[] = "〇零一二三四五六七八九十百千万亿两廿卅０１２３４５６７８９";
	enum { WIDE = 3 };
	if (at < s.n && s.p[at] >= '0' && s.p[at] <= '9')
		return 1;
	for (size_t i = 0; at + WIDE <= s.n && i + WIDE < sizeof chinese; i += WIDE)
		if (memcmp(chinese + i, s.p + at, WIDE) == 0)
			return WIDE;
	return 0;
}

static size_t char_before(struct str s, size_t at)
{
	size_t i = at;
	while (i > 0 && ((unsigned char)s.p[--i] & 0xc0) == 0x80)
		;
	return i;
}

static bool numeral_before(struct str s, size_t at)
{
	return at > 0 && numeral_ahead(s, char_before(s, at)) > 0;
}

static bool is_point(struct str s, size_t at)
{
	return at < s.n && (s.p[at] == '.' || s.p[at] == ',');
}

bool cuts_number(struct str s, size_t at)
{
	if (at == 0 || at >= s.n)
		return false;
	if (numeral_before(s, at))
		return numeral_ahead(s, at) || (is_point(s, at) && numeral_ahead(s, at + 1));
	return is_point(s, at - 1) && numeral_before(s, at - 1) && numeral_ahead(s, at);
}

/* --- fragments ---------------------------------------------------------------------------------------------- */

/* Behind one of these a fragment says the opposite of the clause: 不含铁合金转炉, 无元素氯漂白. */
static const struct str denials[] = {STR_INIT("不"), STR_INIT("未"), STR_INIT("非"), STR_INIT("无")};

static const struct str *denial_before(struct str s, size_t at)
{
	for (size_t i = 0; i < sizeof denials / sizeof *denials; i++)
		if (str_ends(str_sub(s, 0, at), denials[i]))
			return &denials[i];
	return NULL;
}

/* Where a fragment stands, and why not where it does not. */
struct finding {
	struct passage at;
	bool found, cut;
	const struct str *denial;
};

static struct finding fragment_find(struct str lines, size_t from, struct str fragment)
{
	struct finding f = {0};
	while (fragment.n && from <= lines.n) {
		size_t at = from + str_find(str_sub(lines, from, lines.n), fragment);
		if (at > lines.n)
			break;
		bool cut = cuts_number(lines, at) || cuts_number(lines, at + fragment.n);
		const struct str *denial = denial_before(lines, at);
		f.at = (struct passage){at, at + fragment.n};
		f.found = !cut && !denial;
		if (f.found)
			return f;
		f.cut |= cut;
		f.denial = denial ? denial : f.denial;
		from = at + 1;
	}
	return f;
}

static void tell(const struct lint *l, const struct source_file *file, const struct clause *c, size_t i,
		 const struct finding *why)
{
	struct str quote = c->quote[i], source = c->source->file.name;
	if (why->denial)
		diag_add(l->diags, DIAG_FALSE_QUOTE, file, c->quote_spans[i],
			 "\"%.*s\" leaves out the \"%.*s\" before it, at line %.*s of \"%.*s\"", STR_ARG(quote),
			 STR_ARG(*why->denial), STR_ARG(c->line_filed), STR_ARG(source));
	else if (why->cut)
		diag_add(l->diags, DIAG_FALSE_QUOTE, file, c->quote_spans[i],
			 "\"%.*s\" cuts a number, at line %.*s of \"%.*s\"", STR_ARG(quote), STR_ARG(c->line_filed),
			 STR_ARG(source));
	else
		diag_add(l->diags, DIAG_FALSE_QUOTE, file, c->quote_spans[i],
			 "\"%.*s\" does not stand there, at line %.*s of \"%.*s\"", STR_ARG(quote),
			 STR_ARG(c->line_filed), STR_ARG(source));
}

/*
 * Fragments stand as near before the last of them as they can: of [淘汰, 30吨及以下转炉] the 淘汰 of that sentence is meant,
 * not the first one of the line.
 */
static void fragments_tighten(struct cited *c)
{
	for (size_t i = c->n; i-- > 1;) {
		struct passage *p = &c->at[i - 1];
		struct str fragment = str_sub(c->lines, p->from, p->to);
		for (size_t from = p->from + 1; from + fragment.n <= c->at[i].from; from = p->from + 1) {
			struct finding f = fragment_find(str_sub(c->lines, 0, c->at[i].from), from, fragment);
			if (!f.found)
				break;
			*p = f.at;
		}
	}
}

static struct str quote_key(const struct lint *l, struct str text)
{
	struct folded folded;
	return fold_quote(&folded, l->scratch, text) ? folded.text : STR("");
}

struct cited clause_find(const struct lint *l, const struct clause *c, const struct source_file *file)
{
	struct cited out = {0};
	if (!c->source || !c->source->file.text.p || !c->line || c->last_line < c->line)
		return out; /* was told when it was read */
	out.lines = clause_lines(l, c);
	out.at = ARENA_ARRAY(l->scratch, c->n_quote, struct passage);
	if (!out.lines.n && file)
		diag_add(l->diags, DIAG_FALSE_QUOTE, file, c->span, "\"%.*s\" has nothing at line %.*s",
			 STR_ARG(c->source->file.name), STR_ARG(c->line_filed));
	for (size_t i = 0, from = 0; out.at && out.lines.n && i < c->n_quote; i++) {
		if (!c->quote[i].p)
			continue; /* no text: was told */
		struct finding f = fragment_find(out.lines, from, quote_key(l, c->quote[i]));
		if (f.found) {
			out.at[out.n++] = f.at;
			from = f.at.to;
		} else if (file) {
			tell(l, file, c, i, &f);
		}
	}
	out.whole = out.n && out.n == c->n_quote;
	if (out.whole)
		fragments_tighten(&out);
	return out;
}

void lint_quotes(const struct lint *l, const struct rule *rule)
{
	clause_find(l, &rule->clause, rule->file);
	for (size_t i = 0; i < rule->n_exceptions; i++)
		clause_find(l, &rule->exceptions[i].clause, rule->file);
}
