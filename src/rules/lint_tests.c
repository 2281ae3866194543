#include "rules/lint_checks.h"

#include "text/fold.h"
#include "vocabulary/reading.h"

/* What the tests of a rule say of one field, as a registry's cells would. */
struct seen {
	bool below, at, above, range, missing, other_unit;
	bool yes, no;
	bool neighbour, negation;
};

/* The cells of one field, read: one of each test. */
struct read_tests {
	const struct field *field;
	struct cell {
		bool filed; /* else the record does not name the field */
		struct str text;
		struct value value;
	} *cells;
	struct read_tests *next;
};

struct of_rule {
	const struct lint *l;
	const struct rule *rule;
	struct read_tests **read; /* each field once, however many conditions ask for it */
};

static const struct test_value *cell_of(const struct rule_test *t, struct str name)
{
	for (size_t i = 0; i < t->n_record; i++)
		if (str_eq(t->record[i].name, name))
			return &t->record[i];
	return NULL;
}

static void read_cell(const struct of_rule *o, struct cell *out, const struct field *field,
		      const struct test_value *filed)
{
	struct reader reader = {
		.vocabulary = o->l->vocabulary,
		.conversions = o->rule->pack->conversions,
		.n_conversions = o->rule->pack->n_conversions,
	};
	struct unit_use none = {.multiplier = decimal_from_int(1)};
	out->filed = filed;
	if (!filed)
		return;
	out->text = filed->text;
	value_read(&out->value, o->l->scratch, &reader, field, NULL, none, filed->text);
}

/* The cells of a field, one a test; NULL when memory is exhausted. */
static const struct cell *cells_of(const struct of_rule *o, const struct field *field)
{
	struct read_tests *r = *o->read;
	while (r && r->field != field)
		r = r->next;
	if (r)
		return r->cells;
	r = ARENA_NEW(o->l->scratch, struct read_tests);
	struct cell *cells = ARENA_ARRAY(o->l->scratch, o->rule->n_tests, struct cell);
	if (!r || !cells)
		return NULL;
	for (size_t i = 0; i < o->rule->n_tests; i++)
		read_cell(o, &cells[i], field, cell_of(&o->rule->tests[i], field->id));
	*r = (struct read_tests){field, cells, *o->read};
	*o->read = r;
	return cells;
}

static bool is_read(const struct cell *c)
{
	return c->filed && c->value.face == FACE_READ;
}

/* --- thresholds --------------------------------------------------------------------------------------------- */

/* Where a value lies against a limit, by asking both relations. */
static void see_side(struct seen *s, enum truth at_most, enum truth less_than)
{
	s->below |= less_than == TRUTH_TRUE;
	s->above |= at_most == TRUTH_FALSE;
	s->at |= at_most == TRUTH_TRUE && less_than == TRUTH_FALSE;
	s->range |= at_most == TRUTH_UNKNOWN || less_than == TRUTH_UNKNOWN;
}

static void see_number(struct seen *s, const struct decimal *n, const struct decimal *limit)
{
	int c = decimal_cmp(n, limit);
	see_side(s, c <= 0 ? TRUTH_TRUE : TRUTH_FALSE, c < 0 ? TRUTH_TRUE : TRUTH_FALSE);
}

static void see_quantity(struct seen *s, const struct condition *leaf, const struct value *v, struct str filed)
{
	see_side(s, quantity_compare(&v->quantity, REL_AT_MOST, &leaf->quantity),
		 quantity_compare(&v->quantity, REL_LESS_THAN, &leaf->quantity));
	/* another unit, or the same in another writing: 400立方米 beside 400 m3 */
	s->other_unit |= v->quantity.unit != leaf->quantity.unit ||
			 str_has(filed, v->quantity.unit->id) != str_has(leaf->limit_filed, v->quantity.unit->id);
}

static void see_value(struct seen *s, const struct condition *leaf, const struct value *v, struct str filed)
{
	switch (leaf->field->type) {
	case FIELD_QUANTITY:
		see_quantity(s, leaf, v, filed);
		break;
	case FIELD_DATE:
		see_side(s, date_compare(&v->date, REL_AT_MOST, leaf->day),
			 date_compare(&v->date, REL_LESS_THAN, leaf->day));
		break;
	case FIELD_RATIO:
		if (interval_is_point(&v->ratio))
			see_number(s, &v->ratio.lo, &leaf->number);
		break;
	case FIELD_INTEGER: {
		struct decimal n = decimal_from_int((int64_t)v->integer);
		see_number(s, &n, &leaf->number);
		break;
	}
	case FIELD_ENUM:
	case FIELD_TEXT:
	case FIELD_MODEL:
	case FIELD_FLAG:
	case FIELD_IDENTIFIER:
		break;
	}
}

