#include "rules/lint_checks.h"
#include "rules/other_reading.h"
#include "rules/overlay.h"
#include "rules/wording.h"

#include "text/fold.h"
#include "value/count.h"

static const char *const relations[] = {
	[REL_AT_MOST] = "at_most",
	[REL_LESS_THAN] = "less_than",
	[REL_AT_LEAST] = "at_least",
	[REL_MORE_THAN] = "more_than",
};

/* --- what a clause says, where it is quoted ----------------------------------------------------------------- */

/* A quoted passage with what stands around it, folded as the table of words is. */
struct passage_text {
	struct str text;
	size_t from, to; /* what is quoted of it */
};

/* Whether a word stands in the quote: asked once, however many limits ask. */
struct word_said {
	const struct wording *word;
	bool said;
	struct word_said *next;
};

/* A text of the quote that is a number with a unit, or a date, as fields of one sort read it. */
struct number_said {
	const struct passage_text *passage;
	size_t from, to;
	struct quantity quantity;
	struct decimal number;
	struct date date;
};

/* Every one in the quote, in order of `from`, then of length. */
struct numbers_said {
	enum field_type type;
	const struct quantity_kind *kind; /* FIELD_QUANTITY */
	struct number_said *items;
	size_t n, cap;
	bool too_many; /* nothing is said of them */
	struct numbers_said *next;
};

struct quoted {
	struct passage_text *passages;
	size_t n;
	bool whole; /* else a false quote was told, and nothing is asked of it */
	struct word_said *words;
	struct numbers_said *numbers;
};

static struct str text_key(struct arena *a, struct str text, struct folded *out)
{
	return fold_quantity(out, a, text) ? out->text : STR("");
}

static bool inside_char(struct str s, size_t at)
{
	return at < s.n && ((unsigned char)s.p[at] & 0xc0) == 0x80;
}

static size_t char_end(struct str s, size_t at)
{
	at++;
	while (inside_char(s, at))
		at++;
	return at;
}

static struct passage_text passage_read(const struct lint *l, struct str lines, struct passage p)
{
	enum { AROUND = 64 }; /* bytes: more than the longest word has */
	size_t from = p.from > AROUND ? p.from - AROUND : 0, to = p.to + AROUND < lines.n ? p.to + AROUND : lines.n;
	struct folded key;
	while (from < p.from && inside_char(lines, from))
		from++;
	while (to > p.to && inside_char(lines, to))
		to--;
	struct passage_text out = {.text = text_key(l->scratch, str_sub(lines, from, to), &key)};
	while (out.from < out.text.n && key.to_filed[out.from] < p.from - from)
		out.from++;
	for (out.to = out.from; out.to < out.text.n && key.to_filed[out.to] < p.to - from;)
		out.to++;
	return out;
}

static struct quoted quoted_read(const struct lint *l, const struct clause *c)
{
	struct cited cited = clause_find(l, c, NULL);
	struct quoted out = {.passages = ARENA_ARRAY(l->scratch, cited.n, struct passage_text), .whole = cited.whole};
	for (size_t i = 0; out.passages && i < cited.n; i++)
		out.passages[out.n++] = passage_read(l, cited.lines, cited.at[i]);
	return out;
}

static bool says(const struct lint *l, struct quoted *q, const struct wording *w)
{
	struct word_said *word = q->words;
	while (word && word->word != w)
		word = word->next;
	if (word || !(word = ARENA_NEW(l->scratch, struct word_said)))
		return word && word->said;
	*word = (struct word_said){.word = w, .next = q->words};
	for (size_t i = 0; i < q->n && !word->said; i++)
		word->said = wording_stands(w, q->passages[i].text, q->passages[i].from, q->passages[i].to);
	q->words = word;
	return word->said;
}

/* --- the numbers of a clause -------------------------------------------------------------------------------- */

