/* What a rule says and nothing backs: no quote, no reason. */
#include "rules/lint_checks.h"
#include "rules/overlay.h"

#include "text/fold.h"

/* --- does it say so? ---------------------------------------------------------------------------------------------- */

/* As names are compared, and letters that are taken for figures as those: who cites 1-10/8 cites I-10/8. */
static struct str cited_key(const struct lint *l, struct str text)
{
	struct str key = fold_key(l->scratch, text);
	char *out = arena_alloc(l->scratch, key.n + 1);
	for (size_t i = 0; out && i < key.n; i++)
		out[i] = key.p[i] == 'I' || key.p[i] == 'L' ? '1' : key.p[i] == 'O' ? '0' : key.p[i];
	return (struct str){out, out ? key.n : 0};
}

static bool text_says(const struct lint *l, struct str text, struct str key)
{
	return text.p && str_has(cited_key(l, text), key);
}

/* In the words of the law, or in those by which the rule explains itself. */
static bool rule_says(const struct lint *l, const struct rule *rule, const struct clause *clause, struct str key)
{
	bool says = !key.n || text_says(l, rule->interpretation.zh, key) || text_says(l, rule->caveat.zh, key);
	for (size_t i = 0; i < clause->n_quote && !says; i++)
		says = text_says(l, clause->quote[i], key);
	return says;
}

/* --- models ------------------------------------------------------------------------------------------------------- */

struct at {
	const struct lint *l;
	const struct rule *rule;
	const struct clause *clause;
};

static bool models_check(void *ctx, const struct condition *leaf)
{
	const struct at *at = ctx;
	for (size_t i = 0; i < leaf->n_models && leaf->op == COND_MODEL; i++) {
		struct str filed = leaf->models[i].filed;
		if (!rule_says(at->l, at->rule, at->clause, cited_key(at->l, filed)))
			diag_add(at->l->diags, DIAG_UNCITED, at->rule->file, leaf->span,
				 "neither a quote nor the interpretation names \"%.*s\"", STR_ARG(filed));
	}
	return true;
}

/* c may be NULL. */
static void condition_check(struct at at, const struct condition *c)
{
	if (c)
		condition_each_leaf(c, models_check, &at);
}

/* What an overlay wrote of the rule, its clause has to name. */
static void own_condition_check(struct at at, const struct condition *c)
{
	if (c)
		at.clause = rule_clause_at(at.rule, c->span);
	condition_check(at, c);
}

/* --- clauses ------------------------------------------------------------------------------------------------------ */

static bool same_words(const struct clause *a, const struct clause *b)
{
	size_t i = 0;
	while (i < a->n_quote && i < b->n_quote && str_eq(a->quote[i], b->quote[i]))
		i++;
	return a->source == b->source && str_eq(a->line_filed, b->line_filed) && i == a->n_quote && i == b->n_quote;
}

/* What is told of trust is told once a rule; the exception's clause has a mark of its own nowhere. */
static void trust_check(const struct lint *l, const struct rule *rule)
{
	const struct source *source = rule->clause.source;
	for (size_t i = 0; i < rule->n_exceptions && source && source->trust == TRUST_VERIFIED; i++)
		source = rule->exceptions[i].clause.source;
	if (!source || source->trust == TRUST_VERIFIED || rule->interpretation.zh.p || rule->caveat.zh.p)
		return;
	diag_add(l->diags, DIAG_UNCITED, rule->file, rule->span,
		 "\"%.*s\" rests on \"%.*s\", which is not verified (%s): an \"interpretation\" or a \"caveat\" was expected",
		 STR_ARG(rule->id), STR_ARG(source->id), trust_name(source->trust));
}

