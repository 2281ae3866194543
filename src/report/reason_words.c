#include "report/reason_words.h"

#include "report/labels.h"
#include "report/listing_words.h"

#include <inttypes.h>

/* --- values ---------------------------------------------------------------------------------------------------- */

static void add_unit(struct buf *out, enum lang lang, const struct unit *u)
{
	struct str words = lang == LANG_ZH ? u->zh : u->en;

	buf_addc(out, ' ');
	buf_add(out, words.n ? words : u->id);
}

void value_words(struct buf *out, enum lang lang, const struct value *v)
{
	if (v->face != FACE_READ)
		return;
	switch (v->field->type) {
	case FIELD_QUANTITY:
		interval_write(out, &v->quantity.v);
		add_unit(out, lang, v->quantity.unit);
		break;
	case FIELD_ENUM:
		buf_add(out, words_in(v->choice->words, lang));
		break;
	case FIELD_FLAG:
		buf_adds(out, message(lang, v->flag ? "yes" : "no"));
		break;
	case FIELD_RATIO:
		buf_adds(out, "1:");
		interval_write(out, &v->ratio);
		break;
	case FIELD_DATE:
	case FIELD_INTEGER:
	case FIELD_TEXT:
	case FIELD_MODEL:
	case FIELD_IDENTIFIER:
		value_write(out, v);
		break;
	}
}

static bool same_but_blanks(struct str a, struct str b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.n && a.p[i] == ' ')
			i++;
		while (k < b.n && b.p[k] == ' ')
			k++;
		if (i == a.n || k == b.n)
			return i == a.n && k == b.n;
		if (a.p[i++] != b.p[k++])
			return false;
	}
}

/* The cell as it stands, where it says more than the value's words. */
static void add_filed(struct buf *out, enum lang lang, const struct value *v, struct str shown)
{
	struct str filed = str_trim(v->as_filed);
	struct buf number;

	buf_init(&number);
	if (v->face == FACE_READ && v->field->type == FIELD_QUANTITY)
		interval_write(&number, &v->quantity.v);
	if (filed.n && !same_but_blanks(filed, shown) && !same_but_blanks(filed, buf_str(&number)))
		buf_printf(out, message(lang, " (filed under \"%.*s\": \"%.*s\")"), STR_ARG(v->column),
			   STR_ARG(filed));
	out->failed |= number.failed;
	buf_release(&number);
	if (v->also_filed.n)
		buf_printf(out, message(lang, " (also filed under \"%.*s\": \"%.*s\")"), STR_ARG(v->also_column),
			   STR_ARG(v->also_filed));
}

static void add_value(struct buf *out, enum lang lang, const struct value *v)
{
	size_t from = out->n;

	value_words(out, lang, v);
	if (!out->failed) {
		struct buf shown;
		buf_init(&shown);
		buf_add(&shown, str_sub(buf_str(out), from, out->n));
		add_filed(out, lang, v, buf_str(&shown));
		out->failed |= shown.failed;
		buf_release(&shown);
	}
}

/* --- a leaf ---------------------------------------------------------------------------------------------------- */

static void add_limit(struct buf *out, enum lang lang, const struct condition *leaf)
{
	bool quantity = leaf->op == COND_COMPARE && !leaf->as_of && leaf->field->type == FIELD_QUANTITY;

	/* Chinese keeps the limit as the rule writes it (200 万吨/年) */
	if (quantity && lang == LANG_EN) {
		interval_write(out, &leaf->quantity.v);
		add_unit(out, lang, leaf->quantity.unit);
	} else if (leaf->op == COND_COMPARE) {
		buf_add(out, leaf->limit_filed);
	} else if (leaf->op == COND_MATCHES) {
		buf_add(out, leaf->pattern);
	} else if (leaf->field && leaf->field->type == FIELD_FLAG) {
		buf_adds(out, message(lang, leaf->flag ? "yes" : "no"));
	}
	for (size_t i = 0; i < leaf->n_models; i++) {
		buf_adds(out, i ? message(lang, ", ") : "");
		buf_add(out, leaf->models[i].filed);
	}
	for (size_t i = 0; i < leaf->n_values; i++) {
		if (i)
			buf_adds(out, message(lang, ", "));
		buf_add(out, words_in(leaf->values[i]->words, lang));
	}
}