static void lacks(const struct of_rule *o, bool has, const struct condition *leaf, const char *what)
{
	const struct diags *d = o->l->diags;
	what = d->words ? d->words(d->words_ctx, what) : what;
	if (!has)
		diag_add(o->l->diags, DIAG_MISSING_TEST, o->rule->file, leaf->span,
			 "no test of \"%.*s\" has \"%.*s\" %s", STR_ARG(o->rule->id), STR_ARG(leaf->field->id), what);
}

static void compare_check(const struct of_rule *o, const struct condition *leaf)
{
	struct seen s = {0};
	const struct cell *cells = cells_of(o, leaf->field);
	for (size_t i = 0; cells && i < o->rule->n_tests; i++) {
		if (is_read(&cells[i]))
			see_value(&s, leaf, &cells[i].value, cells[i].text);
		else
			s.missing = true;
	}
	lacks(o, s.below, leaf, "below its limit");
	lacks(o, s.at, leaf, "at its limit");
	lacks(o, s.above, leaf, "above its limit");
	lacks(o, s.missing, leaf, "missing");
	if (leaf->field->type != FIELD_QUANTITY)
		return;
	lacks(o, s.other_unit, leaf, "in another unit");
	lacks(o, s.range, leaf, "as a range across its limit");
}

/* --- value lists and flags ---------------------------------------------------------------------------------- */

static bool begins_with_negation(const struct of_rule *o, struct str filed)
{
	const struct tokens *words = &o->l->vocabulary->negations;
	struct str text = fold_key(o->l->scratch, filed);
	for (size_t i = 0; i < words->n; i++)
		if (str_starts(text, words->items[i]) && text.n > words->items[i].n)
			return true;
	return false;
}

static bool is_wanted(const struct condition *leaf, const struct enum_value *v)
{
	for (size_t i = 0; i < leaf->n_values; i++)
		if (enum_value_is(v, leaf->values[i]))
			return true;
	return false;
}

static void see_choice(const struct of_rule *o, struct seen *s, bool *met, const struct condition *leaf,
		       const struct cell *cell)
{
	if (!is_read(cell)) {
		bool unlisted = cell->filed && cell->value.face == FACE_UNLISTED;
		s->negation |= unlisted && begins_with_negation(o, cell->text);
		s->missing |= !unlisted;
		return;
	}
	s->neighbour |= !is_wanted(leaf, cell->value.choice);
	for (size_t i = 0; i < leaf->n_values; i++)
		met[i] |= enum_value_is(cell->value.choice, leaf->values[i]);
}

static void choices_check(const struct of_rule *o, const struct condition *leaf)
{
	struct seen s = {0};
	bool *met = ARENA_ARRAY(o->l->scratch, leaf->n_values, bool);
	const struct cell *cells = cells_of(o, leaf->field);
	if (!met || !cells)
		return;
	for (size_t i = 0; i < o->rule->n_tests; i++)
		see_choice(o, &s, met, leaf, &cells[i]);
	for (size_t i = 0; i < leaf->n_values; i++)
		if (!met[i])
			diag_add(o->l->diags, DIAG_MISSING_TEST, o->rule->file, leaf->span,
				 "no test of \"%.*s\" has \"%.*s\" as its \"%.*s\"", STR_ARG(o->rule->id),
				 STR_ARG(leaf->values[i]->id), STR_ARG(leaf->field->id));
	lacks(o, s.neighbour, leaf, "as another value");
	lacks(o, s.negation, leaf, "negated");
	lacks(o, s.missing, leaf, "missing");
}

static void flag_check(const struct of_rule *o, const struct condition *leaf)
{
	struct seen s = {0};
	const struct cell *cells = cells_of(o, leaf->field);
	for (size_t i = 0; cells && i < o->rule->n_tests; i++) {
		bool read = is_read(&cells[i]);
		s.yes |= read && cells[i].value.flag;
		s.no |= read && !cells[i].value.flag;
		s.missing |= !read;
	}
	lacks(o, s.yes, leaf, "as yes");
	lacks(o, s.no, leaf, "as no");
	lacks(o, s.missing, leaf, "missing");
}