static bool number_parse(struct number_said *out, const struct lint *l, const struct numbers_said *as, struct str text)
{
	struct interval ratio;
	struct quantity_read got;
	struct quantity_ask ask = {
		.units = &l->vocabulary->units,
		.kind = as->kind,
		.header = {.multiplier = decimal_from_int(1)},
	};
	if (as->type == FIELD_DATE)
		return date_read(&out->date, l->scratch, text);
	if (as->type == FIELD_INTEGER)
		return number_read(&out->number, l->scratch, text);
	if (as->type == FIELD_RATIO) {
		bool point = ratio_read(&ratio, l->scratch, text) && interval_is_point(&ratio);
		out->number = ratio.lo;
		return point;
	}
	quantity_read(&got, l->scratch, &ask, text);
	out->quantity = got.q;
	return got.status == QUANTITY_OK && !got.q.v.lo_infinite && !got.q.v.hi_infinite;
}

/* What begins at a numeral, with every length that can be read. */
static void numbers_at(const struct lint *l, struct numbers_said *out, const struct passage_text *p, size_t at)
{
	enum { LONGEST = 72 }; /* bytes of a number with its unit */
	struct number_said one = {.passage = p, .from = at};
	for (one.to = char_end(p->text, at); one.to <= p->to && one.to - at <= LONGEST;
	     one.to = char_end(p->text, one.to)) {
		if (cuts_number(p->text, one.to) || !number_parse(&one, l, out, str_sub(p->text, at, one.to)))
			continue;
		struct number_said *items = arena_grow(l->scratch, out->items, out->n, &out->cap, sizeof *items);
		if (!items)
			return;
		out->items = items;
		items[out->n++] = one;
	}
}

static void numbers_read(const struct lint *l, struct numbers_said *out, const struct quoted *q)
{
	enum { MOST = 200 }; /* no clause has more; bounds the work of a quote that is nothing else */
	size_t tried = 0;
	for (size_t i = 0; i < q->n; i++) {
		const struct passage_text *p = &q->passages[i];
		for (size_t at = p->from; at < p->to && !out->too_many; at = char_end(p->text, at)) {
			if (!numeral_ahead(p->text, at) || cuts_number(p->text, at))
				continue;
			out->too_many = tried++ == MOST;
			numbers_at(l, out, p, at);
		}
	}
}

static const struct numbers_said *numbers_for(const struct lint *l, struct quoted *q, const struct condition *leaf)
{
	enum field_type type = leaf->as_of ? FIELD_DATE : leaf->field->type;
	const struct quantity_kind *kind = type == FIELD_QUANTITY ? leaf->field->quantity : NULL;
	struct numbers_said *numbers = q->numbers;
	while (numbers && (numbers->type != type || numbers->kind != kind))
		numbers = numbers->next;
	if (numbers || !(numbers = ARENA_NEW(l->scratch, struct numbers_said)))
		return numbers;
	*numbers = (struct numbers_said){.type = type, .kind = kind, .next = q->numbers};
	numbers_read(l, numbers, q);
	q->numbers = numbers;
	return numbers;
}

/* --- the limit among them ----------------------------------------------------------------------------------- */

/* How a clause has the limit of a leaf. */
struct limit_said {
	bool stands;                /* somewhere */
	bool wanted;                /* beside the word that is wanted */
	const struct wording *word; /* the word beside it, another one than is wanted */
	bool several;               /* and another such word */
};

static bool is_limit(const struct number_said *n, const struct condition *leaf)
{
	if (leaf->as_of || leaf->field->type == FIELD_DATE)
		return n->date.first == leaf->day || n->date.last == leaf->day;
	if (leaf->field->type == FIELD_QUANTITY)
		return quantity_equal(&n->quantity, &leaf->quantity);
	return decimal_cmp(&n->number, &leaf->number) == 0;
}

/* Is it an end of a range (63～355mm)? Words beside a range are of the range. */
static bool ends_range(const struct number_said *n, const struct condition *leaf)
{
	if (leaf->as_of || leaf->field->type != FIELD_QUANTITY || interval_is_point(&n->quantity.v))
		return false;
	const struct quantity lo = {interval_point(n->quantity.v.lo), n->quantity.unit},
			      hi = {interval_point(n->quantity.v.hi), n->quantity.unit};
	return quantity_equal(&lo, &leaf->quantity) || quantity_equal(&hi, &leaf->quantity);
}