/*
 * Between the value and the limit, by truth. Where a comparison is false, every point of the value lies on the
 * other side.
 */
static const char *relation_words(enum lang lang, const struct condition *leaf, enum truth truth)
{
	static const char *const signs[][2] = {
		[REL_AT_MOST] = {" > ", " ≤ "},
		[REL_LESS_THAN] = {" ≥ ", " < "},
		[REL_AT_LEAST] = {" < ", " ≥ "},
		[REL_MORE_THAN] = {" ≤ ", " > "},
	};

	if (leaf->op == COND_COMPARE)
		return signs[leaf->relation][truth == TRUTH_TRUE];
	if (leaf->op == COND_MATCHES)
		return message(lang, truth == TRUTH_TRUE ? ": matches " : ": does not match ");
	if (leaf->op == COND_MODEL && leaf->models[0].series)
		return message(lang, truth == TRUTH_TRUE ? ": is of the series " : ": is not of the series ");
	if (leaf->op == COND_MODEL)
		return message(lang, truth == TRUTH_TRUE ? ": is the model " : ": is not the model ");
	return message(lang, truth == TRUTH_TRUE ? ": is " : ": is not ");
}

static void add_undecided(struct buf *out, enum lang lang, const struct leaf_trace *t)
{
	bool series = t->leaf->op == COND_MODEL && t->leaf->models[0].series;
	buf_adds(out, message(lang, series ? ": may or may not be of the series " : ": may or may not be "));
	if (t->leaf->op == COND_COMPARE)
		buf_adds(out, relation_words(lang, t->leaf, TRUTH_TRUE) + 1);
	add_limit(out, lang, t->leaf);
}

/* A value that could not be had: which face, the words filed, why. */
static void add_face(struct buf *out, enum lang lang, const struct value *v)
{
	enum face face = v ? v->face : FACE_NO_COLUMN;

	buf_add(out, face_label(lang, face));
	if (!v || face_is_silent(face))
		return;
	add_filed(out, lang, v, STR_NONE);
	if (v->problem.en.n) {
		buf_adds(out, message(lang, ": "));
		buf_add(out, words_in(v->problem, lang));
	}
}

void filed_words(struct buf *out, enum lang lang, const struct value *v)
{
	if (v && v->face == FACE_READ)
		add_value(out, lang, v);
	else
		add_face(out, lang, v);
}

bool leaf_asks_person(const struct leaf_trace *t)
{
	return t->leaf->op == COND_JUDGEMENT && (!t->value || face_is_silent(t->value->face));
}

static void judgement_leaf(struct buf *out, enum lang lang, const struct leaf_trace *t)
{
	buf_add(out, words_in(t->leaf->judgement, lang));
	buf_adds(out, message(lang, ": "));
	if (t->value && t->value->face == FACE_READ)
		add_value(out, lang, t->value);
	else
		buf_adds(out, message(lang, "a person has to judge"));
}

/* False where no catalogue was asked. Of an item without a model, that it may be listed is not worth a word. */
static bool listing_leaf(struct buf *out, enum lang lang, const struct leaf_trace *t)
{
	const struct listing *l = t->listing;
	if (l && (l->read || l->n)) {
		buf_adds(out, message(lang, ": "));
		listing_words(out, lang, l);
	}
	return l != NULL;
}

void leaf_words(struct buf *out, enum lang lang, const struct leaf_trace *t)
{
	const struct condition *leaf = t->leaf;
	bool read = t->value && t->value->face == FACE_READ;

	if (leaf->op == COND_JUDGEMENT) {
		judgement_leaf(out, lang, t);
		return;
	}
	if (leaf->as_of) {
		buf_adds(out, message(lang, "the as-of date"));
		buf_adds(out, relation_words(lang, leaf, t->truth));
		add_limit(out, lang, leaf);
		return;
	}
	buf_add(out, words_in(leaf->field->words, lang));
	if (!read) {
		buf_adds(out, message(lang, ": "));
		add_face(out, lang, t->value);
		listing_leaf(out, lang, t);
		return;
	}
	buf_addc(out, ' ');
	add_value(out, lang, t->value);
	if (leaf->op == COND_KNOWN || listing_leaf(out, lang, t))
		return;
	if (t->truth == TRUTH_UNKNOWN) {
		add_undecided(out, lang, t);
		return;
	}
	if (leaf->op == COND_IN && t->truth == TRUTH_TRUE && leaf->n_values == 1 &&
	    leaf->values[0] == t->value->choice)
		return; /* 炉子用途 炼铁 says it all */
	if (leaf->op == COND_IN && leaf->field->type == FIELD_FLAG)
		return;
	buf_adds(out, relation_words(lang, leaf, t->truth));
	add_limit(out, lang, leaf);
}

