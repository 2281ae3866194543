#include "vocabulary/model.h"
#include "vocabulary/read_cell.h"

#include "text/fold.h"
#include "value/count.h"

/* --- missing ----------------------------------------------------------------------------------------------------- */

static bool is_token(const struct tokens *t, struct str key)
{
	return t && tokens_have(t, key);
}

static bool read_missing(struct reading *c, const struct tokens *unknown, const struct tokens *not_applicable)
{
	if (is_token(unknown, c->key))
		c->out->face = FACE_UNKNOWN_TOKEN;
	else if (is_token(not_applicable, c->key))
		c->out->face = FACE_NOT_APPLICABLE;
	else
		return false;
	return true;
}

/* --- enumerations ------------------------------------------------------------------------------------------------ */

static const struct enum_value *find_value(const struct enumeration *e, struct str key)
{
	uint32_t i;
	return map_get(&e->by_spelling, key, &i) ? &e->values[i] : NULL;
}

/* 无元素氯漂白: a spelling with a word before it that denies it. */
static const struct enum_value *find_denied(const struct reading *c)
{
	const struct tokens *t = &c->r->vocabulary->negations;
	const struct enum_value *found = NULL;
	for (size_t i = 0; i < t->n && !found; i++)
		if (c->key.n > t->items[i].n && str_starts(c->key, t->items[i]))
			found = find_value(c->field->enumeration, str_sub(c->key, t->items[i].n, c->key.n));
	return found;
}

static bool read_enum(struct reading *c)
{
	const struct enum_value *value = find_value(c->field->enumeration, c->key);
	if (!value)
		return false;
	c->out->choice = value;
	if (c->kind && !enum_value_is_for(value, c->kind)) {
		c->out->face = FACE_UNLISTED;
		WORDS_SAY(&c->out->problem, c->a, "\"%.*s\" is said of other kinds than %.*s", STR_ARG(c->cell),
			  STR_ARG(words_in(c->kind->words, in)));
		return true;
	}
	c->out->face = FACE_READ;
	return true;
}

static void fail_enum(struct reading *c)
{
	const struct enum_value *denied = find_denied(c);
	const struct words name = c->field->words;
	c->out->face = FACE_UNLISTED;
	if (denied)
		WORDS_SAY(&c->out->problem, c->a, "\"%.*s\" denies \"%.*s\" and does not say what it is instead",
			  STR_ARG(c->cell), STR_ARG(words_in(denied->words, in)));
	else
		WORDS_SAY(&c->out->problem, c->a, "\"%.*s\" is no %.*s that the vocabulary knows", STR_ARG(c->cell),
			  STR_ARG(words_in(name, in)));
}

/* --- flags ------------------------------------------------------------------------------------------------------- */

static bool read_flag(struct reading *c)
{
	const struct vocabulary *v = c->r->vocabulary;
	bool own_yes = tokens_have(&c->field->yes, c->key), own_no = tokens_have(&c->field->no, c->key);
	bool yes = own_yes || (!own_no && tokens_have(&v->yes_tokens, c->key));
	if (!yes && !own_no && !tokens_have(&v->no_tokens, c->key))
		return false;
	c->out->face = FACE_READ;
	c->out->flag = yes;
	return true;
}

static void fail_flag(struct reading *c)
{
	c->out->problem =
		words_printf(c->a, "\"%.*s\" is neither yes nor no; 有, 无, 是 or 否 was expected", STR_ARG(c->cell));
}

/* --- texts, dates, ratios, numbers ------------------------------------------------------------------------------- */

static bool read_text(struct reading *c)
{
	c->out->face = FACE_READ;
	c->out->text = c->cell;
	return true;
}

static bool read_model(struct reading *c)
{
	return !model_is_damaged(c->a, c->cell) && read_text(c);
}