static void note_word(struct limit_said *out, const struct wording *word, const struct wording *wanted)
{
	out->wanted |= word && word == wanted;
	if (!word || word == wanted)
		return;
	out->several |= out->word && out->word != word;
	out->word = word;
}

static struct limit_said limit_find(const struct lint *l, struct quoted *q, const struct condition *leaf,
				    const struct wording *wanted)
{
	static const struct limit_said nothing = {.stands = true, .wanted = true};
	const struct numbers_said *numbers = numbers_for(l, q, leaf);
	struct limit_said out = {0};
	if (!numbers || numbers->too_many)
		return nothing;
	for (size_t i = 0; i < numbers->n; i++) {
		const struct number_said *n = &numbers->items[i];
		out.stands |= ends_range(n, leaf);
		if (!is_limit(n, leaf))
			continue;
		out.stands = true;
		note_word(&out, wording_at(n->passage->text, n->to), wanted);
		note_word(&out, wording_before(n->passage->text, n->from), wanted);
	}
	return out;
}

/* --- a disputed word -------------------------------------------------------------------------------------------- */

static void disputed_check(const struct lint *l, const struct rule *rule, const struct condition *leaf,
			   const struct wording *w)
{
	enum relation other = leaf->relation == w->relation ? w->other : w->relation;
	if (!rule->interpretation.zh.p)
		diag_add(l->diags, DIAG_DISPUTED_WORDING, rule->file, leaf->span,
			 "whether \"%.*s\" includes the number is disputed: an \"interpretation\" was expected",
			 STR_ARG(w->word));
	if (!other_reading_stands(rule, leaf, other))
		diag_add(l->diags, DIAG_DISPUTED_WORDING, rule->file, leaf->span,
			 "whether \"%.*s\" includes the number is disputed: a reading with %s and the same "
			 "limit was expected",
			 STR_ARG(w->word), relations[other]);
}

/* --- one leaf ----------------------------------------------------------------------------------------------- */

struct at {
	const struct lint *l;
	const struct rule *rule;
	struct quoted *quoted;
	bool adopted; /* not of a reading: readings are what the dispute is answered with */
};

/* A limit of another unit, or from another text: the rule explains itself. */
static bool reason_says(const struct at *at, struct str limit)
{
	struct str key = fold_key(at->l->scratch, limit);
	const struct words words[] = {at->rule->interpretation, at->rule->caveat};
	bool says = false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		says |= words[i].zh.p && str_has(fold_key(at->l->scratch, words[i].zh), key);
	return says;
}

static bool relation_fits(const struct wording *w, enum relation relation)
{
	return relation == w->relation || (w->disputed && relation == w->other);
}

/* A limit that the clause writes beside one of the words has to name it, else nobody would compare the two. */
static void unworded_check(const struct at *at, const struct condition *leaf)
{
	struct limit_said said = {0};
	if (leaf->op == COND_COMPARE && at->adopted)
		said = limit_find(at->l, at->quoted, leaf, NULL);
	if (leaf->op == COND_COMPARE && at->adopted && at->quoted->whole && !said.stands && !reason_says(at, leaf->limit_filed))
		diag_add(at->l->diags, DIAG_UNCITED, at->rule->file, leaf->span,
			 "neither a quote nor the interpretation says \"%.*s\"", STR_ARG(leaf->limit_filed));
	if (!said.word)
		return;
	diag_add(at->l->diags, DIAG_WORDING, at->rule->file, leaf->span,
		 "the clause says \"%.*s\" of this limit: \"wording\" was expected", STR_ARG(said.word->word));
	if (!said.several && relation_fits(said.word, leaf->relation))
		diag_instead(at->l->diags, said.word->word);
}

