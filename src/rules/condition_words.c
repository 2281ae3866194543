#include "rules/catalogue.h"

static const char *const signs[] = {
	[REL_AT_MOST] = "<=",
	[REL_LESS_THAN] = "<",
	[REL_AT_LEAST] = ">=",
	[REL_MORE_THAN] = ">",
};

/* --- for machines ------------------------------------------------------------------------------------------- */

static void write_number(struct buf *out, const struct condition *leaf)
{
	if (leaf->as_of || leaf->field->type == FIELD_DATE)
		day_write(out, leaf->day);
	else if (leaf->field->type == FIELD_QUANTITY)
		quantity_write(out, &leaf->quantity);
	else
		decimal_write(out, &leaf->number);
}

static void write_values(struct buf *out, const struct condition *leaf)
{
	if (leaf->field->type == FIELD_FLAG) {
		buf_adds(out, leaf->flag ? "is true" : "is false");
		return;
	}
	buf_adds(out, leaf->n_values == 1 ? "is " : "in ");
	for (size_t i = 0; i < leaf->n_values; i++) {
		buf_adds(out, i ? ", " : "");
		buf_add(out, leaf->values[i]->id);
	}
}

static void write_models(struct buf *out, const struct condition *leaf)
{
	buf_adds(out, leaf->models[0].series ? "series " : leaf->n_models == 1 ? "is " : "in ");
	for (size_t i = 0; i < leaf->n_models; i++) {
		buf_adds(out, i ? ", " : "");
		buf_add(out, leaf->models[i].filed);
	}
}

static void write_listed(struct buf *out, const struct condition *leaf)
{
	buf_adds(out, "in ");
	buf_add(out, leaf->catalogue_id);
	if (leaf->dated) {
		buf_adds(out, " of ");
		day_write(out, leaf->day);
	}
	buf_adds(out, leaf->duties_ignored ? " whatever its duties" : "");
}

void condition_write_limit(struct buf *out, const struct condition *leaf)
{
	switch (leaf->op) {
	case COND_COMPARE:
		buf_printf(out, "%s ", signs[leaf->relation]);
		write_number(out, leaf);
		break;
	case COND_IN:
		write_values(out, leaf);
		break;
	case COND_KNOWN:
		buf_adds(out, leaf->flag ? "known" : "not known");
		break;
	case COND_MATCHES:
		buf_adds(out, "matches ");
		buf_add(out, leaf->pattern);
		break;
	case COND_MODEL:
		write_models(out, leaf);
		break;
	case COND_LISTED:
		write_listed(out, leaf);
		break;
	case COND_JUDGEMENT:
		buf_adds(out, "judgement");
		break;
	case COND_ALWAYS:
		buf_adds(out, "always");
		break;
	case COND_ALL:
	case COND_ANY:
	case COND_NOT:
		break;
	}
}

/* --- for people --------------------------------------------------------------------------------------------- */

static struct str subject_words(const struct condition *leaf, enum lang lang)
{
	return leaf->as_of ? str_from(message(lang, "the as-of date")) : words_in(leaf->field->words, lang);
}

/* Chinese keeps the limit as the rule writes it; the unit's English words stand in for it in English. */
void condition_write_limit_words(struct buf *out, const struct condition *leaf, enum lang lang)
{
	if (lang == LANG_ZH || leaf->as_of || leaf->field->type != FIELD_QUANTITY) {
		buf_add(out, leaf->limit_filed);
		return;
	}
	decimal_write(out, &leaf->quantity.v.lo);
	buf_addc(out, ' ');
	buf_add(out, leaf->quantity.unit->en);
}

const char *relation_in_words(enum lang lang, const struct condition *leaf, enum relation relation)
{
	static const char *const of_numbers[] = {
		[REL_AT_MOST] = N_("at most"),
		[REL_LESS_THAN] = N_("less than"),
		[REL_AT_LEAST] = N_("at least"),
		[REL_MORE_THAN] = N_("more than"),
	};
	static const char *const of_days[] = {
		[REL_AT_MOST] = N_("not later than"),
		[REL_LESS_THAN] = N_("before"),
		[REL_AT_LEAST] = N_("not before"),
		[REL_MORE_THAN] = N_("later than"),
	};
	bool a_day = leaf->as_of || leaf->field->type == FIELD_DATE;

	return message(lang, (a_day ? of_days : of_numbers)[relation]);
}

