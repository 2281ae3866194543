#include "rules/lint_checks.h"

/*
 * The words of clauses and what they say. 以下 and 以上 alone are disputed: article 1259 of the Civil Code includes
 * the number, the drafting of catalogues leaves it out, so both relations of a direction are allowed for them.
 */
static const struct wording {
	struct str word;
	enum relation relation;
	bool disputed;
	enum relation other; /* disputed: the other reading */
} wordings[] = {
	{STR_INIT("及以下"), REL_AT_MOST, false, 0},	      {STR_INIT("以下（含）"), REL_AT_MOST, false, 0},
	{STR_INIT("（含）以下"), REL_AT_MOST, false, 0},      {STR_INIT("不超过"), REL_AT_MOST, false, 0},
	{STR_INIT("不大于"), REL_AT_MOST, false, 0},	      {STR_INIT("不高于"), REL_AT_MOST, false, 0},
	{STR_INIT("不多于"), REL_AT_MOST, false, 0},	      {STR_INIT("（含）前"), REL_AT_MOST, false, 0},
	{STR_INIT("(含)前"), REL_AT_MOST, false, 0},	      {STR_INIT("及以前"), REL_AT_MOST, false, 0},
	{STR_INIT("小于"), REL_LESS_THAN, false, 0},	      {STR_INIT("低于"), REL_LESS_THAN, false, 0},
	{STR_INIT("少于"), REL_LESS_THAN, false, 0},	      {STR_INIT("不足"), REL_LESS_THAN, false, 0},
	{STR_INIT("不到"), REL_LESS_THAN, false, 0},	      {STR_INIT("达不到"), REL_LESS_THAN, false, 0},
	{STR_INIT("及以上"), REL_AT_LEAST, false, 0},	      {STR_INIT("以上（含）"), REL_AT_LEAST, false, 0},
	{STR_INIT("（含）以上"), REL_AT_LEAST, false, 0},     {STR_INIT("不低于"), REL_AT_LEAST, false, 0},
	{STR_INIT("不小于"), REL_AT_LEAST, false, 0},	      {STR_INIT("不少于"), REL_AT_LEAST, false, 0},
	{STR_INIT("达到"), REL_AT_LEAST, false, 0},	      {STR_INIT("及以后"), REL_AT_LEAST, false, 0},
	{STR_INIT("超过"), REL_MORE_THAN, false, 0},	      {STR_INIT("大于"), REL_MORE_THAN, false, 0},
	{STR_INIT("高于"), REL_MORE_THAN, false, 0},	      {STR_INIT("多于"), REL_MORE_THAN, false, 0},
	{STR_INIT("以下"), REL_LESS_THAN, true, REL_AT_MOST}, {STR_INIT("以上"), REL_MORE_THAN, true, REL_AT_LEAST},
};
enum { WORDINGS = sizeof wordings / sizeof *wordings };

static const char *const relations[] = {
	[REL_AT_MOST] = "at_most",
	[REL_LESS_THAN] = "less_than",
	[REL_AT_LEAST] = "at_least",
	[REL_MORE_THAN] = "more_than",
};

static const struct wording *wording_of(struct str word)
{
	for (size_t i = 0; i < WORDINGS; i++)
		if (str_eq(wordings[i].word, word))
			return &wordings[i];
	return NULL;
}

/* Is the word at `at` only a part of a longer one of the table (以下 in 及以下, 大于 in 不大于)? */
static bool inside_longer(struct str text, size_t at, struct str word)
{
	for (size_t i = 0; i < WORDINGS; i++) {
		struct str longer = wordings[i].word;
		size_t before = str_find(longer, word);
		if (longer.n > word.n && before < longer.n && before <= at &&
		    str_starts(str_sub(text, at - before, text.n), longer))
			return true;
	}
	return false;
}

/* Between the ends of a passage; what stands around it may make the word a part of a longer one. */
static bool stands_in(struct str lines, struct passage p, struct str word)
{
	for (size_t at = p.from; at + word.n <= p.to; at++)
		if (str_starts(str_sub(lines, at, p.to), word) && !inside_longer(lines, at, word))
			return true;
	return false;
}

static bool stands_in_clause(const struct cited *c, struct str word)
{
	for (size_t i = 0; i < c->n; i++)
		if (stands_in(c->lines, c->at[i], word))
			return true;
	return !c->whole; /* a false quote was told */
}