/* Does the clause say this word, and of this limit? */
static bool clause_agrees(const struct at *at, const struct condition *leaf, const struct wording *w)
{
	const struct limit_said said = limit_find(at->l, at->quoted, leaf, w);
	struct diags *diags = at->l->diags;
	const struct source_file *file = at->rule->file;
	if (!says(at->l, at->quoted, w))
		diag_add(diags, DIAG_WORDING, file, leaf->span, "the clause does not say \"%.*s\"", STR_ARG(w->word));
	else if (!said.stands)
		diag_add(diags, DIAG_WORDING, file, leaf->span, "the clause does not say \"%.*s\"",
			 STR_ARG(leaf->limit_filed));
	else if (said.word && !said.wanted)
		diag_add(diags, DIAG_WORDING, file, leaf->span, "the clause says \"%.*s\" of this limit, not \"%.*s\"",
			 STR_ARG(said.word->word), STR_ARG(w->word));
	else
		return true;
	return false;
}

/* `denied`: under a `not`, or three. */
static void leaf_check(const struct at *at, const struct condition *leaf, bool denied)
{
	const struct lint *l = at->l;
	struct folded once, twice;
	bool folded = fold_quote(&once, l->scratch, leaf->wording);
	const struct wording *w = folded ? wording_of(text_key(l->scratch, once.text, &twice)) : NULL;
	if (!leaf->wording.p) {
		unworded_check(at, leaf);
		return;
	}
	if (!w) {
		diag_add(l->diags, DIAG_WORDING, at->rule->file, leaf->span, "\"%.*s\" is no wording of a limit",
			 STR_ARG(leaf->wording));
		return;
	}
	if (denied) {
		diag_add(l->diags, DIAG_WORDING, at->rule->file, leaf->span,
			 "\"%.*s\" under \"not\": the condition says the opposite of the clause", STR_ARG(w->word));
		diag_hint(l->diags, "what a clause leaves out (除外, 不含) stands under \"except\"");
	}
	bool agrees = relation_fits(w, leaf->relation);
	if (!agrees)
		diag_add(l->diags, DIAG_WORDING, at->rule->file, leaf->span, "\"%.*s\" says %s, not %s",
			 STR_ARG(w->word), relations[w->relation], relations[leaf->relation]);
	if (at->quoted->whole && clause_agrees(at, leaf, w) && agrees && w->disputed && at->adopted)
		disputed_check(l, at->rule, leaf, w);
}

/* c may be NULL. */
static void condition_check(const struct at *at, const struct condition *c, bool denied)
{
	for (size_t i = 0; c && i < c->n; i++)
		condition_check(at, c->children[i], denied != (c->op == COND_NOT));
	if (c && !c->n && c->op != COND_ALWAYS)
		leaf_check(at, c, denied);
}

/* Of the rule itself: what an overlay wrote is held against the overlay's clause. */
static void own_check(const struct at *at, const struct condition *c)
{
	const struct clause *clause = c ? rule_clause_at(at->rule, c->span) : NULL;
	struct at own = *at;
	struct quoted quoted;
	if (clause && clause != &at->rule->clause) {
		quoted = quoted_read(at->l, clause);
		own.quoted = &quoted;
	}
	condition_check(&own, c, false);
}

void lint_wording(const struct lint *l, const struct rule *rule)
{
	struct quoted quoted = quoted_read(l, &rule->clause);
	struct at at = {l, rule, &quoted, true};
	own_check(&at, rule->where);
	own_check(&at, rule->obsolete_if);
	at.adopted = false;
	for (size_t i = 0; i < rule->n_readings; i++) {
		own_check(&at, rule->readings[i].where);
		own_check(&at, rule->readings[i].obsolete_if);
	}
	for (size_t i = 0; i < rule->n_exceptions; i++) {
		struct quoted its = quoted_read(l, &rule->exceptions[i].clause);
		struct at when = {l, rule, &its, true};
		condition_check(&when, rule->exceptions[i].when, false);
	}
}