static void compare_words(struct buf *out, const struct condition *leaf, enum lang lang)
{
	buf_add(out, subject_words(leaf, lang));
	buf_addc(out, ' ');
	buf_adds(out, relation_in_words(lang, leaf, leaf->relation));
	buf_addc(out, ' ');
	condition_write_limit_words(out, leaf, lang);
}

static void in_words_of(struct buf *out, const struct condition *leaf, enum lang lang)
{
	buf_add(out, subject_words(leaf, lang));
	buf_addc(out, ' ');
	if (leaf->field->type == FIELD_FLAG) {
		buf_adds(out, message(lang, leaf->flag ? "is: yes" : "is: no"));
		return;
	}
	buf_adds(out, message(lang, leaf->n_values == 1 ? "is" : "is one of"));
	buf_addc(out, ' ');
	for (size_t i = 0; i < leaf->n_values; i++) {
		buf_adds(out, i ? message(lang, ", ") : "");
		buf_add(out, words_in(leaf->values[i]->words, lang));
	}
}

static void known_words(struct buf *out, const struct condition *leaf, enum lang lang)
{
	buf_add(out, subject_words(leaf, lang));
	buf_addc(out, ' ');
	buf_adds(out, message(lang, leaf->flag ? "is stated" : "is not stated"));
}

static void matches_words(struct buf *out, const struct condition *leaf, enum lang lang)
{
	buf_add(out, subject_words(leaf, lang));
	buf_addc(out, ' ');
	buf_adds(out, message(lang, "matches"));
	buf_addc(out, ' ');
	buf_add(out, leaf->pattern);
}

static void model_words(struct buf *out, const struct condition *leaf, enum lang lang)
{
	bool series = leaf->models[0].series;
	buf_add(out, subject_words(leaf, lang));
	buf_addc(out, ' ');
	buf_adds(out, message(lang, series ? "belongs to the series" : leaf->n_models == 1 ? "is" : "is one of"));
	buf_addc(out, ' ');
	for (size_t i = 0; i < leaf->n_models; i++) {
		buf_adds(out, i ? message(lang, ", ") : "");
		buf_add(out, leaf->models[i].filed);
	}
}

static void listed_words(struct buf *out, const struct condition *leaf, enum lang lang)
{
	buf_add(out, subject_words(leaf, lang));
	buf_addc(out, ' ');
	buf_printf(out, message(lang, "is listed in \"%.*s\""),
		   STR_ARG(leaf->catalogue ? words_in(leaf->catalogue->title, lang) : leaf->catalogue_id));
	if (leaf->dated) {
		buf_adds(out, message(lang, " as it stood on "));
		day_write(out, leaf->day);
	}
	if (leaf->duties_ignored)
		buf_adds(out, message(lang, ", whatever it says of machines in use"));
}

static void judgement_words(struct buf *out, const struct condition *leaf, enum lang lang)
{
	buf_add(out, words_in(leaf->judgement, lang));
	buf_adds(out, message(lang, " (a person's judgement)"));
}

static void always_words(struct buf *out, const struct condition *leaf, enum lang lang)
{
	(void)leaf;
	buf_adds(out, message(lang, "always"));
}

/* Every child of a group that is itself a group stands in brackets, so that nobody has to know what binds closer. */
static void group_words(struct buf *out, const struct condition *c, enum lang lang)
{
	for (size_t i = 0; i < c->n; i++) {
		bool bracket = c->children[i]->n > 0 && c->children[i]->op != COND_NOT;
		if (i)
			buf_adds(out, message(lang, c->op == COND_ALL ? " and " : " or "));
		buf_adds(out, bracket ? message(lang, "(") : "");
		condition_write_words(out, c->children[i], lang);
		buf_adds(out, bracket ? message(lang, ")") : "");
	}
}

static void not_words(struct buf *out, const struct condition *c, enum lang lang)
{
	buf_adds(out, message(lang, "not ("));
	condition_write_words(out, c->children[0], lang);
	buf_adds(out, message(lang, ")"));
}

typedef void words_fn(struct buf *, const struct condition *, enum lang);

void condition_write_words(struct buf *out, const struct condition *c, enum lang lang)
{
	static words_fn *const rows[] = {
		[COND_ALWAYS] = always_words,
		[COND_ALL] = group_words,
		[COND_ANY] = group_words,
		[COND_NOT] = not_words,
		[COND_COMPARE] = compare_words,
		[COND_IN] = in_words_of,
		[COND_KNOWN] = known_words,
		[COND_MATCHES] = matches_words,
		[COND_MODEL] = model_words,
		[COND_LISTED] = listed_words,
		[COND_JUDGEMENT] = judgement_words,
	};
	rows[c->op](out, c, lang);
}