static void in_check(const struct of_rule *o, const struct condition *leaf)
{
	if (leaf->field->type == FIELD_FLAG)
		flag_check(o, leaf);
	else
		choices_check(o, leaf);
}

/* The model itself, with a suffix or prefix that makes it suspect, a neighbour, and none. */
static void model_check(const struct of_rule *o, const struct condition *leaf)
{
	bool seen[MODEL_LISTED + 1] = {false}, missing = false;
	const struct cell *cells = cells_of(o, leaf->field);
	for (size_t i = 0; cells && i < o->rule->n_tests; i++) {
		const struct model_text *text =
			is_read(&cells[i]) ? model_text_read(o->l->scratch, o->l->vocabulary, cells[i].text) : NULL;
		if (text)
			seen[model_find(text, o->l->scratch, leaf->models, leaf->n_models)] = true;
		else
			missing = true;
	}
	lacks(o, seen[MODEL_LISTED], leaf, "as it is listed");
	lacks(o, seen[MODEL_SUSPECT], leaf, "as a suspect");
	lacks(o, seen[MODEL_ABSENT], leaf, "as another model");
	lacks(o, missing, leaf, "missing");
}

static void judgement_check(const struct of_rule *o, const struct condition *leaf)
{
	bool manual = false;
	for (size_t i = 0; i < o->rule->n_tests; i++)
		manual |= o->rule->tests[i].expect == RULE_MANUAL;
	if (leaf->field)
		flag_check(o, leaf);
	if (!manual)
		diag_add(o->l->diags, DIAG_MISSING_TEST, o->rule->file, leaf->span,
			 "no test of \"%.*s\" leaves the judgement open", STR_ARG(o->rule->id));
}

/* --- a rule ------------------------------------------------------------------------------------------------- */

static bool leaf_check(void *ctx, const struct condition *leaf)
{
	const struct of_rule *o = ctx;
	if (leaf->op == COND_COMPARE && leaf->field)
		compare_check(o, leaf);
	if (leaf->op == COND_IN)
		in_check(o, leaf);
	if (leaf->op == COND_MODEL)
		model_check(o, leaf);
	if (leaf->op == COND_JUDGEMENT)
		judgement_check(o, leaf);
	return true;
}

/* An exception that no test leaves open, or none shows, was perhaps never tried. */
static void exception_check(const struct of_rule *o, const struct exception *e)
{
	bool open = e->effect == EFFECT_REROUTE, shown = false;
	for (size_t i = 0; i < o->rule->n_tests; i++) {
		const struct rule_test *t = &o->rule->tests[i];
		for (size_t j = 0; j < t->n_open; j++)
			open |= str_eq(t->open[j], e->id);
		shown |= e->effect == EFFECT_REROUTE
				 ? t->to.p && str_eq(t->to, e->to_id)
				 : t->expect == (e->effect == EFFECT_EXEMPT ? RULE_EXEMPT : RULE_NOT_APPLICABLE);
	}
	if (!open)
		diag_add(o->l->diags, DIAG_MISSING_TEST, o->rule->file, e->span,
			 "no test leaves the exception \"%.*s\" open", STR_ARG(e->id));
	if (!shown)
		diag_add(o->l->diags, DIAG_MISSING_TEST, o->rule->file, e->span,
			 "no test shows the exception \"%.*s\"", STR_ARG(e->id));
}

void lint_tests(const struct lint *l, const struct rule *rule)
{
	struct read_tests *read = NULL;
	struct of_rule o = {l, rule, &read};
	if (!rule->n_tests)
		diag_add(l->diags, DIAG_MISSING_TEST, rule->file, rule->span, "the rule \"%.*s\" has no test",
			 STR_ARG(rule->id));
	if (!rule->n_tests || rule->unresolved)
		return;
	condition_each_leaf(rule->where, leaf_check, &o);
	condition_each_leaf(rule->obsolete_if, leaf_check, &o);
	for (size_t i = 0; i < rule->n_exceptions; i++)
		exception_check(&o, &rule->exceptions[i]);
}