static void fail_model(struct reading *c)
{
	struct str before = model_before_damage(c->a, c->cell);
	if (before.p) {
		c->out->problem = words_printf(c->a, "\"%.*s\" is a date that a spreadsheet has made of a model, perhaps of %.*s; the model itself was expected",
					       STR_ARG(c->cell), STR_ARG(before));
		return;
	}
	c->out->problem = words_printf(
		c->a, "\"%.*s\" is a date that a spreadsheet has made of a model; the model itself was expected",
		STR_ARG(c->cell));
}

static bool read_date(struct reading *c)
{
	if (!date_read(&c->out->date, c->a, c->cell))
		return false;
	c->out->face = FACE_READ;
	return true;
}

static void fail_date(struct reading *c)
{
	struct str before = model_before_damage(c->a, c->cell);
	if (before.p) {
		c->out->problem = words_printf(c->a, "\"%.*s\" is a date that a spreadsheet has made of a model, perhaps of %.*s; the model itself was expected",
					       STR_ARG(c->cell), STR_ARG(before));
		return;
	}
	c->out->problem = words_printf(
		c->a, "\"%.*s\" is no date that can be read; one such as 2003-01-15, 2003年1月 or 2003 was expected",
		STR_ARG(c->cell));
}

static bool read_ratio(struct reading *c)
{
	if (!ratio_read(&c->out->ratio, c->a, c->cell))
		return false;
	c->out->face = FACE_READ;
	return true;
}

static void fail_ratio(struct reading *c)
{
	c->out->problem = words_printf(c->a, "\"%.*s\" is no ratio; one such as 1:8 was expected", STR_ARG(c->cell));
}

static bool read_integer(struct reading *c)
{
	const struct vocabulary *v = c->r->vocabulary;
	bool open = false;
	if (!count_read(&c->out->integer, &open, c->a, v->counters, v->n_counters, c->cell))
		return false;
	if (open)
		c->out->problem = words_printf(c->a, "\"%.*s\" leaves the number open", STR_ARG(c->cell));
	else
		c->out->face = FACE_READ;
	return true;
}

static void fail_integer(struct reading *c)
{
	c->out->problem = words_printf(c->a, "\"%.*s\" is no whole number above zero", STR_ARG(c->cell));
}

static bool read_number(struct reading *c)
{
	read_quantity(c);
	return true;
}

/* --- the door ---------------------------------------------------------------------------------------------------- */

/* `read` is false where the cell is nothing of the type; then `fail` says what was expected (NULL: it never fails). */
static const struct type_reader {
	bool (*read)(struct reading *c);
	void (*fail)(struct reading *c);
	bool before_tokens; /* its own words come before the missing tokens */
} type_readers[] = {
	[FIELD_QUANTITY] = {read_number, NULL, false},
	[FIELD_ENUM] = {read_enum, fail_enum, true},
	[FIELD_TEXT] = {read_text, NULL, false},
	[FIELD_MODEL] = {read_model, fail_model, false},
	[FIELD_DATE] = {read_date, fail_date, false},
	[FIELD_RATIO] = {read_ratio, fail_ratio, false},
	[FIELD_INTEGER] = {read_integer, fail_integer, false},
	[FIELD_FLAG] = {read_flag, fail_flag, true},
	[FIELD_IDENTIFIER] = {read_text, NULL, false},
};

void value_read(struct value *out, struct arena *a, const struct reader *r, const struct field *field,
		const struct kind *kind, struct unit_use header, struct str cell)
{
	const struct vocabulary *v = r->vocabulary;
	const struct type_reader *type = &type_readers[field->type];
	*out = (struct value){.face = FACE_UNREADABLE, .field = field, .as_filed = cell, .basis = field->basis};
	struct reading c = {.out = out, .a = a, .r = r, .field = field, .kind = kind, .header = header};
	c.cell = str_trim(cell);
	c.key = fold_key(a, c.cell);
	if (c.key.n == 0) {
		out->face = FACE_BLANK;
		return;
	}
	if (read_missing(&c, r->more_unknown, r->more_not_applicable) || (type->before_tokens && type->read(&c)) ||
	    read_missing(&c, &v->unknown_tokens, &v->not_applicable_tokens) || (!type->before_tokens && type->read(&c)))
		return;
	type->fail(&c);
}