/* A day of its own has to stand somewhere, often in a heading; the pack's horizon is the pack's. */
static void deadline_check(const struct lint *l, const struct rule *rule)
{
	int year, month, day_of_month;
	const struct pack *plan = rule_plan(rule);
	const struct clause *clause = rule_clause_at(rule, rule->deadline_span);
	bool own = rule->deadline == DEADLINE_DATE && !(plan->has_horizon && plan->horizon == rule->deadline_day);
	if (!own)
		return;
	date_to_ymd(rule->deadline_day, &year, &month, &day_of_month);
	struct str named = arena_printf(l->scratch, "%d", year);
	bool heading = clause->source && str_has(clause->source->file.text, named);
	if (!heading && !rule_says(l, rule, clause, named))
		diag_add(l->diags, DIAG_UNCITED, rule->file, rule->deadline_span.file ? rule->deadline_span : rule->span,
			 "neither the source nor the interpretation names the year of the deadline, %d", year);
}

/* --- reasons ------------------------------------------------------------------------------------------------------ */

/* Not one letter, digit or Chinese character: a dash, an ellipsis. */
static bool says_nothing(struct str text)
{
	enum { FIRST_HAN = 0xe3, LAST_HAN = 0xe9 }; /* lead bytes of U+3400 to U+9FFF; U+3000 to U+303F are signs */
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i], next = i + 1 < text.n ? (unsigned char)text.p[i + 1] : 0;
		bool letter = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
		if (letter || (c >= FIRST_HAN && c <= LAST_HAN && !(c == FIRST_HAN && next == 0x80)))
			return false;
	}
	return true;
}

static void reason_check(const struct lint *l, const struct source_file *file, struct span at, struct words words)
{
	if ((words.zh.n && says_nothing(words.zh)) || (words.en.n && says_nothing(words.en)))
		diag_add(l->diags, DIAG_UNCITED, file, at, "the reason given here says nothing");
}

/* ------------------------------------------------------------------------------------------------------------------ */

static void exception_check(const struct lint *l, const struct rule *rule, const struct exception *e)
{
	condition_check((struct at){l, rule, &e->clause}, e->when);
	if (same_words(&e->clause, &rule->clause))
		diag_add(l->diags, DIAG_UNCITED, rule->file, e->span,
			 "the exception \"%.*s\" quotes what the rule quotes, and no words of its own", STR_ARG(e->id));
}

void lint_citation(const struct lint *l, const struct rule *rule)
{
	const struct at at = {l, rule, &rule->clause};
	trust_check(l, rule);
	deadline_check(l, rule);
	own_condition_check(at, rule->where);
	own_condition_check(at, rule->obsolete_if);
	reason_check(l, rule->file, rule->span, rule->interpretation);
	reason_check(l, rule->file, rule->span, rule->caveat);
	for (size_t i = 0; i < rule->n_readings; i++)
		reason_check(l, rule->file, rule->readings[i].span, rule->readings[i].note);
	for (size_t i = 0; i < rule->n_exceptions; i++)
		exception_check(l, rule, &rule->exceptions[i]);
}

static void overlay_check(const struct lint *l, const struct overlay *o)
{
	for (size_t i = 0; i < o->n_amendments; i++)
		reason_check(l, o->head.file, o->amendments[i]->span, o->amendments[i]->reason);
}

void lint_packs(const struct lint *l)
{
	for (size_t i = 0; i < l->rules->n_overlays; i++)
		overlay_check(l, l->rules->overlays[i]);
	for (size_t i = 0; i < l->rules->n_packs; i++) {
		const struct pack *p = l->rules->packs[i];
		for (size_t j = 0; j < p->n_conversions; j++)
			reason_check(l, p->file, (struct span){0}, (struct words){p->conversions[j].reason, STR_NONE});
		for (size_t j = 0; j < p->n_not_rules; j++) {
			const struct clause *c = &p->not_rules[j].clause;
			reason_check(l, p->file, c->span, p->not_rules[j].reason);
			if (c->source && c->line && c->source->line &&
			    (c->line < c->source->line || c->last_line > c->source->last_line))
				diag_add(l->diags, DIAG_OUT_OF_SECTION, p->file, c->span,
					 "line %.*s lies outside the section, lines %.*s of \"%.*s\"", STR_ARG(c->line_filed),
					 STR_ARG(c->source->line_filed), STR_ARG(c->source->id));
		}
	}
}