/* --- the other reading of a disputed word ------------------------------------------------------------------- */

struct other {
	const struct condition *leaf;
	enum relation relation;
};

static bool same_limit(const struct condition *a, const struct condition *b)
{
	if (a->field != b->field || a->as_of != b->as_of)
		return false;
	if (a->as_of || a->field->type == FIELD_DATE)
		return true; /* a limit of a year is its first day for one relation, its last for the other */
	if (a->field->type == FIELD_QUANTITY)
		return quantity_equal(&a->quantity, &b->quantity);
	return decimal_cmp(&a->number, &b->number) == 0;
}

static bool not_the_other(void *ctx, const struct condition *leaf)
{
	const struct other *want = ctx;
	return leaf->op != COND_COMPARE || leaf->relation != want->relation || !same_limit(leaf, want->leaf);
}

static bool has_other_reading(const struct rule *rule, struct other want)
{
	for (size_t i = 0; i < rule->n_readings; i++) {
		const struct reading_of_rule *r = &rule->readings[i];
		if (r->where && !condition_each_leaf(r->where, not_the_other, &want))
			return true;
		if (r->obsolete_if && !condition_each_leaf(r->obsolete_if, not_the_other, &want))
			return true;
	}
	return false;
}

static void disputed_check(const struct lint *l, const struct rule *rule, const struct condition *leaf,
			   const struct wording *w)
{
	enum relation other = leaf->relation == w->relation ? w->other : w->relation;
	if (!rule->interpretation.zh.p)
		diag_add(l->diags, DIAG_DISPUTED_WORDING, rule->file, leaf->span,
			 "whether \"%.*s\" includes the number is disputed: an \"interpretation\" was expected",
			 STR_ARG(w->word));
	if (!has_other_reading(rule, (struct other){leaf, other}))
		diag_add(
			l->diags, DIAG_DISPUTED_WORDING, rule->file, leaf->span,
			"whether \"%.*s\" includes the number is disputed: a reading with %s and the same "
			 "limit was expected",
			STR_ARG(w->word), relations[other]);
}

/* --- one leaf ----------------------------------------------------------------------------------------------- */

struct at {
	const struct lint *l;
	const struct rule *rule;
	bool adopted; /* not of a reading: readings are what the dispute is answered with */
};

static bool leaf_check(void *ctx, const struct condition *leaf)
{
	const struct at *at = ctx;
	const struct lint *l = at->l;
	const struct rule *rule = at->rule;
	const struct wording *w = wording_of(leaf->wording);
	if (!leaf->wording.p)
		return true;
	if (!w) {
		diag_add(l->diags, DIAG_WORDING, rule->file, leaf->span, "\"%.*s\" is no wording of a limit",
			 STR_ARG(leaf->wording));
		return true;
	}
	bool agrees = leaf->relation == w->relation || (w->disputed && leaf->relation == w->other);
	if (!agrees)
		diag_add(l->diags, DIAG_WORDING, rule->file, leaf->span, "\"%.*s\" says %s, not %s", STR_ARG(w->word),
			 relations[w->relation], relations[leaf->relation]);
	const struct cited cited = clause_find(l, &rule->clause, NULL);
	if (!stands_in_clause(&cited, w->word))
		diag_add(l->diags, DIAG_WORDING, rule->file, leaf->span, "the clause does not say \"%.*s\"",
			 STR_ARG(w->word));
	else if (agrees && w->disputed && at->adopted)
		disputed_check(l, rule, leaf, w);
	return true;
}

void lint_wording(const struct lint *l, const struct rule *rule)
{
	struct at adopted = {l, rule, true}, reading = {l, rule, false};
	condition_each_leaf(rule->where, leaf_check, &adopted);
	condition_each_leaf(rule->obsolete_if, leaf_check, &adopted);
	for (size_t i = 0; i < rule->n_exceptions; i++)
		condition_each_leaf(rule->exceptions[i].when, leaf_check, &adopted);
	for (size_t i = 0; i < rule->n_readings; i++) {
		if (rule->readings[i].where)
			condition_each_leaf(rule->readings[i].where, leaf_check, &reading);
		if (rule->readings[i].obsolete_if)
			condition_each_leaf(rule->readings[i].obsolete_if, leaf_check, &reading);
	}
}
