#include "report/change_words.h"

#include "report/labels.h"

/* --- parts ----------------------------------------------------------------------------------------------------- */

typedef void part_fn(struct buf *out, enum lang lang, const struct change_part *p);

static void add_end(struct buf *out, enum lang lang, const struct change_end *end, enum relation relation)
{
	buf_adds(out, relation_in_words(lang, end->leaf, relation));
	buf_addc(out, ' ');
	condition_write_limit_words(out, end->leaf, lang);
}

static void bounds_words(struct buf *out, enum lang lang, const struct change_part *p)
{
	buf_add(out, words_in(p->field->words, lang));
	buf_addc(out, ' ');
	if (p->from.leaf && p->from.leaf == p->to.leaf) {
		buf_adds(out, message(lang, "exactly "));
		condition_write_limit_words(out, p->from.leaf, lang);
		return;
	}
	if (p->from.leaf)
		add_end(out, lang, &p->from, p->from.open ? REL_MORE_THAN : REL_AT_LEAST);
	if (p->from.leaf && p->to.leaf)
		buf_adds(out, message(lang, " and "));
	if (p->to.leaf)
		add_end(out, lang, &p->to, p->to.open ? REL_LESS_THAN : REL_AT_MOST);
	if (!p->from.leaf && !p->to.leaf)
		buf_adds(out, message(lang, "any that can be read"));
}

/* A value stands for those below it. */
static bool is_covered(const struct change_part *p, size_t at)
{
	for (size_t i = 0; i < p->n; i++)
		if (i != at && enum_value_is(p->values[at], p->values[i]))
			return true;
	return false;
}

static void values_words(struct buf *out, enum lang lang, const struct change_part *p)
{
	size_t shown = 0, n = 0;

	for (size_t i = 0; i < p->n; i++)
		shown += !is_covered(p, i);
	buf_add(out, words_in(p->field->words, lang));
	buf_addc(out, ' ');
	buf_adds(out, message(lang, shown == 1 ? "is" : "is one of"));
	buf_addc(out, ' ');
	for (size_t i = 0; i < p->n; i++) {
		if (is_covered(p, i))
			continue;
		buf_adds(out, n++ ? message(lang, ", ") : "");
		buf_add(out, words_in(p->values[i]->words, lang));
	}
}

static void flag_words(struct buf *out, enum lang lang, const struct change_part *p)
{
	buf_add(out, words_in(p->field->words, lang));
	buf_addc(out, ' ');
	buf_adds(out, message(lang, p->flag ? "is: yes" : "is: no"));
}

static void spelled_words(struct buf *out, enum lang lang, const struct change_part *p)
{
	if (p->leaf) {
		condition_write_words(out, p->leaf, lang);
		return;
	}
	buf_add(out, words_in(p->field->words, lang));
	buf_addc(out, ' ');
	buf_adds(out, message(lang, "is one that the rule does not name"));
}

static void judgement_words(struct buf *out, enum lang lang, const struct change_part *p)
{
	condition_write_words(out, p->leaf, lang);
	buf_addc(out, ' ');
	buf_adds(out, message(lang, p->flag ? "is: yes" : "is: no"));
}

static void evidence_words(struct buf *out, enum lang lang, const struct change_part *p)
{
	for (size_t i = 0; i < p->n; i++) {
		buf_adds(out, i ? message(lang, ", ") : "");
		buf_add(out, words_in(p->fields[i]->words, lang));
	}
	buf_adds(out, message(lang, " shown"));
}

static void kind_words(struct buf *out, enum lang lang, const struct change_part *p)
{
	buf_adds(out, message(lang, p->n == 1 ? "it is: " : "it is one of: "));
	for (size_t i = 0; i < p->n; i++) {
		buf_adds(out, i ? message(lang, ", ") : "");
		buf_add(out, words_in(p->kinds[i]->words, lang));
	}
}

static part_fn *const parts[] = {
	[CHANGE_BOUNDS] = bounds_words,       [CHANGE_VALUES] = values_words,     [CHANGE_FLAG] = flag_words,
	[CHANGE_SPELLED] = spelled_words,     [CHANGE_JUDGEMENT] = judgement_words,
	[CHANGE_EVIDENCE] = evidence_words,   [CHANGE_KIND] = kind_words,
};

/* --- the whole ------------------------------------------------------------------------------------------------- */

void change_words(struct buf *out, enum lang lang, const struct change *c, const struct rule *now)
{
	for (size_t i = 0; i < c->n_parts; i++) {
		buf_adds(out, i ? message(lang, " and ") : "");
		parts[c->parts[i].sort](out, lang, &c->parts[i]);
	}
	buf_adds(out, message(lang, ": "));
	buf_add(out, rule_verdict_label(lang, c->verdict));
	if (!c->has_item)
		buf_adds(out, message(lang, "; the item as a whole turns on other rules too"));
	if (!c->has_item || c->item == verdict_of_rule(c->verdict))
		return;
	buf_adds(out, message(lang, "; the item as a whole is then: "));
	buf_add(out, verdict_label(lang, c->item));
	if (c->item_rule && c->item_rule != now)
		buf_printf(out, message(lang, " (%.*s)"), STR_ARG(c->item_rule->id));
}