/* --- an item ---------------------------------------------------------------------------------------------------- */

void equipment_words(struct buf *out, enum lang lang, const struct item *item)
{
	struct str text = str_trim(item->text), kind = item->kind ? words_in(item->kind->words, lang) : STR_NONE;

	buf_add(out, text);
	if (!text.n && !kind.n)
		buf_adds(out, message(lang, "equipment without a name"));
	else if (!text.n) /* --kind names it */
		buf_add(out, kind);
	else if (kind.n && !str_eq(kind, text))
		buf_printf(out, message(lang, " (%.*s)"), STR_ARG(kind));
	if (item->count_open)
		buf_adds(out, message(lang, " × an open number"));
	else if (item->unit_count != 1)
		buf_printf(out, " × %" PRIu64, item->unit_count);
}

void status_words(struct buf *out, enum lang lang, const struct item *item)
{
	struct str is = status_label(lang, item->status_is);

	buf_add(out, item->status);
	if (!str_eq(is, item->status))
		buf_printf(out, message(lang, " (%.*s)"), STR_ARG(is));
}

/* --- a need ---------------------------------------------------------------------------------------------------- */

/* The field's own, or the one that a mapping's table looks up for it. */
static struct str column_of(const struct input_info *input, const struct field *f, const struct value *v)
{
	for (size_t i = 0; input && i < input->n_columns; i++)
		if (input->columns[i].field == f)
			return input->columns[i].header;
	for (size_t i = 0; input && v && i < input->n_columns; i++)
		if (input->columns[i].named && str_eq(input->columns[i].header, v->column))
			return v->column;
	return STR_NONE;
}

static void field_need(struct buf *out, enum lang lang, const struct field *f, const struct item *item,
		       const struct input_info *input)
{
	const struct value *v = item->values ? item_value(item, f) : NULL;
	struct str column = column_of(input, f, v);

	if (column.n)
		buf_printf(out, message(lang, "column \"%.*s\""), STR_ARG(column));
	else
		buf_add(out, words_in(f->words, lang));
	buf_adds(out, message(lang, " ("));
	/* what was filed stands among the reasons */
	if (v && v->face == FACE_READ)
		buf_adds(out, message(lang, "what was filed does not decide"));
	else if (!v && !input) /* the item was only described */
		buf_adds(out, message(lang, "not given"));
	else
		buf_add(out, face_label(lang, v ? v->face : FACE_NO_COLUMN));
	buf_adds(out, message(lang, ")"));
}

static void any_of_words(struct buf *out, enum lang lang, const struct need *n, const struct item *item,
			 const struct input_info *input)
{
	for (size_t i = 0; i < n->n_options; i++) {
		if (i)
			buf_adds(out, message(lang, " or "));
		need_words(out, lang, &n->options[i], item, input);
	}
}

void need_words(struct buf *out, enum lang lang, const struct need *n, const struct item *item,
		const struct input_info *input)
{
	switch (n->sort) {
	case NEED_FIELD:
		field_need(out, lang, n->field, item, input);
		break;
	case NEED_KIND:
		buf_adds(out, message(lang, "which kind of equipment it is"));
		break;
	case NEED_JUDGEMENT:
		buf_printf(out, message(lang, "a person's judgement: %.*s"),
			   STR_ARG(words_in(n->judgement->judgement, lang)));
		if (n->field)
			buf_printf(out, message(lang, ", recorded as \"%.*s\""),
				   STR_ARG(words_in(n->field->words, lang)));
		break;
	case NEED_ANY_OF:
		any_of_words(out, lang, n, item, input);
		break;
	}
	for (size_t i = 0; i < n->n_with; i++) {
		buf_adds(out, message(lang, " together with "));
		need_words(out, lang, &n->with[i], item, input);
	}
}
